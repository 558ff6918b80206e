"""From a case to verdicts: one number with its uncertainty per criterion, or why there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from posecheck.assess import reasons
from posecheck.assess.band import Band
from posecheck.assess.case import Case
from posecheck.assess.grade import verdict, worst
from posecheck.assess.numbers import (
    NOTHING,
    Number,
    length_px,
    measure_criterion,
    measure_part,
    pelvis_unseen,
    spans_for,
)
from posecheck.assess.phase import Rep
from posecheck.assess.results import CriterionResult, PartResult, Verdict
from posecheck.assess.rules import Criterion, Fact, Part
from posecheck.assess.view import UNKNOWN, VIEW_NAMES
from posecheck.assess.windows import Span
from posecheck.assess.wording import MIN_STEPS, cue_for, explain, trust_in, worst_moment
from posecheck.geometry.measure import Relative
from posecheck.geometry.plan import flatten

TRUNK = (11, 12, 23, 24)  # landmarks that tell from where somebody is seen
MIN_COVERAGE = 0.6  # below this share of usable frames there is no verdict
OPEN = Band((None, None), (None, None))


@dataclass(frozen=True, slots=True)
class Judged:
    """A criterion's result, its number where it has one, and what each repetition says."""

    criterion: Criterion
    result: CriterionResult
    number: Number | None
    by_rep: dict[int, tuple[float, Verdict]]


def judge_criterion(case: Case, criterion: Criterion) -> Judged:
    """Judge one criterion; never fails on bad data, but says why it cannot tell."""
    reason = ruled_out(case, criterion)
    if reason:
        return unsure(case, criterion, reason)
    spans = spans_for(case, criterion)
    reason = _too_little(case, criterion, spans)
    if reason:
        return unsure(case, criterion, reason, count=len(spans))
    if criterion.parts:
        return _of_parts(case, criterion, spans)
    number = measure_criterion(case, criterion, spans)
    reason = _uncovered(case, criterion, number, spans)
    if reason:
        return unsure(case, criterion, reason, number)
    return of_number(case, criterion, number)


def of_number(case: Case, criterion: Criterion, number: Number) -> Judged:
    """Judge a criterion by a number that is known."""
    if criterion.band is None:
        return _information(case, criterion, number)
    said = verdict(number.value, criterion.band, number.deciding, guessed=number.guessed)
    if said == "unsure":
        lacking = criterion.error_without_baseline and _lacks_baseline(case, criterion, every=True)
        reason = reasons.NO_BASELINE if lacking else reasons.TOO_UNCERTAIN
        return unsure(case, criterion, reason, number)
    result = _result(case, criterion, number, said)
    return Judged(criterion, result, number, _by_rep(number, criterion.band))


def unsure(
    case: Case, criterion: Criterion, reason: str, number: Number = NOTHING, count: int = 0
) -> Judged:
    """Say that it cannot be told; a number is shown only where it is merely too uncertain."""
    if reason not in (reasons.TOO_UNCERTAIN, reasons.NO_BASELINE):
        number = Number(float("nan"), float("nan"), number.coverage, ())
    words = explain(case, criterion, reason, count, number)
    result = _result(case, criterion, number, "unsure", because=(reason, words))
    return Judged(criterion, result, None, {})


def verdict_of_rep(rep: Rep, judged: Sequence[Judged]) -> Verdict:
    """Put together what the required criteria say of one repetition."""
    found = [
        one.by_rep[rep.index][1]
        for one in judged
        if one.criterion.required and rep.index in one.by_rep
    ]
    return worst(found) if found else "unsure"


def ruled_out(case: Case, criterion: Criterion) -> str | None:
    """Say what rules a criterion out before anything is measured."""
    rules = (
        (case.upside_down, reasons.UPSIDE_DOWN),
        (case.view == UNKNOWN, _unseen(case)),
        (VIEW_NAMES[case.view] not in criterion.views, reasons.WRONG_VIEW),
        (criterion.cannot is not None, reasons.NOT_MEASURABLE),
        (case.still_picture and not criterion.still, reasons.NEEDS_VIDEO),
        (case.check.standing and not case.standing.any(), reasons.NOT_STANDING),
        (case.slow_motion and isinstance(criterion.measure, Fact), reasons.SLOW_MOTION),
        (
            criterion.min_fps > 0 and not case.track.fps >= 0.95 * criterion.min_fps,
            reasons.TOO_SLOW,
        ),
    )
    return next((reason for applies, reason in rules if applies), None)


def _unseen(case: Case) -> str:
    """Say why no frame shows from where the body is seen."""
    doubts = case.doubt[:, TRUNK].max(axis=1).astype(np.int8)
    return _most_common(doubts) if (doubts > 0).any() else reasons.NO_PERSON


def _too_little(case: Case, criterion: Criterion, spans: Sequence[Span]) -> str | None:
    if isinstance(criterion.measure, Fact) and criterion.measure.name in case.facts:
        return None
    if not spans:
        if case.reps and not case.reps_for(criterion) and criterion.side is None:
            return reasons.HIDDEN  # behind the other leg
        counted = case.check.phases.steps and case.facts
        return reasons.TOO_SHORT if counted else _no_phase(case)
    if case.check.phases.steps and len(spans) < MIN_STEPS:
        return reasons.TOO_SHORT
    if length_px(case, criterion, spans) < (criterion.min_px or (None, 0.0))[1]:
        return reasons.TOO_SMALL
    return None


def _no_phase(case: Case) -> str:
    """Say why a phase never came: bad sight of what drives it, sitting, or it was not done."""
    doubts = case.doubted(measure.name for measure in case.check.phases.drivers)
    if len(doubts) and (doubts > 0).mean() > 1 - MIN_COVERAGE:
        return _most_common(doubts)
    if case.check.standing and case.standing.mean() < MIN_COVERAGE:
        return reasons.NOT_STANDING
    return reasons.WRONG_PHASE


def _uncovered(
    case: Case, criterion: Criterion, number: Number, spans: Sequence[Span]
) -> str | None:
    """Say why too few frames of a criterion could be used; None where enough could."""
    if number.coverage >= MIN_COVERAGE and np.isfinite(number.value):
        return None
    if pelvis_unseen(case, criterion, spans, MIN_COVERAGE):
        return reasons.HIPS_UNSEEN
    if _lacks_baseline(case, criterion):
        return reasons.NO_BASELINE
    frames = np.concatenate([span.frames for span in spans])
    doubts = case.doubted(_rests_on(criterion))[frames]
    if isinstance(criterion.measure, Fact):
        return _most_common(doubts) if (doubts > 0).any() else reasons.WRONG_PHASE
    sitting = int((~case.standing[frames]).sum()) if case.check.standing else 0
    if sitting > int((doubts > 0).sum()):
        return reasons.NOT_STANDING
    if (doubts > 0).any():
        return _most_common(doubts)
    seen_from = [VIEW_NAMES.index(name) for name in criterion.views]
    often = np.isin(case.rows.view[frames], seen_from).mean() >= MIN_COVERAGE
    return reasons.HIDDEN if often else reasons.WRONG_VIEW


def _rests_on(criterion: Criterion) -> list[str]:
    """Name the measures that a criterion is made of."""
    if criterion.parts:
        return [part.measure.name for part in criterion.parts]
    if isinstance(criterion.measure, Fact):
        return [measure.name for measure in criterion.measure.rests_on]
    return [criterion.measure.name]


def _lacks_baseline(case: Case, criterion: Criterion, *, every: bool = False) -> bool:
    """Tell whether quiet standing is missing that a criterion needs, or, `every`, could use."""
    measures = [part.measure for part in criterion.parts]
    if not isinstance(criterion.measure, Fact):
        measures.append(criterion.measure)
    compared = [one for one in flatten(measures) if isinstance(one, Relative)]
    known = case.calibration.baseline
    return any(
        (every or one.how != "difference") and not np.isfinite(known.get(one.of.name, np.nan))
        for one in compared
    )


def _most_common(doubts: np.ndarray[tuple[int, ...], np.dtype[np.int8]]) -> str:
    return reasons.DOUBT_REASONS[Counter(doubts[doubts > 0].tolist()).most_common(1)[0][0]]


def _of_parts(case: Case, criterion: Criterion, spans: Sequence[Span]) -> Judged:
    numbers = [measure_part(case, criterion, part, spans) for part in criterion.parts]
    covered = min(number.coverage for number in numbers)
    lead = numbers[0]
    if criterion.combine == "largest":
        lead = max(numbers, key=lambda n: abs(n.value) if np.isfinite(n.value) else -1.0)
        lead = replace(lead, value=abs(lead.value), coverage=covered)
    if not all(np.isfinite(number.value) for number in numbers):
        lead = Number(float("nan"), float("nan"), covered, lead.each)
    reason = _uncovered(case, criterion, Number(lead.value, 0.0, covered, ()), spans)
    if reason:
        return unsure(case, criterion, reason, lead)
    said = _combined(criterion, numbers, lead)
    if said == "unsure":
        return unsure(case, criterion, reasons.TOO_UNCERTAIN, lead)
    parts = tuple(map(_part, criterion.parts, numbers))
    result = _result(case, criterion, lead, said, parts)
    by_band = criterion.band is not None and not callable(criterion.combine)
    by_rep = _by_rep(lead, criterion.band) if by_band and criterion.band else {}
    return Judged(criterion, result, lead, by_rep)


def _combined(criterion: Criterion, numbers: Sequence[Number], lead: Number) -> Verdict:
    pairs = list(zip(criterion.parts, numbers, strict=True))
    if callable(criterion.combine):
        return criterion.combine(
            {part.id: number.value for part, number in pairs},
            {part.id: number.deciding for part, number in pairs},
        )
    if criterion.combine == "largest":
        return verdict(lead.value, criterion.band or OPEN, lead.deciding)
    return worst(verdict(n.value, part.band, n.deciding) for part, n in pairs)


def _part(part: Part, number: Number) -> PartResult:
    return PartResult(
        part.id,
        part.title,
        part.measure.unit,
        number.value,
        number.uncertainty,
        part.band.good,
        part.band.fault,
    )


def _information(case: Case, criterion: Criterion, number: Number) -> Judged:
    """Report a number without a verdict, and its classes where the criterion has some."""
    half = number.uncertainty / 2
    found = [_class_of(criterion, number.value + shift) for shift in (-half, half)]
    label = " or ".join(dict.fromkeys(name for name in found if name)) or None
    result = _result(case, criterion, number, None, label=label)
    return Judged(criterion, result, number, {})


def _class_of(criterion: Criterion, value: float) -> str | None:
    fitting = [name for lowest, name in criterion.classes if value >= lowest]
    return fitting[-1] if fitting else None


def _by_rep(number: Number, band: Band) -> dict[int, tuple[float, Verdict]]:
    return {
        span.rep.index: (value, verdict(value, band, number.deciding, guessed=number.guessed))
        for span, value in number.each
        if span.rep is not None and np.isfinite(value)
    }


def _result(
    case: Case,
    criterion: Criterion,
    number: Number,
    said: Verdict | None,
    parts: tuple[PartResult, ...] = (),
    *,
    label: str | None = None,
    because: tuple[str, str] | None = None,
) -> CriterionResult:
    band = criterion.band or OPEN
    known = bool(np.isfinite(number.value))
    return CriterionResult(
        id=criterion.id,
        title=criterion.title,
        side=criterion.side,
        required=criterion.required,
        unit=criterion.unit,
        value=number.value if known else None,
        uncertainty=number.uncertainty if known else None,
        verdict=said,
        label=label,
        reason=because[0] if because else None,
        explanation=because[1] if because else None,
        coverage=number.coverage,
        good=band.good,
        fault=band.fault,
        worst=worst_moment(case, criterion, number),
        parts=parts,
        cue=cue_for(criterion, number.value, said),
        meaning=criterion.meaning,
        trust=trust_in(criterion, number),
        sources=tuple(source.line() for source in criterion.sources),
    )
