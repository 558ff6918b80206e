"""Finished clips are found again, and those of another sweep are not taken for them."""

from dataclasses import replace

import numpy as np

from samples.sweep.conditions import PLAIN, Condition
from samples.sweep.gait import Clip, Timing
from samples.sweep.jobs import Found, Job
from samples.sweep.kept import keep, load
from samples.sweep.run import Series

JOB = Job("base", "trunk-lean", (PLAIN,), ("plain",))
TIME = np.arange(4) / 15
LEAN = Series("running/trunk lean", TIME, TIME * 2, TIME * 3, np.arange(4) > 0, stand_error=0.5)
FOUND = Found((tuple(replace(LEAN, measure=m) for m in JOB.sweep.measures),), seconds=2.5)


def test_what_was_found_comes_back_as_it_was(tmp_path):
    keep(JOB, FOUND, tmp_path)
    back = load(JOB, tmp_path)
    [[one, *others]], was = back.series, LEAN
    assert (one.measure, one.stand_error, back.seconds) == (was.measure, 0.5, 2.5)
    assert [other.measure for other in others] == list(JOB.sweep.measures[1:])
    for name in ("time_s", "true", "measured", "usable"):
        np.testing.assert_array_equal(getattr(one, name), getattr(was, name))
    assert one.usable.dtype == bool


def test_readings_that_are_not_finite_are_kept_too(tmp_path):
    unseen = tuple(replace(one, measured=TIME * np.nan) for one in FOUND.series[0])
    keep(JOB, replace(FOUND, series=(unseen,)), tmp_path)
    assert np.isnan(load(JOB, tmp_path).series[0][0].measured).all()


def test_a_clip_of_which_a_new_measure_was_not_read_is_filmed_again(tmp_path):
    [series] = FOUND.series
    keep(JOB, replace(FOUND, series=(series[1:],)), tmp_path)
    assert load(JOB, tmp_path) is None


def test_gait_comes_back_too(tmp_path):
    job = Job("gait", "slow rear", (PLAIN,), ("gait",))
    timing = Timing("slow", "rear", 60, "contact", "near", (1.0, -2.0), 0, 1)
    keep(job, Found(timings=(timing,), clips=(Clip("slow", "rear", 60, 0.001, None),)), tmp_path)
    back = load(job, tmp_path)
    assert back.timings == (timing,)
    assert back.clips == (Clip("slow", "rear", 60, 0.001, None),)


def test_another_condition_or_an_empty_folder_has_nothing(tmp_path):
    assert load(JOB, tmp_path / "none") is None
    keep(JOB, FOUND, tmp_path)
    assert load(replace(JOB, conditions=(Condition(girth=1.2),)), tmp_path) is None
