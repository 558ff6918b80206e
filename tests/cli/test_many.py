"""The command for many clips, with the real model: what it prints, writes and exits with."""

import csv
import json
import resource
import sys

import pytest

from posecheck.cli.many import BatchProgress, state_line
from posecheck.run.batch.lists import Item
from posecheck.run.batch.tasks import Failed, Finished
from posecheck.run.batch.watch import State
from tests.cli.clips import empty, pictures, write
from tests.cli.command import apart, posecheck

pytestmark = pytest.mark.model


@pytest.fixture
def clips(here):
    (here / "clips/sub").mkdir(parents=True)
    write(here / "clips/a.mp4", pictures(length=16))
    write(here / "clips/sub/a.mp4", pictures(length=12))
    return here / "clips"


def lines_but_time(path):
    return [line for line in path.read_text().splitlines() if '"created"' not in line]


def test_each_clip_gets_what_video_gives_it_and_all_one_summary(here, clips):
    (clips / "text.mp4").write_text("hello")
    (clips / "notes.md").write_text("left knee")
    said = apart("batch", "clips", "--out", "out", "--no-annotate", cwd=here)
    assert said.status == 3
    counts, left_out, page = said.out.splitlines()
    assert (counts, page) == ("3 clips: 2 unsure, 1 failed", "Summary: out/summary.html")
    assert left_out.startswith("1 file is no clip; batch.json names")
    assert [line.split(" ")[0] for line in said.err.splitlines()] == ["[1/3]", "[2/3]", "[3/3]"]
    assert "text.mp4: FAILED" in said.err
    assert posecheck("video", "clips/a.mp4", "--out", "alone", "--no-annotate").status == 0
    assert lines_but_time(here / "out/a.mp4/result.json") == lines_but_time(
        here / "alone/result.json"
    )
    with (here / "out/summary.csv").open(newline="") as file:
        assert {row["clip"] for row in csv.DictReader(file)} == {"a.mp4", "sub/a.mp4", "text.mp4"}


def test_run_again_it_goes_on_and_says_the_same(here, clips):
    first = posecheck("batch", "clips", "--out", "out", "--no-annotate", "--json")
    assert first.status == 0
    written = (here / "out/a.mp4/result.json").stat().st_mtime_ns
    again = posecheck("batch", "clips", "--out", "out", "--no-annotate", "--json")
    assert json.loads(again.out)["clips"] == json.loads(first.out)["clips"]
    assert (here / "out/a.mp4/result.json").stat().st_mtime_ns == written


WRONG = {
    ("clips",): "--out",
    ("gone", "--out", "out"): "check the name",
    ("gone*", "--out", "out"): "matches no file",
    ("clips", "--out", "out", "--check", "runing"): "did you mean running?",
    ("clips", "--out", "out", "--workers", "0"): "--workers",
    ("clips", "--out", "out", "--baseline", "gone.npz"): "gone.npz",
    ("clips", "--out", "clips/a.mp4"): "cannot be written",
    ("bad.csv", "--out", "out"): "columns can be clip, check",
    ("clips", "--out", "out", "--address", "a:1"): "--engine ray",
    ("clips", "--out", "out", "--engine", "spark"): "'local', 'ray'",
}


@pytest.mark.parametrize(("words", "remedy"), WRONG.items(), ids=map(" ".join, WRONG))
def test_a_wrong_request_stops_before_the_first_clip(here, clips, words, remedy):
    (here / "bad.csv").write_text("clip,hight\na.mp4,180\n")
    assert remedy in posecheck("batch", *words).complaint
    assert not list(here.glob("out/*/*"))


def test_a_full_disk_stops_it_with_one_line_and_keeps_what_is_finished(here, clips):
    empty(clips / "b.mp4")
    assert posecheck("batch", "clips/b.mp4", "--out", "out", "--no-annotate").status == 0
    before = (here / "out/summary.csv").read_bytes()

    def full():
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    said = apart("batch", "clips", "--out", "out", "--no-annotate", cwd=here, preexec_fn=full)
    assert said.status == 2
    complaints = [line for line in said.err.splitlines() if line.startswith("posecheck: ")]
    assert len(complaints) == 1, said.err  # besides how far it is, which a stalled machine is told
    assert "cannot be written (File too large)" in complaints[0]
    assert "Traceback" not in said.err, said.err
    assert (here / "out/b.mp4/result.json").is_file()
    assert (here / "out/summary.csv").read_bytes() == before
    assert not list((here / "out").glob(".posecheck-partial*"))


STATE = State(40, 12, 1, 600.0, 1800.0, ("a.mp4", "b/c.mp4"), 20.0)


def test_progress_says_how_fast_what_is_running_and_what_is_left():
    assert state_line(STATE) == (
        "12 of 40 clips  1 failed  30 frames/s  40 s left  now a.mp4, b/c.mp4"
    )


def test_a_log_gets_a_line_a_clip(capsys):
    progress = BatchProgress()
    item = Item((), "=a\n.mp4")
    progress.state(STATE)
    progress.ended(item, Finished("a.mp4", "good", 30, ""), STATE)
    progress.ended(item, Failed("no clip"), STATE)
    progress.end()
    assert capsys.readouterr().err.splitlines() == [
        "[12/40] =a\N{REPLACEMENT CHARACTER}.mp4: good",
        "[12/40] =a\N{REPLACEMENT CHARACTER}.mp4: FAILED: no clip",
    ]


def test_a_batch_that_is_stopped_says_what_is_kept(capsys):
    progress = BatchProgress()
    progress.stopped()
    assert capsys.readouterr().err == ""
    progress.ended(Item((), "a.mp4"), Finished("a.mp4", "good", 30, ""), STATE)
    progress.stopped()
    assert "12 of 40 clips are done and kept; run the same" in capsys.readouterr().err


def test_a_terminal_gets_a_line_that_is_written_over(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    progress = BatchProgress()
    progress.state(STATE)
    progress.end()
    said = capsys.readouterr().err
    assert said.startswith("\r12 of 40 clips")
    assert said.endswith("\r")
    assert "\n" not in said
