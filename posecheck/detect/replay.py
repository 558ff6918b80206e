"""The outermost boundary of detection: what a detector is, and one that replays what it is given.

With it everything behind the model runs in tests and in development without the model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from posecheck.errors import DetectorError


class Detector(Protocol):
    """Pixels in, (33, 4) landmarks a person out, as posecheck.detect.landmarker.Landmarker does."""

    def detect(self, rgb: NDArray[np.uint8], time_ms: int = 0) -> list[NDArray[np.float64]]:
        """Find people in a picture (H, W, 3); in a clip time_ms grows with every call."""

    def close(self) -> None:
        """Free what the detector holds."""


class MakeDetector(Protocol):
    """Makes a detector from a bundle's content: Landmarker itself, or a Replay."""

    def __call__(self, bundle: bytes, *, mode: str, num_poses: int) -> Detector:
        """Open a detector; mode is "video", "mirrored" or "image", as of Landmarker."""


@dataclass(frozen=True, slots=True)
class Replay:
    """Makes detectors that answer with prepared people; can be handed to another process.

    people: what is found in each picture, by time: one (33, 4) array each, or none.
    time_ms: when each of `people` begins to hold. fails_at_ms: raise DetectorError from then on.
    """

    people: Sequence[Sequence[NDArray[np.float64]]]
    time_ms: Sequence[int] = (0,)
    fails_at_ms: int | None = None

    def __call__(self, bundle: bytes, *, mode: str, num_poses: int) -> Detector:
        """Open a detector that replays; the bundle is ignored."""
        return _Replaying(self, num_poses)


class _Replaying:
    def __init__(self, script: Replay, num_poses: int) -> None:
        self._script = script
        self._num_poses = num_poses
        self._open = True

    def detect(self, rgb: NDArray[np.uint8], time_ms: int = 0) -> list[NDArray[np.float64]]:
        script = self._script
        if not self._open:
            raise DetectorError("the detector is closed")
        if script.fails_at_ms is not None and time_ms >= script.fails_at_ms:
            raise DetectorError(f"the pose model failed at {time_ms} ms")
        scene = int(np.searchsorted(script.time_ms, time_ms, side="right")) - 1
        people = script.people[max(scene, 0)]
        return [np.array(person) for person in people[: self._num_poses]]

    def close(self) -> None:
        self._open = False
