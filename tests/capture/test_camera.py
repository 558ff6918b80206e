"""What a live session may rely on, whatever the camera does."""

import threading
import time
from contextlib import contextmanager

import numpy as np
import pytest

from posecheck.capture import camera as camera_module
from posecheck.capture import grabber
from posecheck.capture.camera import Camera, CameraError
from tests.capture.pattern import number_in, steady, write_clip
from tests.capture.stand_ins import GONE, HANG, Clock, Led, busy, noisy

SOON_S = 10.0  # only a broken program waits that long


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(grabber, "RETRY_S", (0.0, 0.01))


@contextmanager
def session(led, clock):
    with Camera(led, clock=clock) as camera:
        yield camera
        led.release()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def led():
    return Led()


def taken(source, reads):
    """Wait until the camera's thread has asked for its so-and-so-manieth next picture."""
    for _ in range(reads):
        assert source.reads.acquire(timeout=SOON_S)


def until(condition):
    deadline_s = time.monotonic() + SOON_S
    while not condition():
        assert time.monotonic() < deadline_s
        time.sleep(0.001)


def shots(clock, count, fps=30.0, first=0, **kind):
    return [(clock.now_s + number / fps, noisy(first + number, **kind)) for number in range(count)]


def test_only_the_newest_picture_is_given_and_only_once(led, clock):
    with session(led, clock) as camera:
        led.hand(*shots(clock, 5))
        taken(led, 6)
        frame = camera.newest(SOON_S)
        assert frame.index == 4
        assert np.array_equal(frame.rgb, noisy(4))
        assert camera.newest(0.0) is None
        state = camera.state()
        assert (state.given, state.dropped) == (1, 4)
        assert state.size_px == (64, 48)


def test_a_camera_twice_as_fast_as_its_consumer_never_makes_it_fall_behind(led, clock):
    ages = []
    with session(led, clock) as camera:
        taken(led, 1)
        for number in range(0, 200, 2):
            led.hand((clock.now_s, noisy(number)), (clock.now_s + 0.02, noisy(number + 1)))
            taken(led, 2)
            clock.now_s += 0.04
            ages.append(clock.now_s - camera.newest(SOON_S).time_s)
        assert camera.state().dropped == 100
    assert ages == pytest.approx([0.02] * 100)


def test_times_increase_even_where_the_clock_stands_still(led, clock):
    with session(led, clock) as camera:
        times = []
        for number in range(5):
            led.hand((clock.now_s, noisy(number)))
            times.append(camera.newest(SOON_S).time_s)
    assert min(np.diff(times)) >= 1e-3 - 1e-9


def test_the_size_may_change_in_the_middle(led, clock):
    with session(led, clock) as camera:
        for size in ((64, 48), (32, 80)):
            led.hand((clock.now_s, noisy(0, size)))
            frame = camera.newest(SOON_S)
            assert frame.rgb.shape == (size[1], size[0], 3)
            assert camera.state().size_px == size


def test_unplugged_is_told_in_one_line_and_the_camera_is_picked_up_again(led, clock):
    with session(led, clock) as camera:
        led.hand(*shots(clock, 3))
        taken(led, 4)
        assert camera.newest(SOON_S).index == 2
        led.refusals += [CameraError("camera 0 is not there; plug it in")] * 3
        led.hand(GONE)
        until(lambda: camera.state().trouble == "missing")
        assert camera.state().words == "The camera is gone; plug it in again"
        clock.now_s += 5
        led.hand(*shots(clock, 1, first=7))
        frame = camera.newest(SOON_S)
        assert (frame.index, frame.time_s) == (3, clock.now_s)
        assert camera.state().trouble is None
        assert (led.opened, led.closed) == (2, 1)
    assert led.closed == 2


def test_a_camera_that_somebody_else_took_is_told_until_it_is_given_back(led, clock):
    with session(led, clock) as camera:
        led.refusals += [busy()] * 3
        led.hand(GONE)
        until(lambda: camera.state().trouble == "busy")
        assert "Another program" in camera.state().words
        led.hand(*shots(clock, 1))
        assert camera.newest(SOON_S) is not None
        assert camera.state().words == ""


def test_silence_is_told_while_the_read_still_waits(led, clock):
    with session(led, clock) as camera:
        led.hand(*shots(clock, 1))
        taken(led, 2)
        clock.now_s += 1.9
        state = camera.state()
        assert state.trouble == "silent"
        assert "\n" not in state.words
        assert "cable" in state.words


def test_a_frozen_picture_is_not_given_and_the_camera_is_opened_anew(led, clock):
    same = noisy(1)
    with session(led, clock) as camera:
        given = 0
        for _ in range(60):
            led.hand((clock.now_s, same.copy()))
            taken(led, 1)
            given += camera.newest(0.0) is not None
            if camera.state().trouble:
                break
            clock.now_s += 1 / 30
        assert clock.now_s < 102
        assert given <= 1
        assert "stands still" in camera.state().words
        until(lambda: led.opened > 1)
        led.hand((clock.now_s, noisy(2)))
        until(lambda: camera.newest(0.1) is not None)
        assert camera.state().trouble is None


@pytest.mark.parametrize(
    ("fps", "level", "word"), [(30, 3, "black"), (1, 120, "Only 1.0 pictures a second")]
)
def test_black_and_slow_are_told_while_pictures_go_on(led, clock, fps, level, word):
    with session(led, clock) as camera:
        for number in range(2 * fps + 1):
            led.hand((clock.now_s, noisy(number, level=level)))
            assert camera.newest(SOON_S) is not None
            last_s, clock.now_s = clock.now_s, clock.now_s + 1 / fps
        clock.now_s = last_s
        assert word in camera.state().words
        assert led.opened == 1


def test_a_camera_in_use_is_an_error_at_the_start(led):
    led.refusals.append(busy())
    with pytest.raises(CameraError, match="another program"), Camera(led):
        pass


def test_what_breaks_in_the_thread_surfaces_with_the_next_picture(led, clock):
    with session(led, clock) as camera:
        led.hand(ZeroDivisionError("broken"))
        with pytest.raises(ZeroDivisionError, match="broken"):
            camera.newest(SOON_S)
    assert led.closed == 1


def test_a_read_that_hangs_does_not_keep_the_session_from_ending(led, clock, monkeypatch):
    monkeypatch.setattr(camera_module, "_JOIN_S", 0.05)
    with Camera(led, clock=clock) as camera:
        led.hand(HANG)
        assert led.hanging.wait(SOON_S)
        assert camera.newest(0.0) is None
    assert led.closed == 0
    led.release()
    until(lambda: led.closed == 1)


def test_a_read_that_never_comes_back_is_left_to_itself_and_another_thread_goes_on(led, clock):
    with session(led, clock) as camera:
        led.hand(HANG)
        assert led.hanging.wait(SOON_S)
        clock.now_s += grabber.STUCK_S + 1
        led.hand(*shots(clock, 1, first=3))
        until(lambda: camera.newest(0.1) is not None)
        assert led.opened == 2


def test_a_clip_given_as_camera_ends(tmp_path):
    path = write_clip(tmp_path / "a.mp4", steady(12, fps=60), b_frames=0)
    with Camera(str(path)) as camera:
        numbers, times = [], []
        until(lambda: next_into(camera, numbers, times))
        assert numbers[-1] == 11
        assert camera.newest(SOON_S) is None
        state = camera.state()
    assert (state.ended, state.trouble) == (True, None)
    assert state.given + state.dropped == 12
    step = np.diff(times) / np.diff(numbers)
    assert step == pytest.approx(np.full(len(step), 1 / 60), abs=1e-6)


def next_into(camera, numbers, times):
    frame = camera.newest(0.2)
    if frame is not None:
        assert frame.index == number_in(frame.rgb)
        numbers.append(frame.index)
        times.append(frame.time_s)
    return camera.state().ended


def test_a_clip_is_let_go_in_the_middle(tmp_path):
    path = write_clip(tmp_path / "a.mp4", steady(300))
    before = set(threading.enumerate())
    with Camera(str(path)) as camera:
        assert not camera.live
        assert camera.newest(SOON_S) is not None
    assert set(threading.enumerate()) <= before


def test_a_camera_that_was_not_opened_says_so():
    with pytest.raises(ValueError, match="with statement"):
        Camera(Led()).newest(0.0)
