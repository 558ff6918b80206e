"""Before and after: what may be called a change, and why sometimes nothing may."""

import copy
import dataclasses
import json

import pytest

from posecheck.errors import ReportError
from posecheck.feedback import files
from posecheck.run.compare import REASONS, compare_folders, compare_results, document
from tests.feedback.fabricated import ABOUT, criterion, running


def result(*criteria, **more):
    """A result.json of these criteria, as it is read back."""
    judgement = dataclasses.replace(running(), criteria=criteria)
    return {**json.loads(json.dumps(files.document(judgement, ABOUT))), **more}


def lean(value, **more):
    return criterion("trunk-lean", "Trunk lean", **{"value": value, "uncertainty": 2.0, **more})


def only(before, after):
    (one,) = compare_results(before, after).criteria
    return one


def reason_of(before, after):
    one = only(before, after)
    assert one.change.kind == "unknown"
    assert one.change.reason in REASONS
    return one.change.reason


def test_a_change_is_told_with_its_size_and_the_error():
    one = only(result(lean(20.0)), result(lean(8.0)))
    assert (one.change.kind, one.change.difference) == ("better", -12.0)
    assert one.change.smallest == pytest.approx(8**0.5)
    assert (one.before.value, one.after.value, one.unit) == (20.0, 8.0, "deg")


def test_less_than_the_error_is_no_change():
    assert only(result(lean(13.0)), result(lean(10.5))).change.kind == "same"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"check": "wall-posture"}, "different-check"),
        ({"settings": {"option": {"stage": "2"}}}, "different-variant"),
        ({"filter": "live: One Euro"}, "different-filter"),
        ({"model": {"name": "pose_landmarker_lite"}}, "different-model"),
        ({"view": {"name": "back", "coverage": 1.0}}, "different-view"),
    ],
)
def test_what_was_made_in_different_ways_is_not_compared(more, reason):
    assert reason_of(result(lean(20.0)), result(lean(8.0), **more)) == reason
    assert reason_of(result(lean(20.0), **more), result(lean(8.0))) == reason


def test_the_other_side_of_the_body_is_the_same_direction():
    before = result(lean(20.0), view={"name": "side-left", "coverage": 1.0})
    after = result(lean(8.0), view={"name": "side-right", "coverage": 1.0})
    assert only(before, after).change.kind == "better"


def test_of_several_clips_the_one_that_shows_the_criterion_counts():
    clips = [{"view": {"name": name, "coverage": 1.0}} for name in ("side-left", "back")]
    whole = result(lean(20.0), clips=clips)
    from_behind = result(lean(8.0), view={"name": "back", "coverage": 1.0})
    whole["criteria"][0]["clip"] = 1
    assert reason_of(whole, from_behind) == "different-view"
    whole["criteria"][0]["clip"] = 2
    assert only(whole, from_behind).change.kind == "better"


def test_what_only_one_has_or_could_judge_is_told_with_the_reason():
    assert reason_of(result(lean(20.0)), result()) == "only-in-one"
    assert reason_of(result(), result(lean(20.0))) == "only-in-one"
    hidden = lean(None, verdict="unsure", reason="hidden", explanation="The knee is hidden.")
    one = only(result(lean(20.0)), result(hidden))
    assert (one.change.reason, one.why) == ("unsure", "The knee is hidden.")
    elsewhere = lean(None, verdict="unsure", reason="wrong-view")
    assert reason_of(result(lean(20.0)), result(elsewhere)) == "different-view"


def test_what_neither_recording_shows_is_left_out():
    elsewhere = result(lean(None, verdict="unsure", reason="wrong-view"))
    assert compare_results(elsewhere, elsewhere).criteria == ()


def test_another_unit_is_another_measure():
    assert reason_of(result(lean(20.0)), result(lean(0.2, unit="S"))) == "different-unit"


def test_the_order_in_time_and_one_recording_twice_are_noted():
    later = result(lean(8.0), created="2027-01-01T00:00:00+00:00")
    assert any("earlier one first" in text for text in compare_results(later, result()).warnings)
    assert any("same recording" in text for text in compare_results(result(), later).warnings)
    other = copy.deepcopy(later)
    other["source"]["sha256"] = "ef" * 32
    assert compare_results(result(), other).warnings == ()


def test_two_folders_are_read_as_the_report_reads_them(tmp_path):
    for name, value in (("before", 20.0), ("after", 8.0)):
        (tmp_path / name).mkdir()
        judgement = dataclasses.replace(running(), criteria=(lean(value),))
        files.write_result(tmp_path / name, judgement, ABOUT)
    compared = compare_folders(tmp_path / "before", tmp_path / "after")
    assert compared.criteria[0].change.kind == "better"
    with pytest.raises(ReportError, match="no result here"):
        compare_folders(tmp_path / "before", tmp_path)


@pytest.mark.parametrize("value", ["7", True, [], 1e999, 10**400])
def test_a_number_that_is_none_is_refused_by_name(value):
    broken = result(lean(8.0))
    broken["criteria"][0]["value"] = value
    with pytest.raises(ReportError, match=r"'trunk-lean': its value is no number"):
        compare_results(result(lean(20.0)), broken)


@pytest.mark.parametrize("key", ["settings", "model", "view", "source", "filter", "created"])
@pytest.mark.parametrize("value", [None, 3, "text", []])
def test_a_result_that_says_less_is_compared_all_the_same(key, value):
    poor = result(lean(8.0), **{key: value})
    assert len(compare_results(result(lean(20.0)), poor).criteria) == 1


@pytest.mark.parametrize(
    "key", ["title", "side", "unit", "label", "reason", "explanation", "clip", "parts"]
)
@pytest.mark.parametrize("value", [None, 3, [], {}, True, "\x1b[2J"])
def test_a_criterion_that_says_odd_things_harms_nothing(key, value):
    odd = result(lean(8.0))
    odd["criteria"][0][key] = value
    compared = compare_results(result(lean(20.0)), odd)
    assert compared.criteria
    json.dumps(document(compared), allow_nan=False)


def test_a_criterion_without_a_verdict_is_information():
    bare = result(lean(8.0))
    del bare["criteria"][0]["verdict"]
    assert compare_results(bare, bare).criteria[0].before.verdict is None


def test_programs_get_it_as_json():
    compared = compare_results(result(lean(20.0)), result(lean(8.0)))
    told = json.loads(json.dumps(document(compared), allow_nan=False))
    assert told["schema"] == "posecheck/comparison/1"
    (one,) = told["criteria"]
    assert (one["change"], one["before"]["value"], one["reason"]) == ("better", 20.0, None)
    apart = document(compare_results(result(lean(20.0)), result(lean(8.0), filter="other")))
    assert apart["criteria"][0]["explanation"] == REASONS["different-filter"]
