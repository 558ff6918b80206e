import json

import cv2
import pytest

from posecheck.detect.bundle import load_bundle
from posecheck.errors import SourceError
from posecheck.run.clip import ClipOptions
from posecheck.run.judging import Request
from posecheck.run.photo import judge_photos
from posecheck.shipped import shipped
from posecheck.track import load

PHOTO = shipped("samples/photo-wall-posture-head-forward.jpg")
pytestmark = pytest.mark.model


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def judged(path=PHOTO, roll_deg=None, check="wall-posture", **changes):
    request = Request(check=check, roll_deg=roll_deg)
    (outcome,) = judge_photos([path], ClipOptions(load_bundle(None), request, **changes))
    return outcome


def test_a_photo_is_a_clip_of_one_frame(tmp_path):
    outcome = judged()
    result = json.loads((outcome.folder / "result.json").read_text())
    source = result["source"]
    assert (source["file"], source["frames"], source["duration_s"]) == (PHOTO.name, 1, 0)
    assert (outcome.verdict, result["view"]["name"]) == ("fault", "side-left")
    assert load(outcome.folder / "track.npz").meta["source"] == PHOTO.name


def test_a_mirrored_photo_is_judged_as_the_original(tmp_path):
    flipped = tmp_path / "selfie.png"
    cv2.imwrite(str(flipped), cv2.imread(str(PHOTO))[:, ::-1])
    selfie, plain = judged(flipped, roll_deg=1.0, mirrored=True), judged(roll_deg=-1.0)
    assert selfie.judgement.view == plain.judgement.view
    assert selfie.judgement.roll_deg == plain.judgement.roll_deg
    values = [[one.value for one in each.judgement.criteria] for each in (selfie, plain)]
    assert values[0] == pytest.approx(values[1], abs=1e-6)


def test_that_somebody_merely_stands_is_never_sure_from_a_photo():
    """Somebody who runs past looks like that for a moment."""
    judgement = judged(check="auto").judgement
    assert judgement.check == "wall-posture"
    assert any("a photo shows no movement" in one for one in judgement.warnings)


def test_a_person_who_is_not_in_the_photo_is_refused_by_its_name(tmp_path):
    with pytest.raises(SourceError, match=rf"{PHOTO.name}.*number 2"):
        judged(subject=2)
    assert list(tmp_path.iterdir()) == []


def test_photos_are_looked_at_before_the_first_is_judged(tmp_path):
    options = ClipOptions(load_bundle(None))
    with pytest.raises(SourceError, match=r"gone\.jpg"):
        judge_photos([PHOTO, tmp_path / "gone.jpg"], options)
    with pytest.raises(SourceError, match="--out"):
        judge_photos([PHOTO, PHOTO], ClipOptions(load_bundle(None), out=tmp_path / "x"))
