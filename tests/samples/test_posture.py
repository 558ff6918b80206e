"""What a scene sets is what the skeleton shows."""

import numpy as np
import pytest

from samples.mannequin.posture import blend, pelvis_over, standing, true_parameters
from samples.mannequin.scenes.one_leg import Support, knee_in_for, on_one_leg
from samples.mannequin.skeleton import (
    LANDMARKS,
    SHANK,
    STATURE,
    THIGH,
    TRUNK,
    interior_angle,
    lean_forward,
    solve,
)

MIRROR = [
    LANDMARKS.index(
        name.replace("left", "RIGHT").replace("right", "left").replace("RIGHT", "right")
    )
    for name in LANDMARKS
]


def truth_of(posture):
    return true_parameters(posture, solve(posture.pose()))


def test_landmarks_are_thirty_three_and_ordered_left_before_right():
    assert len(LANDMARKS) == 33
    assert LANDMARKS[11] == "left_shoulder"
    assert LANDMARKS[24] == "right_hip"
    assert LANDMARKS[31] == "left_toe"


@pytest.mark.parametrize("lean", [-10.0, 0.0, 7.5, 20.0])
def test_trunk_lean_is_what_was_set(lean):
    joints = solve(standing(trunk_lean=lean).pose()).joints
    assert lean_forward(joints["midhip"], joints["midshoulder"]) == pytest.approx(lean, abs=1e-9)


@pytest.mark.parametrize("lean", [-12.0, 0.0, 15.0])
def test_side_lean_is_towards_the_left_when_positive(lean):
    joints = solve(standing(side_lean=lean).pose()).joints
    line = joints["midshoulder"] - joints["midhip"]
    assert np.degrees(np.arctan2(line[0], line[1])) == pytest.approx(lean, abs=1e-9)


def test_head_is_as_far_forward_and_as_tilted_as_was_set():
    joints = solve(standing(head_forward_m=0.06, head_tilt=7.0).pose()).joints
    ears = (joints["left_ear"] + joints["right_ear"]) / 2
    eyes = (joints["left_eye_outer"] + joints["right_eye_outer"]) / 2
    assert ears[2] - joints["midshoulder"][2] == pytest.approx(0.06)
    slope = np.degrees(np.arctan2(eyes[1] - ears[1], eyes[2] - ears[2]))
    assert slope == pytest.approx(7.0, abs=1e-9)


def test_segments_keep_their_length_in_every_posture():
    for posture in (standing(30.0), on_one_leg(Support("right", 60.0, 3.0, knee_in=20.0))):
        joints = solve(posture.pose()).joints
        for side in ("left", "right"):
            hip, knee, ankle = (joints[f"{side}_{name}"] for name in ("hip", "knee", "ankle"))
            assert np.linalg.norm(knee - hip) == pytest.approx(THIGH)
            assert np.linalg.norm(ankle - knee) == pytest.approx(SHANK)
        trunk = np.linalg.norm(joints["midshoulder"] - joints["midhip"])
        assert trunk == pytest.approx(TRUNK)


def test_standing_person_is_as_tall_as_a_person_whose_ears_are_at_092_of_the_stature():
    joints = solve(standing().pose()).joints
    assert joints["head"][1] == pytest.approx(0.925 * STATURE + 0.022, abs=0.01)


@pytest.mark.parametrize("knee", [5.0, 30.0, 66.0])
@pytest.mark.parametrize("side", ["left", "right"])
def test_knee_of_the_standing_leg_bends_as_was_set(side, knee):
    truth = truth_of(on_one_leg(Support(side, knee, 2.0)))
    assert truth[f"knee_flexion_{side}_deg"] == pytest.approx(knee, abs=0.6)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("drop", [-4.0, 6.0])
def test_pelvic_drop_lowers_the_free_side(side, drop):
    joints = solve(on_one_leg(Support(side, 10.0, 2.0, pelvic_drop=drop)).pose()).joints
    free = "right" if side == "left" else "left"
    fall = joints[f"{side}_hip"] - joints[f"{free}_hip"]
    angle = np.degrees(np.arctan2(fall[1], np.hypot(fall[0], fall[2])))
    assert angle == pytest.approx(drop, abs=1e-9)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("fppa", [-5.0, 0.0, 12.0, 30.0])
def test_frontal_knee_angle_is_inward_on_either_leg(side, fppa):
    knee = 60.0
    posture = on_one_leg(Support(side, knee, 0.0, knee_in=knee_in_for(fppa, knee)))
    assert truth_of(posture)[f"fppa_{side}_deg"] == pytest.approx(fppa, abs=1.0)


def test_left_and_right_are_mirror_images():
    left = solve(on_one_leg(Support("left", 40.0, 3.0, 5.0, 10.0, 6.0, 12.0)).pose()).landmarks()
    right = solve(on_one_leg(Support("right", 40.0, 3.0, 5.0, 10.0, 6.0, 12.0)).pose()).landmarks()
    np.testing.assert_allclose(left, right[MIRROR] * [-1, 1, 1], atol=1e-9)


def test_pelvis_is_carried_by_the_leg_it_stands_on():
    posture = standing()
    pelvis = pelvis_over("left", posture.left, 25.0, 0.0, np.eye(3))
    hip = pelvis + np.array([0.050 * STATURE, 0.0, 0.0])
    ankle = np.array([posture.left.x, posture.left.y, posture.left.z])
    assert np.linalg.norm(hip - ankle) == pytest.approx(
        np.sqrt(THIGH**2 + SHANK**2 + 2 * THIGH * SHANK * np.cos(np.radians(25.0)))
    )


def test_blending_goes_from_the_first_posture_to_the_second():
    low, high = standing(2.0), standing(2.0, trunk_lean=20.0)
    assert blend(low, high, 0.0) == low
    assert blend(low, high, 1.0) == high
    assert blend(low, high, 0.25).trunk_lean == pytest.approx(5.0)
    assert blend(low, high, 0.5).left_arm.flexion == pytest.approx(
        (low.left_arm.flexion + high.left_arm.flexion) / 2
    )


def test_interior_angle_of_a_straight_line_is_half_a_turn():
    a, b, c = np.zeros(3), np.array([0.0, 1.0, 0.0]), np.array([0.0, 3.0, 0.0])
    assert interior_angle(a, b, c) == pytest.approx(180.0)
