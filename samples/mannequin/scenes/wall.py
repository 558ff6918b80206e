"""Standing at a wall, stepping away from it, and wall angels."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from samples.mannequin.posture import Posture, blend, standing
from samples.mannequin.scenes.motion import Moment, Motion, moment, sway
from samples.mannequin.skeleton import (
    FOREARM,
    HAND,
    SHOULDER_HALF,
    SIDES,
    TRUNK,
    UPPER_ARM,
    Arm,
    ReachingArm,
    Side,
    interior_angle,
)
from samples.mannequin.vectors import UP, Array, ease, turn_z, unit

WALL_BEHIND_M = 0.128  # from the hip joints to the wall that the seat touches


@dataclass(frozen=True, slots=True)
class WallStand:
    """How somebody stands at the wall, and what changes when they step away."""

    head_forward_m: float = -0.005
    head_tilt: float = -3.5
    head_turn: float = 12.0
    trunk_lean: float = 0.5
    head_forward_change_m: float = 0.0
    trunk_lean_change: float = 0.0
    step_m: float = 0.30
    at_wall_s: float = 4.0
    walk_s: float = 1.6
    away_s: float = 4.4


def wall_posture(stand: WallStand) -> Motion:
    """At the wall, two steps forward, still again."""
    leave = stand.at_wall_s

    def at(time_s: float) -> Moment:
        walked = (time_s - leave) / stand.walk_s
        share = ease(walked)
        drift = sway(time_s)
        posture = standing(
            z=0.0,
            trunk_lean=stand.trunk_lean + stand.trunk_lean_change * share + drift * 40,
            head_forward_m=stand.head_forward_m + stand.head_forward_change_m * share + drift / 3,
            head_tilt=stand.head_tilt + drift * 120,
            head_turn=stand.head_turn,
        )
        posture = _stepped(posture, walked, stand.step_m)
        posture = replace(posture, pelvis_z=posture.pelvis_z + drift / 2)
        return moment(posture, away_from_wall_m=stand.step_m * share)

    return Motion(leave + stand.walk_s + stand.away_s, at)


def _stepped(posture: Posture, walked: float, step_m: float) -> Posture:
    """The left foot steps in the first half of the walk, the right foot in the second."""
    feet = {}
    for side, start in (("left", 0.05), ("right", 0.52)):
        swing = min(max((walked - start) / 0.43, 0.0), 1.0)
        lift = 0.05 * np.sin(np.pi * swing)
        foot = posture.left if side == "left" else posture.right
        feet[side] = replace(foot, y=foot.y + lift, z=foot.z + step_m * ease(swing))
    share = ease(walked)
    lowered = 0.012 * np.sin(np.pi * min(max(walked, 0.0), 1.0))
    return replace(
        posture,
        left=feet["left"],
        right=feet["right"],
        pelvis_y=posture.pelvis_y - lowered,
        pelvis_z=posture.pelvis_z + step_m * share,
    )


@dataclass(frozen=True, slots=True)
class WallAngel:
    """How the arms go up and down the wall."""

    reps: int = 3
    thumb_gap_m: float = -0.020  # below 0 they overlap
    elbow_at_top: float = 184.0  # above 180: the carrying angle of a straight arm
    hands_apart: float = 32.0  # at the top the fingers point outward by so much, the thumbs meet
    start_shoulder: float = 84.0
    start_elbow: float = 87.0
    right_behind: float = 0.0  # share of the way by which the right arm lags
    shrug_at_start_m: float = 0.0
    trunk_lean_raised: float = 0.0
    arms_back_m: float = 0.075  # elbows and wrists behind the shoulders: on the wall
    stand_s: float = 2.2
    raise_s: float = 1.0
    start_s: float = 0.7
    move_s: float = 1.4
    top_s: float = 1.0


def wall_angel(angel: WallAngel) -> Motion:
    """Stand with hanging arms, make a goal post, then slide up and down."""
    rep_s = angel.start_s + 2 * angel.move_s + angel.top_s
    ready = angel.stand_s + angel.raise_s

    def height(time_s: float) -> float:
        past = min(max(time_s - ready, 0.0), angel.reps * rep_s)
        past = past % rep_s if past < angel.reps * rep_s else 0.0
        up = ease((past - angel.start_s) / angel.move_s)
        return up - ease((past - angel.start_s - angel.move_s - angel.top_s) / angel.move_s)

    def at(time_s: float) -> Moment:
        raised, drift = ease((time_s - angel.stand_s) / angel.raise_s), sway(time_s)
        up = height(time_s)
        lean = angel.trunk_lean_raised * raised
        shrug = angel.shrug_at_start_m * raised * (1 - up) + 0.03 * up
        posture = standing(trunk_lean=lean + drift * 30, shrug_m=shrug, side_lean=drift * 40)
        if raised == 0.0:
            return moment(posture, arms_up=0.0)
        arms = angel_arms(posture, angel, raised, up)
        made = moment(posture, arms, arms_up=up)
        return Moment(made.skeleton, {**made.parameters, **_angel_truth(made)})

    return Motion(ready + angel.reps * rep_s + angel.start_s, at)


def _angel_truth(made: Moment) -> dict[str, float]:
    """Thumb gap, and elbow and shoulder angles as they show from straight ahead."""
    flat = np.array([1.0, 1.0, 0.0])
    joints = {name: joint * flat for name, joint in made.skeleton.joints.items()}
    truth = {"thumb_gap_m": float(np.linalg.norm(joints["left_thumb"] - joints["right_thumb"]))}
    for side, _ in SIDES:
        shoulder, elbow = joints[f"{side}_shoulder"], joints[f"{side}_elbow"]
        truth[f"elbow_{side}_deg"] = interior_angle(shoulder, elbow, joints[f"{side}_wrist"])
        truth[f"shoulder_{side}_deg"] = interior_angle(elbow, shoulder, joints[f"{side}_hip"])
    return truth


def angel_arms(posture: Posture, angel: WallAngel, raised: float, up: float) -> dict[Side, Arm]:
    """Both arms, `raised` of the way from hanging to the start, `up` from there to the top."""
    arms: dict[Side, Arm] = {}
    thorax = posture.pose().thorax_frame
    middle = np.array([posture.pelvis_x, posture.pelvis_y, posture.pelvis_z])
    middle = middle + thorax @ np.array([0.0, TRUNK, 0.0])
    for side, sign in SIDES:
        lagging = angel.right_behind * np.sin(np.pi * up) if side == "right" else 0.0
        shoulder = middle + thorax @ np.array([sign * SHOULDER_HALF, posture.shrug_m, 0.0])
        elbow, wrist = _arm_joints(angel, raised, max(up - lagging, 0.0), sign)
        fingers = blend_direction(np.array([0.0, -1.0, 0.1]), unit(wrist - elbow), raised)
        arms[side] = ReachingArm(
            wrist=shoulder + wrist,
            elbow_towards=elbow - wrist * (elbow @ wrist) / (wrist @ wrist) + [0.0, 0.0, 1e-4],
            palm=blend_direction(np.array([-sign, 0.0, 0.3]), np.array([0.0, 0.0, 1.0]), raised),
            fingers=blend_direction(fingers, turn_z(-sign * angel.hands_apart) @ UP, up),
        )
    return arms


def _arm_joints(angel: WallAngel, raised: float, up: float, sign: float) -> tuple[Array, Array]:
    """Elbow and wrist seen from the shoulder: hanging, goal post, overhead, and between."""
    back = angel.arms_back_m
    backward = np.degrees(np.arcsin(back / UPPER_ARM)) * raised
    shoulder = 10.0 + (angel.start_shoulder - 10.0) * raised
    elbow_flexion = 14.0 + (180.0 - angel.start_elbow - 14.0) * raised
    across, _, _ = turn_z(angel.hands_apart) @ np.array(HAND["thumb"])
    hand_half = angel.thumb_gap_m / 2 + across
    top_shoulder, top_elbow = _top_angles(hand_half - SHOULDER_HALF, angel.elbow_at_top)
    shoulder += (top_shoulder - shoulder) * up
    elbow_flexion += (top_elbow - elbow_flexion) * up
    level = np.radians(shoulder - 90.0)
    upper = np.array([sign * np.cos(level), np.sin(level), 0.0]) * np.cos(np.radians(backward))
    upper = upper - np.array([0.0, 0.0, np.sin(np.radians(backward))])
    turned = np.radians(shoulder - 90.0 + elbow_flexion)
    lower = np.array([sign * np.cos(turned), np.sin(turned), 0.0])
    return upper * UPPER_ARM, upper * UPPER_ARM + lower * FOREARM


def _top_angles(wrist_out_m: float, elbow: float) -> tuple[float, float]:
    """Shoulder angle and elbow flexion for a straight reach up, the wrist aside by so much.

    The elbow lies to the outside, so that the forearm turns inward over it.
    """
    flexion = 180.0 - elbow
    first, second = UPPER_ARM, FOREARM
    reach = np.sqrt(first**2 + second**2 + 2 * first * second * np.cos(np.radians(flexion)))
    line = 90.0 + np.degrees(np.arcsin(-wrist_out_m / reach))
    inner = np.degrees(np.arcsin(second * np.sin(np.radians(flexion)) / reach))
    return float(line - inner + 90.0), flexion


def blend_direction(first: Array, second: Array, share: float) -> Array:
    """Turn from one direction to another."""
    return unit(unit(first) * (1 - share) + unit(second) * share + [1e-6, 0.0, 0.0])


def still(posture: Posture) -> Motion:
    """A posture for a photo."""
    return Motion(0.0, lambda _: moment(blend(posture, posture, 0.0)))
