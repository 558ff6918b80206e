import json

import pytest

from posecheck.errors import OutputError, SourceError
from posecheck.run.judging import Request, as_stored
from posecheck.run.score import score_track
from posecheck.track import Track, load, save
from tests.run.true_tracks import judged, true_track


def scored(path, out, **asked):
    return score_track(path, Request(**asked), out=out, force=False)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "run.npz"
    save(true_track("running-side-upright"), path)
    return path


def test_a_track_is_judged_as_its_clip_would_be(path, tmp_path):
    outcome = scored(path, tmp_path / "out", check="running")
    expected = judged("running-side-upright", check="running").judgement
    assert outcome.verdict == expected.verdict == "fault"
    near = [one.value for one in outcome.judgement.criteria]
    assert near == pytest.approx([one.value for one in expected.criteria], abs=1e-3, nan_ok=True)


def test_the_files_tell_of_the_track(path, tmp_path):
    outcome = scored(path, tmp_path / "out", check="running")
    result = json.loads((outcome.folder / "result.json").read_text())
    assert result["source"]["file"] == "run.npz"
    assert result["source"]["frames"] == len(true_track("running-side-upright"))
    assert result["model"] == {"name": "unknown", "sha256": ""}
    assert result["gait"]["events"]
    again = load(outcome.folder / "track.npz")
    assert again.points == pytest.approx(load(path).points, nan_ok=True)


def test_notes_of_the_clip_stay_with_it(path, tmp_path):
    save(as_stored(load(path), Request(), ("2 people seen",)), path)
    assert "2 people seen" in scored(path, tmp_path / "out").judgement.warnings


def test_what_is_wrong_with_its_meta_names_the_file(path, tmp_path):
    track = load(path)
    told = {"judged": {"view": "moon"}}
    save(Track(track.points.copy(), track.time_s.copy(), track.size_px, meta=told), path)
    with pytest.raises(SourceError, match=r"run\.npz.*'moon'"):
        scored(path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_older_result_is_not_replaced_unasked(path, tmp_path):
    scored(path, tmp_path / "out")
    with pytest.raises(OutputError, match="--force"):
        scored(path, tmp_path / "out")
