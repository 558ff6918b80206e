"""A person's lengths, and what they look like standing still."""

import numpy as np
import pytest

from posecheck.assess.assessor import calibration_of
from posecheck.body import LEFT, MID_HIP, MID_SHOULDER, RIGHT
from posecheck.geometry.measure import lean, rise, side_lean
from posecheck.geometry.plan import compile_plan
from tests.figure import HIPS, SHOULDERS, S, moving, pose, still

SIZE = 0.8
PLAN = compile_plan(
    [
        lean(MID_HIP, MID_SHOULDER, "lean"),
        side_lean(MID_HIP, MID_SHOULDER, "side lean"),
        rise(RIGHT.hip, LEFT.hip, "hips", plane="frontal"),
    ]
)
STANDING = pose()
SQUAT = pose(knee=90, thigh=45, trunk=20)
TRUE = {"S": S, "T": 0.288, "L": 0.491, "W": SHOULDERS, "P": HIPS}


def calibrated(track):
    return calibration_of(track, PLAN)


@pytest.mark.parametrize("view", ["front", "back"])
def test_all_lengths_from_a_frontal_stand(view):
    found = calibrated(still(STANDING, view, frames=60))
    assert found.lengths == pytest.approx({name: SIZE * length for name, length in TRUE.items()})


@pytest.mark.parametrize("view", ["side-left", "side-right"])
def test_from_the_side_widths_are_unknown(view):
    found = calibrated(still(STANDING, view, frames=60))
    assert np.isnan([found.lengths["W"], found.lengths["P"]]).all()
    assert [found.lengths[name] for name in "STL"] == pytest.approx(
        [SIZE * TRUE[name] for name in "STL"]
    )


def test_the_first_quiet_stand_is_the_baseline():
    leaning = pose(trunk=4.0)
    track = moving([(0, leaning), (2.5, leaning), (3.5, SQUAT), (5, SQUAT)], "side-left")
    found = calibrated(track)
    start, stop = found.still_s
    assert start == pytest.approx(0.0, abs=0.05)
    assert stop - start == pytest.approx(2.0, abs=0.05)
    assert found.baseline["lean"] == pytest.approx(4.0, abs=0.01)


def test_a_baseline_knows_sides():
    found = calibrated(still(pose(trunk_side=3.0, hip_drop=2.0), "back", frames=60))
    assert found.baseline["side lean"] == pytest.approx(3.0)
    assert found.baseline["hips"] == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("moving all the time", [(0, pose()), (1.5, pose(trunk=30)), (3, pose())]),
        ("squatting", [(0, SQUAT), (3, SQUAT)]),
        ("arms raised", [(0, pose(arm=170)), (3, pose(arm=170))]),
        ("too short", [(0, pose()), (0.6, pose())]),
    ],
)
def test_without_a_quiet_upright_stand_there_is_no_baseline(name, keys):
    found = calibrated(moving(keys, "side-left"))
    assert found.still_s is None
    assert found.baseline == {}


def test_on_one_leg_is_no_quiet_stand():
    found = calibrated(still(pose(right_knee=80), "back", frames=60))
    assert found.still_s is None


def test_somebody_who_never_straightens_up_has_lengths_all_the_same():
    keys = [(0, SQUAT), (1, pose(knee=20, thigh=10)), (2, SQUAT)]
    found = calibrated(moving(keys, "side-left"))
    assert found.still_s is None
    assert found.lengths["L"] == pytest.approx(SIZE * TRUE["L"], rel=0.02)
    assert found.lengths["S"] == pytest.approx(SIZE * TRUE["S"], rel=0.03)


def test_nobody_has_no_lengths():
    track = still(STANDING, "front", frames=40)
    points = np.full_like(track.points, np.nan)
    points[..., 3] = 0.0
    found = calibrated(track.with_points(points))
    assert np.isnan(list(found.lengths.values())).all()
    assert found.baseline == {}


def test_a_photo_has_lengths_but_no_baseline():
    found = calibrated(still(STANDING, "front"))
    assert found.lengths["S"] == pytest.approx(SIZE * S)
    assert found.baseline == {}


@pytest.mark.parametrize(("arm", "width"), [(180, 0.66 * 0.288), (0, 0.8 * SHOULDERS)])
def test_shoulders_drawn_in_while_both_hands_reach_up_do_not_shrink_their_width(arm, width):
    track = still(pose(arm=arm), "front")
    points = track.points.copy()
    left, right = points[:, 11, 0].copy(), points[:, 12, 0].copy()
    points[:, 11, 0] -= 0.1 * (left - right)
    points[:, 12, 0] += 0.1 * (left - right)
    found = calibrated(track.with_points(points))
    assert found.lengths["W"] == pytest.approx(SIZE * width, rel=1e-3)


def test_lengths_do_not_depend_on_the_frame_rate():
    slow, fast = (
        calibrated(moving([(0, STANDING), (3, STANDING)], "front", fps=fps)) for fps in (10, 60)
    )
    assert slow.lengths == pytest.approx(fast.lengths)
    assert slow.still_s[0] == fast.still_s[0] == 0.0
