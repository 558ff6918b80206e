"""What is usable in a recording, and whether somebody stands in it."""

import numpy as np
import pytest

from posecheck.assess.phase import Rep
from posecheck.assess.rules import ANY_VIEW, SIDE
from posecheck.checks import find
from posecheck.detect.prepare import prepare_clip
from tests.assess.synthetic import Written, case_of, check_of, criterion, track_of
from tests.figure import pose, still

REPS = (Rep(0, "left", 0.0, 0.4), Rep(1, "right", 0.5, 0.9))


@pytest.mark.parametrize(
    ("figure", "stands"),
    [
        (pose(), True),
        (pose(thigh=40, knee=60), True),  # landing
        (pose(right_thigh=90, right_knee=90), True),  # one leg will do
        (pose(trunk=70), True),
        (pose(thigh=90, knee=90), False),
        (pose(thigh=75, knee=80), False),
    ],
)
@pytest.mark.parametrize("view", ["side-left", "front"])
def test_standing_is_told_by_the_straighter_thigh(figure, stands, view):
    track = prepare_clip(still(figure, view, frames=5))
    assert case_of(find("wall-posture"), track).standing.all() == stands


def test_hidden_thighs_say_nothing_against_standing():
    track = prepare_clip(still(pose(thigh=90, knee=90), "front", frames=5))
    doubt = track.channels["doubt"].copy()
    doubt[:, [25, 26]] = 3
    hidden = type(track)(track.points.copy(), track.time_s.copy(), track.size_px, {"doubt": doubt})
    assert case_of(find("wall-posture"), hidden).standing.all()


def test_usable_is_seen_from_the_right_side_without_doubt():
    wanted = criterion()
    track = track_of(np.zeros(4), doubt={0: np.array([0, 0, 3, 0])})
    case = case_of(check_of(wanted), track)
    assert case.usable(wanted, "value").tolist() == [True, True, False, True]
    assert not case.usable(criterion(views=SIDE), "value").any()


def test_the_worst_doubt_of_several_measures():
    track = track_of(np.zeros(3), doubt={0: np.array([0, 3, 0]), 21: np.array([0, 2, 2])})
    case = case_of(check_of(criterion()), track)
    assert case.doubted(["value", "phase"]).tolist() == [0, 3, 2]
    assert case.doubted([]).tolist() == [0, 0, 0]


def test_the_view_is_that_of_the_frames_in_which_the_trunk_is_seen():
    unseen = track_of(np.zeros(4), doubt={23: 2})
    case = case_of(check_of(criterion()), unseen)
    assert (case.view, case.view_coverage) == (0, 0.0)


def reps_for(view, side):
    check = check_of(criterion(), phases=Written(REPS, repeats=True))
    case = case_of(check, track_of(np.zeros(10)))
    seen_from = {"front": 3, "side-left": 1, "side-right": 2}[view]
    turned = type(case)(
        *(seen_from if name == "view" else getattr(case, name) for name in case.__slots__)
    )
    return [rep.side for rep in turned.reps_for(criterion(side=side, views=ANY_VIEW))]


@pytest.mark.parametrize(
    ("view", "side", "expected"),
    [
        ("front", None, ["left", "right"]),
        ("front", "left", ["left"]),
        ("side-left", None, ["left"]),  # the other leg is hidden
        ("side-right", None, ["right"]),
        ("side-left", "right", ["right"]),  # asked for by name
    ],
)
def test_repetitions_of_a_criterion(view, side, expected):
    assert reps_for(view, side) == expected
