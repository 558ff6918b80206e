"""The table that says for each clip how it is judged and whose it is.

Columns, in any order, the first one needed: clip, check, person, height, date, notes, group.
Spreadsheets of any country write it: commas, semicolons or tabs, UTF-8, UTF-16 or their older
letters.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from posecheck.capture.container import shown
from posecheck.checks import find
from posecheck.errors import CheckError, SourceError
from posecheck.run.judging import AUTO

COLUMNS = ("clip", "check", "person", "height", "date", "notes", "group")
HEIGHTS_CM = (50.0, 260.0)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a table says of a clip; None and empty where it says nothing.

    where: the table and the line, for messages. Two lines that say the same are equal.
    """

    check: str | None = None
    height_cm: float | None = None
    person: str = ""
    date: str = ""
    notes: str = ""
    group: str = ""
    where: str = field(default="", compare=False)

    def joined(self, other: Asked) -> Asked:
        """Join with another clip of the group, which fills in what is open here.

        Raises SourceError where both name a check and not the same one.
        """
        if self.check and other.check and self.check != other.check:
            raise SourceError(
                f"{other.where}: asks for {other.check} in the group {self.group!r}, and "
                f"{self.where} for {self.check}; clips that are judged together need one check"
            )
        return replace(
            self,
            check=self.check or other.check,
            where=other.where if other.check else self.where,
            height_cm=self.height_cm if self.height_cm is not None else other.height_cm,
            person=self.person or other.person,
            date=self.date or other.date,
            notes="; ".join(dict.fromkeys(note for note in (self.notes, other.notes) if note)),
        )


NOTHING = Asked()


def read_sheet(path: Path) -> Iterator[tuple[Path, str, Asked]]:
    """Read a table: each clip's file, found from the table's folder, its name and what is asked.

    Raises SourceError, naming the line, for a column, check, height or date that makes no sense.
    """
    text = _text(path)
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        titles = [title.strip().lower() for title in next(rows, [])]
        _check_titles(path, titles)
        for cells in rows:
            _check_cells(path, rows.line_num, titles, cells)
            row = {title: cell.strip() for title, cell in zip(titles, cells, strict=False)}
            if any(row.values()):
                yield _clip(path, rows.line_num, row)
    except csv.Error as error:
        raise SourceError(f"{shown(path)}: not a readable table ({error})") from error


def letters_of(path: Path) -> bytes:
    """Read a list or a table as it was written, but UTF-16, as Windows' shell has it, as UTF-8.

    Raises SourceError where it cannot be read or holds a NUL, which no text and no name does.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{shown(path)}: cannot be read ({error.strerror})") from error
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        content = content.decode("utf-16", "replace").encode()
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        raise SourceError(f"{shown(path)}, line {line}: holds a NUL; save it as plain text, UTF-8")
    return content.removeprefix(codecs.BOM_UTF8)


def _text(path: Path) -> str:
    content = letters_of(path)
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _check_titles(path: Path, titles: list[str]) -> None:
    known = f"columns can be {', '.join(COLUMNS)}"
    if "clip" not in titles:
        raise SourceError(f"{shown(path)}: has no column clip in its first line; {known}")
    for title in titles:
        if title and title not in COLUMNS:
            raise SourceError(f"{shown(path)}: has a column {title!r:.80}; {known}")
        if title and titles.count(title) > 1:
            raise SourceError(f"{shown(path)}: has two columns {title}; leave one of them")


def _check_cells(path: Path, line: int, titles: list[str], cells: list[str]) -> None:
    """Refuse a line whose cells cannot all be told apart; the last ones may be left out."""
    beyond = [cell for cell in cells[len(titles) :] if cell.strip()]
    if beyond:
        raise SourceError(
            f"{shown(path)}, line {line}: has {len(cells)} cells under {len(titles)} titles; put "
            "a text with commas into quotes"
        )


def _clip(path: Path, line: int, row: Mapping[str, str]) -> tuple[Path, str, Asked]:
    where = f"{shown(path)}, line {line}"
    if not row.get("clip"):
        raise SourceError(f"{where}: names no clip; fill in that cell or leave the line out")
    asked = Asked(
        check=_check(where, row.get("check", "")),
        height_cm=_height(where, row.get("height", "")),
        person=row.get("person", ""),
        date=_date(where, row.get("date", "")),
        notes=row.get("notes", ""),
        group=row.get("group", ""),
        where=where,
    )
    return path.parent / row["clip"], row["clip"], asked


def _check(where: str, text: str) -> str | None:
    if text in ("", AUTO):
        return text or None
    try:
        return find(text).id
    except CheckError as error:
        raise SourceError(f"{where}: {error}") from error


def _height(where: str, text: str) -> float | None:
    if not text:
        return None
    low, high = HEIGHTS_CM
    try:
        height_cm = float(text.replace(",", "."))
    except ValueError:
        height_cm = 0.0
    if not low <= height_cm <= high:
        raise SourceError(f"{where}: height {text!r:.40}; write it in cm, {low:g} to {high:g}")
    return height_cm


def _date(where: str, text: str) -> str:
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise SourceError(f"{where}: date {text!r:.40}; write it as 2026-03-31") from error
