"""A recording that is in nobody's way and is never lost."""

import signal
import threading
import time

import numpy as np
import pytest

from posecheck.capture import live_recorder
from posecheck.capture.clip import probe
from posecheck.capture.live_recorder import LiveRecorder
from posecheck.capture.reader import frames
from posecheck.capture.recorder import Recorder
from posecheck.errors import OutputError
from tests.capture.pattern import number_in, picture
from tests.capture.test_recorder import run_program

WRITING = """
import os, resource, signal, sys, time
import numpy as np
from posecheck.capture.live_recorder import LiveRecorder
from tests.capture.pattern import picture

def written(recorder, count):
    while recorder.state().recording and recorder.state().frames < count:
        time.sleep(0.001)
"""


def record(path, count, **options):
    with LiveRecorder(path, **options) as recorder:
        for number in range(count):
            write_in_time(recorder, picture(number), 50 + number / 30, number + 1)
    return recorder


def write_in_time(recorder, rgb, time_s, count):
    """Write a picture and wait until it is written, as a camera's pace would have it."""
    recorder.write(rgb, time_s)
    deadline_s = time.monotonic() + 10
    while recorder.state().frames < count:
        assert time.monotonic() < deadline_s
        time.sleep(0.0005)


def test_pictures_come_back_at_their_times(tmp_path):
    recorder = record(tmp_path / "a.mp4", 20)
    read = list(frames(tmp_path / "a.mp4"))
    assert [number_in(frame.rgb) for frame in read] == list(range(20))
    assert [frame.time_s for frame in read] == pytest.approx(np.arange(20) / 30, abs=1e-4)
    state = recorder.state()
    assert (state.recording, state.words, state.frames, state.dropped) == (False, "", 20, 0)


def test_a_slow_disk_costs_pictures_and_never_time(tmp_path, monkeypatch):
    gate = threading.Event()

    class Slow(Recorder):
        def write(self, *args):
            gate.wait(10)
            super().write(*args)

    monkeypatch.setattr(live_recorder, "Recorder", Slow)
    with LiveRecorder(tmp_path / "a.mp4") as recorder:
        for number in range(100):
            recorder.write(picture(number), number / 30)
        assert recorder.state().dropped >= 100 - live_recorder._QUEUE - 1
        assert recorder.state().recording
        gate.set()
    assert recorder.state().frames + recorder.state().dropped == 100
    assert probe(tmp_path / "a.mp4").frames == recorder.state().frames


def test_a_picture_of_another_size_is_fitted_in_whole(tmp_path):
    with LiveRecorder(tmp_path / "a.mp4") as recorder:
        write_in_time(recorder, picture(0), 0.0, 1)
        write_in_time(recorder, np.full((200, 100, 3), 220, np.uint8), 0.1, 2)
    _, other = frames(tmp_path / "a.mp4")
    assert other.rgb.shape == (64, 96, 3)
    assert other.rgb[32, 48].min() > 200
    assert other.rgb[:, [4, -4]].max() < 40


def test_an_exception_in_the_session_keeps_the_recording(tmp_path):
    def broken():
        with LiveRecorder(tmp_path / "a.mp4") as recorder:
            recorder.write(picture(0), 0.0)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken()
    assert probe(tmp_path / "a.mp4").frames == 1


def test_no_picture_no_file(tmp_path):
    with LiveRecorder(tmp_path / "a.mp4"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_already_is_not_overwritten(tmp_path):
    (tmp_path / "a.mp4").write_text("my only run")
    with pytest.raises(OutputError, match=r"a\.mp4' is there already"):
        LiveRecorder(tmp_path / "a.mp4")
    assert (tmp_path / "a.mp4").read_text() == "my only run"


def test_a_folder_that_is_not_there_is_said_before_the_session_begins(tmp_path):
    with pytest.raises(OutputError, match=r"gone.*cannot be written.*another folder"):
        LiveRecorder(tmp_path / "gone" / "a.mp4")


def test_what_breaks_in_the_thread_surfaces_with_the_next_picture(tmp_path):
    with LiveRecorder(tmp_path / "a.mp4") as recorder:
        recorder.write(np.zeros((4, 4), np.uint8), 0.0)
        with pytest.raises((ValueError, IndexError)):
            until_raised(recorder)
    assert not recorder.state().recording


def until_raised(recorder):
    deadline_s = time.monotonic() + 10
    while time.monotonic() < deadline_s:
        recorder.write(picture(0), 1.0)
        time.sleep(0.001)


def test_a_killed_program_leaves_all_but_the_last_second_under_the_files_own_name(tmp_path):
    program = f"""{WRITING}
recorder = LiveRecorder(sys.argv[1])
for number in range(90):
    recorder.write(picture(number), number / 30)
    written(recorder, number + 1)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = run_program(program, tmp_path / "a.mp4")
    assert done.returncode == -signal.SIGKILL
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]
    assert len(list(frames(tmp_path / "a.mp4"))) >= 60


def test_a_full_disk_stops_the_recording_in_one_line_and_keeps_what_was_written(tmp_path):
    program = f"""{WRITING}
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
noise = np.random.default_rng(0).integers(0, 256, (64, 96, 3), np.uint8)
with LiveRecorder(sys.argv[1]) as recorder:
    for number in range(400):
        recorder.write(np.roll(noise, number, axis=0), number / 30)
        written(recorder, number + 1)
    print(recorder.state().recording, recorder.state().frames)
    print(recorder.state().words)
"""
    done = run_program(program, tmp_path / "a.mp4")
    assert done.stderr == ""
    numbers, words = done.stdout.splitlines()
    stopped, count = numbers.split()
    assert stopped == "False"
    assert "a.mp4' cannot be written (File too large)" in words
    assert "kept" in words
    assert len(list(frames(tmp_path / "a.mp4"))) > int(count) - 60
