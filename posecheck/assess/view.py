"""From where the camera sees the body, and which way the body faces, found frame by frame."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from posecheck.blocks import plain_rows
from posecheck.body import Side

Floats = NDArray[np.float64]

VIEW_NAMES = ("unknown", "side-left", "side-right", "front", "back", "oblique")
UNKNOWN, SIDE_LEFT, SIDE_RIGHT, FRONT, BACK, OBLIQUE = range(len(VIEW_NAMES))

FULL_WIDTH = 0.70  # shoulder width in trunk lengths of a standing adult seen from the front
FULL_PROFILE = 2.8  # what the clues of facing add up to in profile, measured on recorded people
FRONT_BELOW, FRONT_UNTIL = 25.0, 32.0  # deg between the camera and the way the body faces
SIDE_ABOVE, SIDE_UNTIL = 60.0, 54.0
_WIDTH_S = 0.3  # how long widths and directions are averaged, so that one frame turns nobody round
_FACING_S = 0.5
_LYING_FACING_S = 2.0  # a lifted arm or leg confuses the depths of a body that lies
_AHEAD = 0.5  # trunk lengths along the picture: the head clearly lies that way
_TURNED_S = 1.5  # how long somebody who lies the other way round now is looked at afresh
HIPS_TO_SHOULDERS = 1.9  # shoulder width in hip-point widths of a standing adult (Winter)
# Nose, ears, shoulders, hips, heels, toes.
_TELLING = np.array([0, 7, 8, 11, 12, 23, 24, 29, 30, 31, 32], dtype=np.intp)
_LARGE_TURN = 4.0  # nose to ear is about a quarter trunk in profile
LYING_TILT = 0.71  # sine of 45 degrees: a trunk that is nearer to level than to upright
LYING_NARROW = 0.37  # trunks wide: a lying body seen from the side, whatever its depths say
LYING_HIPS = 1.1  # trunks from the lower heel up to the hips: all fours 0.9, bending forward 1.7


@dataclass(frozen=True, slots=True)
class Orientation:
    """Frame by frame: view, +1 forward is right, +1 left side to the right, 1 right side near.

    Forward is the way the person faces; of somebody who lies or is on all fours, where the head is.
    The view of such a body is that of the same body put upright.
    """

    view: NDArray[np.int8]
    forward: Floats
    leftward: Floats
    near_right: NDArray[np.intp]


class Orienter:
    """Follows view and facing through the frames; remembers them where nobody is seen.

    view: a name that the user gave, which then stands for every frame.
    """

    def __init__(self, view: str | None = None) -> None:
        self._given = VIEW_NAMES.index(view) if view else None
        self._time_s = math.nan
        self._width = math.nan
        self._facing = math.nan
        self._left = math.nan
        self._head = math.nan
        self._way = math.nan
        self._turned_s = -math.inf
        self._kind = UNKNOWN
        self._direction = (1.0, 1.0, False)

    def __call__(self, points: Floats, time_s: Floats) -> Orientation:
        """Take the next frames: points (T, 33, 4), time_s (T,)."""
        rows = plain_rows(points.take(_TELLING, axis=1)[..., :3])
        steps = [
            self._step(at_s, _clues(row)) for at_s, row in zip(time_s.tolist(), rows, strict=True)
        ]
        return _of_one(*steps[0]) if len(steps) == 1 else _of_all(steps)

    def _step(
        self, time_s: float, clues: tuple[float, float, float, float]
    ) -> tuple[int, float, float, bool]:
        if not all(map(math.isfinite, clues[:3])):
            if self._given is None:
                return UNKNOWN, *self._direction
            return self._given, *self._forced()
        passed = 1.0 if math.isnan(self._time_s) else time_s - self._time_s
        self._time_s = time_s
        self._width = _follow(self._width, clues[0], passed / _WIDTH_S)
        lying = math.isfinite(clues[3])
        long_lying = lying and time_s - self._turned_s > _TURNED_S
        facing_s = _LYING_FACING_S if long_lying else _FACING_S
        self._facing = _follow(self._facing, clues[1], passed / facing_s)
        self._left = _follow(self._left, clues[2], passed / _WIDTH_S)
        self._head = _follow(self._head, clues[3], passed / _WIDTH_S) if lying else math.nan
        if lying and abs(self._head) > _AHEAD:
            if self._head * self._way < 0:  # turned round, so the other side is near
                self._turned_s, self._facing = time_s, clues[1]
            self._way = self._head
        ahead = self._head if lying else self._facing
        self._direction = (_sign(ahead), _sign(self._left), self._facing >= 0)
        self._kind = self._next_kind()
        if self._given is None:
            return self._kind, *self._direction
        return self._given, *self._forced()

    def _next_kind(self) -> int:
        turn = math.degrees(math.atan2(abs(self._facing) / FULL_PROFILE, self._width / FULL_WIDTH))
        side_limit = SIDE_UNTIL if self._kind in (SIDE_LEFT, SIDE_RIGHT) else SIDE_ABOVE
        narrow = math.isfinite(self._head) and self._width < LYING_NARROW
        front_limit = FRONT_UNTIL if self._kind in (FRONT, BACK) else FRONT_BELOW
        if turn > side_limit or narrow:
            return SIDE_RIGHT if self._direction[2] else SIDE_LEFT
        if turn < front_limit:
            return FRONT if self._direction[1] > 0 else BACK
        return OBLIQUE

    def _forced(self) -> tuple[float, float, bool]:
        forward, leftward, near_right = self._direction
        if self._given in (SIDE_LEFT, SIDE_RIGHT):
            near_right = self._given == SIDE_RIGHT
            if math.isnan(self._head):
                forward = 1.0 if near_right else -1.0
        if self._given in (FRONT, BACK):
            leftward = 1.0 if self._given == FRONT else -1.0
        return forward, leftward, near_right


def _of_all(steps: Sequence[tuple[int, float, float, bool]]) -> Orientation:
    view, forward, leftward, near_right = np.array(steps, dtype=np.float64).reshape(-1, 4).T
    return Orientation(view.astype(np.int8), forward, leftward, near_right.astype(np.intp))


@cache
def _of_one(view: int, forward: float, leftward: float, near_right: bool) -> Orientation:
    """Give the orientation of a live frame, made once for each of the few that there are."""
    seen = _of_all([(view, forward, leftward, near_right)])
    for array in (seen.view, seen.forward, seen.leftward, seen.near_right):
        array.flags.writeable = False
    return seen


def main_view(view: NDArray[np.int8], seen: NDArray[np.bool_]) -> tuple[int, float]:
    """Give the view of most frames in which somebody is seen, and its share of them.

    view: (T,) codes. seen: (T,) the frames that count; none of them gives UNKNOWN and 0.
    """
    counts = np.bincount(view[seen], minlength=len(VIEW_NAMES)) if seen.any() else np.zeros(1, int)
    best = int(np.argmax(counts))
    return best, float(counts[best] / max(1, int(seen.sum())))


def near_side(view: int) -> Side | None:
    """Give the side of the body that faces the camera; None where neither does."""
    if view == SIDE_LEFT:
        return "left"
    return "right" if view == SIDE_RIGHT else None


def _clues(row: Sequence[Sequence[float]]) -> tuple[float, float, float, float]:
    """Give width seen in trunk lengths, how far to the right the body faces, and its left side.

    The last number is how far to the right the head lies, NaN of a body that does not lie; a lying
    one is looked at as if its trunk were put upright.
    row: x, y, z of the telling landmarks. Plain floats: for a single live frame arrays cost five
    times as much, and a long clip hardly feels it.
    """
    nose, left_ear, right_ear, left, right, left_hip, right_hip, *feet = row
    across = (left[0] + right[0] - left_hip[0] - right_hip[0]) / 2
    up = (left[1] + right[1] - left_hip[1] - right_hip[1]) / 2
    trunk = math.hypot(across, up)
    if not trunk > 0:
        return math.nan, math.nan, math.nan, math.nan
    left_heel, right_heel, left_toe, right_toe = feet
    hips_up = (left_hip[1] + right_hip[1]) / 2 - min(left_heel[1], right_heel[1])
    lying = abs(up) < LYING_TILT * trunk and hips_up < LYING_HIPS * trunk
    to_x, to_y = (up / trunk, -across / trunk) if lying else (1.0, 0.0)

    def apart(head: Sequence[float], tail: Sequence[float]) -> float:
        return (head[0] - tail[0]) * to_x + (head[1] - tail[1]) * to_y

    shoulders = apart(left, right) / trunk
    hips = apart(left_hip, right_hip) / trunk
    width = 0.65 * abs(shoulders) + 0.35 * HIPS_TO_SHOULDERS * abs(hips)
    if lying:  # hips may roll while the shoulders stay, and the chest may turn without the hips
        width = min(abs(shoulders), HIPS_TO_SHOULDERS * abs(hips))
    head = (apart(nose, left_ear) + apart(nose, right_ear)) / 2
    toes = apart(left_toe, left_heel) + apart(right_toe, right_heel)
    depth = right[2] - left[2] + right_hip[2] - left_hip[2]
    facing = (_LARGE_TURN * head + toes / 2 + depth / 2) / trunk
    return width, facing, shoulders + hips, across / trunk if lying else math.nan


def _follow(before: float, now: float, steps: float) -> float:
    if math.isnan(before):
        return now
    return before + (now - before) * (1.0 - math.exp(-steps))


def _sign(value: float) -> float:
    return 1.0 if value >= 0 else -1.0
