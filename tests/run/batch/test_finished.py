"""What makes a result another one, and how a finished one is found again."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from posecheck.assess.calibrate import Calibration
from posecheck.run.batch.finished import Note, find_finished, holds, key_of, read_note, write_note
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
    assert key_of(HASHES, replace(OPTIONS, **changes)) != key_of(HASHES, OPTIONS)


def test_other_clips_or_another_version_are_another_result(monkeypatch):
    before = key_of(HASHES, OPTIONS)
    assert key_of(HASHES[::-1], OPTIONS) != before
    monkeypatch.setattr("posecheck.run.batch.finished.__version__", "99")
    assert key_of(HASHES, OPTIONS) != before


def test_where_it_is_written_and_by_force_is_no_other_result():
    assert key_of(HASHES, replace(OPTIONS, out=Path("x"), force=True)) == key_of(HASHES, OPTIONS)


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "a.mp4-2"
    for made in (tmp_path / "a.mp4", place):
        made.mkdir()
    write_note(place, Note("key", "a.mp4", 30))
    result = {"schema": "posecheck/result/1", "verdict": "good", "check": "x", "criteria": []}
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
