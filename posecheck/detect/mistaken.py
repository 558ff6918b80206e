"""Limbs of a body with a level trunk that the detector takes for others for a moment.

An arm stretched ahead is taken for a bent one: it is half as long as a moment before and after. Of
two legs beside one another each is put where the other is, or half way: they jump apart or
together while the middle between them goes on. With a level trunk nobody moves so fast that either
is a movement; the limbs of a runner do both, and are left to the repair of exchanges and spikes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecheck.blocks import BLOCK
from posecheck.detect.doubt import enclosed, hang
from posecheck.detect.filters import MOST_SPIKES, SPIKE_S
from posecheck.detect.gaps import BRIDGE_S, frame_s

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LEVEL = 0.71  # of its length that a level trunk rises at most
MOMENT_S = BRIDGE_S  # before and after, in which an arm must be whole
SHORT = 0.6  # of that length below which an arm is not the same arm; seen 0.3 to 0.5
WHOLE = 0.3  # trunks; segments are 0.5 long, and shorter ones point at the camera and flicker
APART = 0.12  # leg lengths by which two knees or ankles jump, against each other
TOGETHER = 0.25  # of that, by which the middle between them may move at most
_ARMS = ((11, 13), (13, 15))  # upper arm and forearm of the left; the right one is the next index
_PAIRS = (25, 27)  # left knee and ankle
_LEGS = slice(25, 33)


def mistaken(points: Floats, time_s: Floats) -> Bools:
    """Tell which landmarks of a body with a level trunk are those of something else; (T, 33).

    points: (T, 33, 4) of a recorded clip, before it is smoothed. Missing points are never mistaken.
    What lies between two such moments close to each other goes with them.
    """
    bad = np.zeros(points.shape[:2], dtype=np.bool_)
    up = points[:, [11, 12], :2].mean(axis=1) - points[:, [23, 24], :2].mean(axis=1)
    lengths = np.linalg.norm(up, axis=-1)
    level = np.abs(up[:, 1]) < LEVEL * lengths
    if not level.any():
        return bad
    trunk = float(np.median(lengths[level]))
    for side in (0, 1):
        for inner, outer in _ARMS:
            ends = points[:, inner + side, :2] - points[:, outer + side, :2]
            bad[:, outer + side] |= _shrinks(np.linalg.norm(ends, axis=-1) / trunk, time_s)
    bad = hang(bad)
    bad[:, _LEGS] |= _jump_apart(points, time_s)[:, None]
    bad &= level[:, None]
    result: Bools = (bad | enclosed(bad, time_s)) & np.isfinite(points[..., 0])
    return result


def pass_over(points: Floats, bad: Bools, time_s: Floats) -> None:
    """Put landmarks that are `bad` (T, 33) on the line between those around; points (T, 33, 4).

    Done in place. At the ends of a clip the nearest one is repeated; visibility stays.
    """
    for landmark in np.flatnonzero(bad.any(axis=0)).tolist():
        wrong = bad[:, landmark]
        known = ~wrong & np.isfinite(points[:, landmark, 0])
        for axis in range(3) if known.any() else ():
            points[wrong, landmark, axis] = np.interp(
                time_s[wrong], time_s[known], points[known, landmark, axis]
            )


def _shrinks(length: Floats, time_s: Floats) -> Bools:
    """Tell when a segment, (T,) trunks long, is much shorter than a moment before and after."""
    length = np.nan_to_num(length)
    step = frame_s(time_s)
    reach = min(max(1, int(MOMENT_S / step + 1e-6)), len(length)) if step else 1
    padded = np.pad(length, reach)  # nothing is known beyond the ends
    longest = np.lib.stride_tricks.sliding_window_view(padded, reach).max(axis=1)
    around = np.minimum(longest[: len(length)], longest[reach + 1 :])
    shorter: Bools = (around > WHOLE) & (length < SHORT * around)
    return shorter


def _jump_apart(points: Floats, time_s: Floats) -> Bools:
    """Tell when knees or ankles leave their way in opposite directions, and come back; (T,)."""
    found = np.zeros(len(points), dtype=np.bool_)
    some = points[:: 1 + len(points) // BLOCK]  # enough to tell how long the legs are
    bones = some[:, [23, 24, 25, 26], :2] - some[:, [25, 26, 27, 28], :2]
    leg = 2 * float(np.nanmedian(np.linalg.norm(bones, axis=-1)))
    step = frame_s(time_s)
    longest = min(MOST_SPIKES, max(1, int(SPIKE_S / step + 1e-6))) if step else 1
    for width in range(1, longest + 1):
        for left in _PAIRS:
            both = points[:, left : left + 2, :2]
            away = _off_line(both[:, 0] - both[:, 1], time_s, width)
            middle = _off_line(both.mean(axis=1), time_s, width)
            wild = (away.min(axis=1, initial=np.inf) > APART * leg) & (
                middle.max(axis=1, initial=0.0) < TOGETHER * away.max(axis=1, initial=0.0)
            )
            most = away.max(axis=1, initial=0.0)
            for start in np.flatnonzero(wild).tolist():
                # The neighbours of a wild frame hang on it, and look wild as well, but less so.
                if most[start] >= most[max(0, start - width) : start + width + 1].max():
                    found[start + 1 : start + 1 + width] = True
    return found


def _off_line(way: Floats, time_s: Floats, width: int) -> Floats:
    """How far each of `width` frames in a row is off the line between those around: (T', width).

    way: (T, 2); the first row is of the frames from 1 on.
    """
    starts = np.arange(len(way) - width - 1)[:, None]
    inside = starts + 1 + np.arange(width)
    first, last = time_s[starts], time_s[starts + width + 1]
    share = ((time_s[inside] - first) / (last - first))[..., None]
    line = way[starts] + share * (way[starts + width + 1] - way[starts])
    off: Floats = np.linalg.norm(way[inside] - line, axis=-1)
    return off
