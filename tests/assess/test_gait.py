"""Running is found, counted and timed; what is no run is not called one."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecheck.assess.gait import FEW, FLIGHT, LEFT_STANCE, NO_GAIT, RIGHT_STANCE, find_gait
from posecheck.detect.prepare import prepare_clip
from posecheck.track import Track
from samples.truth import scene_track
from tests.assess.runner import WALKER, Runner, run

SIDES = ("side-left", "side-right")
VIEWS = (*SIDES, "front", "back")
SAMPLES = Path(__file__).parents[2] / "samples"


def gait(track, view, facing=0, leg=0.4):
    return find_gait(prepare_clip(track), view, facing, leg)


def errors_ms(found, truth, kind, side=None):
    """Found minus true times, in milliseconds, of the events that have a true one near."""
    true = {s: np.array([t for t, who, what in truth if (who, what) == (s, kind)]) for s in SIDE}
    events = [e for e in found.events if e.kind == kind and side in (None, e.side)]
    late = [
        1e3 * (e.time_s - true[e.side][np.argmin(abs(true[e.side] - e.time_s))]) for e in events
    ]
    return np.array(late)


SIDE = ("left", "right")


@settings(deadline=None, max_examples=25)
@given(
    st.sampled_from(VIEWS),
    st.floats(140, 233),
    st.sampled_from([30.0, 60.0, 120.0]),
    st.floats(0, 0.08),
)
def test_cadence_is_within_one_percent_in_every_view(view, cadence, fps, asymmetry):
    track, _ = run(6.0, fps, view, Runner(cadence, asymmetry=asymmetry), noise=0.001)
    found = gait(track, view)
    assert found.running
    assert found.cadence_spm == pytest.approx(cadence, rel=0.01)
    assert found.cadence_uncertainty < 0.02 * cadence


@pytest.mark.parametrize("view", SIDES)
@pytest.mark.parametrize(("fps", "bias", "scatter"), [(60.0, 20, 8), (120.0, 16, 6)])
def test_contacts_and_toe_offs_are_timed_from_the_side(view, fps, bias, scatter):
    track, truth = run(8.0, fps, view, noise=0.001)
    found = gait(track, view)
    for kind in ("contact", "toe-off"):
        late = errors_ms(found, truth, kind)
        assert len(late) >= 18
        assert abs(late.mean()) < bias
        assert late.std() < scatter


@pytest.mark.parametrize("view", ["front", "back"])
def test_stances_are_roughly_timed_from_front_and_back(view):
    track, truth = run(6.0, 60.0, view)
    found = gait(track, view)
    assert abs(errors_ms(found, truth, "contact")).mean() < 30
    assert abs(errors_ms(found, truth, "toe-off")).mean() < 30


def test_left_and_right_are_the_runners_own():
    for view in VIEWS:
        track, truth = run(6.0, 60.0, view, Runner(cadence_spm=170))
        found = gait(track, view)
        for side in SIDE:
            late = errors_ms(found, truth, "contact", side)
            assert len(late) > 5
            assert (abs(late) < 40).all()


def test_phases_follow_the_events():
    track, truth = run(6.0, 120.0, "side-right")
    found = gait(track, "side-right")
    true = np.full(len(track), FLIGHT)
    for (on, side, kind), (off, _, _) in pairwise(truth):
        if kind == "contact":
            code = LEFT_STANCE if side == "left" else RIGHT_STANCE
            true[(track.time_s >= on) & (track.time_s < off)] = code
    labelled = found.phase != NO_GAIT
    assert labelled.mean() > 0.8
    assert (found.phase == true)[labelled].mean() > 0.85


@pytest.mark.parametrize("view", SIDES)
def test_a_camera_that_follows_or_a_runner_who_passes_changes_nothing(view):
    still = gait(run(4.0, 60.0, view)[0], view)
    passing = gait(run(4.0, 60.0, view, drift=0.05)[0], view)
    assert passing.cadence_spm == pytest.approx(still.cadence_spm, rel=1e-3)
    assert len(passing.events) == len(still.events)


@pytest.mark.parametrize("view", VIEWS)
def test_a_walk_is_not_a_run(view):
    found = gait(run(8.0, 30.0, view, WALKER, noise=0.001)[0], view)
    assert found.cadence_spm == pytest.approx(112, rel=0.01)
    assert not found.running
    assert not found.slow_motion
    assert FLIGHT not in found.phase


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("slow", [3.0, 8.0])
def test_slow_motion_is_noticed_and_no_cadence_is_made_of_it(view, slow):
    found = gait(run(4 * slow, 30.0, view, Runner(slow=slow))[0], view)
    assert found.slow_motion
    assert found.running
    assert found.cadence_spm is None
    assert found.apparent_spm == pytest.approx(168 / slow, rel=0.02)
    assert "--time-scale" in found.warnings[0]


def test_a_sprint_is_not_too_fast():
    found = gait(run(4.0, 60.0, "side-left", Runner(233, duty=0.28, speed=6))[0], "side-left")
    assert found.cadence_spm == pytest.approx(233, rel=0.01)
    assert not found.slow_motion


def exchange(track, frames):
    points = track.points.copy()
    left, right = np.arange(25, 33, 2), np.arange(26, 33, 2)
    rows = np.flatnonzero(frames)[:, None]
    points[rows, left], points[rows, right] = track.points[rows, right], track.points[rows, left]
    return track.with_points(points)


def test_legs_that_bounce_off_each_other_do_not_double_the_cadence():
    track, _ = run(6.0, 30.0, "side-right")
    crossing = ((track.time_s / Runner().stride_s - 0.18) % 1.0) < 0.5
    spoilt = exchange(track, crossing)
    for ready in (spoilt, prepare_clip(spoilt)):  # without and with the repair of exchanges
        found = find_gait(ready, "side-right", 1, 0.4)
        assert found.cadence_spm is None or found.cadence_spm == pytest.approx(168, rel=0.06)


def test_standing_sitting_and_squatting_are_no_gait():
    track, _ = run(4.0, 30.0)
    still = track.with_points(np.tile(track.points[:1], (120, 1, 1)))
    assert gait(still, "side-right") is None
    points = still.points.copy()
    points[:, :27, 1] -= 0.08 * (1 - np.cos(2 * np.pi * track.time_s / 2))[:, None]
    assert gait(still.with_points(points), "side-right") is None
    assert gait(still.with_points(points), "front") is None


def test_standing_before_running_is_left_out():
    moving, _ = run(6.0, 60.0, "side-left")
    points = np.concatenate([np.tile(moving.points[:1], (120, 1, 1)), moving.points])
    found = gait(Track(points, np.arange(480) / 60, (1000, 1000)), "side-left")
    assert found.cadence_spm == pytest.approx(168, rel=0.01)
    assert all(event.time_s > 1.9 for event in found.events)
    assert (found.phase[:110] == NO_GAIT).all()


def test_feet_that_are_not_there_give_no_gait():
    track, _ = run(4.0, 30.0)
    points = track.points.copy()
    points[:, 25:, 1] -= 0.5
    assert gait(track.with_points(points), "side-right") is None


@pytest.mark.parametrize("frames", [0, 1, 2, 8])
def test_a_track_that_is_too_short_has_no_gait(frames):
    assert gait(run(4.0, 30.0)[0][:frames], "side-left") is None


@given(st.sampled_from(VIEWS), st.floats(0.1, 0.45), st.booleans())
@settings(deadline=None, max_examples=10)
def test_size_in_the_picture_and_a_given_leg_do_not_matter(view, leg, given_leg):
    found = gait(run(5.0, 60.0, view, leg=leg)[0], view, leg=leg if given_leg else np.nan)
    assert found.running
    assert found.cadence_spm == pytest.approx(168, rel=0.01)


@pytest.mark.parametrize("name", ["running-side-good", "running-side-upright"])
def test_the_mannequins_own_events_are_met(name):
    points, time_s, size = scene_track(name)
    found = gait(Track(points, time_s, size), "side-left", leg=np.nan)
    true = json.loads((SAMPLES / f"{name}.json").read_text())["events"]
    events = [(e["time_s"], e["side"], e["kind"]) for e in true]
    assert found.cadence_spm == pytest.approx(168, rel=0.01)
    for kind in ("contact", "toe-off"):
        late = errors_ms(found, events, kind)
        late = late[abs(late) < 100]  # it sets off with a step that the list leaves out
        assert len(late) >= 16
        assert abs(late.mean()) < 12
        assert late.std() < 4


def test_a_few_steps_give_their_beat_and_say_why_no_more():
    track, _ = run(4.0, 60.0)
    late = track.time_s >= 2.25
    short = Track(track.points[late].copy(), track.time_s[late].copy(), track.size_px)
    found = gait(short, "side-right")
    assert found.cadence_spm == pytest.approx(168, rel=0.05)
    assert (found.events, found.warnings) == ((), (FEW,))
