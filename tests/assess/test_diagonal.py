"""One arm and one leg lifted face down: what belongs together, and how much at once."""

import math

import pytest

from posecheck.assess.diagonal import Diagonals

FPS = 30
LIMBS = ("left leg", "right leg", "left arm", "right arm")
RESTING = (-7.0, -7.0, -10.0, -10.0)


def walked(*lifts, seconds=4.0):
    """Walk through lifts, each {limb: (begin_s, degrees)}: up within 1 s, a second held, down."""
    walker, phases = Diagonals().begin(), []
    for number, lift in enumerate(lifts):
        for frame in range(round(seconds * FPS)):
            time_s = frame / FPS
            row = []
            for limb, rest in zip(LIMBS, RESTING, strict=True):
                begin_s, degrees = lift.get(limb, (0.0, 0.0))
                past = time_s - begin_s
                share = min(max(past, 0.0), 1.0) - min(max(past - 2.0, 0.0), 1.0)
                row.append(rest + degrees * share)
            phases.append(walker.step(number * seconds + time_s, row)[0])
    return phases, walker.reps()


def test_opposite_arm_and_leg_are_a_diagonal_of_the_leg():
    phases, reps = walked(
        {"left leg": (0.3, 15), "right arm": (0.3, 12)},
        {"right leg": (0.3, 14), "left arm": (0.5, 12)},
    )
    assert [rep.side for rep in reps] == ["left", "right"]
    assert [rep.facts["diagonal"] for rep in reps] == [1.0, 1.0]
    assert [rep.facts["lag"] for rep in reps] == pytest.approx([0.0, 0.2], abs=0.05)
    assert reps[0].facts["leg"] == pytest.approx(15.0, abs=0.1)
    assert reps[0].facts["arm"] == pytest.approx(12.0, abs=0.1)
    assert set(phases) == {0, 1}


@pytest.mark.parametrize(
    "lift",
    [
        {"left leg": (0.3, 15), "left arm": (0.3, 12)},
        {"left leg": (0.3, 15)},
        {"left leg": (0.3, 15), "left arm": (0.3, 12), "right arm": (0.3, 12)},
    ],
    ids=["same side", "leg alone", "both arms"],
)
def test_anything_else_is_none(lift):
    _, reps = walked(lift)
    assert [rep.facts["diagonal"] for rep in reps] == [0.0]


def test_a_limb_that_the_model_draws_along_by_less_than_half_counts_for_nothing():
    lift = {"left leg": (0.3, 15), "right arm": (0.3, 16)}
    for drawn, expected in (
        ({"right leg": (0.3, 6), "left arm": (0.3, 6)}, 1.0),
        ({"left arm": (0.3, 9)}, 0.0),
        ({"right leg": (0.3, 9)}, 0.0),
    ):
        _, reps = walked(lift | drawn)
        assert reps[0].facts["diagonal"] == expected


def test_a_lift_that_is_first_seen_at_its_top_counts_but_nobody_knows_how_it_rose():
    walker = Diagonals().begin()
    for frame in range(90):
        up = max(0.0, min(1.0, 2.0 - frame / FPS))
        walker.step(frame / FPS, (15 * up, 0.0, 14 * up - 2, -2.0))
    (rep,) = walker.reps()
    assert rep.side == "left"
    assert rep.facts["diagonal"] == 0.0  # the arm of the same side
    assert not {"lag", "leg", "arm"} & set(rep.facts)


def test_an_arm_that_stays_down_has_no_time_between():
    _, reps = walked({"right leg": (0.3, 15)})
    assert "lag" not in reps[0].facts


def test_a_limb_that_is_not_seen_breaks_nothing():
    walker = Diagonals().begin()
    for frame in range(90):
        walker.step(frame / FPS, (math.nan, -7.0, -10.0, math.nan))
    assert walker.reps() == ()


def test_a_still_picture_shows_no_lift():
    assert Diagonals().posed(RESTING) == (0, None)
