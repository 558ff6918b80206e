"""Skeleton: a Pose (what is set) becomes joint positions, segment frames and 33 landmarks.

Segment lengths are fractions of stature after Drillis and Contini (1966), as printed in Winter,
Biomechanics and Motor Control of Human Movement.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np

from samples.mannequin.vectors import FORWARD, UP, Array, turn_x, turn_y, turn_z, unit

Side: TypeAlias = Literal["left", "right"]
SIDES: tuple[tuple[Side, float], ...] = (("left", 1.0), ("right", -1.0))

STATURE = 1.72
SOLE = 0.022  # shoe sole: the barefoot skeleton stands this much above the floor
ANKLE_HEIGHT = 0.039 * STATURE + SOLE
THIGH = (0.530 - 0.285) * STATURE
SHANK = (0.285 - 0.039) * STATURE
TRUNK = (0.818 - 0.530) * STATURE
UPPER_ARM = 0.186 * STATURE
FOREARM = 0.146 * STATURE
SHOULDER_HALF = 0.105 * STATURE
HIP_HALF = 0.050 * STATURE
EAR_UP = (0.925 - 0.818) * STATURE
EAR_HALF = 0.070
EYE_HEIGHT = 0.031  # above the ears, head level
HEEL_FROM_ANKLE: Array = np.array([0.0, -0.060, -0.050])
TOE_FROM_ANKLE: Array = np.array([0.0, -0.066, 0.170])
EYE_ABOVE_EAR_DEG = float(np.degrees(np.arctan2(EYE_HEIGHT, 0.076)))  # ear to outer eye, head level

FACE: dict[str, tuple[float, float, float]] = {  # from the ears' midpoint; x is for the left side
    "eye": (0.031, EYE_HEIGHT, 0.083),
    "eye_inner": (0.018, EYE_HEIGHT, 0.086),
    "eye_outer": (0.045, EYE_HEIGHT, 0.076),
    "mouth": (0.024, -0.060, 0.082),
    "ear": (EAR_HALF, 0.0, 0.0),
}
HAND: dict[str, tuple[float, float, float]] = {  # thumb side, along the fingers, out of the palm
    "index": (0.030, 0.095, 0.004),
    "pinky": (-0.036, 0.082, 0.004),
    "thumb": (0.052, 0.060, 0.018),
}
LANDMARKS: tuple[str, ...] = (
    *("nose", "left_eye_inner", "left_eye", "left_eye_outer"),
    *("right_eye_inner", "right_eye", "right_eye_outer", "left_ear", "right_ear"),
    *("left_mouth", "right_mouth", "left_shoulder", "right_shoulder"),
    *("left_elbow", "right_elbow", "left_wrist", "right_wrist", "left_pinky", "right_pinky"),
    *("left_index", "right_index", "left_thumb", "right_thumb", "left_hip", "right_hip"),
    *("left_knee", "right_knee", "left_ankle", "right_ankle", "left_heel", "right_heel"),
    *("left_toe", "right_toe"),
)


def straight_ahead() -> Array:
    """The frame of a segment that stands upright and faces forward."""
    return np.eye(3)


@dataclass(frozen=True, slots=True)
class Leg:
    """Where the ankle is, which way the knee points and how the foot lies.

    `knee_towards` (3,) is the direction in which the knee bends; `foot` (3, 3) holds the foot's
    leftward, upward and forward axes as columns. An ankle out of reach is pulled in along the line.
    """

    ankle: Array
    knee_towards: Array = field(default_factory=lambda: FORWARD)
    foot: Array = field(default_factory=straight_ahead)


@dataclass(frozen=True, slots=True)
class HangingArm:
    """An arm set by shoulder flexion, abduction and elbow flexion in the thorax frame."""

    flexion: float = 2.0
    abduction: float = 7.0
    elbow: float = 12.0


@dataclass(frozen=True, slots=True)
class ReachingArm:
    """An arm set by where the wrist is, which way the elbow points and how the hand lies."""

    wrist: Array
    elbow_towards: Array
    palm: Array
    fingers: Array


Arm: TypeAlias = HangingArm | ReachingArm


@dataclass(frozen=True, slots=True)
class Pose:
    """All that is set: the rest of the body follows.

    `pelvis` is the middle of the hip joints; frames hold leftward, upward and forward axes as
    columns, in the room; `ear_offset` is the ears' midpoint seen from the shoulders' midpoint.
    """

    pelvis: Array
    legs: dict[Side, Leg]
    arms: dict[Side, Arm]
    ear_offset: Array = field(default_factory=lambda: np.array([0.0, EAR_UP, 0.0]))
    pelvis_frame: Array = field(default_factory=straight_ahead)
    thorax_frame: Array = field(default_factory=straight_ahead)
    head_frame: Array = field(default_factory=straight_ahead)
    shrug: float = 0.0


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Joint positions (3,) and segment frames (3, 3), by name."""

    joints: dict[str, Array]
    frames: dict[str, Array]

    def landmarks(self) -> Array:
        """The 33 landmarks in MediaPipe's order, (33, 3) in metres."""
        return np.array([self.joints[name] for name in LANDMARKS])


def two_bones(
    root: Array, target: Array, towards: Array, lengths: tuple[float, float]
) -> tuple[Array, Array]:
    """Middle and end joint of two segments that reach for a target, bending `towards`.

    A target out of reach is approached along the straight line.
    """
    first, second = lengths
    line = unit(target - root)
    reach = float(np.linalg.norm(target - root))
    reach = min(max(reach, abs(first - second) + 1e-4), (first + second) * 0.99995)
    across = unit(towards - np.dot(towards, line) * line)
    cos = (first**2 + reach**2 - second**2) / (2 * first * reach)
    bend = np.arccos(np.clip(cos, -1, 1))
    middle: Array = root + first * (np.cos(bend) * line + np.sin(bend) * across)
    return middle, root + line * reach


def segment_frame(leftward: Array, down: Array) -> Array:
    """Frame whose y axis points up the segment and whose x axis is as close as can be to left."""
    up = -unit(down)
    left = unit(leftward - np.dot(leftward, up) * up)
    return np.stack([left, up, np.cross(left, up)], axis=1)


def ankle_above(contact: Array, offset: Array, foot: Array) -> Array:
    """Ankle of a foot that is locked to the floor at a point `offset` from the ankle."""
    ankle: Array = contact - foot @ offset
    return ankle


def solve(pose: Pose) -> Skeleton:
    """Place every joint of the pose."""
    joints: dict[str, Array] = {"midhip": pose.pelvis}
    frames = {
        "pelvis": pose.pelvis_frame,
        "thorax": pose.thorax_frame,
        "head": pose.head_frame,
    }
    joints["midshoulder"] = pose.pelvis + pose.thorax_frame @ np.array([0.0, TRUNK, 0.0])
    joints["head"] = joints["midshoulder"] + pose.ear_offset
    joints["nose"] = joints["head"] + pose.head_frame @ np.array([0.0, -0.019, 0.1195])
    for side, sign in SIDES:
        for name, (x, y, z) in FACE.items():
            joints[f"{side}_{name}"] = joints["head"] + pose.head_frame @ np.array([sign * x, y, z])
        shoulder = np.array([sign * SHOULDER_HALF, pose.shrug, 0.0])
        joints[f"{side}_shoulder"] = joints["midshoulder"] + pose.thorax_frame @ shoulder
        hip = np.array([sign * HIP_HALF, 0.0, 0.0])
        joints[f"{side}_hip"] = pose.pelvis + pose.pelvis_frame @ hip
        _place_leg(joints, frames, side, pose.legs[side])
        _place_arm(joints, frames, side, sign, pose.arms[side])
    return Skeleton(joints, frames)


def _place_leg(joints: dict[str, Array], frames: dict[str, Array], side: Side, leg: Leg) -> None:
    hip = joints[f"{side}_hip"]
    knee, ankle = two_bones(hip, leg.ankle, leg.knee_towards, (THIGH, SHANK))
    left = np.cross(leg.knee_towards, unit(ankle - hip))
    frames[f"{side}_thigh"] = segment_frame(left, knee - hip)
    frames[f"{side}_shank"] = segment_frame(left, ankle - knee)
    frames[f"{side}_foot"] = leg.foot
    joints[f"{side}_knee"], joints[f"{side}_ankle"] = knee, ankle
    joints[f"{side}_heel"] = ankle + leg.foot @ HEEL_FROM_ANKLE
    joints[f"{side}_toe"] = ankle + leg.foot @ TOE_FROM_ANKLE


def _place_arm(
    joints: dict[str, Array], frames: dict[str, Array], side: Side, sign: float, arm: Arm
) -> None:
    shoulder = joints[f"{side}_shoulder"]
    if isinstance(arm, ReachingArm):
        elbow, wrist = two_bones(shoulder, arm.wrist, arm.elbow_towards, (UPPER_ARM, FOREARM))
        left = np.cross(unit(wrist - shoulder), arm.elbow_towards)
        upper, lower = segment_frame(left, elbow - shoulder), segment_frame(left, wrist - elbow)
        fingers, palm = unit(arm.fingers), arm.palm
    else:
        upper = frames["thorax"] @ turn_z(sign * arm.abduction) @ turn_x(-arm.flexion)
        lower = upper @ turn_x(-arm.elbow)
        elbow = shoulder + upper @ np.array([0.0, -UPPER_ARM, 0.0])
        wrist = elbow + lower @ np.array([0.0, -FOREARM, 0.0])
        fingers = -lower[:, 1]
        palm = -sign * lower[:, 0] - 0.15 * lower[:, 2]
    palm = unit(palm - np.dot(palm, fingers) * fingers)
    hand = np.stack([sign * np.cross(palm, fingers), fingers, palm], axis=1)
    frames[f"{side}_upper_arm"], frames[f"{side}_forearm"] = upper, lower
    frames[f"{side}_hand"] = hand
    joints[f"{side}_elbow"], joints[f"{side}_wrist"] = elbow, wrist
    for name, offset in HAND.items():
        joints[f"{side}_{name}"] = wrist + hand @ np.array(offset)


def foot_frame(pitch: float = 0.0, toe_out: float = 6.0, side: Side = "left") -> Array:
    """Foot with its toes raised by `pitch` and turned out from straight ahead by `toe_out`."""
    outward = toe_out if side == "left" else -toe_out
    frame: Array = turn_y(outward) @ turn_x(-pitch)
    return frame


def interior_angle(first: Array, corner: Array, last: Array) -> float:
    """Angle at the corner between the lines to the first and the last point, 0..180."""
    one, two = first - corner, last - corner
    return float(np.degrees(np.arctan2(np.linalg.norm(np.cross(one, two)), np.dot(one, two))))


def lean_forward(lower: Array, upper: Array) -> float:
    """Angle of a line to the vertical in the side view, positive forward."""
    line = upper - lower
    return float(np.degrees(np.arctan2(np.dot(line, FORWARD), np.dot(line, UP))))
