"""Where the opening of the ear is: the pose model puts its ear point too far towards the eye.

The tragus was read by eye twice in enlarged pictures of people seen from the side, without sight of
the landmarks or of the other reading ([E], docs/traps.md has the figures): in all six who stood,
sat, walked or ran the point lay ahead of it, by 0.42 ± 0.12 (standard deviation over the people) of
its distance from the outer corner of the eye. That distance tells the same: 5 cm, where 7 to 8 are
usual. So the point is moved back along that line, which holds from any side and turns with the
head. In three who lay it was 0.1 to 0.85, which is nothing to correct by, so the move fades with
the lean of the trunk.

A head is rigid, yet as it comes forward the model draws ear and eye apart by a twentieth to a tenth
and so hides as much of the way. Where the two are about as far apart as mostly in this recording,
the ear is therefore set at the distance that is usual; where they are not, the head has turned, and
their own distance counts.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Sequence
from statistics import median

import numpy as np
from numpy.typing import NDArray

from posecheck.blocks import plain_rows

Floats = NDArray[np.float64]

SET_BACK = 0.4
"""By how much of the distance between ear and outer corner of the eye, of an upright body."""
RIGID = 0.25
"""By how much of the usual distance another one still belongs to a head that is held alike."""
LATELY = 300  # live pictures that tell what is usual: ten seconds or more
_PAIRS = ((7, 3), (8, 6))  # ear and outer corner of the eye
_EARS = tuple(ear for ear, _ in _PAIRS)
_TELLING = np.array([11, 12, 23, 24, *_PAIRS[0], *_PAIRS[1]])  # shoulders and hips first
Place = Sequence[float]
_Head = tuple[float, tuple[float | None, ...]]


def set_back(points: Floats) -> None:
    """Move the ears of a pose model's points (T, 33, 4) to where the openings are, in place.

    The whole of a recording, which tells what is usual in it. Where the trunk is not seen they
    stay.
    """
    telling = _telling(points)
    apart: tuple[list[float], ...] = ([], [])
    for row in plain_rows(telling):
        _note(apart, _head(row))
    usual = [median(known) if known else math.nan for known in apart]
    for place, row in zip(points, plain_rows(telling), strict=True):
        _move(place, row, _head(row), usual)


class LiveEars:
    """Moves the ears of one live picture after the other; what is usual is what was, lately."""

    def __init__(self) -> None:
        self._lately = tuple(_Lately() for _ in _PAIRS)

    def __call__(self, points: Floats) -> None:
        """Move the ears of points (T, 33, 4) in place, as `set_back` does."""
        for place, row in zip(points, plain_rows(_telling(points)), strict=True):
            head = _head(row)
            _note(self._lately, head)
            _move(place, row, head, [known.median for known in self._lately])

    def reset(self) -> None:
        """Forget the head: another may come."""
        for known in self._lately:
            known.clear()


class _Lately:
    """The last LATELY numbers and, in the time of finding a place in them, their median."""

    def __init__(self) -> None:
        self._order: deque[float] = deque()
        self._sorted: list[float] = []

    def append(self, value: float) -> None:
        self._order.append(value)
        insort(self._sorted, value)
        if len(self._order) > LATELY:
            del self._sorted[bisect_left(self._sorted, self._order.popleft())]

    def clear(self) -> None:
        self._order.clear()
        self._sorted.clear()

    @property
    def median(self) -> float:
        count = len(self._sorted)
        if not count:
            return math.nan
        return (self._sorted[(count - 1) // 2] + self._sorted[count // 2]) / 2


def _telling(points: Floats) -> Floats:
    return points.take(_TELLING, axis=1)[..., :2]


def _head(row: Sequence[Place]) -> _Head:
    """Give how far the trunk is upright, and how far each ear is from its eye.

    In lengths of the trunk: in the picture's size that would change as somebody comes nearer. None
    where it is not seen.
    """
    left, right, left_hip, right_hip = row[:4]
    across = left[0] + right[0] - left_hip[0] - right_hip[0]
    up = left[1] + right[1] - left_hip[1] - right_hip[1]
    if not up > 0:
        return 0.0, (None,) * len(_PAIRS)
    trunk = math.hypot(across, up)
    apart = (math.dist(ear, eye) / trunk for ear, eye in zip(row[4::2], row[5::2], strict=True))
    return up / trunk, tuple(distance if distance > 0 else None for distance in apart)


def _note(known: Sequence[list[float] | _Lately], head: _Head) -> None:
    for of_one, apart in zip(known, head[1], strict=True):
        if apart is not None:
            of_one.append(apart)


def _move(place: Floats, row: Sequence[Place], head: _Head, usual: Sequence[float]) -> None:
    """Move both ears of a frame (33, 4) in place; usual: how far each is from its eye."""
    upright, distances = head
    pairs = zip(_EARS, row[4::2], row[5::2], distances, usual, strict=True)
    for ear, (x, y), (eye_x, eye_y), apart, mostly in pairs:
        if apart is not None:
            alike = min(max(2 - abs(apart / mostly - 1) / RIGID, 0.0), 1.0)
            wanted = (1 + SET_BACK) * (apart + alike * (mostly - apart))
            share = upright * (wanted / apart - 1)
            place[ear, 0], place[ear, 1] = x + share * (x - eye_x), y + share * (y - eye_y)
