"""Exchanged legs get their names back, and legs that never were exchanged keep them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecheck.detect import swaps
from posecheck.detect.prepare import prepare_clip
from posecheck.detect.swaps import ARM, LEG
from posecheck.track import Track
from tests.assess.runner import WALKER, Runner, run

SPRINTER = Runner(cadence_spm=220, duty=0.27, speed=5.5)


def repair_swaps(points, time_s):
    repaired = points.copy()
    swaps.repair_swaps(repaired, time_s)
    return repaired


def swap(points, frames, limb):
    swapped = points.copy()
    rows = np.flatnonzero(frames)[:, None]
    swapped[rows, limb], swapped[rows, limb + 1] = points[rows, limb + 1], points[rows, limb]
    return swapped


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from([25.0, 30.0, 60.0, 120.0]),
    st.sampled_from([Runner(), WALKER, SPRINTER]),
    st.sampled_from(["side-left", "side-right"]),
    st.lists(st.tuples(st.floats(0, 0.95), st.floats(0.01, 0.2)), min_size=1, max_size=2),
    st.sampled_from([0.0, 0.002]),
)
def test_exchanged_legs_come_back_as_they_were(fps, runner, view, where, noise):
    track, _ = run(4.0, fps, view, runner, noise=noise)
    frames = np.zeros(len(track), bool)
    for start, length in where:
        first = int(start * len(track))
        frames[first : first + max(1, int(length * len(track)))] = True
    repaired = repair_swaps(swap(track.points, frames, LEG), track.time_s)
    # The very first frame has no past and no sharp turn to tell by, when the legs are together.
    np.testing.assert_array_equal(repaired[2:-2], track.points[2:-2])


@pytest.mark.parametrize("fps", [25.0, 30.0, 60.0, 240.0])
@pytest.mark.parametrize("view", ["side-left", "side-right", "front", "back"])
@pytest.mark.parametrize("runner", [Runner(), WALKER, SPRINTER])
def test_legs_that_were_never_exchanged_are_left_alone(fps, view, runner):
    track, _ = run(4.0, fps, view, runner, noise=0.003)
    np.testing.assert_array_equal(repair_swaps(track.points, track.time_s), track.points)


def test_arms_are_repaired_without_the_legs():
    track, _ = run(4.0, 30.0)
    frames = np.zeros(120, bool)
    frames[50:60] = True
    arms = swap(track.points, frames, ARM)
    np.testing.assert_array_equal(repair_swaps(arms, track.time_s), track.points)


def test_visibility_moves_with_the_leg():
    track, _ = run(4.0, 30.0)
    points = track.points.copy()
    points[:, LEG, 3] = 0.4
    frames = np.zeros(120, bool)
    frames[40:52] = True
    repaired = repair_swaps(swap(points, frames, LEG), track.time_s)
    np.testing.assert_array_equal(repaired[..., 3], points[..., 3])


def test_the_labelling_of_the_majority_stays():
    track, _ = run(4.0, 30.0)
    frames = np.ones(120, bool)
    frames[:20] = False
    exchanged = swap(track.points, frames, LEG)
    repaired = repair_swaps(exchanged, track.time_s)
    np.testing.assert_array_equal(repaired[40:], exchanged[40:])
    np.testing.assert_array_equal(repaired[5:15, LEG], track.points[5:15, LEG + 1])


def test_a_clip_is_repaired_before_it_is_filtered():
    track, _ = run(4.0, 60.0)
    frames = np.zeros(240, bool)
    frames[100:130] = True
    spoilt = Track(swap(track.points, frames, LEG), track.time_s.copy(), track.size_px)
    np.testing.assert_allclose(prepare_clip(spoilt).points, prepare_clip(track).points, atol=1e-12)


def test_standing_still_with_the_feet_together_is_left_alone():
    rng = np.random.default_rng(2)
    points = np.tile(run(1.0, 30.0)[0].points[:1], (90, 1, 1))
    points[:, 26::2, :2] = points[:, 25:32:2, :2]
    points[..., :2] += rng.normal(0, 0.002, points[..., :2].shape)
    np.testing.assert_array_equal(repair_swaps(points, np.arange(90) / 30), points)


def test_nobody_and_a_single_frame_are_no_errors():
    nobody = np.full((20, 33, 4), np.nan)
    np.testing.assert_array_equal(repair_swaps(nobody, np.arange(20.0)), nobody)
    one = run(1.0, 30.0)[0].points[:1]
    np.testing.assert_array_equal(repair_swaps(one, np.zeros(1)), one)


def test_legs_set_half_way_for_a_frame_do_not_change_their_names():
    track, _ = run(4.0, 60.0, "side-left")
    apart = np.abs(track.points[:, 27, 0] - track.points[:, 28, 0])
    first, second = (start + int(np.argmax(apart[start : start + 30])) for start in (40, 130))
    points = track.points.copy()
    for frame in (first, second):
        points[frame, LEG], points[frame, LEG + 1] = (
            0.4 * points[frame, LEG] + 0.6 * points[frame, LEG + 1],
            0.6 * points[frame, LEG] + 0.4 * points[frame, LEG + 1],
        )
    repaired = repair_swaps(points, track.time_s)
    np.testing.assert_array_equal(
        np.delete(repaired, [first, second], axis=0), np.delete(points, [first, second], axis=0)
    )


def test_names_that_change_again_and_again_come_back_each_time():
    track, _ = run(4.0, 60.0, "side-left", noise=0.001)
    frames = np.zeros(len(track), bool)
    for first, last in ((50, 53), (55, 60), (62, 63), (66, 72), (75, 79)):
        frames[first:last] = True
    repaired = repair_swaps(swap(track.points, frames, LEG), track.time_s)
    np.testing.assert_array_equal(repaired, track.points)
