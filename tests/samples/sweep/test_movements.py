"""Every sweep moves what it says, by as much as it says."""

import numpy as np
import pytest

from posecheck.checks import find
from samples.sweep.bodies import neutral
from samples.sweep.movements import SWEEPS
from samples.sweep.observe import plan_for, true_values
from samples.sweep.run import named, played, swept_values

SIDES = ("left", "right")
THEMSELVES = [sweep for sweep in SWEEPS if sweep.is_itself]


def truth(sweep, measure, side, values):
    skeletons = [sweep.make(float(value), side) for value in values]
    return true_values(skeletons, neutral(), measure.format(side=side), sweep.view, side)


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


@pytest.mark.parametrize("sweep", SWEEPS, ids=lambda sweep: sweep.name)
def test_both_sides_of_the_body_are_true_alike(sweep):
    values = np.linspace(sweep.low, sweep.high, 5)
    for measure in sweep.measures:
        left, right = (truth(sweep, measure, side, values) for side in SIDES)
        mirrored = -right if measure == "wall-angel/side lean change" else right
        mirrored = -right if measure == "wall-posture/shoulder line" else mirrored
        assert left == pytest.approx(mirrored, abs=0.6), measure


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
