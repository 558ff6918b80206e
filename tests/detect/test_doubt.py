"""What lies outside the picture is doubted; a state lasts until the contrary is certain."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from posecheck.detect.doubt import hang, latch, outside


def person():
    points = np.full((1, 33, 4), 0.5)
    points[..., 3] = 1
    return points


def test_a_point_inside_is_not_outside_and_missing_ones_are_not_either():
    points = person()
    points[0, 5] = np.nan
    assert not outside(points, 1.0).any()


def test_a_narrow_picture_ends_at_its_own_width():
    points = person()
    points[0, 0, 0] = 0.7
    assert outside(points, 0.5625)[0].nonzero()[0].tolist()[0] == 0
    assert not outside(points, 1.0).any()


def test_the_foot_hangs_on_the_knee_of_its_own_side():
    points = person()
    points[0, 25, 1] = -0.2
    assert outside(points, 1.0)[0].nonzero()[0].tolist() == [25, 27, 29, 31]


def test_the_arm_does_not_hang_on_the_leg():
    bad = np.zeros(33, bool)
    bad[24] = True
    assert hang(bad).nonzero()[0].tolist() == [24, 26, 28, 30, 32]


@given(st.lists(st.sampled_from("lhx"), min_size=1, max_size=30), st.booleans())
def test_a_latch_is_what_a_loop_would_do(course, start):
    low = np.array([[c == "l"] for c in course])
    high = np.array([[c == "h"] for c in course])
    state, expected = start, []
    for c in course:
        state = {"l": True, "h": False, "x": state}[c]
        expected.append(state)
    assert latch(low, high, np.array([start]))[:, 0].tolist() == expected
