import numpy as np
import pytest

from posecheck.capture.watch import Watch
from tests.capture.stand_ins import noisy

START = 50.0


def watched(times_s, pictures=None, live=True):
    watch = Watch(START, live=live)
    for number, time_s in enumerate(times_s):
        rgb = noisy(number) if pictures is None else pictures(number)
        watch.note(START + time_s, rgb)
    return watch


def first_trouble(watch, from_s, kind, until_s=5.0):
    """When the trouble is first said if nothing more comes, asked every 20 ms."""
    times = np.arange(from_s, until_s, 0.02)
    return next(float(t) for t in times if watch.trouble(START + t) == kind)


def steady(seconds, fps):
    return np.arange(0, seconds, 1 / fps)


@pytest.mark.parametrize("fps", [6, 7.5, 15, 30, 60])
def test_a_camera_that_is_well_is_left_alone(fps):
    watch = Watch(START)
    for number, time_s in enumerate(START + steady(6, fps)):
        assert watch.note(time_s, noisy(number))
        assert watch.trouble(time_s) is None
    assert watch.fps(START + 6) == pytest.approx(fps, rel=0.1)


def test_silence_is_noticed_within_two_seconds():
    assert first_trouble(watched(steady(3, 30)), 3.0, "silent") < 3 + 2
    assert first_trouble(Watch(START), 0.0, "silent") < 2, "a camera that never gave a picture"


def test_one_picture_a_second_is_slow_and_not_silent():
    watch, said = Watch(START), set()
    for number in range(6):
        watch.note(START + number, noisy(number))
        said |= {watch.trouble(START + number + part) for part in (0.0, 0.5, 0.98)}
    assert said == {None, "slow"}


def test_a_camera_that_becomes_slow_is_noticed_within_two_seconds_and_so_is_its_return():
    watch = watched([*steady(3, 30), 4.0])
    assert first_trouble(watch, 4.0, "slow") < 3 + 2
    for number, time_s in enumerate(START + 5 + steady(2, 30)):
        watch.note(time_s, noisy(number))
    assert watch.trouble(START + 7) is None


def test_the_same_picture_again_and_again_is_frozen_within_two_seconds():
    same = noisy(1)
    watch = watched(steady(2, 30))
    for time_s in 2 + steady(3, 30):
        assert watch.note(START + time_s, same.copy()) == (time_s == 2)
        if watch.trouble(START + time_s) == "frozen":
            break
    assert time_s < 2 + 2


def test_a_change_of_one_value_is_a_new_picture():
    watch, rgb = Watch(START), noisy(1)
    assert watch.note(START, rgb)
    other = rgb.copy()
    other[17, 23, 1] += 1
    assert watch.note(START + 0.03, other)
    assert not watch.note(START + 0.06, other.copy())


def test_a_driver_that_gives_each_picture_twice_is_no_trouble():
    watch = watched(steady(4, 30), lambda number: noisy(number // 2))
    assert watch.trouble(START + 4) is None
    assert watch.fps(START + 4) == pytest.approx(15, rel=0.1)


@pytest.mark.parametrize("still", [False, True], ids=["noise", "still"])
def test_a_black_picture_is_black_within_two_seconds_not_frozen(still):
    watch = Watch(START)
    for number, time_s in enumerate(START + steady(3, 30)):
        watch.note(time_s, noisy(0 if still else number, level=2))
        if watch.trouble(time_s):
            break
    assert watch.trouble(time_s) == "black"
    assert time_s < START + 2


def test_light_after_black_is_noticed_at_once():
    watch = watched(steady(3, 30), lambda number: noisy(number, level=2))
    watch.note(START + 3, noisy(1))
    assert watch.trouble(START + 3) is None


def test_pictures_after_a_long_silence_are_not_called_slow():
    watch = watched([*steady(2, 30), 12.0, 12.03, 12.06])
    assert watch.trouble(START + 12.1) is None


def test_a_file_may_stand_still_and_pause():
    same = noisy(1)
    watch = watched(steady(3, 30), lambda number: same, live=False)
    assert watch.trouble(START + 3) is None
    assert watch.note(START + 9, same)
    assert watch.trouble(START + 30) is None
