"""The commands that need no model: score, report and checks."""

import json

import pytest

from posecheck.checks import discover, find, routines
from posecheck.track import load
from tests.cli.command import posecheck
from tests.cli.tracks import true_track, write_fields


@pytest.fixture
def track(tmp_path):
    return true_track(tmp_path / "track.npz")


def test_a_track_is_judged_into_a_folder_with_everything_but_pictures(here, track):
    said = posecheck("score", track, "--check", "wall-posture")
    assert said.status == 0, said.err
    assert "Verdict: FAULT" in said.out
    assert "X  Head over shoulders" in said.out
    place = here / "posecheck-results/track.npz"
    assert {path.name for path in place.iterdir()} == {
        *("result.json", "measures.csv", "reps.csv", "track.npz", "report.html")
    }


def test_a_track_of_a_laboratory_needs_the_four_fields_and_no_more(tmp_path):
    said = posecheck("score", write_fields(tmp_path / "t.npz"), "--json")
    result = json.loads(said.out, parse_constant=pytest.fail)
    assert result["verdict"] == "unsure"
    assert result["roll_deg"]["from"] == "assumed-level"
    assert result["model"] == {"name": "unknown", "sha256": ""}


def test_time_may_begin_before_zero(tmp_path, here):
    early = load(true_track(tmp_path / "a.npz"))
    write_fields(
        tmp_path / "t.npz", points=early.points, time_s=early.time_s - 2, size=early.size_px
    )
    assert posecheck("score", tmp_path / "t.npz", "--out", "result").status == 0
    row = (here / "result/measures.csv").read_text(encoding="utf-8").splitlines()[1]
    assert row.startswith("0,-2.000000,")


@pytest.mark.parametrize(("limit", "status"), [("fault", 1), ("borderline", 1)])
def test_fail_on_makes_the_verdict_the_exit_status(track, limit, status):
    words = ("score", track, "--check", "wall-posture", "--fail-on", limit, "--json")
    said = posecheck(*words)
    assert said.status == status
    assert json.loads(said.out)["verdict"] == "fault"


def test_two_tracks_of_one_name_get_two_folders(here, tmp_path):
    for name in ("wall-posture-good", "wall-posture-head-forward"):
        (tmp_path / name).mkdir()
        assert posecheck("score", true_track(tmp_path / name / "track.npz", name)).status == 0
    places = {path.name for path in (here / "posecheck-results").iterdir()}
    assert places == {"track.npz", "track.npz-2"}


def test_a_folder_of_results_is_judged_again_by_the_track_in_it(here, track):
    posecheck("score", track, "--out", "first")
    said = posecheck("score", "first", "--out", "again")
    assert said.status == 0
    assert said.out.startswith("Wall posture")


def test_report_says_where_it_lies(here, track):
    posecheck("score", track, "--out", "result")
    (here / "result/report.html").unlink()
    assert posecheck("report", "result").out == "Report: result/report.html\n"
    assert "</html>" in (here / "result/report.html").read_text(encoding="utf-8")


def test_checks_lists_each_with_its_purpose():
    listed, told = posecheck("checks").out.split("\n\n", maxsplit=1)
    lines = listed.splitlines()
    assert [line.split()[0] for line in lines] == list(discover())
    assert all(
        check.purpose in line for check, line in zip(discover().values(), lines, strict=True)
    )
    for routine in routines().values():
        assert routine.purpose in told
        assert routine.source.cite in told
        assert all(f"{station.check} " in told for station in routine.stations)
    assert "bridge stage=2 (14 s)" in told
    assert "hip-flexor-stretch (2 x 30 s on each side)" in told


@pytest.mark.parametrize("check_id", discover())
def test_a_check_is_explained_whole(check_id):
    check, said = find(check_id), posecheck("checks", check_id)
    assert said.status == 0
    for one in check.criteria:
        assert one.title in said.out
        assert one.meaning in said.out
        assert one.cue.high in said.out
        assert all(source.line() in said.out for source in one.sources)
    assert check.setup in said.out
    for key, choices in check.options.items():
        assert all(f"{key}={choice}" in said.out for choice in choices)
    assert all(text in said.out for text in check.not_observable)


def test_limits_are_told_as_what_is_good_and_what_is_a_fault():
    said = posecheck("checks", "clam").out
    assert "good from 30 deg, fault below 20 deg, borderline between" in said
    assert "good up to 7 %, fault above 10 %, borderline between" in said


@pytest.mark.parametrize("words", [(), ("running",)], ids=["all", "one"])
def test_checks_speak_json_to_programs(words):
    checks = json.loads(posecheck("checks", *words, "--json").out, parse_constant=pytest.fail)
    assert [check["id"] for check in checks] == list(words or discover())
    for check in checks:
        declared = [(one.id, one.side) for one in find(check["id"]).criteria]
        assert [(one["id"], one["side"]) for one in check["criteria"]] == declared
        assert {*check["options"]} == {*find(check["id"]).options}
        assert {len(one["good"]) for one in check["criteria"]} == {2}
