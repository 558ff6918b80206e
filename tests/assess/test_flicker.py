"""Moments in which left and right of a front or a back change places."""

import numpy as np
import pytest

from posecheck.assess.flicker import undecided
from tests.figure import moving, pose, still

FRAMES = 60


def exchanged(track, frames):
    """The same track, left and right exchanged in some frames."""
    points = track.points.copy()
    for left in (11, 23, 25, 27, 29, 31):
        points[frames, left], points[frames, left + 1] = (
            points[frames, left + 1].copy(),
            points[frames, left].copy(),
        )
    return points


@pytest.mark.parametrize("view", ["front", "back"])
def test_frames_around_an_exchange_are_not_believed(view):
    track = still(pose(), view, FRAMES)
    found = undecided(exchanged(track, np.arange(20, 23)), track.time_s)
    assert found[18:25].all()
    assert not found[:14].any()
    assert not found[30:].any()


@pytest.mark.parametrize(
    "keys",
    [
        [(0.0, pose()), (0.5, pose(trunk_side=30)), (1.0, pose())],
        [(0.0, pose()), (0.3, pose(turn=25)), (0.6, pose(turn=-25)), (1.0, pose())],
        [(0.0, pose()), (1.0, pose(left_knee=60, left_thigh=40))],
    ],
)
def test_whoever_bends_or_twists_is_believed(keys):
    track = moving(keys, "front")
    assert not undecided(track.points, track.time_s).any()


def test_one_picture_and_nobody_are_no_exchange():
    track = still(pose(), "front", 1)
    assert not undecided(track.points, track.time_s).any()
    empty = np.full((10, 33, 4), np.nan)
    assert not undecided(empty, np.arange(10) / 30).any()
