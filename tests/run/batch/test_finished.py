"""What makes a result another one, and how a finished one is found again."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import posecheck
from posecheck.assess.calibrate import Calibration
from posecheck.run.batch.finished import (
    Note,
    find_finished,
    holds,
    key_of,
    program_of,
    read_note,
    write_note,
)
from posecheck.run.judging import Request
from tests.run.batch.seeing import OPTIONS

HASHES = ("aa", "bb")


@pytest.mark.parametrize(
    "changes",
    [
        {"annotate": True},
        {"blur_face": True},
        {"start_s": 1.0},
        {"request": Request(check="wall-posture")},
        {"request": Request(check="running", height_cm=170.0)},
        {"request": Request(check="running", baseline=Calibration({"S": 1.0}, {}))},
        {"bundle": replace(OPTIONS.bundle, sha256="1" * 64)},
    ],
)
def test_other_settings_are_another_result(changes):
    assert key_of(HASHES, replace(OPTIONS, **changes), "one") != key_of(HASHES, OPTIONS, "one")


def test_other_clips_or_another_program_are_another_result():
    before = key_of(HASHES, OPTIONS, "one")
    assert key_of(HASHES[::-1], OPTIONS, "one") != before
    assert key_of(HASHES, OPTIONS, "other") != before


@pytest.fixture
def package(tmp_path):
    (tmp_path / "assess").mkdir()
    (tmp_path / "_shipped").mkdir()
    (tmp_path / "assess" / "grade.py").write_text("LIMIT = 1\n")
    (tmp_path / "assess" / "accuracy.json").write_text("{}\n")
    return tmp_path


@pytest.mark.parametrize("changed", ["assess/grade.py", "assess/accuracy.json", "new.py"])
def test_a_changed_source_or_error_table_is_another_program(package, changed):
    before = program_of(package)
    (package / changed).write_text("LIMIT = 2\n")
    assert program_of(package) != before


def test_a_file_that_moves_is_another_program(package):
    before = program_of(package)
    (package / "assess" / "grade.py").rename(package / "assess" / "mark.py")
    assert program_of(package) != before


@pytest.mark.parametrize("changed", ["assess/grade.cpython-311.pyc", "_shipped/demo.json"])
def test_what_python_makes_and_what_comes_along_is_no_other_program(package, changed):
    before = program_of(package)
    (package / changed).write_text("anything")
    assert program_of(package) == before


def test_the_program_is_this_package():
    assert program_of() == program_of(Path(posecheck.__file__).parent)
    assert program_of() != program_of(Path(posecheck.__file__).parent / "assess")


def test_where_it_is_written_and_by_force_is_no_other_result():
    elsewhere = replace(OPTIONS, out=Path("x"), force=True)
    assert key_of(HASHES, elsewhere, "one") == key_of(HASHES, OPTIONS, "one")


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "a.mp4-2"
    for made in (tmp_path / "a.mp4", place):
        made.mkdir()
    write_note(place, Note("key", "a.mp4", 30))
    result = {"schema": "posecheck/result/1", "verdict": "good", "check": "x"}
    result |= {"view": {"name": "back"}, "criteria": []}
    (place / "result.json").write_text(json.dumps(result))
    (place / "report.html").touch()
    return place


def test_it_is_found_at_its_place_or_beside(folder):
    found = find_finished(folder.with_name("a.mp4"), "key")
    assert (found.folder, found.note.frames, found.result["verdict"]) == (folder, 30, "good")
    assert find_finished(folder.with_name("a.mp4"), "other") is None
    assert holds(folder, "a.mp4")
    assert not holds(folder, "b.mp4")


@pytest.mark.parametrize("name", ["result.json", "report.html", "finished.json"])
def test_one_that_lost_a_file_is_not_finished(folder, name):
    (folder / name).unlink()
    assert find_finished(folder.with_name("a.mp4"), "key") is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"key": 1}', "[" * 99999])
def test_a_broken_note_is_none(folder, text):
    (folder / "finished.json").write_text(text)
    assert read_note(folder) is None
