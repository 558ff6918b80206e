"""A body that is set by the angles of its joints, in any position: lying, kneeling, on one side.

The words are those of the case files (`tests/cases/`): all zero stands straight with hanging arms;
`trunk`, `neck`, `thigh` and `arm` go forward, `knee` and `elbow` bend, `trunk_side` leans to the
left, `thigh_out` and `arm_out` go away from the middle, `foot` raises the toes and `chin` the eyes,
`turn` turns the shoulders to the left about the trunk and `hip_turn` the pelvis with both legs,
`twist` the thumbs forward. All of these are set as if the body stood; then `tip` tips the whole of
it forward and `over` rolls it onto its right side. What exists on both sides can be set on one:
`left_knee`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from samples.mannequin.posture import true_angles
from samples.mannequin.scenes.motion import Moment, Motion, sway
from samples.mannequin.skeleton import (
    EAR_UP,
    EYE_ABOVE_EAR_DEG,
    FOREARM,
    HIP_HALF,
    SHANK,
    SHOULDER_HALF,
    SIDES,
    STATURE,
    THIGH,
    TRUNK,
    UPPER_ARM,
    Arm,
    Leg,
    Pose,
    ReachingArm,
    Side,
    Skeleton,
    solve,
)
from samples.mannequin.vectors import Array, ease, turn_x, turn_y, turn_z, unit

Settings = Mapping[str, float]
# How thick the body is about its joints in m: what the floor holds up.
THICKNESS = {"hip": 0.11, "shoulder": 0.085, "knee": 0.055, "ankle": 0.045, "elbow": 0.04}
THICKNESS |= {"wrist": 0.03, "ear": 0.05, "heel": 0.01, "toe": 0.01, "index": 0.01}


@dataclass(frozen=True, slots=True)
class Key:
    """What the angles are at a time."""

    at_s: float
    angles: Settings

    def of(self, name: str, side: str | None = None) -> float:
        """Give an angle, of one side where it has sides."""
        plain = self.angles.get(name, 0.0)
        return float(self.angles.get(f"{side}_{name}", plain) if side else plain)


def movement(keys: Sequence[Key], duration_s: float) -> Motion:
    """Go from key to key in smooth steps, hold the last; a little sway, for nobody is frozen."""

    def at(time_s: float) -> Moment:
        first = max((k for k in keys if k.at_s <= time_s), key=lambda k: k.at_s, default=keys[0])
        after = min((k for k in keys if k.at_s > time_s), key=lambda k: k.at_s, default=first)
        span_s = after.at_s - first.at_s
        share = ease((time_s - first.at_s) / span_s) if span_s > 0 else 0.0
        angles = _between(first, after, share)
        drift = sway(time_s)
        moved = {**angles, "trunk": angles.get("trunk", 0.0) + 40 * drift}
        skeleton = body(moved)
        return Moment(skeleton, true_angles(skeleton))

    return Motion(duration_s, at)


def body(angles: Settings) -> Skeleton:
    """Place every joint of a body that rests on the floor, or is `up` of its stature above it."""
    key = Key(0.0, angles)
    solved = solve(_pose(key))
    turn = turn_z(-key.of("over")).T @ turn_x(key.of("tip"))
    turned = {name: turn @ joint for name, joint in solved.joints.items()}
    lowest = min(
        joint[1] - THICKNESS[part]
        for name, joint in turned.items()
        if (part := name.rpartition("_")[2]) in THICKNESS
    )
    shift = np.array([key.of("aside") * STATURE, key.of("up") * STATURE - lowest, 0.0])
    shift[2] = key.of("ahead") * STATURE
    joints = {name: joint + shift for name, joint in turned.items()}
    return Skeleton(joints, {name: turn @ frame for name, frame in solved.frames.items()})


def _between(first: Key, after: Key, share: float) -> dict[str, float]:
    """Blend two settings; an angle of one side stands for itself in both."""
    mixed: dict[str, float] = {}
    for name in {*first.angles, *after.angles}:
        side, _, rest = name.partition("_")
        asked = (rest, side) if side in ("left", "right") else (name, None)
        one, other = first.of(*asked), after.of(*asked)
        mixed[name] = one + (other - one) * share
    return mixed


def _pose(key: Key) -> Pose:
    thorax = turn_z(-key.of("trunk_side")) @ turn_x(key.of("trunk")) @ turn_y(key.of("turn"))
    pelvis = turn_z(key.of("hip_drop")) @ turn_x(0.7 * key.of("trunk")) @ turn_y(key.of("hip_turn"))
    shoulders = thorax @ np.array([0.0, TRUNK, 0.0])
    shrug = key.of("shrug") * STATURE
    legs: dict[Side, Leg] = {}
    arms: dict[Side, Arm] = {}
    for side, sign in SIDES:
        legs[side] = _leg(key, side, pelvis @ np.array([sign * HIP_HALF, 0.0, 0.0]), sign)
        shoulder = shoulders + thorax @ np.array([sign * SHOULDER_HALF, shrug, 0.0])
        arms[side] = _arm(key, side, shoulder, sign)
    neck = _upwards(key.of("neck"), key.of("neck_side"))
    chin = EYE_ABOVE_EAR_DEG - key.of("chin")
    return Pose(
        pelvis=np.zeros(3),
        legs=legs,
        arms=arms,
        ear_offset=neck * EAR_UP,
        pelvis_frame=pelvis,
        thorax_frame=thorax,
        head_frame=turn_x(chin),
        shrug=shrug,
    )


def _leg(key: Key, side: Side, hip: Array, sign: float) -> Leg:
    thigh, out = key.of("thigh", side), key.of("thigh_out", side)
    bent, inwards = key.of("knee", side), key.of("knee_in", side)
    turn = turn_y(key.of("hip_turn"))
    knee = hip - turn @ _upwards(-thigh, -sign * out) * THIGH
    ankle = knee - turn @ _upwards(bent - thigh, -sign * (out + inwards)) * SHANK
    forwards = turn @ turn_x(-thigh + bent / 2) @ np.array([0.0, 0.0, 1.0])
    return Leg(ankle, _bend(hip, knee, ankle, forwards), turn @ turn_x(-key.of("foot", side)))


def _arm(key: Key, side: Side, shoulder: Array, sign: float) -> ReachingArm:
    raised, out = key.of("arm", side), key.of("arm_out", side)
    bent, inwards = key.of("elbow", side), key.of("elbow_in", side)
    elbow = shoulder - _upwards(-raised, -sign * out) * UPPER_ARM
    fingers = -_upwards(-raised - bent, -sign * (out + inwards))
    wrist = elbow + fingers * FOREARM
    behind = np.array([0.0, np.sin(np.radians(raised)), -np.cos(np.radians(raised))])
    towards = _bend(shoulder, elbow, wrist, behind)
    twist = np.radians(key.of("twist", side))
    thumb = np.array([-sign * np.cos(twist), 0.0, np.sin(twist)])
    thumb = unit(thumb - np.dot(thumb, fingers) * fingers)
    return ReachingArm(wrist, towards, sign * np.cross(fingers, thumb), fingers)


def _bend(root: Array, middle: Array, end: Array, straight: Array) -> Array:
    """Which way the middle joint is off the line of the other two; straight where it is on it."""
    line = unit(end - root)
    off = middle - root - np.dot(middle - root, line) * line
    return unit(off) if np.linalg.norm(off) > 0.002 else straight


def _upwards(forward: float, left: float) -> Array:
    """A unit vector that leans forward and to the left; exact in either plane alone."""
    ahead, aside = np.radians(forward), np.radians(left)
    return np.array([np.sin(aside), np.cos(ahead) * np.cos(aside), np.sin(ahead) * np.cos(aside)])
