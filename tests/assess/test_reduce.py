"""From a window of values to one number."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.assess.reduce import REDUCERS, reduce_window, reversals

TIMES = np.arange(10) * 0.5


def reduced(how, values):
    values = np.array(values, dtype=float)
    return reduce_window(how, values, TIMES[: len(values)])


@pytest.mark.parametrize(
    ("how", "values", "expected"),
    [
        ("median", [1, 100, 2], 2),
        ("mean", [1, 2, 6], 3),
        ("largest", [1, -7, 3], -7),  # the one furthest from 0, with its sign
        ("smallest", [1, -7, 3], -7),
        ("last", [50, 50, 50, 50, 50, 1, 2, 3, 4, 5], 3),  # the final two seconds
        ("p95", [0] * 5 + [10] * 5, 10),
        ("p05", [0] * 5 + [10] * 5, 0),
        ("range", [0] * 5 + [10] * 5, 10),
        ("reversals", [0, 5, 0, 5, 0], 3),
    ],
)
def test_known_answers(how, values, expected):
    assert reduced(how, values) == pytest.approx(expected)


def test_a_swing_is_that_of_a_breath_whatever_drifts_or_jitters():
    times = np.arange(0.0, 30.0, 1 / 30)
    breath = 0.5 * np.sin(2 * np.pi * times / 4.0)
    jitter = np.random.default_rng(3).normal(0.0, 0.1, len(times))
    assert reduce_window("swing", breath, times) == pytest.approx(1.0, abs=0.08)
    drifting = breath + 0.02 * times + jitter
    assert reduce_window("swing", drifting, times) == pytest.approx(1.0, abs=0.15)
    assert reduce_window("swing", jitter, times) < 0.15


@pytest.mark.parametrize("how", sorted(REDUCERS))
def test_missing_values_are_passed_over(how):
    holed = [1.0, np.nan, 3.0, 2.0, np.nan]
    values, times = np.array(holed), TIMES[:5]
    known = np.isfinite(values)
    assert reduce_window(how, values, times) == reduce_window(how, values[known], times[known])


@pytest.mark.parametrize("how", sorted(REDUCERS))
def test_nothing_is_nan(how):
    assert np.isnan(reduced(how, [np.nan, np.nan]))
    assert np.isnan(reduced(how, []))


def test_turns_smaller_than_the_noise_do_not_count():
    assert reversals(np.array([0, 0.6, 0.1, 0.7, 0.0])) == 0
    assert reversals(np.array([0, 5, 4.5, 6, 5.6, 0.0])) == 1


@given(st.lists(st.floats(-20, 20), min_size=1), st.floats(-100, 100))
def test_turns_do_not_depend_on_where_or_which_way_up(values, shift):
    values = np.round(values, 3)
    count = reversals(values)
    assert reversals(-values) == count
    assert reversals(np.round(values + round(shift), 3)) == count
    assert count <= max(0, len(values) - 2)


@given(st.lists(st.floats(-20, 20), min_size=1, max_size=10))
def test_a_number_of_a_window_lies_within_it(values):
    for how in ("median", "mean", "last", "p95", "p05", "largest", "smallest"):
        assert min(values) - 1e-9 <= reduced(how, values) <= max(values) + 1e-9
