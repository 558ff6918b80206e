"""What shows of how somebody was filmed: direction, turn, size and light."""

import numpy as np
import pytest

from posecheck.assess.calibrate import EAR_TO_ANKLE
from posecheck.assess.filmed import (
    BY_EYE_DEG,
    BY_FEET_DEG,
    ENOUGH_LIGHT,
    Filmed,
    filmed,
    upside_down,
)
from posecheck.assess.view import BACK, FRONT, OBLIQUE, SIDE_LEFT, UNKNOWN
from posecheck.geometry.upright import rotate
from tests.figure import pose, still

TRUNK, HALF = 0.5, 0.18


def turned(degrees, frames=20, swing=0.0):
    """A trunk (T, 33, 4) whose left side is nearest at 0 degrees, turned about the vertical."""
    points = np.zeros((frames, 33, 4))
    points[..., 3] = 1.0
    shift = swing * np.sin(np.linspace(0, 4 * np.pi, frames))
    for left, right, height, half in ((11, 12, TRUNK, HALF), (23, 24, 0.0, HALF / 1.9)):
        for index, sign in ((left, 1.0), (right, -1.0)):
            angle = np.radians(degrees) + sign * 0.0
            points[:, index, 0] = sign * half * np.sin(angle) + sign * shift * (index < 20)
            points[:, index, 1] = height
            points[:, index, 2] = sign * half * np.cos(angle)
    return points


@pytest.mark.parametrize("degrees", [0.0, 10.0, -20.0])
def test_a_turn_out_of_the_profile_shows_in_the_width(degrees):
    found = filmed(turned(degrees), SIDE_LEFT, 400.0)
    assert found.off_deg == pytest.approx(abs(degrees), abs=1.0)


def test_shoulders_that_swing_are_no_turn():
    found = filmed(turned(0.0, frames=81, swing=0.1), SIDE_LEFT, 400.0)
    assert found.off_deg == pytest.approx(0.0, abs=1.5)


def on_feet(degrees, *, foot=0.15, lifted=None, out=0.0, frames=20):
    """Somebody who faces the camera but for some degrees; feet `foot` long in trunk lengths."""
    points = turned(90.0 + degrees, frames)
    for index, side in ((29, 1.0), (30, -1.0)):
        angle = np.radians(degrees - side * out)
        up = 0.2 if lifted == index else 0.0
        points[:, index, :2] = side * 0.1, up - 1.0
        points[:, index + 2, :2] = side * 0.1 - foot * np.sin(angle), up - 1.0
    return points


@pytest.mark.parametrize("degrees", [0.0, 12.0, -25.0])
def test_a_turn_out_of_the_front_view_shows_in_the_feet(degrees):
    assert filmed(on_feet(degrees), FRONT, 400.0).off_deg == pytest.approx(abs(degrees), abs=0.5)


def test_feet_that_point_outwards_alike_are_no_turn():
    assert filmed(on_feet(0.0, out=15.0), FRONT, 400.0).off_deg == pytest.approx(0.0, abs=0.5)


@pytest.mark.parametrize("lifted", [29, 30])
def test_of_somebody_on_one_leg_that_foot_counts_and_points_outwards_a_little(lifted):
    found = filmed(on_feet(10.0, lifted=lifted, out=5.0), FRONT, 400.0)
    assert found.off_deg == pytest.approx(10.0, abs=0.5)


def test_where_the_feet_are_not_seen_no_turn_shows_from_the_front():
    points = on_feet(12.0)
    points[:, 29:33, 3] = 0.1
    assert filmed(points, FRONT, 400.0).off_deg is None
    assert filmed(points, FRONT, 400.0).by_eye_deg == BY_EYE_DEG
    assert filmed(on_feet(12.0), FRONT, 400.0).by_eye_deg == BY_FEET_DEG


@pytest.mark.parametrize("view", [FRONT, BACK, SIDE_LEFT])
def test_of_somebody_who_lies_no_turn_shows(view):
    points = on_feet(12.0, lifted=30)
    points[..., :2] = points[..., 1::-1].copy()
    assert filmed(points, view, 400.0).off_deg is None


def test_from_behind_a_turn_shows_in_a_foot_that_stands_alone_and_else_not():
    assert filmed(on_feet(10.0), BACK, 400.0).off_deg is None
    alone = on_feet(10.0, foot=0.1, lifted=30)
    assert filmed(alone, BACK, 400.0).off_deg == pytest.approx(10.0, abs=3.0)


@pytest.mark.parametrize(("view", "foot"), [(FRONT, 0.15), (BACK, 0.1)])
def test_what_both_feet_point_outwards_cancels_where_they_stand_in_turn(view, foot):
    steps = [on_feet(0.0, foot=foot, lifted=lifted, out=12.0) for lifted in (29, 30, 29, 30)]
    assert filmed(np.concatenate(steps), view, 400.0).off_deg == pytest.approx(0.0, abs=0.5)


@pytest.mark.parametrize("view", [BACK, OBLIQUE, UNKNOWN])
def test_from_elsewhere_no_turn_shows(view):
    found = filmed(turned(80.0), view, 400.0)
    assert found.off_deg is None
    assert found.turned_deg == 0.0
    assert found.direction == ("back" if view == BACK else "")
    assert found.by_eye_deg == BY_EYE_DEG


def test_nobody_seen_is_no_turn_and_no_size():
    for points in (np.zeros((0, 33, 4)), np.full((5, 33, 4), np.nan)):
        found = filmed(points, SIDE_LEFT, float("nan"))
        assert found.off_deg is None
        assert found.coarseness == 1.0


def test_size_is_the_persons_height_in_rows():
    found = filmed(turned(0.0), SIDE_LEFT, 400.0)
    assert found.rows == pytest.approx(400.0 / EAR_TO_ANKLE)
    assert found.coarseness == 1.0
    assert Filmed("side", 0.0, 65.0).coarseness == 2.0


def test_what_is_turned_or_dark_is_not_as_the_set_up_page_asks():
    assert Filmed("side", 5.0, 500.0, light=ENOUGH_LIGHT).unlike == 0.0
    assert Filmed("side", 5.0, 500.0).unlike == 0.0
    assert 0.0 < Filmed("side", 6.0, 500.0).unlike < 1.0
    assert Filmed("side", 9.0, 500.0).unlike == 1.0
    assert Filmed("side", 0.0, 500.0, light=0.1).unlike == 1.0
    assert Filmed("side", 0.0, 500.0, white=0.01).unlike == 0.0
    assert filmed(turned(0.0), SIDE_LEFT, 400.0, light=(0.9, 0.2)).unlike == 1.0


def test_light_is_told_on_and_darkness_has_an_end():
    assert filmed(turned(0.0), SIDE_LEFT, 400.0, light=(0.6, 0.0)).dimness == 1.0
    assert filmed(turned(0.0), SIDE_LEFT, 400.0, light=(0.2, 0.0)).dimness == pytest.approx(1.5)
    assert Filmed("side", light=0.0).dimness == Filmed("side", light=0.1).dimness


def upended(track):
    """A track whose picture stands on its head."""
    return track.with_points(rotate(track.points, 180.0, track.aspect))


@pytest.mark.parametrize("view", ["side-left", "front", "back"])
@pytest.mark.parametrize("posed", [{}, {"trunk": 30}, {"arm": 170}, {"thigh": 60, "knee": 100}])
def test_whoever_stands_the_wrong_way_up_shows_that_the_picture_does(posed, view):
    track = still(pose(**posed), view)
    assert upside_down(upended(track).points)
    assert not upside_down(track.points)


@pytest.mark.parametrize(
    "posed",
    [
        {"tip": 90},
        {"tip": -90},
        {"over": 90},
        {"trunk": 120},  # hanging down from the hips
        {"tip": 140, "thigh": 90},  # hips up, hands and feet on the floor
        {"tip": -150, "neck": 90},  # on the shoulders, face up
    ],
)
def test_whoever_lies_or_bends_or_stands_on_the_shoulders_is_seen_as_they_are(posed):
    assert not upside_down(still(pose(**posed), "side-left").points)


def test_some_frames_on_the_head_and_nobody_at_all_say_nothing_of_the_picture():
    standing = still(pose(), "front", 10)
    points = standing.points.copy()
    points[:7] = upended(standing).points[:7]
    assert not upside_down(points)
    points[8:] = np.nan
    assert upside_down(points)
    assert not upside_down(np.full((5, 33, 4), np.nan))
    assert not upside_down(np.zeros((0, 33, 4)))
