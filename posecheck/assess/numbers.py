"""From the frames of a criterion to one number with its uncertainty and coverage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.case import Case
from posecheck.assess.cycle import END
from posecheck.assess.error import CHANGES, COUNTS, Kind, counted, stated
from posecheck.assess.grade import within_fault
from posecheck.assess.rules import Criterion, Fact, Part
from posecheck.assess.tolerance import FURTHEST
from posecheck.assess.windows import Span, number_of, spans_of
from posecheck.geometry.measure import Relative
from posecheck.geometry.plan import rests_on_pelvis
from posecheck.track import PELVIS, THUMBS

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Number:
    """What was measured: one value for each span, their summary, its uncertainty and coverage.

    cause: what makes most of it: unseen in the picture, off-square, small, dark, roll or nothing.
    at_limit: of a value beyond a fault limit the uncertainty of one that lies on it. Whether the
    truth may still be on the good side is a question of what is read of somebody at the limit.
    declared: what the check says that the uncertainty is where all is as its set-up asks.
    """

    value: float
    uncertainty: float
    coverage: float
    each: tuple[tuple[Span, float], ...]
    cause: str = ""
    at_limit: float | None = None
    declared: float = float("nan")

    @property
    def deciding(self) -> float:
        """The uncertainty that a verdict is made with."""
        return self.uncertainty if self.at_limit is None else self.at_limit

    @property
    def guessed(self) -> bool:
        """Whether the picture did not show what is measured."""
        return self.cause == UNSEEN


SEEN = 2 / 3  # share of the frames in which the picture must show what is said to be seen in it
UNSEEN = "unseen"  # a number's cause
NOTHING = Number(float("nan"), float("nan"), 0.0, ())


def spans_for(case: Case, criterion: Criterion) -> list[Span]:
    """Give the spans of a criterion; a still picture is one, if it shows the right phase."""
    engine = case.check.phases
    if case.still_picture:
        phase, side = case.posed()
        wanted = set(criterion.during)
        if FURTHEST in wanted:
            wanted.add(engine.names[END])
        shown = not wanted or engine.names[phase] in wanted
        shown &= side is None or criterion.side in (None, side)
        return [Span(np.zeros(1, dtype=np.intp))] if shown else []
    reps = case.reps_for(criterion)
    return spans_of(criterion, case.rows, reps, engine.names, repeats=engine.repeats)


def measure_criterion(case: Case, criterion: Criterion, spans: Sequence[Span]) -> Number:
    """Measure a criterion that is one measure or one fact."""
    if isinstance(criterion.measure, Fact):
        return _fact(case, criterion, criterion.measure, spans)
    return _measured(case, criterion, _as_seen(case, criterion, spans), spans)


def measure_part(case: Case, criterion: Criterion, part: Part, spans: Sequence[Span]) -> Number:
    """Measure a part of a composite, in its own frames where it names some."""
    own = criterion
    if part.window or part.during:
        own = replace(
            criterion,
            window=part.window or criterion.window,
            during=part.during or criterion.during,
        )
        spans = spans_for(case, own)
    if not spans:
        return NOTHING
    return _measured(case, own, part, spans)


def length_px(case: Case, criterion: Criterion, spans: Sequence[Span]) -> float:
    """Give the median length in pixels of the segment that a criterion needs to be long enough."""
    if criterion.min_px is None:
        return float("inf")
    vector = criterion.min_px[0]
    right = case.rows.near_right.astype(bool)
    tail = np.where(right, vector.tail.right_a, vector.tail.a)
    head = np.where(right, vector.head.right_a, vector.head.a)
    frames = np.concatenate([span.frames for span in spans])
    xy = case.track.points[..., :2]
    lengths = np.hypot(*(xy[frames, head[frames]] - xy[frames, tail[frames]]).T)
    known = lengths[np.isfinite(lengths)]
    return float(np.median(known)) * case.track.size_px[1] if len(known) else 0.0


def pelvis_unseen(case: Case, criterion: Criterion, spans: Sequence[Span], least: float) -> bool:
    """Tell whether a criterion rests on a pelvis line that fewer frames than `least` show."""
    measure = criterion.measure
    if isinstance(measure, Fact) or not rests_on_pelvis(measure):
        return False
    frames = np.concatenate([span.frames for span in spans])
    line = case.track.channels.get(PELVIS)
    return line is None or bool(np.isfinite(line[frames, 0]).mean() < least)


def _as_seen(case: Case, criterion: Criterion, spans: Sequence[Span]) -> Criterion:
    """Give the criterion with the error of landmarks alone where the picture did not show it."""
    if criterion.error_unseen is None or not spans:
        return criterion
    frames = np.concatenate([span.frames for span in spans])
    thumbs = case.track.channels.get(THUMBS)
    if thumbs is not None and np.isfinite(thumbs[frames, 0]).mean() >= SEEN:
        return criterion
    return replace(criterion, error=criterion.error_unseen)


def _shown(what: Criterion | Part) -> bool | None:
    """Tell whether the picture showed it; None for what is not looked for there."""
    if isinstance(what, Part) or what.error_unseen is None:
        return None
    return what.error != what.error_unseen


def _measured(
    case: Case, criterion: Criterion, what: Criterion | Part, spans: Sequence[Span]
) -> Number:
    """Reduce a measure over spans; its error widens by roll, by few, unlike spans and by timing.

    criterion: whose frames count. what: that criterion or a part of it. The stated error is that
    of the finished number; what spread and timing say takes its place where it is larger.
    """
    measure, how = what.measure, what.reduce or criterion.reduce
    if isinstance(measure, Fact):
        return NOTHING
    usable = case.usable(criterion, measure.name)
    values = case.column(measure.name)
    rolled = case.rolled[:, case.plan.columns[measure.name]]
    each = [(span, number_of(span, how, values, usable, case.rows)) for span in spans]
    turned = np.array([number_of(span, how, rolled, usable, case.rows) for span in spans])
    found = np.array([value for _, value in each])
    covered = _coverage(spans, usable, at_mark=criterion.window == "mark")
    known = np.isfinite(found)
    if not known.any():
        return Number(float("nan"), float("nan"), covered, tuple(each))
    value = float(np.median(found[known]))
    roll = abs(float(np.median(turned[known])) - value)
    count = int(known.sum())
    sampling = 2 * float(np.std(found[known], ddof=1)) / np.sqrt(count) if count > 2 else 0.0
    timing = _timing(case, values, spans)
    spread = float(np.hypot(sampling, timing))
    error, cause = _error(case, criterion, what, value)
    own = max(error, spread)
    limit = value if what.band is None else within_fault(value, what.band)
    at_limit = error if limit == value else _error(case, criterion, what, limit)[0]
    return Number(
        value,
        float(np.hypot(own, roll)),
        covered,
        tuple(each),
        UNSEEN if _shown(what) is False else "roll" if roll > own else cause,
        float(np.hypot(max(at_limit, spread), roll)),
        _declared(case, what),
    )


def _timing(case: Case, values: Floats, spans: Sequence[Span]) -> float:
    """Give what a moment that is known to half a frame adds: half the change over one frame."""
    moments = [span.at_s for span in spans if span.at_s is not None]
    if not moments or not case.track.fps > 0:
        return 0.0
    half = 0.5 / case.track.fps
    known = np.isfinite(values)
    if known.sum() < 2:
        return 0.0
    times, numbers = case.rows.time_s[known], values[known]
    after = np.interp(np.add(moments, half), times, numbers)
    before = np.interp(np.subtract(moments, half), times, numbers)
    return float(np.median(np.abs(after - before))) / 2


def _fact(case: Case, criterion: Criterion, fact: Fact, spans: Sequence[Span]) -> Number:
    name = fact.name
    if name in case.facts:
        said = case.facts.get(f"{name}-error", criterion.error)
        return Number(case.facts[name], said, 1.0, (), declared=criterion.error)
    each = [
        (replace(span, at_s=span.rep.moments.get(name)), span.rep.facts.get(name, float("nan")))
        for span in spans
        if span.rep
    ]
    known = [value for _, value in each if np.isfinite(value)]
    if not known:
        return NOTHING
    value = max(known) if criterion.reduce == "largest" else float(np.median(known))
    seen = case.doubted(measure.name for measure in fact.rests_on) == 0
    covered = min(len(known) / len(each), _coverage(spans, seen, at_mark=False))
    return Number(value, criterion.error, covered, tuple(each))


def _error(
    case: Case, criterion: Criterion, what: Criterion | Part, value: float
) -> tuple[float, str]:
    """Give the stated error of a value, and what of the filming it mostly comes from."""
    measure, declared = what.measure, _declared(case, what)
    if isinstance(measure, Fact):
        return declared, ""
    how = what.reduce or criterion.reduce
    two_moments = criterion.window == "mark" and len(criterion.during) > 1
    kind: Kind = "change" if how in CHANGES or two_moments else "value"
    if isinstance(measure, Relative) and measure.how == "difference" and not _rested(case, measure):
        measure = measure.of
    if _shown(what):
        return declared, ""
    if how in COUNTS:
        said = counted(declared, case.filmed)
    else:
        said = stated(declared, measure, value, (case.check.id, case.filmed, kind))
    return said.error, said.cause


def _declared(case: Case, what: Criterion | Part) -> float:
    """Give the error that is declared for what was seen, with or without quiet standing."""
    bare = what.error_without_baseline
    if bare is None or not isinstance(what.measure, Relative) or _rested(case, what.measure):
        return what.error
    return bare


def _rested(case: Case, measure: Relative) -> bool:
    return bool(np.isfinite(case.calibration.baseline.get(measure.of.name, np.nan)))


def _coverage(spans: Sequence[Span], usable: NDArray[np.bool_], *, at_mark: bool) -> float:
    if at_mark:
        return float(np.mean([usable[span.frames].all() for span in spans]))
    frames = np.concatenate([span.frames for span in spans])
    share = float(usable[frames].mean())
    against = [span.against for span in spans if span.against is not None]
    return min([share, *(float(usable[a].mean()) for a in against)])
