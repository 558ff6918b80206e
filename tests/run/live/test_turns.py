"""Which check comes after which."""

import math

import pytest

from posecheck.assess.routine import Routine, Station
from posecheck.assess.rules import OWN
from posecheck.checks import discover
from posecheck.errors import CheckError
from posecheck.run.judging import Request
from posecheck.run.live.turns import PAUSE_S, Turns

ASKED = Request(check="wall-angel", view="front", side="left", height_cm=170.0)
ROUTINE = Routine(
    "two",
    "Two",
    "Tries it.",
    (
        Station("plank", {"arms": "straight"}, 5.0, before="Camera down.", longest_s=90.0),
        Station("bridge", reps=2, hold_s=4.0),
    ),
    OWN,
)


def test_without_a_routine_the_same_check_is_taken_again():
    turns = Turns(ASKED)
    assert turns.request == ASKED
    assert turns.done()
    assert turns.request == ASKED
    assert (turns.pause_s, turns.announcement) == (PAUSE_S, ())
    assert turns.longest_s == math.inf


def test_skipping_goes_through_all_checks_and_comes_back():
    turns, seen = Turns(ASKED), []
    for _ in discover():
        seen.append(turns.request.check)
        assert turns.skip()
    assert sorted(seen) == sorted(discover())
    assert turns.request == ASKED


def test_view_and_side_belong_to_the_check_they_were_asked_for():
    turns = Turns(ASKED)
    turns.skip()
    assert (turns.request.view, turns.request.side) == (None, None)
    assert turns.request.height_cm == 170.0


def test_a_routine_goes_once_through_its_stations():
    turns = Turns(ASKED, ROUTINE)
    assert (turns.request.check, turns.request.options) == ("plank", {"arms": "straight"})
    assert turns.pause_s == 5.0
    assert turns.announcement == ("2 exercises. First: Plank.", "Camera down.")
    assert turns.done()
    assert turns.announcement == ("Rest. Next comes: Glute bridge.",)
    assert turns.request.check == "bridge"
    assert not turns.done()
    assert turns.announcement == ("That was the last exercise.",)


def test_skipping_the_last_station_ends_it():
    turns = Turns(ASKED, ROUTINE)
    assert turns.skip()
    assert not turns.skip()
    assert not turns.skip(), "whoever skips its result has seen it"


def test_a_station_asks_for_as_much_as_it_says():
    turns = Turns(ASKED, ROUTINE)
    assert turns.longest_s == 90.0
    (plank,) = turns.prompts
    assert (plank.reps, plank.lasts_s) == (1, 30.0)
    turns.skip()
    (bridge,) = turns.prompts
    assert (bridge.reps, bridge.lasts_s) == (2, 4.0)


def test_an_option_is_for_all_exercises_that_have_it():
    turns = Turns(Request(check="wall-angel", options={"hold": "5"}), ROUTINE)
    assert turns.request.options == {"arms": "straight", "hold": "5"}
    assert turns.prompts[0].lasts_s == 5.0
    turns.skip()
    assert turns.request.options == {}


@pytest.mark.parametrize("wrong", [{"height": "5"}, {"hold": "7"}])
def test_an_option_that_no_exercise_has_is_refused(wrong):
    with pytest.raises(CheckError, match=next(iter(wrong))):
        Turns(Request(options=wrong), ROUTINE)


def test_a_session_looks_for_no_exercise_by_itself():
    with pytest.raises(CheckError, match="name the check"):
        Turns(Request())


@pytest.mark.parametrize(("first", "unseen"), [("plank", True), ("wall-posture", False)])
def test_it_knows_whether_the_screen_can_be_seen(first, unseen):
    assert Turns(Request(check=first)).unseen == unseen
