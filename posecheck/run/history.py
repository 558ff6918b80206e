"""What live sessions found, kept on this machine alone: one SQLite file that only its owner reads.

Every session is written in one transaction, so that a killed process leaves it whole or not at all,
and two at once wait for one another. Pictures, names of files and names of people are not kept.
"""

from __future__ import annotations

import math
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from posecheck.assess.change import Reading
from posecheck.assess.reasons import NOT_SHOWN
from posecheck.assess.results import VERDICTS, CriterionResult, Judgement, Limits, Verdict
from posecheck.body import Side
from posecheck.errors import OutputError, PosecheckError, ReportError
from posecheck.shipped import user_data

FILE = "history.sqlite"
APPLICATION = 0x706F7365  # "pose": tells our file from any other
SCHEMA_VERSION = 1
PATIENCE_S = 10.0  # for another posecheck that is writing
YEARS = (1970, 9000)  # beyond them some time zone has no such time
_SCHEMA = (
    """CREATE TABLE session (
        id INTEGER PRIMARY KEY, time TEXT NOT NULL, "check" TEXT NOT NULL, title TEXT NOT NULL,
        variant TEXT NOT NULL, view TEXT NOT NULL, filter TEXT NOT NULL, model TEXT NOT NULL,
        verdict TEXT NOT NULL)""",
    """CREATE TABLE criterion (
        session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE, place INTEGER NOT NULL,
        id TEXT NOT NULL, side TEXT, title TEXT NOT NULL, unit TEXT NOT NULL, value REAL,
        uncertainty REAL, verdict TEXT, label TEXT, reason TEXT, good_low REAL, good_high REAL,
        PRIMARY KEY (session, place)) WITHOUT ROWID""",
    f"PRAGMA application_id = {APPLICATION}",
    f"PRAGMA user_version = {SCHEMA_VERSION}",
)
_KEEP_SESSION = "INSERT INTO session VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)"
_KEEP_CRITERION = "INSERT INTO criterion VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_FORGET = 'DELETE FROM session WHERE ?1 IS NULL OR "check" = ?1'
# SQLite lets any type stand in any column; cast, they are what was written.
_SESSIONS = """SELECT id, CAST(time AS TEXT), CAST("check" AS TEXT), CAST(title AS TEXT),
    CAST(variant AS TEXT), CAST(view AS TEXT), CAST(filter AS TEXT), CAST(model AS TEXT), verdict
    FROM session WHERE ?1 IS NULL OR "check" = ?1 ORDER BY time, id"""
_CRITERIA = """SELECT CAST(id AS TEXT), side, CAST(title AS TEXT), CAST(unit AS TEXT),
    CAST(value AS REAL), CAST(uncertainty AS REAL), verdict, CAST(label AS TEXT),
    CAST(reason AS TEXT), CAST(good_low AS REAL), CAST(good_high AS REAL)
    FROM criterion WHERE session = ? ORDER BY place"""
_DAMAGED = ("malformed", "not a database", "no such", "could not decode", "invalid")


@dataclass(frozen=True, slots=True)
class Kept:
    """What a session found of one criterion; reason: why it is unsure, a code."""

    id: str
    side: Side | None
    title: str
    unit: str
    reading: Reading
    reason: str | None
    good: Limits


@dataclass(frozen=True, slots=True)
class Session:
    """One session of one check; variant, view, filter and model say how it was measured."""

    when: datetime
    check: str
    title: str
    variant: str
    view: str
    filter_name: str
    model_name: str
    verdict: Verdict
    criteria: tuple[Kept, ...]


def history_file() -> Path:
    """Give where the history lies; it may not exist yet."""
    return user_data() / FILE


def record(
    judgement: Judgement,
    when: datetime,
    *,
    filter_name: str,
    model_name: str,
    variant: str = "",
) -> bool:
    """Keep what a session found; tell whether there was anything to keep.

    when: an aware time. variant: the options of the check, such as stage=2. What this view cannot
    show is left out, and a session in which nothing could be judged altogether. OutputError where
    the file cannot be written, ReportError where what lies there is damaged or not ours.
    """
    shown = [one for one in judgement.criteria if one.reason not in NOT_SHOWN]
    if all(one.verdict == "unsure" for one in shown):
        return False
    path = history_file()
    _make_private(path)
    session = (
        *(when.astimezone(timezone.utc).isoformat(), judgement.check, judgement.check_title),
        *(variant, judgement.view.name, filter_name, model_name, judgement.verdict),
    )
    with _opened(path) as base, _transaction(base):
        key = base.execute(_KEEP_SESSION, session).lastrowid
        rows = [(key, place, *_row(one)) for place, one in enumerate(shown)]
        base.executemany(_KEEP_CRITERION, rows)
    return True


def load(check: str | None = None) -> tuple[Session, ...]:
    """Give the sessions that were kept, of one check or of all, the oldest first.

    Empty where there is no history. ReportError where the file is damaged or not ours,
    OutputError where it cannot be opened.
    """
    path = history_file()
    if not _is_there(path):
        return ()
    with _opened(path) as base:
        rows = base.execute(_SESSIONS, (check,)).fetchall()
        return tuple(_session(row, base.execute(_CRITERIA, row[:1]).fetchall()) for row in rows)


def clear(check: str | None = None) -> int | None:
    """Remove the sessions of one check, or of all; give how many.

    None where all were asked for and a damaged file was removed. What was there is overwritten.
    """
    path = history_file()
    if not _is_there(path):
        return 0
    try:
        with _opened(path) as base:
            with _transaction(base):
                gone = base.execute(_FORGET, (check,)).rowcount
            base.execute("VACUUM")
    except ReportError as error:
        if check is not None or not isinstance(error.__cause__, (sqlite3.Error, ValueError)):
            raise
        _remove(path)
        return None
    return gone


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the history, laid out where it is new; what SQLite raises becomes one clear line."""
    try:
        with closing(sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None)) as base:
            base.execute("PRAGMA foreign_keys = ON")
            base.execute("PRAGMA secure_delete = ON")
            _lay_out(base, path)
            yield base
    except (sqlite3.Error, ValueError) as error:
        raise _told(path, error) from error


@contextmanager
def _transaction(base: sqlite3.Connection) -> Iterator[None]:
    base.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        base.execute("ROLLBACK")
        raise
    base.execute("COMMIT")


def _lay_out(base: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a new file; ReportError where the file is another program's or newer."""
    version = _pragma(base, "user_version")
    if version == 0:
        with _transaction(base):  # another posecheck may be doing the same
            if not base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                for statement in _SCHEMA:
                    base.execute(statement)
    if _pragma(base, "application_id") != APPLICATION:
        raise ReportError(f"{path}: is no history of posecheck; move it away")
    if version > SCHEMA_VERSION:
        raise ReportError(f"{path}: was written by a later posecheck; install that one again")


def _pragma(base: sqlite3.Connection, name: str) -> int:
    return int(base.execute(f"PRAGMA {name}").fetchone()[0])


def _make_private(path: Path) -> None:
    """Make the file so that nobody but its owner can read it, from its first byte on."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise OutputError(_unusable(path, error.strerror)) from error


def _is_there(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise OutputError(_unusable(path, error.strerror)) from error
    return True


def _remove(path: Path) -> None:
    try:
        for end in ("", "-journal"):
            path.with_name(path.name + end).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(_unusable(path, error.strerror)) from error


def _unusable(path: Path, reason: str | None) -> str:
    return f"{path}: cannot be used ({reason}); set POSECHECK_DATA to a folder where it can be"


def _told(path: Path, error: sqlite3.Error | ValueError) -> PosecheckError:
    """Say in one line what SQLite met, and what helps."""
    reason = str(error)
    if not isinstance(error, sqlite3.OperationalError) or any(
        word in reason.lower() for word in _DAMAGED
    ):
        return ReportError(
            f"{path}: is damaged and cannot be read; posecheck history --clear begins a new one"
        )
    return OutputError(_unusable(path, reason))


def _row(one: CriterionResult) -> tuple[object, ...]:
    numbers = (_finite(one.value), _finite(one.uncertainty))
    words = (one.verdict, one.label, one.reason)
    return (one.id, one.side, one.title, one.unit, *numbers, *words, *map(_finite, one.good))


def _session(row: Sequence[Any], criteria: Sequence[Sequence[Any]]) -> Session:
    """Read a session back; ValueError where a row holds what was never written."""
    _, time, check, title, variant, view, filter_name, model_name, verdict = row
    return Session(
        when=_moment(time),
        check=check,
        title=title,
        variant=variant,
        view=view,
        filter_name=filter_name,
        model_name=model_name,
        verdict=_one_of(verdict, VERDICTS),
        criteria=tuple(map(_kept, criteria)),
    )


def _moment(text: str) -> datetime:
    """Read a time; ValueError where it is none, or one that no time zone can be told of."""
    moment = datetime.fromisoformat(text)
    if not YEARS[0] <= moment.year <= YEARS[1]:
        raise ValueError(f"{text} is no time of a session")
    return moment


def _kept(row: Sequence[Any]) -> Kept:
    key, side, title, unit, value, uncertainty, verdict, label, reason, low, high = row
    return Kept(
        id=key,
        side=_one_of(side, ("left", "right", None)),
        title=title,
        unit=unit,
        reading=Reading(
            _finite(value), _finite(uncertainty), _one_of(verdict, (*VERDICTS, None)), label
        ),
        reason=reason,
        good=(_finite(low), _finite(high)),
    )


def _finite(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)


def _one_of(value: Any, allowed: Sequence[object]) -> Any:  # noqa: ANN401
    if value not in allowed:
        raise ValueError(f"{value!r} is none of {allowed}")
    return value
