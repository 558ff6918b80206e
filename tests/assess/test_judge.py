"""One criterion judged: what rules it out, what is said of its number, and of its parts."""

import numpy as np
import pytest

from posecheck.assess import reasons
from posecheck.assess.band import Band
from posecheck.assess.judge import judge_criterion, verdict_of_rep
from posecheck.assess.phase import Rep
from posecheck.assess.rules import SIDE, Fact, Part
from posecheck.assess.untold import ruled_out
from posecheck.body import LEFT, NOSE
from posecheck.geometry.measure import Vector
from tests.assess.synthetic import (
    LEFT_VALUE,
    RIGHT_VALUE,
    VALUE,
    Written,
    case_of,
    check_of,
    criterion,
    judged,
    track_of,
)

WIDE = Band.within(-5, 5, -10, 10)


def result(values, wanted, *, engine=None, phases=0, view="front", **track):
    check = check_of(wanted, phases=engine)
    return judged(check, track_of(values, phases=phases, **track), view=view)["value"]


@pytest.mark.parametrize(
    ("value", "verdict", "cue"),
    [
        (0, "good", ""),
        (7, "borderline", "Less."),
        (-7, "borderline", "More."),
        (30, "fault", "Less."),
    ],
)
def test_a_verdict_comes_with_its_cue(value, verdict, cue):
    found = result([value] * 10, criterion())
    assert (found.verdict, found.cue, found.reason) == (verdict, cue, None)
    assert (found.good, found.fault) == ((-5.0, 5.0), (-10.0, 10.0))


def test_wrong_view():
    found = result([0] * 10, criterion(views=SIDE))
    assert found.reason == reasons.WRONG_VIEW
    assert found.explanation == "This is judged from the side, and the camera saw the front."
    assert found.value is None


def test_what_can_never_be_judged_says_why_and_shows_no_number():
    found = result([0] * 10, criterion(cannot="Because it cannot."))
    assert (found.reason, found.value) == (reasons.NOT_MEASURABLE, None)
    assert found.explanation == "Because it cannot."


def test_a_photo_shows_nothing_that_takes_time():
    assert result([0], criterion(still=False)).reason == reasons.NEEDS_VIDEO
    assert result([0], criterion()).verdict == "good"


def test_too_few_pictures_a_second():
    found = result([0] * 10, criterion(min_fps=50.0))
    assert found.reason == reasons.TOO_SLOW
    assert "50 pictures a second" in found.explanation
    assert "10." in found.explanation
    assert result([0] * 10, criterion(min_fps=10.4)).reason is None  # cameras are not exact


def test_a_segment_of_too_few_pixels():
    short = (Vector(NOSE, LEFT.ear), 5000.0)
    assert result([0] * 10, criterion(min_px=short)).reason == reasons.TOO_SMALL


def test_what_was_not_done_is_said_in_the_words_of_the_check():
    found = result([0] * 10, criterion(during=("in",)))
    assert (found.reason, found.explanation) == (reasons.WRONG_PHASE, "It was not done.")


def test_of_a_change_whose_beginning_was_seen_the_rest_is_asked_for():
    wanted = criterion(reduce="change", during=("in", "after"), absent="Only the first was seen.")
    begun, never = (result([0] * 10, wanted, phases=phases) for phases in (1, 0))
    assert (begun.reason, begun.explanation) == (reasons.WRONG_PHASE, "Only the first was seen.")
    assert (never.reason, never.explanation) == (reasons.WRONG_PHASE, "It was not done.")


def test_what_drives_the_phases_was_hidden():
    found = result([0] * 10, criterion(during=("in",)), doubt={21: 2})
    assert found.reason == reasons.OUT_OF_FRAME


@pytest.mark.parametrize(("code", "reason"), list(enumerate(reasons.DOUBT_REASONS))[1:])
def test_a_doubted_landmark_is_never_judged(code, reason):
    found = result([0] * 10, criterion(), doubt={0: code})
    assert (found.verdict, found.reason, found.value) == ("unsure", reason, None)


def test_a_hidden_part_is_named():
    assert "(nose)" in result([0] * 10, criterion(), doubt={0: 3}).explanation


@pytest.mark.parametrize(("hidden", "verdict"), [(4, "good"), (5, "unsure")])
def test_six_frames_of_ten_are_enough(hidden, verdict):
    found = result([0] * 10, criterion(), doubt={0: np.where(np.arange(10) < hidden, 3, 0)})
    assert found.verdict == verdict


def test_the_most_common_doubt_is_the_reason():
    mixed = np.array([2, 2, 3, 3, 3, 3, 3, 3, 2, 0])
    assert result([0] * 10, criterion(), doubt={0: mixed}).reason == reasons.HIDDEN


def test_a_number_too_uncertain_to_grade_is_shown_without_a_verdict():
    found = result([7] * 10, criterion(error=11.0))
    assert (found.verdict, found.reason) == ("unsure", reasons.TOO_UNCERTAIN)
    assert (found.value, found.uncertainty) == (7.0, 11.0)


def test_information_has_a_value_and_no_verdict():
    found = result([7] * 10, criterion(band=None))
    assert (found.verdict, found.reason, found.value, found.label) == (None, None, 7.0, None)


@pytest.mark.parametrize(
    ("value", "label"), [(-9, "low"), (0.5, "low or middle"), (5, "middle"), (30, "high")]
)
def test_classes_that_the_number_cannot_part_are_both_named(value, label):
    classes = ((float("-inf"), "low"), (0.0, "middle"), (10.0, "high"))
    assert result([value] * 10, criterion(band=None, classes=classes)).label == label


def test_times_in_slow_motion_are_not_real():
    for wanted in (criterion(measure=Fact("score", "s")), criterion(min_fps=50.0)):
        case = case_of(check_of(wanted), track_of([0] * 10), slow_spm=18.0)
        assert judge_criterion(case, wanted).result.reason == reasons.SLOW_MOTION
    angle = criterion()
    case = case_of(check_of(angle), track_of([0] * 10), slow_spm=18.0)
    assert judge_criterion(case, angle).result.verdict == "good"


def parts(combine):
    return criterion(
        parts=(
            Part("first", "First", LEFT_VALUE, WIDE, 2.0),
            Part("second", "Second", RIGHT_VALUE, WIDE, 2.0),
        ),
        combine=combine,
    )


def composite(first, second, combine="worst", **more):
    return result([0] * 10, parts(combine), at_15=first, at_16=second, **more)


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [(0, 0, "good"), (0, 7, "borderline"), (-30, 7, "fault")],
)
def test_the_worst_part_decides(first, second, verdict):
    found = composite(first, second)
    assert found.verdict == verdict
    assert [part.value for part in found.parts] == [first, second]
    assert found.value == first


def test_the_part_furthest_from_nothing_is_the_value():
    found = composite(3, -30, "largest")
    assert (found.value, found.verdict) == (30.0, "fault")


def test_a_rule_of_its_own():
    def rule(value, error):
        return "fault" if value["first"] + value["second"] > error["first"] else "good"

    assert composite(1, 0, rule).verdict == "good"
    assert composite(1, 2, rule).verdict == "fault"


def rule_of_two(value, error):
    return "fault" if value["first"] < 0 and value["second"] < 0 else "good"


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [(1, -3, "unsure"), (1, 3, "good"), (1, 0.5, "unsure"), (30, -3, "good"), (-30, -3, "fault")],
)
def test_a_rule_is_unsure_with_an_unsure_part_unless_the_rest_decides_for_certain(
    first, second, verdict
):
    rough = Part("first", "First", LEFT_VALUE, WIDE, 12.0)
    exact = Part("second", "Second", RIGHT_VALUE, Band((None, None), (None, None)), 2.0)
    wanted = criterion(parts=(rough, exact), combine=rule_of_two)
    found = result([0] * 10, wanted, at_15=first, at_16=second)
    assert found.verdict == verdict
    assert found.reason == (reasons.TOO_UNCERTAIN if verdict == "unsure" else None)
    assert found.value == first


def test_a_part_that_was_not_seen_leaves_the_whole_unsure():
    found = composite(0, 0, doubt={16: 3})
    assert (found.verdict, found.reason, found.parts) == ("unsure", reasons.HIDDEN, ())


def test_a_repetition_is_as_bad_as_what_was_judged_in_it():
    reps = (Rep(0, None, 0.0, 0.8), Rep(1, None, 1.0, 1.8), Rep(2, None, 5.0, 6.0))
    wanted = criterion(window="rep")
    check = check_of(wanted, phases=Written(reps, repeats=True))
    values = np.repeat([0.0, 30.0], 10)
    case = case_of(check, track_of(values))
    one = judge_criterion(case, wanted)
    assert [verdict_of_rep(rep, [one]) for rep in reps] == ["good", "fault", "unsure"]


def test_the_first_that_rules_out_is_the_reason():
    wanted = criterion(views=SIDE, cannot="Never.", still=False, min_fps=99)
    case = case_of(check_of(wanted), track_of([0]))
    assert ruled_out(case, wanted) == reasons.WRONG_VIEW


def test_values_are_kept_for_the_measure_that_was_asked():
    assert result([4] * 10, criterion(measure=VALUE)).value == 4.0
