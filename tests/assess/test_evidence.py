"""What a recording shows, found without knowing the check, and the check that follows from it."""

from functools import cache

import numpy as np
import pytest

from posecheck.assess.choose import choose
from posecheck.assess.evidence import evidence_of
from posecheck.checks import discover
from posecheck.detect.prepare import prepare_clip
from posecheck.track import Track
from samples.catalog import PHOTOS, SAMPLES
from samples.truth import scene_track


@cache
def seen(name):
    points, time_s, size_px = scene_track(name)
    return evidence_of(prepare_clip(Track(points, time_s, size_px)))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_recognised_as_its_own_check(name):
    check, sureness = choose(discover().values(), seen(name))
    assert name.startswith(check.id)
    assert sureness >= 0.7


@pytest.mark.parametrize("name", [name for name in PHOTOS if "wall-posture" in name])
def test_a_photo_of_somebody_standing_side_on_is_wall_posture(name):
    assert choose(discover().values(), seen(name))[0].id == "wall-posture"


def test_only_running_clips_run():
    assert {name for name in SAMPLES if seen(name).running} == {
        name for name in SAMPLES if name.startswith("running")
    }


def test_a_step_away_from_the_wall_is_seen_and_arms_that_move_are_none():
    assert seen("wall-posture-good").stepped
    assert not seen("wall-angel-side-good").stepped


def test_who_comes_nearer_is_seen_to():
    points, time_s, size_px = scene_track("running-rear-good-nostand")
    grown = points.copy()
    grown[..., :3] *= np.linspace(0.6, 1.0, len(points))[:, None, None]
    assert evidence_of(prepare_clip(Track(grown, time_s, size_px))).nearing
    assert not seen("running-rear-good-nostand").nearing


def test_arms_count_as_up_and_as_a_goalpost_from_the_front_and_from_the_side():
    for name in ("wall-angel-good", "wall-angel-side-good"):
        evidence = seen(name)
        assert evidence.arms_up > 0.2
        assert evidence.goalpost > 0.2
    standing = seen("single-leg-stance-good")
    assert standing.arms_up == standing.goalpost == 0


def test_the_time_on_one_leg_is_the_longest_stand():
    assert 8 < seen("single-leg-stance-good").one_leg_s < 14
    assert seen("wall-posture-good").one_leg_s == 0


def test_a_hidden_far_leg_does_not_hide_that_somebody_lands_on_one():
    assert seen("single-leg-landing-side-good").landings > 0


def test_legs_out_of_the_picture_tell_nothing_about_one_leg():
    points, time_s, size_px = scene_track("single-leg-stance-good")
    lowered = points - np.array([0.0, 0.6, 0.0, 0.0])
    assert evidence_of(prepare_clip(Track(lowered, time_s, size_px))).one_leg_s == 0


def test_nobody_and_nothing_are_no_evidence():
    nobody = np.full((20, 33, 4), np.nan)
    nobody[..., 3] = 0
    for frames in (20, 0):
        track = Track(nobody[:frames].copy(), np.arange(frames) / 10, (640, 480))
        evidence = evidence_of(prepare_clip(track))
        assert evidence.view == "unknown"
        assert not evidence.running
        assert evidence.standing == evidence.still == evidence.arms_up == 0
        assert choose(discover().values(), evidence)[1] < 0.05


def test_a_view_that_is_given_stands():
    points, time_s, size_px = scene_track("wall-angel-good")
    track = prepare_clip(Track(points, time_s, size_px))
    assert evidence_of(track, view="back").view == "back"
