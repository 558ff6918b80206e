"""The part of a picture in which the pelvis is looked for, told by the landmarks."""

from __future__ import annotations

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
    xy = landmarks[[11, 12, 23, 24], :2] * size_px
    if not np.isfinite(xy).all():
        return None
    shoulders, hips = xy[:2].mean(axis=0), xy[2:].mean(axis=0)
    trunk_px = float(np.hypot(*(shoulders - hips)))
    across = float(xy[0, 0] - xy[1, 0])
    inside = (hips >= 0).all() and (hips < size_px).all()
    if trunk_px < SMALLEST_PX or abs(across) < FRONTAL * trunk_px or not inside:
        return None
    return Region(float(hips[0]), float(hips[1]), trunk_px, 1 if across > 0 else -1)
