"""Writes the summary of a batch from the folders that are finished."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import TYPE_CHECKING, Any

from posecheck import __version__
from posecheck.errors import ReportError
from posecheck.feedback.atomic import unwritable, whole_file
from posecheck.feedback.files import read_result, shown_name
from posecheck.feedback.summary.entries import Entry
from posecheck.feedback.summary.page import PageForm
from posecheck.feedback.summary.parquet import write_parquet
from posecheck.feedback.summary.tables import Counts, CsvForm, Ending, Form, JsonForm
from posecheck.run.batch.lists import Item, Listed
from posecheck.run.batch.tasks import Finished
from posecheck.run.batch.watch import Outcome
from posecheck.run.clip import ClipOptions
from posecheck.run.folder import THUMBNAIL

if TYPE_CHECKING:
    from typing_extensions import Self

CSV, JSON, PAGE, PARQUET = "summary.csv", "batch.json", "summary.html", "summary.parquet"


@dataclass(frozen=True, slots=True)
class Written:
    """The summary's page, how many clips came to what, and how many files are no clips."""

    page: Path
    counts: Counts
    left_out: int = 0


class Summary:
    """Takes in each clip as it ends, and writes all that ended, in the order of names, at any time.

    What the files say of a clip waits in a nameless file, so that it neither fills the memory nor
    is worked out in the end; the last word on thousands of clips takes a fraction of a second. A
    context manager. Raises OutputError where the folder cannot be written.
    """

    def __init__(self, out: Path, listed: Listed, options: ClipOptions) -> None:
        self._out, self._listed = out, listed
        about = _about(options)
        self._forms: dict[str, Form] = {
            CSV: CsvForm(),
            JSON: JsonForm(about),
            PAGE: PageForm(about),
        }
        self._counts = Counts()
        self._places: dict[int, tuple[int, ...]] = {}  # where it stands, and how long each part is

    def __enter__(self) -> Self:
        try:
            self._spool = TemporaryFile(dir=self._out)
        except OSError as error:
            raise unwritable(self._out, error) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(OSError):  # it could not hold more, and was not to last
            self._spool.close()

    def add(self, number: int, outcome: Outcome) -> None:
        """Take in an item by its number."""
        entry = entry_of(self._out, self._listed.items[number], outcome)
        parts = [form.told(entry).encode() for form in self._forms.values()]
        try:
            start = self._spool.seek(0, os.SEEK_END)
            self._spool.write(b"".join(parts))
            self._spool.flush()
        except OSError as error:
            raise unwritable(self._out, error) from error
        self._places[number] = (start, *map(len, parts))
        self._counts.add(entry)

    def write(self) -> Written:
        """Write summary.csv, summary.html, batch.json and, with pyarrow, summary.parquet."""
        counts = replace(self._counts, open=len(self._listed.items) - len(self._places))
        asides = [{"file": one.name, "reason": one.reason} for one in self._listed.asides]
        ending = Ending(counts, tuple(asides))
        with ExitStack() as stack:
            for part, (name, form) in enumerate(self._forms.items()):
                file = stack.enter_context(whole_file(self._out / name))
                file.write(form.head)
                for count, text in enumerate(self._parts(part)):
                    file.write(form.between + text if count else text)
                file.write(form.foot(ending))
        write_parquet(self._out / CSV, self._out / PARQUET)
        return Written(self._out / PAGE, counts, len(asides))

    def _parts(self, part: int) -> Iterator[str]:
        for number in sorted(self._places):
            start, *lengths = self._places[number]
            self._spool.seek(start + sum(lengths[:part]))
            yield self._spool.read(lengths[part]).decode()

    def tells_more(self) -> bool:
        """Say whether it tells of no fewer clips than the summary that lies there."""
        try:
            with (self._out / JSON).open("rb") as file:
                return sum(line.startswith(b'  {"clip"') for line in file) <= len(self._places)
        except OSError:
            return True


def _about(options: ClipOptions) -> Mapping[str, Any]:
    now = datetime.now(timezone.utc)
    return {
        "posecheck": __version__,
        "created": now.isoformat(timespec="seconds"),
        "model": {"name": options.bundle.name, "sha256": options.bundle.sha256},
        "settings": options.settings(),
    }


def entry_of(out: Path, item: Item, outcome: Outcome) -> Entry:
    """Tell of an item; one whose folder cannot be read any more counts as failed."""
    folder, reason, result = None, None, None
    if isinstance(outcome, Finished):
        try:
            result, folder = read_result(out / outcome.folder), outcome.folder
        except ReportError as error:
            reason = str(error)
    else:
        reason = outcome.reason
    asked = item.asked
    return Entry(
        name=plain(item.name),
        files=tuple(plain(str(file)) for file in item.files),
        folder=folder,
        reason=None if reason is None else plain(reason),
        person=plain(asked.person),
        date=asked.date,
        group=plain(asked.group),
        notes=plain(asked.notes),
        result=result,
        thumbnail=folder is not None and (out / folder / THUMBNAIL).is_file(),
    )


def plain(text: str) -> str:
    """Give a text as it can be written anywhere: one line of UTF-8."""
    return "/".join(shown_name(part) if part else "" for part in text.split("/"))
