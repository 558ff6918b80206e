"""The commands that judge pictures: demo, video and image, and how they end."""

import json
import os
import re
import signal
import subprocess
import time

import cv2
import numpy as np
import pytest

from posecheck.checks import find
from posecheck.cli.app import DEMO_CLIPS
from posecheck.shipped import shipped
from posecheck.track import load, save
from tests.cli.clips import empty, opened, pictures, write
from tests.cli.command import posecheck, program
from tests.cli.tracks import true_track

PHOTOS = ("photo-wall-posture-good", "photo-wall-posture-head-forward", "photo-standing-front")
pytestmark = pytest.mark.model


def sample(name):
    return shipped(f"samples/{name}")


def test_the_demo_judges_its_clips_and_says_where_the_reports_lie(here):
    said = posecheck("demo")
    assert said.status == 0, said.err
    reports = [here / "posecheck-demo" / name / "report.html" for name in DEMO_CLIPS]
    assert said.out.splitlines()[-len(reports) :] == [f"  {path}" for path in reports]
    for path, check in zip(reports, DEMO_CLIPS.values(), strict=True):
        assert path.is_file()
        assert path.with_name("annotated.mp4").is_file()
        assert json.loads(path.with_name("result.json").read_text())["check"] == check
    verdicts = re.findall(r"^Verdict: (\w+)$", said.out, re.MULTILINE)
    assert verdicts[:3] == ["FAULT"] * 3


@pytest.fixture(scope="module")
def photos(tmp_path_factory):
    folder = tmp_path_factory.mktemp("photos")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        paths = [sample(f"{name}.jpg") for name in PHOTOS]
        said = posecheck("image", *paths, "--check", "wall-posture", "--json")
    assert said.status == 0, said.err
    return folder / "posecheck-results", json.loads(said.out, parse_constant=pytest.fail)


def test_photos_are_judged_by_what_a_still_picture_shows(photos):
    _, results = photos
    said = [{one["id"]: one for one in result["criteria"]} for result in results]
    assert [one["head-forward"]["verdict"] for one in said[:2]] == ["good", "fault"]
    assert {one["hold-after-step"]["reason"] for one in said[:2]} == {"needs-video"}
    assert said[2]["head-forward"]["reason"] == "wrong-view"
    assert [result["view"]["name"] for result in results] == ["side-left", "side-left", "front"]


def test_a_photo_leaves_the_files_of_a_clip_with_a_picture_for_the_video(photos):
    place = photos[0] / f"{PHOTOS[1]}.jpg"
    assert {path.name for path in place.iterdir()} == {
        *("result.json", "measures.csv", "reps.csv", "track.npz", "stills"),
        *("annotated.jpg", "report.html"),
    }
    assert cv2.imread(str(place / "annotated.jpg")) is not None
    assert (place / "stills/head-forward.jpg").is_file()


def test_blur_face_changes_the_face_and_nothing_else(here, photos):
    plain_place = photos[0] / f"{PHOTOS[0]}.jpg"
    photo = sample(f"{PHOTOS[0]}.jpg")
    words = ("--check", "wall-posture", "--out", "blurred", "--blur-face")
    assert posecheck("image", photo, *words).status == 0
    places = plain_place, here / "blurred"
    plain, blurred = (cv2.imread(str(place / "annotated.jpg")).astype(float) for place in places)
    change = np.abs(blurred - plain).max(axis=2)
    track = load(plain_place / "track.npz")
    high = plain.shape[1] / track.aspect  # the words below the picture do not count
    points = track.points[0, [0, 29], :2] * high
    nose, heel = ((round(x), round(high - y)) for x, y in points)
    assert around(change, *nose).mean() > 4
    assert around(change, *heel).max() == 0


def around(picture, x, y, reach=12):
    return picture[y - reach : y + reach, x - reach : x + reach]


@pytest.mark.parametrize(("limit", "status"), [(None, 0), ("fault", 1), ("borderline", 1)], ids=str)
def test_fail_on_makes_the_verdict_the_exit_status(limit, status):
    words = ("--fail-on", limit) if limit else ()
    photo = sample("photo-wall-posture-head-forward.jpg")
    said = posecheck("image", photo, "--check", "wall-posture", *words)
    assert said.status == status
    assert "Verdict: FAULT" in said.out


def test_without_annotation_there_is_no_video_and_with_force_a_new_one_comes(here, tmp_path):
    clip = empty(tmp_path / "wall.mp4")
    place = here / "posecheck-results/wall.mp4"
    assert posecheck("video", clip, "--no-annotate").status == 0
    assert not (place / "annotated.mp4").exists()
    assert "--force" in posecheck("video", clip).complaint
    assert posecheck("video", clip, "--force", "--workers", 1).status == 0
    with opened(place / "annotated.mp4") as shown:
        assert len(shown.times_s) == 3


def test_auto_says_that_it_chose(tmp_path):
    said = posecheck("video", sample("wall-angel-good.mp4"), "--end", 5, "--no-annotate")
    assert said.out.startswith("Wall angel (chosen automatically), seen from the front")


def test_what_was_finished_is_kept_when_a_later_clip_is_wrong(here, tmp_path):
    good, bad = empty(tmp_path / "good.mp4"), tmp_path / "bad.mp4"
    bad.write_text("hello")
    said = posecheck("video", good, bad, "--json", "--no-annotate")
    assert said.status == 2
    assert said.err.splitlines()[-1].startswith("posecheck: '")
    assert [one["source"]["file"] for one in json.loads(said.out)] == ["good.mp4"]
    assert [path.name for path in (here / "posecheck-results").iterdir()] == ["good.mp4"]


def test_side_and_rear_together_are_one_result(here):
    clips = [sample(f"running-{name}.mp4") for name in ("side-good", "rear-good")]
    options = ("--check", "running", "--start", 2.5, "--end", 5.5, "--no-annotate", "--json")
    said = posecheck("video", *clips, "--together", "--out", "both", *options)
    assert said.status == 0, said.err
    result = json.loads(said.out, parse_constant=pytest.fail)
    assert [one["file"] for one in result["sources"]] == [clip.name for clip in clips]
    reasons = {(one["id"], one["side"]): one["reason"] for one in result["criteria"]}
    views = {(one.id, one.side): one.views for one in find("running").criteria}
    unseen = {key for key, reason in reasons.items() if reason == "wrong-view"}
    assert unseen == {key for key in views if not views[key] & {"side-left", "back"}}
    assert reasons["trunk-lean", None] is None
    assert reasons["step-width", "left"] is None
    assert result["gait"]["steps"] > 3
    origins = {(one["id"], one["side"]): one["clip"] for one in result["criteria"]}
    assert (origins["trunk-lean", None], origins["step-width", "left"]) == (1, 2)
    page = (here / "both/report.html").read_text(encoding="utf-8")
    assert f"<span>{clips[0].name}, {clips[1].name}</span>" in page
    assert all(f"s of {clip.name}" in page for clip in clips), "stills say which clip they are of"
    assert {path.name for path in here.iterdir()} == {"both"}
    assert len(load(here / "both/track.npz")) == len(load(here / "both/clip-2/track.npz")) == 180


def test_a_baseline_comes_from_a_track_or_a_clip(here, tmp_path):
    running = empty(tmp_path / "running.mp4")
    track = load(true_track(tmp_path / "true.npz", "running-side-good"))
    save(track[:90], tmp_path / "standing.npz")
    clip = write(tmp_path / "standing.mp4", pictures("running-side-good.mp4", 0.0, 90), fps=60)
    found = []
    for baseline in (tmp_path / "standing.npz", clip):
        words = ("--baseline", baseline, "--out", baseline.suffix[1:], "--no-annotate", "--json")
        said = posecheck("video", running, "--check", "running", *words)
        assert json.loads(said.out)["settings"]["baseline"] == baseline.name
        found.append(load(here / baseline.suffix[1:] / "track.npz").meta["judged"]["baseline"])
    by_track, by_clip = found
    assert by_clip["trunk lean"] == pytest.approx(by_track["trunk lean"], abs=2.5)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_an_interrupted_run_ends_with_130_and_leaves_nothing(here, number):
    command = program("video", sample("wall-posture-good.mp4"))
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stderr.readline() == "reading wall-posture-good.mp4 ...\n"
        if number == signal.SIGINT:
            os.killpg(process.pid, number)  # a terminal sends it to everybody
        else:
            process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, "")
    assert err == "posecheck: interrupted; nothing half-written was left\n"
    assert list(here.iterdir()) == []
    assert not group_lives(process.pid)


def group_lives(group):
    """Whether a process of that group is still there, seconds later."""
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True
