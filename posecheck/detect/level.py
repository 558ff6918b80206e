"""From the pelvis lines found frame by frame to the one that is judged, or to none.

A line that was found here and there, at another height each time, is no waistband, whatever it
looks like in one picture. Stickers are preferred; the two ways are never mixed in one clip, since
they do not read alike.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from posecheck.detect.columns import Column, Places, places_of, squared
from posecheck.detect.filters import hampel, steady_and_quick
from posecheck.detect.gaps import BRIDGE_S, bridge, spans
from posecheck.detect.lowpass import butterworth
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
_TRUNK = (11, 12), (23, 24)
_NOTHING = np.full(len(PELVIS_COLUMNS), np.nan)


def level_clip(rows: Floats, points: Floats, time_s: Floats) -> Floats:
    """Choose, bridge and smooth the pelvis lines of a clip.

    rows: (T, 7) as detected, see posecheck.track; points: (T, 33, 4). Gives rows (T, 7), NaN where
    there is no line to be trusted; all of them where it is not there for most of the clip.
    """
    nothing = np.full(rows.shape, np.nan)
    places = places_of(points)
    found = np.nan_to_num(rows[:, 1]) >= GOOD_ENOUGH
    looked = np.isfinite(rows[:, 1]) & frontal(places)
    by_stickers = found & (rows[:, 2] == STICKERS)
    source = STICKERS if 2 * by_stickers.sum() >= found.sum() else WAISTBAND
    trunk = np.sqrt(squared(places, *_TRUNK))
    height = above_hips(list(rows.T), places) / np.where(trunk > 0, trunk, np.nan)
    found &= (rows[:, 2] == source) & np.isfinite(height)
    if not found.any():
        return nothing
    found &= np.abs(height - np.median(height[found])) <= ASTRAY
    if not found.any() or found.sum() < LASTING * looked.sum():
        return nothing
    shape = _shape(list(rows.T))
    shape[~found] = np.nan
    shape = bridge(shape, time_s)
    for span in spans(np.isfinite(shape[:, 0]), time_s):
        shape[span] = butterworth(hampel(shape[span], time_s[span]), time_s[span], PELVIS_HZ)
    quality = float(np.median(rows[found, 1]))
    return _rows(list(shape.T), source, quality, places)


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
        self._last: Floats = _NOTHING

    def __call__(self, row: Floats, points: Floats, time_s: float) -> Floats:
        """Give the row (7,) to be judged for a frame's row as detected and its points (33, 4)."""
        if math.isfinite(row[1]):
            places = places_of(points)
            if frontal(places):
                self._look(row.tolist(), places, time_s)
        if self._share < LASTING or time_s - self._seen_s > BRIDGE_S + 1e-9:
            return _NOTHING.copy()
        return self._last.copy()

    def _look(self, row: Sequence[float], places: Places, time_s: float) -> None:
        _, quality, source, *_ = row
        trunk = math.sqrt(squared(places, *_TRUNK))
        height = above_hips(row, places) / trunk if trunk > 0 else math.nan
        found = quality >= GOOD_ENOUGH and math.isfinite(height)
        same = found and source == self._source and abs(height - self._height) <= ASTRAY
        if found and not same and self._share < FORGOTTEN:
            self._source, self._height, self._share, same = int(source), height, 0.0, True
            self._filter.reset()
        step_s = min(time_s - self._looked_s, LIVE_STEP_S)
        memory = 1.0 - math.exp(-step_s / LIVE_MEMORY_S)
        self._share += memory * (same - self._share)
        if same:
            self._height += memory * (height - self._height)
            unit = max(max(places.y) - min(places.y), 0.05)
            shape = self._filter(_shape(row), max(time_s - self._seen_s, 1e-3), unit)
            self._last = _rows(shape.tolist(), self._source, quality, places)
            self._seen_s = time_s
        self._looked_s = time_s


def frontal(places: Places) -> Column:
    """Tell in which frames somebody is seen from front or back."""
    across = places.x[11] - places.x[12]
    return across * across >= FRONTAL**2 * squared(places, *_TRUNK)


def above_hips(row: Sequence[Column], places: Places) -> Column:
    """Give how high the middle of a line lies above the hip landmarks, in image heights.

    row: the columns of the channel, as its rows have them; so below.
    """
    return (row[4] + row[6]) / 2 - (places.y[23] + places.y[24]) / 2


def _shape(row: Sequence[Column]) -> Floats:
    """Give middle x, middle y, half the width and half the rise to the right, in the picture."""
    left_x, left_y, right_x, right_y = row[PELVIS_ENDS]
    half_x, half_y = (right_x - left_x) / 2, (right_y - left_y) / 2
    way = np.sign(half_x)
    middle = (left_x + right_x) / 2, (left_y + right_y) / 2
    return np.array([*middle, half_x * way, half_y * way]).T


def _rows(shape: Sequence[Column], source: int, quality: float, places: Places) -> Floats:
    """Give rows (..., 7) of shapes; the shoulders tell which end is the person's left."""
    x, y, half_x, half_y = shape
    way = 2.0 * (places.x[11] < places.x[12]) - 1.0
    left_x, left_y, right_x, right_y = (
        x - way * half_x,
        y - way * half_y,
        x + way * half_x,
        y + way * half_y,
    )
    known = np.isfinite(x)
    angle = np.degrees(np.arctan2(left_y - right_y, np.abs(left_x - right_x)))
    told = (np.where(known, quality, np.nan), np.where(known, source, np.nan))
    return np.array([angle, *told, left_x, left_y, right_x, right_y]).T


def line_angle(rows: Floats) -> Floats:
    """Give the angle of each line (T, 7) to the horizontal, positive with the right end lower."""
    across = np.abs(rows[:, 3] - rows[:, 5])
    angle: Floats = np.degrees(np.arctan2(rows[:, 4] - rows[:, 6], across))
    return angle
