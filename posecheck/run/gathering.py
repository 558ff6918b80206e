"""Sends a clip's segments to the workers and gathers what comes back, in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from posecheck.capture.clip import ClipInfo
from posecheck.detect.subject import Path
from posecheck.run.block import Done, Job, Progress, Sample, Sighting
from posecheck.run.pool import Pool
from posecheck.run.segments import Joined, Piece, Segment, blocks, join, seen_rows

Report = Callable[[int, int], None]

SAMPLES = 8
DECODED_PX = 1e7  # pixels that are decoded in the time it takes to detect one frame


class Meter:
    """Adds up progress for the caller."""

    def __init__(self, report: Report | None, total: int) -> None:
        self._report = report
        self._done, self.total = 0, total

    def add(self, frames: int) -> None:
        """Count frames as done; the first call says that the first frame is."""
        self._done = min(self._done + frames, self.total)
        if self._report is not None:
            self._report(max(self._done, 1), self.total)


class Findings:
    """What the workers have found so far in one clip."""

    def __init__(self, pool: Pool, meter: Meter) -> None:
        self.warnings: list[str] = []
        self._pieces: dict[int, Piece] = {}
        self._sightings: dict[int, Sighting] = {}
        self._samples: dict[int, Sample] = {}
        self._pool = pool
        self._meter = meter

    def detect(self, info: ClipInfo, segments: Sequence[Segment], looks: NDArray[np.int64]) -> None:
        """Detect segments, taking a look for several people at some frames."""
        chosen = np.linspace(0, len(looks) - 1, min(SAMPLES, len(looks))).round().astype(int)
        whole = Job(info, (), frozenset(looks.tolist()), frozenset(looks[chosen].tolist()))
        self._run(whole, segments)

    def segments(self) -> list[Segment]:
        """The segments detected, in order."""
        return [self._pieces[start].segment for start in sorted(self._pieces)]

    def joined(self) -> Joined:
        """Everything detected so far."""
        return join([self._pieces[start] for start in sorted(self._pieces)])

    def seen(self) -> NDArray[np.float64] | None:
        """What the pictures themselves showed (T, 12), of everything detected so far."""
        return seen_rows([self._pieces[start] for start in sorted(self._pieces)])

    def sightings(self, indices: NDArray[np.int64]) -> dict[int, Sequence[NDArray[np.float32]]]:
        """The people seen in the frames looked at, by row of these frame indices (T,)."""
        return {
            row: self._sightings[index].people for row, index in _rows(indices, self._sightings)
        }

    def pictures(self, indices: NDArray[np.int64]) -> list[tuple[int, NDArray[np.uint8]]]:
        """Some frames (H, W, 3), spread over the clip, by row of these frame indices (T,)."""
        return [(row, self._samples[index].rgb) for row, index in _rows(indices, self._samples)]

    def follow(self, info: ClipInfo, segments: Sequence[Segment], paths: tuple[Path, ...]) -> None:
        """Detect segments once more, keeping to the first of these people."""
        self._meter.total += sum(segment.end - segment.start for segment in segments)
        self._run(Job(info, (), paths=paths), segments)

    def _run(self, job: Job, segments: Sequence[Segment]) -> None:
        cost = 0.0 if len(job.info.keyframes) > len(segments) else _skip_cost(job.info)
        shares = blocks(segments, self._pool.count, cost)
        for message in self._pool.run([replace(job, segments=share) for share in shares]):
            match message:
                case Progress():
                    self._meter.add(message.frames)
                case Piece():
                    self._pieces[message.segment.start] = message
                case Sighting():
                    self._sightings[message.index] = message
                case Sample():
                    self._samples[message.index] = message
                case Done():
                    self.warnings += message.warnings


def _rows(indices: NDArray[np.int64], known: Iterable[int]) -> list[tuple[int, int]]:
    """Rows of frame indices, with those of the frames known that are among them."""
    wanted = np.array(sorted(known), np.int64)
    _, rows, _ = np.intersect1d(indices, wanted, return_indices=True)
    return [(int(row), int(indices[row])) for row in rows]


def _skip_cost(info: ClipInfo) -> float:
    return info.coded_size[0] * info.coded_size[1] / DECODED_PX
