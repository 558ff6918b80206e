"""Filters take noise and outliers away and leave movement alone, whatever the clock."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.detect.filters import OneEuro, despiked, hampel
from posecheck.detect.lowpass import butterworth

RATES = st.sampled_from([24.0, 30.0, 59.94, 120.0, 240.0])


def clock(fps, seconds=3.0):
    return np.arange(int(seconds * fps)) / fps


@given(RATES, st.floats(0.1, 1.0), st.floats(0, 6))
def test_slow_movement_passes_unchanged(fps, hz, start):
    t = clock(fps)
    slow = 0.3 * np.sin(2 * np.pi * hz * t + start)[:, None]
    for smooth in (hampel(slow, t), despiked(slow, t), butterworth(slow, t, 6.0)):
        inner = slice(int(0.3 * fps), -int(0.3 * fps))
        np.testing.assert_allclose(smooth[inner], slow[inner], atol=0.3 * 4e-3)


@given(RATES, st.floats(-5, 5))
def test_a_constant_passes_unchanged(fps, value):
    t = clock(fps)
    still = np.full((len(t), 2), value)
    np.testing.assert_allclose(hampel(still, t), still)
    np.testing.assert_allclose(despiked(still, t), still, atol=1e-9)
    np.testing.assert_allclose(butterworth(still, t, 6.0), still, atol=1e-9)


@pytest.mark.parametrize("count", [1, 2, 5, 11])
def test_few_frames_pass_as_they_are(count):
    values = np.random.default_rng(1).normal(size=(count, 3))
    t = np.arange(count) / 30
    np.testing.assert_array_equal(hampel(values, t), values)
    np.testing.assert_array_equal(despiked(values, t), values)
    np.testing.assert_array_equal(butterworth(values, t, 6.0), values)


@given(RATES, st.integers(20, 50), st.sampled_from([-1.0, 1.0]))
def test_a_wild_value_is_replaced_and_its_neighbours_are_not(fps, where, sign):
    t = clock(fps)
    wave = np.sin(2 * np.pi * 0.7 * t)[:, None]
    spoilt = wave.copy()
    spoilt[where] += sign * 3.0
    clean = hampel(spoilt, t)
    assert abs(clean[where, 0] - wave[where, 0]) < 0.4
    far = np.abs(np.arange(len(t)) - where) > fps * 0.15 + 1
    np.testing.assert_array_equal(clean[far], hampel(wave, t)[far])


@pytest.mark.parametrize("fps", [30.0, 60.0, 120.0])
def test_a_running_stride_is_no_outlier(fps):
    t = clock(fps)
    shank = 0.2 * np.sin(2 * np.pi * 1.4 * t) + 0.06 * np.sin(2 * np.pi * 2.8 * t + 1)
    np.testing.assert_allclose(hampel(shank[:, None], t)[8:-8, 0], shank[8:-8], atol=0.002)


def shank(t):
    return 0.2 * np.sin(2 * np.pi * 1.4 * t) + 0.06 * np.sin(2 * np.pi * 2.8 * t + 1)


@pytest.mark.parametrize("fps", [30.0, 60.0, 120.0])
def test_a_fast_limb_keeps_its_turns_where_wild_values_are_looked_for(fps):
    t = clock(fps)
    noisy = shank(t) + np.random.default_rng(2).normal(0, 0.002, len(t))
    np.testing.assert_allclose(despiked(noisy[:, None], t)[:, 0], noisy, atol=0.012)


@given(RATES, st.integers(20, 50), st.sampled_from([-0.06, 0.06]), st.booleans())
def test_wild_values_amid_fast_movement_are_put_on_its_way(fps, where, size, two):
    t = clock(fps)
    count = 2 if two and fps > 50 else 1
    noisy = shank(t)[:, None] + np.random.default_rng(1).normal(0, 0.001, (len(t), 1))
    spoilt = noisy.copy()
    spoilt[where : where + count] += size
    clean = despiked(spoilt, t)
    np.testing.assert_allclose(
        clean[where : where + count, 0], shank(t)[where : where + count], atol=0.02
    )
    assert np.abs(clean - noisy).max() < 0.02


def test_wild_values_are_found_on_an_uneven_clock():
    t = np.cumsum(np.random.default_rng(3).uniform(0.02, 0.05, 200))
    spoilt = shank(t)[:, None]
    spoilt[100] += 0.2
    np.testing.assert_allclose(despiked(spoilt, t)[:, 0], shank(t), atol=0.02)


def test_one_euro_is_steady_at_rest_and_quick_in_motion():
    rng = np.random.default_rng(0)
    still, quick = OneEuro(1.5, 0.8), OneEuro(1.5, 0.8)
    t = clock(60.0)
    noise = rng.normal(0, 0.003, len(t))
    rested = np.array([still(np.array([n]), 1 / 60, 0.7)[0] for n in noise])
    assert rested[60:].std() < 0.5 * noise[60:].std()
    ramp = 2.0 * t
    lag = ramp - np.array([quick(np.array([x]), 1 / 60, 0.7)[0] for x in ramp])
    assert lag[60:].max() < 2.0 * 0.06


def test_one_euro_starts_anew_after_a_reset():
    smooth = OneEuro(1.5, 0.8)
    smooth(np.array([0.0]), 1 / 30, 1.0)
    smooth.reset()
    assert smooth(np.array([5.0]), 1 / 30, 1.0)[0] == 5.0
