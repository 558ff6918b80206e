"""One clip, or group of clips, as the summary tells of it; and the rows it becomes in a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Cell = str | float | None

COLUMNS = (
    *("clip", "folder", "status", "reason", "person", "date", "group", "notes"),
    *("check", "view", "verdict", "criterion", "side", "title", "required"),
    *("criterion_verdict", "value", "uncertainty", "unit", "label", "criterion_reason"),
    *("coverage", "good_from", "good_to", "fault_below", "fault_above", "worst_s", "cue"),
)
NUMBERS = frozenset(
    {"value", "uncertainty", "coverage", "good_from", "good_to"}
    | {"fault_below", "fault_above", "worst_s"}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A clip or group in a summary.

    files: as the user names them. folder: of the results, beside the summary; None where there are
    none, and then `reason` says why. result: its result.json. thumbnail: whether it has one.
    """

    name: str
    files: tuple[str, ...]
    folder: str | None
    reason: str | None = None
    person: str = ""
    date: str = ""
    group: str = ""
    notes: str = ""
    result: Mapping[str, Any] | None = None
    thumbnail: bool = False

    @property
    def status(self) -> str:
        """Done or failed."""
        return "failed" if self.result is None else "done"

    @property
    def verdict(self) -> str | None:
        """The verdict of the whole; None where there is no result."""
        return None if self.result is None else str(self.result["verdict"])


def rows_of(entry: Entry) -> Iterator[dict[str, Cell]]:
    """Give a row a criterion, by column; a clip that failed has one row and its reason."""
    head: dict[str, Cell] = {
        "clip": entry.name,
        "folder": entry.folder,
        "status": entry.status,
        "reason": entry.reason,
        "person": entry.person,
        "date": entry.date,
        "group": entry.group,
        "notes": entry.notes,
    }
    result = entry.result
    if result is None:
        yield head
        return
    head |= {"check": result["check"], "view": result["view"]["name"], "verdict": entry.verdict}
    for one in result["criteria"]:
        yield {**head, **_criterion(one)}


def _criterion(one: Mapping[str, Any]) -> dict[str, Cell]:
    worst = one.get("worst") or {}
    return {
        "criterion": one["id"],
        "side": one.get("side"),
        "title": one.get("title"),
        "required": "yes" if one.get("required") else "no",
        "criterion_verdict": one.get("verdict"),
        "value": one.get("value"),
        "uncertainty": one.get("uncertainty"),
        "unit": one.get("unit"),
        "label": one.get("label"),
        "criterion_reason": one.get("reason"),
        "coverage": one.get("coverage"),
        "good_from": one["good"][0],
        "good_to": one["good"][1],
        "fault_below": one["fault"][0],
        "fault_above": one["fault"][1],
        "worst_s": worst.get("time_s"),
        "cue": one.get("cue"),
    }
