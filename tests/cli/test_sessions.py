"""The commands about results over time: history and compare."""

import dataclasses
import json
from datetime import datetime, timedelta, timezone

import pytest

from posecheck.feedback import files
from posecheck.run.history import history_file, load, record
from tests.cli.command import posecheck
from tests.feedback.fabricated import ABOUT, criterion, running

BEGIN = datetime(2026, 1, 1, 12, tzinfo=timezone.utc)
ESCAPES = "\x1b[2J\x1b]0;owned\x07\u202e\nForged: good"


def leaning(value, **more):
    one = criterion("trunk-lean", "Trunk lean", value=value, uncertainty=2.0, **more)
    return dataclasses.replace(running(), criteria=(one,), verdict="fault")


def keep(*judgements):
    for day, judgement in enumerate(judgements):
        when = BEGIN + timedelta(days=7 * day)
        record(judgement, when, filter_name="live", model_name="full")


def folder(place, judgement, **more):
    place.mkdir()
    files.write_result(place, judgement, dataclasses.replace(ABOUT, **more))
    return place


@pytest.fixture
def sessions():
    keep(
        *(leaning(value, verdict=v) for value, v in ((20.0, "fault"), (14.0, "fault"), (8, "good")))
    )


@pytest.mark.usefixtures("sessions")
def test_history_tells_how_each_criterion_went():
    said = posecheck("history")
    assert said.status == 0
    assert "Running: 3 sessions, 2026-01-01 to 2026-01-15, the last one FAULT" in said.out
    assert "XX+" in said.out
    assert "20.0 -> 8.0 deg: better (up to 2.8 is noise)" in said.out
    assert "20.0, 14.0, 8.0 deg" not in said.out
    assert "20.0, 14.0, 8.0 deg" in posecheck("history", "running").out


def test_without_sessions_history_says_what_would_make_one():
    said = posecheck("history")
    assert (said.status, said.out) == (
        0,
        "Nothing is kept yet; posecheck live keeps what it finds.\n",
    )
    assert json.loads(posecheck("history", "--json").out)["checks"] == []


@pytest.mark.usefixtures("sessions")
def test_history_speaks_json_to_programs():
    told = json.loads(posecheck("history", "running", "--json").out, parse_constant=pytest.fail)
    (check,) = told["checks"]
    assert [one["criteria"][0]["value"] for one in check["sessions"]] == [20.0, 14.0, 8.0]
    assert check["courses"][0]["change"] == "better"


@pytest.mark.usefixtures("sessions")
def test_clear_removes_at_once_and_says_how_much():
    keep(dataclasses.replace(leaning(3.0), check="wall-posture"))
    assert posecheck("history", "wall-posture", "--clear").out.startswith("Removed 1 session from")
    assert posecheck("history", "--clear").out == f"Removed 3 sessions from {history_file()}\n"
    assert posecheck("history", "--clear").out == "Nothing was kept.\n"
    assert load() == ()


def test_a_check_that_is_not_there_is_wrong_input():
    assert "no-such" in posecheck("history", "no-such").complaint


def test_a_damaged_history_is_told_with_the_remedy_and_the_remedy_works():
    keep(leaning(3.0))
    history_file().write_bytes(b"damaged" * 1000)
    assert "posecheck history --clear" in posecheck("history").complaint
    assert posecheck("history", "--clear").out.startswith("Removed a damaged history")
    assert posecheck("history").status == 0


def test_compare_tells_what_changed_first_and_what_cannot_be_told_last(tmp_path):
    hidden = {"verdict": "unsure", "explanation": "The knee is hidden."}
    before = dataclasses.replace(
        running(),
        criteria=(
            criterion("knee", "Knee", side="left"),
            criterion("arm", "Arms", value=20.0),
            criterion("trunk-lean", "Trunk lean", value=20.0, verdict="fault"),
        ),
    )
    after = dataclasses.replace(
        running(),
        criteria=(
            criterion("knee", "Knee", side="left", value=None, **hidden),
            criterion("arm", "Arms", value=20.5),
            criterion("trunk-lean", "Trunk lean", value=8.0),
        ),
    )
    said = posecheck("compare", folder(tmp_path / "a", before), folder(tmp_path / "b", after))
    assert said.status == 0
    headings = [line for line in said.out.splitlines() if line.endswith(":")]
    assert headings == ["Better:", "No change beyond the error:", "Cannot be told:"]
    assert "Trunk lean: 20.0 -> 8.0 deg, fault -> good (up to 3.5 is noise)" in said.out
    assert "The knee is hidden: knee (left)." in said.out


def test_compare_speaks_json_to_programs(tmp_path):
    places = [folder(tmp_path / name, leaning(value)) for name, value in (("a", 20.0), ("b", 8.0))]
    told = json.loads(posecheck("compare", *places, "--json").out, parse_constant=pytest.fail)
    assert [one["change"] for one in told["criteria"]] == ["better"]


def test_a_folder_without_a_result_is_wrong_input(tmp_path):
    place = folder(tmp_path / "a", leaning(3.0))
    assert "no result here" in posecheck("compare", place, tmp_path).complaint


def test_names_that_somebody_else_wrote_cannot_command_a_terminal_or_forge_a_line(tmp_path):
    odd = dataclasses.replace(
        running(),
        check_title=ESCAPES,
        criteria=(
            criterion("lean", ESCAPES, unit=ESCAPES, value=20.0),
            criterion("foot", "Foot", value=None, label=ESCAPES),
            criterion("x", ESCAPES, verdict="unsure", explanation=ESCAPES),
        ),
    )
    source = dataclasses.replace(ABOUT.source, file=ESCAPES)
    places = [folder(tmp_path / name, odd, source=source) for name in "ab"]
    keep(odd, odd)
    for said in (
        posecheck("compare", *places),
        posecheck("history"),
        posecheck("history", "running"),
    ):
        assert said.status == 0
        assert "Forged" in said.out
        assert all(char.isprintable() or char == "\n" for char in said.out)
        assert not any(line.startswith("Forged") for line in said.out.splitlines())


def test_every_line_fits_on_a_narrow_terminal(tmp_path):
    long = [
        criterion(f"c{n}", "A criterion with a very long title indeed, longer than others " * 2)
        for n in range(2)
    ]
    long.append(criterion("lean", "Lean", unit="S", value=0.31))
    judgement = dataclasses.replace(running(), criteria=(*long, *running().criteria))
    keep(*[judgement] * 30)
    places = [folder(tmp_path / name, judgement) for name in "ab"]
    for words in (("history",), ("history", "running"), ("compare", *places)):
        lines = posecheck(*words).out.splitlines()
        assert max(map(len, lines)) <= 80
