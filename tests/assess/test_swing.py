"""Repetitions told by where a movement turns, frame by frame."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.assess.cycle import BACK, END, OUT, OUTSIDE, START
from posecheck.assess.phase import NO_REP
from posecheck.assess.swing import Swing
from posecheck.assess.tolerance import Gate
from posecheck.body import MID_HIP, NEAR
from posecheck.geometry.measure import UP, Axis, place

HEIGHT = place(MID_HIP, "picture", Axis(UP.x, UP.y, "S"), "hip height")
OTHER = place(NEAR.heel, "picture", Axis(UP.x, UP.y, "S"), "heel height")
SWING = Swing(driver=HEIGHT, least=15.0)
GATED = Swing(driver=HEIGHT, least=15.0, posture=(Gate(OTHER, high=10.0),))
FPS = 30


def walked(engine, values, others=None, fps=FPS):
    """Phases, numbers of the repetition, and the repetitions in the end."""
    walker = engine.begin()
    rows = zip(values, values if others is None else others, strict=True)
    steps = [
        walker.step(i / fps, row[: len(engine.drivers)]) for i, row in enumerate(map(list, rows))
    ]
    return [phase for phase, _ in steps], [rep for _, rep in steps], walker.reps()


def path(*legs):
    """A value through (seconds, value) legs: each is reached after so many seconds."""
    values = [legs[0][1]]
    for seconds, value in legs[1:]:
        values.extend(np.linspace(values[-1], value, round(seconds * FPS) + 1)[1:])
    return values


def once(low, high, stay=1.0):
    return path((0, low), (0.6, low), (1, high), (stay, high), (1, low), (0.6, low))


@pytest.mark.parametrize(("low", "high"), [(-64, 0), (-64, -34), (-22, 0), (-64, 26)])
def test_one_way_out_and_back_counts_wherever_it_turns(low, high):
    phases, _, (rep,) = walked(SWING, once(low, high))
    assert rep.facts["peak"] == high
    assert rep.facts["hold"] == pytest.approx(1.0 + 2 * max(0.1, 4 / (high - low)), abs=0.1)
    first, last = rep.spans["furthest"]
    assert first == pytest.approx(1.6 - max(0.1, 4 / (high - low)), abs=0.05)
    assert last - first == rep.facts["hold"]
    assert {START, OUT, END, BACK} <= set(phases)


def test_a_repetition_begins_with_the_start_it_left_and_ends_near_the_next():
    values = path((0, -60), (3, -60), (1, 0), (1, 0), (1, -50), (1, -50))
    _, _, (rep,) = walked(SWING, values)
    assert rep.start_s == pytest.approx(2.0, abs=0.15)  # a second of the start, not all of it
    assert rep.end_s == pytest.approx(6.0, abs=0.15)


def test_repetitions_follow_one_another_without_a_rest():
    values = path((0, -60), *[leg for _ in range(4) for leg in ((0.7, 0), (0.7, -60))], (1, -60))
    _, numbers, reps = walked(SWING, values)
    assert len(reps) == 4
    assert all(one.end_s <= two.start_s for one, two in pairwise(reps))
    assert set(numbers) == {NO_REP, 0, 1, 2, 3}


def test_small_movement_counts_nothing():
    values = -60 + 6 * np.sin(np.arange(300) / 10)
    assert walked(SWING, values)[2] == ()


def test_staying_at_the_end_counts_only_where_that_is_enough():
    values = path((0, -60), (0.5, -60), (1, 0), (2, 0))
    assert walked(SWING, values)[2] == ()
    counting = Swing(driver=HEIGHT, least=15.0, unfinished=True)
    (rep,) = walked(counting, values)[2]
    assert rep.facts["peak"] == 0
    assert walked(counting, path((0, -60), (0.5, -60), (1, -20)))[2] == ()  # still on its way


def test_outside_the_posture_nothing_counts_and_a_blink_does_no_harm():
    values = once(-60, 0)
    others = np.zeros(len(values))
    others[50:60] = 99.0  # a third of a second
    assert len(walked(GATED, values, others)[2]) == 1
    others[50:90] = 99.0  # more than one that has left it
    phases, _, reps = walked(GATED, values, others)
    assert reps == ()
    assert OUTSIDE in phases[60:90]


def test_what_is_not_seen_is_waited_for():
    values = np.array(once(-60, 0))
    values[40:44] = np.nan
    assert len(walked(SWING, values)[2]) == 1
    assert walked(SWING, np.full(50, np.nan))[2] == ()


def test_a_single_picture_shows_no_turn():
    assert SWING.posed([-60.0]) == (OUTSIDE, None)


@given(st.lists(st.floats(-90, 90), min_size=1, max_size=60))
def test_whatever_comes_repetitions_follow_one_another(values):
    _, _, reps = walked(SWING, np.repeat(values, 6))
    for number, rep in enumerate(reps):
        assert rep.index == number
        assert 0.8 <= rep.end_s - rep.start_s <= 20.0
        assert rep.facts["hold"] >= 0
    assert all(one.end_s <= two.start_s for one, two in pairwise(reps))
