"""The legs of a treadmill runner: feet locked to the belt in stance, a smooth swing between.

In stance the point of the foot that touches (heel, then the whole foot, then the toes) moves
backward at the speed of the belt, so that contact and toe-off are known exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from samples.mannequin.posture import LegSetting
from samples.mannequin.skeleton import (
    ANKLE_HEIGHT,
    HEEL_FROM_ANKLE,
    HIP_HALF,
    SHANK,
    THIGH,
    TOE_FROM_ANKLE,
    Side,
    ankle_above,
    foot_frame,
)
from samples.mannequin.vectors import Array, clamped_slopes, cubic, turn_y, turn_z

SWING_SHARES = np.array([0.0, 0.22, 0.45, 0.69, 0.86, 1.0])  # of the time from toe-off to contact
THIGH_MID = (-8.0, 24.0, 45.0, 39.0)
KNEE_MID = (62.0, 102.0, 80.0, 34.0)
ANKLE_MID = (-22.0, -10.0, 0.0, 5.0)


@dataclass(frozen=True, slots=True)
class Gait:
    """A running style; lengths in metres, speeds in m/s, angles in degrees."""

    cadence_spm: float = 168.0
    duty: float = 0.36
    belt_speed: float = 2.5
    bounce_m: float = 0.083
    lowest_at: float = 0.50  # share of the stance at which the hips are lowest
    knee_at_contact: float = 20.0
    heel_ahead_m: float = 0.056  # of the middle of the hips, at contact
    strike_pitch: float = 8.0  # toes raised at contact: above 0 a rear-foot strike
    toe_off_pitch: float = -55.0
    step_half_m: float = 0.045
    pelvic_drop: float = 3.0
    pelvis_shift_m: float = 0.010  # towards the standing leg
    pelvis_turn: float = 4.0
    toe_out: float = 6.0

    @property
    def stride_s(self) -> float:
        """Seconds from one contact to the next of the same foot."""
        return 120.0 / self.cadence_spm

    def pelvis(self, phase: float) -> Array:
        """Middle of the hips (3,); phase 0 is the left contact, 0.5 the right one."""
        middle = self.duty * self.lowest_at
        height = self._mean_height - self.bounce_m / 2 * np.cos(4 * np.pi * (phase - middle))
        aside = self.pelvis_shift_m * np.cos(2 * np.pi * (phase - middle))
        return np.array([aside, height, 0.0])

    def pelvis_angles(self, phase: float) -> tuple[float, float]:
        """Turn about the vertical, and drop of the right side (negative: of the left)."""
        drop = self.pelvic_drop * np.cos(2 * np.pi * (phase - self.duty / 2))
        return -self.pelvis_turn * float(np.cos(2 * np.pi * phase)), float(drop)

    @property
    def _mean_height(self) -> float:
        """Height about which the hips bounce, such that the knee is bent as wanted at contact."""
        ankle = self.locked_ankle(0.0)
        bent = np.radians(self.knee_at_contact)
        reach = np.sqrt(THIGH**2 + SHANK**2 + 2 * THIGH * SHANK * np.cos(bent))
        hip_x = HIP_HALF - self.step_half_m + self.pelvis_shift_m
        hip_z = HIP_HALF * np.sin(np.radians(self.pelvis_turn))
        level = reach**2 - (hip_z - ankle[2]) ** 2 - hip_x**2
        at_contact = np.cos(4 * np.pi * self.duty * self.lowest_at)
        return float(ankle[1] + np.sqrt(level) + self.bounce_m / 2 * at_contact)

    def foot_pitch(self, share: float) -> float:
        """How far the toes are raised at a share of the stance."""
        if share < 0.12:
            return self.strike_pitch * (1 - share / 0.12) ** 2
        if share < 0.42:
            return 0.0
        return self.toe_off_pitch * float(((share - 0.42) / 0.58) ** 1.8)

    def locked_ankle(self, phase: float) -> Array:
        """Ankle of the left foot in stance, x as if the foot were on the middle line."""
        share = phase / self.duty
        pitch = self.foot_pitch(share)
        frame = foot_frame(pitch, self.toe_out)
        heel = np.array([0.0, ANKLE_HEIGHT + HEEL_FROM_ANKLE[1], self.heel_ahead_m])
        heel[2] -= self.belt_speed * phase * self.stride_s
        if pitch >= 0:
            return ankle_above(heel, HEEL_FROM_ANKLE, frame)
        toe = heel + foot_frame(0.0, self.toe_out) @ (TOE_FROM_ANKLE - HEEL_FROM_ANKLE)
        return ankle_above(toe, TOE_FROM_ANKLE, frame)

    def leg(self, side: Side, phase: float) -> LegSetting:
        """Ankle and foot of one leg at a phase of the stride."""
        own = (phase if side == "left" else phase + 0.5) % 1.0
        ankle, pitch = left_leg(self, own)
        sign = 1.0 if side == "left" else -1.0
        return LegSetting(x=sign * ankle[0], y=ankle[1], z=ankle[2], pitch=pitch)


def left_leg(gait: Gait, phase: float) -> tuple[Array, float]:
    """Ankle (3,) and foot pitch of the left leg at its own phase 0..1."""
    if phase <= gait.duty:
        ankle = gait.locked_ankle(phase) + np.array([gait.step_half_m, 0.0, 0.0])
        return ankle, gait.foot_pitch(phase / gait.duty)
    share = (phase - gait.duty) / (1 - gait.duty)
    swing = _swing(gait)
    plane, thigh, knee, dorsiflexion = (
        cubic(SWING_SHARES, values, slopes, share) for values, slopes in swing
    )
    hip = _left_hip(gait, phase)
    shank = thigh - knee
    ankle = hip + turn_z(plane) @ (_down_the_leg(thigh) * THIGH + _down_the_leg(shank) * SHANK)
    return ankle, shank + dorsiflexion


def _down_the_leg(angle: float) -> Array:
    return np.array([0.0, -np.cos(np.radians(angle)), np.sin(np.radians(angle))])


def _left_hip(gait: Gait, phase: float) -> Array:
    turn, drop = gait.pelvis_angles(phase)
    hip: Array = gait.pelvis(phase) + turn_z(drop) @ turn_y(turn) @ [HIP_HALF, 0.0, 0.0]
    return hip


def _leg_angles(hip: Array, ankle: Array, pitch: float) -> Array:
    """Tilt of the leg's plane, thigh forward, knee flexion, ankle dorsiflexion (4,)."""
    line = ankle - hip
    plane = np.degrees(np.arctan2(line[0], -line[1]))
    down, ahead = np.hypot(line[0], line[1]), line[2]
    reach = np.hypot(down, ahead)
    cos = (reach**2 - THIGH**2 - SHANK**2) / (2 * THIGH * SHANK)
    knee = np.degrees(np.arccos(np.clip(cos, -1, 1)))
    inner = np.degrees(np.arcsin(np.clip(SHANK * np.sin(np.radians(knee)) / reach, -1, 1)))
    thigh = np.degrees(np.arctan2(ahead, down)) + inner
    return np.array([plane, thigh, knee, pitch - (thigh - knee)])


def _stance_angles(gait: Gait, phase: float) -> Array:
    ankle, pitch = left_leg(gait, phase)
    return _leg_angles(_left_hip(gait, phase), ankle, pitch)


@lru_cache(maxsize=16)
def _swing(gait: Gait) -> list[tuple[Array, Array]]:
    """Values and slopes over SWING_SHARES of the four leg angles.

    The swing leaves the stance with its speed; it meets the belt from above and a little slower
    than the belt, as a foot does.
    """
    small, length = 1e-4, 1 - gait.duty
    off, on = _stance_angles(gait, gait.duty), _stance_angles(gait, 0.0)
    off_slope = (off - _stance_angles(gait, gait.duty - small)) / small * length
    before = -small * 10
    ankle, pitch = left_leg(gait, 0.0)
    time = before * gait.stride_s
    earlier = ankle + np.array([0.0, -0.75, -0.6 * gait.belt_speed]) * time
    arriving = _leg_angles(_left_hip(gait, before), earlier, pitch)
    on_slope = (on - arriving) / -before * length
    middles = (None, THIGH_MID, KNEE_MID, ANKLE_MID)
    curves = []
    for i, middle in enumerate(middles):
        inner = (
            off[i] + (on[i] - off[i]) * SWING_SHARES[1:-1] if middle is None else np.array(middle)
        )
        values = np.concatenate([[off[i]], inner, [on[i]]])
        slopes = clamped_slopes(SWING_SHARES, values, off_slope[i], on_slope[i])
        curves.append((values, slopes))
    return curves
