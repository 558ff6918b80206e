"""Wrong input and wrong requests: one line that names the file and the remedy, and no trace."""

import json
import os
import pickle
import resource
import shutil

import numpy as np
import pytest

from posecheck.shipped import shipped
from tests.capture.pattern import write_sound
from tests.cli.clips import empty
from tests.cli.command import apart, posecheck
from tests.cli.tracks import LENGTH, fields, true_track, write_fields

EVEN = np.arange(LENGTH) / 30


@pytest.fixture
def clip(tmp_path):
    return empty(tmp_path / "clip.mp4")


def missing(path):
    """Leave the file out."""


def header_only(path):
    path.write_bytes(shipped("samples/wall-posture-good.mp4").read_bytes()[:900])


WRONG_CLIPS = {
    "missing": (missing, "check the name"),
    "folder": (lambda path: path.mkdir(), "name the clip itself"),
    "zero bytes": (lambda path: path.write_bytes(b""), "copy or export"),
    "text": (lambda path: path.write_text("hello\n" * 99), "export it as MP4"),
    "photo": (
        lambda path: shutil.copy(shipped("samples/photo-standing-front.jpg"), path),
        "posecheck image",
    ),
    "header only": (header_only, "copy or export"),
    "sound": (write_sound, "with its video"),
}


@pytest.mark.parametrize(("make", "remedy"), WRONG_CLIPS.values(), ids=WRONG_CLIPS)
def test_what_is_no_clip_is_named_with_the_remedy(tmp_path, here, make, remedy):
    path = tmp_path / "run.mp4"
    make(path)
    complaint = posecheck("video", path).complaint
    assert "run.mp4" in complaint
    assert remedy in complaint
    assert list(here.iterdir()) == []


def test_several_clips_are_looked_at_before_the_first_is_judged(here, clip):
    assert "gone.mp4" in posecheck("video", clip, "gone.mp4").complaint
    assert list(here.iterdir()) == []


def test_a_photo_among_clips_is_found_before_the_first_is_judged(here, clip, tmp_path):
    photo = shutil.copy(shipped("samples/photo-standing-front.jpg"), tmp_path / "me.jpg")
    assert "posecheck image" in posecheck("video", clip, photo).complaint
    assert list(here.iterdir()) == []


def test_a_file_whose_name_looks_like_an_option_is_told_how_to_be_written(here):
    (here / "-run.mp4").write_text("")
    assert "./-run.mp4" in posecheck("video", "-run.mp4").complaint


def test_a_pipe_is_no_track(here, tmp_path):
    os.mkfifo(tmp_path / "track.npz")
    assert "pipe or a device" in posecheck("score", tmp_path / "track.npz").complaint
    assert list(here.iterdir()) == []


def test_the_same_clip_twice_is_refused(here, clip, tmp_path):
    copy = shutil.copy(clip, tmp_path / "copy.mp4")
    for words in ((clip, clip), (clip, copy), (clip, copy, "--together")):
        assert "give it once" in posecheck("video", *words, "--force").complaint
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "remedy"),
    [
        ("gone.jpg", None, "check the name"),
        ("empty.jpg", b"", "copy or export"),
        ("text.jpg", b"hello" * 99, "export it as JPEG"),
        ("clip.jpg", "samples/wall-posture-good.mp4", "posecheck video"),
        ("half.jpg", "samples/photo-standing-front.jpg", None),
    ],
)
def test_what_is_no_photo_is_named_with_the_remedy(tmp_path, here, name, content, remedy):
    path = tmp_path / name
    if isinstance(content, str):
        content = shipped(content).read_bytes()[: 200 if remedy is None else None]
    if content is not None:
        path.write_bytes(content)
    complaint = posecheck("image", path).complaint
    assert name in complaint
    assert (remedy or "export") in complaint
    assert list(here.iterdir()) == []


WRONG_WORDS = {
    ("--check", "runing"): "did you mean running?",
    ("--check", "xyzzy"): "posecheck checks lists them",
    ("--option", "stage"): "KEY=VALUE",
    ("--option", "stage=2"): "--check",
    ("--check", "running", "--option", "stage=2"): "no option 'stage'",
    ("--view", "moon"): "'side-left', 'side-right', 'front', 'back'",
    ("--side", "up"): "'left', 'right'",
    ("--start", "99"): "correct --start",
    ("--start", "0.1", "--end", "0.05"): "--end must come after --start",
    ("--start", "-1"): "--start",
    ("--roll", "nan"): "--roll",
    ("--time-scale", "0"): "--time-scale",
    ("--height", "1.80"): "--height",
    ("--workers", "0"): "--workers",
    ("--subject", "3"): "number 3",
    ("--baseline", "gone.npz"): "gone.npz",
    ("--baseline", "gone.mp4"): "gone.mp4",
    ("--model", "gone.task"): "lite, full, heavy",
    ("--model", "heavy"): "posecheck models --fetch heavy",
    ("--bogus",): "video --help",
    ("--out",): "--out",
}


@pytest.mark.parametrize(("words", "remedy"), WRONG_WORDS.items(), ids=map(" ".join, WRONG_WORDS))
def test_a_wrong_request_is_refused_with_the_right_one(here, clip, words, remedy):
    assert remedy in posecheck("video", clip, *words).complaint
    assert list(here.iterdir()) == []


def test_a_baseline_in_which_nobody_stands_is_refused(here, clip, tmp_path):
    other = empty(tmp_path / "standing.mp4", 4)
    complaint = posecheck("video", clip, "--baseline", other).complaint
    assert "standing.mp4" in complaint
    assert "two seconds of quiet standing" in complaint
    assert list(here.iterdir()) == []


def test_a_model_of_unknown_content_is_refused_until_it_is_trusted(here, clip, tmp_path):
    bundle = shipped("models/pose_landmarker_full.task").read_bytes()
    changed = tmp_path / "other model.task"
    changed.write_bytes(bundle + b"\0")
    complaint = posecheck("video", clip, "--model", changed).complaint
    assert "SHA-256" in complaint
    assert f"posecheck models --trust '{changed}'" in complaint
    assert list(here.iterdir()) == []


def test_something_else_than_a_model_is_refused_even_when_trusted(clip):
    for words in (("video", clip, "--model", clip), ("models", "--trust", clip)):
        assert "not a pose bundle" in posecheck(*words).complaint


def test_an_existing_result_stays_unless_force_is_given(here, tmp_path):
    track = write_fields(tmp_path / "track.npz")
    assert posecheck("score", track, "--out", "result").status == 0
    before = (here / "result/result.json").read_bytes()
    assert "--force" in posecheck("score", track, "--out", "result").complaint
    assert (here / "result/result.json").read_bytes() == before
    assert posecheck("score", track, "--out", "result", "--force").status == 0
    assert [path.name for path in here.iterdir()] == ["result"]


def test_a_folder_of_the_users_own_is_never_written_into(here, tmp_path):
    (here / "thesis").mkdir()
    (here / "thesis/text.md").write_text("years of work")
    for force in ((), ("--force",)):
        words = ("score", write_fields(tmp_path / "track.npz"), "--out", "thesis", *force)
        assert "--out" in posecheck(*words).complaint
    assert [path.name for path in (here / "thesis").iterdir()] == ["text.md"]


def test_one_folder_for_several_clips_is_refused(here, clip, tmp_path):
    other = empty(tmp_path / "other.mp4", 4)
    assert "--together" in posecheck("video", clip, other, "--out", "x").complaint
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("command", ["video", "score"])
def test_an_output_folder_that_cannot_be_made_is_named(here, clip, tmp_path, command):
    source = clip if command == "video" else write_fields(tmp_path / "track.npz")
    (here / "file").write_text("")
    complaint = posecheck(command, source, "--out", "file/below").complaint
    assert "file/below" in complaint
    assert "--out" in complaint
    assert [path.name for path in here.iterdir()] == ["file"]


LONG = "a" * 300
TOO_LONG = {
    "image": ("image", LONG + ".jpg"),
    "score into": ("score", "TRACK", "--out", LONG),
    "report": ("report", LONG),
    "batch into": ("batch", "CLIP", "--out", LONG),
    "model": ("video", "CLIP", "--model", LONG),
}


@pytest.mark.parametrize("words", TOO_LONG.values(), ids=TOO_LONG)
def test_a_name_longer_than_any_file_can_have_is_one_line(here, clip, tmp_path, words):
    track = true_track(tmp_path / "track.npz")
    files = {"TRACK": track, "CLIP": clip}
    assert LONG[:200] in posecheck(*(files.get(word, word) for word in words)).complaint
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("bytes_left", [1000, 30_000])
def test_a_full_disk_leaves_nothing_half_written(here, tmp_path, bytes_left):
    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_left, bytes_left))

    track = true_track(tmp_path / "track.npz")
    complaint = apart("score", track, "--out", "result", preexec_fn=small_files).complaint
    assert complaint.startswith("result: cannot be written")
    assert list(here.iterdir()) == []


WRONG_TRACKS = {
    "no points": ({"points": None}, "no points"),
    "no time": ({"time_s": None}, "no time_s"),
    "no size": ({"size": None}, "no size"),
    "no meta": ({"meta": None}, "no meta"),
    "17 landmarks": ({"points": np.zeros((LENGTH, 17, 4))}, "(T, 33, 4)"),
    "no visibility": ({"points": np.zeros((LENGTH, 33, 3))}, "(T, 33, 4)"),
    "one frame flat": ({"points": np.zeros((33, 4))}, "(T, 33, 4)"),
    "no frames": ({"points": np.zeros((0, 33, 4)), "time_s": np.zeros(0)}, "no frames"),
    "words for points": ({"points": np.full((LENGTH, 33, 4), "x")}, "numbers"),
    "complex points": ({"points": np.zeros((LENGTH, 33, 4), complex)}, "numbers"),
    "objects": ({"points": np.array([{"x": 1}])}, "not a readable track"),
    "infinite points": ({"points": np.full((LENGTH, 33, 4), [np.inf, 0, 0, 1])}, "finite"),
    "visibility of 3": ({"points": np.full((LENGTH, 33, 4), 3.0)}, "visibility"),
    "NaN visibility": ({"points": np.full((LENGTH, 33, 4), np.nan)}, "visibility"),
    "short time": ({"time_s": EVEN[1:]}, "time_s"),
    "decreasing time": ({"time_s": EVEN[::-1]}, "increasing"),
    "standing time": ({"time_s": EVEN * 0}, "increasing"),
    "NaN time": ({"time_s": np.where(EVEN > 1, np.nan, EVEN)}, "finite"),
    "time of another age": ({"time_s": EVEN + 1.7e9}, "seconds of zero"),
    "size of three": ({"size": np.array([1, 2, 3])}, "size"),
    "half a pixel": ({"size": np.array([640.5, 480])}, "size"),
    "no width": ({"size": np.array([0, 480])}, "size"),
    "broken meta": ({"meta": np.array("{")}, "JSON"),
    "meta of another kind": ({"meta": np.array([1, 2])}, "JSON"),
    "format 2": ({"meta": np.array('{"format": 2}')}, "format 1"),
    "short channel": ({"channels_pelvis": np.zeros(3)}, "channel pelvis"),
    "words for a channel": ({"channels_pelvis": np.full(LENGTH, "x")}, "channels_pelvis"),
    "words for roll": ({"meta": np.array('{"format": 1, "roll_deg": "level"}')}, "roll_deg"),
    "NaN for roll": ({"meta": np.array('{"format": 1, "roll_deg": NaN}')}, "roll_deg"),
    "unknown view": ({"meta": np.array('{"format": 1, "judged": {"view": "moon"}}')}, "--view"),
    "unknown side": ({"meta": np.array('{"format": 1, "judged": {"side": "up"}}')}, "--side"),
    "unknown check": ({"meta": np.array('{"format": 1, "judged": {"check": "x"}}')}, "check"),
}


@pytest.mark.parametrize(("changes", "problem"), WRONG_TRACKS.values(), ids=WRONG_TRACKS)
def test_what_is_wrong_with_a_track_is_said(tmp_path, here, changes, problem):
    complaint = posecheck("score", write_fields(tmp_path / "t.npz", **changes)).complaint
    assert "t.npz" in complaint
    assert problem in complaint
    assert list(here.iterdir()) == []


def bare_array(path):
    with path.open("wb") as file:
        np.save(file, fields()["points"])


def cut_off(path):
    write_fields(path)
    path.write_bytes(path.read_bytes()[:5000])


def damaged(path):
    write_fields(path)
    content = bytearray(path.read_bytes())
    content[5000] ^= 255
    path.write_bytes(content)


NO_TRACKS = {
    "missing": missing,
    "folder": lambda path: path.mkdir(),
    "zero bytes": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("hello"),
    "pickle": lambda path: path.write_bytes(pickle.dumps({"points": 1})),
    "bare array": bare_array,
    "cut off": cut_off,
    "damaged": damaged,
}


@pytest.mark.parametrize("make", NO_TRACKS.values(), ids=NO_TRACKS)
def test_what_is_no_track_is_named(tmp_path, here, make):
    path = tmp_path / "t.npz"
    make(path)
    assert "t.npz" in posecheck("score", path).complaint
    assert list(here.iterdir()) == []


@pytest.fixture
def result(tmp_path):
    folder = tmp_path / "result"
    track = write_fields(tmp_path / "track.npz")
    assert posecheck("score", track, "--check", "running", "--out", folder).status == 0
    return folder


def rewritten(folder, **changes):
    path = folder / "result.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


WRONG_RESULTS = {
    "missing": lambda folder: (folder / "result.json").unlink(),
    "folder gone": shutil.rmtree,
    "text": lambda folder: (folder / "result.json").write_text("{"),
    "another document": lambda folder: (folder / "result.json").write_text("[]"),
    "another schema": lambda folder: rewritten(folder, schema="posecheck/result/9"),
    "no criteria": lambda folder: rewritten(folder, criteria=None),
    "strange source": lambda folder: rewritten(folder, source=None),
    "strange measures": lambda folder: (folder / "measures.csv").write_bytes(b"\xff\xfe\0"),
}


@pytest.mark.parametrize("spoil", WRONG_RESULTS.values(), ids=WRONG_RESULTS)
def test_a_result_that_cannot_be_read_keeps_its_older_report(result, spoil):
    spoil(result)
    before = {path: path.read_bytes() for path in result.glob("*.html")}
    complaint = posecheck("report", result).complaint
    assert "result" in complaint
    assert ";" in complaint
    assert {path: path.read_bytes() for path in result.glob("*.html")} == before


def test_a_report_is_not_written_over_another_file_unasked(here, result):
    (here / "thesis.html").write_text("years of work")
    assert "--force" in posecheck("report", result, "--out", "thesis.html").complaint
    assert (here / "thesis.html").read_text() == "years of work"
    assert posecheck("report", result, "--out", "thesis.html", "--force").status == 0
    assert "years" not in (here / "thesis.html").read_text()


@pytest.mark.parametrize("place", [".", "/dev/null", "no/such/folder.html"])
def test_a_report_is_only_written_where_a_file_can_be(here, result, place):
    assert posecheck("report", result, "--out", place, "--force").complaint
    assert list(here.iterdir()) == []


def test_mistyped_commands_and_options_are_guessed():
    assert "Did you mean 'video'" in posecheck("vidio").complaint
    assert "--start" in posecheck("video", "x.mp4", "--strat", "1").complaint
    assert "did you mean wall-angel?" in posecheck("checks", "wall-angle").complaint
    assert "FILE" in posecheck("video").complaint
