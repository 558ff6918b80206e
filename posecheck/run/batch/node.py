"""What happens in a process of a Ray cluster: a task, or a job that a task lent."""

from __future__ import annotations

import os
import socket
import sys
from collections import deque
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from posecheck.errors import DetectorError, OutputError, PosecheckError
from posecheck.run.kept import Keeping
from posecheck.run.pool import Desk, Ended, Failure, Lent, News, Task, Waiting

if TYPE_CHECKING:
    from posecheck.detect.replay import MakeDetector

MEMORY = 700 << 20  # what a task declares; see limits.PER_WORKER


def find_ray() -> Any:  # noqa: ANN401  it says no types
    """Import ray; OutputError where it is not installed."""
    try:
        return import_module("ray")
    except ImportError as error:
        raise OutputError(
            "--engine ray needs ray, which is not installed; pip install 'posecheck[ray]'"
        ) from error


def perform(
    ticket: int,
    task: Task,
    mailbox: Any,  # noqa: ANN401
    model: tuple[bytes, MakeDetector | None],
) -> Ended:
    """Do a task in a process of the cluster."""
    bundle, make = model
    found = _detector(make)
    lent = _Lent(bundle, found)

    def tell(message: object) -> None:
        if isinstance(message, Lent):
            lent.add(message)
        elif not isinstance(message, Waiting):
            mailbox.put.remote(ticket, message)

    return task.do(Desk(found, bundle, tell, lent.next))


def detect(job: Any, model: tuple[bytes, MakeDetector | None]) -> list[object]:  # noqa: ANN401
    """Do a job that a task lent, in another process of the cluster; a Failure comes last."""
    from posecheck.run.block import detect_block

    bundle, make = model
    messages: list[object] = []
    try:
        messages += detect_block(job, _detector(make), bundle)
    except PosecheckError as error:
        messages.append(Failure(type(error).__name__, str(error)))
    return messages


class _Lent:
    """The jobs that a task lent: Ray finds them a core; a task that waits leaves its own free."""

    def __init__(self, bundle: bytes, make: MakeDetector) -> None:
        self._ray = find_ray()
        self._model = (bundle, make)
        self._running: list[Any] = []
        self._news: deque[object] = deque()

    def add(self, lent: Lent) -> None:
        remote = self._ray.remote(num_cpus=1, memory=MEMORY, max_retries=2)(detect)
        model = self._ray.put(self._model)
        self._running += [remote.remote(job, model) for job in lent.jobs]

    def next(self) -> object:
        while not self._news:
            (ready,), self._running = self._ray.wait(self._running, num_returns=1)
            try:
                self._news += self._ray.get(ready)
            except self._ray.exceptions.RayError as error:
                why = str(error).strip().splitlines()[-1]
                self._news.append(Failure(DetectorError.__name__, why))
        news = self._news.popleft()
        return news if isinstance(news, Failure) else News(cast("Any", news))


def _detector(make: MakeDetector | None) -> MakeDetector:
    """Give what makes detectors, in a process that keeps to a core of its own."""
    _take_core()
    return make or _kept()


@cache
def _kept() -> Keeping:
    from posecheck.detect.landmarker import Landmarker

    return Keeping(cast("MakeDetector", Landmarker))


_held: list[socket.socket] = []


def _take_core() -> None:
    """Keep this process to one core, for MediaPipe starts as many threads as it sees cores.

    A core is taken by a socket name that only one process of a machine can have, until it ends.
    """
    if _held or sys.platform != "linux":
        return
    for core in sorted(os.sched_getaffinity(0)):
        holder = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            holder.bind(f"\0posecheck-core-{core}")
        except OSError:
            holder.close()
            continue
        _held.append(holder)
        os.sched_setaffinity(0, {core})
        return
