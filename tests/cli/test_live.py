"""`posecheck live` as it is typed, with a shipped clip in the camera's place and the real model."""

import json
import os
import shutil
import signal
import subprocess
import time

import av
import pytest

from posecheck.cli.live import FIRST
from posecheck.run import history
from posecheck.shipped import shipped
from tests.cli.command import Said, apart, posecheck, program

CLIP = shipped("samples/wall-posture-head-forward.mp4")
QUIET = ("--no-window", "--mute", "--camera", CLIP)
BEGUN = "Slide your head"
PATIENCE_S = 60.0

pytestmark = pytest.mark.model


def pictures(path):
    with av.open(str(path)) as container:
        return sum(1 for _ in container.decode(video=0))


def started(*words):
    """Start a session in a process of its own; give it once it judges."""
    process = subprocess.Popen(
        program("live", *words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    deadline_s = time.monotonic() + PATIENCE_S
    while BEGUN not in (line := process.stderr.readline()):
        assert time.monotonic() < deadline_s
        assert process.poll() is None, line
    return process


def ended(process):
    out, err = process.communicate(timeout=PATIENCE_S)
    return Said(process.returncode, out, err)


def test_a_session_says_what_to_change_and_keeps_its_result(here):
    said = apart("live", *QUIET, "--out", "mine", "--record", "mine.mp4")
    assert said.status == 0, said.err
    assert "Slide your head straight back" in said.err
    assert "frames a second" in said.err
    assert "Verdict: FAULT" in said.out
    assert "Report: mine/report.html" in said.out
    result = json.loads((here / "mine" / "result.json").read_text())
    assert [one["id"] for one in result["criteria"] if one["verdict"] == "fault"] == [
        "head-forward"
    ]
    assert result["source"]["file"] == CLIP.name
    assert pictures(here / "mine.mp4") > 60
    assert [session.check for session in history.load()] == [FIRST]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_session_that_is_interrupted_keeps_what_it_has(here, number):
    process = started(*QUIET, "--record", "mine.mp4", "--out", "mine", "--no-history")
    time.sleep(1.0)
    process.send_signal(number)
    said = ended(process)
    assert said.status == 130
    assert "Traceback" not in said.err
    assert json.loads((here / "mine" / "result.json").read_text())["verdict"] == "fault"
    assert pictures(here / "mine.mp4") > 20


def test_a_session_that_is_killed_leaves_its_recording(here):
    process = started(*QUIET, "--record", "mine.mp4")
    time.sleep(1.5)
    process.kill()
    assert ended(process).status == -signal.SIGKILL
    assert pictures(here / "mine.mp4") > 20


def test_without_a_display_it_says_what_to_do():
    bare = {key: value for key, value in os.environ.items() if "DISPLAY" not in key}
    said = apart("live", "--mute", "--camera", CLIP, env=bare)
    assert "--no-window" in said.complaint


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("live", "wall-postur"), "wall-posture"),
        (("live", "--no-window", "--camera", "no-such.mp4"), "no-such.mp4"),
        (("live", "--no-window", "--camera", "http://[x"), "http://[x"),
        (("live", *QUIET, "--out", "taken"), "taken"),
        (("live", *QUIET, "--record", "taken"), "taken"),
        (("live", *QUIET, "--record", "same", "--out", "same"), "'same'"),
        (("live", *QUIET, "--model", "none.task"), "none.task"),
        (("live", *QUIET, "--option", "stage=2"), "stage"),
        (("live", *QUIET, "--routine", "strech"), "stretches"),
        (("live", *QUIET, "--routine", "stretches", "--option", "stage=2"), "stage"),
        (("live", *QUIET, "--routine", "core", "--option", "hold=7"), "30, 20, 10, 5"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_before_anything_begins(here, words, names):
    (here / "taken").mkdir()
    assert names in posecheck(*words).complaint
    assert [path.name for path in here.iterdir()] == ["taken"]


def test_the_stored_track_of_a_session_is_judged_as_it_was(here):
    shutil.rmtree(here / "again", ignore_errors=True)
    assert apart("live", *QUIET, "--out", "mine", "--no-history").status == 0
    assert posecheck("score", "mine/track.npz", "--out", "again").status == 0
    one, other = (json.loads((here / at / "result.json").read_text()) for at in ("mine", "again"))
    assert one["criteria"] == other["criteria"]
    assert one["filter"] == other["filter"]
