"""Film jobs side by side, in processes that each have the model open."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import cv2

from posecheck.detect.bundle import LoadedBundle, load_bundle
from samples.sweep.jobs import Found, Job, film, read
from samples.sweep.kept import keep, load, place_of

_loaded: list[LoadedBundle] = []


@dataclass(frozen=True, slots=True)
class Budget:
    """With how many processes it is filmed, and after how many minutes no more is begun."""

    workers: int
    minutes: float


def worked(
    planned: Sequence[Job], budget: Budget, folder: Path | None
) -> Iterator[tuple[Job, Found]]:
    """Give jobs with what they found, as they are done; what the folder holds comes first.

    A process that starts afresh does not import the `__main__` of a package, so what it runs is
    here; one that is forked from threads that OpenCV has started may wait for ever.
    """
    started = time.monotonic()
    before = [job for job in planned if folder and place_of(job, folder).is_file()]
    known = set(before)
    waiting = iter([*before, *(job for job in planned if job not in known)])
    running: dict[Future[Found], Job] = {}
    with ProcessPoolExecutor(budget.workers, get_context("spawn"), _prepare) as pool:
        while True:
            while len(running) < budget.workers + 1:
                job = next(waiting, None)
                in_time = time.monotonic() - started < budget.minutes * 60
                if job is None or not (in_time or job in known):
                    break
                running[pool.submit(_work, job, folder)] = job
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            yield from ((running.pop(future), future.result()) for future in done)


def _prepare() -> None:
    cv2.setNumThreads(1)
    _loaded.append(load_bundle())


def _work(job: Job, folder: Path | None) -> Found:
    """Film a job, unless it was before, and read it; processor time is what it is said to cost."""
    before = load(job, folder) if folder else None
    if before is not None:
        filmed, seconds = before
    else:
        started = time.process_time()
        filmed = film(job, _loaded[0])
        seconds = time.process_time() - started
        if folder:
            keep(job, filmed, seconds, folder)
    return replace(read(job, filmed), seconds=seconds)
