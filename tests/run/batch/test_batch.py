"""A batch from beginning to end: what is finished, what is done again, what goes wrong."""

import json
import os
import re
from pathlib import Path

import pytest

from posecheck.errors import SourceError
from posecheck.run.clip import judge_clips
from posecheck.run.judging import Request
from posecheck.track import save
from tests.run.batch.seeing import FILES, OPTIONS, document, lasting, rows, score, times_of
from tests.run.blobs import write_blobs
from tests.run.true_tracks import true_track

ROOT = Path(__file__).resolve().parents[3]


def test_every_clip_has_its_folder_its_rows_and_its_place_in_the_list(crew, clips, tmp_path):
    said = score(crew, [clips], tmp_path / "out")
    assert said.counts == {
        "clips": 3,
        "done": 3,
        "failed": 0,
        "open": 0,
        "fault": 0,
        "unsure": 3,
        "borderline": 0,
        "good": 0,
    }
    folders = {name: one["folder"] for name, one in said.clips.items()}
    assert folders == {"a.mp4": "a.mp4", "b/a.mp4": "b_a.mp4", "b/c.mp4": "b_c.mp4"}
    for folder in folders.values():
        assert {path.name for path in (said.folder / folder).iterdir()} - {
            "stills",
            "thumbnail.jpg",
        } == FILES
    assert {row["clip"] for row in rows(said.folder)} == set(folders)
    assert {row["criterion"] for row in rows(said.folder)} > {"trunk-lean", "cadence"}
    assert sorted(name for name, _ in said.told) == sorted(folders)


def test_what_is_finished_is_not_done_again(crew, clips, tmp_path):
    before = times_of(score(crew, [clips], tmp_path / "out").folder)
    again = score(crew, [clips], tmp_path / "out")
    assert times_of(again.folder) == before
    assert again.counts["done"] == 3


def test_only_what_changed_is_done_again_in_its_own_folder(crew, clips, tmp_path):
    out = score(crew, [clips], tmp_path / "out").folder
    before = times_of(out)
    write_blobs(clips / "b/a.mp4", [0.4] * 30)
    write_blobs(clips / "d.mp4", [0.4] * 8)
    (out / "a.mp4/notes.txt").write_text("mine")
    after = times_of(score(crew, [clips], out).folder)
    assert {name for name in after if after[name] != before.get(name)} == {"b_a.mp4", "d.mp4"}
    assert (out / "a.mp4/notes.txt").read_text() == "mine"


@pytest.mark.parametrize("changes", [{"blur_face": True}, {"force": True}, {"time_scale": 2.0}])
def test_other_settings_are_another_result_and_force_begins_anew(crew, clips, tmp_path, changes):
    before = times_of(score(crew, [clips], tmp_path / "out").folder)
    after = times_of(score(crew, [clips], tmp_path / "out", **changes).folder)
    assert set(after) == set(before)
    assert all(after[name] != before[name] for name in after)


def test_a_folder_that_lost_a_file_is_made_again(crew, clips, tmp_path):
    out = score(crew, [clips], tmp_path / "out").folder
    (out / "a.mp4/report.html").unlink()
    (out / "b_c.mp4/result.json").write_text("{")
    score(crew, [clips], out)
    assert (out / "a.mp4/report.html").is_file()
    assert {row["clip"] for row in rows(out)} == {"a.mp4", "b/a.mp4", "b/c.mp4"}


def test_what_somebody_else_laid_there_is_not_touched(crew, clips, tmp_path):
    (tmp_path / "out/a.mp4").mkdir(parents=True)
    (tmp_path / "out/a.mp4/precious.txt").write_text("mine")
    said = score(crew, [clips], tmp_path / "out")
    assert said.counts["failed"] == 1
    assert "something else than a result" in said.clips["a.mp4"]["reason"]
    assert (tmp_path / "out/a.mp4/precious.txt").read_text() == "mine"


def test_results_are_those_of_the_same_clip_by_itself(crew, clips, tmp_path):
    from dataclasses import replace

    out = score(crew, [clips], tmp_path / "out").folder
    options = replace(OPTIONS, out=tmp_path / "alone")
    list(judge_clips([clips / "b/c.mp4"], options, lambda *words: None, crew))
    alone, among = lasting(tmp_path / "alone"), lasting(out / "b_c.mp4")
    assert alone["result.json"] == among["result.json"]
    assert alone["measures.csv"] == among["measures.csv"]
    assert (tmp_path / "alone/track.npz").read_bytes() == (out / "b_c.mp4/track.npz").read_bytes()


def test_clips_of_a_group_are_judged_together_as_their_table_says(crew, clips, tmp_path):
    table = clips / "list.csv"
    table.write_text(
        "clip;check;person;height;date;notes;group\n"
        "a.mp4;running;Ann;170;2026-01-02;=1+1;ann\n"
        "b/a.mp4;;;;;;ann\n"
        "b/c.mp4;wall-posture;Bob;;2026-02-03;;\n"
    )
    said = score(crew, [table], tmp_path / "out", request=Request())
    assert {name: one["check"] for name, one in said.clips.items()} == {
        "ann": "running",
        "b/c.mp4": "wall-posture",
    }
    assert said.clips["ann"]["person"] == "Ann"
    assert (said.folder / "ann/clip-2/track.npz").is_file()
    assert {(row["person"], row["notes"]) for row in rows(said.folder)} == {
        ("Ann", "'=1+1"),
        ("Bob", ""),
    }


def test_a_clip_that_fails_is_named_with_its_reason_and_the_others_are_done(crew, clips, tmp_path):
    (clips / "text.mp4").write_text("hello")
    (clips / "empty.mp4").touch()
    (clips / "gone.mp4").symlink_to("nowhere")
    os.mkfifo(clips / "pipe.mp4")
    (clips / "notes.txt").write_text("x")
    said = score(crew, [clips], tmp_path / "out")
    reasons = {name: one["reason"] for name, one in said.clips.items() if one["reason"]}
    assert set(reasons) == {"text.mp4", "empty.mp4", "gone.mp4", "pipe.mp4"}
    assert "0 bytes" in reasons["empty.mp4"]
    assert "no ordinary file" in reasons["pipe.mp4"]
    assert said.counts["done"] == 3
    assert [one["file"] for one in document(said.folder)["left_out"]] == ["notes.txt"]
    assert {row["clip"] for row in rows(said.folder) if row["status"] == "failed"} == set(reasons)
    assert {row["verdict"] for row in rows(said.folder) if row["status"] == "failed"} == {""}


HOSTILE = (
    *("=1+1.mp4", "+x.mp4", "@x.mp4", "-x.mp4", "quo\"te's.mp4", "new\nline.mp4", "tab\t.mp4"),
    *("<script>alert(1)<x>.mp4", "a,b;c.mp4", "CON.mp4", "x" * 246 + ".mp4", "ä ö 中文.mp4"),
    *("summary.csv.mp4", "a..mp4", "100%.mp4", "back\\slash.mp4"),
)


def test_hostile_names_neither_stop_it_nor_reach_a_spreadsheet_or_a_page(crew, clips, tmp_path):
    clip = (clips / "a.mp4").read_bytes()
    for number, name in enumerate(HOSTILE):
        write_blobs(tmp_path / "x.mp4", [0.5] * (5 + number % 3))
        (clips / name).write_bytes((tmp_path / "x.mp4").read_bytes())
    Path(os.fsdecode(os.fsencode(clips) + b"/not\xff\xfeutf.mp4")).write_bytes(clip)
    out = tmp_path / "out"
    said = score(crew, [clips], out)
    assert said.counts["failed"] == 0, said.told
    assert said.counts["done"] == 3 + len(HOSTILE) + 1
    folders = [one["folder"] for one in said.clips.values()]
    assert len(set(folders)) == len(folders)
    assert all((out / folder).parent == out for folder in folders)
    for row in rows(out):
        assert not [cell for cell in row.values() if _runs(cell)]
    assert "<script>alert" not in (out / "summary.html").read_text(encoding="utf-8")
    before = times_of(out)
    score(crew, [clips], out)
    assert times_of(out) == before


def _runs(cell):
    """Whether a spreadsheet would run a cell: it looks like a formula and is no number."""
    return bool(re.match(r"\s*[=+@-]", cell)) and not re.fullmatch(r"-?[\d.]+(e-?\d+)?", cell)


def test_everybody_is_compared_with_the_person_standing_where_that_is_given(crew, clips, tmp_path):
    baseline = tmp_path / "standing.npz"
    save(true_track("wall-posture-good"), baseline)
    out = score(crew, [clips / "a.mp4"], tmp_path / "out", baseline=baseline).folder
    result = json.loads((out / "a.mp4/result.json").read_text())
    assert result["settings"]["baseline"] == "standing.npz"


def test_a_path_that_leads_nowhere_stops_before_anything_is_written(crew, tmp_path):
    with pytest.raises(SourceError, match=r"gone.*check the name"):
        score(crew, [tmp_path / "gone"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_results_in_the_folder_itself_are_not_taken_for_clips(crew, clips):
    before = score(crew, [clips], clips / "out", annotate=True).counts
    assert score(crew, [clips], clips / "out", annotate=True).counts == before
