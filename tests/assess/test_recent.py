from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from posecheck.assess.assessor import Assessor, calibration_of, plan_of
from posecheck.assess.recent import GAIT_S, HELD_S, RUNNING
from posecheck.assess.recording import Circumstances, conclude
from posecheck.checks import find
from samples.catalog import SAMPLES
from tests.assess.live import LEVEL, verdicts, watched
from tests.run.true_tracks import true_track

WALL, ANGEL = find("wall-posture"), find("wall-angel")
LANDING, STANCE, GAIT = find("single-leg-landing"), find("single-leg-stance"), find("running")


def whole(check, track, calibrated_on):
    """Results by key of a recording, measured by the calibration of another."""
    plan = plan_of(check)
    assessor = Assessor(check, plan, calibration_of(calibrated_on, plan))
    rows = assessor(track)
    judgement, _ = conclude(assessor, track, rows, Circumstances(LEVEL))
    return {(one.id, one.side): one for one in judgement.criteria}


@cache
def seen(sample):
    """What was known at every frame of a shipped sample, by its own check."""
    return watched(find(SAMPLES[sample].check), true_track(sample))


def results(check, now):
    return {(one.id, one.side): one for one in now.results if one is not None}


def at(known, time_s):
    return next(now for now in known if now.time_s >= time_s)


def assert_alike(found, expected):
    for key, one in found.items():
        assert one.verdict == expected[key].verdict, key
        assert one.reason == expected[key].reason, key
        if one.value is not None:
            assert one.value == pytest.approx(expected[key].value, abs=1e-6), key
            assert one.uncertainty == pytest.approx(expected[key].uncertainty, abs=1e-6), key


def test_what_is_held_is_judged_as_a_clip_of_its_last_seconds_is():
    track = true_track("wall-posture-head-forward")
    now = at(seen("wall-posture-head-forward"), 2.9)
    assert now.judged_s > 2.5
    found = {key: one for key, one in results(WALL, now).items() if now.current[0]}
    cut = track[: int(np.searchsorted(track.time_s, now.judged_s, side="right"))]
    assert float(np.ptp(cut.time_s)) <= HELD_S
    assert_alike(found, whole(WALL, cut, track))
    assert found[("head-forward", None)].verdict == "fault"
    assert found[("head-forward", None)].cue


def test_a_repetition_is_judged_as_a_clip_that_ends_with_it_is():
    for check, sample in ((ANGEL, "wall-angel-thumbs-apart"), (LANDING, "single-leg-landing-good")):
        track = true_track(sample)
        known = seen(sample)
        done = next(now for now in known if now.count == 1)
        now = at(known, done.time_s + 1.0)
        cut = track[: int(np.searchsorted(track.time_s, done.time_s, side="right"))]
        mine = results(check, now)
        expected = whole(check, cut, track)
        assert_alike({key: mine[key] for key in expected if key in mine}, expected)
        assert sum(one.verdict == "good" for one in mine.values()) > 4


def test_a_run_is_judged_by_its_last_strides():
    track = true_track("running-side-upright")
    now = seen("running-side-upright")[-1]
    assert now.phase == RUNNING
    assert now.cadence_spm == pytest.approx(168, abs=2)
    start, stop = np.searchsorted(track.time_s, [now.judged_s - GAIT_S - 1e-9, now.judged_s + 1e-9])
    found = results(GAIT, now)
    assert found[("trunk-lean", None)].verdict == "fault"
    expected = whole(GAIT, track[int(start) : int(stop)], track)
    assert found[("trunk-lean", None)].value == pytest.approx(
        expected[("trunk-lean", None)].value, abs=0.1
    )


def test_a_run_that_has_just_begun_is_looked_at_again_soon():
    track = true_track("running-side-upright")
    known = seen("running-side-upright")
    began = float(track.time_s[0]) + 2.0  # the sample stands for two seconds
    lean = next(
        now.time_s for now in known if verdicts(GAIT, now).get("trunk-lean") in ("good", "fault")
    )
    assert lean - began < 4.0


def test_only_what_somebody_is_doing_is_current_and_the_rest_is_remembered():
    known = seen("wall-posture-good")
    standing, away = at(known, 3.0), known[-1]
    assert standing.phase == "at-wall"
    assert {key for key, verdict in verdicts(WALL, standing).items() if verdict == "good"} == {
        *("head-tilt", "head-forward", "shoulder-over-hip", "hip-over-knee", "knee-over-ankle"),
        "plumb-line",
    }
    assert away.phase == "away"
    assert verdicts(WALL, away) == {"hold-after-step": "good"}
    assert results(WALL, away)[("head-forward", None)].verdict == "good"


def test_repetitions_are_counted_and_the_running_hold_is_timed():
    counts = [now.count for now in seen("wall-angel-good")]
    assert counts == sorted(counts)
    assert counts[-1] == 3
    known = seen("single-leg-stance-good")
    held = [now.hold_s for now in known if now.running]
    assert held == sorted(held)
    assert held[-1] == pytest.approx(11.6, abs=0.3)
    assert known[-1].hold_s is None
    assert known[-1].count == 1


def test_a_hold_that_still_goes_on_is_not_too_short_yet():
    known = seen("single-leg-stance-good")
    assert "hold-left" not in verdicts(STANCE, at(known, 8.0))
    assert verdicts(STANCE, known[-1])["hold-left"] == "borderline"


def test_what_only_the_end_of_a_landing_tells_is_not_unsure_before():
    known = seen("single-leg-landing-good")
    for now in known:
        assert "wrong-phase" not in {one.reason for one in now.results if one is not None}


def test_a_fault_shows_within_a_second():
    known = seen("single-leg-stance-lean")
    lifted = next(now.time_s for now in known if now.running)
    faulty = next(
        now.time_s for now in known if verdicts(STANCE, now).get("trunk-side-lean-right") == "fault"
    )
    assert faulty - lifted < 1.0


def test_the_same_frames_give_the_same_at_the_same_times():
    track = true_track("wall-posture-good")
    first, second = seen("wall-posture-good"), watched(WALL, track)
    assert [now.judged_s for now in first][20:] == [now.judged_s for now in second][20:]
    assert [now.results for now in first] == [now.results for now in second]


def test_it_judges_some_three_times_a_second_whatever_the_camera_gives():
    track = true_track("wall-posture-good")
    for every in (1, 3):
        fewer = replace(
            track,
            points=track.points[::every].copy(),
            time_s=track.time_s[::every].copy(),
        )
        known = watched(WALL, fewer)
        judged = {now.judged_s for now in known if 1.6 <= now.time_s <= 3.6}
        assert 5 <= len(judged) <= 8
