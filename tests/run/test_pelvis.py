"""The pelvis line on its whole way, with the real model: from a clip's pictures to a verdict."""

import cv2
import pytest

from posecheck.detect.bundle import load_bundle
from posecheck.run.detection import DetectionSettings, detect_clip
from posecheck.run.judging import Request, judge_track
from posecheck.track import PELVIS
from samples.encode import write_clip
from samples.mannequin.camera import Camera
from samples.mannequin.outfits import RED
from samples.mannequin.paint import Setting, paint
from samples.mannequin.scenes.one_leg import Stance, single_leg_stance

pytestmark = pytest.mark.model
FPS, DROP = 12, 10.0


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    """Somebody who stands, and then on the left leg with a pelvis that hangs."""
    cv2.setNumThreads(1)
    stance = Stance("left", pelvic_drop=DROP, two_legs_s=1.6, hold_s=1.6, move_s=0.4, end_s=0.1)
    motion, setting = single_leg_stance(stance), Setting(Camera(180.0), outfit=RED)
    clip = tmp_path_factory.mktemp("pelvis") / "clip.mp4"
    times = [n / FPS for n in range(round(motion.duration_s * FPS))]
    write_clip(clip, (paint(motion.at(at_s).skeleton, setting) for at_s in times), FPS, "test")
    detected = detect_clip(clip, DetectionSettings(bundle=load_bundle(None), workers=1))
    return judge_track(detected.track, Request(check="single-leg-stance"))


def test_a_hanging_pelvis_is_seen_at_its_size_and_is_a_fault(judged):
    (drop,) = [one for one in judged.judgement.criteria if one.id == "pelvic-drop"]
    assert (drop.side, drop.verdict) == ("left", "fault")
    assert drop.value == pytest.approx(DROP, abs=2.5)
    assert judged.judgement.verdict == "fault"


def test_the_line_that_was_used_is_handed_on(judged):
    rows = judged.prepared.channels[PELVIS]
    assert rows[-8:-6, 0] == pytest.approx(DROP, abs=2.5)
    assert set(rows[:, 2]) == {2.0}
