"""A body in one frame: where its points are, which bones are drawn, and where it hides things."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from posecheck.body import BONES, MID_SHOULDER, NOSE, Point
from posecheck.feedback.shapes import XY, Dot, Line, Shape

Floats = NDArray[np.float64]

BONE, JOINT = 0.0022, 0.0042  # width and radius, in long sides of the picture
JOINTS = (*range(11, 17), *range(23, 33))
LEFT_ARMPIT, RIGHT_ARMPIT = (11, 23), (12, 24)
TRUNK = ((11, 24), (12, 23))  # across the trunk, which labels should not hide either
SOLID = tuple(bone for group in (*BONES.values(), TRUNK) for bone in group)
_FROM, _TO = (np.array(ends) for ends in zip(*SOLID, strict=True))
LIMB, FLANK = 0.09, 0.18  # how far flesh reaches from a bone, in trunk lengths
_REACH = np.array([FLANK if bone in (LEFT_ARMPIT, RIGHT_ARMPIT) else LIMB for bone in SOLID])
_ACROSS = np.array([1.0, -1.0])
_SIDES = np.array([-1.0, 0.0, 1.0])[:, None, None, None]
_SHARES = np.array([0.0, 0.33, 0.67, 1.0])[:, None, None]
HEAD = 0.24  # radius about the ears, in trunk lengths
EARS = (7, 8)
_ROUND = np.array([(math.cos(a), math.sin(a)) for a in np.linspace(0, 2 * np.pi, 9)[:-1]])


class Figure:
    """One frame's points by name, with what may be drawn of them.

    points: (33 or more, 2) pixels, y down. sure, guess: which may be drawn as seen, and dashed.
    up: where upright things point in the picture. unit: what lines are measured in.
    """

    def __init__(
        self,
        points: Floats,
        sure: NDArray[np.bool_],
        guess: NDArray[np.bool_],
        *,
        near_right: bool,
        side_view: bool,
        up: XY,
        unit: float,
    ) -> None:
        self.up, self.unit = up, unit
        self._points, self._sure = points, sure
        self._near_right, self._side_view = near_right, side_view
        # Python's own numbers: looked up one by one, they come several times faster.
        self._places: list[list[float]] = points.tolist()
        self._known: list[bool] = sure.tolist()
        self._guess: list[bool] = guess.tolist()

    def at(self, point: Point) -> XY | None:
        """Give where a point is; None where it is not certain."""
        a, b = (point.right_a, point.right_b) if self._near_right else (point.a, point.b)
        if not (self._known[a] and self._known[b]):
            return None
        (ax, ay), (bx, by) = self._places[a], self._places[b]
        return (ax + bx) / 2, (ay + by) / 2

    def skeleton(self) -> Iterator[Shape]:
        """Give bones and joints, dashed where they are a guess."""
        sure, guess, wide = self._known, self._guess, BONE * self.unit
        for a, b in self._bones():
            if sure[a] and sure[b]:
                yield Line(self._xy(a), self._xy(b), "body", wide)
            elif guess[a] and guess[b]:
                yield Line(self._xy(a), self._xy(b), "doubt", wide, dashed=True)
        neck, nose = self.at(MID_SHOULDER), self.at(NOSE)
        if not self._side_view and neck and nose:
            yield Line(neck, nose, "body", wide)
        for joint in JOINTS:
            shown = not self._side_view or joint % 2 != self._near_right
            if shown and sure[joint]:
                yield Dot(self._xy(joint), JOINT * self.unit, "body")

    def obstacles(self, lines: Sequence[tuple[XY, XY]]) -> Floats:
        """Give points that labels should not hide, (N, 2): of the body as wide as it is, of lines.

        A trunk, a limb and a head reach beyond their bones by shares of the trunk's length.
        """
        seen = np.where(self._sure[:, None], self._points, np.nan)  # of which no box holds a part
        trunk_px = self._trunk_px()
        bone = seen[_FROM]
        along = seen[_TO] - bone
        reach = _REACH * (trunk_px / (np.hypot(along[:, 0], along[:, 1]) + 1e-9))
        beside = along[:, ::-1] * _ACROSS * reach[:, None]
        body = bone + _SHARES * along + _SIDES * beside
        other = np.array(lines, dtype=np.float64).reshape(-1, 2, 2)
        drawn = other[:, 0] * (1 - _SHARES) + other[:, 1] * _SHARES
        parts = (body, drawn, seen[:11], self._head(trunk_px))
        return np.concatenate([part.reshape(-1, 2) for part in parts])

    def _head(self, trunk_px: float) -> Floats:
        """Give points around the head, whose landmarks leave out the back of it, (N, 2)."""
        ears = [self._places[ear] for ear in EARS if self._known[ear]]
        if not ears:
            return np.empty((0, 2))
        (ax, ay), (bx, by) = ears[0], ears[-1]
        around: Floats = HEAD * trunk_px * _ROUND + ((ax + bx) / 2, (ay + by) / 2)
        return around

    def _trunk_px(self) -> float:
        """Give the length of the trunk; 0, so that bones count alone, where it is not seen."""
        places = self._places
        sides = [
            math.dist(places[a], places[b])
            for a, b in (LEFT_ARMPIT, RIGHT_ARMPIT)
            if self._known[a] and self._known[b]
        ]
        return max(sides, default=0.0)

    def _bones(self) -> tuple[tuple[int, int], ...]:
        if self._side_view:
            return BONES["right" if self._near_right else "left"]
        both = (*BONES["left"], *BONES["right"], *BONES["middle"])
        return tuple(bone for bone in both if bone[0] not in (7, 8))

    def _xy(self, index: int) -> XY:
        x, y = self._places[index]
        return x, y
