"""Before and after: what differs between two results by more than the error of measuring it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from posecheck.assess.change import NO_ERROR, NO_NUMBER, UNSURE, Change, Reading, change
from posecheck.assess.reasons import NOT_SHOWN, WRONG_VIEW
from posecheck.assess.results import Limits
from posecheck.errors import ReportError
from posecheck.feedback.files import read_result

COMPARISON_SCHEMA = "posecheck/comparison/1"
REASONS = {
    "different-check": "These are results of different checks.",
    "different-variant": "Different variants of the check were done.",
    "different-view": "It was filmed from another direction.",
    "different-filter": "The two were smoothed in different ways; judge both with posecheck score.",
    "different-model": "The two were seen by different pose models, which err in different ways.",
    "different-unit": "The two are given in different units; judge both with posecheck score.",
    "only-in-one": "Only one of the two results has it.",
    UNSURE: "One of the two could not be judged.",
    NO_NUMBER: "It has no number that could be compared.",
    NO_ERROR: "The error of one of the two is not known.",
}
"""Why a change cannot be told: a code for programs and a sentence for people."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One criterion in both results; a reading is None where a result lacks it.

    why: in words, why one of the two is unsure.
    """

    id: str
    side: str | None
    title: str
    unit: str
    before: Reading | None
    after: Reading | None
    change: Change
    why: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two results side by side; before and after say which they are."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    criteria: tuple[Compared, ...]
    warnings: tuple[str, ...]


def compare_folders(before: Path, after: Path) -> Comparison:
    """Compare the results in two folders; ReportError where one of them cannot be read."""
    return compare_results(read_result(before), read_result(after))


def compare_results(before: Mapping[str, Any], after: Mapping[str, Any]) -> Comparison:
    """Compare two documents in the form of result.json, criterion by criterion.

    What neither recording shows is left out. Raises ReportError where a number is no number.
    """
    first, second = _criteria(before), _criteria(after)
    apart = _apart(before, after)
    found = []
    for key in dict.fromkeys([*first, *second]):
        both = (first.get(key), second.get(key))
        shown = [
            one for one in both if one is not None and _text(one.get("reason")) not in NOT_SHOWN
        ]
        if shown:
            found.append(_compared(both, apart or _seen_apart((before, after), both)))
    return Comparison(_origin(before), _origin(after), tuple(found), _warnings(before, after))


def document(compared: Comparison) -> dict[str, object]:
    """Lay a comparison out for programs to read."""
    return {
        "schema": COMPARISON_SCHEMA,
        "before": dict(compared.before),
        "after": dict(compared.after),
        "criteria": [_entry(one) for one in compared.criteria],
        "warnings": list(compared.warnings),
    }


def _entry(one: Compared) -> dict[str, object]:
    return {
        "id": one.id,
        "side": one.side,
        "title": one.title,
        "unit": one.unit,
        "before": None if one.before is None else asdict(one.before),
        "after": None if one.after is None else asdict(one.after),
        "change": one.change.kind,
        "difference": one.change.difference,
        "smallest": one.change.smallest,
        "reason": one.change.reason,
        "explanation": one.why or REASONS.get(one.change.reason or ""),
    }


def _criteria(result: Mapping[str, Any]) -> dict[tuple[str, str | None], Mapping[str, Any]]:
    return {(str(one["id"]), _text(one.get("side"))): one for one in result["criteria"]}


def _compared(
    both: tuple[Mapping[str, Any] | None, Mapping[str, Any] | None], apart: str | None
) -> Compared:
    one = both[1] or both[0] or {}
    before, after = (None if side is None else _reading(side) for side in both)
    if apart is not None:
        found = Change("unknown", reason=apart)
    elif before is None or after is None:
        found = Change("unknown", reason="only-in-one")
    else:
        found = change(before, after, _limits(one))
    return Compared(
        id=str(one["id"]),
        side=_text(one.get("side")),
        title=_text(one.get("title")) or str(one["id"]),
        unit=_text(one.get("unit")) or "",
        before=before,
        after=after,
        change=found,
        why=_why(both) if found.reason == UNSURE else "",
    )


def _why(both: Sequence[Mapping[str, Any] | None]) -> str:
    unsure = [one for one in both if one is not None and one.get("verdict") == "unsure"]
    return _text(unsure[0].get("explanation")) or "" if unsure else ""


def _apart(before: Mapping[str, Any], after: Mapping[str, Any]) -> str | None:
    """Say why two results as a whole cannot be compared, None where they can."""
    told: tuple[tuple[str, Callable[[Mapping[str, Any]], object]], ...] = (
        ("different-check", lambda result: result["check"]),
        ("different-variant", lambda result: _within(result, "settings", "option")),
        ("different-filter", lambda result: result.get("filter")),
        ("different-model", lambda result: _within(result, "model", "name")),
    )
    return next((code for code, of in told if of(before) != of(after)), None)


def _seen_apart(
    results: Sequence[Mapping[str, Any]], both: Sequence[Mapping[str, Any] | None]
) -> str | None:
    """Say whether one criterion was seen from two directions, or is given in two units."""
    pairs = [(result, one) for result, one in zip(results, both, strict=True) if one is not None]
    if len(pairs) < 2:
        return None
    if any(_text(one.get("reason")) == WRONG_VIEW for _, one in pairs):
        return "different-view"
    if len({_direction(result, one) for result, one in pairs}) > 1:
        return "different-view"
    return "different-unit" if len({_text(one.get("unit")) for _, one in pairs}) > 1 else None


def _direction(result: Mapping[str, Any], one: Mapping[str, Any]) -> str:
    """Give from where a criterion was seen; the left and the right side are one direction.

    Which leg or arm was nearer does not matter: criteria of one side of the body name it.
    """
    clips, number = result.get("clips"), one.get("clip")
    alone = result
    if isinstance(clips, list) and isinstance(number, int) and 0 < number <= len(clips):
        alone = clips[number - 1]
    return str(_within(alone, "view", "name")).split("-", maxsplit=1)[0]


def _origin(result: Mapping[str, Any]) -> dict[str, Any]:
    keys = ("check", "check_title", "created", "verdict", "filter")
    return {
        "file": _within(result, "source", "file"),
        **{key: result.get(key) for key in keys},
        "model": _within(result, "model", "name"),
        "view": _within(result, "view", "name"),
    }


def _warnings(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    found = []
    if str(before.get("created")) > str(after.get("created")):
        found.append("The first result was made after the second; name the earlier one first.")
    hashes = [_within(result, "source", "sha256") for result in (before, after)]
    if hashes[0] and hashes[0] == hashes[1]:
        found.append("Both are results of the same recording.")
    return tuple(found)


def _reading(one: Mapping[str, Any]) -> Reading:
    return Reading(
        _number(one, "value"),
        _number(one, "uncertainty"),
        one.get("verdict"),
        _text(one.get("label")),
    )


def _limits(one: Mapping[str, Any]) -> Limits:
    low, high = one["good"]
    return _float(low, one, "good"), _float(high, one, "good")


def _number(one: Mapping[str, Any], key: str) -> float | None:
    return _float(one.get(key), one, key)


def _float(value: object, one: Mapping[str, Any], key: str) -> float | None:
    if value is None:
        return None
    try:
        if not isinstance(value, bool) and isinstance(value, int | float) and math.isfinite(value):
            return float(value)
    except OverflowError:  # JSON knows whole numbers of any length
        pass
    raise ReportError(f"{str(one['id'])!r}: its {key} is no number; judge the clip again")


def _within(result: Mapping[str, Any], key: str, inner: str) -> Any:  # noqa: ANN401
    part = result.get(key)
    return part.get(inner) if isinstance(part, Mapping) else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)
