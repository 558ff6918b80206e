"""Limbs that are out of the picture are known for what they are, and limbs that are in it kept."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.detect.bundle import load_bundle
from posecheck.detect.doubt import Doubt
from posecheck.detect.invented import crowded, misshapen
from posecheck.detect.landmarker import Landmarker
from posecheck.detect.prepare import LivePreparer, prepare_clip
from posecheck.shipped import shipped
from posecheck.track import Track, from_normalised
from tests.assess.runner import WALKER, Runner, run
from tests.figure import pose, still

FEET = [27, 28, 29, 30, 31, 32]


def live(track):
    return LivePreparer()(track)


def person(view="side-right", **drawing):
    return run(1.0, 30.0, view, **drawing)[0].points.copy()


@pytest.mark.parametrize("view", ["side-left", "side-right", "front", "back"])
@pytest.mark.parametrize("runner", [Runner(), WALKER])
def test_a_whole_person_is_neither_crowded_nor_misshapen(view, runner):
    points = run(3.0, 30.0, view, runner, noise=0.002)[0].points
    assert not crowded(points, 1.0).any()
    assert not misshapen(points).any()


@given(st.floats(0.0, 1.0))
def test_what_lies_outside_is_always_crowded(lower):
    points = person(leg=0.4)
    points[..., 1] -= lower
    below = points[..., 1] < 0
    assert crowded(points, 1.0)[below].all()


def test_each_edge_counts_and_the_right_one_is_where_the_picture_ends():
    points = person()
    for shift, aspect in (((0.45, 0), 1.0), ((-0.45, 0), 1.0), ((0, 0.3), 1.0), ((0, 0), 0.52)):
        moved = points.copy()
        moved[..., :2] += shift
        assert crowded(moved, aspect).any()


def test_an_ankle_just_inside_goes_with_the_foot_that_is_cut_off():
    points = person(view="front")
    points[:, [27, 28], 1] = 0.03
    points[:, FEET[2:], 1] = -0.02
    bad = crowded(points, 1.0)
    assert bad[:, FEET].all()
    assert not bad[:, :27].any()


def test_a_knee_far_from_the_edge_stays_when_the_foot_is_cut_off():
    points = person()
    points[:, FEET, 1] = -0.05
    bad = crowded(points, 1.0)
    assert bad[:, FEET].all()
    assert not bad[:, [23, 24, 25, 26]].any()


def test_the_other_leg_stays_when_one_foot_is_cut_off():
    points = person()
    points[:, FEET[::2], 1] = -0.05
    bad = crowded(points, 1.0)
    assert bad[:, FEET[::2]].all()
    assert not bad[:, FEET[1::2]].any()


def test_a_head_at_the_top_edge_is_doubted_as_a_whole():
    points = person()
    points[..., 1] += 1.005 - points[0, 0, 1]
    bad = crowded(points, 1.0)
    assert bad[0, :11].all()
    assert not bad[0, 11:].any()


def test_hands_raised_out_of_the_picture_take_their_wrists_with_them():
    points = person(view="front")
    points[:, 17:23, 1] = 1.02
    points[:, [15, 16], 1] = 0.97
    points[:, [13, 14], 1] = 0.8
    bad = crowded(points, 1.0)
    assert bad[:, 15:23].all()
    assert not bad[:, [11, 12, 13, 14]].any()


@pytest.mark.parametrize("shrink", [0.3, 2.2])
def test_a_shank_of_impossible_length_is_made_up_when_seen_from_the_side(shrink):
    points = person()
    points[:, FEET[::2], :2] = points[:, [25, 25, 25], :2] + shrink * (
        points[:, FEET[::2], :2] - points[:, [25] * 3, :2]
    )
    bad = misshapen(points)
    assert bad[:, [25, *FEET[::2]]].all()
    assert not bad[:, [23, 24, 26, *FEET[1::2]]].any()


def test_a_shortened_shank_is_honest_when_seen_from_the_front():
    points = person(view="front")
    points[:, FEET, 1] += 0.6 * (points[:, [25, 26] * 3, 1] - points[:, FEET, 1])
    assert not misshapen(points).any()


def test_thighs_that_are_rolled_towards_the_camera_are_honest_of_somebody_who_lies():
    rolled = pose(tip=-90, thigh=90, knee=90, hip_turn=75)
    assert not misshapen(still(rolled, "side-left").points).any()
    sitting = pose(thigh=90, knee=90, hip_turn=75)
    assert misshapen(still(sitting, "side-left").points)[..., [25, 26]].all()


@pytest.mark.parametrize("prepare", [prepare_clip, live])
def test_a_prepared_track_says_which_of_the_two_it_was(prepare):
    points = person()
    shanks = points[:, FEET[::2], :2] - points[:, [25] * 3, :2]
    points[:, FEET[::2], :2] = points[:, [25] * 3, :2] + [0, 0.3] - shanks
    points[:, FEET[1::2], 1] = -0.1
    doubt = prepare(Track(points, np.arange(30) / 30, (1000, 1000))).channels["doubt"]
    assert (doubt[:, 25] == Doubt.INVENTED).all()
    assert (doubt[:, FEET[1::2]] == Doubt.OUT_OF_PICTURE).all()
    assert not doubt[:, :23].any()


def test_nobody_is_neither():
    nobody = np.full((3, 33, 4), np.nan)
    assert not crowded(nobody, 1.0).any()
    assert not misshapen(nobody).any()


@pytest.mark.model
@pytest.mark.parametrize("name", ["photo-wall-posture-good.jpg", "photo-standing-front.jpg"])
@pytest.mark.parametrize("cut", ["ankle", "shin", "knee"])
def test_feet_cut_off_a_real_picture_are_doubted(name, cut):
    picture = cv2.cvtColor(cv2.imread(str(shipped(f"samples/{name}"))), cv2.COLOR_BGR2RGB)
    with Landmarker(load_bundle().content, mode="image") as landmarker:
        (whole,) = landmarker.detect(np.ascontiguousarray(picture))
        share = {"ankle": 0.1, "shin": 0.5, "knee": 1.0}[cut]
        ankle, knee = whole[[27, 28], 1].mean(), whole[[25, 26], 1].mean()
        height = int(picture.shape[0] * (ankle + share * (knee - ankle)))
        (cropped,) = landmarker.detect(np.ascontiguousarray(picture[:height]))
    for landmarks, rows, gone in ((whole, len(picture), False), (cropped, height, True)):
        size = (picture.shape[1], rows)
        points = from_normalised(landmarks[None], size[0] / size[1])
        doubt = prepare_clip(Track(points, np.zeros(1), size)).channels["doubt"][0]
        assert (doubt[[27, 28]] != 0).all() == gone
