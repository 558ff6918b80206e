import numpy as np
import pytest

from posecheck.errors import CheckError, SourceError
from posecheck.geometry.upright import rotate
from posecheck.run.judging import (
    ASSUMED_ROLL_ERROR,
    Request,
    as_stored,
    baseline_of,
    checked,
    judge_track,
    notes_of,
    roll_of,
)
from posecheck.track import Track, load, save
from tests import figure
from tests.run.true_tracks import judged, true_track, values

LEANING = "wall-posture-head-forward"


def with_meta(track, **meta):
    return Track(track.points.copy(), track.time_s.copy(), track.size_px, meta=meta)


@pytest.mark.parametrize(
    ("request_", "problem"),
    [
        (Request(check="runing"), "did you mean running?"),
        (Request(options={"stage": "2"}), "--check"),
        (Request(check="running", options={"stage": "2"}), "no option 'stage'"),
    ],
)
def test_what_no_check_knows_is_refused(request_, problem):
    with pytest.raises(CheckError, match=problem.replace("?", r"\?")):
        checked(request_)


def test_a_view_that_is_none_is_refused():
    with pytest.raises(SourceError, match=r"side-left.*back"):
        checked(Request(view="unknown"))


def test_the_check_that_fits_is_chosen_and_said_to_be():
    for sample in (LEANING, "wall-angel-good", "running-side-good"):
        found = judged(sample)
        assert sample.startswith(found.check.id)
        assert found.judgement.check_chosen_by == "auto"
    assert judged(LEANING, check="wall-posture").judgement.check_chosen_by == "user"


def test_a_doubtful_choice_says_so_and_nobody_at_all_is_no_doubt():
    still = true_track(LEANING)[:2]
    assert "--check" in judge_track(still, Request()).judgement.warnings[0]
    assert "without being sure (" in judge_track(still, Request()).judgement.warnings[0]
    nobody = still.with_points(np.full_like(still.points, [np.nan] * 3 + [0]))
    assert judge_track(nobody, Request()).judgement.warnings == ()


def test_a_photo_is_doubted_for_what_it_cannot_show_not_by_a_percentage():
    [words] = judge_track(true_track(LEANING)[:1], Request(roll_deg=0.0)).judgement.warnings
    assert "a photo shows no movement" in words
    assert "--check" in words
    assert "%" not in words


@pytest.mark.parametrize("check", ["auto", "running"])
def test_a_picture_that_stands_on_its_head_is_told_of_and_nothing_else(check):
    track = true_track("running-side-good")[:200]
    upended = track.with_points(rotate(track.points, 180.0, track.aspect))
    judgement = judge_track(upended, Request(check=check, roll_deg=0.0)).judgement
    assert judgement.verdict == "unsure"
    assert {one.reason for one in judgement.criteria} == {"upside-down"}
    assert "Turn the camera, or the recording" in judgement.criteria[0].explanation
    assert not [words for words in judgement.warnings if "--check" in words]


def test_roll_is_the_users_then_the_measured_then_level():
    track = true_track(LEANING)
    measured = with_meta(track, roll_deg=1.0, roll_from="edges", roll_uncertainty_deg=0.4)
    assert roll_of(measured, Request(roll_deg=-2.0)).value == -2
    assert roll_of(measured, Request()).uncertainty == 0.4
    assert roll_of(with_meta(track), Request()).uncertainty == ASSUMED_ROLL_ERROR
    level = with_meta(track, roll_deg=0.0, roll_from="assumed-level")
    assert roll_of(level, Request()).uncertainty == ASSUMED_ROLL_ERROR
    assert roll_of(level, Request()).seen == 0.0
    leaning = with_meta(track, roll_deg=0.0, roll_from="assumed-level", roll_seen_deg=16.4)
    assert roll_of(leaning, Request()).seen == 16.4


@pytest.mark.parametrize("wrong", [float("nan"), 10**400, "3", True])
def test_a_roll_that_is_no_number_is_refused_in_one_short_line(wrong):
    with pytest.raises(SourceError, match="roll_deg") as refused:
        judge_track(with_meta(true_track(LEANING)[:2], roll_deg=wrong), Request())
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    "meta", [{"light": 10**400}, {"washed_out": 10**400}, {"roll_uncertainty_deg": 1e308}], ids=str
)
def test_numbers_beyond_all_measure_are_no_trouble(meta):
    odd = with_meta(true_track(LEANING), roll_deg=1.0, **meta)
    assert judge_track(odd, Request("running")).judgement.criteria


def test_a_rolled_camera_is_turned_back():
    track = true_track(LEANING)
    leaning = track.with_points(rotate(track.points, -2.0, track.aspect))
    nose, heel = leaning.points[0, [0, 29], 0] - track.points[0, [0, 29], 0]
    assert nose > heel, "upright things lean to the right"
    straight, unknown, told = (
        values(judge_track(one, Request(check="wall-posture", roll_deg=roll)).judgement)
        for one, roll in ((track, 0.0), (leaning, 0.0), (leaning, 2.0))
    )
    key = ("shoulder-over-hip", None)
    assert told[key][2] == pytest.approx(straight[key][2], abs=0.05)
    assert abs(unknown[key][2] - straight[key][2]) > 0.5


def test_a_standing_baseline_makes_the_lean_of_a_run_surer():
    standing = true_track("running-side-good")[:110]
    baseline = baseline_of(standing, Request())
    runs = [
        judged("running-side-good-nostand", check="running", baseline=given)
        for given in (None, baseline)
    ]
    without, with_baseline = (
        next(one for one in run.judgement.criteria if one.id == "trunk-lean") for run in runs
    )
    assert with_baseline.uncertainty < without.uncertainty
    assert with_baseline.value == pytest.approx(without.value, abs=4)


def test_a_baseline_without_quiet_standing_is_refused():
    with pytest.raises(SourceError, match=r"running-side-good\.mp4.*two seconds of quiet standing"):
        baseline_of(true_track("running-side-good")[240:300], Request())


@pytest.mark.parametrize(
    ("sample", "asked"),
    [
        (LEANING, {"check": "wall-posture", "roll_deg": 2.0, "height_cm": 172.0}),
        (LEANING, {"check": "wall-posture", "view": "side-right"}),
        ("single-leg-landing-good", {"side": "right"}),
        ("running-side-good-nostand", {"check": "running", "baseline": True}),
    ],
)
def test_a_stored_track_is_judged_again_as_it_was_asked_for(tmp_path, sample, asked):
    if asked.get("baseline"):
        asked = {**asked, "baseline": baseline_of(true_track("running-side-good")[:110], Request())}
    request = Request(**asked)
    track = as_stored(true_track(sample), request, ("the clip breaks off at 3.0 s",))
    first = judge_track(track, request).judgement
    save(track, tmp_path / "track.npz")
    again = load(tmp_path / "track.npz")
    assert judge_track(again, Request()).judgement == first
    assert notes_of(again) == ("the clip breaks off at 3.0 s",)


def test_what_is_asked_now_goes_before_what_was_asked_then(tmp_path):
    asked = Request(check="wall-posture", view="side-left", roll_deg=3.0)
    track = as_stored(true_track(LEANING), asked)
    now = Request(check="running", view="front", roll_deg=1.0)
    judgement = judge_track(track, now).judgement
    assert (judgement.check, judgement.view.name, judgement.roll_deg.value) == (
        "running",
        "front",
        1,
    )


def test_an_exercise_that_is_not_recognised_is_named_after_none_and_says_what_to_do():
    bent = figure.pose(trunk=45, knee=90)
    keys = [(float(at_s), bent if at_s % 2 else figure.pose()) for at_s in range(9)]
    squats = figure.moving(keys, "oblique", 30.0)
    found = judge_track(squats, Request())
    judgement, frames = found.judgement, found.frames
    assert (judgement.check, judgement.verdict) == (found.check.id, "unsure")
    assert judgement.check_title == "Exercise not recognised"
    assert {one.reason for one in judgement.criteria} == {"not-recognised"}
    assert {one.verdict for one in judgement.criteria} == {"unsure"}
    assert all("--check" in one.explanation for one in judgement.criteria)
    assert not any(one.cue or one.worst or one.parts for one in judgement.criteria)
    assert not judgement.reps
    assert not frames.status.any()
    assert not frames.phase.any()
    assert (frames.rep < 0).all()
    named = judge_track(squats, Request("good-morning"))
    assert named.judgement.check_title == named.check.title


def test_nobody_at_all_does_no_exercise_and_the_reason_is_that_nobody_is_there():
    track = true_track(LEANING)[:2]
    nobody = track.with_points(np.full_like(track.points, [np.nan] * 3 + [0]))
    judgement = judge_track(nobody, Request()).judgement
    assert judgement.check_title == "Exercise not recognised"
    assert {one.reason for one in judgement.criteria} == {"no-person"}
