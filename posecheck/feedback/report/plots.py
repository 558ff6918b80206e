"""Small plots as inline SVG: a value on its band, a curve over time, a curve over the stride."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from posecheck.feedback.report.series import Cycle, Series, Span
from posecheck.feedback.report.svg import Scale, drawing, tag, text
from posecheck.feedback.report.words import number

if TYPE_CHECKING:
    from markupsafe import Markup

Floats = NDArray[np.float64]
Limits = tuple[float | None, float | None]

MOST_POINTS = 500
WIDE, GAUGE_HIGH, PLOT_HIGH = 480, 74, 170
LETTER_WIDE = 9.5  # of a label, where a phone shows it larger
LEFT, RIGHT, TOP, BOTTOM = 64, 28, 20, 26  # margins of a plot


@dataclass(frozen=True, slots=True)
class Band:
    """The limits of a criterion, and its unit."""

    good: Limits
    fault: Limits
    unit: str

    @property
    def limits(self) -> list[float]:
        """Give the limits that there are."""
        return sorted({x for x in (*self.good, *self.fault) if x is not None})

    def zones(self, low: float, high: float) -> Iterable[tuple[float, float, str]]:
        """Cut a range into zones: from, to, and good, borderline or fault."""
        good = _open(self.good)
        fault_low, fault_high = _open(self.fault)
        edges = [low, *(x for x in self.limits if low < x < high), high]
        for start, end in pairwise(edges):
            middle = (start + end) / 2
            if good[0] <= middle <= good[1]:
                yield start, end, "good"
            else:
                yield start, end, "borderline" if fault_low <= middle <= fault_high else "fault"


def gauge(value: float, uncertainty: float | None, band: Band, verdict: str) -> Markup:
    """Draw a value on its band, with a whisker for its 95 % uncertainty."""
    reach = uncertainty or 0.0
    low, high = _range([value - reach, value + reach, *band.limits], margin=0.12)
    scale = Scale(low, high, 8, WIDE - 8)
    parts = []
    for start, end, zone in band.zones(low, high):
        x, wide = scale(start), scale(end) - scale(start)
        parts.append(tag("rect", x=x, y=24, width=wide, height=22, class_=f"zone-{zone}"))
        parts += _zone_name(zone, x, x + wide, scale(value))
    parts += [text(words, scale(at), 64, "tick") for at, words in _labels(band, scale)]
    x = scale(value)
    if reach:
        ends = scale(value - reach), scale(value + reach)
        parts.append(tag("line", x1=ends[0], x2=ends[1], y1=14, y2=14, class_="whisker"))
        parts += [tag("line", x1=e, x2=e, y1=9, y2=19, class_="whisker") for e in ends]
    parts.append(tag("line", x1=x, x2=x, y1=14, y2=48, class_="needle"))
    parts.append(tag("circle", cx=x, cy=14, r=6, class_=f"point {verdict}"))
    return drawing(parts, WIDE, GAUGE_HIGH, f"{number(value, band.unit)} on its band")


def over_time(
    series: Series,
    band: Band,
    spans: Sequence[Span],
    moment: tuple[float, float | None] | None,
    least: float = 0.0,
) -> Markup:
    """Draw a column over time: zones behind it, repetitions and phases shaded, a moment marked.

    moment: when, and at what value a ring is drawn; a line where it has no place on the curve.
    least: how much of the scale is shown even where the curve hardly moves.
    """
    known = series.values[np.isfinite(series.values)]
    seen = [*np.percentile(known, [1, 99]), *_near(band, known), *_second(moment)]
    low, high = _range(seen, least=least)
    start, end = float(series.time_s[0]), float(series.time_s[-1])
    x, y = Scale(start, end, LEFT, WIDE - RIGHT), Scale(low, high, PLOT_HIGH - BOTTOM, TOP)
    parts = _frame(y, band, low, high)
    parts += _spans(spans, x)
    parts.append(_path(_thinned(series), x, y, "curve"))
    parts += _times(start, end, x)
    if moment is not None:
        parts.append(_mark(x(moment[0]), None if moment[1] is None else y(moment[1])))
    return drawing(parts, WIDE, PLOT_HIGH, "The value over time")


def over_cycle(cycle: Cycle, band: Band, least: float = 0.0) -> Markup:
    """Draw the mean of a column over the stride with its spread of one standard deviation."""
    upper, lower = cycle.mean + cycle.spread, cycle.mean - cycle.spread
    low, high = _range([upper.max(), lower.min(), *_near(band, cycle.mean)], least=least)
    x, y = Scale(0, 100, LEFT, WIDE - RIGHT), Scale(low, high, PLOT_HIGH - BOTTOM, TOP)
    share = np.linspace(0, 100, len(cycle.mean))
    parts = _frame(y, band, low, high)
    around = [*zip(share, upper, strict=True), *zip(share[::-1], lower[::-1], strict=True)]
    points = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in around)
    parts.append(tag("polygon", points=points, class_="spread"))
    parts.append(_path(Series(share, cycle.mean), x, y, "curve"))
    if cycle.toe_off is not None:
        at = x(cycle.toe_off)
        parts.append(tag("line", x1=at, x2=at, y1=TOP, y2=PLOT_HIGH - BOTTOM, class_="event"))
        parts.append(text("foot leaves the ground", at + 4, TOP + 10, "note"))
    ticks = [text(f"{p} %", x(p), PLOT_HIGH - 10, "tick") for p in (0, 25, 50, 75, 100)]
    return drawing(parts + ticks, WIDE, PLOT_HIGH, f"The mean of {cycle.strides} strides")


def _zone_name(zone: str, start: float, end: float, needle: float) -> list[str]:
    """Name a zone where there is room for it beside the needle."""
    if start < needle < end:
        left = needle - start > end - needle
        start, end = (start, needle - 4) if left else (needle + 4, end)
    return [text(zone, (start + end) / 2, 39, "zone-name")] if end - start > 86 else []


def _frame(y: Scale, band: Band, low: float, high: float) -> list[str]:
    """Draw the zones of a plot and, at its left, the limits; its ends where there is but one."""
    parts = []
    wide = WIDE - LEFT - RIGHT
    for start, end, zone in band.zones(low, high) if band.limits else [(low, high, "none")]:
        top = y(end)
        parts.append(
            tag("rect", x=LEFT, y=top, width=wide, height=y(start) - top, class_=f"zone-{zone}")
        )
    inside = [limit for limit in band.limits if low < limit < high]
    ends = [low, high] if len(inside) < 2 else []
    for limit in _apart([*inside, *ends], y, 16):
        words = number(limit, band.unit, short=True)
        parts.append(text(words, LEFT - 6, y(limit) + 4, "tick end"))
    return parts


def _spans(spans: Sequence[Span], x: Scale) -> list[str]:
    parts, free = [], -math.inf
    for span in spans:
        start, end = x(span.start_s), x(span.end_s)
        high = PLOT_HIGH - BOTTOM - TOP
        tone = f"span {span.tone}"
        parts.append(tag("rect", x=start, y=TOP, width=end - start, height=high, class_=tone))
        middle, half = (start + end) / 2, 3.4 * len(span.name)
        if middle - half > free and middle + half < WIDE:
            parts.append(text(span.name, middle, TOP - 5, "note middle"))
            free = middle + half + 6
    return parts


def _times(start: float, end: float, x: Scale) -> list[str]:
    steps = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600)
    step = next((s for s in steps if (end - start) / s <= 8), 7200)
    first = math.ceil(start / step) * step
    count = int((end - first) / step + 1e-9) + 1
    digits = 1 if step < 1 else 0
    times = [first + i * step for i in range(max(count, 0))]
    return [text(f"{t:.{digits}f} s", x(t), PLOT_HIGH - 10, "tick") for t in times]


def _path(series: Series, x: Scale, y: Scale, kind: str) -> str:
    moves, pen_down = [], False
    for time_s, value in zip(series.time_s.tolist(), series.values.tolist(), strict=True):
        if math.isfinite(value):
            moves.append(f"{'L' if pen_down else 'M'}{x(time_s):.1f} {y(value):.1f}")
        pen_down = math.isfinite(value)
    return tag("path", d="".join(moves), class_=kind)


def _thinned(series: Series) -> Series:
    """Keep the lowest and highest value of each stretch, so that a long curve loses no peak."""
    size = math.ceil(len(series.values) / (MOST_POINTS / 2))
    if size <= 2:
        return series
    rows = math.ceil(len(series.values) / size)
    values = np.full(rows * size, np.nan)
    values[: len(series.values)] = series.values
    stretches, starts = values.reshape(rows, size), np.arange(rows) * size
    known = np.isfinite(stretches)
    lowest = starts + np.where(known, stretches, np.inf).argmin(axis=1)
    highest = starts + np.where(known, stretches, -np.inf).argmax(axis=1)
    kept = np.unique([lowest, highest])  # the first frame stands for a stretch without a value
    return Series(series.time_s[kept], series.values[kept])


def _near(band: Band, values: Floats) -> list[float]:
    """Give the limits that are near enough to a curve to be shown beside it.

    Near is measured by the limits too, or what hardly moves would seem to swing from edge to edge.
    """
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    apart = band.limits[-1] - band.limits[0] if band.limits else 0.0
    room = max(1.5 * (high - low), 0.5 * apart, 1e-6)
    return [limit for limit in band.limits if low - room <= limit <= high + room]


def _mark(x: float, y: float | None) -> str:
    if y is None:
        return tag("line", x1=x, x2=x, y1=TOP, y2=PLOT_HIGH - BOTTOM, class_="event")
    return tag("circle", cx=x, cy=y, r=5, class_="worst")


def _second(pair: tuple[float, float | None] | None) -> list[float]:
    return [] if pair is None or pair[1] is None else [pair[1]]


def _range(
    values: Iterable[float], margin: float = 0.08, least: float = 0.0
) -> tuple[float, float]:
    """Give the ends of a scale that shows these values, and no less than `least` of it."""
    known = [float(value) for value in values if math.isfinite(value)]
    low, high = min(known, default=0.0), max(known, default=1.0)
    short = max(0.0, least - (high - low)) / 2
    low, high = low - short, high + short
    room = (high - low) * margin or max(abs(high) * 0.1, 0.5)
    return low - room, high + room


def _labels(band: Band, scale: Scale) -> list[tuple[float, str]]:
    """Give the limits with their words, without those that would touch the one before."""
    shown: list[tuple[float, str]] = []
    for limit in band.limits:
        words = number(limit, band.unit, short=True)
        if not shown or _clear(scale(limit) - scale(shown[-1][0]), shown[-1][1] + words):
            shown.append((limit, words))
    return shown


def _clear(apart: float, letters: str) -> bool:
    """Tell whether two words have room between their middles, in the large type of a phone."""
    return apart >= LETTER_WIDE * len(letters) / 2 + 10


def _apart(values: Sequence[float], scale: Scale, room: float) -> list[float]:
    """Leave out the labels that would stand on the one before."""
    shown: list[float] = []
    for value in values:
        if all(abs(scale(value) - scale(other)) >= room for other in shown):
            shown.append(value)
    return shown


def _open(limits: Limits) -> tuple[float, float]:
    low, high = limits
    return -math.inf if low is None else low, math.inf if high is None else high
