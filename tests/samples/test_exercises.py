"""The table of what each check says of its clips: what is missed, too much, undecided or off."""

from dataclasses import replace

import pytest

from samples.detected import true
from samples.exercises import Found, found, lines
from samples.recipes import recipes

RIGHT = Found("a", "plank", "good", True, (), (), 4, (), (2, 2), (0.1, "hold"))


def test_a_perfect_detector_is_right_of_a_wrong_exercise():
    sample = recipes()["plank-sag"]
    one = found("plank-sag", sample, true(sample))
    assert one.right
    assert one.off_s is not None
    assert one.off_s[0] == 0.0
    assert one.verdict == "fault"
    assert one.unsure == ()


def test_the_clip_of_another_is_not_right():
    known = recipes()
    one = found("plank-sag", known["plank-sag"], true(known["plank-pike"]))
    assert not one.view_right
    assert not one.right


@pytest.mark.parametrize(
    "change",
    [
        {"missed": ("hips",)},
        {"extra": ("hips",)},
        {"reps": (1, 2)},
        {"off_s": (0.4, "hold")},
        {"view_right": False},
    ],
)
def test_what_is_not_right(change):
    assert RIGHT.right
    assert not replace(RIGHT, **change).right


def test_the_last_lines_say_what_all_come_to():
    unsure = (("neck", "hidden"), ("line", "hidden"))
    told = list(lines([RIGHT, replace(RIGHT, missed=("neck",), unsure=unsure)]))
    assert "MISSED neck" in told[1]
    assert "neck hidden; line hidden" in told[1]
    assert told[2:] == [
        "right in view, faults, counts and times: 1 of 2",
        "decided: 6 of 8, 75%",
        "plank: only 75% decided",
    ]
