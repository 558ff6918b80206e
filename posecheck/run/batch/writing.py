"""Writes the summary of a batch from the folders that are finished."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from posecheck import __version__
from posecheck.errors import ReportError
from posecheck.feedback.atomic import whole_file
from posecheck.feedback.files import read_result, shown_name
from posecheck.feedback.summary.entries import Entry
from posecheck.feedback.summary.page import PageWriter
from posecheck.feedback.summary.parquet import write_parquet
from posecheck.feedback.summary.tables import Counts, CsvWriter, JsonWriter
from posecheck.run.batch.lists import Item, Listed
from posecheck.run.batch.loop import Outcome
from posecheck.run.batch.tasks import Finished
from posecheck.run.clip import ClipOptions
from posecheck.run.folder import THUMBNAIL

CSV, JSON, PAGE, PARQUET = "summary.csv", "batch.json", "summary.html", "summary.parquet"


@dataclass(frozen=True, slots=True)
class Written:
    """The summary's page, and how many clips came to what."""

    page: Path
    counts: Counts


def write_summary(
    out: Path, listed: Listed, outcomes: Mapping[int, Outcome], options: ClipOptions
) -> Written:
    """Write summary.csv, summary.html, batch.json and, where pyarrow is there, summary.parquet.

    outcomes: by number of the item; one that has none yet is left out. Raises OutputError where
    the folder cannot be written.
    """
    about = _about(options)
    with ExitStack() as stack:
        files = [stack.enter_context(whole_file(out / name)) for name in (CSV, JSON, PAGE)]
        table, document = CsvWriter(files[0]), JsonWriter(files[1], about)
        page = PageWriter(files[2], about)
        for entry in _entries(out, listed.items, outcomes):
            for writer in (table, document, page):
                writer.add(entry)
        counts = document.finish(
            [{"file": one.name, "reason": one.reason} for one in listed.asides]
        )
        page.finish(counts, len(listed.asides))
    write_parquet(out / CSV, out / PARQUET)
    return Written(out / PAGE, counts)


def _about(options: ClipOptions) -> Mapping[str, Any]:
    now = datetime.now(timezone.utc)
    return {
        "posecheck": __version__,
        "created": now.isoformat(timespec="seconds"),
        "model": {"name": options.bundle.name, "sha256": options.bundle.sha256},
        "settings": options.settings(),
    }


def _entries(out: Path, items: Sequence[Item], outcomes: Mapping[int, Outcome]) -> Iterator[Entry]:
    for number in sorted(outcomes):
        yield entry_of(out, items[number], outcomes[number])


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
