"""Whether a camera is well: rules over the pictures that came, with the time passed in.

Trouble is to be noticed within 2 s; a camera that gives one picture a second is slow, not silent.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import numpy as np

from posecheck.capture.light import is_black
from posecheck.capture.source import Trouble

if TYPE_CHECKING:
    from numpy.typing import NDArray

SILENT_S = 1.75
FROZEN_S = 1.5
BLACK_S = 1.5
SLOW_FPS = 5.0
_WELL_FPS = 6.0
_WINDOW_S = 1.75
_REPEATS = 2
_COMPARE_STEP_PX = 16


class Watch:
    """Sees every picture of a camera, and says at any time what is wrong with it.

    `live`: False for a file, which may hold still or pause as it likes. A real sensor is noisy: two
    pictures that are equal to the last bit are one picture given twice.
    """

    def __init__(self, start_s: float, *, live: bool = True) -> None:
        self._live = live
        self._seen_s = start_s
        self._fresh_s = start_s
        self._first_s: float | None = None
        self._dark_s: float | None = None
        self._arrivals: deque[float] = deque()
        self._last: NDArray[np.uint8] | None = None
        self._repeats = 0
        self._slow = False

    def note(self, time_s: float, rgb: NDArray[np.uint8]) -> bool:
        """Take note of a picture; False when it only repeats the one before."""
        self._seen_s = time_s
        if self._live and self._last is not None and _equal(rgb, self._last):
            self._repeats += 1
            return False
        if self._first_s is None or time_s - self._fresh_s > SILENT_S:
            self._first_s = time_s
            self._arrivals.clear()
        self._arrivals.append(time_s)
        self._forget(time_s)
        self._fresh_s, self._last, self._repeats = time_s, rgb, 0
        if not is_black(rgb):
            self._dark_s = None
        elif self._dark_s is None:
            self._dark_s = time_s
        return True

    def fps(self, now_s: float) -> float:
        """How many new pictures a second came of late; 0 before there are two."""
        self._forget(now_s)
        count = len(self._arrivals)
        if count < 2:
            return 0.0
        steady = (count - 1) / max(self._arrivals[-1] - self._arrivals[0], 1e-6)
        return min(steady, count / max(now_s - self._arrivals[0], 1e-6))

    def trouble(self, now_s: float) -> Trouble | None:
        """Say what is wrong at this time, the worst first; None when the camera is well."""
        if now_s - self._seen_s > SILENT_S:
            return "silent" if self._live else None
        if self._dark_s is not None and now_s - self._dark_s >= BLACK_S:
            return "black"
        if self._repeats >= _REPEATS and now_s - self._fresh_s >= FROZEN_S:
            return "frozen"
        return "slow" if self._is_slow(now_s) else None

    def _is_slow(self, now_s: float) -> bool:
        if self._first_s is None or now_s - self._first_s < _WINDOW_S:
            return False
        limit = _WELL_FPS if self._slow else SLOW_FPS
        self._slow = self.fps(now_s) < limit
        return self._slow

    def _forget(self, now_s: float) -> None:
        while self._arrivals and now_s - self._arrivals[0] > _WINDOW_S:
            self._arrivals.popleft()


def _equal(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> bool:
    # The grid tells nearly all pictures apart, at a hundredth of the price.
    step = _COMPARE_STEP_PX
    return np.array_equal(one[::step, ::step], other[::step, ::step]) and np.array_equal(one, other)
