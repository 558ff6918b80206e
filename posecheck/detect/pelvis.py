"""The pelvis line as it is seen in the picture: by stickers, else by the waistband.

The hip landmarks follow the trunk and not the pelvis, so they only say where to look. What is found
is a row of numbers for each frame, the track's channel `pelvis` (T, 7), as measured: gaps, strays
and changes between the two ways are dealt with later, in posecheck.detect.level.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from posecheck.detect.gaps import BRIDGE_S
from posecheck.detect.patches import Pixels
from posecheck.detect.region import PictureLine, Region, region_of
from posecheck.detect.skin import skin_of
from posecheck.detect.stickers import Spot, find_stickers, follow, line_of
from posecheck.detect.waistband import find_waistband
from posecheck.track import PELVIS_COLUMNS

Floats = NDArray[np.float64]

NOTHING, STICKERS, WAISTBAND = range(3)

# A look costs 1 ms where the model costs 12, so never two pictures in a row are looked at, unless
# what is left out could not be bridged. A pelvis turns slower than 6 Hz, which twelve to seventeen
# looks a second show.
EVERY_S = 0.055
SEARCH_EVERY = 6  # looks from one search for stickers to the next, once none were found at first
FIRST_SEARCHES = 6
SKIN_EVERY = 6
SKIN_STEP = 0.3  # how fast the remembered skin follows what is seen

# Shares of the trunk's length: how far above a line the middle of a forearm is whose edge it is.
ARM_BELOW, ARM_ABOVE = 0.05, 0.2
ALONG = 0.6  # share of the line that must lie along arms
_SHARES = (np.arange(20) + 0.5) / 20
_ARMS = ((13, 15), (15, 19), (14, 16), (16, 20))  # forearms, and the hands that lengthen them


class PelvisFinder:
    """Finds the pelvis line in one picture after the other; remembers stickers and skin.

    Any split of the pictures gives the same rows. After a cut or another person, make a new one.
    """

    def __init__(self) -> None:
        self._stickers: tuple[Spot, ...] = ()
        self._region: Region | None = None
        self._skin: Floats | None = None
        self._looks = 0
        self._searched = 0
        self._next_s = -math.inf
        self._seen_s = -math.inf

    def __call__(self, rgb: Pixels, landmarks: Floats | None, time_s: float) -> Floats:
        """Look at a picture (H, W, 3); landmarks (33, 4) normalised or None. Gives a row (7,)."""
        row = np.full(len(PELVIS_COLUMNS), np.nan)
        step_s, self._seen_s = time_s - self._seen_s, time_s
        if time_s < self._next_s:
            return row
        self._next_s = time_s + max(EVERY_S, 1.5 * step_s if 2 * step_s <= BRIDGE_S else 0.0)
        row[1:3] = 0.0
        height, width = rgb.shape[:2]
        region = None if landmarks is None else region_of(landmarks, (width, height))
        if region is None or landmarks is None:
            self._stickers = ()
            return row
        source, line = STICKERS, self._by_stickers(rgb, region)
        if line is None:
            self._see_skin(rgb, landmarks)
            skin = None if self._skin is None else self._skin.tolist()
            source, line = WAISTBAND, find_waistband(rgb, region, skin)
            if line is not None and along_an_arm(line, region, landmarks[:, :2] * (width, height)):
                line = None
        self._region = region
        self._looks += 1
        if line is not None:
            row[:] = _row(line, region, source, height)
        return row

    def _by_stickers(self, rgb: Pixels, region: Region) -> PictureLine | None:
        found: tuple[Spot, ...] = ()
        if self._stickers and self._region is not None:
            found = follow(rgb, region, self._region, self._stickers)
            if not found:
                self._searched = 0  # lost a moment ago: look again at once
        if not found and (self._searched < FIRST_SEARCHES or self._looks % SEARCH_EVERY == 0):
            self._searched += 1
            found = find_stickers(rgb, region)
        self._stickers = found
        return line_of(found) if found else None

    def _see_skin(self, rgb: Pixels, landmarks: Floats) -> None:
        if self._skin is not None and self._looks % SKIN_EVERY:
            return
        seen = skin_of(rgb, landmarks)
        if seen is None:
            return
        self._skin = seen if self._skin is None else self._skin + SKIN_STEP * (seen - self._skin)


def along_an_arm(line: PictureLine, region: Region, xy: Floats) -> bool:
    """Tell whether a line is the lower edge of a forearm that lies across the belly.

    xy: landmarks (33, 2) in pixels. From behind the trunk hides such an arm.
    """
    if region.left < 0:
        return False
    (left, y1), (right, y2) = line.start, line.end
    covered = np.zeros(len(_SHARES), bool)
    for a, b in _ARMS:
        (from_x, from_y), (to_x, to_y) = sorted((xy[a].tolist(), xy[b].tolist()))
        if to_x < left or from_x > right:
            continue
        across = left + _SHARES * (right - left)
        above = y1 + _SHARES * (y2 - y1) - np.interp(across, (from_x, to_x), (from_y, to_y))
        near = (above >= -ARM_BELOW * region.trunk_px) & (above <= ARM_ABOVE * region.trunk_px)
        covered |= near & (across >= from_x) & (across <= to_x)
    return bool(covered.mean() >= ALONG)


def _row(line: PictureLine, region: Region, source: int, height: int) -> Floats:
    ends = np.array([line.start, line.end]) / height
    ends[:, 1] = 1.0 - ends[:, 1]
    left, right = (ends[1], ends[0]) if region.left > 0 else (ends[0], ends[1])
    return np.array([angle_of(left, right), line.quality, source, *left, *right])


def angle_of(left: Floats, right: Floats) -> float:
    """Give the angle of a line to the horizontal, positive where its right end (2,) is lower."""
    return float(np.degrees(np.arctan2(left[1] - right[1], abs(left[0] - right[0]))))
