import errno
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from posecheck.errors import OutputError
from posecheck.run.folder import NAME_BYTES, ResultFolder, folder_name


def fill(folder, sha256="aa", text="x"):
    (folder.work / "result.json").write_text(json.dumps({"source": {"sha256": sha256}}))
    (folder.work / "measures.csv").write_text(text)


def judged(out, sha256="aa", text="x", *, force=False):
    with ResultFolder("run.mp4", sha256, out=out, force=force) as folder:
        fill(folder, sha256, text)
    return folder.path


def judged_half(out, trouble, *, force=False):
    with ResultFolder("run.mp4", "aa", out=out, force=force) as folder:
        fill(folder, text="half")
        raise trouble


def names(parent):
    return sorted(path.name for path in parent.iterdir())


def test_a_finished_folder_is_in_its_place_and_nothing_else_is(tmp_path):
    assert judged(tmp_path / "out") == tmp_path / "out"
    assert names(tmp_path) == ["out"]
    assert names(tmp_path / "out") == ["measures.csv", "result.json"]


def test_nothing_is_in_place_before_the_end(tmp_path):
    with ResultFolder("run.mp4", "aa", out=tmp_path / "out") as folder:
        fill(folder)
        assert not (tmp_path / "out").exists()


def test_the_default_is_named_after_the_file_with_its_extension(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with ResultFolder("../clips/run.mp4", "aa") as folder:
        fill(folder)
    assert folder.path.as_posix() == "posecheck-results/run.mp4"
    assert folder.path.is_dir()


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, ValueError, OutputError])
def test_trouble_leaves_nothing_behind(tmp_path, trouble):
    with pytest.raises(trouble):
        judged_half(tmp_path / "out", trouble)
    assert names(tmp_path) == []


def test_an_existing_result_of_the_same_file_needs_force(tmp_path):
    judged(tmp_path / "out", text="older")
    with pytest.raises(OutputError, match="--force"):
        judged(tmp_path / "out", text="newer")
    assert (tmp_path / "out/measures.csv").read_text() == "older"
    assert judged(tmp_path / "out", text="newer", force=True) == tmp_path / "out"
    assert (tmp_path / "out/measures.csv").read_text() == "newer"
    assert names(tmp_path) == ["out"]


def test_force_drops_older_files_of_ours_and_keeps_those_of_the_user(tmp_path):
    place = judged(tmp_path / "out")
    for name in ("report.html", "annotated.jpg", "notes.txt"):
        (place / name).touch()
    (place / "clip-3").mkdir()  # of a group that had a clip more
    judged(tmp_path / "out", force=True)
    assert names(place) == ["measures.csv", "notes.txt", "result.json"]


def test_trouble_with_force_keeps_the_older_result(tmp_path):
    judged(tmp_path / "out", text="older")
    with pytest.raises(KeyboardInterrupt):
        judged_half(tmp_path / "out", KeyboardInterrupt, force=True)
    assert (tmp_path / "out/measures.csv").read_text() == "older"
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("force", [False, True])
def test_another_source_gets_a_number(tmp_path, force):
    assert judged(tmp_path / "out", "aa", "a") == tmp_path / "out"
    assert judged(tmp_path / "out", "bb", "b", force=force) == tmp_path / "out-2"
    assert judged(tmp_path / "out", "cc", "c", force=force) == tmp_path / "out-3"
    assert [(tmp_path / n / "measures.csv").read_text() for n in names(tmp_path)] == ["a", "b", "c"]


def test_a_numbered_result_of_the_same_file_is_found_again(tmp_path):
    judged(tmp_path / "out", "aa")
    judged(tmp_path / "out", "bb")
    with pytest.raises(OutputError, match=r"out-2: .*--force"):
        judged(tmp_path / "out", "bb")
    assert judged(tmp_path / "out", "bb", force=True) == tmp_path / "out-2"


def test_two_runs_at_once_never_share_a_folder(tmp_path):
    with ResultFolder("run.mp4", "aa", out=tmp_path / "out") as first:
        fill(first)
        assert judged(tmp_path / "out", "bb", "b") == tmp_path / "out"
    assert first.path == tmp_path / "out-2"


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_with_other_things_is_never_touched(tmp_path, force):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError, match="--out"):
        judged(tmp_path, force=force)
    assert names(tmp_path) == ["thesis.txt"]


def test_a_default_place_with_other_things_gets_a_number(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "posecheck-results/run.mp4").mkdir(parents=True)
    (tmp_path / "posecheck-results/run.mp4/notes").touch()
    with ResultFolder("run.mp4", "aa") as folder:
        fill(folder)
    assert folder.path.name == "run.mp4-2"


def test_an_empty_folder_is_used(tmp_path):
    (tmp_path / "out").mkdir()
    assert judged(tmp_path / "out") == tmp_path / "out"


def test_a_link_to_a_folder_stays_and_the_results_come_where_it_points(tmp_path):
    there, link = tmp_path / "large disk/results", tmp_path / "here/results"
    judged(there)
    (there / "notes.txt").write_text("mine")
    link.parent.mkdir()
    link.symlink_to(there, target_is_directory=True)
    judged(link, text="new", force=True)
    assert link.is_symlink()
    assert names(there) == ["measures.csv", "notes.txt", "result.json"]
    assert (there / "measures.csv").read_text() == "new"
    assert names(link.parent) == ["results"]
    assert names(there.parent) == ["results"]


@pytest.mark.parametrize("below", ["", "stills"])
def test_the_folder_one_is_in_is_not_taken_away(tmp_path, monkeypatch, below):
    judged(tmp_path / "out")
    (tmp_path / "out/stills").mkdir()
    monkeypatch.chdir(tmp_path / "out" / below)
    with pytest.raises(OutputError, match="you are in this folder"):
        judged(Path("..") if below else Path(), force=True)
    assert "measures.csv" in names(tmp_path / "out")


def test_a_file_in_the_way_is_an_output_error(tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(OutputError, match="--out"):
        judged(tmp_path / "out")
    with pytest.raises(OutputError, match="--out"):
        judged(tmp_path / "out" / "deeper")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"source": 1}', "\x00"])
def test_a_broken_result_there_is_not_ours_to_replace(tmp_path, content):
    (tmp_path / "out").mkdir()
    (tmp_path / "out/result.json").write_text(content)
    with pytest.raises(OutputError, match="--out"):
        judged(tmp_path / "out", force=True)
    assert (tmp_path / "out/result.json").read_text() == content


def test_a_full_disk_is_one_line_and_leaves_nothing(tmp_path):
    with pytest.raises(OutputError, match=r"No space.*--out") as caught:
        judged_half(tmp_path / "out", OSError(errno.ENOSPC, "No space left on device"))
    assert "\n" not in str(caught.value)
    assert names(tmp_path) == []


def test_an_error_that_is_not_the_disk_is_passed_on(tmp_path):
    with pytest.raises(FileNotFoundError):
        judged_half(tmp_path / "out", FileNotFoundError(errno.ENOENT, "gone"))


KILLED = """
import sys, time
from pathlib import Path
from posecheck.run.folder import ResultFolder
with ResultFolder("run.mp4", "aa", out=Path(sys.argv[1])) as folder:
    (folder.work / "measures.csv").write_text("half")
    print("ready", flush=True)
    time.sleep(60)
"""


def test_what_a_killed_run_left_is_cleared_away_but_not_what_a_running_one_needs(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path / "out")], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"ready\n"
        (left,) = tmp_path.iterdir()
        old = time.time() - 60
        os.utime(left, (old, old))
        judged(tmp_path / "other")
        assert sorted(names(tmp_path)) == sorted([left.name, "other"])
        process.kill()
        process.wait()
    os.utime(left, (old, old))
    judged(tmp_path / "third", "bb")
    assert names(tmp_path) == ["other", "third"]


def test_a_result_that_a_killed_run_was_replacing_comes_back(tmp_path):
    judged(tmp_path / "out", text="older")
    (tmp_path / "out").rename(tmp_path / ".posecheck-replaced-out")
    judged(tmp_path / "new", "bb")
    assert names(tmp_path) == ["new", "out"]
    assert (tmp_path / "out/measures.csv").read_text() == "older"


ONE_OF_MANY = """
import json, sys
from pathlib import Path
from posecheck.run.folder import ResultFolder
with ResultFolder("run.mp4", sys.argv[2], out=Path(sys.argv[1])) as folder:
    (folder.work / "result.json").write_text(json.dumps({"source": {"sha256": sys.argv[2]}}))
    print("ready", flush=True)
    sys.stdin.read()
"""


def test_processes_at_once_all_keep_their_results(tmp_path):
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", ONE_OF_MANY, str(tmp_path / "out"), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for name in ("aa", "bb", "cc")
    ]
    for run in runs:
        assert run.stdout.readline() == b"ready\n"
    for run in runs:
        run.communicate()
    assert names(tmp_path) == ["out", "out-2", "out-3"]
    results = [json.loads((tmp_path / n / "result.json").read_text()) for n in names(tmp_path)]
    assert {result["source"]["sha256"] for result in results} == {"aa", "bb", "cc"}


HOSTILE = [
    "../../etc/passwd", "..", ".", "", "a\nb.mp4", '"quoted"\'.mp4', "<script>alert(1)</script>",
    "=cmd|calc", "-rf", "x" * 250 + ".mp4", "ä" * 250, "\udcff\udcfe.mp4",
    "CON", "nul.txt", "a/b\\c.mp4", "~root", "space .mp4 ", "trailing...", "\u202egpm.4",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_makes_a_harmless_folder(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    with ResultFolder(name, "aa") as folder:
        fill(folder)
    assert folder.path.resolve().parent == tmp_path / "posecheck-results"
    assert names(tmp_path) == ["posecheck-results"]


@given(st.text(st.characters()))
@example("x" * 250)
def test_a_folder_name_is_short_printable_and_one_part(name):
    made = folder_name(name)
    assert 0 < len(made.encode()) <= NAME_BYTES
    assert made.isprintable()
    assert not set('/\\<>:"|?*') & set(made)
    assert made[0] not in ".-=+@~ "
    assert made[-1] not in ". "


def test_long_names_that_differ_at_the_end_stay_apart():
    assert folder_name("x" * 250 + "a") != folder_name("x" * 250 + "b")


def test_an_ordinary_name_is_kept():
    assert folder_name("Läufer 2 (side).mp4") == "Läufer 2 (side).mp4"


def test_leftovers_stay_where_somebody_else_sweeps(tmp_path):
    left = tmp_path / ".posecheck-partial-old"
    left.mkdir()
    os.utime(left, (0, 0))
    with ResultFolder("a.mp4", "1", out=tmp_path / "a", swept=True):
        pass
    assert left.is_dir()
    with ResultFolder("b.mp4", "1", out=tmp_path / "b"):
        pass
    assert not left.exists()


def test_an_older_result_of_the_same_clip_is_replaced_where_the_caller_knows_it(tmp_path):
    for sha256, text in (("1", "old"), ("2", "new")):
        with ResultFolder(
            "a.mp4", sha256, out=tmp_path / "a", force=True, replaces=lambda place: True
        ) as folder:
            (folder.work / "result.json").write_text(f'{{"source": {{"sha256": "{sha256}"}}}}')
            (folder.work / "reps.csv").write_text(text)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a/reps.csv").read_text() == "new"
