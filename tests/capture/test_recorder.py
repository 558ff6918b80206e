import signal
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

import tests
from posecheck.capture.clip import probe
from posecheck.capture.reader import frames
from posecheck.capture.recorder import Recorder
from posecheck.errors import OutputError
from tests.capture.pattern import number_in, picture

TIMES = [0.0, 0.04, 0.05, 0.5, 2.25]


def record(path, times=TIMES, size=(96, 64), **options):
    with Recorder(path, size, **options) as recorder:
        for number, time_s in enumerate(times):
            recorder.write(picture(number, size), time_s)
    return path


def run_program(program, *arguments):
    command = [sys.executable, "-c", program, *arguments]
    root = Path(tests.__file__).parent.parent
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_pictures_come_back_at_their_times(tmp_path):
    read = list(frames(record(tmp_path / "a.mp4")))
    assert [number_in(frame.rgb) for frame in read] == [0, 1, 2, 3, 4]
    assert [frame.time_s for frame in read] == pytest.approx(TIMES, abs=1e-4)


def test_colours_come_back(tmp_path):
    frame = next(frames(record(tmp_path / "a.mp4")))
    assert np.abs(frame.rgb.astype(int) - picture(0)).mean() < 6


@pytest.mark.parametrize("height", [62, 64, 66, 68])
def test_colours_stay_in_their_place_at_every_even_height(tmp_path, height):
    red = np.full((height, 96, 3), 30, dtype=np.uint8)
    red[height // 2 :] = (240, 40, 40)
    with Recorder(tmp_path / "a.mp4", (96, height)) as recorder:
        recorder.write(red, 0.0)
    (frame,) = frames(tmp_path / "a.mp4")
    wrong = np.abs(frame.rgb.astype(int) - red).max(axis=(1, 2)) > 60
    assert wrong.sum() <= 1


def test_bgr_pictures_are_taken_too(tmp_path):
    with Recorder(tmp_path / "a.mp4", (96, 64), pixel_order="bgr") as recorder:
        recorder.write(np.ascontiguousarray(picture(0)[..., ::-1]), 0.0)
    (frame,) = frames(tmp_path / "a.mp4")
    assert np.abs(frame.rgb.astype(int) - picture(0)).mean() < 6


def test_a_browser_can_play_it(tmp_path):
    with av.open(str(record(tmp_path / "a.mp4", title="running <right>"))) as clip:
        stream = clip.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert stream.duration
        assert clip.metadata["title"] == "running <right>"


def test_the_first_picture_is_time_zero(tmp_path):
    info = probe(record(tmp_path / "a.mp4", [time_s + 300 for time_s in TIMES]))
    assert info.times_s == pytest.approx(TIMES, abs=1e-4)


def test_a_time_that_stands_still_loses_no_picture(tmp_path):
    info = probe(record(tmp_path / "a.mp4", [0.0, 0.1, 0.1, 0.05, 0.2]))
    assert info.frames == 5
    assert np.all(np.diff(info.times_s) > 0)


def test_odd_sizes_gain_a_row_and_a_column(tmp_path):
    info = probe(record(tmp_path / "a.mp4", size=(97, 63)))
    assert (info.width, info.height) == (98, 64)


def test_equal_input_gives_equal_bytes(tmp_path):
    one, two = record(tmp_path / "a.mp4"), record(tmp_path / "b.mp4")
    assert one.read_bytes() == two.read_bytes()


def test_the_name_appears_only_when_the_file_is_whole(tmp_path):
    with Recorder(tmp_path / "a.mp4", (96, 64)) as recorder:
        recorder.write(picture(0), 0.0)
        assert [file.name for file in tmp_path.iterdir()] == ["a.mp4.part"]
    assert [file.name for file in tmp_path.iterdir()] == ["a.mp4"]


def test_an_exception_leaves_nothing_behind(tmp_path):
    def interrupted():
        with Recorder(tmp_path / "a.mp4", (96, 64)) as recorder:
            recorder.write(picture(0), 0.0)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_no_picture_no_file(tmp_path):
    with Recorder(tmp_path / "a.mp4", (96, 64)):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_killed_program_leaves_a_video_that_plays(tmp_path):
    program = """
import os, signal, sys
from posecheck.capture.recorder import Recorder
from tests.capture.pattern import picture
recorder = Recorder(sys.argv[1], (96, 64))
for number in range(90):
    recorder.write(picture(number), number / 30)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = run_program(program, tmp_path / "a.mp4")
    assert done.returncode == -signal.SIGKILL
    assert len(list(frames(tmp_path / "a.mp4.part"))) >= 60


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(OutputError, match=r"gone.*cannot be written"):
        Recorder(tmp_path / "gone" / "a.mp4", (96, 64))


def test_a_disk_that_takes_no_more_is_said_and_nothing_is_left(tmp_path):
    program = """
import resource, signal, sys
import numpy as np
from posecheck.capture.recorder import Recorder
from posecheck.errors import OutputError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
noise = np.random.default_rng(0).integers(0, 256, (64, 96, 3), np.uint8)
try:
    with Recorder(sys.argv[1], (96, 64)) as recorder:
        for number in range(200):
            recorder.write(np.roll(noise, number, axis=0), number / 30)
except OutputError as error:
    print(error)
"""
    done = run_program(program, tmp_path / "a.mp4")
    assert "a.mp4' cannot be written (File too large)" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_what_is_to_be_kept_has_its_name_at_once_and_stays_whatever_happens(tmp_path):
    def interrupted():
        with Recorder(tmp_path / "a.mp4", (96, 64), keep=True) as recorder:
            recorder.write(picture(5), 0.0)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [file.name for file in tmp_path.iterdir()] == ["a.mp4"]
    (frame,) = frames(tmp_path / "a.mp4")
    assert number_in(frame.rgb) == 5


def test_a_picture_of_another_size_is_a_mistake(tmp_path):
    with (
        pytest.raises(ValueError, match="a picture of"),
        Recorder(tmp_path / "a.mp4", (96, 64)) as r,
    ):
        r.write(picture(0, (64, 96)), 0.0)


def test_an_uneven_rate_is_no_obstacle(tmp_path):
    info = probe(record(tmp_path / "a.mp4", [i / 29.97 for i in range(60)], fps_hint=29.97))
    assert info.fps == pytest.approx(float(Fraction(30000, 1001)), abs=0.01)
