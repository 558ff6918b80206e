"""What a station asks for beyond what its check does."""

from dataclasses import replace

import pytest

from posecheck.assess.routine import Station
from posecheck.checks import find


def test_a_station_that_says_nothing_asks_for_what_its_check_asks_for():
    for name in ("bridge", "quad-stretch", "neutral-pelvis"):
        assert Station(name).prompts(find(name)) == find(name).prompts


def test_it_can_ask_for_other_numbers_and_for_one_side():
    (kick,) = Station("glute-kick", reps=4, both_sides=False).prompts(find("glute-kick"))
    assert (kick.reps, kick.each_side, kick.turn) == (4, False, False)


def test_no_time_is_called_that_a_shorter_hold_does_not_reach():
    check = find("quad-stretch")
    (whole,) = check.prompts
    (short,) = Station("quad-stretch", hold_s=20.0).prompts(check)
    assert [words for _, words in whole.after] == ["Half of it.", "Five more seconds."]
    assert short == replace(whole, lasts_s=20.0, after=whole.after[:1])


@pytest.mark.parametrize(
    ("station", "amount"),
    [
        (Station("wall-angel"), "5 times"),
        (Station("bridge", {"stage": "3"}, reps=3), "3 x 3 s on each side"),
        (Station("plank", {"hold": "10"}), "10 s"),
        (Station("neutral-pelvis"), "31 s"),
        (Station("glute-kick", both_sides=False), "10 times"),
    ],
)
def test_how_much_it_asks_for_is_told_in_a_few_words(station, amount):
    assert station.amount(find(station.check)) == amount
