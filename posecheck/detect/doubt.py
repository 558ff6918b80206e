"""Which landmarks may be believed, frame by frame, and why the others may not."""

from __future__ import annotations

from enum import IntEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from posecheck.body import LANDMARK_COUNT

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Doubts = NDArray[np.int8]


class Doubt(IntEnum):
    """Why a landmark of one frame may not be used; 0 is no doubt."""

    NONE = 0
    NO_PERSON = 1
    OUT_OF_PICTURE = 2
    HIDDEN = 3
    INVENTED = 4
    SUBJECT_LOST = 5


CHANNEL = "doubt"
SEEN = 0.65  # a landmark counts as seen from here on ...
UNSEEN = 0.55  # ... until it falls below this; evidence.md 0.4 draws the line at 0.6 between them

# What cannot be seen when a joint is outside: a foot hangs on its shank, a hand on its arm.
_CHAINS = ((23, 25, 27, 29, 31), (11, 13, 15, 17, 19, 21))


def _hanging() -> Bools:
    """Tell for each joint (33,) which landmarks (33,) are further out on the same limb."""
    on = np.zeros((LANDMARK_COUNT, LANDMARK_COUNT), dtype=np.bool_)
    for chain in _CHAINS:
        for side in (0, 1):
            for joint in range(3):
                on[chain[joint] + side, [further + side for further in chain[joint + 1 :]]] = True
    return on


HANGING = _hanging()


def hang(bad: Bools) -> Bools:
    """Spread (..., 33) flags from each joint to the landmarks further out on the same limb."""
    spread: Bools = bad | (bad @ HANGING)
    return spread


def latch(low: Bools, high: Bools, start: Bools) -> Bools:
    """Remember per landmark what was last certain: set where low, cleared where high.

    low, high: (T, K); start: (K,) is the state before the first frame. Returns (T, K).
    """
    certain = low | high
    rows = np.arange(1, len(low) + 1)[:, None]
    last = np.maximum.accumulate(np.where(certain, rows, 0), axis=0)
    states = np.concatenate([start[None], low])
    result: Bools = np.take_along_axis(states, last, axis=0)
    return result


ENCLOSED_S = 0.3
"""How far apart two doubts may be that take what lies between them along."""


def enclosed(bad: Bools, time_s: Floats) -> Bools:
    """Tell what lies between two stretches of doubts close to each other; (T, K) both.

    What was made up a moment before and after is not believed in between, where that is no longer
    than those two stretches together: single frames of doubt do not grow.
    """
    found = np.zeros_like(bad)
    for column in np.flatnonzero(bad.any(axis=0)).tolist():
        edges = np.flatnonzero(np.diff(np.r_[False, bad[:, column], False]))
        runs = edges.reshape(-1, 2).tolist()
        for (start, stop), (after, end) in pairwise(runs):
            near = time_s[after] - time_s[stop - 1] <= ENCLOSED_S + 1e-9
            if near and after - stop <= (stop - start) + (end - after):
                found[stop:after, column] = True
    return found
