"""What is said beside a number: where it was worst and what to do."""

from dataclasses import replace

import numpy as np
import pytest

from posecheck.assess.band import Band
from posecheck.assess.numbers import NOTHING, Number
from posecheck.assess.phase import Rep
from posecheck.assess.reasons import TOO_UNCERTAIN
from posecheck.assess.rules import Cue, Fact
from posecheck.assess.wording import cue_for, explain, trust_in
from posecheck.checks import discover, find
from tests.assess.synthetic import FPS, Written, case_of, check_of, criterion, judged, track_of


def worst_of(values, wanted, **more):
    return judged(check_of(wanted, **more), track_of(values))["value"].worst


def test_the_worst_repetition_and_the_frame_that_shows_it():
    reps = tuple(Rep(i, None, i * 1.0, i + 0.9) for i in range(3))
    values = np.repeat([0.0, -30.0, 8.0], 10)
    values[14] = -29.0
    values[15] = -31.0
    worst = worst_of(values, criterion(window="rep"), phases=Written(reps, repeats=True))
    assert worst.value == -30.0
    assert worst.time_s == 1.0


def test_of_good_ones_the_nearest_to_a_limit_is_the_worst():
    reps = tuple(Rep(i, None, i * 1.0, i + 0.9) for i in range(2))
    worst = worst_of(
        np.repeat([0.0, 4.0], 10), criterion(window="rep"), phases=Written(reps, repeats=True)
    )
    assert worst.value == 4.0


def test_of_moments_the_moment_itself():
    reps = (Rep(0, None, 0.0, 0.9, marks={"now": 0.44}),)
    wanted = criterion(window="mark", during=("now",))
    worst = worst_of(np.arange(10.0), wanted, phases=Written(reps, repeats=True))
    assert worst.time_s == 0.44
    assert worst.value == pytest.approx(4.4)


@pytest.mark.parametrize("how", ["range", "drift", "swing", "reversals"])
def test_a_movement_shows_best_where_it_went_furthest(how):
    values = np.concatenate([np.full(100, 7.0), np.full(20, 1.0), np.full(100, 7.0)])
    worst = worst_of(values, criterion(reduce=how, error=0.0))
    assert values[round(worst.time_s * FPS)] == 1.0


def test_what_has_no_limits_or_no_number_has_no_worst_moment():
    assert worst_of([0.0] * 10, criterion(band=None)) is None
    assert worst_of([0.0] * 10, criterion(during=("in",))) is None


def test_a_fact_was_worst_within_its_repetition():
    reps = (Rep(0, None, 0.0, 0.9, facts={"score": 9.0}),)
    wanted = criterion(measure=Fact("score", "points"), band=Band.at_most(1, 2), error=0.0)
    worst = worst_of([0.0] * 10, wanted, phases=Written(reps, repeats=True))
    assert worst.value == 9.0
    assert 0.0 <= worst.time_s <= 0.9


def test_a_fact_that_has_its_own_moment_was_worst_then():
    reps = (
        Rep(0, None, 0.0, 0.4, facts={"score": 1.0}, moments={"score": 0.35}),
        Rep(1, None, 0.5, 0.9, facts={"score": 9.0}, moments={"score": 0.87}),
    )
    wanted = criterion(measure=Fact("score", "points"), band=Band.at_most(1, 2), error=0.0)
    worst = worst_of([0.0] * 10, wanted, phases=Written(reps, repeats=True))
    assert (worst.value, worst.time_s) == (9.0, 0.87)


@pytest.mark.parametrize(
    ("value", "said", "expected"),
    [
        (9, "fault", "Less."),
        (-9, "fault", "More."),
        (7, "borderline", "Less."),
        (0, "good", ""),
    ],
)
def test_the_cue_tells_the_way_back(value, said, expected):
    assert cue_for(criterion(), value, said) == expected


def test_a_cue_for_one_side_serves_the_other():
    one_sided = criterion(cue=Cue(high="Less."))
    assert cue_for(one_sided, -9, "fault") == "Less."


def test_what_is_hidden_may_be_behind_what_the_exercise_is_done_on():
    hidden = track_of([0.0] * 10, doubt={0: 3})
    plain = check_of(criterion())
    assert (
        judged(plain, hidden)["value"].explanation == "A needed part of the body is hidden (nose)."
    )
    behind = judged(replace(plain, behind="the ball"), hidden)["value"]
    assert behind.reason == "hidden"
    assert behind.explanation.endswith("hidden (nose), probably behind the ball.")


TRUST = "Within about four degrees, the near leg; a folded leg is hard to see."


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (TRUST, "A folded leg is hard to see."),
        ("Within about 3.5 cm: the ear is read ahead.", "The ear is read ahead."),
        ("To three tenths of a second.", ""),
        ("Experimental: within about eight degrees.", "Experimental."),
        ("Errors that both legs share cancel out.", "Errors that both legs share cancel out."),
    ],
)
def test_words_on_trust_name_no_smaller_error_than_the_number_does(words, left):
    wanted = replace(criterion(), trust=words)
    assert trust_in(wanted, Number(0.0, 12.2, 1.0, (), declared=10.0)) == left
    assert trust_in(wanted, Number(0.0, 10.0, 1.0, (), declared=10.0)) == words
    assert trust_in(wanted, NOTHING) == words


@pytest.mark.parametrize(
    ("unit", "words"),
    [("L", "0.40 leg lengths,"), ("deg", "0.40 degrees,"), ("% S", "0.40 %,"), ("s", "0.40 s,")],
)
def test_an_error_is_said_in_a_readers_words(unit, words):
    coarse = criterion(measure=Fact("score", unit))
    number = Number(0.0, 0.4, 1.0, ())
    said = explain(
        case_of(check_of(coarse), track_of([0.0] * 10)), coarse, TOO_UNCERTAIN, 0, number
    )
    assert f"better than {words}" in said


@pytest.mark.parametrize("check", discover())
def test_no_check_is_left_with_half_a_sentence_on_trust(check):
    for one in find(check).criteria:
        left = trust_in(one, Number(0.0, 10.0, 1.0, (), declared=1.0))
        assert not left or ((left[0].isupper() or left[0].isdigit()) and left[-1] == "."), left
        assert not left.lower().startswith("within")
