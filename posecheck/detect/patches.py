"""Parts of a picture as small arrays of colours that can be compared: the only pixels seen here."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Box = tuple[float, float, float, float]
SMALLEST = 8  # pixels


def patch(rgb: Pixels, box: Box, shape: tuple[int, int]) -> Pixels | None:
    """Give a box (left, top, right, bottom) of a picture (H, W, 3) as rows and columns in Lab.

    Every pixel of the box counts, so that a small patch is as exact as the picture. None where
    the box leaves the picture.
    """
    inside = _cut(rgb, box)
    if inside is None:
        return None
    rows, columns = shape
    small = cv2.resize(inside, (columns, rows), interpolation=cv2.INTER_AREA)
    return lab_of(np.asarray(small, np.uint8))


def window(rgb: Pixels, box: Box) -> tuple[Pixels, int, int] | None:
    """Give a box of a picture in Lab pixel by pixel, with the pixel it starts at: left, top."""
    inside = _cut(rgb, box)
    return None if inside is None else (lab_of(inside), round(box[0]), round(box[1]))


def lab_of(rgb: Pixels) -> Pixels:
    """Give a picture (H, W, 3) in Lab, from 0 to 255, where grey is 128 in a and b."""
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB), np.uint8)


def _cut(rgb: Pixels, box: Box) -> Pixels | None:
    left, top, right, bottom = (round(value) for value in box)
    height, width = rgb.shape[:2]
    if left < 0 or top < 0 or right > width or bottom > height or right - left < SMALLEST:
        return None
    return rgb[top:bottom, left:right]
