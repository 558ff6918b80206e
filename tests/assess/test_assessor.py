"""The one core that live frames and whole clips go through."""

from dataclasses import replace

import numpy as np
import pytest

from posecheck.assess import reasons
from posecheck.assess.assessor import Assessor, calibration_of, doubt_of, join, plan_of
from posecheck.assess.rules import Fact
from posecheck.assess.tolerance import Gate
from posecheck.checks import discover
from posecheck.track import Track
from tests.assess.synthetic import LEFT_VALUE, VALUE, check_of, criterion, track_of
from tests.figure import pose, still

VALUES = np.arange(12.0)


def assessor_of(check, track):
    plan = plan_of(check)
    return Assessor(check, plan, calibration_of(track, plan, "front"), "front")


def test_rows_of_pieces_join_to_the_rows_of_all():
    track = track_of(VALUES, phases=VALUES % 2)
    check = check_of(criterion())
    whole = assessor_of(check, track)(track)
    walking = assessor_of(check, track)
    pieces = join([walking(track[i : i + 1]) for i in range(len(track))])
    for name in ("time_s", "values", "doubts", "view", "forward", "near_right", "phase", "rep"):
        one, other = getattr(whole, name), getattr(pieces, name)
        assert one.dtype == other.dtype
        np.testing.assert_allclose(other, one, atol=1e-9)


def test_a_plan_holds_all_that_a_check_measures():
    fact = criterion(id="fact", measure=Fact("score", "points", (LEFT_VALUE,)))
    plan = plan_of(check_of(criterion(), fact))
    assert {"value", "left value", "phase", "left hip above knee"} <= set(plan.names)


@pytest.mark.parametrize("check_id", sorted(discover()))
def test_every_check_assesses_a_standing_person(check_id):
    check = discover()[check_id]
    track = still(pose(), "side-left", frames=45)
    plan = plan_of(check)
    rows = Assessor(check, plan, calibration_of(track, plan))(track)
    assert len(rows) == 45
    assert np.isfinite(rows.values).any()
    assert not np.isinf(rows.values).any()


def test_what_no_body_seen_as_it_is_shows_is_taken_as_hidden():
    track = track_of(VALUES, doubt={0: [0] * 11 + [2]})
    check = replace(check_of(criterion()), proportions=(Gate(VALUE, 2.0, 8.0),))
    rows = assessor_of(check, track)(track)
    told = np.array(reasons.DOUBT_REASONS)[rows.doubts[:, plan_of(check).columns["value"]]]
    assert set(told[[0, 1, 9, 10]]) == {reasons.HIDDEN}
    assert set(told[2:9]) == {""}
    assert told[11] == reasons.OUT_OF_FRAME  # what was doubted anyway keeps its reason


def test_doubts_are_the_tracks_own_or_what_is_missing():
    track = still(pose(), "front", frames=2)
    points = track.points.copy()
    points[1, 5] = [np.nan, np.nan, np.nan, 0.0]
    holed = track.with_points(points)
    assert doubt_of(holed).sum() == 1
    assert doubt_of(holed)[1, 5] == 1
    doubts = np.full((2, 33), 3.0)
    told = Track(points.copy(), track.time_s.copy(), track.size_px, {"doubt": doubts})
    assert (doubt_of(told) == 3).all()
