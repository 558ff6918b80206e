"""From where the camera sees somebody, and which way they face."""

import numpy as np
import pytest
from hypothesis import given, settings

from posecheck.assess.view import (
    BACK,
    FRONT,
    OBLIQUE,
    SIDE_LEFT,
    SIDE_RIGHT,
    UNKNOWN,
    VIEW_NAMES,
    Orienter,
    main_view,
    near_side,
)
from tests.figure import pose, seen
from tests.strategies import VIEWS, cuts, figures, mirrored

SIDES = ("side-left", "side-right")
UPRIGHT = pose().landmarks()


def oriented(points, view=None, fps=30.0):
    return Orienter(view)(points, np.arange(len(points)) / fps)


def held(view, frames=5, figure=UPRIGHT, **camera):
    return np.repeat(seen(figure, view, **camera)[None], frames, axis=0)


@pytest.mark.parametrize("view", ["side-left", "side-right", "front", "back", "oblique"])
@pytest.mark.parametrize("size", [0.2, 0.8])
def test_five_views_from_the_first_frame_on(view, size):
    found = oriented(held(view, size=size))
    assert {VIEW_NAMES[code] for code in found.view} == {view}


@pytest.mark.parametrize(("view", "forward", "near"), [("side-left", -1, 0), ("side-right", 1, 1)])
def test_side_on_the_left_side_shows_when_facing_left(view, forward, near):
    found = oriented(held(view))
    assert set(found.forward) == {forward}
    assert set(found.near_right) == {near}


@pytest.mark.parametrize(("view", "leftward"), [("front", 1), ("back", -1)])
def test_from_the_front_the_left_side_is_to_the_right_in_the_picture(view, leftward):
    assert set(oriented(held(view)).leftward) == {leftward}


@pytest.mark.parametrize("turn", [-15.0, 15.0, 165.0, 195.0])
def test_a_camera_a_little_off_still_sees_front_and_back(turn):
    expected = FRONT if abs(turn) < 90 else BACK
    assert set(oriented(held(turn)).view) == {expected}


@pytest.mark.parametrize("turn", [-105.0, -75.0, 75.0, 105.0])
def test_a_camera_a_little_off_still_sees_the_side(turn):
    expected = SIDE_LEFT if turn > 0 else SIDE_RIGHT
    assert set(oriented(held(turn)).view) == {expected}


@pytest.mark.parametrize("turn", [-50.0, 45.0, 50.0, 55.0, 130.0, -130.0])
def test_between_front_and_side_neither_is_seen(turn):
    assert set(oriented(held(turn)).view) == {OBLIQUE}


@pytest.mark.parametrize("lying", [pose(tip=80.0), pose(tip=-80.0), pose(trunk=60.0)])
@pytest.mark.parametrize("view", SIDES)
def test_lying_or_bent_over_the_side_stays_the_side(lying, view):
    found = oriented(held(view, figure=lying.landmarks()))
    assert {VIEW_NAMES[code] for code in found.view} == {view}


def test_one_odd_frame_turns_nobody_round():
    points = held("side-left", frames=30)
    points[15] = seen(UPRIGHT, "side-right")
    found = oriented(points)
    assert set(found.view) == {SIDE_LEFT}
    assert set(found.forward) == {-1}


def test_who_turns_round_is_seen_from_the_other_side_within_a_second():
    points = np.concatenate([held("side-left", 30), held("side-right", 45)])
    found = oriented(points)
    assert found.view[29] == SIDE_LEFT
    assert found.view[60] == SIDE_RIGHT
    assert found.forward[60] == 1


def test_a_view_between_two_does_not_flicker():
    swaying = [seen(UPRIGHT, 28.0 + 2.0 * np.sin(i)) for i in range(60)]
    found = oriented(np.array([*held(0.0, 20), *swaying]))
    assert len(set(found.view[25:])) == 1


def test_where_nobody_is_seen_the_view_is_unknown_and_the_direction_remembered():
    points = held("side-right", 10)
    points[5:] = np.nan
    found = oriented(points)
    assert set(found.view[5:]) == {UNKNOWN}
    assert set(found.forward) == {1}
    assert set(found.near_right) == {1}


def test_a_body_without_a_trunk_is_no_body():
    assert set(oriented(np.full((3, 33, 4), 0.5)).view) == {UNKNOWN}


@pytest.mark.parametrize(
    ("given_view", "forward", "leftward"),
    [("side-left", -1, None), ("side-right", 1, None), ("front", None, 1), ("back", None, -1)],
)
def test_a_given_view_stands_for_every_frame_and_says_the_direction(given_view, forward, leftward):
    points = held("oblique", 4)
    points[2] = np.nan
    found = oriented(points, given_view)
    assert {VIEW_NAMES[code] for code in found.view} == {given_view}
    if forward:
        assert set(found.forward) == {forward}
    if leftward:
        assert set(found.leftward) == {leftward}


@given(figures(), VIEWS)
@settings(max_examples=50)
def test_a_mirrored_picture_shows_the_other_side(figure, view):
    points = held(view, 1, figure.landmarks())
    there, mirror = oriented(points), oriented(mirrored(points, 1.5))
    other = {SIDE_LEFT: SIDE_RIGHT, SIDE_RIGHT: SIDE_LEFT}
    assert mirror.view[0] == other.get(there.view[0], there.view[0])
    assert mirror.leftward[0] == there.leftward[0]


@given(cuts(40))
def test_frames_in_any_pieces_are_seen_alike(pieces):
    points = np.concatenate([held("side-left", 15), held("front", 25)])
    points += np.random.default_rng(1).normal(0, 0.003, points.shape)
    points[20:24] = np.nan
    times = np.arange(40) / 30
    whole, walking = Orienter()(points, times), Orienter()
    parts = [walking(points[piece], times[piece]) for piece in pieces]
    for name in ("view", "forward", "leftward", "near_right"):
        joined = np.concatenate([getattr(part, name) for part in parts])
        assert (joined == getattr(whole, name)).all()


def test_the_main_view_is_that_of_most_frames_in_which_somebody_is_seen():
    view = np.array([FRONT, FRONT, BACK, UNKNOWN, UNKNOWN, UNKNOWN], dtype=np.int8)
    code, share = main_view(view, view > 0)
    assert code == FRONT
    assert share == pytest.approx(2 / 3)
    assert main_view(view, np.zeros(6, dtype=bool)) == (UNKNOWN, 0.0)
    assert main_view(view[:0], np.zeros(0, dtype=bool)) == (UNKNOWN, 0.0)


def test_the_near_side():
    sides = [near_side(code) for code in (SIDE_LEFT, SIDE_RIGHT, FRONT, BACK, OBLIQUE, UNKNOWN)]
    assert sides == ["left", "right", None, None, None, None]


@pytest.mark.parametrize("view", SIDES)
@pytest.mark.parametrize("tip", [70.0, 90.0, -60.0, -90.0])
def test_somebody_who_lies_is_seen_from_the_side_that_is_near(tip, view):
    found = oriented(held(view, figure=pose(tip=tip).landmarks()))
    assert {VIEW_NAMES[code] for code in found.view} == {view}
    assert set(found.near_right) == {int(view == "side-right")}


def test_who_lies_the_other_way_round_now_is_seen_from_the_other_side_within_a_second():
    tipped = pose(tip=90.0).landmarks()
    points = np.concatenate([held("side-left", 120, tipped), held("side-right", 60, tipped)])
    found = oriented(points)
    assert found.view[119] == SIDE_LEFT
    assert set(found.view[120 + 30 :]) == {SIDE_RIGHT}
    assert set(found.near_right[120 + 30 :]) == {1}


@pytest.mark.parametrize(
    ("tip", "view", "head"), [(90.0, "side-left", -1), (-90.0, "side-left", 1)]
)
def test_forward_is_where_the_head_of_somebody_who_lies_is(tip, view, head):
    assert set(oriented(held(view, figure=pose(tip=tip).landmarks())).forward) == {head}


@pytest.mark.parametrize("over", [70.0, -70.0])
def test_the_front_of_somebody_who_lies_on_the_side_is_the_front(over):
    found = oriented(held("front", figure=pose(over=over).landmarks()))
    assert {VIEW_NAMES[code] for code in found.view} == {"front"}


def test_a_view_that_is_given_tells_the_near_side_of_somebody_who_lies():
    found = oriented(held("side-right", figure=pose(tip=-90.0).landmarks()), "side-right")
    assert set(found.near_right) == {1}
    assert set(found.forward) == {-1}
