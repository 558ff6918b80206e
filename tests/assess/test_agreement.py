"""Statistics of agreement: known answers."""

import numpy as np
import pytest

from posecheck.assess.agreement import agreement, icc, lag_s, paired

TRUE = np.linspace(-10, 10, 41)


def test_a_perfect_measure_has_slope_one_and_no_error():
    found = agreement(TRUE, TRUE)
    assert (found.slope, found.bias, found.rmse, found.icc) == pytest.approx((1, 0, 0, 1))


def test_bias_and_slope_are_told_apart():
    found = agreement(0.5 * TRUE + 3.0, TRUE)
    assert found.slope == pytest.approx(0.5)
    assert found.bias == pytest.approx(3.0)
    assert found.scatter == pytest.approx(0.0, abs=1e-9)
    assert found.rmse**2 == pytest.approx(found.bias**2 + found.rmse_centred**2)


def test_limits_of_agreement_hold_95_percent_of_normal_differences():
    noise = np.random.default_rng(0).normal(1.0, 2.0, 4000)
    found = agreement(noise, np.zeros(4000))
    low, high = found.limits
    assert np.mean((noise > low) & (noise < high)) == pytest.approx(0.95, abs=0.01)
    assert found.sd == pytest.approx(2.0, abs=0.1)


def test_icc_of_shrout_and_fleiss_for_two_raters():
    # Raters 1 and 3 of the example in Shrout and Fleiss (1979), worked out by hand.
    first, third = np.array([9.0, 6, 8, 7, 10, 6]), np.array([5.0, 3, 4, 6, 9, 4])
    rows = np.stack([first, third], axis=1)
    subjects = 2 * ((rows.mean(axis=1) - rows.mean()) ** 2).sum() / 5
    raters = 6 * ((rows.mean(axis=0) - rows.mean()) ** 2).sum()
    rest = ((rows - rows.mean(axis=1, keepdims=True) - rows.mean(axis=0) + rows.mean()) ** 2).sum()
    rest = rest / 5
    expected = (subjects - rest) / (subjects + rest + 2 * (raters - rest) / 6)
    assert icc(first, third) == pytest.approx(expected)
    assert icc(TRUE + 5.0, TRUE) < icc(TRUE + 1.0, TRUE) < 1


def test_what_is_missing_is_passed_over_and_nothing_is_nothing():
    measured = TRUE.copy()
    measured[::2] = np.nan
    assert agreement(measured, TRUE).n == 20
    empty = agreement(np.full(5, np.nan), np.zeros(5))
    assert empty.n == 0
    assert np.isnan(empty.bias)
    assert np.isnan(agreement(np.arange(5.0), np.full(5, 2.0)).slope)


@pytest.mark.parametrize("late", [-0.04, 0.0, 0.06])
def test_lag_is_found(late):
    time = np.arange(120) / 60
    wave = lambda t: np.sin(2 * np.pi * t)  # noqa: E731
    assert lag_s(0.7 * wave(time - late) + 4, wave(time), time) == pytest.approx(late, abs=0.006)


def test_lag_needs_movement():
    time = np.arange(60) / 30
    assert np.isnan(lag_s(time, np.zeros(60), time))


def test_moments_are_paired_with_the_nearest():
    errors, missed, extra = paired([1.01, 2.99, 2.5], [1.0, 2.0, 3.0])
    assert errors == pytest.approx([0.01, -0.01])
    assert (missed, extra) == (1, 1)


def test_one_found_moment_serves_one_true_moment():
    errors, missed, extra = paired([1.02], [1.0, 1.05])
    assert len(errors) == 1
    assert (missed, extra) == (1, 0)


def test_an_hour_of_steps_is_paired_whatever_their_order():
    true = np.arange(5000) * 0.7
    errors, missed, extra = paired((true[::-1] + 0.02).tolist(), true.tolist())
    assert errors == pytest.approx([0.02] * 5000)
    assert (missed, extra) == (0, 0)


def test_moments_outside_the_limits_do_not_count():
    assert paired([1.0, 3.9], [0.1, 1.0], (0.5, 3.5)) == ([0.0], 0, 0)
