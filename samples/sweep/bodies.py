"""Bodies for the sweeps: one number in, a skeleton out; everything else stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from samples.mannequin.posture import (
    ArmSetting,
    LegSetting,
    Posture,
)
from samples.mannequin.posture import standing as stand_still
from samples.mannequin.scenes.one_leg import Support, knee_in_for, on_one_leg
from samples.mannequin.scenes.running import Run, run_posture
from samples.mannequin.scenes.wall import WallAngel, angel_arms
from samples.mannequin.skeleton import (
    ANKLE_HEIGHT,
    EAR_UP,
    EYE_ABOVE_EAR_DEG,
    HIP_HALF,
    SHANK,
    SHOULDER_HALF,
    THIGH,
    TRUNK,
    Arm,
    ReachingArm,
    Side,
    Skeleton,
    solve,
)

Make = Callable[[float, Side], Skeleton]
TRUE_S = THIGH + SHANK + TRUNK + EAR_UP


def standing(knee_flexion: float = 2.0, **settings: float) -> Posture:
    """Standing with the head level, unless told otherwise."""
    return stand_still(knee_flexion, **{"head_tilt": EYE_ABOVE_EAR_DEG, **settings})


def standing_with(**fixed: float) -> Callable[[str], Make]:
    """Make standing bodies of which one named setting is swept."""

    def of(name: str) -> Make:
        return lambda value, _: solve(standing(**{**fixed, name: value}).pose())

    return of


def leaning(value: float, _: Side) -> Skeleton:
    """Lean from the hips: the pelvis goes along by a little more than half."""
    return solve(standing(trunk_lean=value, pelvis_tilt=0.6 * value).pose())


def leaning_sideways(value: float, side: Side) -> Skeleton:
    """The trunk towards the side by so many degrees, on both feet."""
    return solve(standing(side_lean=value if side == "left" else -value).pose())


def crouching(value: float, _: Side) -> Skeleton:
    """Both knees bent, the trunk ahead for balance."""
    lean = 0.38 * value
    arm = ArmSetting(flexion=20.0 + lean, abduction=4.0, elbow=50.0)
    posture = standing(value, trunk_lean=lean)
    return solve(replace(posture, left_arm=arm, right_arm=arm).pose())


def hips_ahead(value: float, _: Side) -> Skeleton:
    """Hips ahead of the ankles by so many metres on straight legs, the trunk upright above."""
    posture = standing(trunk_lean=0.0)
    reach = THIGH + SHANK - 0.002
    height = float(np.sqrt(reach**2 - value**2)) + ANKLE_HEIGHT
    return solve(replace(posture, pelvis_y=height, pelvis_z=value).pose())


def elbows_bent(value: float, _: Side) -> Skeleton:
    """Upper arms a little back, elbows at so many degrees; 180 is straight."""
    arm = ArmSetting(flexion=-12.0, abduction=13.0, elbow=180.0 - value)
    return solve(replace(standing(), left_arm=arm, right_arm=arm).pose())


def _with_leg(posture: Posture, side: Side, leg: LegSetting) -> Posture:
    return replace(posture, left=leg) if side == "left" else replace(posture, right=leg)


def toes_up(value: float, side: Side) -> Skeleton:
    """The near foot a little ahead and off the ground, toes raised by so many degrees."""
    sign = 1.0 if side == "left" else -1.0
    leg = LegSetting(sign * 0.095, ANKLE_HEIGHT + 0.10, 0.16, pitch=value)
    return solve(_with_leg(standing(), side, leg).pose())


def thigh_back(value: float, side: Side) -> Skeleton:
    """The near thigh behind the vertical by so many degrees, the knee bent by 25."""
    sign = 1.0 if side == "left" else -1.0
    posture = standing(trunk_lean=6.0)
    thigh, shank = np.radians(-value), np.radians(-value - 25.0)
    hip = np.array([sign * HIP_HALF, posture.pelvis_y + 0.03, posture.pelvis_z])
    ankle = hip + THIGH * np.array([0.0, -np.cos(thigh), np.sin(thigh)])
    ankle = ankle + SHANK * np.array([0.0, -np.cos(shank), np.sin(shank)])
    leg = LegSetting(ankle[0], ankle[1], ankle[2], pitch=-value - 10.0)
    lifted = replace(posture, pelvis_y=posture.pelvis_y + 0.03)
    return solve(_with_leg(lifted, side, leg).pose())


def striding(value: float, side: Side) -> Skeleton:
    """Running, at a share of the stride of the near foot."""
    phase = value if side == "left" else value + 0.5
    run = Run(head_tilt=EYE_ABOVE_EAR_DEG, head_turn=0.0)
    return solve(run_posture(run, phase).pose())


def running_leaning_over(value: float, side: Side) -> Skeleton:
    """Three strides in which the lean grows from 0 to 12 degrees and goes back."""
    phase = 3 * value + (0.0 if side == "left" else 0.5)
    lean = 6.0 - 6.0 * float(np.cos(2 * np.pi * value))
    return _running_with_lean(lean, phase)


def leaning_early_in_stance(value: float, side: Side) -> Skeleton:
    """Running, just after contact, leaning forward by so many degrees."""
    return _running_with_lean(value, 0.1 if side == "left" else 0.6)


def running_head_forward(value: float, side: Side) -> Skeleton:
    """Running, just after contact, the line from shoulder to ear ahead by so many degrees."""
    run = Run(
        trunk_lean=6.0, lean_range=0.0, neck=value, head_tilt=EYE_ABOVE_EAR_DEG, head_turn=0.0
    )
    posture = run_posture(run, 0.1 if side == "left" else 0.6)
    return solve(replace(posture, pelvis_tilt=3.0).pose())


def _running_with_lean(lean: float, phase: float) -> Skeleton:
    """Run with the head going along with the trunk."""
    run = Run(
        trunk_lean=lean,
        lean_range=0.0,
        neck=2.6 + lean,
        head_tilt=EYE_ABOVE_EAR_DEG,
        head_turn=0.0,
    )
    return solve(replace(run_posture(run, phase), pelvis_tilt=0.5 * lean).pose())


def knee_inward(value: float, side: Side) -> Skeleton:
    """On one leg, its knee bent by 55 degrees and inward by so many as seen from the front."""
    support = Support(side, 55.0, -2.0, knee_in=knee_in_for(value, 55.0), trunk_lean=12.0)
    return solve(on_one_leg(support).pose())


def hip_outward(value: float, side: Side) -> Skeleton:
    """On one leg that leans outward by so many degrees, hips over the foot and past it."""
    return solve(on_one_leg(Support(side, 12.0, value)).pose())


def leaning_on_one_leg(value: float, side: Side) -> Skeleton:
    """On one leg, the trunk towards it by so many degrees."""
    return solve(on_one_leg(Support(side, 12.0, 2.0, side_lean=value)).pose())


def angel_with(up: float, **fixed: float) -> Callable[[str], Make]:
    """Make wall angels: at the start (up 0), overhead (1) or between."""

    def of(name: str) -> Make:
        def make(value: float, _: Side) -> Skeleton:
            angel = WallAngel(**{**fixed, name: value})  # type: ignore[arg-type]
            posture = standing(shrug_m=0.03 * up, trunk_lean=angel.trunk_lean_raised)
            return solve(posture.pose(angel_arms(posture, angel, 1.0, up)))

        return make

    return of


def shrugging_at_start(value: float, _: Side) -> Skeleton:
    """Arms like a goalpost, shoulders raised by so many metres."""
    posture = standing(shrug_m=value)
    return solve(posture.pose(angel_arms(posture, WallAngel(), 1.0, 0.0)))


def hand_across(value: float, side: Side) -> Skeleton:
    """Both elbows bent, the hand of one side so many metres across the middle of the chest."""
    posture = standing()
    middle = np.array([0.0, posture.pelvis_y + TRUNK, posture.pelvis_z])
    arms: dict[Side, Arm] = {}
    both: tuple[tuple[Side, float], ...] = (("left", 1.0), ("right", -1.0))
    for name, sign in both:
        aside = -value if name == side else 0.20
        wrist = middle + np.array([sign * aside, -0.22, 0.24])
        arms[name] = ReachingArm(
            wrist=wrist,
            elbow_towards=np.array([sign * 1.0, -1.0, -0.6]),
            palm=np.array([-sign, 0.0, -0.2]),
            fingers=wrist - (middle + np.array([sign * (SHOULDER_HALF + 0.08), -0.3, 0.02])),
        )
    return solve(posture.pose(arms))


def neutral() -> Skeleton:
    """Quiet standing, by which lengths and baselines are taken."""
    return solve(standing().pose())
