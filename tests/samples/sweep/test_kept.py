"""What was filmed is found again and read anew; that of another sweep is not taken for it."""

from dataclasses import replace

import numpy as np
import pytest

from posecheck.detect.looks import COLUMNS
from samples.mannequin.camera import Camera
from samples.mannequin.skeleton import Skeleton
from samples.sweep.conditions import PLAIN, Condition
from samples.sweep.film import setting_for
from samples.sweep.jobs import Job, read
from samples.sweep.kept import keep, load
from samples.sweep.observe import Watched
from samples.sweep.run import played, swept_values

JOB = Job("base", "trunk-lean", (PLAIN,), ("plain",))


def seen(skeletons: list[Skeleton], camera: Camera) -> Watched:
    """The landmarks as a model without any error would find them."""
    width, height = camera.size_px
    found = np.ones((len(skeletons), 33, 4))
    for row, skeleton in enumerate(skeletons):
        pixels, depth = camera.project(skeleton.landmarks())
        found[row, :, :2] = pixels / camera.size_px
        found[row, :, 2] = (depth - 4.0) * camera.px_per_m / width
    looks = np.full((len(found), COLUMNS), np.nan)
    return Watched(found, looks, np.arange(len(found)) / 15, (width, height), "none")


@pytest.fixture
def filmed():
    sweep, camera = JOB.sweep, setting_for(JOB.sweep, PLAIN).camera
    bodies = [sweep.make(float(value), "left") for value in swept_values(sweep, sweep.fps)]
    order, _ = played(len(bodies), sweep.fps, cycle=False)
    still = [sweep.make(0.0, "left")] * 24
    clip, stand = (seen(some, camera) for some in ([bodies[i] for i in order], still))
    return {"0 clip": clip, "0 stand": stand}


def test_landmarks_without_error_give_readings_without_error(filmed):
    [[lean, *_]] = read(JOB, filmed).series
    assert lean.measure == "running/trunk lean"
    assert lean.usable.all()
    assert lean.measured == pytest.approx(lean.true, abs=0.4)  # for the filter rounds the turns
    assert np.ptp(lean.true) == pytest.approx(25.0, abs=0.1)
    assert lean.stand_error == pytest.approx(0.0, abs=0.1)


def test_what_was_filmed_comes_back_as_it_was(tmp_path, filmed):
    keep(JOB, filmed, 2.5, tmp_path)
    back, seconds = load(JOB, tmp_path)
    assert (set(back), seconds) == ({"0 clip", "0 stand"}, 2.5)
    for name, clip in filmed.items():
        np.testing.assert_allclose(back[name].found, clip.found, atol=1e-6)
        np.testing.assert_array_equal(back[name].time_s, clip.time_s)
        assert (back[name].size_px, back[name].model) == (clip.size_px, clip.model)
        assert np.isnan(back[name].seen).all()


def test_another_condition_or_an_empty_folder_has_nothing(tmp_path, filmed):
    assert load(JOB, tmp_path / "none") is None
    keep(JOB, filmed, 1.0, tmp_path)
    assert load(replace(JOB, conditions=(Condition(girth=1.2),)), tmp_path) is None
