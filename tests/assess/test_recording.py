"""What a whole judgement promises, whatever was recorded and however its frames came."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecheck.assess import reasons
from posecheck.assess.assessor import Assessor, calibration_of, join, plan_of
from posecheck.assess.calibrate import Calibration
from posecheck.assess.recording import Circumstances, assess, conclude, merged
from posecheck.assess.results import VERDICTS, RollResult, plain
from posecheck.assess.view import Orienter
from posecheck.checks import discover, find
from posecheck.detect.prepare import LivePreparer, prepare_clip
from posecheck.track import Track
from tests.assess.recordings import (
    LEVEL,
    STAGES,
    alike,
    damage,
    empty,
    judge,
    judge_clip,
    recorded,
    sitting,
)
from tests.assess.runner import Runner, run
from tests.checks.staging import staged
from tests.figure import pose, still
from tests.strategies import cuts

CHECKS = sorted(discover())
STANDING = [name for name in CHECKS if find(name).standing]
any_check = pytest.mark.parametrize("check_id", CHECKS)
stages = st.sampled_from(sorted(STAGES))
around = Circumstances(LEVEL)


def concluded(check, pieces, prepared):
    """What the engine says of a prepared track that came in pieces."""
    plan = plan_of(check)
    assessor = Assessor(check, plan, calibration_of(prepared, plan))
    rows = join([assessor(prepared[piece]) for piece in pieces])
    judgement, frames = conclude(assessor, prepared, rows, around)
    return plain(judgement), frames


@any_check
def test_what_was_looked_at_already_is_not_seen_otherwise(check_id):
    track = prepare_clip(recorded(sorted(STAGES)[0]))
    seen = Orienter()(track.points, track.time_s)
    judgement, frames = assess(find(check_id), track, around)
    again, their_frames = assess(find(check_id), track, replace(around, seen=seen))
    assert plain(again) == plain(judgement)
    np.testing.assert_array_equal(their_frames.values, frames.values)


def live(track, pieces):
    """The track as the live preparation hands it over, piece by piece."""
    prepare = LivePreparer()
    parts = [prepare(track[piece]) for piece in pieces]
    return Track(
        np.concatenate([part.points for part in parts]),
        track.time_s.copy(),
        track.size_px,
        {"doubt": np.concatenate([part.channels["doubt"] for part in parts])},
    )


@settings(max_examples=15)
@given(stages, st.data())
def test_live_frames_one_by_one_or_in_any_pieces_are_judged_like_all_at_once(stage, data):
    track = data.draw(damage(recorded(stage)))
    check = find(stage)
    whole = [slice(0, len(track))]
    singly = [slice(i, i + 1) for i in range(len(track))]
    expected, frames = concluded(check, whole, live(track, whole))
    for pieces in (singly, data.draw(cuts(len(track)))):
        prepared = live(track, pieces)
        found, their_frames = concluded(check, pieces, prepared)
        assert alike(found, expected)
        assert their_frames.values == pytest.approx(frames.values, abs=1e-9, nan_ok=True)
        assert (their_frames.status == frames.status).all()
        assert (their_frames.phase == frames.phase).all()


@settings(max_examples=40)
@given(stages, st.sampled_from(CHECKS), st.data())
def test_whatever_was_recorded_every_unsure_has_its_reason_and_nothing_else_has_one(
    stage, check_id, data
):
    track = prepare_clip(data.draw(damage(recorded(stage))))
    judgement, frames = assess(find(check_id), track, around)
    for result in judgement.criteria:
        assert (result.verdict == "unsure") == (result.reason is not None)
        assert (result.reason is None) == (result.explanation is None)
        assert result.verdict in (None, *VERDICTS)
        assert 0.0 <= result.coverage <= 1.0
        assert (result.value is None) == (result.uncertainty is None)
        if result.verdict not in (None, "unsure"):
            assert np.isfinite(result.value)
            assert result.uncertainty >= 0
            assert result.coverage >= 0.6
    assert frames.status.shape == (len(track), len(judgement.criteria))
    assert frames.values.shape == (len(track), len(frames.measures))
    for column, result in zip(frames.status.T, judgement.criteria, strict=True):
        assert not column.any() or result.verdict not in (None, "unsure")


@settings(max_examples=25)
@given(stages, st.lists(st.integers(0, 32), min_size=1, max_size=6))
def test_the_more_is_doubted_the_less_is_judged(stage, doubted):
    track = prepare_clip(recorded(stage))
    doubt = track.channels["doubt"].copy()
    doubt[:, doubted] = 3
    less = Track(track.points.copy(), track.time_s.copy(), track.size_px, {"doubt": doubt})
    assert judged_of(judge(stage, less)) <= judged_of(judge(stage, track))


def judged_of(judgement):
    return {(result.id, result.side) for result in judgement.criteria if result.verdict != "unsure"}


@any_check
def test_nobody_there(check_id):
    judgement = judge_clip(check_id, empty())
    assert judgement.verdict == "unsure"
    assert judgement.view.name == "unknown"
    assert {result.reason for result in judgement.criteria} == {"no-person"}
    assert judgement.reps == ()


@any_check
def test_somebody_whose_view_cannot_be_told_is_not_nobody(check_id):
    points = recorded("wall-posture").points.copy()
    points[:, :7] = np.nan  # somebody digitised neither nose nor eyes
    points[:, 29:] = np.nan
    points[..., 3] = np.where(np.isfinite(points[..., 0]), points[..., 3], 0.0)
    judgement = judge_clip(check_id, recorded("wall-posture").with_points(points))
    assert judgement.view.name == "unknown"
    assert {result.reason for result in judgement.criteria} == {"unknown-view"}
    assert judgement.criteria[0].explanation.endswith("give --view.")


@any_check
def test_no_frames_at_all(check_id):
    judgement, frames = assess(find(check_id), prepare_clip(empty(0)), around)
    assert judgement.verdict == "unsure"
    assert all(result.reason for result in judgement.criteria)
    assert len(frames.time_s) == 0


@any_check
@pytest.mark.parametrize("view", ["side-left", "side-right", "front", "back"])
def test_a_photo_is_judged_or_refused_with_a_reason(check_id, view):
    judgement = judge_clip(check_id, still(pose(), view))
    assert judgement.view.name == view
    for result in judgement.criteria:
        assert (result.verdict == "unsure") == (result.reason is not None)


@any_check
@pytest.mark.parametrize("frames", [2, 3, 5])
def test_a_few_frames_are_too_few_for_anything_that_takes_time(check_id, frames):
    judgement = judge_clip(check_id, still(pose(), "side-left", frames=frames))
    assert judgement.verdict == "unsure"


@any_check
def test_seen_at_an_angle_nothing_is_judged(check_id):
    angled = staged({"name": "angled", **STAGES.get(check_id, {"pose": {}}), "view": "oblique"})
    for result in judge_clip(check_id, angled).criteria:
        assert result.reason == "wrong-view"
        assert "at an angle" in result.explanation


@pytest.mark.parametrize("check_id", STANDING)
@pytest.mark.parametrize("view", ["side-left", "front"])
def test_somebody_who_sits_is_not_judged_as_standing(check_id, view):
    judgement = judge_clip(check_id, sitting(view))
    shown = [c for c in judgement.criteria if c.reason not in ("wrong-view", "not-measurable")]
    assert {result.reason for result in shown} <= {"not-standing"}
    assert judgement.verdict == "unsure"


@any_check
def test_out_of_the_picture_is_said_so_and_not_that_nobody_is_there(check_id):
    high = staged({"name": "legs", "pose": {}, "seconds": 3, "view": "front", "shift": [0, -0.6]})
    reasons = {result.reason for result in judge_clip(check_id, high).criteria}
    assert reasons == {"out-of-frame"}


def test_the_whole_is_as_bad_as_its_worst_required_part_that_the_view_shows():
    judgement = judge_clip("wall-posture", still(pose(neck=35), "side-left", frames=120))
    by_id = {result.id: result for result in judgement.criteria}
    assert by_id["head-forward"].verdict == "fault"
    assert by_id["shoulder-level"].reason == "wrong-view"
    assert judgement.verdict == "fault"


def test_a_missing_step_leaves_the_rest_judged():
    judgement = judge_clip("wall-posture", still(pose(), "side-left", frames=120))
    by_id = {result.id: result for result in judgement.criteria}
    assert by_id["hold-after-step"].reason == "wrong-phase"
    assert by_id["plumb-line"].verdict == "good"


def test_a_view_that_the_user_names_stands_for_every_frame():
    track = prepare_clip(recorded("wall-posture"))
    for view in ("front", "side-right"):
        assert judge("wall-posture", track, view=view).view.name == view


def test_one_leg_may_be_asked_for():
    track = prepare_clip(recorded("single-leg-stance"))
    asked = judge("single-leg-stance", track, side="right")
    assert asked.reps == ()
    assert {c.reason for c in asked.criteria if c.id == "hold"} == {"wrong-phase"}
    assert len(judge("single-leg-stance", track, side="left").reps) == 1


def test_standing_may_come_from_another_clip():
    leaning = prepare_clip(
        staged({"name": "run", **STAGES["running"], "with": {"run_s": 4.5, "trunk_lean": 9.0}})
    )
    plan = plan_of(find("running"))
    standing = calibration_of(prepare_clip(still(pose(trunk=4.0), "side-left", frames=90)), plan)
    alone, compared = (
        {c.id: c for c in judge("running", leaning, baseline=base).criteria}
        for base in (None, standing)
    )
    change = alone["trunk-lean"].value - compared["trunk-lean"].value
    assert change == pytest.approx(4.0, abs=1e-6)
    assert compared["trunk-lean"].uncertainty < alone["trunk-lean"].uncertainty
    assert alone["relaxed-shoulders"].reason == "no-baseline"
    assert compared["relaxed-shoulders"].reason is None


def test_a_baseline_from_elsewhere_keeps_the_clips_own_lengths():
    own = Calibration({"S": 1.0}, {"lean": 1.0}, (0.0, 2.0))
    both = merged(Calibration({"S": 2.0}, {"lean": 5.0}, (0.0, 2.0)), own)
    assert (both.lengths, both.baseline, both.still_s) == ({"S": 1.0}, {"lean": 5.0}, None)


def test_a_camera_that_may_be_rolled_is_less_sure():
    track = prepare_clip(recorded("wall-posture"))
    errors = [
        {c.id: c.uncertainty for c in judge("wall-posture", track, roll=roll).criteria}
        for roll in (RollResult(0.0, "edges", 0.0), RollResult(0.0, "edges", 2.0))
    ]
    assert errors[1]["plumb-line"] > errors[0]["plumb-line"]
    assert errors[1]["head-forward"] > errors[0]["head-forward"]


def test_a_level_that_was_only_assumed_is_said():
    track = prepare_clip(recorded("wall-posture"))
    assumed = judge("wall-posture", track, roll=RollResult(0.0, "assumed-level", 2.0))
    assert any("Give --roll" in warning for warning in assumed.warnings)
    assert judge("wall-posture", track).warnings == ()
    leaning = judge("wall-posture", track, roll=RollResult(0.0, "assumed-level", 1.5, -16.4))
    assert "leans by about 16 degrees" in leaning.warnings[0]
    assert "give --roll -16." in leaning.warnings[0]


def test_lengths_are_said_in_centimetres_where_the_height_is_known():
    track = prepare_clip(still(pose(neck=35), "side-left", frames=120))
    result = next(
        c for c in judge("wall-posture", track, height_cm=180.0).criteria if c.id == "head-forward"
    )
    told = float(result.label.removeprefix("about ").removesuffix(" cm"))
    assert told == pytest.approx(0.107 * np.sin(np.radians(35)) * 180, abs=0.3)


def test_repetitions_count_from_one_and_carry_their_values():
    judgement = judge_clip("wall-angel", recorded("wall-angel"))
    assert [rep.index for rep in judgement.reps] == [1]
    values = judgement.reps[0].values
    assert values["top-reach-left"] == pytest.approx(180, abs=6)
    assert judgement.reps[0].verdict == "good"


def test_a_run_of_a_few_steps_is_too_short_rather_than_no_run():
    track, _ = run(4.0, 60.0, "side-left")
    late = track.time_s >= 2.25
    short = Track(track.points[late].copy(), track.time_s[late].copy(), track.size_px)
    found = {one.id: one for one in judge_clip("running", short).criteria}
    assert found["cadence"].value is not None
    assert found["tibia"].reason == reasons.TOO_SHORT
    assert found["tibia"].explanation.endswith("0 of at least 3. Film longer.")


def test_a_run_in_slow_motion_is_told_to_be_one_by_all_that_rests_on_its_steps():
    track, _ = run(32.0, 30.0, "side-left", Runner(slow=8.0))
    judgement = judge_clip("running", track)
    shown = [one for one in judgement.criteria if one.reason != reasons.WRONG_VIEW]
    assert {one.id for one in shown} >= {"trunk-lean", "foot-strike", "cadence", "contact-time"}
    assert {one.reason for one in shown} == {reasons.SLOW_MOTION}
    for words in (shown[0].explanation, judgement.warnings[0]):
        assert "160 to 180 steps a minute and 21 were counted" in words
        assert "try --time-scale 8, or better what the camera's settings say" in words


def test_a_lean_is_judged_in_slow_motion_where_its_steps_were_found_all_the_same():
    track, _ = run(10.0, 60.0, "side-left", Runner(slow=2.0))
    found = {one.id: one for one in judge_clip("running", track).criteria}
    assert found["trunk-lean"].value is not None
    assert found["cadence"].reason == reasons.SLOW_MOTION
    assert "--time-scale 2.0" in found["cadence"].explanation


def test_steps_of_which_nobody_knows_whose_foot_it_was_are_not_too_few():
    track = prepare_clip(run(6.0, 60.0, "side-left")[0])
    points = track.points.copy()
    points[::3, 25::2], points[::3, 26::2] = track.points[::3, 26::2], track.points[::3, 25::2]
    found = {one.id: one for one in judge("running", track.with_points(points)).criteria}
    assert found["cadence"].verdict == "good"
    for name in ("trunk-lean", "overstride", "tibia", "bounce"):
        assert found[name].reason == reasons.SIDES_UNKNOWN
        assert "left and right could not be told apart" in found[name].explanation
