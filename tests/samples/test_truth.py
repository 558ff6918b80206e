"""What lies in the samples folder is what the catalogue declares and the scenes compute."""

import json

import av
import cv2
import numpy as np
import pytest

from posecheck.track import Track
from samples.catalog import PHOTOS, SAMPLES
from samples.encode import write_clip
from samples.make import main
from samples.mannequin.skeleton import LANDMARKS
from samples.recipes import SHIPPED, shipped
from samples.truth import (
    HERE,
    LABEL,
    frame_times,
    landmark_pixels,
    sample_track,
    scene_track,
    shipped_truth,
)

KNEE, FAR_KNEE, FAR_WRIST = (
    LANDMARKS.index(name) for name in ("left_knee", "right_knee", "right_wrist")
)
BUDGET_BYTES = 13_000_000
DECLARED = shipped()


@pytest.mark.parametrize("name", [*SAMPLES, *SHIPPED])
def test_shipped_clip_has_the_frames_size_and_label_of_its_truth(name):
    known = shipped_truth(name)
    with av.open(str(HERE / known["clip"])) as clip:
        stream = clip.streams.video[0]
        assert [stream.width, stream.height] == known["size"]
        assert float(stream.average_rate) == known["fps"]
        assert stream.frames == known["frames"] == len(known["time_s"])
        assert LABEL in clip.metadata["title"]
    assert known["label"] == LABEL
    assert known["landmarks_px"].shape == (known["frames"], 33, 2)


@pytest.mark.parametrize("name", DECLARED)
def test_shipped_truth_is_what_the_scene_computes(name):
    sample, known = DECLARED[name], shipped_truth(name)
    assert known["check"] == sample.check
    assert known["view"] == sample.view
    assert tuple(known["faults"]) == sample.faults
    np.testing.assert_allclose(known["time_s"], frame_times(sample), atol=1e-4)
    true = landmark_pixels(sample, every=25)
    np.testing.assert_allclose(known["landmarks_px"][::25], true, atol=0.06)


@pytest.mark.parametrize("name", PHOTOS)
def test_shipped_photo_has_its_size(name):
    known = shipped_truth(name)
    height, width = cv2.imread(str(HERE / known["clip"])).shape[:2]
    assert [width, height] == known["size"]


def test_everything_together_stays_small():
    files = [*HERE.glob("*.mp4"), *HERE.glob("*.jpg"), *HERE.glob("*.json"), *HERE.glob("*.npz")]
    assert sum(file.stat().st_size for file in files) < BUDGET_BYTES


def test_nothing_is_shipped_that_is_not_declared():
    there = {file.stem for file in [*HERE.glob("*.mp4"), *HERE.glob("*.jpg")]}
    assert there == set(DECLARED)


def test_parameters_have_a_value_for_each_frame_or_one_for_all():
    known = shipped_truth("running-side-good")
    for name, value in known["parameters"].items():
        if isinstance(value, list):
            assert len(value) == known["frames"], name
        else:
            assert isinstance(value, float), name
    assert {event["kind"] for event in known["events"]} == {"contact", "toe-off"}


def test_scene_track_is_a_track_that_agrees_with_the_pixels():
    points, time_s, size = scene_track("wall-posture-good")
    track = Track(points, time_s, size)
    width, height = track.size_px
    pixels = shipped_truth("wall-posture-good")["landmarks_px"]
    np.testing.assert_allclose(points[..., 0] * height, pixels[..., 0], atol=0.06)
    np.testing.assert_allclose((1 - points[..., 1]) * height, pixels[..., 1], atol=0.06)
    assert (width, height) == SAMPLES["wall-posture-good"].setting.camera.size_px


def test_far_side_is_less_visible_from_the_side_and_not_from_behind():
    standing, _, _ = scene_track("wall-posture-good")
    assert standing[10, KNEE, 3] == 1.0
    assert standing[10, FAR_KNEE, 3] < 0.5
    assert standing[10, FAR_WRIST, 3] < 0.5
    behind, _, _ = scene_track("single-leg-stance-good")
    assert (behind[10, :, 3] == 1.0).all()


def test_a_track_nearer_the_camera_has_larger_z():
    points, _, _ = scene_track("wall-posture-good")
    assert points[0, KNEE, 2] > points[0, FAR_KNEE, 2]


def test_track_of_a_photo_has_one_frame():
    points, time_s, _ = sample_track(PHOTOS["photo-standing-front"])
    assert points.shape == (1, 33, 4)
    assert len(time_s) == 1


def test_clip_is_written_whole_with_exact_times(tmp_path):
    images = [np.full((64, 48, 3), tone, np.uint8) for tone in (0, 120, 240)]
    write_clip(tmp_path / "three.mp4", images, 60, "computer-generated: three")
    with av.open(str(tmp_path / "three.mp4")) as clip:
        times = [float(frame.pts * frame.time_base) for frame in clip.decode(video=0)]
    np.testing.assert_allclose(times, [0, 1 / 60, 2 / 60], atol=1e-4)
    assert [file.name for file in tmp_path.iterdir()] == ["three.mp4"]


def test_make_renders_what_is_named_and_lists_what_there_is(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["make", "photo-standing-front", "--out", str(tmp_path)])
    main()
    written = json.loads((tmp_path / "photo-standing-front.json").read_text())
    assert written["clip"] == "photo-standing-front.jpg"
    assert (tmp_path / "photo-standing-front.jpg").stat().st_size > 10_000
    monkeypatch.setattr("sys.argv", ["make", "--list"])
    capsys.readouterr()
    main()
    listed = capsys.readouterr().out
    assert all(name in listed for name in {**SAMPLES, **PHOTOS})


def test_make_refuses_an_unknown_name(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["make", "nothing"])
    with pytest.raises(SystemExit):
        main()
    assert "--list" in capsys.readouterr().err
