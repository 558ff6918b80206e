"""The report's wording: of alignment and pattern, never of causes or diagnoses."""

from __future__ import annotations

from collections.abc import Mapping

from posecheck.assess.wording import UNIT_WORDS
from posecheck.feedback.shapes import MARKS

HEADLINES = {
    "good": "Good",
    "borderline": "Borderline",
    "fault": "Fault",
    "unsure": "Unsure",
}
SIGNS = {**{str(tone): mark for tone, mark in MARKS.items()}, "info": "i"}
UNITS = {**{unit: f" {words}" for unit, words in UNIT_WORDS.items()}, "deg": "°", "ratio": ""}
FINE_UNITS = frozenset({"S", "T", "T/s", "L", "W", "P", "ratio", "of standing"})
"""Units in which a tenth is much."""
SHORT_UNITS = {"deg": "°", "% S": " %", "% line": " %", "s": " s"}
"""What stands behind a number on an axis; the others go without."""
VIEWS = {
    "side-left": "from the person's left side",
    "side-right": "from the person's right side",
    "front": "from the front",
    "back": "from behind",
    "oblique": "at an angle between front and side",
    "unknown": "from a side that could not be told",
}
ROLLS = {
    "edges": "measured from upright edges in the picture",
    "given": "given by the user",
    "assumed-level": "not known, so taken as level",
}
SETTINGS = {
    "check": "exercise {}",
    "roll": "camera tilted by {}°",
    "height_cm": "height {} cm",
    "speed_kmh": "speed {} km/h",
    "time_scale": "played {} times slower than real",
    "mirrored": "mirrored recording",
    "subject": "person {} from the left",
    "start": "from {} s",
    "end": "up to {} s",
    "blur_face": "face blurred",
    "scored_from": "judged from a stored {}",
    "live": "live",
}
NAME_IT = (
    "First say which exercise it is",
    "judge the clip again with --check and its name. posecheck checks lists the exercises; "
    "posecheck checks with a name behind it tells how to film that one.",
)
ABOUT = (
    "This report describes alignment and movement patterns as one camera saw them. It does not "
    "look for causes, and it is no diagnosis: people with and without back pain stand and move in "
    "much the same ways, small differences between left and right are the rule, and a value "
    "outside its limits is a thing to try changing, not a sign of damage. What cannot be measured "
    "well enough is called unsure and never counted as good."
)
SEE_SOMEBODY = (
    "See a doctor or physiotherapist before you train on when pain is strong, lasts longer than a "
    "few weeks, wakes you at night, or began with a fall or an accident."
)
SEE_SOMEBODY_NOW = (
    "Get help at once for numbness around the groin, new weakness or numbness in a leg, or a "
    "change in holding or passing water or stool."
)


def number(value: float | None, unit: str, *, short: bool = False) -> str:
    """Write a value with its unit, as people read it; a dash where there is none.

    short: for axes and uncertainties, where only degrees, percent and seconds keep their sign.
    """
    if value is None:
        return "–"
    digits = 0 if abs(value) >= 100 else 2 if unit in FINE_UNITS else 1
    shown = f"{value:.{digits}f}".replace("-", "−")
    shown = shown.removeprefix("−") if float(f"{value:.{digits}f}") == 0 else shown
    if short:
        return shown + SHORT_UNITS.get(unit, "")
    return shown + UNITS.get(unit, f" {unit}" if unit else "")


def limits(good: tuple[float | None, float | None], unit: str) -> str:
    """Say inside which limits a value is good."""
    low, high = good
    if low is None and high is None:
        return ""
    if low is None:
        return f"at most {number(high, unit)}"
    if high is None:
        return f"at least {number(low, unit)}"
    return f"{number(low, unit, short=True)} to {number(high, unit)}"


def column_unit(unit: str) -> str:
    """Give the unit for the head of a column, where its numbers do not carry it."""
    return "" if unit in SHORT_UNITS else UNITS.get(unit, unit).strip()


def listing(titles: list[str], most: int = 3) -> str:
    """Put titles in a row as a sentence does."""
    shown = [title[:1].lower() + title[1:] for title in titles[:most]]
    if len(titles) > most:
        shown.append(f"{len(titles) - most} more")
    return "; ".join(shown)


def sentence(verdict: str, by_verdict: dict[str, list[str]], counted: int) -> str:
    """Say in one sentence what led to the verdict; by_verdict: titles of what counted."""
    faults, near = by_verdict.get("fault", []), by_verdict.get("borderline", [])
    unsure = by_verdict.get("unsure", [])
    if verdict == "fault" and faults:
        return f"Clearly outside the limits: {listing(faults)}."
    if verdict == "borderline" and near:
        return f"Near the limits: {listing(near)}. Nothing that counts is clearly outside them."
    if verdict == "good":
        if counted == 1:
            return "The one thing that counts in this view is inside its limits."
        return f"All {counted} things that count in this view are inside their limits."
    if unsure:
        rest = " What could be judged shows no clear fault." if len(unsure) < counted else ""
        return f"Could not be judged: {listing(unsure)}.{rest}"
    return "Nothing could be judged in this clip."


def setting(name: str, value: object) -> str:
    """Say in words what was asked for, from a name and a value of result.json's settings."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {one}" for key, one in value.items())
    shown = f"{value:g}" if isinstance(value, (int, float)) else str(value)
    return SETTINGS.get(name, f"{name.replace('_', ' ')} {{}}").format(shown)
