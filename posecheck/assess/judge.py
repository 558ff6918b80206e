"""From a case to verdicts: one number with its uncertainty per criterion, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from posecheck.assess import reasons
from posecheck.assess.band import Band
from posecheck.assess.case import Case
from posecheck.assess.form import how_slow
from posecheck.assess.grade import verdict, worst
from posecheck.assess.numbers import (
    NOTHING,
    Number,
    measure_criterion,
    measure_part,
    spans_for,
)
from posecheck.assess.phase import Rep
from posecheck.assess.results import CriterionResult, PartResult, Verdict
from posecheck.assess.rules import Combine, Criterion, Part
from posecheck.assess.untold import lacks_baseline, ruled_out, too_little, uncovered
from posecheck.assess.windows import Span
from posecheck.assess.wording import cue_for, explain, trust_in, worst_moment

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
    reason = too_little(case, criterion, spans)
    if reason:
        return unsure(case, criterion, reason, count=len(spans))
    if criterion.parts:
        return _of_parts(case, criterion, spans)
    number = measure_criterion(case, criterion, spans)
    reason = uncovered(case, criterion, number, spans)
    if reason:
        return unsure(case, criterion, reason, number)
    return of_number(case, criterion, number)


def of_number(case: Case, criterion: Criterion, number: Number) -> Judged:
    """Judge a criterion by a number that is known."""
    if criterion.band is None:
        return _information(case, criterion, number)
    said = verdict(number.value, criterion.band, number.deciding, guessed=number.guessed)
    if said == "unsure":
        return unsure(case, criterion, _uncertain(case, criterion), number)
    result = _result(case, criterion, number, said)
    return Judged(criterion, result, number, _by_rep(number, criterion.band))


def unsure(
    case: Case, criterion: Criterion, reason: str, number: Number = NOTHING, count: int = 0
) -> Judged:
    """Say that it cannot be told; a number is shown only where it is merely too uncertain."""
    if reason not in (reasons.TOO_UNCERTAIN, reasons.NO_BASELINE):
        number = Number(float("nan"), float("nan"), number.coverage, ())
    words = _in_words(case, criterion, reason, explain(case, criterion, reason, count, number))
    result = _result(case, criterion, number, "unsure", because=(reason, words))
    return Judged(criterion, result, None, {})


def _in_words(case: Case, criterion: Criterion, reason: str, words: str) -> str:
    """Say of a reason what only this recording or this criterion knows."""
    if reason == reasons.SLOW_MOTION and case.slow_spm is not None:
        return f"{words} {how_slow(case.slow_spm)}"
    begun = reason == reasons.WRONG_PHASE and bool((case.rows.phase > 0).any())
    return criterion.absent if begun and criterion.absent else words


def verdict_of_rep(rep: Rep, judged: Sequence[Judged]) -> Verdict:
    """Put together what the required criteria say of one repetition."""
    found = [
        one.by_rep[rep.index][1]
        for one in judged
        if one.criterion.required and rep.index in one.by_rep
    ]
    return worst(found) if found else "unsure"


def _of_parts(case: Case, criterion: Criterion, spans: Sequence[Span]) -> Judged:
    numbers = [measure_part(case, criterion, part, spans) for part in criterion.parts]
    covered = min(number.coverage for number in numbers)
    lead = numbers[0]
    if criterion.combine == "largest":
        lead = max(numbers, key=lambda n: abs(n.value) if np.isfinite(n.value) else -1.0)
        lead = replace(lead, value=abs(lead.value), coverage=covered)
    if not all(np.isfinite(number.value) for number in numbers):
        lead = Number(float("nan"), float("nan"), covered, lead.each)
    reason = uncovered(case, criterion, Number(lead.value, 0.0, covered, ()), spans)
    if reason:
        return unsure(case, criterion, reason, lead)
    said = _combined(criterion, numbers, lead)
    if said == "unsure":
        return unsure(case, criterion, _uncertain(case, criterion), lead)
    parts = tuple(map(_part, criterion.parts, numbers))
    result = _result(case, criterion, lead, said, parts)
    by_band = criterion.band is not None and not callable(criterion.combine)
    by_rep = _by_rep(lead, criterion.band) if by_band and criterion.band else {}
    return Judged(criterion, result, lead, by_rep)


def _combined(criterion: Criterion, numbers: Sequence[Number], lead: Number) -> Verdict:
    pairs = list(zip(criterion.parts, numbers, strict=True))
    if callable(criterion.combine):
        return _by_rule(criterion.combine, pairs)
    if criterion.combine == "largest":
        return verdict(lead.value, criterion.band or OPEN, lead.deciding)
    return worst(verdict(n.value, part.band, n.deciding) for part, n in pairs)


def _by_rule(rule: Combine, pairs: Sequence[tuple[Part, Number]]) -> Verdict:
    """Let a rule decide; unsure where it would not be the same wherever an unsure part truly lies.

    The other parts may lie half their uncertainty away, as a fault must from its limit.
    """
    errors = {part.id: number.deciding for part, number in pairs}
    said = rule({part.id: number.value for part, number in pairs}, errors)
    doubted = [verdict(n.value, part.band, n.deciding) == "unsure" for part, n in pairs]
    if not any(doubted):
        return said
    reach = [
        (number.value - away, number.value + away)
        for (_, number), unsure_of in zip(pairs, doubted, strict=True)
        for away in (number.uncertainty if unsure_of else number.uncertainty / 2,)
    ]
    names = [part.id for part, _ in pairs]
    found = {rule(dict(zip(names, corner, strict=True)), errors) for corner in product(*reach)}
    return said if found == {said} else "unsure"


def _uncertain(case: Case, criterion: Criterion) -> str:
    """Say why a number is too uncertain: quiet standing that is missing, or else its error."""
    lacking = criterion.error_without_baseline and lacks_baseline(case, criterion, every=True)
    return reasons.NO_BASELINE if lacking else reasons.TOO_UNCERTAIN


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
