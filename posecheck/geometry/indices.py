"""Where a plan finds the numbers of its measures: index arrays and signs, worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

import numpy as np
from numpy.typing import NDArray

from posecheck.body import LANDMARK_COUNT, ORIGIN, PELVIS_LINE, Point
from posecheck.geometry.measure import Axis, Measure, Vector

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

PELVIS_FROM = PELVIS_LINE["left"].a
AXES_FROM = PELVIS_FROM + 2  # where the heads of fixed vectors lie, after all Points


def ends_of(simple: Sequence[Measure]) -> Indices:
    """Give where the ends of all u and v lie among a person's places; see Plan."""
    axis = count(AXES_FROM)
    v = [Vector(ORIGIN, _at(next(axis))) if isinstance(m.v, Axis) else m.v for m in simple]
    vectors = [*(m.u for m in simple), *v]
    landmarks = [
        [[p.a, p.b], [p.right_a, p.right_b]]
        for points in ([one.head for one in vectors], [one.tail for one in vectors])
        for p in points
    ]
    found = np.array(landmarks, dtype=np.intp).reshape(2, 2, len(simple), 2, 2)
    x = 2 * found.transpose(3, 4, 0, 1, 2)
    return np.stack([x, x + 1], axis=-2)


def _at(place: int) -> Point:
    return Point("head of an axis", place, place, place, place)


def turns_of(simple: Sequence[Measure]) -> Floats:
    """Give half the signs of the x and y of all u and v; see Plan. An axis never turns."""
    turns = np.full((2, 2, 2, 2, len(simple)), 0.5)
    for column, one in enumerate(simple):
        turned = slice(1) if isinstance(one.v, Axis) else slice(2)
        if one.plane == "sagittal":
            turns[0, :, turned, 0, column] = -0.5
        elif one.plane == "frontal":
            turns[:, 0, turned, 0, column] = -0.5
    return turns


def padded(landmarks: tuple[tuple[Indices, Indices], ...]) -> Indices:
    """Give landmark indices as (2, n, M), filled up with one that is never doubted."""
    longest = max((len(side) for sides in landmarks for side in sides), default=0)
    result = np.full((2, max(longest, 1), len(landmarks)), LANDMARK_COUNT, dtype=np.intp)
    for column, sides in enumerate(landmarks):
        for side, indices in enumerate(sides):
            result[side, : len(indices), column] = indices
    return result
