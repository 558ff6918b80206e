from itertools import pairwise

import cv2
import numpy as np
import pytest

from posecheck.detect.gaps import BRIDGE_S
from posecheck.detect.pelvis import EVERY_S, PelvisFinder
from posecheck.track import PELVIS_COLUMNS
from samples.mannequin.outfits import BLUE, RED, VIOLET
from tests.detect.hips import shot

ANGLE, QUALITY, SOURCE, LEFT_X, LEFT_Y, RIGHT_X, RIGHT_Y = range(len(PELVIS_COLUMNS))
WAYS = {"waistband": (2, RED), "stickers": (1, VIOLET.of_one_colour().stickered())}


def looked(one, time_s=0.0):
    return PelvisFinder()(one.rgb, one.landmarks, time_s)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("view", ["front", "back"])
@pytest.mark.parametrize("drop", [-8.0, 8.0])
def test_the_angle_is_positive_where_the_persons_right_is_lower(way, view, drop):
    code, outfit = WAYS[way]
    one = shot(outfit, view, drop)
    row = looked(one)
    assert row[SOURCE] == code
    assert row[ANGLE] == pytest.approx(drop, abs=0.8)
    assert row[QUALITY] >= 0.5
    assert (row[LEFT_Y] > row[RIGHT_Y]) == (drop > 0)
    assert (row[LEFT_X] < row[RIGHT_X]) == (view == "back")


@pytest.mark.parametrize("way", WAYS)
def test_the_line_of_the_hip_landmarks_has_no_part_in_it(way):
    one = shot(WAYS[way][1], "back", 10.0)
    level, wrong = one.landmarks.copy(), one.landmarks.copy()
    level[[23, 24], 1] = level[[23, 24], 1].mean()
    wrong[[23, 24], 1] = wrong[[24, 23], 1]
    for landmarks in (level, wrong):
        assert PelvisFinder()(one.rgb, landmarks, 0.0)[ANGLE] == pytest.approx(10.0, abs=0.8)


def test_stickers_come_before_a_waistband():
    assert looked(shot(BLUE.stickered(), "back", 5.0))[SOURCE] == 1


@pytest.mark.parametrize("outfit", [BLUE.hanging(), VIOLET.of_one_colour()])
@pytest.mark.parametrize("view", ["front", "back"])
def test_hips_that_are_not_seen_give_no_line(outfit, view):
    row = looked(shot(outfit, view, 10.0, 8.0))
    assert row[[QUALITY, SOURCE]].tolist() == [0.0, 0.0]
    assert np.isnan(row[[ANGLE, LEFT_X, LEFT_Y, RIGHT_X, RIGHT_Y]]).all()


def across_the_belly(one):
    """The picture and its landmarks with a bare right forearm across the belly."""
    rgb, landmarks = one.rgb.copy(), one.landmarks.copy()
    size_px = np.array(one.rgb.shape[1::-1])
    trunk = landmarks[[11, 12, 23, 24], :2] * size_px
    middle = trunk.mean(axis=0) + 0.15 * (trunk[2:].mean(axis=0) - trunk[:2].mean(axis=0))
    half = 0.35 * np.array([np.linalg.norm(trunk[:2].mean(axis=0) - trunk[2:].mean(axis=0)), 0.0])
    elbow, wrist = middle - half, middle + half
    cv2.line(rgb, elbow.astype(int).tolist(), wrist.astype(int).tolist(), RED.skin[::-1], 26)
    for number, place in ((14, elbow), (16, wrist), (20, wrist + half / 4)):
        landmarks[number, :2] = place / size_px
    return rgb, landmarks


def test_the_edge_of_a_forearm_across_the_belly_is_no_waistband():
    one = shot(RED.hanging(), "front", 6.0)
    rgb, crossed = across_the_belly(one)
    finder = PelvisFinder()
    finder(one.rgb, one.landmarks, 0.0)  # to know the skin by hands that hang
    assert finder(rgb, one.landmarks, 1.0)[SOURCE] == 2  # the arm is found where none is known of
    assert finder(rgb, crossed, 2.0)[SOURCE] == 0


def test_an_arm_before_the_body_hides_nothing_from_behind():
    one = shot(RED.bare(), "back", 6.0)
    _, crossed = across_the_belly(one)
    finder = PelvisFinder()
    finder(one.rgb, one.landmarks, 0.0)
    assert finder(one.rgb, crossed, 1.0)[SOURCE] == 2


def test_from_the_side_or_without_anybody_there_is_no_line():
    side = shot(BLUE.stickered(), "side")
    assert looked(side)[QUALITY] == 0.0
    for nobody in (None, np.full((33, 4), np.nan)):
        assert PelvisFinder()(side.rgb, nobody, 0.0)[QUALITY] == 0.0


def looks_at(fps, count=40):
    """Which of so many pictures a second are looked at."""
    finder, one = PelvisFinder(), shot(RED, "back")
    return [np.isfinite(finder(one.rgb, one.landmarks, n / fps)[QUALITY]) for n in range(count)]


@pytest.mark.parametrize("fps", [15, 20, 24, 30, 50, 60, 120, 240])
def test_never_two_pictures_in_a_row_are_looked_at_nor_more_than_suffice(fps):
    looked = looks_at(fps)
    assert looked[0]
    assert not any(one and after for one, after in pairwise(looked[1:]))
    assert sum(looked[1:]) <= 40 / fps / EVERY_S + 1
    gaps = np.diff(np.flatnonzero(looked[1:])) / fps
    assert gaps.max() <= BRIDGE_S


@pytest.mark.parametrize("fps", [5, 10, 12])
def test_slow_pictures_are_all_looked_at(fps):
    assert all(looks_at(fps, 12))


def test_stickers_that_appear_later_are_found_soon():
    finder, without, with_them = PelvisFinder(), shot(BLUE, "back"), shot(BLUE.stickered(), "back")
    for n in range(20):
        assert finder(without.rgb, without.landmarks, n / 10)[SOURCE] == 2
    sources = [finder(with_them.rgb, with_them.landmarks, n / 10)[SOURCE] for n in range(20, 40)]
    assert sources.index(1) <= 6
    assert set(sources[sources.index(1) :]) == {1}
