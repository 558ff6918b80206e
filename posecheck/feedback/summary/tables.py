"""summary.csv for spreadsheets, summary.parquet for those who compute, batch.json for programs."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TextIO

from posecheck.feedback.files import safe_cells
from posecheck.feedback.summary.entries import COLUMNS, Cell, Entry, rows_of

SCHEMA = "posecheck/batch/1"
VERDICTS = ("fault", "unsure", "borderline", "good")


class CsvWriter:
    """Writes a row a clip and criterion; no cell can run as a formula."""

    def __init__(self, file: TextIO) -> None:
        self._rows = csv.writer(file, lineterminator="\n")
        self._rows.writerow(COLUMNS)

    def add(self, entry: Entry) -> None:
        """Write the rows of an entry."""
        for row in rows_of(entry):
            self._rows.writerow([_cell(row.get(column)) for column in COLUMNS])


@dataclass(slots=True)
class Counts:
    """How many clips came to what; keys of `verdicts`: those of VERDICTS."""

    clips: int = 0
    failed: int = 0
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
        return {"clips": self.clips, "done": self.clips - self.failed, "failed": self.failed} | (
            verdicts
        )


class JsonWriter:
    """Writes batch.json: an object a clip, one a line, then counts and what was left out."""

    def __init__(self, file: TextIO, about: Mapping[str, Any]) -> None:
        self._file = file
        self._counts = Counts()
        head = json.dumps({"schema": SCHEMA, **about}, indent=1, allow_nan=False)
        file.write(head.removesuffix("\n}") + ',\n "clips": [')

    def add(self, entry: Entry) -> None:
        """Write an entry."""
        self._file.write(",\n  " if self._counts.clips else "\n  ")
        self._file.write(json.dumps(_clip(entry), allow_nan=False))
        self._counts.add(entry)

    def finish(self, left_out: list[dict[str, str]]) -> Counts:
        """Write the end; left_out: files that are no clips, and why."""
        counts = json.dumps(self._counts.plain())
        rest = json.dumps(left_out, indent=1).replace("\n", "\n ")
        self._file.write(f'\n ],\n "counts": {counts},\n "left_out": {rest}\n}}\n')
        return self._counts


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


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return safe_cells([value])[0]
    return f"{value:.7g}"
