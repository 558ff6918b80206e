"""Moments in which the pose model cannot decide whether it sees a front or a back.

In the dark, or where hair and skin are alike, it exchanges left and right from frame to frame. What
the track then shows lies between the two: legs that cross, hips without width. The shoulders tell:
no shoulders change how wide they are seen that fast.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

AROUND_S = 0.15  # to either side of a frame
CHANGE = 0.25
"""Trunk lengths by which the width of the shoulders may change meanwhile: people who run, bend, hop
or clap their hands overhead reach 0.17, a model that cannot decide 0.3 to 1.4."""


def undecided(points: Floats, time_s: Floats) -> Bools:
    """Tell in which frames (T,) left and right are not to be believed; points (T, 33, 4) prepared.

    Only of bodies that are seen from the front or the back; none where there is one frame.
    """
    if len(points) < 3:
        return np.zeros(len(points), dtype=np.bool_)
    trunk = (points[:, 11, :2] + points[:, 12, :2] - points[:, 23, :2] - points[:, 24, :2]) / 2
    across = points[:, 11, :2] - points[:, 12, :2]
    # Of shoulders one above the other nobody can say which is on the left.
    side = np.where(np.abs(across[:, 0]) > np.abs(across[:, 1]), np.sign(across[:, 0]), 1.0)
    length = np.hypot(trunk[:, 0], trunk[:, 1])
    length[~(length > 0)] = np.nan
    width = side * np.hypot(across[:, 0], across[:, 1]) / length
    around = round(AROUND_S / float(np.median(np.diff(time_s))))
    padded = np.pad(width, max(1, around), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * max(1, around) + 1)
    found: Bools = windows.max(axis=1) - windows.min(axis=1) > CHANGE
    return found
