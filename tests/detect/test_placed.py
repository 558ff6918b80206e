"""Thumbs go where the picture shows them, and stay the model's where it shows nothing."""

import numpy as np
import pytest

from posecheck.detect import placed as thumbs_placed
from posecheck.detect.placed import LOOKING_S, THUMBS, LiveThumbs
from posecheck.detect.prepare import LivePreparer, prepare_clip
from posecheck.track import THUMBS as CHANNEL
from posecheck.track import THUMBS_COLUMNS, Track
from tests.detect.test_prepare import make

FPS = 30.0
SEEN = [0.52, 0.9, 0.5, 0.9]


def clip(frames=90, looks=range(30, 60, 3), missed=()):
    """Points, rows as detected and times: hands that are seen to be 0.02 apart for a second."""
    points = np.full((frames, 33, 4), 0.5)
    points[:, THUMBS, 0] = [0.56, 0.46]
    rows = np.full((frames, len(THUMBS_COLUMNS)), np.nan)
    rows[list(looks)] = [1.0, *SEEN]
    rows[list(missed)] = [0.0, *[np.nan] * 4]
    return points, rows, np.arange(frames) / FPS


def place_thumbs(points, rows, time_s):
    placed = points.copy()
    used = thumbs_placed.place_thumbs(placed, rows, time_s)
    return placed, used


def gaps(points):
    return points[:, THUMBS[0], 0] - points[:, THUMBS[1], 0]


def test_between_the_first_and_the_last_look_the_thumbs_are_where_they_were_seen():
    points, rows, time_s = clip()
    placed, used = place_thumbs(points, rows, time_s)
    assert gaps(placed)[30:58] == pytest.approx(0.02)
    assert np.isfinite(used[30:58]).all()
    for outside in (slice(0, 30), slice(58, None)):
        assert gaps(placed)[outside] == pytest.approx(0.10)
        assert np.isnan(used[outside]).all()


def test_a_thumb_is_half_its_width_inside_the_place_where_the_skins_come_nearest():
    points, rows, time_s = clip()
    points[:, [11, 12], 1] += 0.5  # a trunk of half the picture's height: half a metre
    placed, _ = place_thumbs(points, rows, time_s)
    assert gaps(placed)[30:58] == pytest.approx(0.02 + 0.022)
    live = points[40].copy()
    LiveThumbs()(rows[39], live, 0.0)
    assert gaps(live[None]) == pytest.approx(0.02 + 0.022)


def test_a_look_that_failed_is_bridged():
    placed, _ = place_thumbs(*clip(missed=[39, 45]))
    assert gaps(placed)[30:58] == pytest.approx(0.02)


def test_looks_that_mostly_failed_leave_the_models_thumbs():
    points, rows, time_s = clip(missed=range(36, 60, 3))
    placed, used = place_thumbs(points, rows, time_s)
    np.testing.assert_array_equal(placed, points)
    assert np.isnan(used).all()


def test_one_wild_look_moves_nothing():
    points, rows, time_s = clip()
    rows[45, 1] += 0.2
    placed, _ = place_thumbs(points, rows, time_s)
    assert gaps(placed)[30:58] == pytest.approx(0.02)


def test_two_tops_are_two_stretches():
    points, rows, time_s = clip(looks=[*range(10, 30, 3), *range(60, 80, 3)])
    placed, _ = place_thumbs(points, rows, time_s)
    assert gaps(placed)[30:60] == pytest.approx(0.10)


def test_nobody_gets_no_thumbs_and_no_look_changes_nothing():
    points, rows, time_s = clip()
    points[40:50] = np.nan
    placed, used = place_thumbs(points, rows, time_s)
    assert np.isnan(placed[40:50]).all()
    assert np.isnan(used[40:50]).all()
    nothing = np.full_like(rows, np.nan)
    np.testing.assert_array_equal(place_thumbs(points, nothing, time_s)[0], points)
    empty = place_thumbs(points[:0], rows[:0], time_s[:0])
    assert [len(one) for one in empty] == [0, 0]


def test_one_look_at_a_photo_counts():
    points, rows, time_s = clip(frames=1, looks=[0])
    assert gaps(place_thumbs(points, rows, time_s)[0]) == pytest.approx(0.02)


def test_live_a_look_holds_until_the_next_and_not_much_longer():
    points, rows, time_s = clip(looks=[30])
    thumbs = LiveThumbs()
    placed = points.copy()
    used = np.array([thumbs(rows[i], placed[i], at) for i, at in enumerate(time_s.tolist())])
    held = slice(30, 30 + int(LOOKING_S * FPS))
    assert gaps(placed)[held] == pytest.approx(0.02)
    assert gaps(placed)[:30] == pytest.approx(0.10)
    assert gaps(placed)[held.stop + 1 :] == pytest.approx(0.10)
    np.testing.assert_array_equal(np.isfinite(used[:, 0]), gaps(placed) < 0.05)


def test_live_nobody_gets_no_thumbs_and_a_reset_forgets():
    points, rows, _ = clip(looks=[30])
    thumbs, nobody = LiveThumbs(), np.full((33, 4), np.nan)
    thumbs(rows[30], points[30], 1.0)
    assert np.isnan(thumbs(rows[0], nobody, 1.03)).all()
    assert np.isnan(nobody).all()
    thumbs.reset()
    assert np.isnan(thumbs(rows[0], points[31], 1.06)).all()


def watched():
    """A person who stands, and whose hands are seen to be 0.02 apart for the middle second."""
    still = make(sway=0.0)
    rows = np.full((len(still), len(THUMBS_COLUMNS)), np.nan)
    rows[30:60:3] = [1.0, *SEEN]
    return Track(still.points, still.time_s, still.size_px, {CHANNEL: rows})


def test_what_was_seen_is_in_the_prepared_clip_and_live():
    for prepared in (prepare_clip(watched()), LivePreparer()(watched())):
        x = prepared.points[:, THUMBS, 0].mean(axis=1)
        assert x[30:58] == pytest.approx(0.51, abs=1e-6)
        assert x[:30] == pytest.approx(0.525, abs=1e-6)
        used = np.isfinite(prepared.channels[CHANNEL][:, 0])
        np.testing.assert_array_equal(used, np.abs(x - 0.51) < 1e-6)


def test_live_any_split_of_the_frames_gives_the_same():
    track, preparer = watched(), LivePreparer()
    pieces = [preparer(track[a:b]).points for a, b in ((0, 1), (1, 44), (44, None))]
    np.testing.assert_array_equal(np.concatenate(pieces), LivePreparer()(track).points)
