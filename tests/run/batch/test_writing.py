"""The summary is worked out as clips end, and can be written at any time."""

from pathlib import Path

import pytest

from posecheck.errors import OutputError
from posecheck.run.batch.lists import Aside, Item, Listed
from posecheck.run.batch.tasks import Failed
from posecheck.run.batch.writing import Summary
from tests.run.batch.seeing import OPTIONS, document, rows

NAMES = ("a.mp4", "b.mp4", "c.mp4", "d.mp4")
LISTED = Listed(
    tuple(Item((Path(name),), name, name) for name in NAMES), (Aside("notes.txt", "no video"),)
)


@pytest.fixture
def summary(tmp_path):
    with Summary(tmp_path, LISTED, OPTIONS) as begun:
        yield begun


def test_clips_stand_in_the_order_of_names_whichever_ended_first(summary, tmp_path):
    for number in (2, 0, 3, 1):
        summary.add(number, Failed(f"reason {number}"))
    assert summary.write().counts.plain()["failed"] == 4
    assert [one["clip"] for one in document(tmp_path)["clips"]] == list(NAMES)
    assert [row["reason"] for row in rows(tmp_path)] == [f"reason {number}" for number in range(4)]


def test_written_halfway_it_says_how_many_clips_are_missing_and_can_go_on(summary, tmp_path):
    summary.add(1, Failed("x"))
    assert summary.write().counts.open == 3
    assert document(tmp_path)["counts"] | {"clips": 1, "open": 3} == document(tmp_path)["counts"]
    summary.add(0, Failed("y"))
    summary.write()
    assert [one["clip"] for one in document(tmp_path)["clips"]] == ["a.mp4", "b.mp4"]


def test_it_knows_whether_the_one_that_lies_there_tells_of_more(summary, tmp_path):
    assert summary.tells_more()
    for number in (0, 1):
        summary.add(number, Failed("x"))
    summary.write()
    assert summary.tells_more()
    with Summary(tmp_path, LISTED, OPTIONS) as later:
        later.add(0, Failed("x"))
        assert not later.tells_more()
        later.add(3, Failed("x"))
        assert later.tells_more()


def test_nothing_of_it_is_left_when_it_is_not_written(tmp_path):
    with Summary(tmp_path, LISTED, OPTIONS) as begun:
        begun.add(0, Failed("x"))
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_it_says_so(tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        Summary(tmp_path / "gone", LISTED, OPTIONS).__enter__()
