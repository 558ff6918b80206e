"""Holding a posture: when it begins and ends, how long it is right, and whose it is."""

import math

import pytest

from posecheck.assess.hold import HELD, MOVING, Hold
from posecheck.assess.phase import NO_REP
from posecheck.assess.tolerance import Gate
from posecheck.body import MID_HIP, NEAR
from posecheck.geometry.measure import UP, Axis, place

HEIGHT = place(MID_HIP, "picture", Axis(UP.x, UP.y, "S"), "hip height")
KNEE = place(NEAR.knee, "picture", Axis(UP.x, UP.y, "S"), "knee height")
HOLD = Hold(posture=(Gate(HEIGHT, low=50.0),), form=(Gate(HEIGHT, low=70.0),))
SIDED = Hold(posture=(Gate(HEIGHT, low=50.0),), side=KNEE)
FPS = 20


def walked(engine, *stretches):
    walker, frame, phases, reps = engine.begin(), 0, [], []
    for seconds, *row in stretches:
        for _ in range(round(seconds * FPS)):
            phase, rep = walker.step(frame / FPS, row)
            phases.append(phase)
            reps.append(rep)
            frame += 1
    return phases, reps, walker.reps()


def test_a_hold_that_is_taken_and_left_is_one_repetition():
    phases, reps, found = walked(HOLD, (2, 0, 0), (5, 80, 80), (3, 0, 0))
    assert len(found) == 1
    assert (found[0].start_s, found[0].end_s) == pytest.approx((2.0, 7.0), abs=0.06)
    assert found[0].facts["hold"] == pytest.approx(5.0, abs=0.06)
    assert phases[0] == phases[-1] == MOVING
    assert phases[80] == HELD
    assert reps[80] == 0
    assert reps[-1] == NO_REP


def test_the_clock_runs_only_in_form_but_bad_form_is_held_too():
    _, _, found = walked(HOLD, (3, 80, 80), (4, 60, 60), (3, 80, 80))
    assert len(found) == 1
    assert found[0].facts["hold"] == pytest.approx(6.0, abs=0.11)
    assert found[0].facts["lasted"] == pytest.approx(10.0, abs=0.06)


def test_a_short_break_does_not_end_a_hold_and_a_long_one_does():
    assert len(walked(HOLD, (4, 80, 80), (1.5, 0, 0), (4, 80, 80))[2]) == 1
    assert len(walked(HOLD, (4, 80, 80), (2.5, 0, 0), (4, 80, 80))[2]) == 2


def test_what_is_passed_through_is_no_hold():
    assert walked(HOLD, (2, 0, 0), (0.8, 80, 80), (2, 0, 0))[2] == ()


def test_a_hold_that_lasts_to_the_end_counts():
    _, _, found = walked(HOLD, (4, 80, 80))
    assert found[0].facts["hold"] == pytest.approx(4.0, abs=0.06)


def test_the_side_is_the_one_that_most_frames_tell():
    _, _, found = walked(SIDED, (4, 80, -5), (1, 80, 5), (3, 0, 0), (4, 80, 5))
    assert [rep.side for rep in found] == ["right", "left"]


def test_a_still_picture_shows_the_posture_and_its_side_or_not():
    assert SIDED.posed((60.0, -1.0)) == (HELD, "right")
    assert SIDED.posed((40.0, -1.0)) == (MOVING, None)
    assert HOLD.posed((60.0, math.nan)) == (HELD, None)
