"""Standing and landing on one leg."""

import math

import numpy as np
import pytest

from posecheck.assess.phase import NO_REP
from posecheck.assess.single_leg import (
    FLIGHT,
    LANDED,
    LOWERING,
    ONE_LEG,
    TWO_LEGS,
    SingleLeg,
)

FPS = 60
ARMS = (0.0, 0.0, 10.0, 10.0)


def frames(*legs):
    """Rows through (seconds, left ankle, right ankle, hips) legs, in % S, hips at the middle."""
    now = np.array([5.0, 5.0, 56.0])
    rows = [(*now, 50.0, *ARMS)]
    for seconds, *goal in legs:
        count = round(seconds * FPS)
        way = np.array(goal, dtype=float) - now
        rows += [(*(now + way * i / count), 50.0, *ARMS) for i in range(1, count + 1)]
        now = now + way
    return rows


def walked(counts, rows):
    walker = SingleLeg(counts).begin()
    steps = [walker.step(i / FPS, row) for i, row in enumerate(rows)]
    return [phase for phase, _ in steps], [rep for _, rep in steps], walker.reps()


STAND = (1.0, 5, 5, 56)
HOP = ((0.25, 5, 5, 50), (0.2, 12, 28, 62), (0.15, 5, 28, 52))  # crouch, up, down on the left
SINK = ((0.2, 5, 28, 46), (0.4, 5, 28, 54))
HELD = (2.5, 5, 28, 54)
DOWN = (0.4, 5, 5, 56)
LANDING = (*HOP, *SINK, HELD, DOWN)


def test_the_lower_foot_is_the_one_stood_on():
    for side, feet in (("left", (5, 28)), ("right", (28, 5))):
        _, _, reps = walked("stance", frames(STAND, (0.3, *feet, 56), (5, *feet, 56)))
        assert [rep.side for rep in reps] == [side]


def test_a_stance_counts_from_the_lift_to_the_end_or_until_the_foot_is_down():
    lifted = ((0.3, 5, 28, 56), (5, 5, 28, 56))
    for rows in (frames(STAND, *lifted), frames(STAND, *lifted, DOWN, STAND)):
        phases, _, (rep,) = walked("stance", rows)
        assert rep.facts["hold"] == pytest.approx(5.35, abs=0.25)
        assert rep.facts["strategy"] == 0
        assert phases[30] == TWO_LEGS
        assert phases[200] == ONE_LEG


def test_a_foot_barely_off_the_floor_is_no_stance():
    assert walked("stance", frames(STAND, (0.3, 5, 11, 56), (3, 5, 11, 56)))[2] == ()


def test_a_foot_that_hovers_low_after_a_lift_keeps_the_stance():
    rows = frames(STAND, (0.3, 5, 28, 56), (2, 5, 28, 56), (0.3, 5, 10, 56), (2, 5, 10, 56))
    assert len(walked("stance", rows)[2]) == 1


def test_a_foot_that_comes_down_only_to_be_lifted_again_had_touched_down():
    again = ((0.3, 5, 28, 56), (3, 5, 28, 56))
    _, _, reps = walked("stance", frames(STAND, *again, (0.2, 5, 5, 56), *again))
    assert [rep.facts["strategy"] for rep in reps] == [2, 0]


def test_a_rest_between_two_stances_is_no_touchdown():
    again = ((0.3, 5, 28, 56), (3, 5, 28, 56))
    _, _, reps = walked("stance", frames(STAND, *again, DOWN, (3, 5, 5, 56), *again))
    assert [rep.facts["strategy"] for rep in reps] == [0, 0]


def test_the_other_leg_next_is_no_touchdown():
    left, right = ((0.3, 5, 28, 56), (3, 5, 28, 56)), ((0.3, 28, 5, 56), (3, 28, 5, 56))
    _, _, reps = walked("stance", frames(STAND, *left, DOWN, *right))
    assert [(rep.side, rep.facts["strategy"]) for rep in reps] == [("left", 0), ("right", 0)]


def test_an_arm_that_leaves_its_place_is_a_save():
    rows = frames(STAND, (0.3, 5, 28, 56), (5, 5, 28, 56))
    rows[250:280] = [(*row[:4], 40.0, 0.0, 45.0, 10.0) for row in rows[250:280]]
    assert walked("stance", rows)[2][0].facts["strategy"] == 1


def test_a_landing_begins_when_the_foot_meets_the_ground():
    phases, reps, (landing,) = walked("landing", frames(STAND, *LANDING))
    contact_s = 1.0 + 0.25 + 0.2 + 0.15
    assert landing.side == "left"
    assert landing.start_s == landing.marks["contact"] == pytest.approx(contact_s, abs=0.02)
    assert landing.marks["lowest"] == pytest.approx(contact_s + 0.2, abs=0.03)
    assert landing.facts["strategy"] == 0
    assert landing.facts["stability"] < 0.5
    order = [p for p, q in zip(phases, [None, *phases], strict=False) if p != q]
    assert [p for p in order if p in (FLIGHT, LOWERING, LANDED)] == [FLIGHT, LOWERING, LANDED]
    assert reps[150] == 0
    assert reps[20] == NO_REP


def test_a_free_foot_that_rises_late_makes_a_landing_all_the_same():
    low = ((0.25, 5, 5, 50), (0.2, 12, 14, 62), (0.15, 5, 8, 52), (0.15, 5, 20, 47))
    _, _, reps = walked("landing", frames(STAND, *low, (0.4, 5, 28, 54), HELD, DOWN))
    assert len(reps) == 1
    assert reps[0].marks["contact"] == pytest.approx(1.6, abs=0.03)


def test_landing_on_both_feet_is_no_landing_on_one_leg():
    both = ((0.25, 5, 5, 50), (0.2, 14, 14, 62), (0.15, 5, 5, 52), (0.2, 5, 5, 46), (2, 5, 5, 56))
    assert walked("landing", frames(STAND, *both))[2] == ()


def test_lifting_a_foot_is_no_landing():
    assert walked("landing", frames(STAND, (0.3, 5, 28, 56), (5, 5, 28, 56)))[2] == ()


def test_a_squat_on_one_leg_is_no_landing():
    squat = ((0.3, 5, 28, 56), (1, 5, 28, 40), (1, 5, 28, 56))
    assert walked("landing", frames(STAND, *squat))[2] == ()


def test_hops_in_a_row_are_landings_of_their_own():
    again = ((0.25, 5, 28, 48), (0.2, 12, 36, 62), (0.15, 5, 28, 52), *SINK, HELD)
    phases, _, reps = walked("landing", frames(STAND, *HOP, *SINK, HELD, *again))
    assert len(reps) == 2
    assert reps[0].end_s <= reps[1].start_s
    assert phases[-1] == LANDED


def test_the_free_foot_down_before_it_is_stable_is_a_touchdown():
    _, _, (landing,) = walked("landing", frames(STAND, *HOP, *SINK, DOWN, STAND))
    assert landing.facts["strategy"] == 2
    assert "stability" not in landing.facts


def test_hips_that_sway_for_long_are_stable_late():
    rows = frames(STAND, *HOP, *SINK, (4, 5, 28, 54))
    begin, stop = 130, 220
    rows[begin:stop] = [
        (*row[:3], 50 + 4 * math.sin(i / 4), *row[4:]) for i, row in enumerate(rows[begin:stop])
    ]
    _, _, (landing,) = walked("landing", rows)
    assert landing.facts["stability"] == pytest.approx(stop / FPS - 1.6, abs=0.3)


def test_arms_that_swing_with_the_landing_are_no_save():
    rows = frames(STAND, *LANDING)
    rows[80:120] = [(*row[:4], 40.0, 0.0, 45.0, 10.0) for row in rows[80:120]]
    assert walked("landing", rows)[2][0].facts["strategy"] == 0


def test_frames_without_feet_change_nothing():
    rows = frames(STAND, (0.3, 5, 28, 56), (5, 5, 28, 56))
    holed = [(math.nan, *row[1:]) if 200 < i < 220 else row for i, row in enumerate(rows)]
    assert len(walked("stance", holed)[2]) == 1


@pytest.mark.parametrize(
    ("feet", "counts", "expected"),
    [
        ((5, 28), "stance", (ONE_LEG, "left")),
        ((28, 5), "stance", (ONE_LEG, "right")),
        ((28, 5), "landing", (LANDED, "right")),
        ((5, 6), "stance", (TWO_LEGS, None)),
        ((math.nan, 5), "stance", (TWO_LEGS, None)),
    ],
)
def test_a_still_picture_shows_one_leg_or_two(feet, counts, expected):
    assert SingleLeg(counts).posed([*feet, 56.0, 50.0, *ARMS]) == expected
