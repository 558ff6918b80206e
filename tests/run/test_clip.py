import hashlib
import json
from dataclasses import replace

import numpy as np
import pytest

from posecheck.detect.bundle import LoadedBundle
from posecheck.errors import SourceError
from posecheck.run.clip import ClipOptions, judge_clips
from posecheck.run.judging import Request
from posecheck.run.workers import Workers
from posecheck.track import load
from tests.run.blobs import FPS, Blobs, write_blobs

OPTIONS = ClipOptions(LoadedBundle("blobs", "", b""), Request(check="running"))


class SeeingBlobs(Workers):
    """Workers that see figures in place of people, whatever model they are given."""

    def load(self, bundle, make=None):
        super().load(bundle, Blobs())


@pytest.fixture(scope="module")
def pool():
    with SeeingBlobs(2) as workers:
        yield workers


@pytest.fixture
def judge(pool, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*paths, together=False, told=None, **changes):
        options = replace(OPTIONS, **changes)
        report = (lambda *words: told.append(words)) if told is not None else lambda *words: None
        return list(judge_clips(paths, options, report, pool, together=together))

    return run


@pytest.fixture
def clip(tmp_path):
    def make(name="a.mp4", count=20, place=0.5):
        return write_blobs(tmp_path / name, np.full(count, place).tolist())

    return make


def test_each_clip_has_its_folder_with_every_file(judge, clip):
    first, second = judge(clip("a.mp4"), clip("b.mp4", 12))
    assert (first.folder.name, second.folder.name) == ("a.mp4", "b.mp4")
    for outcome in (first, second):
        names = {path.name for path in outcome.folder.iterdir()} - {"stills"}
        assert names == {
            *("result.json", "measures.csv", "reps.csv", "track.npz"),
            *("annotated.mp4", "report.html"),
        }


def test_clips_are_judged_as_they_are_asked_for(judge, clip, pool, tmp_path):
    outcomes = judge_clips([clip("a.mp4"), clip("b.mp4", 12)], OPTIONS, lambda *words: None, pool)
    assert next(outcomes).folder.is_dir()
    assert [path.name for path in (tmp_path / "posecheck-results").iterdir()] == ["a.mp4"]


def test_progress_tells_of_reading_and_painting(judge, clip):
    told = []
    judge(clip(), told=told)
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == ["reading a.mp4", "painting a.mp4"]
    assert [told[-1][1:], told[0][2]] == [(20, 20), 20]


def test_a_part_is_judged_in_the_clips_own_time(judge, clip):
    (outcome,) = judge(clip(count=60), start_s=0.5, end_s=1.0, annotate=False)
    track = load(outcome.folder / "track.npz")
    assert (len(track), track.time_s[0]) == (FPS // 2, pytest.approx(0.5, abs=1e-3))


def test_slow_motion_is_shortened_in_the_track_and_not_in_the_video(judge, clip):
    (outcome,) = judge(clip(count=30), time_scale=2.0)
    track = load(outcome.folder / "track.npz")
    assert track.time_s[-1] == pytest.approx(29 / FPS / 2, abs=1e-3)
    assert (outcome.folder / "annotated.mp4").is_file()


def test_a_mirrored_clip_is_turned_back_and_the_given_roll_with_it(judge, clip):
    request = Request(check="running", roll_deg=2.0)
    (plain,) = judge(clip(place=0.4), request=request, annotate=False)
    (turned,) = judge(
        clip(place=0.4),
        request=request,
        annotate=False,
        mirrored=True,
        out=plain.folder.parent / "m",
    )
    before, after = (load(one.folder / "track.npz") for one in (plain, turned))
    assert after.points[:, 11, 0] == pytest.approx(
        before.aspect - before.points[:, 12, 0], abs=1e-6
    )
    assert (plain.judgement.roll_deg.value, turned.judgement.roll_deg.value) == (2, -2)


def test_one_folder_for_clips_together_and_one_more_for_each_further_clip(judge, clip, tmp_path):
    (outcome,) = judge(
        clip("a.mp4", place=0.4), clip("b.mp4", 12), together=True, out=tmp_path / "both"
    )
    assert (outcome.folder / "clip-2/annotated.mp4").is_file()
    assert (outcome.folder / "clip-2/track.npz").is_file()
    result = json.loads((outcome.folder / "result.json").read_text())
    assert [one["file"] for one in result["sources"]] == ["a.mp4", "b.mp4"]
    assert [one["frames"] for one in result["sources"]] == [20, 12]
    own = [
        hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in ("a.mp4", "b.mp4")
    ]
    assert [one["sha256"] for one in result["sources"]] == own
    assert result["source"]["sha256"] not in own, "it stands for both"
    assert len(result["clips"]) == 2
    assert {one["clip"] for one in result["criteria"]} <= {1, 2}


def test_one_clip_together_is_that_clip(judge, clip, tmp_path):
    (outcome,) = judge(clip(), together=True, out=tmp_path / "one")
    result = json.loads((outcome.folder / "result.json").read_text())
    own = hashlib.sha256((tmp_path / "a.mp4").read_bytes()).hexdigest()
    assert result["source"]["sha256"] == own


def test_together_takes_no_clip_twice(judge, clip):
    with pytest.raises(SourceError, match="give it once"):
        judge(clip(), clip(), together=True)


def test_one_folder_is_not_for_several_results(judge, clip, tmp_path):
    with pytest.raises(SourceError, match="--together"):
        judge(clip("a.mp4"), clip("b.mp4", 12), out=tmp_path / "x")


def test_trouble_with_the_second_clip_keeps_the_first(judge, clip, tmp_path):
    (tmp_path / "b.mp4").write_text("no clip")
    with pytest.raises(SourceError, match=r"b\.mp4"):
        judge(clip("a.mp4"), tmp_path / "b.mp4")
    assert [path.name for path in (tmp_path / "posecheck-results").iterdir()] == ["a.mp4"]


def test_settings_name_only_what_was_asked_for(judge, clip):
    (outcome,) = judge(clip(), annotate=False, speed_kmh=9.5, blur_face=True)
    settings = json.loads((outcome.folder / "result.json").read_text())["settings"]
    assert settings == {"check": "running", "speed_kmh": 9.5, "blur_face": True}
