"""docs/track.md: its example writes a track that is judged, and its tables are the format."""

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from posecheck.body import LANDMARKS
from posecheck.run.judging import ASSUMED_ROLL_ERROR, GIVEN_ROLL_ERROR, Request, judge_track
from posecheck.track import FORMAT, Track, from_normalised, load, save

PAGE = (Path(__file__).parents[2] / "docs" / "track.md").read_text(encoding="utf-8")
WRITING, SCORING = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def written(tmp_path):
    subprocess.run([sys.executable, "-c", WRITING], cwd=tmp_path, check=True)
    return tmp_path / "subject-07.npz"


def test_the_example_is_judged_with_numbers_for_all_that_its_points_show(written):
    judged = judge_track(load(written), Request("wall-posture", view="side-left"))
    found = {one.id: one for one in judged.judgement.criteria}
    for name in ("head-tilt", "head-forward", "shoulder-over-hip", "hip-over-knee", "plumb-line"):
        assert found[name].value is not None, name
        assert found[name].verdict != "unsure"
    # The ear lies 14 px ahead of the shoulder, to the left, where this person faces.
    ear_to_ankle = 1000 - 200
    assert found["head-forward"].value == pytest.approx(100 * 14 / ear_to_ankle, rel=0.05)
    assert found["hold-after-step"].reason == "wrong-phase"


def test_the_example_in_python_runs_as_it_stands(written):
    done = subprocess.run(
        [sys.executable, "-c", SCORING],
        cwd=written.parent,
        check=True,
        capture_output=True,
        text=True,
    )
    assert "head-forward" in done.stdout


def test_the_command_on_the_page_writes_a_result(written):
    command = re.search(r"^    posecheck (score .*)$", PAGE, re.MULTILINE).group(1).split()
    subprocess.run(
        [sys.executable, "-m", "posecheck", *command],
        cwd=written.parent,
        check=True,
        capture_output=True,
    )
    (result,) = written.parent.glob("posecheck-results/*/result.json")
    assert json.loads(result.read_text(encoding="utf-8"))["check"] == "wall-posture"


def test_the_arrays_on_the_page_are_those_of_a_stored_track(tmp_path):
    named = re.findall(r"^\| `([a-z_]+)` \|", PAGE[: PAGE.index("**Landmarks**")], re.MULTILINE)
    points = np.zeros((2, len(LANDMARKS), 4))
    channels = {"subject": np.ones(2)}
    save(Track(points, np.array([0.0, 0.1]), (640, 480), channels), tmp_path / "track.npz")
    with np.load(tmp_path / "track.npz") as stored:
        assert set(stored.files) == {*named, "channels_subject"}
        assert json.loads(str(stored["meta"]))["format"] == FORMAT


def test_the_conversion_on_the_page_is_the_one_that_is_used():
    width, height = 1920.0, 1080.0
    x_n, y_n, z_n = 0.3, 0.8, -0.2
    formulas = dict(re.findall(r"\b([xyz]) = ([^=\n]*_n[^=\n]*)$", PAGE, re.MULTILINE))
    known = {"x_n": x_n, "y_n": y_n, "z_n": z_n, "width": width, "height": height}
    said = [eval(formulas[axis], known) for axis in "xyz"]
    used = from_normalised(np.array([x_n, y_n, z_n, 1.0]), width / height)
    assert said == pytest.approx(used[:3].tolist())


@pytest.mark.parametrize(
    ("index", "name"),
    [
        (0, "nose"),
        (3, "left_eye_outer"),
        (7, "left_ear"),
        (12, "right_shoulder"),
        (22, "right_thumb"),
    ],
)
def test_the_order_of_landmarks_is_the_one_on_the_page(index, name):
    assert LANDMARKS[index] == name
    assert str(index) in PAGE


def test_the_errors_that_stand_in_for_one_left_out_are_those_on_the_page():
    told = re.search(r"left out: ([\d.]+), or ([\d.]+) for", PAGE).groups()
    assert tuple(map(float, told)) == (GIVEN_ROLL_ERROR, ASSUMED_ROLL_ERROR)
