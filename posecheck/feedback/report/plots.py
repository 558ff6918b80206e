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
from posecheck.feedback.report.words import number

if TYPE_CHECKING:
    from markupsafe import Markup

Floats = NDArray[np.float64]
Limits = tuple[float | None, float | None]

MOST_POINTS = 500
TINY = 1e-9  # a range so small cannot be drawn
WIDE, GAUGE_HIGH, PLOT_HIGH = 480, 74, 170
LEFT, RIGHT, TOP, BOTTOM = 56, 28, 20, 26  # margins of a plot


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
    scale = _Scale(low, high, 8, WIDE - 8)
    parts = []
    for start, end, zone in band.zones(low, high):
        x, wide = scale(start), scale(end) - scale(start)
        parts.append(_tag("rect", x=x, y=24, width=wide, height=22, class_=f"zone-{zone}"))
        parts += _zone_name(zone, x, x + wide, scale(value))
    parts += [
        _text(number(limit, band.unit, short=True), scale(limit), 64, "tick")
        for limit in _apart(band.limits, scale)
    ]
    x = scale(value)
    if reach:
        ends = scale(value - reach), scale(value + reach)
        parts.append(_tag("line", x1=ends[0], x2=ends[1], y1=14, y2=14, class_="whisker"))
        parts += [_tag("line", x1=e, x2=e, y1=9, y2=19, class_="whisker") for e in ends]
    parts.append(_tag("line", x1=x, x2=x, y1=14, y2=48, class_="needle"))
    parts.append(_tag("circle", cx=x, cy=14, r=6, class_=f"point {verdict}"))
    words = f"{number(value, band.unit)} on its band"
    return _svg(parts, WIDE, GAUGE_HIGH, words)


def over_time(
    series: Series, band: Band, spans: Sequence[Span], worst: tuple[float, float] | None
) -> Markup:
    """Draw a column over time: zones behind it, repetitions and phases shaded, the worst marked."""
    known = series.values[np.isfinite(series.values)]
    low, high = _range([*np.percentile(known, [1, 99]), *_near(band, known), *_second(worst)])
    start, end = float(series.time_s[0]), float(series.time_s[-1])
    x, y = _Scale(start, end, LEFT, WIDE - RIGHT), _Scale(low, high, PLOT_HIGH - BOTTOM, TOP)
    parts = _frame(y, band, low, high)
    parts += _spans(spans, x)
    parts.append(_path(_thinned(series), x, y, "curve"))
    parts += _times(start, end, x)
    if worst is not None:
        parts.append(_tag("circle", cx=x(worst[0]), cy=y(worst[1]), r=5, class_="worst"))
    return _svg(parts, WIDE, PLOT_HIGH, "The value over time")


def over_cycle(cycle: Cycle, band: Band) -> Markup:
    """Draw the mean of a column over the stride with its spread of one standard deviation."""
    upper, lower = cycle.mean + cycle.spread, cycle.mean - cycle.spread
    low, high = _range([upper.max(), lower.min(), *_near(band, cycle.mean)])
    x, y = _Scale(0, 100, LEFT, WIDE - RIGHT), _Scale(low, high, PLOT_HIGH - BOTTOM, TOP)
    share = np.linspace(0, 100, len(cycle.mean))
    parts = _frame(y, band, low, high)
    around = [*zip(share, upper, strict=True), *zip(share[::-1], lower[::-1], strict=True)]
    points = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in around)
    parts.append(_tag("polygon", points=points, class_="spread"))
    parts.append(_path(Series(share, cycle.mean), x, y, "curve"))
    if cycle.toe_off is not None:
        at = x(cycle.toe_off)
        parts.append(_tag("line", x1=at, x2=at, y1=TOP, y2=PLOT_HIGH - BOTTOM, class_="event"))
        parts.append(_text("foot leaves the ground", at + 4, TOP + 10, "note"))
    ticks = [_text(f"{p} %", x(p), PLOT_HIGH - 10, "tick") for p in (0, 25, 50, 75, 100)]
    return _svg(parts + ticks, WIDE, PLOT_HIGH, f"The mean of {cycle.strides} strides")


def _zone_name(zone: str, start: float, end: float, needle: float) -> list[str]:
    """Name a zone where there is room for it beside the needle."""
    if start < needle < end:
        left = needle - start > end - needle
        start, end = (start, needle - 4) if left else (needle + 4, end)
    return [_text(zone, (start + end) / 2, 39, "zone-name")] if end - start > 86 else []


class _Scale:
    """From a range of values to a range of pixels."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self._low, self._start = low, start
        self._factor = (end - start) / (high - low if high - low > TINY else 1.0)

    def __call__(self, value: float) -> float:
        return self._start + (value - self._low) * self._factor


def _frame(y: _Scale, band: Band, low: float, high: float) -> list[str]:
    """Draw the zones of a plot and, at its left, the limits; its ends where there is but one."""
    parts = []
    wide = WIDE - LEFT - RIGHT
    for start, end, zone in band.zones(low, high) if band.limits else [(low, high, "none")]:
        top = y(end)
        parts.append(
            _tag("rect", x=LEFT, y=top, width=wide, height=y(start) - top, class_=f"zone-{zone}")
        )
    inside = [limit for limit in band.limits if low < limit < high]
    ends = [low, high] if len(inside) < 2 else []
    for limit in _apart([*inside, *ends], y, 14):
        words = number(limit, band.unit, short=True)
        parts.append(_text(words, LEFT - 6, y(limit) + 4, "tick end"))
    return parts


def _spans(spans: Sequence[Span], x: _Scale) -> list[str]:
    parts, free = [], -math.inf
    for span in spans:
        start, end = x(span.start_s), x(span.end_s)
        high = PLOT_HIGH - BOTTOM - TOP
        tone = f"span {span.tone}"
        parts.append(_tag("rect", x=start, y=TOP, width=end - start, height=high, class_=tone))
        middle, half = (start + end) / 2, 3.4 * len(span.name)
        if middle - half > free and middle + half < WIDE:
            parts.append(_text(span.name, middle, TOP - 5, "note middle"))
            free = middle + half + 6
    return parts


def _times(start: float, end: float, x: _Scale) -> list[str]:
    steps = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600)
    step = next((s for s in steps if (end - start) / s <= 8), 7200)
    first = math.ceil(start / step) * step
    count = int((end - first) / step + 1e-9) + 1
    digits = 1 if step < 1 else 0
    times = [first + i * step for i in range(max(count, 0))]
    return [_text(f"{t:.{digits}f} s", x(t), PLOT_HIGH - 10, "tick") for t in times]


def _path(series: Series, x: _Scale, y: _Scale, kind: str) -> str:
    moves, pen_down = [], False
    for time_s, value in zip(series.time_s.tolist(), series.values.tolist(), strict=True):
        if math.isfinite(value):
            moves.append(f"{'L' if pen_down else 'M'}{x(time_s):.1f} {y(value):.1f}")
        pen_down = math.isfinite(value)
    return _tag("path", d="".join(moves), class_=kind)


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


def _second(pair: tuple[float, float] | None) -> list[float]:
    return [] if pair is None else [pair[1]]


def _range(values: Iterable[float], margin: float = 0.08) -> tuple[float, float]:
    known = [float(value) for value in values if math.isfinite(value)]
    low, high = min(known, default=0.0), max(known, default=1.0)
    room = (high - low) * margin or max(abs(high) * 0.1, 0.5)
    return low - room, high + room


def _apart(values: Sequence[float], scale: _Scale, room: float = 44) -> list[float]:
    """Leave out the labels that would stand on the one before."""
    shown: list[float] = []
    for value in values:
        if all(abs(scale(value) - scale(other)) >= room for other in shown):
            shown.append(value)
    return shown


def _open(limits: Limits) -> tuple[float, float]:
    low, high = limits
    return -math.inf if low is None else low, math.inf if high is None else high


def _tag(name: str, *, class_: str, **numbers: float | str) -> str:
    attributes = " ".join(
        f'{key}="{value:.1f}"' if isinstance(value, float) else f'{key}="{value}"'
        for key, value in numbers.items()
    )
    return f'<{name} class="{class_}" {attributes}/>'


def _text(words: str, x: float, y: float, kind: str) -> str:
    from markupsafe import escape

    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(words)}</text>'


def _svg(parts: Iterable[str], wide: int, high: int, words: str) -> Markup:
    from markupsafe import Markup, escape

    head = f'<svg viewBox="0 0 {wide} {high}" role="img" aria-label="{escape(words)}">'
    return Markup(head + "".join(parts) + "</svg>")  # every text in it went through escape
