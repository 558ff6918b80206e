"""Squats on one leg: which leg, how deep, and what was needed to keep balance."""

import numpy as np
import pytest

from posecheck.assess.squat import CLEARLY, OneLegSquats

FPS = 30
QUIET = [50.0, 0.0, 0.0, 0.0, 0.0]  # hips' place and the wrists about them


def walked(*legs):
    """Walk through (seconds, left ankle, right ankle, left depth, right depth), going to each."""
    walker, frame = OneLegSquats().begin(), 0
    phases, last = [], np.array(legs[0][1:], dtype=float)
    for seconds, *to in legs:
        count = round(seconds * FPS)
        for share in np.linspace(0, 1, count + 1)[1:]:
            left, right, left_down, right_down = last + (np.array(to) - last) * share
            row = [left, right, 60.0 - max(left_down, right_down), *QUIET, left_down, right_down]
            phases.append(walker.step(frame / FPS, row)[0])
            frame += 1
        last = np.array(to, dtype=float)
    return phases, walker.reps()


STAND, ON_LEFT = (0, 0, 0, 0), (0, 20, 0, 0)
DOWN_LEFT, DOWN_RIGHT = (0, 20, 10, 30), (20, 0, 30, 10)


def test_each_squat_is_a_repetition_of_its_leg():
    phases, reps = walked(
        *((1, *STAND), (0.3, *ON_LEFT), (1, *ON_LEFT), (1, *DOWN_LEFT), (1, *ON_LEFT)),
        *((0.5, *ON_LEFT), (1, *DOWN_LEFT), (1, *ON_LEFT), (0.5, *ON_LEFT), (0.3, *STAND)),
        *((1, *STAND), (0.3, 20, 0, 0, 0), (0.7, 20, 0, 0, 0), (1, *DOWN_RIGHT)),
        *((1, 20, 0, 0, 0), (0.5, 20, 0, 0, 0)),
    )
    assert [rep.side for rep in reps] == ["left", "left", "right"]
    assert [rep.index for rep in reps] == [0, 1, 2]
    assert all(rep.facts["peak"] == pytest.approx(10.0, abs=0.1) for rep in reps)
    assert all(rep.facts["strategy"] == 0 for rep in reps)
    assert {0, 1, 2, 3, 4} == set(phases)


def test_standing_on_one_leg_is_no_squat():
    assert walked((1, *STAND), (0.3, *ON_LEFT), (5, 0, 20, 1, 30))[1] == ()


def test_a_shallow_squat_counts_but_is_none_that_everybody_would_see():
    squat = ((1, 0, 20, 4, 30), (1, *ON_LEFT), (0.5, *ON_LEFT))
    _, reps = walked((1, *STAND), (0.3, *ON_LEFT), (1, *ON_LEFT), *squat)
    assert len(reps) == 1
    assert reps[0].facts["peak"] < CLEARLY


def test_a_foot_that_comes_down_at_the_bottom_was_needed():
    _, reps = walked(
        *((1, *STAND), (0.3, *ON_LEFT), (1, *ON_LEFT), (1, *DOWN_LEFT), (0.5, *DOWN_LEFT)),
        *((0.2, 0, 0, 10, 10), (1, *STAND)),
    )
    assert [rep.facts["strategy"] for rep in reps] == [2.0]


def test_a_still_picture_shows_the_bottom_one_leg_or_two():
    engine = OneLegSquats()
    assert engine.posed([0, 20, 50, *QUIET, 8, 30]) == (3, "left")
    assert engine.posed([20, 0, 50, *QUIET, 30, 1]) == (1, "right")
    assert engine.posed([0, 0, 50, *QUIET, 8, 8]) == (0, None)
