"""Posture: the numbers that scenes set and blend, turned into a Pose; and the truth read back."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

import numpy as np

from samples.mannequin.skeleton import (
    ANKLE_HEIGHT,
    EAR_UP,
    EYE_ABOVE_EAR_DEG,
    HIP_HALF,
    SHANK,
    SIDES,
    THIGH,
    Arm,
    HangingArm,
    Leg,
    Pose,
    Side,
    Skeleton,
    foot_frame,
    interior_angle,
    lean_forward,
)
from samples.mannequin.vectors import Array, turn_x, turn_y, turn_z

STANCE_HALF_M = 0.095
STRAIGHT_KNEE = 2.0


@dataclass(frozen=True, slots=True)
class LegSetting:
    """Where the ankle is (m), how far the toes are raised, and how far the knee points inward."""

    x: float
    y: float = ANKLE_HEIGHT
    z: float = 0.0
    pitch: float = 0.0
    knee_in: float = 0.0


@dataclass(frozen=True, slots=True)
class ArmSetting:
    """Shoulder flexion and abduction, elbow flexion."""

    flexion: float = 4.0
    abduction: float = 8.0
    elbow: float = 14.0


@dataclass(frozen=True, slots=True)
class Posture:
    """Everything that a scene sets; every number can be blended with another posture's.

    `pelvic_drop` lowers the right side; turns and `side_lean` are towards the subject's left;
    `head_tilt` is the slope of the line from ear to outer eye, positive with the eyes higher.
    """

    left: LegSetting
    right: LegSetting
    pelvis_x: float = 0.0
    pelvis_y: float = 0.0
    pelvis_z: float = 0.0
    pelvis_turn: float = 0.0
    pelvis_tilt: float = 0.0
    pelvic_drop: float = 0.0
    trunk_turn: float = 0.0
    trunk_lean: float = 0.0
    side_lean: float = 0.0
    head_forward_m: float = 0.0
    head_tilt: float = 2.0
    head_turn: float = 0.0
    shrug_m: float = 0.0
    left_arm: ArmSetting = field(default_factory=ArmSetting)
    right_arm: ArmSetting = field(default_factory=ArmSetting)

    @property
    def pelvis_frame(self) -> Array:
        """Leftward, upward and forward axes of the pelvis as columns."""
        frame: Array = (
            turn_z(self.pelvic_drop) @ turn_x(self.pelvis_tilt) @ turn_y(self.pelvis_turn)
        )
        return frame

    def pose(self, arms: dict[Side, Arm] | None = None) -> Pose:
        """The pose of this posture, with other arms where they are given."""
        thorax = turn_z(-self.side_lean) @ turn_x(self.trunk_lean) @ turn_y(self.trunk_turn)
        hanging: dict[Side, Arm] = {
            "left": _hanging(self.left_arm),
            "right": _hanging(self.right_arm),
        }
        up = EAR_UP * np.cos(np.radians(self.side_lean))
        aside = EAR_UP * np.sin(np.radians(self.side_lean))
        return Pose(
            pelvis=np.array([self.pelvis_x, self.pelvis_y, self.pelvis_z]),
            legs={"left": _leg(self.left, "left"), "right": _leg(self.right, "right")},
            arms=hanging if arms is None else arms,
            ear_offset=np.array([aside, up, self.head_forward_m]),
            pelvis_frame=self.pelvis_frame,
            thorax_frame=thorax,
            head_frame=turn_y(self.head_turn) @ turn_x(EYE_ABOVE_EAR_DEG - self.head_tilt),
            shrug=self.shrug_m,
        )


Setting = TypeVar("Setting", Posture, LegSetting, ArmSetting)


def _leg(setting: LegSetting, side: Side) -> Leg:
    inward = -setting.knee_in if side == "left" else setting.knee_in
    return Leg(
        ankle=np.array([setting.x, setting.y, setting.z]),
        knee_towards=turn_y(inward) @ np.array([0.0, 0.0, 1.0]),
        foot=foot_frame(setting.pitch, side=side),
    )


def _hanging(setting: ArmSetting) -> HangingArm:
    return HangingArm(setting.flexion, setting.abduction, setting.elbow)


def blend(first: Setting, second: Setting, share: float) -> Setting:
    """Number by number from the first posture (share 0) to the second (share 1)."""
    mixed: dict[str, Any] = {}
    for part in fields(first):
        one, other = getattr(first, part.name), getattr(second, part.name)
        if isinstance(one, LegSetting | ArmSetting):
            mixed[part.name] = blend(one, other, share)
        else:
            mixed[part.name] = one + (other - one) * share
    return replace(first, **mixed)


def hip_above_ankle(knee_flexion: float, hip_out: float = 0.0, sign: float = 1.0) -> Array:
    """Hip seen from the ankle (3,) when the knee bends over the foot and the seat goes back.

    `hip_out` tilts the leg so that the hip lies to the outer side of the ankle.
    """
    shank, thigh = np.radians(0.45 * knee_flexion), np.radians(0.55 * knee_flexion)
    up = SHANK * np.cos(shank) + THIGH * np.cos(thigh)
    ahead = SHANK * np.sin(shank) - THIGH * np.sin(thigh)
    hip: Array = turn_z(-sign * hip_out) @ np.array([0.0, up, ahead])
    return hip


def pelvis_over(
    side: Side, ankle: LegSetting, knee_flexion: float, hip_out: float, pelvis_frame: Array
) -> Array:
    """Middle of the hips (3,) of somebody who carries the weight on one leg."""
    sign = 1.0 if side == "left" else -1.0
    hip = np.array([ankle.x, ankle.y, ankle.z]) + hip_above_ankle(knee_flexion, hip_out, sign)
    middle: Array = hip - pelvis_frame @ np.array([sign * HIP_HALF, 0.0, 0.0])
    return middle


def standing(knee_flexion: float = STRAIGHT_KNEE, z: float = 0.0, **settings: float) -> Posture:
    """Standing on both feet, upright unless told otherwise."""
    left, right = LegSetting(STANCE_HALF_M, z=z), LegSetting(-STANCE_HALF_M, z=z)
    hip_out = float(np.degrees(np.arcsin((HIP_HALF - STANCE_HALF_M) / (THIGH + SHANK))))
    _, y, ahead = pelvis_over("left", left, knee_flexion, hip_out, np.eye(3))
    lean = settings.get("trunk_lean", 0.0)
    arm = ArmSetting(flexion=4.0 + 0.9 * lean)
    return Posture(left, right, pelvis_y=y, pelvis_z=ahead, left_arm=arm, right_arm=arm, **settings)


def frontal_knee_angle(skeleton: Skeleton, side: Side) -> float:
    """Frontal-plane projection angle: 180 minus hip-knee-ankle seen from the front, + = inward."""
    sign = 1.0 if side == "left" else -1.0
    flat = np.array([1.0, 1.0, 0.0])
    hip, knee, ankle = (
        skeleton.joints[f"{side}_{name}"] * flat for name in ("hip", "knee", "ankle")
    )
    level = (knee[1] - ankle[1]) / (hip[1] - ankle[1])
    on_line = ankle[0] + (hip[0] - ankle[0]) * level
    inward = 1.0 if (on_line - knee[0]) * sign >= 0 else -1.0
    return inward * (180.0 - interior_angle(hip, knee, ankle))


def true_parameters(posture: Posture, skeleton: Skeleton) -> dict[str, float]:
    """What is true of this moment, in the body's own planes: a test's yardstick."""
    angles = true_angles(skeleton)
    return {
        "trunk_lean_deg": angles.pop("trunk_lean_deg"),
        "trunk_side_lean_left_deg": posture.side_lean,
        "pelvic_drop_right_deg": posture.pelvic_drop,
        "head_forward_m": posture.head_forward_m,
        "head_tilt_deg": posture.head_tilt,
        **angles,
    }


def true_angles(skeleton: Skeleton) -> dict[str, float]:
    """What the joints themselves tell of a moment, whatever set them."""
    joints = skeleton.joints
    truth = {"trunk_lean_deg": lean_forward(joints["midhip"], joints["midshoulder"])}
    for side, _ in SIDES:
        hip, knee, ankle = (joints[f"{side}_{name}"] for name in ("hip", "knee", "ankle"))
        truth[f"knee_flexion_{side}_deg"] = 180.0 - interior_angle(hip, knee, ankle)
        truth[f"fppa_{side}_deg"] = frontal_knee_angle(skeleton, side)
    return truth
