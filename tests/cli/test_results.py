"""The files of one clip, as docs promise them to programs: judged once, read by every test here."""

import csv
import json
import math
import re

import numpy as np
import pytest

from posecheck.capture.clip import probe
from posecheck.checks import discover, find
from posecheck.shipped import shipped
from posecheck.track import load
from tests.cli.clips import opened
from tests.cli.command import posecheck

SAMPLE = shipped("samples/wall-posture-head-forward.mp4")
SIZE = probe(SAMPLE).width, probe(SAMPLE).height
START_S, END_S = 0.5, 2.5
FILES = {
    *("result.json", "measures.csv", "reps.csv", "track.npz", "stills"),
    *("annotated.mp4", "report.html"),
}
VERDICTS = {"good", "borderline", "fault", "unsure"}
CRITERION = {
    "id": str,
    "title": str,
    "side": (str, type(None)),
    "required": bool,
    "unit": str,
    "value": (float, type(None)),
    "uncertainty": (float, type(None)),
    "verdict": (str, type(None)),
    "label": (str, type(None)),
    "reason": (str, type(None)),
    "coverage": float,
    "good": list,
    "fault": list,
    "worst": (dict, type(None)),
    "parts": list,
    "cue": str,
    "sources": list,
}
pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A clip judged by the command: the folder of its results, and what was said."""
    place = tmp_path_factory.mktemp("judged") / "result"
    options = ("--start", START_S, "--end", END_S, "--out", place, "--height", 172)
    said = posecheck("video", SAMPLE, "--check", "wall-posture", *options)
    assert said.status == 0, said.err
    return place, said


@pytest.fixture(scope="module")
def place(run):
    return run[0]


@pytest.fixture(scope="module")
def result(place):
    def no_nan(name):
        raise AssertionError(f"{name} is no JSON")

    return json.loads((place / "result.json").read_text(), parse_constant=no_nan)


def test_all_files_are_there_and_no_others(place):
    assert {path.name for path in place.iterdir()} == FILES
    assert [path.name for path in place.parent.iterdir()] == ["result"]


def test_stdout_says_the_verdict_the_criteria_and_where_the_report_lies(run, result):
    place, said = run
    assert f"Verdict: {result['verdict'].upper()}" in said.out
    for one in result["criteria"]:
        assert one["title"].lower() in said.out.lower()
    assert str(place / "report.html") in said.out.splitlines()[-1]
    assert "\x1b" not in said.out
    assert said.err.splitlines() == [
        f"{what} {SAMPLE.name} ..." for what in ("reading", "painting")
    ]


def test_the_result_says_what_was_judged_and_how(result):
    assert result["schema"] == "posecheck/result/1"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", result["created"])
    source = result["source"]
    assert source["file"] == SAMPLE.name
    assert (source["width"], source["height"], source["clock"]) == (*SIZE, "container")
    assert (source["frames"], source["fps"]) == (60, pytest.approx(30))
    assert re.fullmatch("[0-9a-f]{64}", source["sha256"])
    assert result["model"]["name"] == "pose_landmarker_full"
    assert re.fullmatch("[0-9a-f]{64}", result["model"]["sha256"])
    assert "Hz" in result["filter"]
    settings = {"check": "wall-posture", "start": START_S, "end": END_S, "height_cm": 172}
    assert result["settings"] == settings
    assert (result["check"], result["check_chosen_by"]) == ("wall-posture", "user")
    assert result["view"] == {"name": "side-left", "coverage": pytest.approx(1)}
    assert set(result["roll_deg"]) == {"value", "from", "uncertainty"}
    assert result["roll_deg"]["from"] in ("edges", "assumed-level")
    assert result["gait"] == {"cadence_spm": None, "steps": 0, "events": []}
    assert all(isinstance(text, str) for text in result["not_observable"] + result["warnings"])


def test_every_criterion_of_the_check_has_every_field(result):
    declared = [(one.id, one.side) for one in find("wall-posture").criteria]
    assert [(one["id"], one["side"]) for one in result["criteria"]] == declared
    for one in result["criteria"]:
        assert {key for key in CRITERION if not isinstance(one[key], CRITERION[key])} == set()
        assert one["verdict"] in {*VERDICTS, None}
        assert 0 <= one["coverage"] <= 1
        assert len(one["good"]) == len(one["fault"]) == 2
        assert one["sources"]
        assert (one["reason"] is not None) == (one["verdict"] == "unsure")
        if one["verdict"] in ("good", "borderline", "fault"):
            assert one["uncertainty"] > 0
            assert START_S <= one["worst"]["time_s"] < END_S


def test_the_verdict_of_the_whole_follows_from_the_required_criteria(result):
    counted = {
        one["verdict"]
        for one in result["criteria"]
        if one["required"] and one["reason"] != "wrong-view"
    }
    worst = next(v for v in ("fault", "unsure", "borderline", "good") if v in counted)
    assert result["verdict"] == worst == "fault"


def test_measures_have_a_row_a_frame_and_units_in_the_header(place, result):
    with (place / "measures.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header[:5] == ["frame", "time_s", "phase", "rep", "view"]
    units = {one.measure.unit for one in find("wall-posture").criteria}
    assert {re.search(r"\(([^()]*)\)$", title)[1] for title in header[5:]} <= units
    assert [row[0] for row in rows] == [str(i) for i in range(60)]
    times = [float(row[1]) for row in rows]
    assert times == pytest.approx(START_S + np.arange(60) / 30, abs=1e-3)
    assert {row[4] for row in rows} == {"side-left"}
    assert all(math.isfinite(float(cell)) for row in rows for cell in row[5:] if cell)
    judged_by = {one["measure"] for one in result["criteria"] if one["value"] is not None}
    assert judged_by <= {title.rpartition(" (")[0] for title in header[5:]}


def test_the_track_is_as_the_format_says(place):
    with np.load(place / "track.npz") as content:
        assert content["points"].shape == (60, 33, 4)
        assert content["time_s"].shape == (60,)
        assert content["size"].tolist() == list(SIZE)
        meta = json.loads(str(content["meta"]))
    assert (meta["format"], meta["source"]) == (1, SAMPLE.name)
    assert meta["model"] == "pose_landmarker_full"
    track = load(place / "track.npz")
    head, feet = track.points[:, 0, 1], track.points[:, [31, 32], 1]
    assert (head > feet.max(axis=1) + 0.5).all(), "y goes up, in image heights"
    assert (track.points[:, 0, 0] < track.aspect).all()


def test_the_annotated_video_and_the_stills_open(place, result):
    with opened(place / "annotated.mp4") as shown:
        assert (shown.codec, shown.pix_fmt) == ("h264", "yuv420p")
        assert len(shown.times_s) == 60
        assert shown.times_s[0] == pytest.approx(0, abs=0.5)
    stills = {path.name for path in (place / "stills").iterdir()}
    assert stills == {f"{one['id']}.jpg" for one in result["criteria"] if one["worst"]}


def test_the_report_is_one_file_that_asks_for_nothing(place):
    page = (place / "report.html").read_text(encoding="utf-8")
    assert "data:image/jpeg;base64," in page
    assert re.findall(r"""(?:src|href)\s*=\s*["']?(?!data:|#)[^"'> ]+""", page) == []
    assert re.findall(r"url\((?!data:)", page) == []
    assert "<script src" not in page


def test_score_of_its_track_gives_the_same_verdicts_and_values(place, result):
    said = posecheck("score", place / "track.npz", "--json")
    assert said.status == 0, said.err
    again = json.loads(said.out)
    for key in ("check", "check_chosen_by", "verdict", "view", "roll_deg", "criteria", "reps"):
        assert again[key] == result[key], key
    assert set(result["warnings"]) == set(again["warnings"])


def test_report_makes_the_same_page_again(place, here):
    page = (place / "report.html").read_text(encoding="utf-8")
    said = posecheck("report", place, "--out", "again.html")
    assert said.out == "Report: again.html\n"
    assert (here / "again.html").read_text(encoding="utf-8") == page
    (place / "report.html").unlink()
    assert posecheck("report", place).status == 0
    assert (place / "report.html").read_text(encoding="utf-8") == page


@pytest.mark.parametrize("check_id", sorted(discover()))
def test_a_track_scored_by_any_check_is_valid_json_without_nan(place, check_id):
    said = posecheck("score", place / "track.npz", "--check", check_id, "--json")
    assert said.status == 0, said.err
    result = json.loads(said.out, parse_constant=pytest.fail)
    assert (result["check"], result["check_chosen_by"]) == (check_id, "user")
    assert {one["verdict"] for one in result["criteria"]} <= {*VERDICTS, None}
