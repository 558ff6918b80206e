"""The pose model's ears are moved to where the openings are, as far as that is known of people."""

from dataclasses import replace

import numpy as np
import pytest

from posecheck.detect.ear import SET_BACK
from posecheck.detect.prepare import LivePreparer, prepare_clip
from tests.figure import pose, still

EARS, EYES = [7, 8], [3, 6]
MODEL = "pose_landmarker_full"


def prepare_live(track):
    return LivePreparer()(track)


PREPARED = {"clip": prepare_clip, "live": prepare_live}


def seen_by_model(view="side-left", **figure):
    return replace(still(pose(**figure), view, frames=3), meta={"model": MODEL})


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


def stretching(by, frames=60):
    """A head held alike whose ears the model draws away from the eyes, a little more each frame."""
    track = replace(still(pose(chin=10), "side-left", frames=frames), meta={"model": MODEL})
    points, stretch = track.points.copy(), np.linspace(1.0, by, frames)
    away = points[:, EARS, :2] - points[:, EYES, :2]
    points[:, EARS, :2] = points[:, EYES, :2] + stretch[:, None, None] * away
    return track.with_points(points)


def apart(track):
    """How far the left ear is from its eye, (T,)."""
    return np.linalg.norm(track.points[:, 7, :2] - track.points[:, 3, :2], axis=1)


def test_a_head_is_rigid_though_the_model_draws_ear_and_eye_apart():
    track = stretching(1.1)
    seen, found = apart(track), apart(prepare_clip(track))
    np.testing.assert_allclose(found[5:-5], (1 + SET_BACK) * np.median(seen), rtol=0.015)


def test_live_it_is_taken_from_what_was_until_then():
    track = stretching(1.1)
    seen, found = apart(track), apart(prepare_live(track))
    assert found[0] == pytest.approx((1 + SET_BACK) * seen[0], rel=1e-6)
    assert found[-1] == pytest.approx((1 + SET_BACK) * np.median(seen), rel=0.015)


@pytest.mark.parametrize("prepare", PREPARED.values(), ids=PREPARED)
def test_of_a_head_that_turned_its_own_distance_counts(prepare):
    track = stretching(1.0)
    points = track.points.copy()
    away = points[-20:, EARS, :2] - points[-20:, EYES, :2]
    points[-20:, EARS, :2] = points[-20:, EYES, :2] + 0.4 * away
    found = prepare(track.with_points(points))
    assert apart(found)[-1] == pytest.approx((1 + SET_BACK) * 0.4 * apart(track)[-1], rel=0.02)


def test_live_pictures_are_moved_alike_in_whatever_parts_they_come():
    track = stretching(1.1)
    whole, single = LivePreparer(), LivePreparer()
    parts = [single(track[i : i + 1]).points for i in range(len(track))]
    np.testing.assert_array_equal(np.concatenate(parts), whole(track).points)


def test_of_somebody_else_nothing_is_known_yet():
    track = stretching(1.0, frames=90)
    points = track.points.copy()
    points[60:, EARS, :2] += 0.15 * (points[60:, EARS, :2] - points[60:, EYES, :2])
    points[40:60, :, :3], points[40:60, :, 3] = np.nan, 0.0
    found = prepare_live(track.with_points(points))
    expected = (1 + SET_BACK) * 1.15 * apart(track)[-1]
    assert apart(found)[-1] == pytest.approx(expected, rel=0.01)


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
