"""Locks keep runs apart, and go with the process that holds them."""

import os

import pytest

from posecheck.errors import OutputError
from posecheck.run.batch import locks
from posecheck.run.batch.locks import claimed, same_settings
from tests.run.batch.test_trouble import holding


def test_a_place_is_held_by_one_and_others_are_free(tmp_path):
    with holding(tmp_path, "claimed", "a.mp4"), claimed(tmp_path, "a.mp4") as mine:
        assert not mine
    with holding(tmp_path, "claimed", "a.mp4"), claimed(tmp_path, "b.mp4") as mine:
        assert mine
    with claimed(tmp_path, "a.mp4") as mine:
        assert mine


def test_a_holder_that_is_killed_holds_no_more(tmp_path):
    with holding(tmp_path, "claimed", "a.mp4") as holder:
        holder.kill()
        holder.wait()
        with claimed(tmp_path, "a.mp4") as mine:
            assert mine


def test_runs_of_the_same_settings_are_let_in_and_know_of_each_other(tmp_path):
    with same_settings(tmp_path, "mine") as alone:
        assert alone()
    with holding(tmp_path, "same_settings", "mine"), same_settings(tmp_path, "mine") as alone:
        assert not alone()


def test_where_no_locks_are_known_everybody_is_let_in(tmp_path, monkeypatch):
    monkeypatch.setattr(locks, "fcntl", None)
    for name in ("pread", "pwrite"):
        monkeypatch.delattr(os, name)
    with same_settings(tmp_path, "mine") as alone, claimed(tmp_path, "a.mp4") as mine:
        assert alone()
        assert mine


def test_an_output_that_cannot_be_written_says_so(tmp_path):
    with pytest.raises(OutputError, match="cannot be written"), claimed(tmp_path / "gone", "a"):
        pass
