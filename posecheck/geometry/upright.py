"""Turning a track so that what is vertical in the room is vertical in the numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def rotate(points: Floats, degrees: float, aspect: float) -> Floats:
    """Turn points (..., 33, 4) anticlockwise about the picture's middle; z and visibility stay.

    aspect: width of the picture in image heights. 0 degrees gives the points themselves.
    """
    if degrees == 0:
        return points
    middle = np.array([aspect / 2, 0.5])
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    turned = points.copy()
    turned[..., :2] = (points[..., :2] - middle) @ turn + middle
    return turned
