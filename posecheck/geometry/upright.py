"""Turning a track so that what is vertical in the room is vertical in the numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from posecheck.track import PELVIS, PELVIS_ENDS, Track

Floats = NDArray[np.float64]


def turned(track: Track, degrees: float) -> Track:
    """Turn a track anticlockwise about the picture's middle: its points and its pelvis line."""
    points = rotate(track.points, degrees, track.aspect)
    line = track.channels.get(PELVIS)
    if degrees == 0 or line is None:
        return track.with_points(points)
    rows = line.copy()
    ends = rows[:, PELVIS_ENDS].reshape(-1, 2, 2)
    rows[:, PELVIS_ENDS] = rotate(ends, degrees, track.aspect).reshape(-1, 4)
    down = rows[:, 4] - rows[:, 6]
    rows[:, 0] = np.degrees(np.arctan2(down, np.abs(rows[:, 3] - rows[:, 5])))
    return replace(track, points=points, channels={**track.channels, PELVIS: rows})


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
