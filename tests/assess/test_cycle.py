"""Repetitions out and back, frame by frame."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from posecheck.assess.cycle import BACK, END, OUT, OUTSIDE, START, Cycle
from posecheck.assess.phase import NO_REP
from posecheck.assess.tolerance import Gate
from posecheck.body import MID_HIP, NEAR
from posecheck.geometry.measure import AHEAD, UP, Axis, place

PLACE = place(NEAR.heel, "picture", Axis(AHEAD.x, AHEAD.y, "S"), "heel place")
HEIGHT = place(MID_HIP, "picture", Axis(UP.x, UP.y, "S"), "hip height")
GATED = Cycle(HEIGHT, (0.0, 20.0), 80.0, 70.0, posture=(Gate(PLACE, high=1.0),))
CYCLE = Cycle(driver=HEIGHT, start=(0.0, 20.0), end_enter=80.0, end_exit=70.0)
OUT_AND_BACK = ((1.0, 10), (1.0, 90), (0.6, 90), (1.0, 10), (1.0, 10))
FPS = 30


def walked(engine, rows, fps=FPS):
    """Phases and repetitions of rows (T, drivers), and the repetitions in the end."""
    walker = engine.begin()
    steps = [walker.step(i / fps, list(row)) for i, row in enumerate(rows)]
    return [phase for phase, _ in steps], [rep for _, rep in steps], walker.reps()


def ramp(*legs):
    """A driver through (seconds, value) legs: each is reached after so many seconds."""
    values = [legs[0][1]]
    for seconds, value in legs[1:]:
        values.extend(np.linspace(values[-1], value, round(seconds * FPS) + 1)[1:])
    return [(value,) for value in values]


def test_one_repetition_through_all_phases():
    phases, reps, found = walked(CYCLE, ramp((0, 10), *OUT_AND_BACK))
    assert [p for p, q in zip(phases, [None, *phases], strict=False) if p != q] == [
        OUTSIDE,
        START,
        OUT,
        END,
        BACK,
        START,
    ]
    assert len(found) == 1
    assert found[0].end_s == pytest.approx(3.5, abs=0.15)
    assert reps[60] == 0


def test_each_fact_shows_at_a_moment_of_its_own():
    (rep,) = walked(CYCLE, ramp((0, 10), (1.0, 10), (1.0, 90), (0.6, 90), (4.0, 10), (1.0, 10)))[2]
    assert set(rep.moments) == set(rep.facts)
    assert 2.0 < rep.moments["hold"] < 3.0  # at the top, which is not the middle
    assert 1.0 < rep.moments["rise"] < 2.0
    assert rep.start_s < rep.moments["out"] < 2.0


def test_what_is_seen_of_another_posture_is_no_repetition():
    way = ramp((0, 10), *OUT_AND_BACK, *OUT_AND_BACK)
    rows = [(value, 2.0 if i < len(way) / 2 else 0.0) for i, (value,) in enumerate(way)]
    assert len(walked(CYCLE, way)[2]) == 2
    (rep,) = walked(GATED, rows)[2]
    assert rep.start_s > 3.0


def test_each_return_counts_once():
    rows = ramp((0, 10), *OUT_AND_BACK, *OUT_AND_BACK, *OUT_AND_BACK)
    found = walked(CYCLE, rows)[2]
    assert [rep.index for rep in found] == [0, 1, 2]
    assert all(a.end_s <= b.start_s for a, b in pairwise(found))


@pytest.mark.parametrize(("told", "side"), [(3.0, "left"), (-3.0, "right")])
def test_a_repetition_is_the_side_s_that_is_told_at_its_end(told, side):
    sided = replace(CYCLE, side=PLACE)
    way = ramp((0, 10), *OUT_AND_BACK)
    rows = [(value, told if value > 60 else -told) for (value,) in way]
    assert [rep.side for rep in walked(sided, rows)[2]] == [side]
    assert sided.posed((90.0, told)) == (END, side)
    unseen = [(value, math.nan) for (value,) in way]
    assert [rep.side for rep in walked(sided, unseen)[2]] == [None]
    assert [rep.side for rep in walked(CYCLE, way)[2]] == [None]


@pytest.mark.parametrize("seconds", [1.0, 2.0, 3.0])
def test_it_knows_how_long_the_way_out_took_and_how_long_it_stayed(seconds):
    share = np.linspace(0, 1, round(seconds * FPS) + 1)
    smooth = 10 + 80 * share * share * (3 - 2 * share)
    rows = [10] * FPS + [*smooth] + [90] * FPS + [*smooth[::-1]] + [10] * FPS
    facts = walked(CYCLE, [(value,) for value in rows])[2][0].facts
    assert facts["out"] == pytest.approx(seconds, rel=0.25)
    assert facts["stay"] == pytest.approx(1 + 0.37 * seconds, abs=0.1)


def test_the_way_out_begins_where_a_body_draws_back_before_it():
    share = np.linspace(0, 1, 2 * FPS + 1)
    smooth = 10 + 80 * share * share * (3 - 2 * share)
    drawn = smooth - 25 * np.interp(share, [0, 0.1, 0.3, 0.5], [0, 1, 1, 0])
    rows = [10] * FPS + [*drawn] + [90] * FPS + [*smooth[::-1]] + [10] * FPS
    facts = walked(replace(CYCLE, start=(-40, 20)), [(value,) for value in rows])[2][0].facts
    assert facts["out"] == pytest.approx(2.0, abs=0.2)


def test_a_moment_far_above_the_end_is_not_how_far_it_went():
    rows = ramp((0, 10), (1, 10), (1, 82), (1, 82), (1, 10), (1, 10))
    usual = walked(CYCLE, rows)[2][0]
    slipped = list(rows)
    slipped[2 * FPS : 2 * FPS + 2] = [(120.0,), (125.0,)]
    rep = walked(CYCLE, slipped)[2][0]
    assert rep.facts["peak"] == pytest.approx(usual.facts["peak"])
    assert rep.spans["furthest"] == pytest.approx(usual.spans["furthest"], abs=0.1)
    assert rep.facts["out"] == pytest.approx(usual.facts["out"], abs=0.15)


def test_a_start_that_is_only_passed_counts_too():
    quick = ((0.6, 90), (0.5, 90), (0.6, -40))
    assert len(walked(CYCLE, ramp((0, -40), (1, -40), *quick, (1, -40)))[2]) == 1


def test_half_the_way_is_no_repetition():
    rows = ramp((0, 10), (1, 10), (1, 60), (1, 10), (1, 10))
    assert walked(CYCLE, rows)[2] == ()


def test_shaking_at_the_end_is_one_repetition():
    shaking = [(78.0 + 6 * (-1) ** i,) for i in range(40)]
    there, back = ((1, 10), (1, 85), (0.5, 85)), ((1, 10), (1, 10))
    rows = [*ramp((0, 10), *there), *shaking, *ramp((0, 80), *back)]
    assert len(walked(CYCLE, rows)[2]) == 1


def test_a_twitch_and_a_rest_are_no_repetitions():
    twitch = Cycle(HEIGHT, start=(0, 20), end_enter=80, end_exit=70, dwell_s=0.0)
    rows = ramp((0, -40), (1, -40), (0.2, 90), (0.2, -40), (1, -40))
    assert walked(twitch, rows)[2] == ()
    rest = ramp((0, 10), (1, 10), (1, 90), (25, 90), (1, 10), (1, 10))
    assert walked(CYCLE, rest)[2] == ()


def test_frames_without_a_value_end_nothing():
    rows = ramp((0, 10), *OUT_AND_BACK)
    rows[75] = (math.nan,)
    assert len(walked(CYCLE, rows)[2]) == 1


def test_frames_outside_repetitions_have_none():
    _, reps, _ = walked(CYCLE, ramp((0, -40), (2, -40)))
    assert set(reps) == {NO_REP}


@pytest.mark.parametrize(
    ("value", "phase"), [(10, START), (90, END), (50, OUTSIDE), (-30, OUTSIDE)]
)
def test_a_still_picture_shows_start_or_end_by_itself(value, phase):
    assert CYCLE.posed([value]) == (phase, None)


def test_a_last_repetition_without_a_way_back_counts_only_where_that_is_wanted():
    rows = ramp((0, 10), (1, 10), (1, 90), (2, 90))
    assert walked(CYCLE, rows)[2] == ()
    found = walked(replace(CYCLE, unfinished=True), rows)[2]
    assert len(found) == 1
    assert found[0].end_s == pytest.approx(4.0, abs=0.05)
    assert found[0].facts["hold"] == pytest.approx(2.1, abs=0.1)


def test_how_fast_it_went_and_where_it_was_furthest_is_known():
    found = walked(CYCLE, ramp((0, 10), (1, 10), (2, 100), (1, 100), (1, 10), (1, 10)))[2][0]
    assert found.facts["rise"] == pytest.approx(45.0, abs=1.0)
    assert found.facts["speed"] == pytest.approx(90.0, abs=1.0)
    assert found.spans["furthest"] == pytest.approx((2.9, 4.1), abs=0.1)
