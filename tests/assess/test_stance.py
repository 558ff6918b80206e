"""Each stance has its foot, its middle and its two ends, as far as they were seen."""

import numpy as np
import pytest

from posecheck.assess.legs import legs_of
from posecheck.assess.rhythm import bouts
from posecheck.assess.stance import stances
from posecheck.detect.prepare import prepare_clip
from posecheck.track import Track
from tests.assess.runner import Runner, run


def held(track, view="side-left"):
    legs = legs_of(prepare_clip(track), view, 0, 0.4)
    return [
        stance for bout in bouts(legs.apart, legs.time_s, 0.5) for stance in stances(legs, bout)
    ]


def test_stances_take_turns_and_their_middle_lies_inside():
    found = held(run(6.0, 60.0, "side-left")[0])
    sides = [stance.side for stance in found]
    assert all(a != b for a, b in zip(sides[1:], sides, strict=False))
    whole = [stance for stance in found if stance.whole]
    assert len(whole) > 10
    for stance in whole:
        assert stance.contact_s < stance.middle_s < stance.toe_off_s


def test_an_end_beyond_the_track_is_not_made_up():
    track, truth = run(6.0, 60.0, "side-left")
    first = next(time for time, _, kind in truth if kind == "contact" and time > 1)
    late = Track(
        track.points[track.time_s > first + 0.03].copy(),
        track.time_s[track.time_s > first + 0.03].copy(),
        track.size_px,
    )
    for stance in held(late):
        assert not stance.contact_s < late.time_s[0]


@pytest.mark.parametrize("duty", [0.25, 0.32, 0.4])
def test_contact_time_follows_the_runner(duty):
    runner = Runner(duty=duty)
    found = held(run(6.0, 120.0, "side-left", runner)[0])
    lasting = np.median([stance.duration_s for stance in found if stance.whole])
    assert lasting == pytest.approx(duty * runner.stride_s, abs=0.03)


def test_a_picture_that_shakes_up_and_down_with_the_runner_falls_back_on_the_hips():
    track, _ = run(6.0, 30.0, "side-left")
    points = track.points.copy()
    points[:, 29:33, 1] = points[:, [27, 28], 1].mean(axis=1)[:, None]  # no foot ever lands
    found = held(track.with_points(points))
    whole = [stance for stance in found if stance.whole]
    assert len(whole) > 10
    duty = np.median([stance.duration_s for stance in whole]) / Runner().stride_s
    assert 0.25 < duty < 0.45


def test_where_hardly_a_stance_is_told_by_heights_the_hips_tell_all():
    track, _ = run(6.0, 30.0, "side-left")
    points, shaking = track.points.copy(), track.time_s > 2.0
    level = points[shaking][:, [27, 28], 1].mean(axis=1)[:, None]
    points[shaking, 29:33, 1] = level
    assert len([stance for stance in held(track.with_points(points)) if stance.whole]) > 10


def test_a_far_toe_that_seems_to_rise_behind_the_other_leg_has_not_left():
    track, truth = run(6.0, 120.0, "side-left")
    true = np.array([time for time, side, kind in truth if (side, kind) == ("right", "toe-off")])
    points, shown = track.points.copy(), 0.045 * 0.4
    for off_s in true:  # the near leg swings past it late in the stance
        late = np.clip((track.time_s - off_s + 0.09) / 0.05, 0, 1) * (track.time_s <= off_s)
        points[:, [30, 32], 1] += shown * late[:, None]
    found = [s.toe_off_s for s in held(track.with_points(points)) if s.side == "right" and s.whole]
    assert len(found) >= 5
    for time_s in found:
        assert np.abs(true - time_s).min() < 0.035
