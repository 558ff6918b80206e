"""A prepared track is smooth, keeps every frame, and says of each point whether it may be used."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecheck.detect.doubt import Doubt
from posecheck.detect.prepare import FILTER_NAMES, LivePreparer, filter_name, prepare_clip
from posecheck.track import Track

STANDING = np.zeros((33, 2))
STANDING[:11] = (0.5, 0.85)
STANDING[[11, 12]] = (0.5, 0.75)
STANDING[[13, 14]] = (0.5, 0.6)
STANDING[15:23] = (0.52, 0.47)
STANDING[[23, 24]] = (0.5, 0.47)
STANDING[[25, 26]] = (0.5, 0.27)
STANDING[[27, 28]] = (0.48, 0.07)
STANDING[[29, 30]] = (0.47, 0.05)
STANDING[[31, 32]] = (0.55, 0.04)
STANDING[1::2, 0] += 0.01


def make(frames=90, fps=30.0, noise=0.0, seed=0, sway=0.02):
    rng = np.random.default_rng(seed)
    time_s = np.arange(frames) / fps
    points = np.zeros((frames, 33, 4))
    points[..., :2] = STANDING
    points[..., 0] += sway * np.sin(2 * np.pi * 0.5 * time_s)[:, None]
    points[..., :3] += rng.normal(0, noise, (frames, 33, 3)) if noise else 0
    points[..., 3] = 0.95
    return Track(points, time_s, (1000, 1000))


def spoil(track, rows, **changes):
    points = track.points.copy()
    landmarks = changes.pop("landmarks", slice(None))
    for name, value in changes.items():
        column = {"x": 0, "y": 1, "z": 2, "visibility": 3}[name]
        points[rows, landmarks, column] = value
    return track.with_points(points)


def without(track, rows):
    return spoil(track, rows, x=np.nan, y=np.nan, z=np.nan, visibility=0)


def live(track):
    return LivePreparer()(track)


def doubts(track):
    return prepare_clip(track).channels["doubt"]


def test_clean_movement_comes_back_unchanged_and_undoubted():
    track = make()
    ready = prepare_clip(track)
    np.testing.assert_allclose(ready.points, track.points, atol=1e-4)
    assert not ready.channels["doubt"].any()
    assert ready.meta["filter"] == filter_name("clip", by_model=False)


@pytest.mark.parametrize("prepare", [prepare_clip, live])
def test_ears_are_said_to_be_set_back_where_they_were(prepare):
    track = spoil(make(), slice(None), landmarks=[3, 6], x=0.58)  # eyes ahead of the ears
    ear = {}
    for model in ("pose_landmarker_full", "digitised"):
        ready = prepare(Track(track.points, track.time_s, track.size_px, meta={"model": model}))
        ear[model] = ready.points[-1, 7, 0]
        assert ("ears set back" in ready.meta["filter"]) == (model != "digitised")
    assert ear["digitised"] > ear["pose_landmarker_full"] + 0.01


def test_only_the_filter_that_leaves_out_mistaken_limbs_says_so():
    words = "limbs of a level trunk taken for others left out"
    assert words in FILTER_NAMES["clip"]
    assert words not in FILTER_NAMES["live"]


def test_noise_is_reduced_and_feet_keep_more_of_their_movement():
    noisy, true = make(noise=0.004, frames=300), make(frames=300)
    error = np.abs(prepare_clip(noisy).points - true.points)[..., :2].mean(axis=(0, 2))
    before = np.abs(noisy.points - true.points)[..., :2].mean(axis=(0, 2))
    assert (error < 0.95 * before).all()
    assert error[:25].max() < error[25:].min()


def test_the_track_itself_is_left_alone():
    track = make(noise=0.004)
    before = track.points.copy()
    prepare_clip(track)
    LivePreparer()(track)
    np.testing.assert_array_equal(track.points, before)


@pytest.mark.parametrize(("missing", "seen"), [(3, True), (9, False)])
def test_a_short_absence_is_bridged_a_long_one_is_not(missing, seen):
    ready = prepare_clip(without(make(), slice(40, 40 + missing)))
    inside = ready.points[40 : 40 + missing]
    assert np.isfinite(inside).all() == seen
    assert (ready.channels["doubt"][40] == (Doubt.NONE if seen else Doubt.NO_PERSON)).all()
    assert np.isfinite(ready.points[:40]).all()


def test_nothing_leaks_across_a_long_absence():
    track = make(noise=0.003)
    points = track.points.copy()
    points[60:, :, 0] += 0.2
    apart = without(track.with_points(points), slice(45, 60))
    np.testing.assert_array_equal(
        prepare_clip(apart).points[:45], prepare_clip(without(track, slice(45, 60))).points[:45]
    )


def test_nobody_at_all_and_nothing_at_all_are_no_errors():
    assert (doubts(without(make(), slice(None))) == Doubt.NO_PERSON).all()
    assert len(prepare_clip(make(frames=0))) == 0
    assert prepare_clip(make(frames=1)).points.shape == (1, 33, 4)


@pytest.mark.parametrize("prepare", [prepare_clip, live])
def test_a_lost_subject_is_never_judged(prepare):
    track = make()
    subject = np.ones(90)
    subject[30:60] = 0
    lost = Track(track.points, track.time_s, (1000, 1000), channels={"subject": subject})
    ready = prepare(lost)
    assert (ready.channels["doubt"][30:60] == Doubt.SUBJECT_LOST).all()
    assert np.isnan(ready.points[30:60, :, :3]).all()
    assert not ready.channels["doubt"][:30].any()


@pytest.mark.parametrize("prepare", [prepare_clip, live])
def test_feet_below_the_picture_are_doubted_and_keep_their_coordinates(prepare):
    ready = prepare(spoil(make(), slice(None), landmarks=[29, 31], y=-0.05))
    assert (ready.channels["doubt"][:, [29, 31]] == Doubt.OUT_OF_PICTURE).all()
    assert np.isfinite(ready.points).all()
    assert not ready.channels["doubt"][:, [0, 11, 12, 23, 24, 25, 26, 28, 30, 32]].any()


@pytest.mark.parametrize("prepare", [prepare_clip, live])
def test_visibility_that_stays_low_hides_and_one_blurred_frame_does_not(prepare):
    blurred = spoil(make(), slice(40, 41), landmarks=27, visibility=0.1)
    assert not prepare(blurred).channels["doubt"].any()
    hidden = spoil(make(), slice(40, 70), landmarks=27, visibility=0.3)
    doubt = prepare(hidden).channels["doubt"]
    assert (doubt[45:68, 27] == Doubt.HIDDEN).all()
    assert not doubt[:39].any()
    assert not np.delete(doubt, 27, axis=1).any()


def test_visibility_at_the_line_does_not_flicker():
    rng = np.random.default_rng(5)
    wavering = spoil(
        make(frames=300), slice(None), landmarks=25, visibility=rng.uniform(0.56, 0.64, 300)
    )
    assert np.count_nonzero(np.diff(doubts(wavering)[:, 25])) == 0


def test_quiet_standing_ankles_of_middling_visibility_are_used():
    assert not doubts(spoil(make(), slice(None), landmarks=[27, 28], visibility=0.72)).any()


@settings(deadline=None, max_examples=25)
@given(st.data())
def test_live_is_the_same_however_the_stream_is_cut(data):
    track = make(frames=40, noise=0.01, seed=data.draw(st.integers(0, 99)))
    for _ in range(data.draw(st.integers(0, 3))):
        start = data.draw(st.integers(0, 35))
        track = without(track, slice(start, start + data.draw(st.integers(1, 9))))
    points = track.points.copy()
    points[..., 3] *= np.random.default_rng(data.draw(st.integers(0, 99))).random((40, 33))
    points[..., 1] -= data.draw(st.floats(0, 0.3)) * np.sin(track.time_s)[:, None]
    track = track.with_points(points)
    cuts = sorted(data.draw(st.sets(st.integers(1, 39))))
    whole = LivePreparer()(track)
    preparer = LivePreparer()
    pieces = [preparer(track[a:b]) for a, b in zip([0, *cuts], [*cuts, 40], strict=True)]
    np.testing.assert_allclose(
        np.concatenate([piece.points for piece in pieces]), whole.points, atol=1e-9
    )
    np.testing.assert_array_equal(
        np.concatenate([piece.channels["doubt"] for piece in pieces]), whole.channels["doubt"]
    )


def test_live_looks_only_back():
    track = make(noise=0.01)
    changed = spoil(track, slice(50, None), y=0.2)
    np.testing.assert_array_equal(
        LivePreparer()(track).points[:50], LivePreparer()(changed).points[:50]
    )


def test_live_holds_a_person_for_a_moment_and_then_lets_go():
    ready = LivePreparer()(without(make(), slice(40, 60)))
    np.testing.assert_array_equal(ready.points[40, :, :3], ready.points[39, :, :3])
    assert (ready.channels["doubt"][50] == Doubt.NO_PERSON).all()
    assert np.isnan(ready.points[50, :, :3]).all()
    assert not ready.channels["doubt"][60].any()
