"""Running found in a track: contacts and toe-offs, cadence, and whether it is running at all.

The side view reads how far one foot is ahead of the other, front and back views which foot is
higher; both swing once to and fro a stride. The bounce of the hips, two a stride, is the witness:
exchanged legs cannot fool it. Method and limits: evidence.md 4.4.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.legs import Legs, legs_of
from posecheck.assess.rhythm import (
    Bout,
    beat_s,
    bouts,
    running_mean,
    strength,
    without_trend,
)
from posecheck.assess.stance import Stance, stances
from posecheck.body import Side
from posecheck.track import Track

Floats = NDArray[np.float64]
Phase = NDArray[np.int8]
Kind = Literal["contact", "toe-off"]

NO_GAIT, LEFT_STANCE, RIGHT_STANCE, FLIGHT = range(4)
PHASE_NAMES = ("none", "left-stance", "right-stance", "flight")

SLOWEST_RUN_SPM = 100.0  # nobody runs with fewer steps: such a clip is slowed down
CONTACT_FPS = 100.0  # evidence.md 4: contact time needs at least 120 frames a second
LEG_M = 0.9  # hip to ankle of an adult; only to tell a flight from a walk
GRAVITY = 9.81
FLIGHT_PULL = 0.55  # of gravity; walking reaches 0.2 to 0.35, running 0.9 and more
HIGHEST_BOUNCE = 0.3  # leg lengths; more is not the bounce of a gait
SWING = {"side": (0.3, 0.4), "front": (0.08, 0.4)}  # least swing: leg lengths, share of the range
HIGH_HEELS = 0.45  # leg lengths one foot is above the other in a run seen from front or back
CLEAR_BEAT = 0.5


@dataclass(frozen=True, slots=True)
class GaitEvent:
    """A foot meets the ground or leaves it; the time lies between frames."""

    time_s: float
    side: Side
    kind: Kind


@dataclass(frozen=True, slots=True)
class Gait:
    """What is known of the steps of a track.

    cadence_spm: steps a minute with its 95 % error; None where slow motion or a witness that
    disagrees forbids it (then apparent_spm says what was counted). contact_time_s: median a side,
    None with contact_reason. duty_factor: contact over stride. belt_speed: leg lengths a second.
    phase: (T,) codes into PHASE_NAMES. warnings: in plain words.
    """

    events: tuple[GaitEvent, ...]
    cadence_spm: float | None
    cadence_uncertainty: float | None
    apparent_spm: float
    steps: int
    running: bool
    slow_motion: bool
    contact_time_s: Mapping[Side, float | None]
    contact_reason: str | None
    duty_factor: float | None
    belt_speed: float | None
    phase: Phase
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """How a stretch of steps looks: all from the hips and the distance of the feet.

    agrees: the hips bounce in time with the steps. pull: peak downward acceleration of the hips
    over gravity. spread: the hips are high when the feet are apart (+1, running) or low (-1,
    walking). lift: how far the feet are apart in the direction looked at.
    """

    agrees: bool
    pull: float
    bounce: float
    spread: float
    lift: float


def find_gait(track: Track, view: str, facing: int, leg_length: float) -> Gait | None:
    """Find steps in a prepared track; None where there are none.

    view: a name of interfaces.md; side views read forward distances, all others heights.
    facing: +1 when the person faces the right of the picture, -1 left, 0 unknown (then taken
    from the feet). leg_length: hip to ankle in image heights; not finite: estimated.
    """
    legs = legs_of(track, view, facing, leg_length)
    if legs is None:
        return None
    least, share = SWING["side" if legs.sideways else "front"]
    known = legs.apart[np.isfinite(legs.apart)]
    reach = float(np.subtract(*np.percentile(known, (95, 5)))) if len(known) else 0.0
    found = bouts(legs.apart, legs.time_s, max(least, share * reach))
    found = _alike(found)
    if found and all(_form(legs, bout, reach).agrees for bout in found):
        return _gait(legs, found, reach)
    return _by_bounce(legs, found, reach)


def _alike(found: list[Bout]) -> list[Bout]:
    """Leave out stretches whose steps are unlike those of the longest."""
    if not found:
        return []
    usual = max(found, key=lambda bout: bout.steps).step_s
    return [bout for bout in found if 0.75 < bout.step_s / usual < 1.33]


def _form(legs: Legs, bout: Bout, reach: float) -> Form:
    step = bout.step_s
    inside = (legs.time_s >= bout.turns[0].time_s) & (legs.time_s <= bout.turns[-1].time_s)
    hip = without_trend(legs.hip, legs.time_s, 2 * step)
    clock = legs.time_s[inside]
    stride, beat, half = (strength(hip[inside], clock, step * k) for k in (2, 1, 0.5))
    bounce = 2 * beat
    level = running_mean(legs.apart, legs.time_s, 2 * step)
    gap = without_trend(np.abs(legs.apart - level), legs.time_s, 2 * step)
    both = inside & np.isfinite(gap) & np.isfinite(hip)
    spread = 0.0
    if both.sum() > 3 and gap[both].std() > 0 and hip[both].std() > 0:
        spread = float(np.corrcoef(gap[both], hip[both])[0, 1])
    pull = beat * (2 * np.pi / step) ** 2 * LEG_M / GRAVITY
    agrees = beat >= max(stride, half) and 0 < bounce < HIGHEST_BOUNCE
    return Form(agrees, pull, bounce, spread, reach)


def _is_running(form: Form, *, sideways: bool) -> bool:
    if sideways:
        return form.spread > 0 and form.agrees
    return form.agrees and (
        form.pull >= FLIGHT_PULL or (form.lift > HIGH_HEELS and form.spread < 0)
    )


def _is_slow(form: Form, spm: float, *, running: bool) -> bool:
    """Running form that is too slow to lift anybody off the ground was slowed down."""
    return running and (spm < SLOWEST_RUN_SPM or (spm < 130 and form.pull < FLIGHT_PULL / 2))


def _gait(legs: Legs, found: list[Bout], reach: float) -> Gait:
    longest = max(found, key=lambda bout: bout.steps)
    form = _form(legs, longest, reach)
    total = sum(bout.steps for bout in found)
    step = sum(bout.step_s * bout.steps for bout in found) / total
    error = float(np.sqrt(sum((bout.step_error_s * bout.steps) ** 2 for bout in found))) / total
    spm = 60 / step
    running = _is_running(form, sideways=legs.sideways)
    if legs.sideways and running and spm >= SLOWEST_RUN_SPM:
        running = form.pull >= FLIGHT_PULL / 2 or spm < 130
    slow = _is_slow(form, spm, running=running)
    held = [s for bout in found for s in stances(legs, bout)] if running or legs.sideways else []
    contact, reason = _contact_times(legs, held, slow=slow)
    duty = _median([s.duration_s / (2 * step) for s in held if s.whole])
    return Gait(
        events=_events(held),
        cadence_spm=None if slow else spm,
        cadence_uncertainty=None if slow else spm * error / step,
        apparent_spm=spm,
        steps=total,
        running=running,
        slow_motion=slow,
        contact_time_s=contact,
        contact_reason=reason,
        duty_factor=duty,
        belt_speed=_median([s.speed for s in held if np.isfinite(s.speed)]),
        phase=_phases(legs.time_s, held, found, running=running),
        warnings=_slow_words(spm) if slow else (),
    )


def _by_bounce(legs: Legs, found: list[Bout], reach: float) -> Gait | None:
    """Say what the hips alone can say, where the legs are not to be trusted."""
    moving = np.isfinite(legs.apart) & np.isfinite(legs.hip)
    least = SWING["side" if legs.sideways else "front"][0]
    if reach < 2 * least or moving.sum() < 8:
        return None
    span = float(legs.time_s[-1] - legs.time_s[0])
    hip = without_trend(legs.hip, legs.time_s, span / 2)
    step, clear = beat_s(hip, legs.time_s, span / 3)
    if not found and clear < CLEAR_BEAT:
        return None
    spm = 60 / step if clear >= CLEAR_BEAT else 60 / found[0].step_s
    slow = clear >= CLEAR_BEAT and spm < SLOWEST_RUN_SPM and _hips_run(legs, step)
    words = ("the steps of the legs and the bounce of the hips do not agree: cadence is unsure",)
    return Gait(
        events=(),
        cadence_spm=None,
        cadence_uncertainty=None,
        apparent_spm=spm,
        steps=0,
        running=slow,
        slow_motion=slow,
        contact_time_s={"left": None, "right": None},
        contact_reason="unsure-legs",
        duty_factor=None,
        belt_speed=None,
        phase=np.zeros(len(legs.time_s), dtype=np.int8),
        warnings=_slow_words(spm) if slow else words,
    )


def _hips_run(legs: Legs, step_s: float) -> bool:
    """Tell a run from a walk when only the hips and the spread of the feet can be read."""
    hip = without_trend(legs.hip, legs.time_s, 2 * step_s)
    gap = without_trend(np.abs(legs.apart), legs.time_s, 2 * step_s)
    both = np.isfinite(hip) & np.isfinite(gap)
    alike = np.corrcoef(hip[both], running_mean(gap, legs.time_s, step_s / 4)[both])[0, 1]
    return bool(legs.sideways and alike > 0.2)


def _slow_words(spm: float) -> tuple[str, ...]:
    return (
        f"{spm:.0f} steps a minute are too few for a run: the clip seems to be recorded in slow "
        "motion; give --time-scale",
    )


def _contact_times(
    legs: Legs, held: list[Stance], *, slow: bool
) -> tuple[dict[Side, float | None], str | None]:
    none: dict[Side, float | None] = {"left": None, "right": None}
    if slow:
        return none, "slow-motion"
    if not legs.sideways:
        return none, "wrong-view"
    if not legs.fps >= CONTACT_FPS:
        return none, "too-slow"
    if legs.near is not None:
        held = [stance for stance in held if stance.side == legs.near]
    for side in none:
        none[side] = _median([s.duration_s for s in held if s.whole and s.side == side])
    return none, None if any(none.values()) else "unsure-legs"


def _events(held: list[Stance]) -> tuple[GaitEvent, ...]:
    found = [GaitEvent(s.contact_s, s.side, "contact") for s in held if np.isfinite(s.contact_s)]
    found += [GaitEvent(s.toe_off_s, s.side, "toe-off") for s in held if np.isfinite(s.toe_off_s)]
    return tuple(sorted(found, key=lambda event: event.time_s))


def _phases(time_s: Floats, held: list[Stance], found: list[Bout], *, running: bool) -> Phase:
    """Label the frames; where a walk has both feet down, the foot that came last counts."""
    phase = np.zeros(len(time_s), dtype=np.int8)
    if running:
        for bout in found:
            inside = (time_s >= bout.crossings_s[0]) & (time_s <= bout.crossings_s[-1])
            phase[inside] = FLIGHT
    for stance in sorted(held, key=lambda stance: stance.middle_s):
        code = LEFT_STANCE if stance.side == "left" else RIGHT_STANCE
        if stance.whole:
            phase[(time_s >= stance.contact_s) & (time_s < stance.toe_off_s)] = code
    return phase


def _median(values: list[float]) -> float | None:
    return float(np.median(values)) if values else None
