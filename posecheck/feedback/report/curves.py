"""Which curve belongs to a criterion's number: what was measured, or how much that changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.reduce import FIRST_S, reduce_window
from posecheck.assess.rules import Criterion
from posecheck.feedback.files import criterion_key
from posecheck.feedback.report.plots import Band
from posecheck.feedback.report.series import Measures, Series

Mask = NDArray[np.bool_]

ZONES = "The colours hold for the moments that are judged."
OTHER = {
    "drift": "how far this went from where it was at first",
    "change": "how much this changed from one phase to the next",
    "range": "how far this moved between its lowest and its highest",
    "swing": "how far this went up and down in a breath",
    "reversals": "how often this turned back",
    "marks": "how much this changed between two moments",
    "sides": "how far both sides are apart",
}
"""What a number says that no point of the curve is: there its limits mean nothing."""
CLOSE = 0.01  # of the stated error, within which a curve must give the number of the result


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve for the report: its band, what it shows, and what to know about its limits.

    least: how much of the scale is shown even where the curve hardly moves, so that noise does not
    look like movement.
    """

    series: Series
    band: Band
    what: str
    note: str
    least: float
    whole: bool = False

    def passes(self, time_s: float, value: float) -> bool:
        """Tell whether a point lies on the curve, as far as an eye can tell."""
        series = self.series
        nearest = np.argsort(np.abs(series.time_s - time_s), kind="stable")[:3]
        near = series.values[nearest]
        near = near[np.isfinite(near)]
        if not len(near):
            return False
        room = 0.05 * max(float(np.nanmax(series.values) - np.nanmin(series.values)), self.least)
        return bool(near.min() - room <= value <= near.max() + room)


def kind_of(rule: Criterion | None) -> str:
    """Say what a number is where it is no value of what was measured; nothing where it is one.

    A key of OTHER, which has it in words.
    """
    if rule is None:
        return ""
    if rule.of_sides:
        return "sides"
    if rule.window == "mark" and len(rule.during) > 1:
        return "marks"
    return rule.reduce if rule.reduce in OTHER else ""


def curve_of(
    one: Mapping[str, Any],
    band: Band,
    measures: Measures,
    rule: Criterion | None,
    reps: Sequence[Mapping[str, Any]],
) -> Curve | None:
    """Give the curve of a criterion; None where nothing was measured over time.

    rule: what the check declares of it. Where its number is a change, the curve is that change if
    it leads to the same number, or else what was measured, without limits.
    """
    kind = kind_of(rule)
    if kind == "sides":
        return None  # the difference of two sides has no course of its own
    if rule is not None and kind in ("drift", "change"):
        changed = _changed(one, band, measures, rule, reps)
        if changed is not None:
            return changed
    key = criterion_key(one["id"], one["side"])
    names = (one.get("measure"), key, one["id"])
    series = next((s for name in names if (s := measures.series(name)) is not None), None)
    if series is None:
        return None
    if not kind:
        return Curve(series, band, "The value over time", ZONES, _least(one, band))
    note = f"The number above is no point of this curve: it says {OTHER[kind]}."
    bare = Band((None, None), (None, None), series.unit)
    least = _least(one, bare) if series.unit == one["unit"] else 0.0
    return Curve(series, bare, "What was measured, over time", note, least)


def _changed(
    one: Mapping[str, Any],
    band: Band,
    measures: Measures,
    rule: Criterion,
    reps: Sequence[Mapping[str, Any]],
) -> Curve | None:
    """Give the course of a change; None where it does not lead to the number of the result."""
    value, names, title = one["value"], [one.get("measure")], ""
    if rule.parts:  # the number is that of the part that changed most
        parts = {part.id: part.measure.name for part in rule.parts}
        led = [p for p in one.get("parts") or () if _same(p["value"], value)]
        names = [parts.get(p["id"]) for p in led[:1]]
        for part in led[:1]:
            value, title = part["value"], str(part["title"])
            band = Band((*part["good"],), (*part["fault"],), str(part["unit"]))
    series = measures.series(names[0]) if names else None
    if series is None or value is None:
        return None
    if rule.reduce == "change":
        since = f"the end of “{rule.during[0].replace('-', ' ')}”"
        moved, number = _since_phase(series, *(measures.in_phases([n]) for n in rule.during[:2]))
    else:
        since, phases = "the start", measures.in_phases(rule.during or measures.phase_names())
        moved, number = _since_start(series, _windows(series, reps, phases))
    if not abs(number - float(value)) <= CLOSE * float(one["uncertainty"] or 1.0):
        return None
    what = f"{title}: the change" if title else "The change"
    return Curve(moved, band, f"{what} since {since}", ZONES, _least(one, band), whole=True)


def _same(part: float | None, value: float | None) -> bool:
    return part is not None and value is not None and abs(part) == abs(value)


def _windows(series: Series, reps: Sequence[Mapping[str, Any]], phases: Mask) -> Iterable[Mask]:
    """Give the frames of each repetition that count, or those of the clip where there are none."""
    known = phases & np.isfinite(series.values)
    slack_s = 1e-6  # times stand in the table with six digits
    for rep in reps:
        start, end = float(rep["start_s"]) - slack_s, float(rep["end_s"]) + slack_s
        yield known & (series.time_s >= start) & (series.time_s <= end)
    if not reps:
        yield known


def _since_start(series: Series, windows: Iterable[Mask]) -> tuple[Series, float]:
    """Give how far each hold is from where it was at first, and the drift over all of them."""
    moved, found = np.full(len(series.values), np.nan), []
    for frames in windows:
        if not frames.any():
            continue
        time_s, values = series.time_s[frames], series.values[frames]
        first_s = time_s[0] + min(FIRST_S, float(time_s[-1] - time_s[0]) / 3)
        moved[frames] = values - np.median(values[time_s <= first_s])
        found.append(reduce_window("drift", values, time_s))
    return replace(series, values=moved), float(np.median(found)) if found else float("nan")


def _since_phase(series: Series, before: Mask, after: Mask) -> tuple[Series, float]:
    """Give how far it is from the end of one phase, and its middle value during another."""
    home = reduce_window("last", series.values[before], series.time_s[before])
    moved = np.where(before | after, series.values - home, np.nan)
    return replace(series, values=moved), reduce_window(
        "median", moved[after], series.time_s[after]
    )


def _least(one: Mapping[str, Any], band: Band) -> float:
    """Give how much of the scale a plot must show: the stated error both ways, or the limits."""
    limits = band.limits
    return max(2 * float(one["uncertainty"] or 0.0), limits[-1] - limits[0] if limits else 0.0)
