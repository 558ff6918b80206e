import dataclasses

import pytest

from posecheck.assess.reasons import NEEDS_BOTH_SIDES, WRONG_VIEW
from posecheck.assess.unrecognised import unrecognised
from posecheck.checks import find
from posecheck.run.together import merge, origins
from tests.run.true_tracks import judged, values

SIDE, REAR = "running-side-good", "running-rear-crossover"


@pytest.fixture(scope="module")
def clips():
    return [judged(SIDE, check="running"), judged(REAR, check="running")]


def test_each_criterion_comes_from_the_clip_that_shows_it(clips):
    whole, (side, rear) = values(merge(clips)), (values(clip.judgement) for clip in clips)
    assert whole["trunk-lean", None] == side["trunk-lean", None]
    assert rear["trunk-lean", None][1] == WRONG_VIEW
    assert whole["step-width", "left"] == rear["step-width", "left"]
    assert side["step-width", "left"][1] == WRONG_VIEW
    assert {*whole} == {*side, *rear}


def test_where_each_was_taken_from_is_known(clips):
    found = origins(clips)
    assert (found["trunk-lean"], found["step-width-left"]) == (1, 2)
    assert set(found) == {one.key for one in clips[0].check.criteria}


def test_the_order_of_the_clips_changes_no_verdict(clips):
    forth, back = (values(merge(one)) for one in (clips, clips[::-1]))
    assert {key: said[:2] for key, said in forth.items()} == {
        key: said[:2] for key, said in back.items()
    }


def test_a_fault_in_either_is_a_fault_of_the_whole(clips):
    assert clips[1].judgement.verdict == "fault"
    assert merge(clips).verdict == "fault"


def test_what_one_clip_could_not_show_does_not_count(clips):
    good = [judged(SIDE, check="running"), judged("running-rear-good", check="running")]
    counted = {one.verdict for one in merge(good).criteria if one.counts}
    assert merge(good).verdict == next(
        v for v in ("fault", "unsure", "borderline", "good") if v in counted
    )


def test_view_and_gait_are_the_first_ones(clips):
    whole = merge(clips)
    assert (whole.view, whole.gait) == (clips[0].judgement.view, clips[0].judgement.gait)
    quiet = dataclasses.replace(
        clips[0], judgement=dataclasses.replace(clips[0].judgement, gait=None)
    )
    assert merge([quiet, clips[1]]).gait == clips[1].judgement.gait


def test_warnings_are_said_once():
    clip = judged(SIDE, check="running")
    said = dataclasses.replace(clip.judgement, warnings=("slow", "dark"))
    also = dataclasses.replace(clip.judgement, warnings=("dark", "far"))
    both = [dataclasses.replace(clip, judgement=one) for one in (said, also)]
    assert merge(both).warnings == ("slow", "dark", "far")


@pytest.fixture(scope="module")
def trials():
    """A landing on each leg, in a clip of its own."""
    return [
        judged("single-leg-landing-good", check="single-leg-landing", side=side)
        for side in ("left", "right")
    ]


def test_trials_of_left_and_right_make_one_result_with_both(trials):
    left, right, whole = (*(values(trial.judgement) for trial in trials), values(merge(trials)))
    assert whole["knee-in", "left"] == left["knee-in", "left"]
    assert whole["knee-in", "right"] == right["knee-in", "right"]
    assert [(rep.index, rep.side) for rep in merge(trials).reps] == [(1, "left"), (2, "right")]


def test_sides_are_compared_where_each_was_seen_in_its_own_clip(trials):
    for trial in trials:
        assert values(trial.judgement)["side-difference", None][1] == NEEDS_BOTH_SIDES
    whole = values(merge(trials))
    verdict, reason, value = whole["side-difference", None]
    assert value == pytest.approx(abs(whole["knee-in", "left"][2] - whole["knee-in", "right"][2]))
    assert (verdict is not None, reason) == (True, None)


@pytest.mark.parametrize(
    ("left", "right", "verdict", "label"),
    [(30, 60, "fault", "worse on the left"), (60, 57, "good", None)],
)
def test_a_difference_of_two_clips_is_what_it_is_of_one(left, right, verdict, label):
    held = {"left": float(left), "right": float(right)}
    (whole,) = (
        one
        for one in merge([of_side(*one) for one in held.items()]).criteria
        if one.id == "side-difference"
    )
    assert whole.value == pytest.approx(100 * abs(left - right) / 60)
    assert (whole.verdict, whole.label) == (verdict, label)
    assert bool(whole.cue) == (verdict == "fault")


def of_side(side, held_s):
    """A side plank on one side, held so long."""
    clip = judged("single-leg-landing-good", check="single-leg-landing", side=side)
    check = find("side-plank")
    hold = next(one for one in check.criteria if one.key == f"hold-{side}")
    compared = next(one for one in check.criteria if one.of_sides)
    one = clip.judgement.criteria[0]
    criteria = (
        dataclasses.replace(one, id=hold.id, side=side, value=held_s, verdict=None),
        dataclasses.replace(
            one, id=compared.id, side=None, value=None, verdict="unsure", reason=NEEDS_BOTH_SIDES
        ),
    )
    judgement = dataclasses.replace(clip.judgement, criteria=criteria)
    return dataclasses.replace(clip, check=check, judgement=judgement)


def test_where_the_first_shows_no_exercise_nothing_is_concluded_from_the_others(clips):
    side, rear = clips
    unknown, frames = unrecognised(side.judgement, side.frames, shown=True)
    whole = merge([dataclasses.replace(side, judgement=unknown, frames=frames), rear])
    assert (whole.check_title, whole.verdict) == (unknown.check_title, "unsure")
    assert {one.reason for one in whole.criteria} == {"not-recognised"}
    assert set(whole.warnings) >= {*rear.judgement.warnings}
