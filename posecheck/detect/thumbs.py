"""Where two hands overhead come nearest to each other, as the picture shows it.

Overhead the pose model puts the thumbs 5 cm further apart than they are, so they only say where to
look. What is found is a row of numbers for each frame, the track's channel `thumbs` (T, 5), as
measured; posecheck.detect.placed puts the thumbs there.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from posecheck.body import LEFT, RIGHT
from posecheck.detect.patches import Pixels, closest, parts_of
from posecheck.detect.region import SMALLEST_PX
from posecheck.detect.silhouette import Silhouette, silhouette_of
from posecheck.track import THUMBS_COLUMNS

Floats = NDArray[np.float64]

EVERY_S = 0.09  # hands that meet are held for a moment: eleven looks a second are enough

# All lengths are shares of the trunk's length, half a metre in an adult.
NEAR = 0.7  # thumbs further apart than that are apart, whoever measures it
FINGERS = 2.0  # from wrist to finger tips, in distances from wrist to knuckles, amply
BESIDE, ABOVE, BELOW = 0.4, 0.3, 0.02  # what is shown round the hands
THICK = 0.44  # about a hand whose landmarks are 4 cm astray
EDGE = 0.05  # hands that near to the picture's edge may go on beyond it
ALONG = np.array([0.3, 0.55, 0.8, 1.0])  # from wrist to knuckles, where the hand is looked for
ON_HAND = 0.5  # share of these places that must be on it

_HEAD = (1, 4, 7, 8)  # eyes and ears
_HANDS = tuple(
    (limbs.wrist.a, limbs.pinky.a, limbs.index.a, limbs.thumb.a, limbs.elbow.a)
    for limbs in (LEFT, RIGHT)
)


class ThumbFinder:
    """Finds how near two hands come in one picture after the other; remembers when it looked."""

    def __init__(self) -> None:
        self._next_s = -math.inf

    def __call__(self, rgb: Pixels, landmarks: Floats | None, time_s: float) -> Floats:
        """Look at a picture (H, W, 3); landmarks (33, 4) normalised or None. Gives a row (5,).

        All NaN where the hands are not overhead and near each other, or a look was a moment ago.
        """
        row = np.full(len(THUMBS_COLUMNS), np.nan)
        if landmarks is None or time_s < self._next_s:
            return row
        height, width = rgb.shape[:2]
        xy = landmarks[:, :2] * (width, height)
        if not overhead(xy):
            return row
        self._next_s = time_s + EVERY_S
        row[0] = 0.0
        found = _look(rgb, xy)
        if found is not None:
            quality, ends = found
            ends = ends / height
            row[0], row[1:] = quality, np.stack([ends[:, 0], 1.0 - ends[:, 1]], axis=1).ravel()
        return row


def overhead(xy: Floats) -> bool:
    """Tell whether both hands (33, 2; y down) are above the head and near each other."""
    down = xy[:, 1].tolist()  # as plain numbers: most frames of most clips end at the next line
    if max(down[hand[0]] for hand in _HANDS) >= min(down[part] for part in _HEAD):
        return False
    if not np.isfinite(xy).all():
        return False
    trunk = _trunk(xy)
    thumbs = xy[[hand[3] for hand in _HANDS]]
    apart = float(np.hypot(*(thumbs[0] - thumbs[1])))
    return trunk >= SMALLEST_PX and apart <= NEAR * trunk


def _trunk(xy: Floats) -> float:
    return float(np.hypot(*(xy[11] + xy[12] - xy[23] - xy[24]))) / 2


def _look(rgb: Pixels, xy: Floats) -> tuple[float, Floats] | None:
    """Give the quality and the nearest places (2, 2) of the left and the right hand, in pixels."""
    trunk = _trunk(xy)
    wrists = np.array([xy[hand[0]] for hand in _HANDS])
    knuckles = np.array([(xy[hand[1]] + xy[hand[2]]) / 2 for hand in _HANDS])
    thumbs = np.array([xy[hand[3]] for hand in _HANDS])
    tips = wrists + FINGERS * (knuckles - wrists)
    seen = np.concatenate([wrists, knuckles, tips, thumbs])
    size_px = (rgb.shape[1], rgb.shape[0])
    if (seen < EDGE * trunk).any() or (seen > size_px - np.array(EDGE * trunk)).any():
        return None
    (left, top), (right, _) = seen.min(axis=0), seen.max(axis=0)
    lowest = float(np.concatenate([wrists, knuckles])[:, 1].max())
    box = (
        left - BESIDE * trunk,
        top - ABOVE * trunk,
        right + BESIDE * trunk,
        lowest + BELOW * trunk,
    )
    limbs = [
        (wrists[side], end)
        for side, hand in enumerate(_HANDS)
        for end in (tips[side], thumbs[side], xy[hand[4]])
    ]
    places = wrists[:, None] + ALONG[:, None] * (knuckles - wrists)[:, None]
    shown = silhouette_of(rgb, box, limbs, THICK * trunk, places.reshape(-1, 2))
    return None if shown is None else _nearest(shown, places, thumbs)


def _nearest(shown: Silhouette, places: Floats, thumbs: Floats) -> tuple[float, Floats] | None:
    """Give where two hands come nearest; the middle of the thumbs, twice, where they touch."""
    parts = parts_of(shown.mask)
    numbers = [_part_at(parts, shown.cells(hand)) for hand in places]
    if None in numbers:
        return None
    if numbers[0] == numbers[1]:
        return shown.quality, np.array([thumbs.mean(axis=0)] * 2)
    left, right = (parts == number for number in numbers)
    return shown.quality, shown.pixels(closest(left, right))


def _part_at(parts: NDArray[np.int32], cells: Floats) -> int | None:
    """Give the part that most of some places (N, 2) belong to; 0 is what is behind."""
    rows, columns = parts.shape
    x, y = np.clip(cells.astype(int), 0, (columns - 1, rows - 1)).T
    around = np.arange(-1, 2)
    near = parts[
        np.clip(y[:, None, None] + around[:, None], 0, rows - 1),
        np.clip(x[:, None, None] + around, 0, columns - 1),
    ].ravel()
    on = near[near > 0]
    return int(np.bincount(on).argmax()) if len(on) >= ON_HAND * len(near) else None
