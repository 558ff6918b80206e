"""Keeps what a process needs for every clip: making a detector costs as much as four frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posecheck.errors import DetectorError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from posecheck.detect.replay import Detector, MakeDetector


class Keeping:
    """Makes detectors, and only once the one for single pictures, which remembers nothing.

    A detector that follows somebody through a clip remembers, and is made anew each time, unless
    one was opened ahead.
    """

    def __init__(self, make: MakeDetector) -> None:
        self._make = make
        self._kept: dict[tuple[bytes, int], Detector] = {}
        self._fresh: dict[tuple[bytes, str, int], Detector] = {}

    def open(self, bundle: bytes, *, mode: str, num_poses: int) -> None:
        """Open a detector ahead, for whoever asks for such a one first."""
        detector = self(bundle, mode=mode, num_poses=num_poses)
        if mode != "image":
            self._fresh[bundle, mode, num_poses] = detector

    def __call__(self, bundle: bytes, *, mode: str, num_poses: int) -> Detector:
        """Open a detector, or give the one that is open already."""
        if mode != "image":
            fresh = self._fresh.pop((bundle, mode, num_poses), None)
            return fresh or self._make(bundle, mode=mode, num_poses=num_poses)
        key = (bundle, num_poses)
        if key not in self._kept:
            self._kept[key] = self._make(bundle, mode=mode, num_poses=num_poses)
        return _Lasting(self._kept, key)

    def close(self) -> None:
        """Close what is still open; left to the end of the process, MediaPipe would complain."""
        for detector in (*self._kept.values(), *self._fresh.values()):
            detector.close()
        self._kept.clear()
        self._fresh.clear()


class _Lasting:
    """A detector that stays open, unless it fails."""

    def __init__(self, kept: dict[tuple[bytes, int], Detector], key: tuple[bytes, int]) -> None:
        self._kept, self._key = kept, key
        self._detector = kept[key]

    def detect(self, rgb: NDArray[np.uint8], time_ms: int = 0) -> list[NDArray[np.float64]]:
        try:
            return self._detector.detect(rgb, time_ms)
        except DetectorError:
            self._kept.pop(self._key, None)
            raise

    def close(self) -> None:
        """Stay open for the next clip."""
