"""The pose model's ears are moved to where the openings are, as far as that is known of people."""

from dataclasses import replace

import numpy as np
import pytest

from posecheck.detect.ear import SET_BACK
from posecheck.detect.prepare import LivePreparer, prepare_clip
from tests.figure import pose, still

EARS, EYES = [7, 8], [3, 6]


def prepare_live(track):
    return LivePreparer()(track)


PREPARED = {"clip": prepare_clip, "live": prepare_live}


def seen_by_model(view="side-left", **figure):
    return replace(still(pose(**figure), view, frames=3), meta={"model": "pose_landmarker_full"})


def moved(track, prepare):
    """How far the ears came from where they were, in distances from the eyes; signs apart."""
    before, after = track.points[-1], prepare(track).points[-1]
    away = before[EARS, :2] - before[EYES, :2]
    return np.sum((after[EARS, :2] - before[EARS, :2]) * away, axis=1) / np.sum(away**2, axis=1)


@pytest.mark.parametrize("prepare", PREPARED.values(), ids=PREPARED)
@pytest.mark.parametrize("view", ["side-left", "side-right", "front", 30])
def test_of_somebody_upright_both_ears_move_away_from_the_eyes(prepare, view):
    np.testing.assert_allclose(moved(seen_by_model(view, chin=10), prepare), SET_BACK, atol=1e-6)


@pytest.mark.parametrize("prepare", PREPARED.values(), ids=PREPARED)
def test_nothing_else_moves(prepare):
    track = seen_by_model(trunk=5, chin=10)
    kept = np.delete(np.arange(33), EARS)
    np.testing.assert_allclose(prepare(track).points[:, kept], track.points[:, kept], atol=1e-9)


def test_the_move_fades_as_the_trunk_goes_down():
    leaning = [moved(seen_by_model(tip=tip), prepare_clip)[0] for tip in (0, 30, 60, 90, 120)]
    np.testing.assert_allclose(leaning, SET_BACK * np.array([1, 0.75**0.5, 0.5, 0, 0]), atol=1e-6)


def test_the_tilt_of_the_head_stays():
    track = seen_by_model(chin=12)
    before, after = (
        points[-1, 3, :2] - points[-1, 7, :2]
        for points in (track.points, prepare_clip(track).points)
    )
    assert np.arctan2(*before) == pytest.approx(np.arctan2(*after), abs=1e-9)


@pytest.mark.parametrize("meta", [{}, {"model": "motion capture"}])
def test_points_from_elsewhere_stay_as_they_are(meta):
    track = replace(seen_by_model(), meta=meta)
    np.testing.assert_allclose(prepare_clip(track).points, track.points, atol=1e-9)


def test_a_track_that_was_stored_is_not_moved_twice():
    track = seen_by_model()
    before = track.points.copy()
    first, again = prepare_clip(track).points, prepare_clip(track).points
    np.testing.assert_array_equal(track.points, before)
    np.testing.assert_array_equal(first, again)
