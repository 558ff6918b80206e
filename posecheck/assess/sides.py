"""Left and right: which leg was used at all, and how the two compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from posecheck.assess import reasons
from posecheck.assess.case import Case
from posecheck.assess.judge import Judged, of_number, unsure
from posecheck.assess.numbers import Number
from posecheck.assess.rules import Check, Criterion
from posecheck.assess.untold import ruled_out
from posecheck.body import Side


def without_idle_sides(case: Case, judged: Sequence[Judged]) -> list[Judged]:
    """Leave out the criteria of a leg that no repetition used, if the other one was used."""
    shown = {case.posed()[1]} if case.still_picture else {rep.side for rep in case.reps}
    used = shown - {None}
    if len(used) != 1:
        return list(judged)
    return [one for one in judged if one.criterion.side in (None, *used)]


def compare_sides(judged: Sequence[Judged], case: Case) -> list[Judged]:
    """Judge the criteria that compare left and right, now that both are known."""
    values = {
        (one.criterion.id, one.criterion.side): one.number
        for one in judged
        if one.number is not None
    }
    return [_compared(case, one, values) if one.criterion.of_sides else one for one in judged]


def _compared(case: Case, one: Judged, values: dict[tuple[str, Side | None], Number]) -> Judged:
    if ruled_out(case, one.criterion):
        return one
    left = values.get((one.criterion.of_sides or "", "left"))
    right = values.get((one.criterion.of_sides or "", "right"))
    if left is None or right is None:
        return unsure(case, one.criterion, reasons.NEEDS_BOTH_SIDES)
    apart = difference(one.criterion, left.value, right.value)
    covered = min(left.coverage, right.coverage)
    error = difference_error(case.check, one.criterion, (left.uncertainty, right.uncertainty))
    compared = of_number(case, one.criterion, Number(apart, error, covered, ()))
    if compared.result.verdict not in ("borderline", "fault"):
        return compared
    label = worse(case.check, one.criterion, left.value, right.value)
    return replace(compared, result=replace(compared.result, label=label))


def difference(criterion: Criterion, left: float, right: float) -> float:
    """Give how far two sides differ, in the unit of the criterion that compares them."""
    apart = abs(left - right)
    if criterion.measure.unit == "%":  # of the larger one, whatever the unit of the sides
        apart *= 100.0 / max(left, right, 1e-9)
    return float(apart)


def difference_error(check: Check, criterion: Criterion, sides: Sequence[float | None]) -> float:
    """Give the error of a difference: wider than declared by as much as that of either side is.

    sides: the errors of the two. What widens them, such as a person small in the picture, does not
    cancel; what is declared of the difference already counts that some of the rest does.
    """
    declared = next((c.error for c in check.criteria if c.id == criterion.of_sides), 0.0)
    wider = [error / declared for error in sides if error is not None and declared > 0]
    return criterion.error * max(1.0, *wider) if wider else criterion.error


def worse(check: Check, criterion: Criterion, left: float, right: float) -> str:
    """Name the side that is further from good; where nothing is judged, the one that has less."""
    band = next((c.band for c in check.criteria if c.id == criterion.of_sides), None)
    on_the_left = left < right if band is None else band.badness(left) > band.badness(right)
    return f"worse on the {'left' if on_the_left else 'right'}"
