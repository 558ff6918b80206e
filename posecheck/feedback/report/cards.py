"""Each criterion of a result as the report shows it."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from posecheck.feedback.files import clip_folder, criterion_key
from posecheck.feedback.report import words
from posecheck.feedback.report.plots import Band, gauge, over_cycle, over_time
from posecheck.feedback.report.series import Measures, Span, cycle_of

if TYPE_CHECKING:
    from markupsafe import Markup

STILLS = "stills"
QUIET_PHASES = ("", "moving", "outside", "unknown")
MOST_SPANS = 40
ZONES = "The colours hold for the moments that are judged."


@dataclass(frozen=True, slots=True)
class Part:
    """One measure of a composite criterion."""

    title: str
    value: str
    limits: str
    gauge: Markup | None


@dataclass(frozen=True, slots=True)
class Card:
    """One criterion, ready to be shown; verdict is info where there is none to give."""

    key: str
    name: str
    side: str
    title: str
    verdict: str
    required: bool
    value: str
    uncertainty: str
    label: str
    limits: str
    cue: str
    note: str
    gauge: Markup | None
    plot: Markup | None
    caption: str
    still: str
    still_caption: str
    parts: Sequence[Part]
    meaning: str
    trust: str
    coverage: str
    explanation: str
    reason: str
    sources: Sequence[str]


def names_of(cards: Sequence[Card]) -> list[str]:
    """Give the names of criteria, each once: with its side where only one side is meant."""
    sides: dict[str, list[str]] = {}
    for one in cards:
        sides.setdefault(one.name, []).append(one.side)
    return [
        f"{name} ({found[0]})" if len(found) == 1 and found[0] else name
        for name, found in sides.items()
    ]


def grouped(cards: Sequence[Card]) -> list[tuple[str, str]]:
    """Put together what is unsure for the same reason: names, reason."""
    groups: dict[str, list[Card]] = {}
    for one in cards:
        shown = f" ({one.value} ± {one.uncertainty})" if one.value and one.uncertainty else ""
        why = one.explanation or one.reason or "No reason was given."
        groups.setdefault(why if not shown else f"{why}{shown}", []).append(one)
    return [("; ".join(names_of(found)), why) for why, found in groups.items()]


class Evidence:
    """What lies beside result.json, read once, and the stretches of time that plots shade."""

    def __init__(self, folder: Path, result: Mapping[str, Any], clip: str = "") -> None:
        self.clip = clip
        self.measures = Measures(folder)
        self._stills = folder / STILLS
        self._gait = result.get("gait") or {}
        self._view = str(result["view"]["name"])
        self.is_photo = result["source"]["frames"] == 1
        self.spans = self._spans(result.get("reps") or [])

    def still(self, key: str) -> str:
        """Give a criterion's still as a data address; nothing where there is none."""
        path = self._stills / f"{key}.jpg"
        if path.resolve().parent != self._stills.resolve() or not path.is_file():
            return ""
        return f"data:image/jpeg;base64,{base64.b64encode(path.read_bytes()).decode()}"

    def plot(self, one: Mapping[str, Any], band: Band) -> tuple[Markup | None, str]:
        """Draw a criterion over the stride, or else over time; with what the plot shows."""
        key = criterion_key(one["id"], one["side"])
        series = next(
            (
                s
                for name in (one.get("measure"), key, one["id"])
                if (s := self.measures.series(name))
            ),
            None,
        )
        if series is None:
            return None, ""
        side = one["side"] or ("right" if self._view == "side-right" else "left")
        cycle = cycle_of(series, self._gait.get("events") or [], side)
        if cycle is not None:
            return over_cycle(cycle, band), (
                f"Mean and spread of {cycle.strides} strides, from one contact of the {side} foot "
                f"(0 %) to the next (100 %). {ZONES}"
            )
        worst = one.get("worst")
        marked = (float(worst["time_s"]), float(worst["value"])) if worst else None
        what = f"The value over time{f' in {self.clip}' if self.clip else ''}" + (
            "; the ring is the moment of the picture." if marked else "."
        )
        return over_time(series, band, self.spans, marked), f"{what} {ZONES}"

    def _spans(self, reps: Sequence[Mapping[str, Any]]) -> list[Span]:
        if reps:
            return [
                Span(float(r["start_s"]), float(r["end_s"]), str(r["index"]), str(r["verdict"]))
                for r in reps
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


def card(one: Mapping[str, Any], evidence: Evidence) -> Card:
    """Turn one criterion of result.json into a card."""
    key = criterion_key(one["id"], one["side"])
    unit, verdict = str(one["unit"]), one["verdict"] or "info"
    value, uncertainty = one["value"], one["uncertainty"]
    parts = [_part(part) for part in one.get("parts") or ()]
    own, lead = Band(_limits(one["good"]), _limits(one["fault"]), unit), _lead(one)
    band = own if lead is None else Band(_limits(lead["good"]), _limits(lead["fault"]), unit)
    plot, caption = evidence.plot(one, band)
    worst = one.get("worst")
    still = evidence.still(key)
    return Card(
        key=key,
        name=str(one["title"]),
        side=str(one["side"] or ""),
        title=one["title"] + (f", {one['side']}" if one["side"] else ""),
        verdict=verdict,
        required=bool(one["required"]),
        value=words.number(value, unit) if value is not None else "",
        uncertainty=words.number(uncertainty, unit, short=True) if uncertainty else "",
        label=str(one.get("label") or ""),
        limits=words.limits(band.good, unit) if lead is None else "",
        cue=str(one.get("cue") or "") if verdict in ("fault", "borderline") else "",
        note=_note(one, own),
        gauge=gauge(value, uncertainty, band, verdict)
        if value is not None and band.limits and lead is None
        else None,
        plot=plot if value is not None or worst else None,
        caption=caption,
        still=still,
        still_caption=_still_caption(one, evidence) if still else "",
        parts=parts,
        meaning=str(one.get("meaning") or ""),
        trust=str(one.get("trust") or ""),
        coverage=f"{100 * float(one.get('coverage') or 0):.0f} %",
        explanation=str(one.get("explanation") or ""),
        reason=str(one.get("reason") or ""),
        sources=[str(source) for source in one.get("sources") or ()],
    )


def _lead(one: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Give the part whose value stands for a composite: its limits are that part's, shown there."""
    parts = one.get("parts") or ()
    return parts[0] if parts and one["value"] == parts[0].get("value") else None


def _part(part: Mapping[str, Any]) -> Part:
    unit, value = str(part.get("unit") or ""), part.get("value")
    band = Band(_limits(part["good"]), _limits(part["fault"]), unit)
    drawn = None
    if value is not None and band.limits:
        drawn = gauge(float(value), part.get("uncertainty"), band, "info")
    return Part(
        title=str(part.get("title") or part["id"]),
        value=words.number(value, unit),
        limits=words.limits(band.good, unit),
        gauge=drawn,
    )


def _note(one: Mapping[str, Any], band: Band) -> str:
    """Explain a verdict that one would not expect from the value or beside that of the whole."""
    value, verdict, low, high = one["value"], one["verdict"], *band.fault
    notes = []
    if one.get("parts") and verdict in ("fault", "borderline"):
        notes.append("The verdict is that of these measures together.")
    if verdict in ("fault", "borderline") and not one["required"]:
        notes.append("For information: this does not count in the verdict of the whole.")
    beyond = value is not None and (
        (low is not None and value < low) or (high is not None and value > high)
    )
    if verdict == "borderline" and beyond:
        notes.append(
            "The value is beyond the limit of a fault, but by less than half the uncertainty at "
            "that limit: too little to call it one."
        )
    return " ".join(notes)


def _still_caption(one: Mapping[str, Any], evidence: Evidence) -> str:
    """Say what the picture shows: where one value stands for all, that is no worst moment."""
    worst, unit = one.get("worst"), str(one["unit"])
    if not worst:
        return ""
    value = words.number(worst["value"], unit)
    where = f" of {evidence.clip}" if evidence.clip else ""
    if evidence.is_photo:
        return value
    as_judged = one["value"] is not None and value == words.number(one["value"], unit)
    what = "As it was judged" if as_judged else "At its worst"
    return f"{what}: {value} at {worst['time_s']:.1f} s{where}"


def _limits(pair: Sequence[float | None]) -> tuple[float | None, float | None]:
    low, high = pair
    return (None if low is None else float(low)), (None if high is None else float(high))
