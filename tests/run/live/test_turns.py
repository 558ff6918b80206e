"""Which check comes after which."""

from posecheck.assess.routine import Routine, Station
from posecheck.assess.rules import OWN
from posecheck.checks import discover
from posecheck.run.judging import Request
from posecheck.run.live.turns import PAUSE_S, Turns

ASKED = Request(check="wall-angel", view="front", side="left", height_cm=170.0)
ROUTINE = Routine(
    "two", "Two", "Tries it.", (Station("plank", {"arms": "high"}, 5.0), Station("bridge")), OWN
)


def test_without_a_routine_the_same_check_is_taken_again():
    turns = Turns(ASKED)
    assert turns.request == ASKED
    assert turns.done()
    assert turns.request == ASKED
    assert (turns.pause_s, turns.announcement) == (PAUSE_S, "")


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
    assert (turns.request.check, turns.request.options) == ("plank", {"arms": "high"})
    assert turns.pause_s == 5.0
    assert turns.done()
    assert turns.announcement == "Rest. Next comes: Glute bridge."
    assert turns.request.check == "bridge"
    assert not turns.done()
    assert turns.announcement == ""


def test_skipping_the_last_station_ends_it():
    turns = Turns(ASKED, ROUTINE)
    assert turns.skip()
    assert not turns.skip()
