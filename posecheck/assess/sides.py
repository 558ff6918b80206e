"""Left and right: which leg was used at all, and how the two compare."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from posecheck.assess import reasons
from posecheck.assess.case import Case
from posecheck.assess.judge import Judged, of_number, ruled_out, unsure
from posecheck.assess.numbers import Number
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
    difference = Number(
        float(np.abs(left.value - right.value)),
        one.criterion.error,
        min(left.coverage, right.coverage),
        (),
    )
    return of_number(case, one.criterion, difference)
