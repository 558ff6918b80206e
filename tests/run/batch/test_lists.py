"""Which clips a folder, a glob, a list and a table point at, and what becomes of the rest."""

import os

import pytest

from posecheck.errors import SourceError
from posecheck.run.batch.lists import listed

MP4 = b"\x00\x00\x00\x18ftypisom" + bytes(20)


@pytest.fixture
def tree(tmp_path):
    for name in ("a.mp4", "b/c.MOV", "b/d/e.webm", "b/without-suffix", "notes.txt", ".hidden.mp4"):
        path = tmp_path / "clips" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"words" if name == "notes.txt" else MP4)
    return tmp_path / "clips"


@pytest.fixture
def names(tmp_path):
    def of(*paths):
        return [item.name for item in listed(paths, tmp_path / "out").items]

    return of


def test_a_folder_gives_all_clips_in_it_by_name_or_content(tree, tmp_path, names):
    assert names(tree) == ["a.mp4", "b/c.MOV", "b/d/e.webm", "b/without-suffix"]
    asides = listed([tree], tmp_path / "out").asides
    assert {one.name: one.reason for one in asides} == {
        ".hidden.mp4": "a hidden file",
        "notes.txt": "no video by its name or content",
    }


def test_results_are_no_clips(tree, names):
    (tree / "posecheck-results/a.mp4").mkdir(parents=True)
    (tree / "posecheck-results/a.mp4/result.json").write_text("{}")
    (tree / "posecheck-results/a.mp4/annotated.mp4").write_bytes(MP4)
    assert not [name for name in names(tree) if "annotated" in name]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.mp4", ["a.mp4"]),
        ("b/*.MOV", ["c.MOV"]),
        ("**/*.webm", ["b/d/e.webm"]),
        ("b/*", ["c.MOV", "e.webm", "without-suffix"]),
    ],
)
def test_a_glob_gives_what_it_matches(tree, names, pattern, found):
    assert names(tree / pattern) == found


def test_brackets_in_a_name_that_exists_are_no_pattern(tree, names):
    (tree / "[x]*.mp4").write_bytes(MP4)
    assert names(tree / "[x]*.mp4") == ["[x]*.mp4"]


def test_a_list_gives_a_clip_a_line_from_its_own_folder(tree, names):
    (tree / "list.txt").write_text("a.mp4\n\n  b/c.MOV  \n../clips/b/d/e.webm\n")
    assert names(tree / "list.txt") == ["../clips/b/d/e.webm", "a.mp4", "b/c.MOV"]


def test_what_a_list_names_and_is_not_there_is_a_clip_that_fails(tree, tmp_path):
    (tree / "list.txt").write_text("gone.mp4\nb\n")
    problems = [item.problem for item in listed([tree / "list.txt"], tmp_path / "out").items]
    assert "is a folder" in problems[0]
    assert "no such file" in problems[1]


def test_a_clip_named_twice_is_judged_once_as_the_table_says(tree, tmp_path):
    (tree / "table.csv").write_text("clip,person\na.mp4,Ann\n")
    items = listed([tree, tree / "table.csv", tree / "a.mp4"], tmp_path / "out").items
    assert [item.asked.person for item in items if item.files[0].name == "a.mp4"] == ["Ann"]


def test_clips_of_one_name_get_folders_of_their_own(tmp_path):
    for name in ("x/run.mp4", "y/run.mp4", "y/RUN.mp4", "summary.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(MP4)
    paths = [tmp_path / "x", tmp_path / "y"]
    places = [item.place for item in listed(paths, tmp_path / "out").items]
    assert len({place.casefold() for place in places}) == 3
    again = [item.place for item in listed(paths[::-1], tmp_path / "out").items]
    assert again == places


def test_a_group_is_one_item_with_the_first_clip_first(tree, tmp_path):
    (tree / "table.csv").write_text(
        "clip,group,person,notes\nb/c.MOV,g,,x\na.mp4,g,Ann,y\nb/d/e.webm,,,\n"
    )
    first, second = listed([tree / "table.csv"], tmp_path / "out").items
    assert (first.name, second.name, second.place) == ("b/d/e.webm", "g", "g")
    assert [file.name for file in second.files] == ["c.MOV", "a.mp4"]
    assert (second.asked.person, second.asked.notes) == ("Ann", "x; y")


def test_a_group_that_asks_for_two_checks_is_refused(tree, tmp_path):
    (tree / "table.csv").write_text("clip,group,check\na.mp4,g,running\nb/c.MOV,g,wall-posture\n")
    with pytest.raises(SourceError, match="one check"):
        listed([tree / "table.csv"], tmp_path / "out")


@pytest.mark.parametrize("name", ["gone", "gone*.mp4", "empty"])
def test_where_there_is_no_clip_it_says_so(tmp_path, name):
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match=name.replace("*", r"\*")):
        listed([tmp_path / name], tmp_path / "out")


def test_results_are_not_written_among_the_clips(tree):
    with pytest.raises(SourceError, match="name another --out"):
        listed([tree], tree)


def test_a_folder_that_cannot_be_read_is_accounted_for(tree, tmp_path, monkeypatch):
    def walk(top, onerror):
        onerror(PermissionError(13, "Permission denied", str(tree / "b")))
        yield str(tree), [], ["a.mp4"]

    monkeypatch.setattr(os, "walk", walk)
    items = listed([tree], tmp_path / "out").items
    assert [item.problem is None for item in items] == [False, True]
    assert "cannot be read (Permission denied)" in items[0].problem
