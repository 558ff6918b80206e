"""What lies beside result.json: pictures, curves, and the stretches of time that plots shade."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from posecheck.feedback.files import clip_folder, criterion_key
from posecheck.feedback.report.curves import OTHER, Curve, curve_of, kind_of
from posecheck.feedback.report.declared import check_of, rule_of
from posecheck.feedback.report.plots import Band, over_cycle, over_time
from posecheck.feedback.report.series import Measures, Span, cycle_of

if TYPE_CHECKING:
    from markupsafe import Markup

STILLS = "stills"
QUIET_PHASES = ("", "moving", "outside", "unknown")
MOST_SPANS = 40


class Evidence:
    """What lies beside result.json, read once, and what its check declares."""

    def __init__(self, folder: Path, result: Mapping[str, Any], clip: str = "") -> None:
        self.clip = clip
        self.measures = Measures(folder)
        self.check = check_of(result)
        self.is_photo = result["source"]["frames"] == 1
        self._stills = folder / STILLS
        self._gait = result.get("gait") or {}
        self._view = str(result["view"]["name"])
        self._reps: Sequence[Mapping[str, Any]] = result.get("reps") or []
        self.spans = self._spans()

    def still(self, key: str) -> str:
        """Give a criterion's still as a data address; nothing where there is none."""
        path = self._stills / f"{key}.jpg"
        if path.resolve().parent != self._stills.resolve() or not path.is_file():
            return ""
        return f"data:image/jpeg;base64,{base64.b64encode(path.read_bytes()).decode()}"

    def movement(self, one: Mapping[str, Any]) -> str:
        """Say what a number tells that no single moment has; nothing where a moment has it."""
        return OTHER.get(kind_of(rule_of(self.check, one)), "")

    def spans_of(self, one: Mapping[str, Any]) -> str:
        """Say of how many repetitions or steps a number is the middle value.

        Nothing where it is not that of the values that the result gives for them.
        """
        key = criterion_key(one["id"], one["side"])
        values = [rep["values"][key] for rep in self._reps if rep["values"].get(key) is not None]
        if len(values) < 2 or abs(median(values) - float(one["value"])) > 1e-6:
            return ""
        steps = self.check is not None and self.check.phases.steps
        return f"{len(values)} {'steps' if steps else 'repetitions'}"

    def plot(self, one: Mapping[str, Any], band: Band) -> tuple[Markup | None, str]:
        """Draw a criterion over the stride, or else over time; with what the plot shows."""
        curve = curve_of(one, band, self.measures, rule_of(self.check, one), self._reps)
        if curve is None:
            return None, ""
        side = one["side"] or ("right" if self._view == "side-right" else "left")
        cycle = None
        if not curve.whole:
            cycle = cycle_of(curve.series, self._gait.get("events") or [], side)
        if cycle is not None:
            return over_cycle(cycle, curve.band, curve.least), (
                f"Mean and spread of {cycle.strides} strides, from one contact of the {side} foot "
                f"(0 %) to the next (100 %). {curve.note}"
            )
        moment, marked = _moment(one.get("worst"), curve)
        drawn = over_time(curve.series, curve.band, self.spans, moment, curve.least)
        where = f" in {self.clip}" if self.clip else ""
        return drawn, f"{curve.what}{where}{marked}. {curve.note}"

    def _spans(self) -> list[Span]:
        if self._reps:
            return [
                Span(float(r["start_s"]), float(r["end_s"]), str(r["index"]), str(r["verdict"]))
                for r in self._reps
            ]
        names = [n for n in self.measures.phase_names() if n not in QUIET_PHASES]
        spans = [
            Span(s.start_s, s.end_s, s.name.replace("-", " ")) for s in self.measures.phases(names)
        ]
        return spans if len(spans) <= MOST_SPANS else []


def evidence_of(folder: Path, result: Mapping[str, Any]) -> list[Evidence]:
    """Give what lies beside a result: for the one clip, or for each that became part of it."""
    alone = result.get("clips")
    if not alone:
        return [Evidence(folder, result)]
    names = [str(source["file"]) for source in result["sources"]]
    return [
        Evidence(clip_folder(folder, number), {**result, **one}, name)
        for number, (one, name) in enumerate(zip(alone, names, strict=True), 1)
    ]


def _moment(
    worst: Mapping[str, Any] | None, curve: Curve
) -> tuple[tuple[float, float | None] | None, str]:
    """Give the moment to mark in a plot, and what to say of it: a ring only where the curve is."""
    if not worst:
        return None, ""
    time_s, value = float(worst["time_s"]), float(worst["value"])
    if curve.passes(time_s, value):
        return (time_s, value), "; the ring is the moment of the picture"
    return (time_s, None), "; the dashed line is the moment of the picture"
