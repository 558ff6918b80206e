"""What somebody in front of a camera hears and sees, by the true landmarks of the samples."""

from functools import cache
from itertools import pairwise

import pytest

from posecheck.assess.results import RollResult
from posecheck.feedback.screen import compose
from posecheck.run.judging import Request
from posecheck.run.live.coach import Coach, summary_of
from posecheck.run.take import Take
from samples.catalog import SAMPLES
from tests.run.true_tracks import true_track

LEVEL = RollResult(0.0, "given", 0.3)
CUES = {
    "wall-posture-good": [
        "Stand with your back to the wall",
        "Level your head",
        "Now take one step forward",
        "Done",
    ],
    "wall-posture-head-forward": [
        "Stand with your back to the wall",
        "Slide your head straight back",
        "Now take one step forward",
        "Done",
    ],
    "wall-angel-thumbs-apart": [
        "Stand with your back to the wall",
        "Lift your arms like a goalpost",
        "Slide your arms up",
        "And slowly back down",
        "Straighten all the way up",
        "Bring your thumbs together",
    ],
    "single-leg-landing-side-stiff": [
        "Face the camera",
        "Hop, land on one leg",
        "Land soft, bend the knee",
        "Again on the left leg",
    ],
    "single-leg-stance-lean": [
        "Stand on both legs",
        "Lift one foot",
        "Stay tall through the middle",
    ],
    "running-side-upright": ["Stand still, or just run", "Run at your own pace", "Lean a little"],
    "running-side-good": ["Stand still, or just run", "Run at your own pace"],
}


@cache
def session(name):
    """Coach a sample frame by frame; what was said with its time, what was shown, the take."""
    check = SAMPLES[name].check
    take = Take(Request(check=check))
    coach, track = Coach(take.check), true_track(name)
    said, showings = [], []
    for row in range(len(track)):
        taking = take(track[row : row + 1], LEVEL)
        showing, utterance = coach(taking, 0.0)
        showings.append(showing)
        if utterance is not None and utterance.words:
            said.append((float(track.time_s[row]), utterance))
        if taking.led is not None and taking.led.done:
            break
    return said, showings, take


@pytest.mark.parametrize("name", CUES)
def test_what_is_said_comes_in_the_order_in_which_it_helps(name):
    said, _, _ = session(name)
    first = list(dict.fromkeys(utterance.words for _, utterance in said))
    assert [words[: len(cue)] for words, cue in zip(first, CUES[name], strict=False)] == CUES[name]


@pytest.mark.parametrize("name", CUES)
def test_nobody_is_talked_at(name):
    said, _, _ = session(name)
    cues = [(at_s, one.words) for at_s, one in said if one.kind == "fault"]
    for at_s, words in cues:
        assert not [1 for then_s, same in cues if same == words and 0 < then_s - at_s < 8.0]
    times = [at_s for at_s, _ in said]
    assert all(later - earlier >= 0.9 for earlier, later in pairwise(times))


@pytest.mark.parametrize("name", ["wall-posture-good", "running-side-good"])
def test_who_does_it_right_is_not_corrected(name):
    said, showings, _ = session(name)
    assert not [one for _, one in said if one.kind == "fault"]
    assert not [showing for showing in showings if showing.cue_tone == "fault"]


def test_guidance_stands_alone_until_judging_begins():
    _, showings, _ = session("wall-posture-good")
    guided = [showing for showing in showings if showing.guide]
    assert guided == showings[: len(guided)]
    assert all(showing.outline and not showing.cue for showing in guided)
    assert guided[0].ring is None
    assert guided[-1].ring > 0.9


def test_repetitions_are_counted_where_they_can_be_read():
    _, showings, _ = session("wall-angel-thumbs-apart")
    counts = list(dict.fromkeys(showing.count for showing in showings if showing.count))
    assert counts == ["0", "1", "2", "3"]


def test_a_hold_counts_its_seconds_and_fills_its_ring():
    _, showings, _ = session("single-leg-stance-lean")
    held = [showing for showing in showings if showing.count.endswith(" s")]
    assert held[-1].count in {"10 s", "11 s", "12 s"}
    rings = [showing.ring for showing in held]
    assert all(earlier <= later for earlier, later in pairwise(rings))
    assert rings[-1] == pytest.approx(11.5 / 30, abs=0.05)


def test_a_fault_is_shown_on_the_line_it_is_about():
    _, showings, take = session("wall-posture-head-forward")
    at_wall = showings[int(2.5 * 30)]
    place = [topic.key for topic in at_wall.topics].index("head-forward")
    assert at_wall.moment.status[place] == 3
    assert at_wall.cue_tone == "fault"
    assert take.check.criteria[place].key == "head-forward"


@pytest.mark.parametrize("name", ["wall-posture-head-forward", "single-leg-landing-side-stiff"])
def test_every_moment_can_be_composed(name):
    _, showings, take = session(name)
    size_px = true_track(name).size_px
    for showing in showings[::10]:
        assert compose(showing, (1280, 720), size_px, mirrored=True).blocks
    assert take.begun


def test_the_summary_begins_with_the_verdict_and_names_the_worst_first():
    _, _, take = session("wall-posture-head-forward")
    (tone, whole), *lines = summary_of(take.result().judgement)
    assert (tone, whole) == ("fault", "Wall posture: fault")
    assert lines[0][0] == "fault"
    assert lines[0][1].startswith("Head over shoulders")
    assert len(lines) < 10
