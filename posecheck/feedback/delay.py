"""Shows people to themselves some seconds later, where they cannot watch the screen meanwhile."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from posecheck.feedback.canvas import resized

Pixels = NDArray[np.uint8]
Said = TypeVar("Said")

BUDGET_MB = 256
LONG_SIDE = 960  # pixels; kept pictures are shrunk to this
SLOWEST_FPS = 8.0  # below this a longer delay shrinks the pictures further
FASTEST_FPS = 30.0
ROUNDING_S = 1e-6
SPARE = 2  # pictures kept beside those of the delay: the one shown, and the one that comes


@dataclass(frozen=True, slots=True)
class _Kept(Generic[Said]):
    time_s: float
    rgb: Pixels
    said: Said


class Delay(Generic[Said]):
    """Keeps the pictures of the last seconds, with what belongs to each.

    delay_s: how much later pictures are shown. budget_mb: what all of them may take; where that
    is not enough for every picture, some are left out, and they become smaller for a long delay.
    """

    def __init__(self, delay_s: float, *, budget_mb: float = BUDGET_MB) -> None:
        self.delay_s = delay_s
        self._budget = budget_mb * 1e6
        self._kept: deque[_Kept[Said]] = deque()

    def push(self, time_s: float, rgb: Pixels, said: Said) -> None:
        """Keep a picture; it is copied. time_s: rises from call to call."""
        size_px = self._size_of(rgb)
        size = 3.0 * size_px[0] * size_px[1]
        step_s = self.delay_s * size / max(self._budget - SPARE * size, size)
        if self._kept and time_s - self._kept[-1].time_s < max(step_s, 0.9 / FASTEST_FPS):
            return
        small = resized(rgb, size_px)
        self._kept.append(_Kept(time_s, small.copy() if small is rgb else small, said))
        while len(self._kept) > 1 and self._kept[1].time_s <= time_s - self.delay_s:
            self._kept.popleft()

    def at(self, time_s: float) -> tuple[Pixels, Said] | None:
        """Give the picture of delay_s before time_s, and what belongs to it; None before the first.

        The picture may be smaller than it was when it was kept; it is not to be painted on.
        """
        shown: _Kept[Said] | None = None
        for kept in self._kept:
            if kept.time_s > time_s - self.delay_s + ROUNDING_S:
                break
            shown = kept
        return None if shown is None else (shown.rgb, shown.said)

    def __len__(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        """Forget all pictures, as when a session starts again."""
        self._kept.clear()

    def _size_of(self, rgb: Pixels) -> tuple[int, int]:
        high, wide = rgb.shape[:2]
        most = self._budget / (3 * (SLOWEST_FPS * self.delay_s + SPARE))
        scale = min(1.0, LONG_SIDE / max(wide, high), (most / (wide * high)) ** 0.5)
        return max(1, int(wide * scale)), max(1, int(high * scale))
