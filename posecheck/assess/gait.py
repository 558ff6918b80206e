"""Running found in a track: contacts and toe-offs, cadence, and whether it is running at all.

The side view reads how far one foot is ahead of the other, which swings once to and fro a stride;
the bounce of the hips, two a stride, is the witness that exchanged legs cannot fool. Front and
back views read a run by that bounce itself, and a walk by which foot is higher. Where the legs
are not to be trusted, the distance of the feet alone may still give the beat. Method and limits:
evidence.md 4.4.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.bounce import bounce_bouts
from posecheck.assess.form import (
    FLIGHT_PULL,
    Form,
    form_of,
    form_of_bout,
    how_slow,
    step_by_distance,
)
from posecheck.assess.legs import Legs, legs_of
from posecheck.assess.rhythm import MIN_STEPS, Bout, bouts
from posecheck.assess.stance import Stance, stances
from posecheck.body import Side
from posecheck.track import Track

Floats = NDArray[np.float64]
Phase = NDArray[np.int8]
Kind = Literal["contact", "toe-off"]

NO_GAIT, LEFT_STANCE, RIGHT_STANCE, FLIGHT = range(4)

LEAST_SWING = {True: 0.3, False: 0.08}  # leg lengths; sideways or not
SWING_OF_REACH = 0.4
SAME_STEP = (0.75, 1.33)  # a bout whose steps differ more from the longest bout's is left out
BEAT_ERROR = 0.05  # 95 % error of a cadence from the distance of the feet alone [E]
UNSURE = "legs and hips do not keep the same time: steps and cadence are unsure"
NAMELESS = (
    "left and right could not be told apart: steps were counted by how far the feet are apart"
)
FEW = "too few steps in a row to time each foot: they were counted by how far the feet are apart"


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
    disagrees forbids it. apparent_spm: as counted. phase: (T,) NO_GAIT, LEFT_STANCE, RIGHT_STANCE
    or FLIGHT. warnings: in plain words.
    """

    events: tuple[GaitEvent, ...]
    cadence_spm: float | None
    cadence_uncertainty: float | None
    apparent_spm: float
    steps: int
    running: bool
    slow_motion: bool
    phase: Phase
    warnings: tuple[str, ...]


def find_gait(track: Track, view: str, facing: int, leg_length: float) -> Gait | None:
    """Find steps in a prepared track; None where there are none.

    view: a view name; side views read forward distances, all others heights.
    facing: +1 when the person faces the right of the picture, -1 left, 0 unknown (then taken
    from the feet). leg_length: hip to ankle in image heights; not finite: estimated.
    """
    legs = legs_of(track, view, facing, leg_length)
    if legs is None:
        return None
    least = LEAST_SWING[legs.sideways]
    known = legs.apart[np.isfinite(legs.apart)]
    reach = float(np.subtract(*np.percentile(known, (95, 5)))) if len(known) else 0.0
    found = [] if legs.sideways else _alike(bounce_bouts(legs))
    if found and all(form_of_bout(legs, bout, reach).pull >= FLIGHT_PULL for bout in found):
        return _by_steps(legs, found, reach)
    found = _alike(bouts(legs.apart, legs.time_s, max(least, SWING_OF_REACH * reach)))
    if found and all(form_of_bout(legs, bout, reach).agrees for bout in found):
        return _by_steps(legs, found, reach)
    return _by_beat(legs, reach, known=bool(found)) if reach >= 2 * least else None


def _alike(found: list[Bout]) -> list[Bout]:
    """Leave out stretches whose steps are unlike those of the longest."""
    if not found:
        return []
    usual = max(found, key=lambda bout: bout.steps).step_s
    return [bout for bout in found if SAME_STEP[0] < bout.step_s / usual < SAME_STEP[1]]


def _by_steps(legs: Legs, found: list[Bout], reach: float) -> Gait:
    total = sum(bout.steps for bout in found)
    step = sum(bout.step_s * bout.steps for bout in found) / total
    error = float(np.sqrt(sum((bout.step_error_s * bout.steps) ** 2 for bout in found))) / total
    form = form_of_bout(legs, max(found, key=lambda bout: bout.steps), reach)
    timed = legs.sideways or form.running
    held = [stance for bout in found for stance in stances(legs, bout)] if timed else []
    return Gait(
        events=_events(held),
        cadence_spm=None if form.slow_motion else 60 / step,
        cadence_uncertainty=None if form.slow_motion else 60 / step * error / step,
        apparent_spm=60 / step,
        steps=total,
        running=form.running,
        slow_motion=form.slow_motion,
        phase=_phases(legs.time_s, held, found, running=form.running),
        warnings=_slow_words(form),
    )


def _by_beat(legs: Legs, reach: float, *, known: bool) -> Gait | None:
    """Say what the distance of the feet alone can say, where left and right are not sure."""
    step = step_by_distance(legs)
    if not np.isfinite(step):
        return None
    form = form_of(legs, step, float(legs.time_s[0]), float(legs.time_s[-1]), reach)
    if not form.agrees:
        return _unsure(legs, form.spm, (UNSURE,)) if known else None
    few = legs.time_s[-1] - legs.time_s[0] < (MIN_STEPS + 2) * step
    words = _slow_words(form) or (FEW if few else NAMELESS,)
    gait = _unsure(legs, form.spm, words, running=form.running)
    if form.slow_motion:
        return replace(gait, slow_motion=True)
    return replace(gait, cadence_spm=form.spm, cadence_uncertainty=form.spm * BEAT_ERROR)


def _unsure(legs: Legs, spm: float, words: tuple[str, ...], *, running: bool = False) -> Gait:
    return Gait(
        events=(),
        cadence_spm=None,
        cadence_uncertainty=None,
        apparent_spm=spm,
        steps=0,
        running=running,
        slow_motion=False,
        phase=np.zeros(len(legs.time_s), dtype=np.int8),
        warnings=words,
    )


def _slow_words(form: Form) -> tuple[str, ...]:
    if not form.slow_motion:
        return ()
    return (f"The clip seems to be recorded in slow motion. {how_slow(form.spm)}",)


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
