"""How results look on a terminal and in a log."""

import contextlib
import dataclasses
import io

from posecheck.cli.show import Progress, result_lines
from tests.feedback.fabricated import criterion, running


def lines_of(*criteria, **changes):
    judgement = dataclasses.replace(running(), criteria=criteria, warnings=(), **changes)
    return result_lines(judgement)


def unsure(key, title, reason, explanation, **more):
    said = {"value": None, "uncertainty": None, "verdict": "unsure", "cue": ""}
    return criterion(key, title, **{**said, "reason": reason, "explanation": explanation, **more})


def test_the_verdict_comes_first_and_every_number_has_its_uncertainty_and_unit():
    lines = lines_of(criterion("lean", "Lean"), check_chosen_by="auto", verdict="good")
    assert "(chosen automatically)" in lines[0]
    assert lines[1] == "Verdict: GOOD"
    assert [word for word in lines[3].split() if word] == [
        "ok",
        "Lean",
        "7.4",
        "+-2.5",
        "deg",
        "good",
    ]


def test_several_clips_as_one_result_name_all_their_views():
    lines = result_lines(running(), ["side-left", "back", "back"])
    assert lines[0].endswith("seen from the person's left side and from behind")


def test_a_fault_is_followed_by_what_to_do():
    lines = lines_of(criterion("lean", "Lean", verdict="fault", cue="Lean a little."))
    assert any(line.startswith("  X") for line in lines)
    assert "  -> Lean: Lean a little." in lines


def test_the_advice_is_the_first_of_the_report():
    near = criterion("lean", "Lean", verdict="borderline", cue="Lean a little.")
    aside = criterion("stride", "Stride", verdict="fault", cue="Shorten it.", required=False)
    advice = [line for line in lines_of(aside, near) if "->" in line]
    assert advice == ["  -> Lean: Lean a little."]
    assert "  -> Stride: Shorten it." in lines_of(aside)


def test_one_reason_is_said_once_and_views_come_last():
    lines = lines_of(
        unsure("a", "Step width", "wrong-view", "From behind."),
        unsure("b", "Cadence", "too-short", "Too little of it was seen."),
        unsure("c", "Bounce", "too-short", "Too little of it was seen."),
    )
    assert lines[-2:] == [
        "  ?  Too little of it was seen: cadence; bounce.",
        "  ?  This view cannot show: step width.",
    ]


def test_where_the_view_shows_nothing_at_all_it_says_where_the_right_one_is_told():
    lines = lines_of(unsure("a", "Step width", "wrong-view", "From behind."))
    assert lines[-1] == "  How to film it: posecheck checks running"


def test_a_number_too_uncertain_to_judge_is_shown_with_the_reason():
    shown = {"value": 3.0, "uncertainty": 4.0}
    lines = lines_of(unsure("a", "Head tilt", "too-uncertain", "Too uncertain.", **shown))
    assert lines[-1] == "  ?  Too uncertain: head tilt: 3.0 +-4.0 deg."


def test_a_log_gets_a_line_a_stage(capsys):
    progress = Progress()
    for done in range(10):
        progress("reading run.mp4", done, 10)
    progress("painting run.mp4", 1, 10)
    progress.end()
    assert capsys.readouterr().err == "reading run.mp4 ...\npainting run.mp4 ...\n"


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_gets_a_bar_that_is_full_at_the_end():
    with contextlib.redirect_stderr(Terminal()) as screen:
        progress = Progress()
        progress("reading run.mp4", 1, 10)
        progress("reading run.mp4", 10, 10)
        progress.end()
    bars = screen.getvalue().split("\r")
    assert bars[-1].endswith("[========================] 100%\n")
