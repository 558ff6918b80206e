"""The whole way on every shipped clip, with the real model: what is wrong is what is flagged."""

import json
import os
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from posecheck.assess.reasons import NO_BASELINE, WRONG_VIEW
from posecheck.detect.bundle import load_bundle
from posecheck.run.detection import DetectionSettings, detect_clip
from posecheck.run.judging import Request, as_stored, judge_track
from posecheck.track import PELVIS, load, save
from samples.catalog import SAMPLES
from samples.mannequin.skeleton import SHOULDER_HALF
from samples.recipes import SHIPPED

FOLDER = Path(__file__).parents[2] / "samples"
CLIPS = sorted([*SAMPLES, *SHIPPED])
FRONTAL = [
    name
    for name in sorted(SAMPLES)
    if SAMPLES[name].view in ("front", "back") and SAMPLES[name].check != "wall-angel"
]
pytestmark = pytest.mark.model


@pytest.fixture(scope="session")
def judged(tmp_path_factory):
    """Judge a clip by its name; each is detected once, whichever test process comes first."""
    shelf = tmp_path_factory.getbasetemp()
    shelf = (shelf.parent if "PYTEST_XDIST_WORKER" in os.environ else shelf) / "sample-tracks"
    shelf.mkdir(exist_ok=True)

    @cache
    def judge(name, *, hips=True):
        path = shelf / f"{name}.npz"
        if not path.exists():
            settings = DetectionSettings(bundle=load_bundle(None), workers=1)
            fresh = path.with_suffix(f".{os.getpid()}")
            save(as_stored(detect_clip(FOLDER / f"{name}.mp4", settings).track, Request()), fresh)
            fresh.rename(path)
        track = load(path)
        if not hips:
            channels = {key: rows for key, rows in track.channels.items() if key != PELVIS}
            track = replace(track, channels=channels)
        return judge_track(track, Request()).judgement

    return judge


def truth(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def shown(judgement):
    return [one for one in judgement.criteria if one.reason != WRONG_VIEW]


@pytest.mark.parametrize("name", CLIPS)
def test_check_view_and_side_are_seen(judged, name):
    judgement = judged(name)
    assert (judgement.check, judgement.view.name) == (truth(name)["check"], truth(name)["view"])
    assert judgement.view.coverage > 0.9


@pytest.mark.parametrize("name", CLIPS)
def test_the_faults_that_are_there_are_the_ones_that_are_flagged(judged, name):
    found = {one.id for one in judged(name).criteria if one.verdict == "fault"}
    assert found == set(truth(name)["faults"])
    assert judged(name).verdict == ("fault" if found else judged(name).verdict)


@pytest.mark.parametrize("name", CLIPS)
def test_the_pelvis_is_never_judged_from_the_hip_landmarks(judged, name):
    drops = [one for one in judged(name, hips=False).criteria if one.id == "pelvic-drop"]
    assert all(one.verdict == "unsure" and one.value is None for one in drops)


@pytest.mark.parametrize("name", FRONTAL)
def test_the_waistband_tells_the_true_drop_of_the_pelvis(judged, name):
    true = np.abs(truth(name)["parameters"]["pelvic_drop_right_deg"]).max()
    drops = [one for one in judged(name).criteria if one.id == "pelvic-drop"]
    known = [one for one in drops if one.value is not None]
    assert known
    for one in known:
        assert one.value == pytest.approx(true, abs=2.5)
        assert one.verdict == "good" or one.reason == NO_BASELINE


@pytest.mark.parametrize("name", ["wall-angel-good", "wall-angel-thumbs-apart"])
def test_thumbs_overhead_are_as_far_apart_as_they_are(judged, name):
    told = truth(name)["parameters"]
    raised, gaps_m = np.array(told["arms_up"]), np.array(told["thumb_gap_m"], dtype=float)
    [thumbs] = [one for one in judged(name).criteria if one.id == "thumbs-meet"]
    true = np.median(gaps_m[raised > 0.99]) / (2 * SHOULDER_HALF)
    assert thumbs.value == pytest.approx(true, abs=0.08)  # 3 cm


def test_nine_of_ten_criteria_that_a_view_can_show_are_judged(judged):
    every = [one for name in CLIPS for one in shown(judged(name))]
    unsure = [one.id for one in every if one.verdict == "unsure"]
    assert len(unsure) <= 0.1 * len(every), unsure


@pytest.mark.parametrize("name", [name for name in CLIPS if name.startswith("running")])
def test_cadence_is_the_true_one_within_a_percent(judged, name):
    contacts = [e["time_s"] for e in truth(name)["events"] if e["kind"] == "contact"]
    true_spm = 60 * (len(contacts) - 1) / (contacts[-1] - contacts[0])
    gait = judged(name).gait
    assert gait is not None
    assert gait.cadence_spm == pytest.approx(true_spm, rel=0.01)
