"""summary.csv for spreadsheets, summary.parquet for those who compute, batch.json for programs."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

from posecheck.feedback.files import safe_cells
from posecheck.feedback.summary.entries import COLUMNS, Cell, Entry, rows_of

SCHEMA = "posecheck/batch/1"
VERDICTS = ("fault", "unsure", "borderline", "good")


class Form(Protocol):
    """A file of the summary: what it says of a clip, and what stands around and between them.

    Clips may be told in any order, and written in any other.
    """

    head: str
    between: str

    def told(self, entry: Entry) -> str:
        """Give what the file says of a clip."""

    def foot(self, ending: Ending) -> str:
        """Give the end of the file."""


class CsvForm:
    """summary.csv: a row a clip and criterion; no cell can run as a formula."""

    between = ""

    def __init__(self) -> None:
        self.head = _lines([COLUMNS])

    def told(self, entry: Entry) -> str:
        """Give the rows of an entry."""
        return _lines([_cell(row.get(column)) for column in COLUMNS] for row in rows_of(entry))

    def foot(self, ending: Ending) -> str:
        """Give nothing: a table just ends."""
        return ""


@dataclass(slots=True)
class Counts:
    """How many clips came to what; keys of `verdicts`: those of VERDICTS.

    open: clips that a run which was stopped had not come to; they are not among `clips`.
    """

    clips: int = 0
    failed: int = 0
    open: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)

    def add(self, entry: Entry) -> None:
        """Count an entry."""
        self.clips += 1
        if entry.verdict is None:
            self.failed += 1
        else:
            self.verdicts[entry.verdict] += 1

    def plain(self) -> dict[str, int]:
        """Give the numbers by name."""
        verdicts = {name: self.verdicts[name] for name in VERDICTS}
        done = self.clips - self.failed
        return {"clips": self.clips, "done": done, "failed": self.failed, "open": self.open} | (
            verdicts
        )


@dataclass(frozen=True, slots=True)
class Ending:
    """What is known at the end. left_out: files that are no clips, and why."""

    counts: Counts
    left_out: tuple[Mapping[str, str], ...] = ()


class JsonForm:
    """batch.json: an object a clip, one a line, then counts and what was left out."""

    between = ",\n  "

    def __init__(self, about: Mapping[str, Any]) -> None:
        head = json.dumps({"schema": SCHEMA, **about}, indent=1, allow_nan=False)
        self.head = head.removesuffix("\n}") + ',\n "clips": [\n  '

    def told(self, entry: Entry) -> str:
        """Give the object of an entry."""
        return json.dumps(_clip(entry), allow_nan=False)

    def foot(self, ending: Ending) -> str:
        """Give the counts and what was left out."""
        counts = json.dumps(ending.counts.plain())
        rest = json.dumps(list(map(dict, ending.left_out)), indent=1).replace("\n", "\n ")
        return f'\n ],\n "counts": {counts},\n "left_out": {rest}\n}}\n'


def _clip(entry: Entry) -> dict[str, Any]:
    result = entry.result or {}
    told = {
        "clip": entry.name,
        "files": list(entry.files),
        "status": entry.status,
        "reason": entry.reason,
        "folder": entry.folder,
        "sha256": result["source"]["sha256"] if result else None,
        "check": result.get("check"),
        "check_chosen_by": result.get("check_chosen_by"),
        "view": result["view"]["name"] if result else None,
        "verdict": entry.verdict,
        "frames": result["source"]["frames"] if result else None,
        "duration_s": result["source"]["duration_s"] if result else None,
    }
    more = {key: getattr(entry, key) for key in ("person", "date", "group", "notes")}
    return told | {key: value for key, value in more.items() if value}


def _lines(rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    return _safe(value) if isinstance(value, str) else f"{value:.7g}"


@lru_cache(maxsize=4096)  # most cells are titles, cues and units, the same in clip after clip
def _safe(text: str) -> str:
    return safe_cells([text])[0]
