"""The part of a picture that a still shows: the person, large enough to see what is meant."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.feedback.canvas import Pixels, resized
from posecheck.feedback.layout import Layout

Floats = NDArray[np.float64]

MARGIN = 0.18  # about the landmarks, in their longer extent; the crown is above the highest one
NARROWEST = 0.8  # of the height, so that labels find room
WORTH_IT = 0.75  # a part that is larger than this share of the picture is not cut out
SHORT_SIDE_PX = 480  # a still is enlarged to this


@dataclass(frozen=True, slots=True)
class View:
    """A part of a picture, left, top, right, bottom, and the factor it is enlarged by."""

    box: tuple[int, int, int, int]
    scale: float

    @property
    def size_px(self) -> tuple[int, int]:
        """Give width and height of the still."""
        left, top, right, bottom = self.box
        return round((right - left) * self.scale), round((bottom - top) * self.scale)

    def cut(self, rgb: Pixels) -> Pixels:
        """Give the part of the picture, in its new size."""
        left, top, right, bottom = self.box
        return resized(np.ascontiguousarray(rgb[top:bottom, left:right]), self.size_px)

    def moved(self, points: Floats) -> Floats:
        """Give points (..., 2) of the picture as points of the still."""
        moved: Floats = (points - np.array(self.box[:2])) * self.scale
        return moved


def close_up(points: Floats, layout: Layout) -> View:
    """Choose the part about points (N, 2) in pixels; the whole picture where there are none."""
    whole = (0, 0, layout.width, layout.height)
    known = points[np.isfinite(points).all(axis=1)]
    box = _about(known, layout) if len(known) > 1 else whole
    if _area(box) > WORTH_IT * _area(whole):
        box = whole
    short_side = min(box[2] - box[0], box[3] - box[1])
    return View(box, max(1.0, min(SHORT_SIDE_PX / short_side, 4.0)))


def _about(points: Floats, layout: Layout) -> tuple[int, int, int, int]:
    low, high = points.min(axis=0), points.max(axis=0)
    room = MARGIN * float(np.max(high - low)) + 8
    tall = float(high[1] - low[1]) + 2 * room
    wide = max(float(high[0] - low[0]) + 2 * room, NARROWEST * tall)
    middle = float(low[0] + high[0]) / 2
    left, right = _within(middle - wide / 2, middle + wide / 2, layout.width)
    top, bottom = _within(float(low[1]) - room, float(high[1]) + room, layout.height)
    return left, top, right, bottom


def _within(low: float, high: float, limit: int) -> tuple[int, int]:
    """Move a stretch into 0..limit, and shorten it only where it does not fit."""
    shift = max(0.0, -low) - max(0.0, high - limit)
    low, high = max(0.0, low + shift), min(float(limit), high + shift)
    return (int(low), max(int(low) + 2, round(high))) if high > low else (0, limit)


def _area(box: tuple[int, int, int, int]) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])
