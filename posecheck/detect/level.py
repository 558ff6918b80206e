"""From the pelvis lines found frame by frame to the one that is judged, or to none.

A line that was found here and there, at another height each time, is no waistband, whatever it
looks like in one picture. Stickers are preferred; the two ways are never mixed in one clip, since
they do not read alike.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from posecheck.detect.filters import butterworth, hampel, steady_and_quick
from posecheck.detect.gaps import BRIDGE_S, bridge, spans
from posecheck.detect.region import FRONTAL
from posecheck.track import PELVIS_COLUMNS, PELVIS_ENDS

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

GOOD_ENOUGH = 0.5  # quality from which on a line counts
LASTING = 0.45  # share of the looks from front or back in which it must be found
ASTRAY = 0.09  # of the trunk: a line that far above or below where it usually is, is another one
PELVIS_HZ = 6.0
LIVE_MEMORY_S = 1.5  # how long live looks are remembered
FORGOTTEN = 0.1  # share below which another line may take the place of the one before
LIVE_STEP_S = 0.1  # the longest a look counts for
STICKERS, WAISTBAND = 1, 2


def level_clip(rows: Floats, points: Floats, time_s: Floats) -> Floats:
    """Choose, bridge and smooth the pelvis lines of a clip.

    rows: (T, 7) as detected, see posecheck.track; points: (T, 33, 4). Gives rows (T, 7), NaN where
    there is no line to be trusted; all of them where it is not there for most of the clip.
    """
    nothing = np.full(rows.shape, np.nan)
    found = np.nan_to_num(rows[:, 1]) >= GOOD_ENOUGH
    looked = np.isfinite(rows[:, 1]) & frontal(points)
    by_stickers = found & (rows[:, 2] == STICKERS)
    source = STICKERS if 2 * by_stickers.sum() >= found.sum() else WAISTBAND
    height = heights(rows, points)
    found &= (rows[:, 2] == source) & np.isfinite(height)
    if not found.any():
        return nothing
    found &= np.abs(height - np.median(height[found])) <= ASTRAY
    if not found.any() or found.sum() < LASTING * looked.sum():
        return nothing
    shape = _shape(rows)
    shape[~found] = np.nan
    shape = bridge(shape, time_s)
    for span in spans(np.isfinite(shape[:, 0]), time_s):
        shape[span] = butterworth(hampel(shape[span], time_s[span]), time_s[span], PELVIS_HZ)
    quality = float(np.median(rows[found, 1]))
    return _rows(shape, source, quality, points)


class LiveLevel:
    """The same frame by frame from the past alone; any split of the frames gives the same rows."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything: somebody else, or nobody, is in the picture."""
        self._filter = steady_and_quick()
        self._share = 0.0
        self._height = math.nan
        self._source = 0
        self._looked_s = -math.inf
        self._seen_s = -math.inf
        self._last: Floats | None = None

    def __call__(self, row: Floats, points: Floats, time_s: float) -> Floats:
        """Give the row (7,) to be judged for a frame's row as detected and its points (33, 4)."""
        if np.isfinite(row[1]) and frontal(points[None])[0]:
            self._look(row, points, time_s)
        if self._last is None or self._share < LASTING or time_s - self._seen_s > BRIDGE_S + 1e-9:
            return np.full(len(PELVIS_COLUMNS), np.nan)
        return self._last.copy()

    def _look(self, row: Floats, points: Floats, time_s: float) -> None:
        height = float(heights(row[None], points[None])[0])
        found = bool(row[1] >= GOOD_ENOUGH) and math.isfinite(height)
        same = found and (row[2] == self._source and abs(height - self._height) <= ASTRAY)
        if found and not same and self._share < FORGOTTEN:
            self._source, self._height, self._share, same = int(row[2]), height, 0.0, True
            self._filter.reset()
        step_s = min(time_s - self._looked_s, LIVE_STEP_S)
        memory = 1.0 - math.exp(-step_s / LIVE_MEMORY_S)
        self._share += memory * (same - self._share)
        if same:
            self._height += memory * (height - self._height)
            unit = max(float(np.ptp(points[:, 1])), 0.05)
            shape = self._filter(_shape(row[None])[0], max(time_s - self._seen_s, 1e-3), unit)
            self._last = _rows(shape[None], self._source, float(row[1]), points[None])[0]
            self._seen_s = time_s
        self._looked_s = time_s


def frontal(points: Floats) -> Bools:
    """Tell in which frames somebody is seen from front or back: (T, 33, 4) -> (T,)."""
    xy = points[..., :2]
    trunk = (xy[:, 11] + xy[:, 12] - xy[:, 23] - xy[:, 24]) / 2
    across: Bools = np.abs(xy[:, 11, 0] - xy[:, 12, 0]) >= FRONTAL * np.hypot(*trunk.T)
    return across


def heights(rows: Floats, points: Floats) -> Floats:
    """Give how high a line lies above the hip landmarks, in lengths of the trunk: (T,).

    NaN where the trunk points at the camera and has no length.
    """
    hips = (points[:, 23, :2] + points[:, 24, :2]) / 2
    shoulders = (points[:, 11, :2] + points[:, 12, :2]) / 2
    above = (rows[:, 4] + rows[:, 6]) / 2 - hips[:, 1]
    trunk = np.hypot(*(shoulders - hips).T)
    height: Floats = above / np.where(trunk > 0, trunk, np.nan)
    return height


def _shape(rows: Floats) -> Floats:
    """Give middle x, middle y, half the width and half the rise to the right, in the picture."""
    ends = rows[:, PELVIS_ENDS]
    middle, half = (ends[:, :2] + ends[:, 2:]) / 2, (ends[:, 2:] - ends[:, :2]) / 2
    return np.concatenate([middle, half * np.sign(half[:, :1])], axis=1)


def _rows(shape: Floats, source: int, quality: float, points: Floats) -> Floats:
    """Give rows (T, 7) of shapes; the shoulders tell which end is the person's left."""
    left_first = points[:, 11, 0] < points[:, 12, 0]
    half = np.where(left_first[:, None], shape[:, 2:], -shape[:, 2:])
    left, right = shape[:, :2] - half, shape[:, :2] + half
    rows = np.full((len(shape), len(PELVIS_COLUMNS)), np.nan)
    known = np.isfinite(shape[:, 0])
    rows[known, 1], rows[known, 2] = quality, source
    rows[:, 3:5], rows[:, 5:7] = left, right
    rows[:, 0] = line_angle(rows)
    return rows


def line_angle(rows: Floats) -> Floats:
    """Give the angle of each line (T, 7) to the horizontal, positive with the right end lower."""
    across = np.abs(rows[:, 3] - rows[:, 5])
    angle: Floats = np.degrees(np.arctan2(rows[:, 4] - rows[:, 6], across))
    return angle
