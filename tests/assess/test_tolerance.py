"""Staying within limits: gates, the clock of a hold, speeds and what an effort was like."""

import math

import pytest

from posecheck.assess.tolerance import Effort, Gate, HoldClock, Speedometer, within
from posecheck.body import MID_HIP, NEAR
from posecheck.geometry.measure import UP, Axis, place

HEIGHT = place(MID_HIP, "picture", Axis(UP.x, UP.y, "S"), "hip height")
KNEE = place(NEAR.knee, "picture", Axis(UP.x, UP.y, "S"), "knee height")


def clocked(*stretches, fps=20):
    """Seconds of a clock through (seconds, holds) stretches."""
    clock, frame = HoldClock(), 0
    for seconds, holds in stretches:
        for _ in range(round(seconds * fps)):
            clock.step(frame / fps, holds)
            frame += 1
    return clock.seconds


def test_a_gate_is_open_between_its_limits_and_to_nothing_unseen():
    gate = Gate(HEIGHT, 10.0, 20.0)
    assert [gate.passes(value) for value in (9.9, 10.0, 20.0, 20.1, math.nan)] == [
        *(False, True, True, False, False)
    ]


def test_a_row_is_within_where_every_value_passes():
    gates = (Gate(HEIGHT, high=20.0), Gate(KNEE, low=5.0))
    assert within(gates, (19.0, 6.0))
    assert not within(gates, (19.0, 4.0))
    assert within((), ())


def test_the_clock_runs_while_it_holds():
    assert clocked((2, False), (3, True), (1, False)) == pytest.approx(3.0, abs=0.06)


def test_a_short_drop_out_is_bridged_and_a_long_one_is_not():
    assert clocked((2, True), (0.4, False), (2, True)) == pytest.approx(4.4, abs=0.06)
    assert clocked((2, True), (0.8, False), (2, True)) == pytest.approx(4.0, abs=0.11)


def test_a_clock_that_never_ran_shows_nothing():
    assert clocked((2, False)) == 0.0


def test_speeds_are_those_of_the_movement_and_not_of_a_jump_between_gaps():
    speed = Speedometer()
    for i in range(30):
        speed.step(i / 30, 60.0 * i / 30)
    speed.step(1.0, math.nan)
    for i in range(31, 60):
        speed.step(i / 30, 200.0 - 90.0 * i / 30)
    assert speed.rise == pytest.approx(60.0)
    assert speed.fastest == pytest.approx(90.0)
    assert 0.0 < speed.rise_s < 1.0 < speed.fastest_s < 2.0


def test_an_effort_knows_its_hold_and_where_it_was_furthest():
    effort = Effort()
    for i in range(61):
        value = 100.0 - abs(i - 30) * 2.0
        effort.step(i / 10, value, value >= 80.0)
    spans, facts = effort.summary(40.0)
    assert facts["hold"] == pytest.approx(2.0)
    assert (facts["rise"], facts["speed"]) == pytest.approx((20.0, 20.0))
    assert spans["furthest"] == pytest.approx((2.7, 3.3), abs=0.11)
    moments = effort.moments(40.0)
    assert {moments[name] for name in ("hold", "peak", "stay")} == {3.0}
    assert 0.0 < moments["rise"] < 3.0


def test_an_effort_that_was_never_seen_has_no_furthest_point():
    effort = Effort()
    effort.step(0.0, math.nan, False)
    assert effort.summary(0.0)[0] == {}
    assert effort.moments(0.0) == {}
