"""Every sweep moves what it says, by as much as it says."""

from dataclasses import replace

import numpy as np
import pytest

from posecheck.checks import find
from samples.sweep.bodies import neutral
from samples.sweep.exercises import read_sweeps
from samples.sweep.movements import SWEEPS
from samples.sweep.observe import Body, plan_for, true_values
from samples.sweep.run import STANDING, named, played, swept_values
from samples.sweep.stature import of_stature

SIDES = ("left", "right")
TO_THE_LEFT = (  # these are measured towards one side, whichever is swept
    "wall-angel/side lean change",
    "wall-posture/shoulder line",
    "sitting-posture/shoulder line",
    "walking-posture/shoulder line",
    "walking-posture/side lean",
    "oblique-stretch/hips beside the feet change",
)
THEMSELVES = [sweep for sweep in SWEEPS if sweep.is_itself]


def truth(sweep, measure, side, values, stature=1.0):
    skeletons = [of_stature(sweep.make(float(value), side), stature) for value in values]
    body = Body(sweep.view, side, sweep.floor, stature)
    return true_values(skeletons, of_stature(neutral(), stature), sweep.named(measure, side), body)


def test_names_are_told_apart():
    names = [sweep.name for sweep in SWEEPS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("sweep", SWEEPS, ids=lambda sweep: sweep.name)
def test_every_measure_belongs_to_its_check_on_either_side(sweep):
    for side in SIDES:
        for measure in named(sweep, side=side):
            check, _, name = measure.partition("/")
            assert find(check).id == check
            assert name in plan_for(check).columns


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("sweep", THEMSELVES, ids=lambda sweep: sweep.name)
def test_the_truth_is_the_number_that_was_set(sweep, side):
    values = np.linspace(sweep.low, sweep.high, 7)
    found = truth(sweep, sweep.is_itself, side, values)
    room = 0.05 * (sweep.high - sweep.low) * sweep.factor
    assert found == pytest.approx(values * sweep.factor, abs=room)


def test_where_a_formula_stands_in_for_an_angle_the_angle_is_true():
    [clam] = [sweep for sweep in SWEEPS if sweep.name == "clam-opening"]
    found = truth(clam, "clam/thighs apart", "left", [clam.low, clam.high])
    assert found == pytest.approx([clam.low, clam.high], abs=0.1)


@pytest.mark.parametrize("sweep", SWEEPS, ids=lambda sweep: sweep.name)
def test_both_sides_of_the_body_are_true_alike(sweep):
    values = np.linspace(sweep.low, sweep.high, 5)
    for measure in sweep.measures:
        left, right = (truth(sweep, measure, side, values) for side in SIDES)
        mirrored = -right if measure in TO_THE_LEFT else right
        assert left == pytest.approx(mirrored, abs=0.6), measure


@pytest.mark.parametrize("stature", [0.9, 1.1])
@pytest.mark.parametrize("sweep", THEMSELVES[::4], ids=lambda sweep: sweep.name)
def test_a_taller_body_in_the_same_posture_is_true_alike(sweep, stature):
    values = np.linspace(sweep.low, sweep.high, 3)
    usual, other = (truth(sweep, sweep.is_itself, "left", values, s) for s in (1.0, stature))
    assert other == pytest.approx(usual, abs=0.5)


def test_a_sweep_is_added_by_declaring_it():
    [sweep] = read_sweeps(
        """
        [[sweep]]
        name = "leg"
        title = "Leg to the side"
        view = "front"
        ball = { carries = "seat" }
        moves = { near_thigh_out = [0, 20], trunk_side = [0, 5] }
        values = [0, 20]
        measures = ["single-leg-squat/{side} knee in"]
        """
    )
    left, right = (sweep.make(20.0, side).joints for side in SIDES)
    assert left["left_knee"][0] == pytest.approx(-right["right_knee"][0])
    assert left["left_knee"][0] > left["left_hip"][0] + 0.1
    assert left["midshoulder"][0] == pytest.approx(-right["midshoulder"][0])
    assert sweep.ball.carries == "seat"
    assert named(sweep, side="right") == ["single-leg-squat/right knee in"]


def test_a_sweep_goes_out_and_comes_back_the_same_way():
    order, first = played(31, 30, cycle=False)
    counted = order[first:]
    assert counted[:31].tolist() == list(range(31))
    assert counted[-31:].tolist() == list(range(30, -1, -1))
    assert set(order[:first]) == {0}


def test_a_cycle_is_gone_through_three_times():
    order, _ = played(10, 60, cycle=True)
    assert order.tolist() == 3 * list(range(10))


def test_a_sweep_eases_in_and_out():
    sweep = THEMSELVES[0]
    values = swept_values(sweep, 30)
    assert values[0] == sweep.low
    assert values[-1] == pytest.approx(sweep.high)
    steps = np.diff(values)
    assert steps[0] < steps[len(steps) // 2] / 3


def test_sweeps_before_the_same_camera_share_their_quiet_stand():
    standing = [sweep for sweep in SWEEPS if not sweep.floor]
    stands = {replace(sweep, **STANDING) for sweep in standing}
    cameras = {(sweep.view, sweep.tall, sweep.turned) for sweep in standing}
    assert len(stands) == len(cameras) < len(standing) / 4
