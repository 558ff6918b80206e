import math

import numpy as np
import pytest

from posecheck.assess.calibrate import BASELINE_S
from posecheck.assess.framing import INSIST_S, Framing, is_somebody
from posecheck.assess.view import BACK, FRONT, OBLIQUE, SIDE_LEFT, SIDE_RIGHT
from posecheck.checks import discover, find
from tests.assess.live import nobody
from tests.figure import pose, still

WALL, ANGEL = find("wall-posture"), find("wall-angel")
LANDING, RUNNING = find("single-leg-landing"), find("running")


def shifted(track, x=0.0, y=0.0):
    points = track.points.copy()
    points[..., 0] += x
    points[..., 1] += y
    return track.with_points(points)


@pytest.fixture
def upright():
    return still(pose(), "side-left", size=0.7)


def test_a_whole_body_in_the_middle_is_right_for_every_check(upright):
    for check in discover().values():
        found = [Framing(check).advice(upright, view, 1.0) for view in (SIDE_LEFT, FRONT, BACK)]
        assert None in found, check.id


@pytest.mark.parametrize(
    ("moved", "words"),
    [
        ({"y": -0.1}, "Step back: your feet are out of the picture"),
        ({"y": 0.35}, "Step back: your head is out of the picture"),
        ({"x": 0.8}, "Move to the middle"),
        ({"x": -0.8}, "Move to the middle"),
    ],
)
def test_it_says_which_part_is_outside(upright, moved, words):
    advice = Framing(WALL).advice(shifted(upright, **moved), SIDE_LEFT, -1.0)
    assert advice.kind == "picture"
    assert advice.words.startswith(words)


def test_somebody_larger_than_the_picture_steps_back():
    close = still(pose(), "side-left", size=1.4)
    advice = Framing(WALL).advice(shifted(close, y=-0.2), SIDE_LEFT, -1.0)
    assert "head and feet" in advice.words


def test_somebody_small_comes_closer():
    advice = Framing(WALL).advice(still(pose(), "side-left", size=0.3), SIDE_LEFT, -1.0)
    assert advice.kind == "size"
    assert "closer" in advice.words


def test_only_an_exercise_that_reaches_up_needs_room_above():
    tall = still(pose(), "front", size=0.85)
    assert Framing(LANDING).advice(tall, FRONT, 1.0) is None
    assert "room above" in Framing(ANGEL).advice(tall, FRONT, 1.0).words


@pytest.mark.parametrize(
    ("check", "view", "forward", "words"),
    [
        (WALL, FRONT, 1.0, "your left side faces the camera"),
        (WALL, OBLIQUE, 1.0, "your right side faces the camera"),
        (WALL, OBLIQUE, -1.0, "your left side faces the camera"),
        (ANGEL, OBLIQUE, 1.0, "Face the camera, or turn your back"),
        (RUNNING, OBLIQUE, -1.0, "your left side faces the camera"),
    ],
)
def test_it_says_how_to_turn_for_the_view_that_shows_most(upright, check, view, forward, words):
    advice = Framing(check).advice(upright, view, forward)
    assert advice.kind == "view"
    assert words in advice.words


def test_a_check_with_several_views_takes_the_one_that_is_shown(upright):
    for view in (SIDE_LEFT, SIDE_RIGHT, FRONT, BACK):
        assert Framing(RUNNING).advice(upright, view, 1.0) is None


def test_a_lesser_view_is_taken_by_standing_still_and_one_that_shows_nothing_never(upright):
    assert Framing(LANDING).advice(upright, SIDE_LEFT, -1.0).still_s == BASELINE_S
    assert Framing(WALL).advice(upright, FRONT, 1.0).still_s == INSIST_S
    assert Framing(WALL).advice(upright, OBLIQUE, 1.0).still_s == math.inf


def test_somebody_is_a_trunk_that_is_seen(upright):
    assert is_somebody(upright)
    assert not is_somebody(nobody(1))
    points = upright.points.copy()
    points[:, 23] = [np.nan, np.nan, np.nan, 0.0]
    assert not is_somebody(upright.with_points(points))
