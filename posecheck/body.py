"""The words everybody speaks: MediaPipe's 33 landmarks, the sides of a body and its skeleton."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Side = Literal["left", "right"]

LANDMARKS = (
    "nose",
    "left_eye_inner",
    "left_eye",
    "left_eye_outer",
    "right_eye_inner",
    "right_eye",
    "right_eye_outer",
    "left_ear",
    "right_ear",
    "mouth_left",
    "mouth_right",
    "left_shoulder",
    "right_shoulder",
    "left_elbow",
    "right_elbow",
    "left_wrist",
    "right_wrist",
    "left_pinky",
    "right_pinky",
    "left_index",
    "right_index",
    "left_thumb",
    "right_thumb",
    "left_hip",
    "right_hip",
    "left_knee",
    "right_knee",
    "left_ankle",
    "right_ankle",
    "left_heel",
    "right_heel",
    "left_foot_index",
    "right_foot_index",
)
LANDMARK_COUNT = len(LANDMARKS)


@dataclass(frozen=True, slots=True)
class Point:
    """A landmark (a == b), or the midpoint of two.

    a, b: landmark indices while the left side of the body is the near one;
    right_a, right_b: while the right side is. They differ only for near and far points.
    """

    name: str
    a: int
    b: int
    right_a: int
    right_b: int


def mid(p: Point, q: Point, name: str = "") -> Point:
    """Give the midpoint of two landmarks; ValueError where one of them is a midpoint already."""
    if p.a != p.b or q.a != q.b:
        raise ValueError(f"the midpoint of {p.name} and {q.name} needs two plain landmarks")
    return Point(name or f"mid {p.name}, {q.name}", p.a, q.a, p.right_a, q.right_a)


@dataclass(frozen=True, slots=True)
class Limbs:
    """The landmarks of one side of the body; near and far are decided frame by frame."""

    side: Side | Literal["near", "far"]
    eye: Point
    ear: Point
    shoulder: Point
    elbow: Point
    wrist: Point
    pinky: Point
    index: Point
    thumb: Point
    hip: Point
    knee: Point
    ankle: Point
    heel: Point
    toe: Point


_PAIRS = {
    "eye": (3, 6),
    "ear": (7, 8),
    "shoulder": (11, 12),
    "elbow": (13, 14),
    "wrist": (15, 16),
    "pinky": (17, 18),
    "index": (19, 20),
    "thumb": (21, 22),
    "hip": (23, 24),
    "knee": (25, 26),
    "ankle": (27, 28),
    "heel": (29, 30),
    "toe": (31, 32),
}


def _limbs(side: Side | Literal["near", "far"]) -> Limbs:
    points = {}
    for name, (left, right) in _PAIRS.items():
        while_left_near = left if side in ("left", "near") else right
        while_right_near = left if side in ("left", "far") else right
        points[name] = Point(
            f"{side} {name}",
            while_left_near,
            while_left_near,
            while_right_near,
            while_right_near,
        )
    return Limbs(side, **points)


LEFT = _limbs("left")
RIGHT = _limbs("right")
NEAR = _limbs("near")
FAR = _limbs("far")
LIMBS: dict[Side, Limbs] = {"left": LEFT, "right": RIGHT}

ORIGIN = Point("origin", 33, 33, 33, 33)
"""The lower left corner of the picture, from which places are measured; no landmark."""
PELVIS_LINE = {
    "left": Point("left end of the pelvis line", 34, 34, 34, 34),
    "right": Point("right end of the pelvis line", 35, 35, 35, 35),
}
"""Ends of the pelvis line seen in the picture, by side; no landmarks but a channel of the track."""
NOSE = Point("nose", 0, 0, 0, 0)
MID_SHOULDER = mid(LEFT.shoulder, RIGHT.shoulder, "mid shoulder")
MID_HIP = mid(LEFT.hip, RIGHT.hip, "mid hip")
MID_EAR = mid(LEFT.ear, RIGHT.ear, "mid ear")

LEFT_INDICES = (1, 2, 3, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31)
RIGHT_INDICES = (4, 5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32)

_ARM = ((11, 13), (13, 15), (15, 19))
_LEG = ((23, 25), (25, 27), (27, 29), (29, 31))


def _right(edges: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    return tuple((a + 1, b + 1) for a, b in edges)


BONES: dict[str, tuple[tuple[int, int], ...]] = {
    "left": ((7, 11), (11, 23), *_ARM, *_LEG),
    "right": ((8, 12), (12, 24), *_right(_ARM), *_right(_LEG)),
    "middle": ((11, 12), (23, 24)),
}


def other(side: Side) -> Side:
    """Give the opposite side."""
    return "right" if side == "left" else "left"
