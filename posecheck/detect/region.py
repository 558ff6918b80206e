"""The part of a picture in which the pelvis is looked for, told by the landmarks."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FRONTAL = 0.5  # of the trunk's length: shoulders nearer together are seen from the side
SMALLEST_PX = 60.0  # of the trunk: below, one pixel is more than a degree


@dataclass(frozen=True, slots=True)
class Region:
    """Where the hips are in a picture, in its pixels, y down.

    x, y: middle of the hip landmarks. trunk_px: from there to the middle of the shoulders, the
    unit of all lengths about the pelvis. left: +1 where the person's left is on the picture's
    right, as seen from the front, else -1.
    """

    x: float
    y: float
    trunk_px: float
    left: int


@dataclass(frozen=True, slots=True)
class PictureLine:
    """A line across the hips, from its left to its right end in the picture, in pixels, y down.

    quality: 0 to 1, how sure it is that this line turns with the pelvis.
    """

    start: tuple[float, float]
    end: tuple[float, float]
    quality: float


def region_of(landmarks: Floats, size_px: tuple[int, int]) -> Region | None:
    """Give the region of one person's hips, None where the body is not seen from front or back.

    landmarks: (33, 4) normalised. size_px: width and height of the picture.
    """
    # Plain numbers: asked of every other frame, and four points are too few for numpy to pay.
    width, height = size_px
    (left, y1), (right, y2), (x3, y3), (x4, y4) = landmarks[[11, 12, 23, 24], :2].tolist()
    across = (left - right) * width
    x, y = (x3 + x4) / 2 * width, (y3 + y4) / 2 * height
    trunk_px = math.hypot((left + right) / 2 * width - x, (y1 + y2) / 2 * height - y)
    inside = 0 <= x < width and 0 <= y < height
    seen = SMALLEST_PX <= trunk_px < math.inf and abs(across) >= FRONTAL * trunk_px
    if not (inside and seen):
        return None
    return Region(x, y, trunk_px, 1 if across > 0 else -1)
