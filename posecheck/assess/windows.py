"""Which frames of a recording a criterion is judged in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.assessor import Rows
from posecheck.assess.phase import Rep
from posecheck.assess.reduce import reduce_window
from posecheck.assess.rules import Criterion, Reduce

Floats = NDArray[np.float64]
Frames = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Span:
    """Frames that make one number: indices (n,), the repetition they belong to, a moment if one.

    against, against_s: the frames or moment they are compared with, where a change is asked for.
    """

    frames: Frames
    rep: Rep | None = None
    at_s: float | None = None
    against: Frames | None = None
    against_s: float | None = None


def spans_of(
    criterion: Criterion, rows: Rows, reps: Sequence[Rep], names: Sequence[str], *, repeats: bool
) -> list[Span]:
    """Give the spans of a criterion: one for each of its repetitions, or one for the clip."""
    if criterion.reduce == "change":
        return _change(criterion, rows, names)
    if not repeats:
        return _kept([Span(_in_phase(criterion, rows, names))])
    return _kept([_of_rep(criterion, rows, rep, names) for rep in reps])


def number_of(
    span: Span, how: Reduce, values: Floats, usable: NDArray[np.bool_], rows: Rows
) -> float:
    """Reduce one column (T,) over a span; NaN where too little of it is usable."""
    if how == "change" and span.against is not None:
        before = _reduced("last", span.against, values, usable, rows)
        return _reduced("median", span.frames, values, usable, rows) - before
    if span.at_s is not None:
        value = _at(span.at_s, span.frames, values, usable, rows)
        if span.against_s is None or span.against is None:
            return value
        return value - _at(span.against_s, span.against, values, usable, rows)
    return _reduced(how, span.frames, values, usable, rows)


def _reduced(
    how: Reduce, frames: Frames, values: Floats, usable: NDArray[np.bool_], rows: Rows
) -> float:
    chosen = frames[usable[frames]]
    return reduce_window(how, values[chosen], rows.time_s[chosen])


def _at(
    at_s: float, frames: Frames, values: Floats, usable: NDArray[np.bool_], rows: Rows
) -> float:
    """Give the value at a moment, between the frames about it."""
    if not len(frames) or not usable[frames].all():
        return float("nan")
    return float(np.interp(at_s, rows.time_s[frames], values[frames]))


def _of_rep(criterion: Criterion, rows: Rows, rep: Rep, names: Sequence[str]) -> Span:
    if criterion.window == "mark":
        return _mark(rows, rep, criterion.during)
    if criterion.window == "span":
        bounds = rep.spans.get(criterion.during[0])
        return Span(_between(rows, *bounds) if bounds else _none(), rep)
    inside = _between(rows, rep.start_s, rep.end_s)
    if criterion.window == "phase" and criterion.during:
        wanted = [names.index(name) for name in criterion.during]
        inside = inside[np.isin(rows.phase[inside], wanted)]
    return Span(inside, rep)


def _mark(rows: Rows, rep: Rep, names: Sequence[str]) -> Span:
    moments = [rep.marks.get(name) for name in names]
    if len(moments) < 2:
        return Span(_about(rows, moments[0]), rep, moments[0])
    pair = [_about(rows, at_s) for at_s in moments]
    return Span(pair[0], rep, moments[0], pair[1], moments[1])


def _about(rows: Rows, at_s: float | None) -> Frames:
    if at_s is None:
        return _none()
    after = int(np.searchsorted(rows.time_s, at_s))
    return np.array(sorted({max(0, after - 1), min(after, len(rows) - 1)}), dtype=np.intp)


def _in_phase(criterion: Criterion, rows: Rows, names: Sequence[str]) -> Frames:
    if not criterion.during:
        return np.arange(len(rows))
    wanted = [names.index(name) for name in criterion.during]
    return np.flatnonzero(np.isin(rows.phase, wanted))


def _change(criterion: Criterion, rows: Rows, names: Sequence[str]) -> list[Span]:
    before, after = (
        np.flatnonzero(rows.phase == names.index(name)) for name in criterion.during[:2]
    )
    if not len(before) or not len(after):
        return []
    return [Span(after, against=before)]


def _between(rows: Rows, start_s: float, stop_s: float) -> Frames:
    start, stop = np.searchsorted(rows.time_s, [start_s, stop_s + 1e-9])
    return np.arange(start, stop)


def _none() -> Frames:
    return np.zeros(0, dtype=np.intp)


def _kept(spans: list[Span]) -> list[Span]:
    return [span for span in spans if len(span.frames)]
