import numpy as np
import pytest

from posecheck.detect.level import LiveLevel, level_clip, line_angle
from posecheck.detect.prepare import LivePreparer, prepare_clip
from posecheck.track import PELVIS, Track
from tests.figure import pose, still
from tests.pelvis import with_pelvis

FPS = 30.0
STICKERS, WAISTBAND = 1, 2


def clip(drop=0.0, seconds=4.0, view="back"):
    """A standing figure whose pelvis line is tilted by drop(t) degrees."""
    track = still(pose(), view, frames=round(seconds * FPS))
    rows = with_pelvis(track).channels[PELVIS].copy()
    drops = np.broadcast_to(drop(track.time_s) if callable(drop) else drop, len(track))
    half = np.abs(rows[:, 3] - rows[:, 5]) / 2 * np.tan(np.radians(drops))
    rows[:, 4] += half
    rows[:, 6] -= half
    rows[:, 0] = line_angle(rows)
    return track, rows


def levelled(track, rows):
    return level_clip(rows, track.points, track.time_s)


def live(track, rows):
    level = LiveLevel()
    return np.array(
        [level(*one) for one in zip(rows, track.points, track.time_s.tolist(), strict=True)]
    )


def unseen(rows, frames):
    rows[frames] = np.nan
    rows[frames, 1:3] = 0.0


@pytest.mark.parametrize("view", ["back", "front"])
def test_a_steady_line_is_handed_on_as_it_is(view):
    track, rows = clip(7.0, view=view)
    assert levelled(track, rows) == pytest.approx(rows)
    assert live(track, rows)[-30:] == pytest.approx(rows[-30:])


def test_a_slow_movement_is_followed_and_noise_is_not():
    rng = np.random.default_rng(1)
    track, true = clip(lambda t: 8 * np.sin(2 * np.pi * 0.7 * t))
    noisy = clip(lambda t: 8 * np.sin(2 * np.pi * 0.7 * t) + rng.normal(0, 1.5, len(t)))[1]
    assert np.abs(levelled(track, true)[:, 0] - true[:, 0]).max() < 0.3
    rest = levelled(track, noisy)[:, 0] - true[:, 0]
    assert np.sqrt(np.mean(rest**2)) < 1.0


def test_a_line_that_is_rarely_there_is_not_used():
    track, rows = clip(5.0)
    unseen(rows, np.arange(len(track)) % 5 > 1)
    assert np.isnan(levelled(track, rows)[:, 0]).all()
    assert np.isnan(live(track, rows)[:, 0]).all()


def test_a_line_of_poor_quality_is_not_used():
    track, rows = clip(5.0)
    rows[:, 1] = 0.4
    assert np.isnan(levelled(track, rows)[:, 0]).all()
    assert np.isnan(live(track, rows)[:, 0]).all()


def test_a_line_that_jumps_up_and_down_the_body_is_not_used():
    track, rows = clip(5.0)
    rows[::3, [4, 6]] += 0.10
    rows[1::3, [4, 6]] -= 0.10
    assert np.isnan(levelled(track, rows)[:, 0]).all()
    assert np.isnan(live(track, rows)[:, 0]).all()


def test_short_gaps_are_bridged_and_long_ones_stay():
    track, rows = clip(5.0)
    rows[1::2] = np.nan  # not looked at
    unseen(rows, np.arange(60, 75))
    found = levelled(track, rows)[:, 0]
    assert found[:59] == pytest.approx(5.0)
    assert np.isnan(found[62:73]).all()
    assert live(track, rows)[30:59, 0] == pytest.approx(5.0)
    assert np.isnan(live(track, rows)[68:74, 0]).all()


def test_stickers_and_waistband_are_never_mixed():
    track, rows = clip(5.0)
    rows[:, 2] = STICKERS
    other = clip(9.0)[1]
    rows[40:60] = other[40:60]
    found = levelled(track, rows)
    assert set(found[np.isfinite(found[:, 0]), 2]) == {STICKERS}
    assert np.nanmax(np.abs(found[:, 0] - 5.0)) < 0.1
    assert np.isnan(found[45:55, 0]).all()
    late = live(track, rows)[:, 0]
    assert np.nanmax(np.abs(late - 5.0)) < 0.1


def test_live_uses_the_past_alone_and_any_split_gives_the_same():
    track, rows = clip(lambda t: 6 * np.sin(3 * t))
    whole = live(track, rows)
    assert live(track[:60], rows[:60]) == pytest.approx(whole[:60], nan_ok=True)
    known = Track(track.points, track.time_s, track.size_px, {PELVIS: rows})
    once = LivePreparer()(known).channels[PELVIS]
    preparer = LivePreparer()
    pieces = [preparer(known[a:b]).channels[PELVIS] for a, b in ((0, 1), (1, 50), (50, None))]
    assert np.concatenate(pieces) == pytest.approx(once, nan_ok=True)


def test_live_and_clip_agree_on_what_moves_slowly():
    track, rows = clip(lambda t: 6 * np.sin(1.5 * t))
    known = Track(track.points, track.time_s, track.size_px, {PELVIS: rows})
    clipped, alive = prepare_clip(known).channels[PELVIS], LivePreparer()(known).channels[PELVIS]
    assert np.abs(clipped[40:, 0] - alive[40:, 0]).max() < 1.0


def test_nothing_found_is_nothing_trusted():
    track, rows = clip()
    unseen(rows, slice(None))
    assert np.isnan(levelled(track, rows)).all()
    assert np.isnan(live(track, rows)).all()
    assert levelled(track[:0], rows[:0]).shape == (0, 7)


def test_a_line_on_nobody_is_not_used():
    track, rows = clip(7.0)
    nobody = np.full_like(track.points, np.nan)
    assert np.isnan(level_clip(rows, nobody, track.time_s)).all()
