"""Parts of a picture as small arrays of colours that can be compared: the only pixels seen here."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from posecheck.detect.lab import lab_of

Pixels = NDArray[np.uint8]
Box = tuple[float, float, float, float]
SMALLEST = 8  # pixels
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


def flipped(rgb: Pixels) -> Pixels:
    """Give a picture (H, W, 3) with left and right exchanged; numpy takes 30 times as long."""
    return np.asarray(cv2.flip(rgb, 1), np.uint8)


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
    """Give a box of a picture (H, W, 3) in Lab pixel by pixel, and the pixel it starts at.

    That is left, top. None where the box leaves the picture.
    """
    inside = _cut(rgb, box)
    return None if inside is None else (lab_of(inside), round(box[0]), round(box[1]))


def shrunk(rgb: Pixels, box: Box, columns: int) -> tuple[Pixels, Floats, Floats] | None:
    """Give what of a box is inside the picture in Lab, at most so many columns wide.

    With it the pixel (2,) it starts at and cells a pixel (2,). None where hardly anything is left.
    """
    height, width = rgb.shape[:2]
    left, top = max(0, round(box[0])), max(0, round(box[1]))
    right, bottom = min(width, round(box[2])), min(height, round(box[3]))
    if right - left < SMALLEST or bottom - top < SMALLEST:
        return None
    wide = np.array([right - left, bottom - top], np.float64)
    size = np.maximum(SMALLEST, np.round(wide * min(1.0, columns / wide[0]))).astype(int)
    cut = rgb[top:bottom, left:right]
    small = cv2.resize(cut, (int(size[0]), int(size[1])), interpolation=cv2.INTER_AREA)
    return lab_of(np.asarray(small, np.uint8)), np.array([left, top], np.float64), size / wide


def strokes(shape: tuple[int, int], lines: Sequence[tuple[Floats, Floats]], thick: float) -> Mask:
    """Give the cells of a patch (rows, columns) that lie within half of `thick` of some lines."""
    drawn = np.zeros(shape, np.uint8)
    for (ax, ay), (bx, by) in lines:
        cv2.line(drawn, (int(ax), int(ay)), (int(bx), int(by)), 1, max(1, round(thick)))
    return drawn > 0


def parts_of(mask: Mask) -> NDArray[np.int32]:
    """Number the connected parts of a mask (R, C) from 1 on; 0 is outside of it."""
    return np.asarray(cv2.connectedComponents(mask.astype(np.uint8), connectivity=4)[1], np.int32)


def closest(one: Mask, other: Mask) -> Floats:
    """Give where two parts of a patch (R, C) come nearest: x, y on the edge of each, (2, 2)."""
    distance, labels = cv2.distanceTransformWithLabels(
        (~other).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    away = np.where(one, distance, np.inf)
    at = np.unravel_index(int(away.argmin()), away.shape)
    rows, columns = np.nonzero(other & (labels == labels[at]))
    own, its = np.array([at[1], at[0]]) + 0.5, np.array([columns[0], rows[0]]) + 0.5
    half_cell = 0.5 * (its - own) / np.hypot(*(its - own))
    return np.array([own + half_cell, its - half_cell])


def _cut(rgb: Pixels, box: Box) -> Pixels | None:
    left, top, right, bottom = (round(value) for value in box)
    height, width = rgb.shape[:2]
    if left < 0 or top < 0 or right > width or bottom > height or right - left < SMALLEST:
        return None
    return rgb[top:bottom, left:right]
