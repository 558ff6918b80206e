from dataclasses import replace

import numpy as np
import pytest

from posecheck.assess.calibrate import Calibration
from posecheck.assess.results import RollResult
from posecheck.detect.prepare import filter_name
from posecheck.errors import SourceError
from posecheck.run.calibrated import calibration_kept, filtered, live_meta
from posecheck.run.judging import Request, judge_track
from posecheck.run.take import Take
from tests.run.true_tracks import true_track, values

ROLL = RollResult(1.5, "edges", 0.3)
TAKEN = Calibration(
    {"S": 0.7, "T": 0.2, "L": 0.35, "W": float("nan"), "P": float("nan")},
    {"trunk lean": -2.5, "arm": float("nan")},
    (0.5, 2.5),
)


def live_track(taken=TAKEN, **changed):
    meta = {**live_meta(taken, ROLL), **changed}
    return replace(true_track("wall-posture-good"), meta=meta)


def test_a_calibration_comes_back_from_the_meta_it_was_put_into():
    kept = calibration_kept(live_track(), ROLL)
    assert kept.lengths == pytest.approx(TAKEN.lengths, nan_ok=True)
    assert kept.baseline == {"trunk lean": -2.5}
    assert kept.still_s == (0.5, 2.5)
    never = calibration_kept(live_track(replace(TAKEN, still_s=None)), ROLL)
    assert never.still_s is None


def test_it_holds_for_the_roll_it_was_taken_at_and_for_live_tracks_alone():
    assert calibration_kept(live_track(), RollResult(0.0, "given", 0.3)) is None
    assert calibration_kept(live_track(filter="clip"), ROLL) is None
    assert calibration_kept(true_track("wall-posture-good"), ROLL) is None


@pytest.mark.parametrize(
    "broken",
    [
        "nonsense",
        {},
        {"lengths": {"S": "tall"}, "baseline": {}, "still_s": None, "roll_deg": 1.5},
        {"lengths": {"S": 10**400}, "baseline": {}, "still_s": None, "roll_deg": 1.5},
        {"lengths": {}, "baseline": [], "still_s": None, "roll_deg": 1.5},
        {"lengths": {}, "baseline": {}, "still_s": [1.0], "roll_deg": 1.5},
    ],
)
def test_what_is_no_calibration_is_refused_in_one_line(broken):
    with pytest.raises(SourceError, match="calibration that cannot be read"):
        calibration_kept(live_track(calibration=broken), ROLL)


def test_a_live_track_stays_live_whatever_its_filter_was_tuned_to():
    older = live_track(filter="live: an older tuning")
    assert filtered(older)[1] == filter_name("live", by_model=False)
    assert calibration_kept(older, ROLL) is not None


def test_a_track_is_filtered_as_it_was_when_it_was_made():
    clip, live = filtered(true_track("wall-posture-good")), filtered(live_track())
    assert (clip[1], live[1]) == tuple(
        filter_name(kind, by_model=False) for kind in ("clip", "live")
    )
    assert not np.allclose(clip[0].points, live[0].points, equal_nan=True)


def test_another_check_than_the_one_it_was_made_for_is_calibrated_anew():
    track = true_track("single-leg-stance-lean")
    take = Take(Request(check="single-leg-stance"))
    for i in range(len(track)):
        take(track[i : i + 1], RollResult(0.0, "edges", 0.3))
    other = judge_track(take.track(), Request(check="single-leg-landing"))
    assert other.filter_name == filter_name("live", by_model=False)
    assert other.judgement.check == "single-leg-landing"
    same = values(judge_track(take.track(), Request(check="single-leg-stance")).judgement)
    assert same == values(take.result().judgement)
