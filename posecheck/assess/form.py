"""Does it run? The looks of a stretch of steps, read from the hips and the distance of the feet.

A runner is highest in flight, with the feet apart, and falls with nearly the whole of gravity; a
walker is highest over the standing leg, with the feet together, and falls far more gently. Neither
needs contacts, so exchanged legs and slow cameras do no harm. Limits measured on recorded people
and a mannequin: pull 0.9 to 2.4 in runs and 0.25 to 0.33 in walks, spread above +0.7 and below 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.legs import Legs
from posecheck.assess.rhythm import Bout, beat_s, running_mean, strength, without_trend

Floats = NDArray[np.float64]

SLOWEST_RUN_SPM = 100.0  # nobody runs with fewer steps: such a clip is slowed down
DOUBTFUL_RUN_SPM = 130.0  # few run so slowly, and they leave the ground
USUAL_RUN_SPM = (160.0, 180.0)
LEG_M = 0.9  # hip to ankle of an adult
GRAVITY = 9.81
FLIGHT_PULL = 0.55
HIGHEST_BOUNCE = 0.3  # leg lengths; more is not the bounce of a gait
HIGH_HEELS = 0.45  # leg lengths by which one foot is above the other in a run from front or back
APART_WHEN_HIGH = 0.15
CLEAR_BEAT = 0.5
STEADY = 0.25  # of a step: the running mean that takes noise off before signals are compared


@dataclass(frozen=True, slots=True)
class Form:
    """How a stretch of steps looks.

    step_s: duration of a step. beat: amplitude of the hips' bounce at that beat, leg lengths;
    agrees: the hips, or the bare distance of the feet, keep the same time. pull: peak downward
    acceleration of the hips over gravity. spread: correlation of the hips' height with the
    distance of the feet. reach: how far the feet come apart in the direction looked at.
    """

    step_s: float
    beat: float
    agrees: bool
    spread: float
    reach: float
    sideways: bool

    @property
    def spm(self) -> float:
        """Steps a minute as recorded."""
        return 60 / self.step_s

    @property
    def pull(self) -> float:
        """Peak downward acceleration of the hips over gravity, if time is real."""
        return self.beat * (2 * np.pi / self.step_s) ** 2 * LEG_M / GRAVITY

    @property
    def slow_motion(self) -> bool:
        """Whether it looks like a run that is too slow to be one."""
        if self.sideways:
            looks = self.spread > APART_WHEN_HIGH
        else:
            looks = self.spread < 0 and self.reach > HIGH_HEELS
        slack = self.spm < DOUBTFUL_RUN_SPM and self.pull < FLIGHT_PULL / 2
        return self.agrees and looks and (self.spm < SLOWEST_RUN_SPM or slack)

    @property
    def running(self) -> bool:
        """Whether it is a run, slowed down or not."""
        if self.slow_motion:
            return True
        lifts = self.pull >= (FLIGHT_PULL / 2 if self.spread > 0 else 2 * FLIGHT_PULL)
        if not self.sideways:
            lifts = self.pull >= FLIGHT_PULL
        return self.agrees and lifts and self.spm >= SLOWEST_RUN_SPM


def form_of(legs: Legs, step_s: float, start_s: float, stop_s: float, reach: float) -> Form:
    """Read the form of the steps between two times, given how long a step takes."""
    inside = (legs.time_s >= start_s) & (legs.time_s <= stop_s)
    clock = legs.time_s
    hip = without_trend(legs.hip, clock, 2 * step_s)
    stride, beat, half = (strength(hip[inside], clock[inside], step_s * k) for k in (2, 1, 0.5))
    gap = without_trend(np.abs(legs.apart), clock, 2 * step_s)
    hip, gap = (running_mean(signal, clock, STEADY * step_s) for signal in (hip, gap))
    both = inside & np.isfinite(gap) & np.isfinite(hip)
    spread = 0.0
    if np.count_nonzero(both) > 3 and gap[both].std() > 0 and hip[both].std() > 0:
        spread = float(np.corrcoef(gap[both], hip[both])[0, 1])
    agrees = beat >= max(stride, half) and 0 < 2 * beat < HIGHEST_BOUNCE
    return Form(step_s, beat, agrees, spread, reach, legs.sideways)


def form_of_bout(legs: Legs, bout: Bout, reach: float) -> Form:
    """Read the form of a bout."""
    return form_of(legs, bout.step_s, bout.turns[0].time_s, bout.turns[-1].time_s, reach)


def step_by_distance(legs: Legs) -> float:
    """Duration of a step from the bare distance of the feet, whoever is left or right.

    NaN where that distance keeps no clear beat over the whole track.
    """
    known = np.flatnonzero(np.isfinite(legs.apart))
    if len(known) < 8:
        return float("nan")
    span = float(legs.time_s[known[-1]] - legs.time_s[known[0]])
    gap = np.abs(legs.apart)
    step, _ = beat_s(without_trend(gap, legs.time_s, span / 3), legs.time_s, span / 3)
    if not np.isfinite(step):
        return float("nan")
    step, clear = beat_s(without_trend(gap, legs.time_s, 2 * step), legs.time_s, span / 3)
    return step if clear >= CLEAR_BEAT else float("nan")


def how_slow(spm: float) -> str:
    """Say what to do about a run of so few steps a minute, with a guess at how slow it is."""
    low, high = USUAL_RUN_SPM
    counted = max(1, round(spm))
    slower = (low + high) / 2 / counted
    return (
        f"A run has about {low:.0f} to {high:.0f} steps a minute and {counted} were counted: try "
        f"--time-scale {slower:.{0 if slower >= 3 else 1}f}, or better what the camera's settings "
        "say."
    )
