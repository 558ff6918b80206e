"""The processes that detect: started early, each on its own cores, and never left behind.

A clip is hostile input and the model is native code; neither gets into the parent process. What
goes wrong in a worker is raised in the parent; a worker that is killed, or whose parent is, ends.
Nothing heavy is imported here: a worker that is spawned takes its cores before native code counts
them.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, cast

from posecheck.errors import DetectorError, PosecheckError
from posecheck.run.freed import keep_large_apart
from posecheck.run.kept import Keeping
from posecheck.run.pool import Desk, Failure, Task
from posecheck.run.spawning import context, interrupts_held, open_stock, without_main

if TYPE_CHECKING:
    from typing_extensions import Self

    from posecheck.detect.replay import MakeDetector
    from posecheck.run.block import Job, Message

AT_ONCE = 2  # started before it is known how many segments there are
PATIENCE_S = 2.0


@dataclass(frozen=True, slots=True)
class _Model:
    """A bundle's content and what makes detectors of it; None for MediaPipe."""

    bundle: bytes
    make: MakeDetector | None


@dataclass(frozen=True, slots=True)
class Worker:
    """A process and the line to it."""

    process: BaseProcess
    connection: Connection


class Workers:
    """Processes that run detection jobs, at most `count` of them; a context manager.

    count: None for one per core that this process may use. Entering starts the first processes,
    or the one they are forked from, which import what they need while the caller does the same and
    looks at the clip. Leaving ends all of them at once, whatever they do.
    """

    def __init__(self, count: int | None = None) -> None:
        self._cores = usable_cores()
        self._context = context()
        self.count = max(1, len(self._cores) if count is None else count)
        self._model: _Model | None = None
        self._workers: list[Worker] = []
        self._opening: Thread | None = None
        self._failed: PosecheckError | OSError | None = None

    def __enter__(self) -> Self:
        if open_stock():
            return self
        try:
            self._grow(min(self.count, AT_ONCE))
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def process_ids(self) -> list[int]:
        """The process ids of the workers that live."""
        self._settle()
        return [worker.process.pid or 0 for worker in self._workers]

    def load(self, bundle: bytes, make: MakeDetector | None = None) -> None:
        """Give the processes the model that later jobs use; make: None for MediaPipe.

        The first ones start and open it while the caller goes on; run() raises what kept them.
        """
        model = _Model(bundle, make)
        if model == self._model and self._opening is not None:
            return
        self._settle()
        told = self._workers if model != self._model else []
        self._model = model
        self._opening = Thread(target=self._open, args=(list(told), model), daemon=True)
        self._opening.start()

    def run(self, jobs: Sequence[Job]) -> Iterator[Message]:
        """Run jobs, at most `count`, one on each process, and pass on what they tell as it comes.

        Raises the PosecheckError that a job raised, and DetectorError when a process was killed.
        Processes that are still at work when this is left early are ended.
        """
        from posecheck.run.block import Done

        self._settle()
        self._grow(len(jobs))
        running: dict[Connection, Worker] = {}
        try:
            for number, job in enumerate(jobs):
                worker = self._workers[number]
                running[worker.connection] = worker
                _send(worker, (share(self._cores, number, len(jobs)), job), job)
            while running:
                for ready in wait(list(running)):
                    connection = cast("Connection", ready)
                    message = _receive(running[connection], jobs[0])
                    if isinstance(message, Failure):
                        raise message.raised()
                    if isinstance(message, Done):
                        del running[connection]
                    yield message
        finally:
            self._drop(list(running.values()))

    def close(self) -> None:
        """End all processes now; they hold nothing that must be saved."""
        with suppress(PosecheckError, OSError):  # those that could not start need no ending
            self._settle()
        self._drop(list(self._workers))

    def _open(self, told: Sequence[Worker], model: _Model) -> None:
        try:
            for worker in told:
                _send(worker, model, None)
            self._grow(min(self.count, AT_ONCE))
        except (PosecheckError, OSError) as error:
            self._failed = error

    def _settle(self) -> None:
        """Wait until the processes that load() starts are there; raise what kept them."""
        if self._opening is not None:
            self._opening.join()
            self._opening = None
        failed, self._failed = self._failed, None
        if failed is not None:
            raise failed

    def _drop(self, workers: Sequence[Worker]) -> None:
        for worker in workers:
            self._workers.remove(worker)
            worker.connection.close()
            worker.process.terminate()
        end_s = time.monotonic() + PATIENCE_S  # for all of them: they end at the same time
        for worker in workers:
            worker.process.join(max(0.0, end_s - time.monotonic()))
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.process.close()

    def _grow(self, count: int) -> None:
        fresh: list[Worker] = []
        while len(self._workers) < min(count, self.count):
            ours, theirs = self._context.Pipe()
            cores = share(self._cores, len(self._workers), min(self.count, len(self._cores)))
            process = self._context.Process(target=_serve, args=(theirs, cores), daemon=True)
            with without_main(), interrupts_held():
                process.start()
            theirs.close()
            self._workers.append(Worker(process, ours))
            fresh.append(self._workers[-1])
        for worker in fresh if self._model else ():
            _send(worker, self._model, None)


def usable_cores() -> list[int]:
    """The cores this process may use, ascending."""
    if sys.platform == "linux":
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count() or 1))


def share(cores: Sequence[int], number: int, workers: int) -> tuple[int, ...]:
    """The cores of one of several workers: neighbours, at least one, all cores given away."""
    if workers >= len(cores):
        return (cores[number % len(cores)],)
    return tuple(cores[len(cores) * number // workers : len(cores) * (number + 1) // workers])


def _serve(connection: Connection, cores: tuple[int, ...]) -> None:
    """Do one job after the other until the parent hangs up or is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    make: Keeping | None = None
    try:
        _pin(cores)
        keep_large_apart()
        landmarker = _mediapipe()
        bundle, make = b"", Keeping(landmarker)
        while True:
            message = connection.recv()
            if isinstance(message, _Model):
                make.close()
                bundle, make = message.bundle, Keeping(message.make or landmarker)
                if message.make is None:
                    _open_early(make, bundle)
                continue
            cores, job = message
            _pin(cores)
            _do(connection, job, make, bundle)
    except (EOFError, OSError):  # the parent is gone
        return
    finally:
        if make is not None:
            make.close()


def _do(connection: Connection, job: Job | Task, make: MakeDetector, bundle: bytes) -> None:
    from posecheck.run.block import Job, detect_block

    if not isinstance(job, Job):
        connection.send(job.do(Desk(make, bundle, connection.send, connection.recv)))
        return
    try:
        for message in detect_block(job, make, bundle):
            connection.send(message)
    except PosecheckError as error:
        connection.send(Failure(type(error).__name__, str(error)))
    except MemoryError:
        connection.send(
            Failure("DetectorError", f"{job.info.path}: out of memory; try --workers 1")
        )


def _open_early(make: Keeping, bundle: bytes) -> None:
    """Open the detectors that every clip needs while the parent still looks at the clip."""
    from posecheck.detect.survey import NUM_POSES

    with suppress(DetectorError):  # a job that needs it says so
        make.open(bundle, mode="video", num_poses=1)
        make.open(bundle, mode="mirrored", num_poses=1)
        make.open(bundle, mode="image", num_poses=NUM_POSES)


def _mediapipe() -> MakeDetector:
    """Import what a job needs, ahead of it."""
    import posecheck.run.block  # noqa: F401
    from posecheck.detect.landmarker import Landmarker, preload

    with suppress(DetectorError):  # a job that needs it says so
        preload()
    return cast("MakeDetector", Landmarker)


def _pin(cores: tuple[int, ...]) -> None:
    # MediaPipe starts as many threads as it sees cores; two processes on the same ones only queue.
    if sys.platform == "linux":
        os.sched_setaffinity(0, cores)


def _send(worker: Worker, message: object, job: Job | None) -> None:
    try:
        worker.connection.send(message)
    except (BrokenPipeError, ConnectionError) as error:
        raise _ended(worker, job) from error


def _receive(worker: Worker, job: Job) -> Message | Failure:
    try:
        return cast("Message | Failure", worker.connection.recv())
    except (EOFError, OSError) as error:
        raise _ended(worker, job) from error


def _ended(worker: Worker, job: Job | None) -> DetectorError:
    worker.process.join(PATIENCE_S)
    what = "the pose model" if job is None else f"'{job.info.path}'"
    return DetectorError(
        f"{what}: a detection process ended unexpectedly (exit code {worker.process.exitcode}); "
        "if memory is short, try --workers 1"
    )
