import dataclasses

import numpy as np
import pytest

from posecheck.feedback.captions import GOOD_NEWS, MOST_WHY, cues_of, words_of
from posecheck.feedback.cues import advised
from tests.feedback.fabricated import COUNT, criterion, running, running_frames

LEAN = criterion("lean", "Lean", verdict="borderline", cue="Lean a little.")
STRIDE = criterion("stride", "Stride", verdict="fault", cue="Shorten it.", required=False)
KNEE = criterion("knee", "Knee", verdict="fault", cue="Bend it.")
FINE = criterion("fine", "Fine", cue="")
WRONG_VIEW = criterion(
    "drop",
    "Pelvic drop",
    verdict="unsure",
    reason="wrong-view",
    explanation="This is judged from the back, and the camera saw the person at an angle.",
    cue="Level your belt.",
)


def cues(*criteria, verdict="fault"):
    """What a clip says in whose every frame all criteria have their verdict."""
    judged = dataclasses.replace(running(), criteria=criteria, verdict=verdict)
    codes = [{"good": 1, "borderline": 2, "fault": 3}.get(one.verdict, 0) for one in criteria]
    status = np.tile(np.array(codes, dtype=np.int8), (COUNT, 1))
    said = list(dict.fromkeys(words_of(judged, running_frames(), status).cues))
    assert {text for text, _ in said} <= {*cues_of(judged), ""}, "there is room for all of it"
    return [(text, tone) for text, tone in said if text]


def test_what_counts_is_the_cue_even_where_something_else_is_further_off():
    assert cues(STRIDE, LEAN) == [("Lean a little.", "borderline")]
    assert cues(STRIDE, LEAN, KNEE) == [("Bend it.", "fault")]


def test_what_does_not_count_is_the_cue_where_nothing_else_is_to_be_mended():
    assert cues(FINE, STRIDE, verdict="good") == [("Shorten it.", "fault")]


def test_the_first_advice_is_a_counted_fault_then_what_is_borderline():
    assert advised((STRIDE, LEAN, FINE, KNEE)) == [KNEE, LEAN]
    assert advised((STRIDE, FINE)) == [STRIDE]
    assert advised((FINE, WRONG_VIEW)) == []


def test_good_news_are_told_where_there_is_nothing_to_advise():
    assert cues(FINE, verdict="good") == [(GOOD_NEWS, "good")]


def test_a_clip_of_which_nothing_is_judged_says_why():
    assert cues(WRONG_VIEW, verdict="unsure") == [("This is judged from the back.", "unsure")]
    assert cues(WRONG_VIEW, FINE, verdict="unsure") == []


def test_the_reason_is_of_what_counts_and_says_what_to_do_where_there_is_room():
    short = dataclasses.replace(
        WRONG_VIEW, reason="too-short", explanation="Too few steps. Film longer."
    )
    assert cues(WRONG_VIEW, short, verdict="unsure")[0][0] == "Too few steps. Film longer."
    long = dataclasses.replace(short, explanation=f"Nobody ran. {'Film longer. ' * 20}")
    ((text, _),) = cues(long, verdict="unsure")
    assert text.startswith("Nobody ran. Film longer.")
    assert len(text) <= MOST_WHY
    assert text.endswith("Film longer.")


@pytest.mark.parametrize("verdict", ["good", "unsure"])
def test_room_is_kept_for_what_can_be_said_alone(verdict):
    judged = dataclasses.replace(running(), criteria=(WRONG_VIEW, FINE), verdict=verdict)
    assert WRONG_VIEW.cue not in cues_of(judged)
