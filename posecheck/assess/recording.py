"""A whole recording judged: the same whether its frames came live or from a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from posecheck.assess.assessor import Assessor, Rows, plan_of
from posecheck.assess.calibrate import EAR_TO_ANKLE, Calibration, calibrate
from posecheck.assess.case import Case, make_case
from posecheck.assess.frames import frames_of
from posecheck.assess.gait import NAMELESS, Gait, find_gait
from posecheck.assess.grade import overall
from posecheck.assess.judge import Judged, judge_criterion, verdict_of_rep
from posecheck.assess.phase import NO_REP, Rep
from posecheck.assess.results import (
    CriterionResult,
    EventResult,
    Frames,
    GaitResult,
    Judgement,
    RepResult,
    RollResult,
    Verdict,
    ViewResult,
)
from posecheck.assess.rules import Check
from posecheck.assess.sides import compare_sides, without_idle_sides
from posecheck.assess.steps import steps_of
from posecheck.assess.view import VIEW_NAMES, Orientation, Orienter, main_view, near_side
from posecheck.body import Side
from posecheck.track import Track


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the user or the recording says beside the track.

    view: a view name that stands for every frame. side: the leg to judge. baseline: lengths and
    quiet standing from elsewhere. roll: how the camera was rolled; the track is upright already.
    height_cm: the person's, to say lengths in centimetres. chosen_by: user or auto.
    calibration: taken before, when judging began in front of a camera; it stands as it is.
    model: the pose model's name, where the track does not say it, as live frames do not.
    seen: from where the track shows the body, where that has been looked at already.
    """

    roll: RollResult
    view: str | None = None
    side: Side | None = None
    baseline: Calibration | None = None
    height_cm: float | None = None
    chosen_by: str = "user"
    warnings: tuple[str, ...] = ()
    calibration: Calibration | None = None
    model: str = ""
    seen: Orientation | None = None


def assess(check: Check, track: Track, around: Circumstances) -> tuple[Judgement, Frames]:
    """Judge a prepared, upright track by a check; never fails on bad data."""
    plan = plan_of(check)
    points, time_s = track.points, track.time_s
    seen = around.seen or Orienter(around.view)(points, time_s)
    calibration = around.calibration or calibrate(points, time_s, seen, plan, track.channels)
    if around.baseline is not None:
        calibration = merged(around.baseline, calibration)
    assessor = Assessor(check, plan, calibration, around.view)
    rows = assessor(track, seen)
    return conclude(assessor, track, rows, around)


def conclude(
    assessor: Assessor, track: Track, rows: Rows, around: Circumstances
) -> tuple[Judgement, Frames]:
    """Turn the rows of all frames, however they came, into verdicts."""
    case, gait = case_of(assessor, track, rows, assessor.reps(), around)
    judged = [judge_criterion(case, criterion) for criterion in case.check.criteria]
    judged = compare_sides(without_idle_sides(case, judged), case)
    return _judgement(case, judged, gait, around), frames_of(case, judged)


def case_of(
    assessor: Assessor,
    track: Track,
    rows: Rows,
    reps: tuple[Rep, ...],
    around: Circumstances,
) -> tuple[Case, Gait | None]:
    """Put together what frames and repetitions are judged by, all of them or the latest alone."""
    gait, rows, steps = _gait(assessor, track, rows)
    reps = reps if gait is None else steps
    if around.side is not None:
        reps = tuple(rep for rep in reps if rep.side in (None, around.side))
    facts = {} if gait is None or gait.slow_motion else _facts(gait)
    case = make_case(
        assessor,
        replace(track, meta={"model": around.model, **track.meta}),
        rows,
        reps,
        around.roll,
        facts,
        slow_spm=gait.apparent_spm if gait is not None and gait.slow_motion else None,
    )
    return replace(case, sideless=gait is not None and NAMELESS in gait.warnings), gait


def merged(baseline: Calibration, own: Calibration) -> Calibration:
    """Take standing values from a baseline recording where it has them; lengths stay the clip's."""
    return Calibration(own.lengths, {**own.baseline, **baseline.baseline}, None)


def _gait(
    assessor: Assessor, track: Track, rows: Rows
) -> tuple[Gait | None, Rows, tuple[Rep, ...]]:
    if not assessor.check.phases.steps:
        return None, rows, ()
    gait = gait_of(track, rows, assessor.calibration)
    if gait is None or not (gait.running or gait.slow_motion):
        return gait, rows, ()
    hip_height = (track.points[:, 23, 1] + track.points[:, 24, 1]) / 2
    view, _ = main_view(rows.view, rows.view > 0)
    reps = steps_of(gait, hip_height, rows.time_s, near_side(view))
    rep = np.full(len(rows), NO_REP, dtype=np.int32)
    for step in reps:
        rep[slice(*np.searchsorted(rows.time_s, (step.start_s, step.end_s)))] = step.index
    return gait, replace(rows, phase=gait.phase.astype(np.int8), rep=rep), reps


def gait_of(track: Track, rows: Rows, calibration: Calibration) -> Gait | None:
    """Look for a gait in a recording, from the view most of it is seen from."""
    view, _ = main_view(rows.view, rows.view > 0)
    facing = float(np.sign(np.median(rows.forward))) if len(rows) else 1.0
    return find_gait(track, VIEW_NAMES[view], int(facing), calibration.lengths["L"])


def _facts(gait: Gait) -> dict[str, float]:
    if gait.cadence_spm is None:
        return {}
    return {"cadence": gait.cadence_spm, "cadence-error": gait.cadence_uncertainty or 2.0}


def _judgement(
    case: Case, judged: Sequence[Judged], gait: Gait | None, around: Circumstances
) -> Judgement:
    counted: list[Verdict] = [
        one.result.verdict for one in judged if one.result.verdict and one.result.counts
    ]
    lengths = {**case.calibration.lengths}
    return Judgement(
        check=case.check.id,
        check_title=case.check.title,
        check_chosen_by="auto" if around.chosen_by == "auto" else "user",
        view=ViewResult(VIEW_NAMES[case.view], case.view_coverage),
        roll_deg=case.roll,
        verdict=overall(counted),
        criteria=tuple(_in_cm(case, one, around.height_cm) for one in judged),
        reps=tuple(_rep(rep, judged) for rep in case.reps),
        gait=_gait_result(gait),
        not_observable=case.check.not_observable,
        warnings=(*around.warnings, *_warnings(case, gait)),
        calibration=lengths,
    )


def _in_cm(case: Case, one: Judged, height_cm: float | None) -> CriterionResult:
    """Add a length in centimetres where the person's height is known."""
    result = one.result
    scale = result.unit.removeprefix("% ")
    length = case.calibration.lengths.get(scale, np.nan)
    whole = case.calibration.lengths.get("S", np.nan)
    if height_cm is None or result.value is None or not np.isfinite(length / whole):
        return result
    share = result.value / 100 if result.unit.startswith("%") else result.value
    centimetres = share * length / whole * EAR_TO_ANKLE * height_cm
    return replace(result, label=result.label or f"about {centimetres:.1f} cm")


def _rep(rep: Rep, judged: Sequence[Judged]) -> RepResult:
    values = {
        one.criterion.key: one.by_rep[rep.index][0] for one in judged if rep.index in one.by_rep
    }
    return RepResult(
        rep.index + 1, rep.side, rep.start_s, rep.end_s, verdict_of_rep(rep, judged), values
    )


def _gait_result(gait: Gait | None) -> GaitResult | None:
    if gait is None or not gait.events:
        return None
    events = tuple(EventResult(e.time_s, e.side, e.kind) for e in gait.events)
    cadence = None if gait.slow_motion else gait.cadence_spm
    return GaitResult(cadence, gait.steps, events)


def _warnings(case: Case, gait: Gait | None) -> list[str]:
    found: list[str] = []
    if gait is not None and case.check.phases.steps:
        found.extend(gait.warnings)
    if case.roll.source == "assumed-level" and case.view:
        found.append(_taken_as_level(case.roll))
    return found


def _taken_as_level(roll: RollResult) -> str:
    within = f"it is taken as level within {roll.uncertainty:.1f} degrees"
    if not roll.seen:
        return (
            f"Too few upright edges agree to level the camera by; {within}. Give --roll if you "
            "know better."
        )
    return (
        f"What might level the camera leans by about {abs(roll.seen):.0f} degrees, too much to be "
        "believed unasked. If those edges are walls or doors, the camera is tilted: give --roll "
        f"{roll.seen:.0f}. Without that {within}."
    )
