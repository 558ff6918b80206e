import pytest

from posecheck.feedback.files import document, write_measures, write_result
from posecheck.feedback.report.cards import Evidence, card
from tests.feedback.fabricated import ABOUT, running, running_frames


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
