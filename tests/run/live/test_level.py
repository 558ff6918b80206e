"""The camera's roll is measured while the person is guided, and told in words."""

import numpy as np
import pytest

from posecheck.run.live.level import EVERY_S, Level
from posecheck.track import Track
from tests.capture.room import room

NOBODY = np.full((1, 33, 4), np.nan)
NOBODY[..., 3] = 0.0


def frame(time_s, picture):
    return Track(NOBODY.copy(), np.array([time_s]), (picture.shape[1], picture.shape[0]))


def looked(level, roll_deg, times=4):
    picture = room(roll_deg)
    for number in range(times):
        level.look(picture, frame(number * (EVERY_S + 0.01), picture))
    return level


@pytest.mark.parametrize("roll_deg", [-4.0, 0.0, 2.5])
def test_the_roll_is_that_of_the_room(roll_deg):
    level = looked(Level(), roll_deg)
    assert level.roll.source == "edges"
    assert level.roll.value == pytest.approx(roll_deg, abs=0.5)
    words = "camera level" if abs(roll_deg) < 0.5 else f"camera tilted by {level.roll.value:.1f}"
    assert level.words.startswith(words.replace("-", ""))


def test_without_an_edge_it_is_taken_as_level_and_says_so():
    level = Level()
    level.look(np.full((480, 640, 3), 128, np.uint8), frame(0.0, np.zeros((480, 640, 3))))
    assert level.roll.source == "assumed-level"
    assert "taken as level" in level.words


def test_what_the_user_gives_is_not_measured():
    level = looked(Level(1.5), -4.0)
    assert (level.roll.value, level.roll.source) == (1.5, "given")


def test_between_looks_nothing_is_measured():
    level, picture = Level(), room(3.0)
    level.look(np.full_like(picture, 128), frame(0.0, picture))
    level.look(picture, frame(EVERY_S / 2, picture))
    assert level.roll.source == "assumed-level"
