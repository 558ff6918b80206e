"""Each criterion of a result as the report shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from posecheck.feedback.files import criterion_key
from posecheck.feedback.report import words
from posecheck.feedback.report.evidence import Evidence
from posecheck.feedback.report.plots import Band, gauge

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Part:
    """One measure of a composite criterion."""

    title: str
    value: str
    limits: str
    gauge: Markup | None


@dataclass(frozen=True, slots=True)
class Card:
    """One criterion, ready to be shown; verdict is info where there is none to give.

    tone: the colour, which is that of the verdict only where it counts. beyond: in a few words,
    which limit it is beyond. seen: whether there is a moment to show, with a picture or without.
    """

    key: str
    name: str
    side: str
    title: str
    verdict: str
    tone: str
    required: bool
    value: str
    uncertainty: str
    label: str
    limits: str
    beyond: str
    cue: str
    note: str
    gauge: Markup | None
    plot: Markup | None
    caption: str
    seen: bool
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


def told(cards: Sequence[Card]) -> list[str]:
    """Name criteria as `names_of` does, each with its value and the limit that it is beyond."""
    each: dict[str, list[Card]] = {}
    for one in cards:
        each.setdefault(one.name, []).append(one)
    return [_told(name, found) for name, found in each.items()]


def _told(name: str, found: Sequence[Card]) -> str:
    limits = {one.beyond for one in found}
    if len(limits) > 1 or "" in limits:
        return names_of(found)[0]
    if found[0].parts or len(found) == 1:
        side = f", {found[0].side}" if len(found) == 1 and found[0].side else ""
        value = "" if found[0].parts else f"{found[0].value}, "
        return f"{name}{side} ({value}{found[0].beyond})"
    values = ", ".join(f"{one.side} {one.value}" for one in found)
    return f"{name} ({values}, {found[0].beyond})"


def grouped(cards: Sequence[Card]) -> list[tuple[str, str]]:
    """Put together what is unsure for the same reason: names, reason."""
    groups: dict[str, list[Card]] = {}
    for one in cards:
        shown = f" ({one.value} ± {one.uncertainty})" if one.value and one.uncertainty else ""
        why = one.explanation or one.reason or "No reason was given."
        groups.setdefault(why if not shown else f"{why}{shown}", []).append(one)
    return [("; ".join(names_of(found)), why) for why, found in groups.items()]


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
        tone=verdict if one["required"] else "info",
        required=bool(one["required"]),
        value=words.number(value, unit) if value is not None else "",
        uncertainty=words.number(uncertainty, unit, short=True) if uncertainty else "",
        label=str(one.get("label") or ""),
        limits=words.limits(band.good, unit) if lead is None else "",
        beyond=_beyond(one) if verdict in ("fault", "borderline") else "",
        cue=str(one.get("cue") or "") if verdict in ("fault", "borderline") else "",
        note=_note(one, own),
        gauge=gauge(value, uncertainty, band, verdict if one["required"] else "info")
        if value is not None and band.limits and lead is None
        else None,
        plot=plot if value is not None or worst else None,
        caption=caption,
        seen=bool(worst),
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


def _beyond(one: Mapping[str, Any]) -> str:
    """Say in a few words which limit a value is beyond; of a composite, which of its measures."""
    for part in one.get("parts") or [one]:
        side = _side_of(part["value"], _limits(part["good"]))
        if not side:
            continue
        limit = words.number(part["good"][side == "most"], str(part["unit"]), short=True)
        good = f"good is at {side} {limit}"
        if part is one:
            return good
        return f"{part['title']} {words.number(part['value'], str(part['unit']))}, {good}"
    return ""


def _side_of(value: float | None, good: tuple[float | None, float | None]) -> str:
    """Say beyond which of two limits a value is: least, most or neither."""
    low, high = good
    if value is None:
        return ""
    if low is not None and value < low:
        return "least"
    return "most" if high is not None and value > high else ""


def _note(one: Mapping[str, Any], band: Band) -> str:
    """Explain a verdict that one would not expect from the value or beside that of the whole."""
    value, verdict, low, high = one["value"], one["verdict"], *band.fault
    notes = []
    if one.get("parts") and verdict in ("fault", "borderline"):
        notes.append("The verdict is that of these measures together.")
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
    worst, unit, judged = one.get("worst"), str(one["unit"]), one["value"]
    if not worst:
        return ""
    value = words.number(worst["value"], unit)
    where = f" of {evidence.clip}" if evidence.clip else ""
    if evidence.is_photo:
        return value
    when = f"{value} at {worst['time_s']:.1f} s{where}"
    if judged is None:
        return f"At its worst: {when}"
    movement = evidence.movement(one)
    if movement:
        return f"A moment of it, at {worst['time_s']:.1f} s{where}. The number says {movement}."
    number = words.number(judged, unit)
    if value == number:
        return f"As it was judged: {when}"
    good = _limits(one["good"])
    alone = bool(_side_of(worst["value"], good)) and not _side_of(judged, good)
    spans = evidence.spans_of(one)
    middle = f"the middle value (median) of {spans}" if spans else "the value of the whole clip"
    return (
        f"At its worst: {when}{', outside the limits for once' if alone else ''}. "
        f"What is judged is {middle}: {number}."
    )


def _limits(pair: Sequence[float | None]) -> tuple[float | None, float | None]:
    low, high = pair
    return (None if low is None else float(low)), (None if high is None else float(high))
