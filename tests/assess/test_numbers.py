"""From frames to one number, how sure it is and how much of it was seen."""

from dataclasses import replace

import numpy as np
import pytest

from posecheck.assess import error
from posecheck.assess.band import Band
from posecheck.assess.numbers import length_px, spans_for
from posecheck.assess.phase import Rep
from posecheck.assess.results import RollResult
from posecheck.assess.rules import Fact, Part
from posecheck.body import LEFT, NOSE
from posecheck.geometry.measure import Vector, change, relative
from posecheck.track import THUMBS, THUMBS_COLUMNS
from tests.assess.synthetic import (
    FPS,
    NO_ROLL,
    VALUE,
    Written,
    case_of,
    check_of,
    criterion,
    judged,
    place_of,
    track_of,
)

STEADY = np.full(20, 3.0)


def reps_of(*facts):
    return tuple(
        Rep(i, None, i * 1.0, i * 1.0 + 0.8, marks={"now": i + 0.4}, facts=fact)
        for i, fact in enumerate(facts)
    )


def result(values, wanted, *, reps=(), phases=0, roll=NO_ROLL, **track):
    check = check_of(wanted, phases=Written(reps, bool(reps)))
    return judged(check, track_of(values, phases=phases, **track), roll=roll)["value"]


def test_the_declared_error_where_nothing_widens_it():
    found = result(STEADY, criterion())
    assert (found.value, found.uncertainty, found.coverage) == (3.0, 2.0, 1.0)


def test_repetitions_that_differ_widen_it():
    values = np.repeat([0.0, 9.0, 0.0, 9.0], 10)
    wanted = criterion(window="rep", band=Band.within(-20, 20, -40, 40))
    found = result(values, wanted, reps=reps_of({}, {}, {}, {}))
    assert found.value == 4.5
    assert found.uncertainty == pytest.approx(2 * np.std([0, 9, 0, 9], ddof=1) / 2)


def test_two_repetitions_are_too_few_to_tell_how_they_differ():
    values = np.repeat([0.0, 9.0], 10)
    wanted = criterion(window="rep", band=Band.within(-20, 20, -40, 40))
    assert result(values, wanted, reps=reps_of({}, {})).uncertainty == 2.0


def test_a_camera_that_may_be_rolled_widens_it():
    errors = [
        result(STEADY, criterion(), roll=RollResult(0.0, "edges", degrees)).uncertainty
        for degrees in (0.0, 2.0, 40.0)
    ]
    assert errors == sorted(errors)
    assert errors[0] == 2.0
    assert errors[2] > 2.01


def test_a_moment_is_known_to_half_a_frame():
    rising = np.arange(40) * 5.0  # a frame
    wanted = criterion(window="mark", during=("now",), band=Band.within(-500, 500, -600, 600))
    found = result(rising, wanted, reps=reps_of({}, {}))
    assert found.uncertainty == pytest.approx(2.5)


@pytest.fixture
def known(monkeypatch):
    """Say what was measured of the pose model."""

    def say(at, errors, kind="value"):
        row = {"measures": ["test/value"], "view": "front", "kind": kind, "yaw": 0.0}
        found = error.curves_of([{**row, "at": at, "error": errors}])
        monkeypatch.setattr(error, "curves", lambda: found)

    return say


def by_model(values, wanted):
    track = replace(track_of(values), meta={"model": "pose_landmarker_full"})
    return judged(check_of(wanted), track)["value"]


def test_what_was_measured_of_the_pose_model_counts_where_it_is_larger(known):
    known([0.0], [3.0])
    assert by_model(STEADY, criterion()).uncertainty == 3.0
    assert by_model(STEADY, criterion(error=4.0)).uncertainty == 4.0
    assert result(STEADY, criterion()).uncertainty == 2.0, "points of another model"


def test_a_change_within_the_clip_has_the_error_of_changes(known):
    known([0.0], [3.0], kind="change")
    assert by_model(STEADY, criterion(reduce="drift")).uncertainty == 3.0
    assert by_model(STEADY, criterion()).uncertainty == 2.0
    assert by_model(STEADY, criterion(reduce="reversals")).uncertainty == 2.0


def test_far_beyond_a_limit_the_error_at_the_limit_decides_and_that_of_the_value_is_shown(known):
    known([10.0, 20.0], [4.0, 30.0])
    found = by_model(np.full(20, 20.0), criterion())
    assert (found.verdict, found.uncertainty) == ("fault", 30.0)
    assert by_model(np.full(20, 11.0), criterion()).verdict == "borderline"


def test_a_number_that_the_camera_cannot_tell_says_how_badly(known):
    known([0.0], [12.0])
    found = by_model(STEADY, criterion())
    assert (found.verdict, found.reason, found.value) == ("unsure", "too-uncertain", 3.0)
    assert "cannot tell it to better than 12 degrees" in found.explanation


def test_coverage_is_the_share_of_frames_that_could_be_used():
    hidden = np.where(np.arange(20) < 5, 3, 0)
    assert result(STEADY, criterion(), doubt={0: hidden}).coverage == pytest.approx(0.75)


def test_coverage_of_moments_counts_whole_moments():
    hidden = np.zeros(40)
    hidden[[4, 14]] = 3
    wanted = criterion(window="mark", during=("now",))
    found = result(np.zeros(40), wanted, reps=reps_of({}, {}, {}, {}), doubt={0: hidden})
    assert found.coverage == pytest.approx(0.5)
    assert found.reason == "hidden"


def test_coverage_of_a_change_is_that_of_the_worse_phase():
    phases = np.repeat([1, 2], 10)
    hidden = np.where(np.arange(20) < 3, 3, 0)
    wanted = criterion(reduce="change", during=("in", "after"))
    assert result(STEADY, wanted, phases=phases, doubt={0: hidden}).coverage == pytest.approx(0.7)


def test_a_fact_is_the_median_of_the_repetitions_or_the_largest():
    reps = reps_of({"score": 0.0}, {"score": 2.0}, {"score": 0.0})
    fact = Fact("score", "points")
    wide = Band.at_most(5, 9)
    usual = result(np.zeros(40), criterion(measure=fact, band=wide), reps=reps)
    worst = result(np.zeros(40), criterion(measure=fact, band=wide, reduce="largest"), reps=reps)
    assert (usual.value, worst.value) == (0.0, 2.0)


def test_a_fact_is_believed_only_where_what_it_rests_on_was_seen():
    reps = reps_of({"score": 1.0})
    feet = place_of(LEFT.ankle, "foot")
    fact = Fact("score", "points", (feet,))
    seen = result(np.zeros(20), criterion(measure=fact), reps=reps)
    unseen = result(np.zeros(20), criterion(measure=fact), reps=reps, doubt={27: 3})
    assert seen.verdict == "good"
    assert (unseen.verdict, unseen.reason) == ("unsure", "hidden")


def test_a_fact_that_no_repetition_knows_is_unsure():
    found = result(np.zeros(20), criterion(measure=Fact("score", "points")), reps=reps_of({}))
    assert (found.value, found.reason) == (None, "wrong-phase")


def test_without_quiet_standing_a_change_may_be_less_sure_or_unknown():
    lean, short = relative(VALUE, "change of value"), np.full(8, 3.0)  # too short to stand still
    found = result(short, criterion(measure=lean, error_without_baseline=4.0))
    assert (found.value, found.uncertainty) == (3.0, 4.0)
    compared = result(STEADY, criterion(measure=lean, error_without_baseline=4.0))
    assert (compared.value, compared.uncertainty) == (0.0, 2.0)
    unknown = result(short, criterion(measure=change(VALUE, "change of value")))
    assert (unknown.value, unknown.reason) == (None, "no-baseline")


def test_a_part_has_its_own_frames_and_its_own_way():
    part = Part("late", "Late", VALUE, Band.at_most(50, 60), 1.0, reduce="mean", during=("after",))
    phases, values = np.repeat([1, 2], 10), np.arange(20.0)
    found = result(values, criterion(parts=(part,), during=("in",)), phases=phases)
    assert found.parts[0].value == pytest.approx(np.mean(values[10:]))


def test_a_segment_is_measured_in_pixels():
    wanted = criterion(min_px=(Vector(NOSE, LEFT.ear), 30.0))
    track = track_of(np.full(8, 0.3), at_7=0.34)
    case = case_of(check_of(wanted), track)
    expected = 1000 * np.hypot(0.04, track.points[0, 7, 1] - track.points[0, 0, 1])
    assert length_px(case, wanted, spans_for(case, wanted)) == pytest.approx(expected)
    assert length_px(case, criterion(), spans_for(case, wanted)) == float("inf")
    assert FPS == 10.0


@pytest.mark.parametrize(("share", "error"), [(1.0, 2.0), (0.7, 2.0), (0.6, 5.0), (0.0, 5.0)])
def test_what_the_picture_did_not_show_has_the_error_of_landmarks(share, error):
    thumbs = np.full((len(STEADY), len(THUMBS_COLUMNS)), np.nan)
    thumbs[: round(share * len(STEADY))] = 0.5
    check = check_of(criterion(error_unseen=5.0))
    track = track_of(STEADY)
    seen = replace(track, channels={**track.channels, THUMBS: thumbs})
    assert judged(check, seen)["value"].uncertainty == error


@pytest.mark.parametrize(
    ("value", "said"), [(9.0, "good"), (12.0, "unsure"), (21.0, "unsure"), (23.0, "fault")]
)
def test_between_good_and_fault_a_guess_at_what_the_picture_did_not_show_is_unsure(value, said):
    wanted = criterion(error_unseen=5.0, band=Band.at_most(10.0, 20.0))
    values = np.full(20, value)
    found = result(values, wanted)
    assert (found.verdict, found.value) == (said, value)
    if said == "unsure":
        assert found.reason == "too-uncertain"
        assert "cannot be told apart from what is behind them" in found.explanation
    thumbs = np.full((len(values), len(THUMBS_COLUMNS)), 0.5)
    track = track_of(values)
    shown = replace(track, channels={**track.channels, THUMBS: thumbs})
    assert judged(check_of(wanted), shown)["value"].verdict != "unsure"


def test_a_track_that_nobody_looked_at_has_the_error_of_landmarks():
    assert result(STEADY, criterion(error_unseen=5.0)).uncertainty == 5.0
