"""What each frame of a judged recording shows, for overlays, plots and tables."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.case import Case
from posecheck.assess.grade import grade, limits
from posecheck.assess.judge import Judged
from posecheck.assess.numbers import spans_for
from posecheck.assess.phase import Rep
from posecheck.assess.results import VERDICTS, Frames
from posecheck.assess.rules import Fact
from posecheck.assess.view import VIEW_NAMES

AROUND_S = 0.12  # how long before and after its moment a mark is shown
SMOOTH_S = 1.0  # a verdict drawn over a picture follows the mean over that long: no flicker
LEVELS = ("median", "mean", "last", "p95", "p05", "largest", "smallest")
"""Reductions to a number that a single frame's value can be held against; a range is none."""


def frames_of(case: Case, judged: Sequence[Judged]) -> Frames:
    """Give values and a status for every frame: a repetition's verdict, or that of a held value."""
    rows = case.rows
    shown = [i for i, name in enumerate(case.plan.names) if _is_shown(case, name)]
    status = [_status(case, one) for one in judged]
    return Frames(
        time_s=rows.time_s,
        measures=tuple((case.plan.names[i], case.plan.units[i]) for i in shown),
        values=rows.values[:, shown],
        status=np.array(status, dtype=np.int8).reshape(len(judged), len(rows)).T,
        phase=rows.phase,
        phase_names=case.check.phases.names,
        rep=rows.rep,
        view=rows.view,
        view_names=VIEW_NAMES,
    )


def _is_shown(case: Case, name: str) -> bool:
    return any(
        name == one.name
        for criterion in case.check.criteria
        for one in (criterion.measure, *(part.measure for part in criterion.parts))
    )


def _status(case: Case, one: Judged) -> NDArray[np.int8]:
    count = len(case.rows)
    status = np.zeros(count, dtype=np.int8)
    if one.result.verdict in (None, "unsure"):
        return status
    if one.by_rep:
        for rep in case.reps:
            if rep.index in one.by_rep:
                code = VERDICTS.index(one.by_rep[rep.index][1])
                start_s, stop_s = _shown_s(one, rep)
                status[(case.rows.time_s >= start_s) & (case.rows.time_s <= stop_s)] = code
        return status
    return _held(case, one, status)


def _shown_s(one: Judged, rep: Rep) -> tuple[float, float]:
    """Give from when to when a repetition's verdict says something about the picture."""
    criterion = one.criterion
    moment = rep.marks.get(criterion.during[0]) if criterion.window == "mark" else None
    if moment is not None:
        return moment - AROUND_S, moment + AROUND_S
    whole = (rep.start_s, rep.end_s)
    return rep.spans.get(criterion.during[0], whole) if criterion.window == "span" else whole


def _held(case: Case, one: Judged, status: NDArray[np.int8]) -> NDArray[np.int8]:
    """Fill in the status of a held value, or the verdict itself where it is made of several."""
    criterion = one.criterion
    band = None if criterion.parts or criterion.of_sides else criterion.band
    if case.still_picture:
        return np.full(1, VERDICTS.index(one.result.verdict or "unsure"), dtype=np.int8)
    spans = spans_for(case, criterion)
    for span in spans:
        status[span.frames] = VERDICTS.index(one.result.verdict or "unsure")
    plain = criterion.reduce in LEVELS and not isinstance(criterion.measure, Fact)
    if not plain or band is None or one.number is None or not spans:
        return status
    frames = np.concatenate([span.frames for span in spans])
    usable = case.usable(criterion, criterion.measure.name)[frames]
    smooth = _rolling(case.column(criterion.measure.name)[frames], usable, case.rows.time_s[frames])
    uncertainty = np.array([one.number.deciding])
    status[frames] = grade(smooth[:, None], limits([band]), uncertainty)[:, 0]
    return status


def _rolling(
    values: NDArray[np.float64], usable: NDArray[np.bool_], time_s: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give the mean of the usable values over the last second before each frame."""
    kept = np.where(usable, values, 0.0)
    sums = np.concatenate([[0.0], np.cumsum(kept)])
    counts = np.concatenate([[0], np.cumsum(usable)])
    starts = np.searchsorted(time_s, time_s - SMOOTH_S)
    stops = np.arange(1, len(values) + 1)
    count = counts[stops] - counts[starts]
    with np.errstate(invalid="ignore"):
        mean: NDArray[np.float64] = (sums[stops] - sums[starts]) / np.where(
            count > 0, count, np.nan
        )
    return mean
