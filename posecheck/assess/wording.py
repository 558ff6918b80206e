"""What is said of a criterion beside its number: why it is unsure, what to do, where to look."""

from __future__ import annotations

import re

import numpy as np

from posecheck.assess import reasons
from posecheck.assess.case import Case
from posecheck.assess.numbers import NOTHING, Number
from posecheck.assess.results import Verdict, Worst
from posecheck.assess.rules import Criterion, Fact
from posecheck.assess.view import BACK, FRONT, OBLIQUE, SIDE_LEFT, SIDE_RIGHT
from posecheck.assess.windows import Span

MOVEMENTS = frozenset({"range", "drift", "swing", "reversals"})
"""Reductions to a movement, which no single frame has: it shows best where it went furthest."""
MIN_STEPS = 3  # steps that make a mean; published 2D running means need 7 to be stable
UNIT_WORDS = {
    "deg": "degrees",
    "deg/s": "degrees a second",
    "% S": "%",
    "% line": "% of the body line",
    "S": "ankle-to-ear heights",
    "T": "trunk lengths",
    "T/s": "trunk lengths a second",
    "L": "leg lengths",
    "W": "shoulder widths",
    "P": "hip widths",
    "score": "points",
}
"""How people read a unit; one that is missing is a word already, such as s or turns."""
_SEEN_FROM = {
    SIDE_LEFT: "the person's left side",
    SIDE_RIGHT: "the person's right side",
    FRONT: "the front",
    BACK: "the back",
    OBLIQUE: "the person at an angle",
}


def explain(
    case: Case, criterion: Criterion, reason: str, count: int, number: Number = NOTHING
) -> str:
    """Put a reason in a sentence; count: spans that were seen, where that was too few."""
    if reason == reasons.NOT_MEASURABLE and criterion.cannot:
        return criterion.cannot
    directions = {name.split("-")[0] for name in criterion.views}
    return reasons.SENTENCES[reason].format(
        part=_hidden_part(case, criterion),
        behind=f", probably behind {case.check.behind}" if case.check.behind else "",
        views=" or ".join(f"the {name}" for name in sorted(directions)),
        view=_SEEN_FROM.get(case.view, "nobody"),
        absent=case.check.absent,
        needed=criterion.min_fps if reason == reasons.TOO_SLOW else MIN_STEPS,
        fps=case.track.fps,
        count=count,
        error=_amount(number.deciding, criterion.unit),
        why=reasons.CAUSES[number.cause].format(off=case.filmed.off_deg or 0.0),
    )


_FIGURE = re.compile(
    r"(?P<head>[^;:.]*: )?(?:from the front )?(?:within|to) (?:[^;:.]|\.(?=\d))*[;:.]\s*",
    re.IGNORECASE,
)
MORE = 1.1  # times the declared error, from where on the words for that no longer fit


def trust_in(criterion: Criterion, number: Number) -> str:
    """Say how far to trust a number.

    Where its stated error, which stands beside the words, is larger than the declared one, without
    the figure that the words of the check begin with.
    """
    figure = _FIGURE.match(criterion.trust)
    if figure is None or not number.uncertainty > MORE * number.declared:
        return criterion.trust
    head, rest = figure["head"] or "", criterion.trust[figure.end() :]
    return f"{head.rstrip(': ')}." if head and not rest else head + rest[:1].upper() + rest[1:]


def cue_for(criterion: Criterion, value: float, said: Verdict | None) -> str:
    """Give what to do about a verdict; nothing where it is good."""
    cue = criterion.cue
    if said == "good":
        return ""
    if said in ("fault", "borderline") and criterion.band is not None and not criterion.parts:
        wanted = cue.low if criterion.band.direction(value) == "low" else cue.high
        return wanted or cue.high or cue.low
    return cue.high or cue.low


def worst_moment(case: Case, criterion: Criterion, number: Number) -> Worst | None:
    """Find the worst span of a criterion and the frame that shows it best."""
    band = criterion.band
    each = [(span, value) for span, value in number.each if np.isfinite(value)]
    if band is None or not each or not np.isfinite(number.value):
        return None
    size = abs if criterion.combine == "largest" else float
    span, value = max(each, key=lambda pair: band.badness(size(pair[1])))
    return Worst(_moment(case, criterion, span, value), float(size(value)))


def _moment(case: Case, criterion: Criterion, span: Span, value: float) -> float:
    if span.at_s is not None:
        return span.at_s
    times = case.rows.time_s[span.frames]
    if isinstance(criterion.measure, Fact) or span.against is not None:
        return float(times[len(times) // 2])
    values = case.column(criterion.measure.name)[span.frames]
    if criterion.reduce in MOVEMENTS and np.isfinite(values).any():
        ends = np.nanpercentile(values, [2.5, 97.5])
        value = float(max(ends, key=lambda end: abs(end - np.nanmedian(values))))
    distance = np.abs(values - value)
    return float(times[int(np.nanargmin(distance))] if np.isfinite(distance).any() else times[0])


def _amount(value: float, unit: str) -> str:
    """Write an error for people: two digits, the unit in words."""
    digits = 0 if value >= 10 else 1 if value >= 1 else 2
    return f"{value:.{digits}f} {UNIT_WORDS.get(unit, unit)}".strip()


def _hidden_part(case: Case, criterion: Criterion) -> str:
    if isinstance(criterion.measure, Fact) or not len(case.rows):
        return ""
    used = case.plan.landmarks[case.plan.columns[criterion.measure.name]]
    name = reasons.worst_landmark(case.doubt, used[int(np.median(case.rows.near_right))])
    return f" ({name})" if name else ""
