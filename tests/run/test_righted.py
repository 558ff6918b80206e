"""A recording in a mirror or in slow motion is the same recording once it is set right."""

from dataclasses import replace

import numpy as np
import pytest

from posecheck.body import LANDMARKS
from posecheck.run.righted import righted, unmirrored
from posecheck.track import PELVIS, THUMBS, Track
from tests.pelvis import with_pelvis
from tests.run.true_tracks import true_track

LEANING = "wall-posture-head-forward"
MARKED = [name.replace("left", "<").replace("right", ">") for name in LANDMARKS]
SWAP = {ord("<"): "right", ord(">"): "left"}


def with_meta(track, **meta):
    return Track(track.points.copy(), track.time_s.copy(), track.size_px, meta=meta)


def mirrored(track):
    """What the detector sees of a mirrored recording: it takes the right side for the left."""
    points = track.points.copy()
    points[..., 0] = track.aspect - points[..., 0]
    other = [LANDMARKS.index(name.translate(SWAP)) for name in MARKED]
    return track.with_points(points[:, other])


def mirrored_line(track):
    """What would have been seen in a mirror: left and right exchanged, and with them the drop."""
    rows = track.channels[PELVIS].copy()
    rows[:, [3, 4, 5, 6]] = rows[:, [5, 6, 3, 4]]
    rows[:, [3, 5]] = track.aspect - rows[:, [3, 5]]
    rows[:, 0] *= -1
    return rows


def test_a_mirrored_recording_is_judged_as_the_original_roll_included():
    for sample in (LEANING, "single-leg-landing-knee-in"):
        track = true_track(sample)
        back = unmirrored(with_meta(mirrored(track), roll_deg=1.5))
        assert back.points == pytest.approx(track.points)
        assert back.meta["roll_deg"] == -1.5


def test_mirroring_back_moves_the_pelvis_line_to_the_other_side():
    track = with_pelvis(true_track(LEANING))
    channels = {**mirrored(track).channels, PELVIS: mirrored_line(track)}
    back = unmirrored(replace(mirrored(track), channels=channels))
    assert back.channels[PELVIS] == pytest.approx(track.channels[PELVIS])


def test_mirroring_back_gives_each_hand_its_own_place():
    track = true_track(LEANING)
    rows = np.full((len(track), 5), np.nan)
    rows[5] = [0.8, 0.6, 0.9, 0.5, 0.85]
    in_mirror = np.full_like(rows, np.nan)
    in_mirror[5] = [0.8, track.aspect - 0.5, 0.85, track.aspect - 0.6, 0.9]
    back = unmirrored(replace(mirrored(track), channels={THUMBS: in_mirror}))
    assert back.channels[THUMBS] == pytest.approx(rows, nan_ok=True)


def test_slow_motion_gets_the_time_that_passed_and_says_so():
    track = true_track(LEANING)
    quick = righted(track, mirrored=False, time_scale=4.0)
    assert quick.time_s == pytest.approx(track.time_s / 4)
    assert quick.meta["time_scale"] == 4.0
    assert righted(track, mirrored=False, time_scale=1.0) is track


def test_a_mirror_and_slow_motion_are_undone_together():
    track = true_track(LEANING)
    back = righted(mirrored(track), mirrored=True, time_scale=2.0)
    assert back.points == pytest.approx(track.points)
    assert len(back) == len(track)
