"""summary.csv and batch.json: what a spreadsheet and a program find in them."""

import csv
import io
import json

import pytest

from posecheck.feedback.summary.entries import COLUMNS, NUMBERS
from posecheck.feedback.summary.tables import SCHEMA, CsvForm, JsonForm
from tests.feedback.summary.results import ABOUT, ASIDE, criterion, entry, failed, whole


def csv_rows(*entries):
    return list(csv.DictReader(io.StringIO(whole(CsvForm(), *entries), newline="")))


def document(*entries, left_out=()):
    return json.loads(whole(JsonForm(ABOUT), *entries, left_out=left_out))


def test_a_row_a_criterion_and_one_for_a_clip_that_failed():
    sides = [criterion(side="left"), criterion("fault", 12.0, side="right")]
    rows = csv_rows(entry(criteria=sides, verdict="fault", person="Ann"), failed())
    assert [(row["clip"], row["side"], row["criterion_verdict"]) for row in rows] == [
        ("a.mp4", "left", "good"),
        ("a.mp4", "right", "fault"),
        ("b.mp4", "", ""),
    ]
    assert [row["status"] for row in rows] == ["done", "done", "failed"]
    assert rows[2]["reason"] == "is empty (0 bytes)"
    assert rows[0]["person"] == "Ann"
    assert tuple(rows[0]) == COLUMNS


def test_numbers_are_numbers_and_open_limits_are_empty():
    (row,) = csv_rows(entry())
    assert {name: row[name] for name in sorted(NUMBERS)} == {
        "coverage": "0.9",
        "value": "1.5",
        "uncertainty": "2",
        "worst_s": "1.25",
        "good_from": "0",
        "good_to": "",
        "fault_below": "",
        "fault_above": "10",
    }


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n@x", "＝1"]
)
def test_no_cell_runs_as_a_formula(name):
    (row,) = csv_rows(entry(name, person=name, notes=name))
    for column in ("clip", "folder", "person", "notes"):
        assert row[column].startswith("'")
        assert not set(row[column]) & set("\t\r\n")


def test_the_list_says_what_became_of_every_file():
    found = document(entry(), entry("c.mp4", "fault"), failed(), left_out=[ASIDE])
    assert found["schema"] == SCHEMA
    assert found["counts"] == {
        "clips": 3,
        "done": 2,
        "failed": 1,
        "open": 0,
        "fault": 1,
        "unsure": 0,
        "borderline": 0,
        "good": 1,
    }
    assert [(one["clip"], one["status"], one["verdict"]) for one in found["clips"]] == [
        ("a.mp4", "done", "good"),
        ("c.mp4", "done", "fault"),
        ("b.mp4", "failed", None),
    ]
    assert found["left_out"] == [ASIDE]


def test_an_empty_list_is_valid():
    assert document()["clips"] == []
