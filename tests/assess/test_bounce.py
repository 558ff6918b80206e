"""The hips count the steps of a run; the feet only say which one is the left."""

from dataclasses import replace

import numpy as np
import pytest

from posecheck.assess.bounce import bounce_bouts
from posecheck.assess.legs import legs_of
from posecheck.detect.prepare import prepare_clip
from tests.assess.runner import WALKER, Runner, run


def legs(track, view="back"):
    return legs_of(prepare_clip(track), view, 0, 0.4)


@pytest.mark.parametrize("cadence", [140, 168, 230])
@pytest.mark.parametrize("fps", [30.0, 60.0])
def test_every_step_is_counted(cadence, fps):
    track, _ = run(6.0, fps, "back", Runner(cadence), noise=0.001)
    (bout,) = bounce_bouts(legs(track))
    assert 60 / bout.step_s == pytest.approx(cadence, rel=0.01)
    assert bout.steps >= int(6 * cadence / 60) - 3


def test_the_middle_of_a_stance_carries_the_name_of_its_foot():
    track, truth = run(6.0, 60.0, "back")
    (bout,) = bounce_bouts(legs(track))
    contacts = [(time, side) for time, side, kind in truth if kind == "contact"]
    for turn in bout.turns:
        middle = turn.time_s - Runner().duty * Runner().stride_s / 2
        time, side = min(contacts, key=lambda contact: abs(contact[0] - middle))
        assert abs(time - middle) < 0.02
        assert side == ("left" if turn.highest else "right")


def test_feet_that_a_detector_confuses_now_and_then_do_not_spoil_the_count():
    track, _ = run(6.0, 60.0, "back")
    points = track.points.copy()
    rng = np.random.default_rng(4)
    points[:, 27:33, 1] += 0.02 * rng.normal(size=(len(track) // 12, 1)).repeat(12, axis=0)
    (bout,) = bounce_bouts(legs(track.with_points(points)))
    assert 60 / bout.step_s == pytest.approx(168, rel=0.01)


def test_hopping_on_both_feet_is_not_taking_turns():
    track, _ = run(6.0, 60.0, "back")
    points = track.points.copy()
    points[:, 28:33:2] = points[:, 27:33:2]
    assert bounce_bouts(legs(track.with_points(points))) == []


@pytest.mark.parametrize("first", [0.0, 0.5])
@pytest.mark.parametrize(("view", "late"), [("back", 80.0), ("front", -60.0)])
def test_feet_that_differ_little_in_the_middle_of_a_stance_are_told_by_their_stride(
    first, view, late
):
    seen = legs(run(6.0, 60.0, view)[0], view)
    (known,) = bounce_bouts(seen)
    middle_s = next(turn.time_s for turn in known.turns if turn.highest) + first * 2 * known.step_s
    stride = np.pi * (seen.time_s - middle_s) / known.step_s
    faint = replace(seen, apart=0.1 * np.cos(stride - np.radians(late)))
    (bout,) = bounce_bouts(faint)
    same = [a.highest == b.highest for a, b in zip(known.turns, bout.turns, strict=True)]
    assert all(same) if first == 0.0 else not any(same)


def test_feet_that_are_highest_when_no_foot_should_be_are_not_told_apart():
    seen = legs(run(6.0, 60.0, "back")[0])
    (known,) = bounce_bouts(seen)
    stride = np.pi * (seen.time_s - known.turns[0].time_s) / known.step_s
    assert bounce_bouts(replace(seen, apart=0.1 * np.cos(stride - np.radians(120)))) == []


def test_standing_has_no_bounce():
    track, _ = run(4.0, 30.0, "back", WALKER)
    still = track.with_points(np.tile(track.points[:1], (120, 1, 1)))
    assert bounce_bouts(legs(still)) == []
