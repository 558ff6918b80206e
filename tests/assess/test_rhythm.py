"""Turns, crossings and beats of a signal are found where they are, to a fraction of a frame."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecheck.assess.rhythm import (
    beat_s,
    bouts,
    crossing_s,
    running_mean,
    strength,
    turns,
    vertex_s,
    without_trend,
)


def wave(period_s, fps=60.0, seconds=10.0, drift=0.0):
    time_s = np.arange(int(fps * seconds)) / fps
    return np.sin(2 * np.pi * time_s / period_s) + drift * time_s, time_s


@settings(deadline=None)
@given(st.floats(0.5, 1.5), st.sampled_from([30.0, 60.0, 120.0]))
def test_turns_alternate_and_lie_at_the_extremes(period, fps):
    values, time_s = wave(period, fps)
    found = turns(values, time_s, 0.8)
    assert all(a.highest != b.highest for a, b in pairwise(found))
    expected = [(k / 2 + 0.25) * period for k in range(int(10 / period * 2) + 1)]
    for turn in found:
        assert min(abs(turn.time_s - time) for time in expected) < 0.2 / fps
    assert len(found) >= 2 * int(9 / period) - 1


def test_wiggles_and_drift_make_no_turns():
    values, time_s = wave(1.0, drift=0.3)
    wiggly = values + 0.1 * np.sin(2 * np.pi * time_s * 11)
    assert len(turns(wiggly, time_s, 0.8)) == len(turns(values, time_s, 0.8))
    assert turns(0.3 * wave(1.0)[0], time_s, 0.8) == []


def test_a_crossing_is_found_forwards_and_backwards_or_not_at_all():
    values, time_s = wave(1.0)
    assert crossing_s(values, time_s, 0.5, 0, 15) == pytest.approx(1 / 12, abs=1e-3)
    assert crossing_s(values, time_s, 0.5, 15, 0) == pytest.approx(1 / 12, abs=1e-3)
    assert np.isnan(crossing_s(values, time_s, 2.0, 0, 15))


def test_a_vertex_lies_between_frames():
    time_s = np.arange(5) / 10
    assert vertex_s(-((time_s - 0.223) ** 2), time_s, 2) == pytest.approx(0.223)
    assert vertex_s(time_s, time_s, 0) == 0.0


@settings(deadline=None)
@given(st.floats(0.5, 1.5), st.floats(-0.1, 0.1))
def test_a_bout_knows_its_step(period, drift):
    values, time_s = wave(period, drift=drift)
    (bout,) = bouts(values, time_s, 0.8)
    assert bout.step_s == pytest.approx(period / 2, rel=2e-3)
    assert bout.step_error_s < 0.01 * period
    assert len(bout.turns) == len(bout.crossings_s) + 1


def test_unequal_halves_do_not_change_the_step():
    time_s = np.arange(600) / 60
    limp = np.sin(2 * np.pi * time_s) + 0.3
    (bout,) = bouts(limp, time_s, 0.8)
    assert bout.step_s == pytest.approx(0.5, rel=2e-3)


def test_a_foot_lost_where_the_feet_pass_does_not_change_the_step_of_a_short_bout():
    values, time_s = wave(0.7, fps=240.0, seconds=2.0)
    [whole] = bouts(values, time_s, 0.8)
    last = np.abs(time_s - whole.crossings_s[-1]) < 0.03
    values[last] = values[np.flatnonzero(last)[0]]
    [bout] = bouts(values, time_s, 0.8)
    assert bout.crossings_s[-1] > whole.crossings_s[-1] + 0.02
    assert bout.step_s == pytest.approx(0.35, rel=0.005)


def test_a_pause_and_a_gap_part_bouts():
    values, time_s = wave(0.7, seconds=12)
    values[240:420] = values[240]
    assert len(bouts(values, time_s, 0.8)) == 2
    holed, _ = wave(0.7, seconds=12)
    holed[350:360] = np.nan
    assert len(bouts(holed, time_s, 0.8)) == 2
    assert bouts(np.full(50, np.nan), np.arange(50.0), 0.5) == []


def test_three_swings_are_no_bout():
    values, time_s = wave(1.0, seconds=2.2)
    assert bouts(values, time_s, 0.8) == []


@settings(deadline=None)
@given(st.floats(0.3, 1.2), st.floats(-0.05, 0.05))
def test_a_beat_is_found_under_drift_and_noise(period, drift):
    values, time_s = wave(period, drift=drift)
    noisy = values + np.random.default_rng(1).normal(0, 0.2, len(values))
    found, clear = beat_s(without_trend(noisy, time_s, 3.0), time_s, 3.0)
    assert found == pytest.approx(period, rel=0.03)
    assert clear > 0.7


def test_noise_and_ramps_have_no_beat():
    rng = np.random.default_rng(2)
    _, clear = beat_s(rng.normal(size=600), np.arange(600) / 60, 3.0)
    assert clear < 0.3
    assert np.isnan(beat_s(np.arange(600.0), np.arange(600) / 60, 3.0)[0])
    assert np.isnan(beat_s(np.full(600, np.nan), np.arange(600) / 60, 3.0)[0])


def test_strength_is_the_amplitude_at_one_period():
    values, time_s = wave(0.5)
    assert strength(3 * values, time_s, 0.5) == pytest.approx(3, rel=0.01)
    assert strength(values, time_s, 1.0) < 0.05


def test_a_running_mean_leaves_out_what_is_not_known():
    time_s = np.arange(5.0)
    mean = running_mean(np.array([1.0, np.nan, 3.0, np.nan, np.nan]), time_s, 2.0)
    np.testing.assert_allclose(mean, [1, 2, 3, 3, np.nan])
