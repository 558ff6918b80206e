"""Several clips of one person as one result: each criterion from the clip that shows it best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from posecheck.assess.grade import overall, verdict
from posecheck.assess.reasons import NEEDS_BOTH_SIDES, WRONG_VIEW
from posecheck.assess.results import CriterionResult, Judgement, RepResult, Verdict
from posecheck.assess.rules import Check
from posecheck.assess.sides import difference, difference_error, worse
from posecheck.assess.unrecognised import TITLE as UNRECOGNISED
from posecheck.assess.wording import cue_for
from posecheck.feedback.files import criterion_key
from posecheck.run.judging import Judged


def merge(clips: Sequence[Judged]) -> Judgement:
    """Merge judgements of one check; the first clip gives view, roll and gait where it has them.

    Where its exercise was not recognised, nothing is concluded from the others either.
    """
    first = clips[0].judgement
    check = clips[0].check
    warnings = tuple(dict.fromkeys(told for clip in clips for told in clip.judgement.warnings))
    if first.check_title == UNRECOGNISED:
        return replace(first, warnings=warnings)
    criteria = [
        _best([one for clip in clips for one in clip.judgement.criteria if _key(one) == key])
        for key in _keys(check)
        if any(_key(one) == key for clip in clips for one in clip.judgement.criteria)
    ]
    criteria = [_compared(one, criteria, check) for one in criteria]
    counted: list[Verdict] = [
        one.verdict for one in criteria if one.verdict is not None and one.counts
    ]
    return replace(
        first,
        verdict=overall(counted),
        criteria=tuple(criteria),
        reps=_reps(clips),
        gait=next((clip.judgement.gait for clip in clips if clip.judgement.gait), None),
        warnings=warnings,
    )


def origins(clips: Sequence[Judged]) -> dict[str, int]:
    """Say from which clip, counted from 1, each criterion was taken, by its key."""
    found = {}
    for key in _keys(clips[0].check):
        each = [
            (number, one)
            for number, clip in enumerate(clips, 1)
            for one in clip.judgement.criteria
            if _key(one) == key
        ]
        if each:
            best = _best([one for _, one in each])
            found[criterion_key(*key)] = next(number for number, one in each if one is best)
    return found


def _keys(check: Check) -> list[tuple[str, str | None]]:
    return [(criterion.id, criterion.side) for criterion in check.criteria]


def _key(one: CriterionResult) -> tuple[str, str | None]:
    return one.id, one.side


def _best(candidates: Sequence[CriterionResult]) -> CriterionResult:
    """Prefer what could be judged, then a number, then any reason but the view, then sight."""
    return max(
        candidates,
        key=lambda one: (
            one.verdict != "unsure",
            one.value is not None,
            one.reason != WRONG_VIEW,
            one.coverage,
        ),
    )


def _compared(
    one: CriterionResult, criteria: Sequence[CriterionResult], check: Check
) -> CriterionResult:
    """Compare left and right where each was seen in a clip of its own."""
    declared = next(criterion for criterion in check.criteria if criterion.id == one.id)
    if one.reason != NEEDS_BOTH_SIDES or declared.band is None:
        return one
    sides = [other for other in criteria if other.id == declared.of_sides]
    values = {other.side: other.value for other in sides}
    left, right = values.get("left"), values.get("right")
    if left is None or right is None:
        return one
    apart = difference(declared, left, right)
    error = difference_error(check, declared, [other.uncertainty for other in sides])
    said = verdict(apart, declared.band, error)
    return replace(
        one,
        value=apart,
        uncertainty=error,
        verdict=said,
        label=worse(check, declared, left, right) if said in ("borderline", "fault") else None,
        cue=cue_for(declared, apart, said),
        reason=None,
        explanation=None,
        coverage=1.0,
    )


def _reps(clips: Sequence[Judged]) -> tuple[RepResult, ...]:
    every = [rep for clip in clips for rep in clip.judgement.reps]
    return tuple(replace(rep, index=i) for i, rep in enumerate(every, 1))
