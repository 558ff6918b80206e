"""A doubt spreads along the limb; a state lasts until the contrary is certain."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from posecheck.detect.doubt import enclosed, hang, latch


def test_the_foot_hangs_on_the_knee_of_its_own_side():
    bad = np.zeros((2, 33), bool)
    bad[1, 25] = True
    assert hang(bad)[1].nonzero()[0].tolist() == [25, 27, 29, 31]
    assert not hang(bad)[0].any()


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


def between(text, fps=30.0):
    """Frames that are enclosed, of frames that are doubted where the text says so."""
    bad = np.array([[one == "#"] for one in text])
    found = enclosed(bad, np.arange(len(text)) / fps)
    return "".join("o" if one else text[i] for i, one in enumerate(found[:, 0]))


def test_what_lies_between_two_stretches_of_doubt_is_doubted():
    assert between("..#...####..") == "..#ooo####.."
    assert between("##.##.##") == "##o##o##"


def test_single_doubts_do_not_grow_nor_reach_far():
    assert between("#...#") == "#...#"
    assert between("....") == "...."
    assert between("######..........######") == "######..........######"
