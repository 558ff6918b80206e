"""A take outlives the program that takes it."""

import errno
import multiprocessing
import os
import time
from dataclasses import replace

import numpy as np
import pytest

from posecheck.assess.results import RollResult
from posecheck.errors import OutputError
from posecheck.run import held
from posecheck.run.judging import Request
from posecheck.run.live import journal as journals
from posecheck.run.live.journal import EVERY_S, PREFIX, Journal, Recovered, recover
from posecheck.run.score import score_track
from posecheck.run.take import Take
from posecheck.track import load, save
from tests.run.true_tracks import true_track

LEVEL = RollResult(0.0, "given", 0.3)


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(held, "_UNLOCKED_AGE_S", -1.0)


def taken(journal, seconds=9.0, sample="wall-posture-head-forward"):
    track = true_track(sample)
    take = Take(Request(check="wall-posture"))
    for row in range(int(seconds * 30)):
        take(track[row : row + 1], LEVEL)
        journal(take, float(track.time_s[row]))
    return take


def killed(folder):
    """Take in a process that dies as by kill -9."""
    process = multiprocessing.get_context("fork").Process(target=_die, args=(folder,))
    process.start()
    process.join()


def _die(folder):
    taken(Journal(folder, "mine"))
    os._exit(9)


def test_what_a_killed_session_took_can_be_judged(tmp_path):
    killed(tmp_path)
    (place,) = recover(tmp_path).places
    track, take = load(place), taken(Journal(tmp_path / "other", "mine"))
    assert 9.0 - track.time_s[-1] <= EVERY_S
    np.testing.assert_array_equal(track.points, take.track().points[: len(track)])
    outcome = score_track(place, Request(), out=tmp_path / "out", force=False)
    worst = [one.id for one in outcome.judgement.criteria if one.verdict == "fault"]
    assert worst == ["head-forward"]
    assert not list(tmp_path.glob(f"{PREFIX}*"))


def test_a_piece_that_was_cut_off_costs_only_itself(tmp_path):
    killed(tmp_path)
    (left,) = tmp_path.glob(f"{PREFIX}*")
    (left / "99999999.npz").write_bytes(b"PK\x03\x04 half")
    (place,) = recover(tmp_path).places
    assert len(load(place)) > 30


def test_a_journal_without_a_whole_piece_goes(tmp_path):
    killed(tmp_path)
    (left,) = tmp_path.glob(f"{PREFIX}*")
    for piece in left.iterdir():
        piece.write_bytes(b"")
    assert not recover(tmp_path).places
    assert not list(tmp_path.iterdir())


def left_behind(folder, *pieces, name="mine"):
    """Give the journal of a session that was cut off after these pieces."""
    left = folder / f"{PREFIX}{name}"
    left.mkdir()
    for number, piece in enumerate(pieces):
        save(piece, left / f"{number:08d}.npz")
    return left


def with_channel(piece, **columns):
    channels = {name: np.zeros((len(piece), count)) for name, count in columns.items()}
    return replace(piece, channels=channels)


WHOLE = true_track("wall-posture-head-forward")


@pytest.mark.parametrize(
    ("first", "other"),
    [
        (WHOLE[:60], WHOLE[30:90]),
        (with_channel(WHOLE[:60], own=1), WHOLE[60:90]),
        (WHOLE[:60], with_channel(WHOLE[60:90], own=1)),
        (with_channel(WHOLE[:60], own=1), with_channel(WHOLE[60:90], own=2)),
        (WHOLE[:60], replace(WHOLE[60:90], size_px=(640, 480))),
    ],
    ids=["times", "channel-gone", "channel-new", "columns", "size"],
)
def test_a_piece_that_does_not_go_on_from_the_one_before_ends_the_track(tmp_path, first, other):
    left_behind(tmp_path, first, other)
    recovered = recover(tmp_path)
    (place,) = recovered.places
    assert recovered.left == ()
    np.testing.assert_array_equal(load(place).time_s, first.time_s)
    assert list(tmp_path.iterdir()) == [place]


def test_a_file_by_the_name_of_a_journal_is_nothing_to_worry_about(tmp_path):
    (tmp_path / f"{PREFIX}mine").write_text("mine")
    assert recover(tmp_path) == Recovered((), ())
    assert (tmp_path / f"{PREFIX}mine").read_text() == "mine"


def test_what_somebody_laid_into_a_journal_stays_and_is_named(tmp_path):
    (left_behind(tmp_path, WHOLE[:60]) / "notes.txt").write_text("mine")
    recovered = recover(tmp_path)
    (line,) = recovered.left
    assert f"{PREFIX}mine" in line
    assert len(recovered.places) == 1
    assert [path.name for path in (tmp_path / f"{PREFIX}mine").iterdir()] == ["notes.txt"]
    assert recover(tmp_path).places == (), "it is recovered once"


def test_a_leftover_that_cannot_be_saved_stays_whole_and_is_named(tmp_path, monkeypatch):
    left = left_behind(tmp_path, WHOLE[:60])
    with monkeypatch.context() as patched:
        patched.setattr(journals, "save", FullDisk())
        (line,) = recover(tmp_path).left
    assert f"{PREFIX}mine" in line
    assert "No space left" in line
    assert list(tmp_path.rglob("*")) == [left, left / "00000000.npz"]
    assert len(load(*recover(tmp_path).places)) == 60


def test_a_journal_without_a_name_is_rescued_too(tmp_path):
    left_behind(tmp_path, WHOLE[:60], name="")
    assert recover(tmp_path) == Recovered((tmp_path / "live.npz",), ())


def test_an_older_track_is_not_written_over(tmp_path):
    (tmp_path / "mine.npz").write_text("mine")
    left_behind(tmp_path, WHOLE[:60])
    assert recover(tmp_path).places == (tmp_path / "mine-2.npz",)
    assert (tmp_path / "mine.npz").read_text() == "mine"


def test_a_session_that_lives_is_left_alone(tmp_path):
    journal = Journal(tmp_path, "mine")
    taken(journal)
    assert not recover(tmp_path).places
    journal.close()
    assert not list(tmp_path.iterdir())


def test_two_sessions_of_one_name_have_a_journal_each(tmp_path):
    one, other = Journal(tmp_path, "mine"), Journal(tmp_path, "mine")
    taken(one)
    taken(other)
    mine, others = sorted(tmp_path.iterdir())
    assert len(list(mine.iterdir())) == len(list(others.iterdir()))
    one.close()
    assert list(tmp_path.iterdir()) == [others]
    assert list(others.iterdir())


def test_a_journal_removes_only_what_it_made(tmp_path):
    living, unused = Journal(tmp_path, "mine"), Journal(tmp_path, "mine")
    taken(living)
    unused.close()
    assert len(list(tmp_path.iterdir())) == 1


def test_nothing_is_written_before_judging_begins(tmp_path):
    taken(Journal(tmp_path, "mine"), seconds=1.5)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match="file"):
        taken(Journal(tmp_path / "file", "mine"))


class FullDisk:
    """Refuses every piece until there is room again, and counts what was asked of it."""

    def __init__(self):
        self.full, self.asked = True, []

    def __call__(self, piece, place):
        self.asked.append(len(piece))
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        save(piece, place)


def refused(journal, take, times_s):
    """Give how often a journal could not write at these times."""
    count = 0
    for time_s in times_s:
        try:
            journal(take, time_s)
        except OutputError:
            count += 1
    return count


def test_a_full_disk_is_tried_again_now_and_then_and_not_with_every_frame(tmp_path, monkeypatch):
    monkeypatch.setattr(journals, "save", disk := FullDisk())
    take = taken(lambda *_: None)
    assert refused(Journal(tmp_path, "mine"), take, np.arange(10.0, 30.0, 1 / 30)) == 20 / EVERY_S
    assert len(disk.asked) == 20 / EVERY_S


def test_what_a_full_disk_kept_waiting_is_written_bit_by_bit(tmp_path, monkeypatch):
    monkeypatch.setattr(journals, "save", disk := FullDisk())
    monkeypatch.setattr(journals, "LONGEST", 50)
    take, journal = taken(lambda *_: None), Journal(tmp_path, "mine")
    assert refused(journal, take, [10.0]) == 1
    disk.full = False
    assert refused(journal, take, np.arange(10.0, 90.0, 1.0)) == 0
    assert max(disk.asked) == 50
    (folder,) = tmp_path.iterdir()
    assert sum(len(load(piece)) for piece in folder.iterdir()) == len(take)


def test_where_folders_cannot_be_locked_age_tells(tmp_path, monkeypatch):
    monkeypatch.setattr(held, "fcntl", None)
    killed(tmp_path)
    (left,) = tmp_path.glob(f"{PREFIX}*")
    assert not recover(tmp_path).places
    old_s = time.time() - 2 * 86400
    os.utime(left, (old_s, old_s))
    assert len(recover(tmp_path).places) == 1
