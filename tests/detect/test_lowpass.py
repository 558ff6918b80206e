"""The low-pass of clips is the textbook's, and leaves movement where it was in time."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import CubicSpline
from scipy.signal import butter, filtfilt

from posecheck.detect.gaps import frame_s
from posecheck.detect.lowpass import TWO_PASSES, butterworth, spline


def clock(fps, seconds=3.0):
    return np.arange(int(seconds * fps)) / fps


@pytest.mark.parametrize(("hz", "gain"), [(1.0, 1.0), (6.0, 0.707), (20.0, 0.02)])
def test_the_net_cutoff_is_where_it_is_said_to_be(hz, gain):
    t = clock(240.0, 6.0)
    wave = np.sin(2 * np.pi * hz * t)[:, None]
    kept = butterworth(wave, t, 6.0)[480:-480]
    assert np.sqrt(2) * kept.std() == pytest.approx(gain, abs=0.02)


@given(st.integers(13, 400), st.sampled_from([(30, 6.0), (60, 12.0), (15, 4.5), (240, 12.0)]))
def test_the_filter_is_the_one_that_scipy_runs_both_ways(frames, kind):
    fps, cutoff = kind
    t = np.arange(frames) / fps
    walk = np.cumsum(np.random.default_rng(frames).normal(size=(frames, 2)), axis=0)
    step = frame_s(t)
    design = math.atan(math.tan(math.pi * cutoff * step) / TWO_PASSES) / (math.pi * step)
    settle = min(frames - 1, max(9, math.ceil(2 / (cutoff * step))))
    expected = filtfilt(*butter(2, design, fs=1 / step), walk, axis=0, padlen=settle)
    np.testing.assert_allclose(butterworth(walk, t, cutoff), expected, atol=1e-9)


def test_there_is_no_delay():
    t = clock(60.0)
    wave = np.sin(2 * np.pi * 4 * t)
    kept = butterworth(wave[:, None], t, 6.0)[:, 0]
    lag = np.argmax(np.correlate(kept[30:-30], wave[30:-30], "full")) - (len(t[30:-30]) - 1)
    assert lag == 0


def test_the_cutoff_yields_to_a_slow_camera():
    t = clock(9.0, 10.0)
    wave = np.sin(2 * np.pi * 3.0 * t + 0.4)[:, None]
    assert butterworth(wave, t, 12.0)[20:-20].std() == pytest.approx(0.5, abs=0.03)


def test_an_uneven_clock_gives_the_movement_at_its_own_times():
    rng = np.random.default_rng(3)
    t = np.cumsum(rng.uniform(0.02, 0.05, 200))
    wave = np.sin(2 * np.pi * 1.2 * t)[:, None]
    kept = butterworth(wave, t, 6.0)
    np.testing.assert_allclose(kept[10:-10], wave[10:-10], atol=0.01)
    as_if_even = butterworth(wave, np.linspace(t[0], t[-1], 200), 6.0)
    assert np.abs(kept - wave)[10:-10].max() < np.abs(as_if_even - wave)[10:-10].max()


@given(st.integers(3, 300), st.integers(0, 1000))
def test_the_spline_is_the_one_that_scipy_draws(count, seed):
    rng = np.random.default_rng(seed)
    t = np.cumsum(rng.uniform(0.005, 0.2, count))
    values = np.cumsum(rng.normal(size=(count, 3)), axis=0)
    wanted = np.concatenate([t, rng.uniform(t[0], t[-1], 100)])
    expected = CubicSpline(t, values, bc_type="natural")(wanted)
    np.testing.assert_allclose(spline(t, values, wanted), expected, atol=1e-8)
