import dataclasses

import pytest

from posecheck.assess.results import Worst
from posecheck.feedback.files import document, write_measures, write_result
from posecheck.feedback.report.cards import card, told
from posecheck.feedback.report.evidence import Evidence
from tests.feedback.fabricated import (
    ABOUT,
    criterion,
    running,
    running_frames,
    wall_angel,
    wall_angel_frames,
)


@pytest.fixture
def cards(tmp_path):
    write_result(tmp_path, running(), ABOUT)
    write_measures(tmp_path, running_frames())
    result = document(running(), ABOUT)
    evidence = Evidence(tmp_path, result)
    return {one["id"]: card(one, evidence) for one in result["criteria"]}


def test_advice_is_given_only_where_there_is_something_to_mend(cards):
    assert cards["trunk-lean"].cue
    assert not cards["knee-peak"].cue
    assert not cards["pelvic-drop"].cue


def test_a_class_is_shown_instead_of_a_verdict(cards):
    assert cards["foot-strike"].verdict == "info"
    assert cards["foot-strike"].label == "rear"
    assert cards["foot-strike"].gauge is None


def test_a_side_is_part_of_the_title(cards):
    assert cards["knee-peak"].title == "Knee bend in stance, left"
    assert cards["knee-peak"].key == "knee-peak-left"


def test_what_was_not_measured_has_neither_value_nor_plot(cards):
    drop = cards["pelvic-drop"]
    assert (drop.value, drop.gauge, drop.plot) == ("", None, None)
    assert drop.explanation


def test_the_parts_of_a_composite_are_shown_with_their_limits(cards):
    lean, movement = cards["chest-out"].parts
    assert (lean.value, lean.limits) == ("−1.2°", "at least 2.0°")
    assert movement.gauge is not None


def test_a_composite_whose_value_is_a_parts_has_no_limits_beside_those_of_the_parts(tmp_path):
    """Its own limits would show a borderline value where the parts together are a fault."""
    result = document(running(), ABOUT)
    (one,) = [one for one in result["criteria"] if one["id"] == "chest-out"]
    value = one["parts"][0]["value"]
    whole = card({**one, "value": value, "verdict": "fault"}, Evidence(tmp_path, result))
    assert (whole.limits, whole.gauge) == ("", None)
    assert "together" in whole.note


@pytest.fixture
def shown(tmp_path):
    """Give a function that makes a card of a criterion of the wall angel, with a picture."""
    (tmp_path / "stills").mkdir()
    write_measures(tmp_path, wall_angel_frames())
    for key in ("top-reach", "knee-left", "knee-right"):
        (tmp_path / f"stills/{key}.jpg").write_bytes(b"picture")

    def card_of(**changes):
        judged = dataclasses.replace(
            wall_angel(), criteria=(criterion(**{"key": "top-reach", "title": "Reach", **changes}),)
        )
        result = document(judged, ABOUT)
        return card(result["criteria"][0], Evidence(tmp_path, result))

    return card_of


LIMITS = {"good": (165.0, None), "fault": (150.0, None)}


def test_a_picture_of_the_worst_repetition_says_what_is_judged_instead(shown):
    one = shown(value=161.0, verdict="borderline", worst=Worst(2.9, 139.0), **LIMITS)
    assert one.still_caption == (
        "At its worst: 139° at 2.9 s. What is judged is the middle value (median) of "
        "3 repetitions: 161°."
    )


def test_a_good_one_whose_worst_moment_is_outside_the_limits_says_so(shown):
    one = shown(value=171.0, worst=Worst(2.9, 139.0), **LIMITS)
    assert one.still_caption == (
        "At its worst: 139° at 2.9 s, outside the limits for once. What is judged is the value of "
        "the whole clip: 171°."
    )


def test_what_is_outside_is_told_with_its_value_and_the_limit(shown):
    low = shown(title="Reach", value=139.0, verdict="fault", **LIMITS)
    assert told([low]) == ["Reach (139°, good is at least 165°)"]
    far = shown(value=0.17, unit="L", verdict="fault", good=(None, 0.13), fault=(None, 0.15))
    assert told([far]) == ["Reach (0.17 leg lengths, good is at most 0.13)"]


def test_both_sides_are_told_together_and_one_is_named(shown):
    knees = [
        shown(key="knee", title="Knee", side=side, value=value, verdict="fault", good=(None, 8.0))
        for side, value in (("left", 12.0), ("right", 14.0))
    ]
    assert told(knees) == ["Knee (left 12.0°, right 14.0°, good is at most 8.0°)"]
    assert told(knees[:1]) == ["Knee, left (12.0°, good is at most 8.0°)"]


def test_of_a_composite_the_measure_that_is_outside_is_told(cards):
    assert told([cards["chest-out"]]) == [
        "Chest-out pattern (Trunk lean −1.2°, good is at least 2.0°)"
    ]


def test_what_does_not_count_has_no_colour_of_its_own(shown):
    assert shown(verdict="fault", required=False).tone == "info"
    assert shown(verdict="fault").tone == "fault"
