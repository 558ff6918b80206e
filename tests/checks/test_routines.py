"""Routines lead through checks that are there, and come to an end by themselves."""

import pytest

from posecheck.checks import discover, find, find_routine, routines
from posecheck.errors import CheckError

STATIONS = [
    pytest.param(station, id=f"{routine.id}-{number}-{station.check}")
    for routine in routines().values()
    for number, station in enumerate(routine.stations)
]


@pytest.mark.parametrize("station", STATIONS)
def test_a_station_is_a_check_with_an_option_it_has(station):
    check = find(station.check)
    assert set(station.options) <= set(check.options)
    assert all(value in check.options[key] for key, value in station.options.items())
    assert station.rest_s > 0


@pytest.mark.parametrize("station", STATIONS)
def test_a_station_ends_by_itself_and_says_so(station):
    check = find(station.check).varied(station.options)
    assert check.prompts
    assert check.farewell


def test_a_routine_is_told_from_a_check():
    assert not set(routines()) & set(discover())


def test_a_mistyped_routine_suggests_the_right_one():
    with pytest.raises(CheckError, match="did you mean stretches"):
        find_routine("stretch")
