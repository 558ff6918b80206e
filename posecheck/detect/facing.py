"""Front and back confused by the detector, again and again: whole bodies that change sides.

In the dark, or where hair and skin are alike, a back is taken for a front and the other way round
for a few frames at a time, and left and right change places with it. Nobody turns round three
times in three seconds; where that seems to happen, what was seen most of the time is kept.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecheck.body import LEFT_INDICES, RIGHT_INDICES

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

ABOUT_S = 1.5  # to either side of a frame
TURNS = 3  # changes of facing in that time which nobody makes
WIDE = 0.4  # shoulder line over trunk from which on a front or a back is seen
LEFT, RIGHT = np.array(LEFT_INDICES), np.array(RIGHT_INDICES)


def repair_facing(points: Floats, time_s: Floats) -> None:
    """Give bodies (T, 33, 4) that face the wrong way for a moment their sides back, in place."""
    wrong = np.flatnonzero(_flickers(_facing(points), time_s))[:, None]
    points[wrong, LEFT], points[wrong, RIGHT] = points[wrong, RIGHT], points[wrong, LEFT]


def _facing(points: Floats) -> Floats:
    """1 where the left shoulder and hip are on the right of the picture, -1 the other way; (T,).

    0 from the side, where shoulders and hips contradict each other, and where nobody is.
    """
    across = points[:, 11, 0] - points[:, 12, 0]
    hips = points[:, 23, 0] - points[:, 24, 0]
    middle = (points[:, [11, 23], :2] + points[:, [12, 24], :2]) / 2
    trunk = np.linalg.norm(middle[:, 0] - middle[:, 1], axis=-1)
    with np.errstate(invalid="ignore"):
        seen = (np.abs(across) > WIDE * trunk) & (across * hips > 0)
    return np.where(seen, np.sign(across), 0.0)


def _flickers(facing: Floats, time_s: Floats) -> Bools:
    """Tell which frames face against most of those around them, where that changes too often."""
    known = np.flatnonzero(facing)
    wrong = np.zeros(len(facing), dtype=np.bool_)
    if len(known) < 2:
        return wrong
    clock, sign = time_s[known], facing[known]
    changed = np.r_[0, np.cumsum(np.diff(sign) != 0)]
    total = np.r_[0.0, np.cumsum(sign)]
    first = np.searchsorted(clock, clock - ABOUT_S)
    last = np.searchsorted(clock, clock + ABOUT_S, side="right")
    often = changed[last - 1] - changed[first] >= TURNS
    wrong[known] = often & (sign * (total[last] - total[first]) < 0)
    return wrong
