import numpy as np
import pytest

from posecheck.feedback.delay import Delay


def picture(value, size=(640, 360)):
    return np.full((size[1], size[0], 3), value % 256, dtype=np.uint8)


def test_a_picture_is_shown_as_much_later_as_was_asked_for():
    delay = Delay(2.0)
    for number in range(120):
        time_s = number / 30
        delay.push(time_s, picture(number), number)
        shown = delay.at(time_s)
        if time_s < 2.0:
            assert shown is None
        else:
            rgb, said = shown
            assert said == number - 60
            assert (rgb == said).all()


def test_no_delay_shows_the_newest():
    delay = Delay(0.0)
    delay.push(1.0, picture(1), "one")
    delay.push(1.1, picture(2), "two")
    assert delay.at(1.1)[1] == "two"


def test_the_picture_may_be_painted_over_once_it_is_kept():
    delay, rgb = Delay(0.5), picture(7)
    delay.push(0.0, rgb, None)
    rgb[:] = 0
    assert (delay.at(0.5)[0] == 7).all()


@pytest.mark.parametrize("delay_s", [0.0, 1.0, 4.0, 60.0])
def test_memory_stays_within_its_budget_however_long_the_delay(delay_s):
    delay, rgb = Delay(delay_s, budget_mb=5), picture(1)
    for time_s in np.arange(0, delay_s * 1.5 + 1, 1 / 15).tolist():
        delay.push(time_s, rgb, None)
    shown, _ = delay.at(time_s)
    assert len(delay) * shown.nbytes <= 5e6
    assert delay_s / len(delay) <= 1 / 4


def test_long_pauses_and_a_new_beginning():
    delay = Delay(1.0)
    delay.push(0.0, picture(1), 1)
    delay.push(100.0, picture(2), 2)
    assert delay.at(100.5)[1] == 1
    assert delay.at(101.0)[1] == 2
    delay.clear()
    assert delay.at(102.0) is None
