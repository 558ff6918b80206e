"""Detecting the one person in front of a camera, picture by picture as they come."""

from __future__ import annotations

import math
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from posecheck.body import LANDMARK_COUNT
from posecheck.detect.looks import SecondLook, channels_of
from posecheck.detect.mirrored import EVERY, LiveBalance
from posecheck.detect.replay import MakeDetector
from posecheck.detect.visibility import unsmooth_visibility
from posecheck.track import Track, from_normalised

AFRESH_S = 4.0  # how long somebody who gets into position is followed at most


class LiveDetector:
    """Makes a track of one frame of every picture; a context manager that frees the detectors.

    The track carries what is seen in the picture itself, see posecheck.detect.looks.
    make: opens one that follows a person from picture to picture, and one that sees every second
    picture mirrored.
    """

    def __init__(self, make: MakeDetector, bundle: bytes) -> None:
        self._detector = make(bundle, mode="video", num_poses=1)
        self._mirrored = make(bundle, mode="mirrored", num_poses=1)
        self._balance = LiveBalance()
        self._pictures = 0
        self._before = np.full((LANDMARK_COUNT, 4), np.nan)
        self._last_ms = -1
        self._afresh = False
        self._afresh_s = -math.inf
        self._look = SecondLook()

    def __enter__(self) -> LiveDetector:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._detector.close()
        self._mirrored.close()

    def look_afresh(self, time_s: float) -> None:
        """Look all over the next picture, not where the person was last; every few seconds at most.

        For the time in which somebody gets into position: who has lain down where they stood is
        seen upside down or the wrong way round there, for as long as they keep still.
        """
        if time_s - self._afresh_s >= AFRESH_S:
            self._afresh, self._afresh_s = True, time_s

    def __call__(
        self, rgb: NDArray[np.uint8], time_s: float, size_px: tuple[int, int] | None = None
    ) -> Track:
        """Detect in a picture (H, W, 3); nobody in it gives NaN with visibility 0.

        time_s grows from call to call. size_px: of the camera's picture, where `rgb` is a smaller
        copy of it. Raises DetectorError as the detector does.
        """
        # MediaPipe counts whole milliseconds, and wants each call to be later than the last.
        self._last_ms = max(round(time_s * 1000), self._last_ms + 1)
        if self._afresh:  # an empty picture ends the following
            for detector in (self._detector, self._mirrored):
                detector.detect(np.zeros_like(rgb), self._last_ms)
            self._before = np.full((LANDMARK_COUNT, 4), np.nan)
            self._last_ms, self._afresh = self._last_ms + 1, False
        people = self._detector.detect(rgb, self._last_ms)
        found = people[0] if people else np.full((LANDMARK_COUNT, 4), np.nan)
        raw = found.copy()
        self._move(raw, rgb)
        raw[:, 3] = unsmooth_visibility(np.stack([self._before[:, 3], found[:, 3]]))[1]
        self._before = found
        width, height = (rgb.shape[1], rgb.shape[0]) if size_px is None else size_px
        points = from_normalised(np.nan_to_num(raw) if people else raw, width / height)
        points[:, 3] = np.nan_to_num(points[:, 3])
        seen = channels_of(self._look(rgb, found, time_s)[None])
        return Track(points[None], np.array([time_s]), (width, height), seen)

    def _move(self, raw: NDArray[np.float64], rgb: NDArray[np.uint8]) -> None:
        """Move landmarks (33, 4) half way to where mirrored pictures put them, in place."""
        if np.isnan(raw[0, 0]):  # of an empty room the mirror image tells nothing
            self._balance.reset()
            self._pictures = 0
            return
        self._pictures += 1
        others = self._mirrored.detect(rgb, self._last_ms) if self._pictures % EVERY else []
        self._balance(raw, others[0] if others else None, rgb.shape[1] / rgb.shape[0])
