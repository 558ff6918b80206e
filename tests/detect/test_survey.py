import numpy as np
import pytest

from posecheck.detect.outline import outline, tracklets
from posecheck.detect.survey import (
    INTERVAL_S,
    LOOKS,
    Look,
    believed,
    find_people,
    fullest_look,
    look_at,
    rank,
)
from tests.detect.people import ASPECT, person, walk

FPS = 10


def found(track, seen):
    """The people found, where seen maps frames of a track to the places of people."""
    time_s = np.arange(len(track)) / FPS
    looks = [
        Look(row, time_s[row], tuple(outline(person(x), ASPECT) for x in places))
        for row, places in seen.items()
    ]
    line = outline(track, ASPECT)
    return find_people(looks, line, tracklets(line, time_s))


def places(people):
    return [round(float(np.median([seen.centre[0] for seen in one.seen])), 2) for one in people]


def test_a_long_clip_is_looked_at_every_few_seconds_and_a_short_one_eight_times():
    long, short = np.arange(3000) / 30, np.arange(90) / 30
    assert np.diff(long[look_at(long)])[:-1] == pytest.approx(INTERVAL_S, abs=0.04)
    assert LOOKS <= len(look_at(short)) <= LOOKS + 1
    assert look_at(short).tolist() == sorted(set(look_at(short).tolist()))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_clip_of_hardly_any_frames_is_looked_at_where_there_are_some(count):
    looks = look_at(np.arange(count) / 30)
    assert len(looks) == min(count, len(looks))
    assert (looks < max(count, 1)).all()
    assert bool(len(looks)) == bool(count)


def test_a_detection_with_a_hardly_visible_torso_is_not_believed():
    assert len(believed([person(0.5), person(0.9, visibility=0.2)])) == 1


def test_the_person_tracked_and_seen_in_the_looks_is_one_person():
    people = found(walk([0.5] * 40), {5: [0.5], 15: [0.51], 25: [0.5]})
    assert places(people) == [0.5]


def test_two_people_are_numbered_from_left_to_right():
    people = found(walk([1.2] * 40), {5: [1.2, 0.3], 15: [0.3, 1.2], 25: [0.3, 1.2]})
    assert places(people) == [0.3, 1.2]


def test_people_are_numbered_as_they_stand_in_the_first_look_that_shows_most_of_them():
    walker = [0.2] * 10 + np.linspace(0.2, 1.4, 12).tolist() + [1.4] * 18
    seen = {2: [0.2], 7: [0.2, 0.8], 24: [1.4, 0.8], 30: [1.4, 0.8], 38: [1.4, 0.8]}
    people = found(walk(walker), seen)
    assert places(people) == [1.4, 0.8], "the walker stood to the left, and mostly is to the right"
    assert fullest_look(people) == 1


def test_who_is_not_in_that_look_is_numbered_by_the_nearest_that_shows_them():
    both, later = ((0.2, 0.6), (0.7, 0.6)), ((1.3, 0.2), (0.7, 0.6))  # place and height
    looks = [
        Look(row, row / FPS, tuple(outline(person(x, height=tall), ASPECT) for x, tall in seen))
        for row, seen in ((2, both), (7, both), (25, later), (35, later))
    ]
    people = find_people(looks, outline(walk([None] * 40), ASPECT), np.full(40, -1))
    assert places(people) == [0.2, 0.7, 1.3]
    assert fullest_look(people) == 0
    assert fullest_look(()) == 0


def test_a_person_whom_the_looks_overlook_but_the_tracker_follows_counts():
    people = found(walk([0.3] * 40), {5: [1.2], 15: [1.2], 25: [1.2]})
    assert places(people) == [0.3, 1.2]


def test_somebody_seen_once_in_many_looks_is_nobody():
    people = found(walk([0.3] * 40), {5: [0.3], 15: [0.3, 1.2], 25: [0.3], 35: [0.3]})
    assert places(people) == [0.3]


def test_somebody_who_walks_across_stays_the_same_person():
    places_over_time = np.linspace(0.2, 1.3, 40)
    seen = {row: [places_over_time[row], 0.75] for row in (5, 15, 25, 35)}
    people = found(walk(places_over_time), seen)
    assert sorted(len(one.looks) for one in people) == [4, 4]


def test_nobody_anywhere_is_no_people():
    assert found(walk([None] * 20), {5: [], 15: []}) == ()


def test_who_is_longer_larger_and_more_central_weighs_more():
    def weight(x, looks, height=0.6):
        track = walk([None] * 40)
        seen = {row: [] for row in (5, 15, 25, 35)}
        time_s = np.arange(40) / FPS
        pictures = [
            Look(
                row,
                time_s[row],
                (outline(person(x, height=height), ASPECT),) if number < looks else (),
            )
            for number, row in enumerate(seen)
        ]
        people = find_people(pictures, outline(track, ASPECT), np.full(40, -1))
        return rank(people, 4, ASPECT)[0]

    assert weight(0.75, 4) > weight(0.75, 2)
    assert weight(0.75, 4) > weight(0.75, 4, height=0.3)
    assert weight(0.75, 4) > weight(0.1, 4)
