"""What each frame shows, for overlays, plots and tables."""

import numpy as np

from posecheck.assess.phase import Rep
from posecheck.assess.recording import Circumstances, assess
from posecheck.assess.results import VERDICTS
from posecheck.assess.rules import SIDE, Part
from tests.assess.synthetic import (
    LEFT_VALUE,
    NO_ROLL,
    VALUE,
    Written,
    check_of,
    criterion,
    track_of,
)


def frames_of(check, track):
    return assess(check, track, Circumstances(NO_ROLL, view="front"))[1]


def words(status):
    return [VERDICTS[code] for code in status]


def test_a_held_value_is_graded_by_its_mean_over_the_last_second():
    values = np.repeat([0.0, 30.0], 30)
    frames = frames_of(check_of(criterion()), track_of(values))
    said = words(frames.status[:, 0])
    assert set(said[:30]) == {"good"}
    assert set(said[42:]) == {"fault"}
    assert "borderline" in said[30:42]  # no flicker: it passes through


def test_one_odd_frame_does_not_flicker():
    values = np.zeros(40)
    values[20] = 40.0
    assert set(words(frames_of(check_of(criterion()), track_of(values)).status[:, 0])) == {"good"}


def test_a_repetition_has_its_own_verdict_in_all_its_frames():
    reps = (Rep(0, None, 0.0, 0.9), Rep(1, None, 1.0, 1.9))
    check = check_of(criterion(window="rep"), phases=Written(reps, repeats=True))
    frames = frames_of(check, track_of(np.repeat([0.0, 30.0, 0.0], 10)))
    assert words(frames.status[:, 0]) == ["good"] * 10 + ["fault"] * 10 + ["unsure"] * 10
    assert frames.rep.tolist() == [0] * 10 + [1] * 10 + [-1] * 10


def test_a_run_of_hours_has_a_number_for_each_step():
    reps = (Rep(40_000, None, 0.0, 0.9),)
    check = check_of(criterion(window="rep"), phases=Written(reps, repeats=True))
    assert frames_of(check, track_of(np.zeros(10))).rep.tolist() == [40_000] * 10


def test_a_frame_is_not_held_against_the_limits_of_a_range():
    check = check_of(criterion(reduce="range"))
    frames = frames_of(check, track_of(np.full(20, 30.0)))  # 30 would be a fault, its range is 0
    assert set(words(frames.status[:, 0])) == {"good"}


def test_frames_outside_the_phase_are_not_graded():
    phases = np.repeat([0, 1], 10)
    frames = frames_of(check_of(criterion(during=("in",))), track_of(np.zeros(20), phases=phases))
    assert words(frames.status[:, 0]) == ["unsure"] * 10 + ["good"] * 10
    assert frames.phase.tolist() == phases.tolist()
    assert frames.phase_names == ("out", "in", "after")


def test_what_is_unsure_as_a_whole_is_graded_nowhere():
    frames = frames_of(check_of(criterion(views=SIDE), criterion(id="two")), track_of([0.0] * 10))
    assert set(words(frames.status[:, 0])) == {"unsure"}
    assert set(words(frames.status[:, 1])) == {"good"}


def test_a_photo_has_the_verdict_itself():
    assert words(frames_of(check_of(criterion()), track_of([30.0])).status[:, 0]) == ["fault"]


def test_measures_are_those_of_the_criteria_and_their_parts_with_units():
    part = Part("left", "Left", LEFT_VALUE, criterion().band, 1.0)
    check = check_of(criterion(), criterion(id="two", parts=(part,)))
    frames = frames_of(check, track_of(np.arange(5.0), at_15=7.0))
    assert frames.measures == (("value", "deg"), ("left value", "deg"))
    assert frames.values[:, 0].tolist() == [0, 1, 2, 3, 4]
    assert set(frames.values[:, 1]) == {7.0}
    assert VALUE.name in dict(frames.measures)
    assert {frames.view_names[code] for code in frames.view} == {"front"}
