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


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_list_may_be_written_as_any_shell_writes_it(tree, names, coding):
    (tree / "fußweg.mp4").write_bytes(MP4)
    lead = "\ufeff" if coding == "utf-16-be" else ""
    (tree / "list.txt").write_bytes(f"{lead}a.mp4\r\nfußweg.mp4\r\n".encode(coding))
    assert names(tree / "list.txt") == ["a.mp4", "fußweg.mp4"]


@pytest.mark.parametrize("content", [b"a.mp4\nb\0.mp4\n", "a.mp4\nb.mp4\n".encode("utf-16-le")])
def test_a_list_with_a_nul_is_refused(tree, tmp_path, content):
    (tree / "list.txt").write_bytes(content)
    with pytest.raises(SourceError, match=r"list\.txt', line \d: holds a NUL; save it as plain"):
        listed([tree / "list.txt"], tmp_path / "out")


def test_what_begins_with_a_hash_is_a_remark_unless_a_clip_is_called_so(tree, names):
    (tree / "#1.mp4").write_bytes(MP4)
    (tree / "list.m3u").write_text("#EXTM3U\n#EXTINF:10,first\na.mp4\n#1.mp4\n")
    assert names(tree / "list.m3u") == ["#1.mp4", "a.mp4"]


def test_what_a_list_names_and_is_not_there_is_a_clip_that_fails(tree, tmp_path):
    (tree / "list.txt").write_text("gone.mp4\nb\n")
    problems = [item.problem for item in listed([tree / "list.txt"], tmp_path / "out").items]
    assert "is a folder" in problems[0]
    assert "no such file" in problems[1]


def test_a_clip_named_twice_is_judged_once_as_the_table_says(tree, tmp_path):
    (tree / "table.csv").write_text("clip,person\na.mp4,Ann\n")
    items = listed([tree, tree / "table.csv", tree / "a.mp4"], tmp_path / "out").items
    assert [item.asked.person for item in items if item.files[0].name == "a.mp4"] == ["Ann"]


def test_lines_that_say_the_same_of_a_clip_are_one(tree, names):
    (tree / "table.csv").write_text("clip,check\na.mp4,\na.mp4,running\n./a.mp4,running\na.mp4,\n")
    assert names(tree / "table.csv") == ["a.mp4"]


def test_two_checks_for_one_clip_are_refused_with_their_lines(tree, tmp_path):
    (tree / "table.csv").write_text("clip,check\na.mp4,running\nb/c.MOV,\n./a.mp4,plank\n")
    said = r"table\.csv', line 4: says of '\./a\.mp4' something else than .*table\.csv', line 2"
    with pytest.raises(SourceError, match=said):
        listed([tree / "table.csv"], tmp_path / "out")


def test_two_tables_that_ask_for_two_checks_of_one_clip_are_refused(tree, tmp_path):
    for name, check in (("one.csv", "running"), ("two.csv", "plank")):
        (tree / name).write_text(f"clip,check\na.mp4,{check}\n")
    with pytest.raises(SourceError, match=r"two\.csv', line 2: .* than .*one\.csv', line 2"):
        listed([tree / "one.csv", tree / "two.csv"], tmp_path / "out")


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


def test_a_group_that_asks_for_two_checks_is_refused_with_its_lines(tree, tmp_path):
    rows = ("a.mp4,g,", "b/c.MOV,g,running", "b/d/e.webm,g,wall-posture")
    (tree / "table.csv").write_text("\n".join(["clip,group,check", *rows]))
    said = (
        r"table\.csv', line 4: asks for wall-posture in the group 'g', and "
        r".*table\.csv', line 3 for running; .* one check"
    )
    with pytest.raises(SourceError, match=said):
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
