"""What is kept of live sessions: private, whole, and gone when asked to be."""

import dataclasses
import math
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime, timedelta, timezone

import pytest

from posecheck.assess.reasons import NOT_SHOWN
from posecheck.errors import OutputError, ReportError
from posecheck.run.history import clear, history_file, load, record
from tests.feedback.fabricated import criterion, running

WHEN = datetime(2026, 3, 9, 18, 30, tzinfo=timezone(timedelta(hours=2)))
HOW = {"filter_name": "live: One Euro", "model_name": "pose_landmarker_full"}

WRITER = """
import sys
from datetime import datetime, timezone
from posecheck.run.history import record
from tests.feedback.fabricated import running
judgement = running()
for number in range(int(sys.argv[1])):
    record(judgement, datetime.now(timezone.utc), filter_name="f", model_name="m")
    print(number, flush=True)
"""


def writer(count):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(count)], stdout=subprocess.PIPE, text=True
    )


def test_what_is_kept_comes_back_as_it_was():
    judgement = running()
    assert record(judgement, WHEN, **HOW, variant="stage=2")
    (session,) = load()
    assert session.when == WHEN
    assert (session.check, session.title) == (judgement.check, judgement.check_title)
    assert (session.variant, session.view) == ("stage=2", judgement.view.name)
    assert {"filter_name": session.filter_name, "model_name": session.model_name} == HOW
    assert session.verdict == judgement.verdict
    shown = [one for one in judgement.criteria if one.reason not in NOT_SHOWN]
    assert len(shown) < len(judgement.criteria)  # what this view cannot show says nothing
    for kept, one in zip(session.criteria, shown, strict=True):
        assert (kept.id, kept.side, kept.title, kept.unit) == (
            *(one.id, one.side, one.title, one.unit),
        )
        reading = kept.reading
        assert (reading.value, reading.uncertainty) == (one.value, one.uncertainty)
        assert (reading.verdict, reading.label, kept.reason) == (
            *(one.verdict, one.label, one.reason),
        )
        assert kept.good == one.good


def test_sessions_come_oldest_first_and_of_one_check_where_asked():
    squat = dataclasses.replace(running(), check="squat")
    for days, judgement in ((2, running()), (0, running()), (1, squat)):
        record(judgement, WHEN + timedelta(days=days), **HOW)
    assert [session.when.day for session in load()] == [9, 10, 11]
    assert [session.check for session in load("squat")] == ["squat"]
    assert load("no-such-check") == ()


def test_a_session_in_which_nothing_could_be_judged_is_not_kept():
    blind = [dataclasses.replace(one, verdict="unsure") for one in running().criteria]
    assert not record(dataclasses.replace(running(), criteria=tuple(blind)), WHEN, **HOW)
    assert not history_file().exists()


def test_words_of_a_stranger_are_words_and_no_number_is_none():
    text = "'); DROP TABLE session; --\x1b[2J"
    odd = criterion("lean", text, value=math.nan, uncertainty=math.inf, label=text)
    record(dataclasses.replace(running(), criteria=(odd,)), WHEN, **HOW, variant=text)
    (session,) = load()
    (kept,) = session.criteria
    assert (session.variant, kept.title, kept.reading.label) == (text, text, text)
    assert (kept.reading.value, kept.reading.uncertainty) == (None, None)


def test_a_number_without_end_that_somebody_wrote_is_none():
    record(running(), WHEN, **HOW)
    with closing(sqlite3.connect(history_file())) as base, base:
        base.execute("UPDATE criterion SET value = 9e999, uncertainty = -9e999")
    (session,) = load()
    assert {one.reading.value for one in session.criteria} == {None}
    assert {one.reading.uncertainty for one in session.criteria} == {None}


def test_only_its_owner_can_read_it_whatever_the_umask():
    mask = os.umask(0)
    try:
        record(running(), WHEN, **HOW)
    finally:
        os.umask(mask)
    private = stat.S_IMODE(history_file().stat().st_mode) == 0o600
    assert private or os.name == "nt"  # Windows keeps a user's folder private by itself


def test_it_lies_where_the_environment_says(tmp_path, monkeypatch):
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path / "mine? #1"))
    record(running(), WHEN, **HOW)
    assert history_file() == tmp_path / "mine? #1" / "history.sqlite"
    assert [path.name for path in (tmp_path / "mine? #1").iterdir()] == ["history.sqlite"]
    assert len(load()) == 1


def test_without_a_history_there_is_nothing_and_asking_makes_none():
    assert load() == ()
    assert clear() == 0
    assert not history_file().exists()


def test_two_at_once_lose_nothing(user_data):
    both = [writer(15), writer(15)]
    assert [one.wait(60) for one in both] == [0, 0]
    for one in both:
        one.stdout.close()
    assert len(load()) == 30


def test_a_killed_process_loses_nothing_that_was_kept_and_leaves_nothing_half():
    process = writer(100_000)
    for _ in range(20):
        done = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    process.wait(60)
    process.stdout.close()
    sessions = load()
    assert len(sessions) > done
    assert len({len(session.criteria) for session in sessions}) == 1
    assert record(running(), WHEN, **HOW)


def test_clearing_removes_one_check_or_all_and_overwrites_what_was_there():
    private = criterion("lean", "A title nobody else is to read")
    record(dataclasses.replace(running(), criteria=(private,)), WHEN, **HOW)
    record(dataclasses.replace(running(), check="squat"), WHEN, **HOW)
    assert clear("squat") == 1
    assert [session.check for session in load()] == ["running"]
    assert clear() == 1
    assert load() == ()
    assert b"nobody else" not in history_file().read_bytes()


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b"not a database at all" * 100),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        lambda path: path.write_bytes(path.read_bytes()[:4096] + b"\xa5" * 12288),
    ],
    ids=["other content", "cut off", "overwritten"],
)
def test_a_damaged_file_is_told_in_one_line_with_what_mends_it(damage):
    record(running(), WHEN, **HOW)
    damage(history_file())
    for attempt in (load, lambda: record(running(), WHEN, **HOW), lambda: clear("running")):
        with pytest.raises(ReportError, match=r"history\.sqlite: is damaged .* --clear") as error:
            attempt()
        assert "\n" not in str(error.value)
    assert clear() is None
    assert record(running(), WHEN, **HOW)
    assert len(load()) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE criterion",
        "UPDATE session SET time = 'yesterday'",
        "UPDATE session SET time = '0001-01-01T00:00:00+00:00'",
        "UPDATE session SET verdict = 'splendid'",
        "UPDATE criterion SET side = 3",
        "UPDATE session SET title = CAST(x'ff' AS TEXT)",
    ],
)
def test_what_was_never_written_is_damage_too(statement):
    record(running(), WHEN, **HOW)
    with closing(sqlite3.connect(history_file())) as base, base:
        base.execute(statement)
    with pytest.raises(ReportError, match="is damaged"):
        load()
    clear()
    assert load() == ()


def test_a_file_of_another_program_or_of_a_later_posecheck_is_left_alone():
    history_file().parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(history_file())) as base, base:
        base.execute("CREATE TABLE bookmarks (url TEXT)")
    for attempt in (load, clear, lambda: record(running(), WHEN, **HOW)):
        with pytest.raises(ReportError, match="no history of posecheck; move it away"):
            attempt()
    history_file().unlink()
    record(running(), WHEN, **HOW)
    with closing(sqlite3.connect(history_file())) as base:
        base.execute("PRAGMA user_version = 2")
    for attempt in (load, clear, lambda: record(running(), WHEN, **HOW)):
        with pytest.raises(ReportError, match="later posecheck"):
            attempt()


def test_a_place_that_cannot_be_written_is_named_with_the_way_out(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path / "file"))
    with pytest.raises(OutputError, match=r"cannot be used .* POSECHECK_DATA"):
        record(running(), WHEN, **HOW)
    assert load() == ()


def test_a_folder_in_its_place_is_told_and_left_alone():
    history_file().mkdir(parents=True)
    for attempt in (load, clear, lambda: record(running(), WHEN, **HOW)):
        with pytest.raises(OutputError, match="cannot be used"):
            attempt()
    assert history_file().is_dir()


def test_a_place_that_cannot_even_be_looked_at_is_told_too(monkeypatch):
    monkeypatch.setenv("POSECHECK_DATA", "x" * 5000)
    for attempt in (load, clear, lambda: record(running(), WHEN, **HOW)):
        with pytest.raises(OutputError, match=r"cannot be used .* POSECHECK_DATA"):
            attempt()


def test_another_that_never_ends_writing_is_told_of(monkeypatch):
    monkeypatch.setattr("posecheck.run.history.PATIENCE_S", 0.1)
    record(running(), WHEN, **HOW)
    with closing(sqlite3.connect(history_file(), isolation_level=None)) as base:
        base.execute("BEGIN EXCLUSIVE")
        begin_s = time.monotonic()
        with pytest.raises(OutputError, match="locked"):
            record(running(), WHEN, **HOW)
        assert time.monotonic() - begin_s < 60
        base.execute("ROLLBACK")
