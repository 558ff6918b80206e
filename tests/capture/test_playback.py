import numpy as np
import pytest

from posecheck.capture.playback import FileSource
from posecheck.errors import SourceError
from tests.capture.pattern import is_upright, number_in, steady, turn_in_header, write_clip
from tests.capture.stand_ins import Clock


@pytest.fixture
def clip(tmp_path):
    return write_clip(tmp_path / "a.mp4", steady(60), b_frames=0)


def played(source):
    shots = []
    while (shot := source.read()) is not None:
        shots.append(shot)
    return shots


def test_a_clip_plays_at_its_own_speed_from_now_on(clip):
    clock, shown = Clock(100.0), []
    source = FileSource(clip, clock=clock, pause=clock.pause)
    while (shot := source.read()) is not None:
        shown.append((shot.time_s, clock.now_s))
    times, now = np.array(shown).T
    assert times == pytest.approx(100 + np.arange(60) / 30, abs=1e-4)
    assert now == pytest.approx(times, abs=1e-6)


def test_uneven_time_stamps_are_kept(tmp_path):
    times = [0.0, 0.04, 0.05, 0.5, 2.25]
    clock = Clock(7.0)
    path = write_clip(tmp_path / "a.mp4", times)
    shots = played(FileSource(path, clock=clock, pause=clock.pause))
    assert [shot.time_s - 7 for shot in shots] == pytest.approx(times, abs=1e-4)
    assert [number_in(shot.rgb) for shot in shots] == list(range(5))


def test_frames_that_come_late_are_left_out_and_counted(clip):
    clock = Clock()
    source = FileSource(clip, clock=clock, pause=clock.pause)
    first = source.read()
    clock.now_s += 1.0
    after = source.read()
    assert number_in(first.rgb) == 0
    assert 100 + 1 - 0.3 < after.time_s <= 101
    assert number_in(after.rgb) == after.skipped + 1
    assert after.skipped > 15


def test_where_decoding_never_keeps_up_some_frames_are_still_shown(clip):
    clock = Clock()

    def hurried():
        clock.now_s += 0.05
        return clock.now_s

    shots = played(FileSource(clip, clock=hurried, pause=clock.pause))
    assert 10 < len(shots) < 40
    assert sum(shot.skipped + 1 for shot in shots) > 50


def test_a_clip_that_a_phone_turned_comes_upright(tmp_path):
    path = turn_in_header(write_clip(tmp_path / "a.mp4", steady(3)), 90)
    clock = Clock()
    (first, *_) = played(FileSource(path, clock=clock, pause=clock.pause))
    assert first.rgb.shape == (96, 64, 3)
    assert first.rgb.flags.c_contiguous
    assert not is_upright(first.rgb)
    assert is_upright(np.rot90(first.rgb))


def test_stopping_ends_the_wait_for_the_next_frame(clip):
    clock = Clock()
    source = FileSource(clip, clock=clock, pause=lambda delay_s: True)
    assert source.read() is not None
    assert source.read() is None


def test_what_is_no_clip_is_told_before_anything_plays(tmp_path):
    (tmp_path / "a.mp4").write_text("hello")
    with pytest.raises(SourceError, match="not a video"):
        FileSource(tmp_path / "a.mp4", clock=Clock(), pause=Clock().pause)
