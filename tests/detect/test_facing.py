"""Nobody turns round again and again: such bodies get their sides back, others keep theirs."""

import numpy as np
import pytest

from posecheck.body import LEFT_INDICES, RIGHT_INDICES
from posecheck.detect import facing
from tests.assess.runner import run


def repair_facing(points, time_s):
    repaired = points.copy()
    facing.repair_facing(repaired, time_s)
    return repaired


def turned(points, *spans):
    result = points.copy()
    for first, last in spans:
        result[first:last, LEFT_INDICES] = points[first:last, RIGHT_INDICES]
        result[first:last, RIGHT_INDICES] = points[first:last, LEFT_INDICES]
    return result


@pytest.mark.parametrize("view", ["front", "back"])
def test_a_back_that_is_taken_for_a_front_now_and_then_is_a_back(view):
    track, _ = run(4.0, 30.0, view)
    confused = turned(track.points, (40, 42), (47, 53), (60, 61), (70, 75))
    np.testing.assert_array_equal(repair_facing(confused, track.time_s), track.points)


@pytest.mark.parametrize("spans", [[(60, 120)], [(40, 80)], [(115, 120)]])
def test_who_turns_round_and_perhaps_back_has_done_so(spans):
    track, _ = run(4.0, 30.0, "front")
    walking = turned(track.points, *spans)
    np.testing.assert_array_equal(repair_facing(walking, track.time_s), walking)


def test_from_the_side_nothing_is_known_of_it():
    track, _ = run(4.0, 30.0, "side-left")
    confused = turned(track.points, (40, 42), (47, 53), (60, 61), (70, 75))
    np.testing.assert_array_equal(repair_facing(confused, track.time_s), confused)


def test_nobody_and_no_frames_are_no_errors():
    nobody = np.full((5, 33, 4), np.nan)
    assert np.isnan(repair_facing(nobody, np.arange(5) / 30)).all()
    assert repair_facing(nobody[:0], np.zeros(0)).shape == (0, 33, 4)
