"""Clips in which the pelvis drops by a known angle lead in, rest first and count what they say."""

import numpy as np
import pytest

from samples.mannequin.camera import Camera
from samples.mannequin.skeleton import solve
from samples.pelvis import Seen, follows, tilt, told
from samples.pelvis_clips import PURE_LEAN, STAND, STEPS, WARM, levelled, running, slow

BACK = Camera(180.0)


def tilts(shots, group):
    return [tilt(solve(one.posture.pose()), BACK) for one in shots if one.group == group]


def test_a_clip_begins_with_quiet_standing_and_counts_no_picture_after_a_cut():
    shots = slow()
    assert [one.group for one in shots[: WARM + STAND]] == [""] * WARM + ["standing"] * STAND
    groups = [one.group for one in shots]
    first = [i for i, group in enumerate(groups) if group and groups[i - 1] == ""]
    assert all(groups[i - WARM : i] == [""] * WARM for i in first)
    assert len(first) == 9


@pytest.mark.parametrize("group", ["upright", "with", "against"])
def test_drops_go_from_little_to_much_on_either_leg(group):
    found = np.array(tilts(slow(), group)).reshape(2, STEPS)
    assert np.ptp(found, axis=1) == pytest.approx([20.0, 20.0], abs=0.5)
    assert found[0] == pytest.approx(-found[1], abs=0.01)


def test_a_pure_lean_leaves_the_pelvis_level():
    assert PURE_LEAN > 10
    assert tilts(slow(), "pure lean") == pytest.approx([0.0] * 2 * STEPS, abs=0.1)


@pytest.mark.parametrize("group", ["running", "running with", "running against"])
def test_running_drops_to_both_sides_in_turn(group):
    found = tilts(running(), group)
    assert max(found) > 4
    assert min(found) < -4


def test_a_pure_lean_while_running_leaves_the_pelvis_level():
    assert tilts(running(), "running lean") == pytest.approx([0.0] * 44, abs=0.6)


def test_standing_is_the_middle_of_what_was_read_of_it():
    rest = [Seen("standing", "a", 0.0, read) for read in (1.0, 2.0, 9.0, float("nan"))]
    [level, other] = levelled([*rest, Seen("with", "a", 3.0, 5.0)])
    assert level.read == 2.0
    assert other.read == 5.0


def test_each_leg_is_told_by_itself():
    drops = (0.0, 5.0, 10.0)
    right = [Seen("upright", "a", true, 0.5 * true + 1.0, "right") for true in drops]
    left = [Seen("upright", "a", true, true + 1.0, "left") for true in drops]
    [line] = told("band", [Seen("standing", "a", 0.0, 1.0), *left, *right])
    assert "6 of    6 read  slope  0.75" in line
    assert line.endswith("each: slope 0.50 to 1.00, RMSE to 3.23")


def test_a_slope_over_few_degrees_is_none():
    slope, rmse, largest = follows(
        [Seen("lean", "a", 0.0, read) for read in (1.0, 2.0, -1.0)], {"a": 1.0}
    )
    assert np.isnan(slope)
    assert (rmse, largest) == pytest.approx((np.sqrt(5 / 3), 2.0))
