"""Thumbs put where the picture shows the hands meet, in place of where the pose model guesses them.

A look that fails among others that do not is bridged; hands that mostly cannot be told from what is
behind them keep the model's thumbs. The channel `thumbs` is NaN where they are the model's.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from posecheck.body import LEFT, RIGHT
from posecheck.detect.gaps import spans
from posecheck.detect.lowpass import butterworth
from posecheck.track import THUMBS_COLUMNS

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

GOOD_ENOUGH = 0.4  # quality from which on a look counts
LASTING = 0.5  # share of the looks while the hands are near each other that must count
LOOKING_S = 0.25  # looks no further apart than that belong together
HANDS_HZ = 6.0
# The skins of two hands are seen to meet; a thumb's own point is in its middle. A thumb is 2.2 cm
# wide in a trunk of half a metre.
INSIDE = 0.022
THUMBS = (LEFT.thumb.a, RIGHT.thumb.a)
_NOTHING = np.full(len(THUMBS_COLUMNS), np.nan)


def place_thumbs(points: Floats, rows: Floats, time_s: Floats) -> Floats:
    """Put the thumbs of a smoothed clip where they were seen, in place.

    points: (T, 33, 4); rows: (T, 5) as detected, see posecheck.track. Gives the rows anew, NaN
    where the thumbs are still the model's.
    """
    used = np.full(rows.shape, np.nan)
    looks = np.flatnonzero(np.isfinite(rows[:, 0]))
    there: Bools = np.asarray(np.isfinite(points[:, THUMBS, 0]).all(axis=1))
    for look in spans(np.ones(len(looks), np.bool_), time_s[looks], _between(time_s[looks])):
        frames = looks[look]
        found = frames[rows[frames, 0] >= GOOD_ENOUGH]
        if len(found) < LASTING * len(frames):
            continue
        inside = np.arange(found[0], found[-1] + 1)
        seen = _smoothed(rows[:, 1:], found, inside, time_s)
        inside, seen = inside[there[inside]], seen[there[inside]]
        points[inside[:, None], THUMBS, :2] = _thumbs(seen, points[inside])
        used[inside, 0], used[inside, 1:] = np.median(rows[found, 0]), seen
    return used


def _between(time_s: Floats) -> float:
    """Give by how much looks may lie further apart than usual and still belong together."""
    usual = float(np.median(np.diff(time_s))) if len(time_s) > 1 else 0.0
    return max(0.0, LOOKING_S - usual)


def _smoothed(
    places: Floats, found: NDArray[np.intp], inside: NDArray[np.intp], time_s: Floats
) -> Floats:
    """Give the places (N, 4) in the frames `inside`, from the looks `found` among them."""
    looks = _without_strays(places[found])
    columns = [np.interp(time_s[inside], time_s[found], column) for column in looks.T]
    return butterworth(np.stack(columns, axis=1), time_s[inside], HANDS_HZ)


def _without_strays(places: Floats) -> Floats:
    """Give the median of each look (N, 4) and the two beside it: a stray one has no say.

    In a clip of a jump one look in eight took an edge on the wall for a finger.
    """
    padded = np.pad(places, [(1, 1), (0, 0)], mode="edge")
    middle: Floats = np.median([padded[:-2], padded[1:-1], padded[2:]], axis=0)
    return middle


def _thumbs(places: Floats, points: Floats) -> Floats:
    """Give the middle of each thumb (T, 2, 2) from where the hands come nearest (T, 4).

    points: (T, 33, 4), which tell the direction and the size of the body.
    """
    xy = points[..., :2]
    trunk = np.hypot(*(xy[:, 11] + xy[:, 12] - xy[:, 23] - xy[:, 24]).T) / 2
    across = xy[:, THUMBS[0]] - xy[:, THUMBS[1]]
    apart = np.hypot(*across.T)
    across /= np.where(apart > 0, apart, 1.0)[:, None]
    inside = INSIDE * trunk[:, None] * across
    thumbs: Floats = places.reshape(-1, 2, 2) + np.stack([inside, -inside], axis=1)
    return thumbs


class LiveThumbs:
    """The same frame by frame from the past alone: what was seen holds until the next look."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything: somebody else, or nobody, is in the picture."""
        self._seen: Floats | None = None
        self._seen_s = -math.inf

    def __call__(self, row: Floats, points: Floats, time_s: float) -> Floats:
        """Put the thumbs of a frame (33, 4) where they were seen, in place; give its row (5,)."""
        if row[0] >= GOOD_ENOUGH:
            self._seen, self._seen_s = row.copy(), time_s
        if self._seen is None or time_s - self._seen_s > LOOKING_S:
            return _NOTHING.copy()
        if not np.isfinite(points[THUMBS, 0]).all():
            return _NOTHING.copy()
        points[THUMBS, :2] = _thumbs(self._seen[None, 1:], points[None])[0]
        return self._seen.copy()
