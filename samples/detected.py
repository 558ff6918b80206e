"""What the model sees of samples: rendered and detected once, and kept."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from posecheck.detect.bundle import load_bundle
from posecheck.run.detection import DetectionSettings, detect_clip
from posecheck.run.judging import Request, as_stored
from posecheck.track import Track, load, save
from samples.catalog import Sample
from samples.make import render
from samples.truth import HERE, landmark_pixels, sample_track

SMALL = 0.6  # of the usual picture; the model looks at 256 pixels around the person anyway


def detected(name: str, sample: Sample, cache: Path, scale: float = 1.0) -> Track:
    """Give the track of a sample as the model sees it; from `cache` where it was seen before."""
    path = cache / f"{name}-{fingerprint(sample)}.npz"
    if path.exists():
        return load(path)
    clip = HERE / f"{name}.mp4"
    if not clip.exists():
        clip = cache / clip.name
        render(name, _smaller(sample, scale), cache)
    found = detect_clip(clip, DetectionSettings(bundle=load_bundle(None), workers=1))
    save(as_stored(found.track, Request()), path)
    return load(path)


def true(sample: Sample) -> Track:
    """Give the track of a sample as a perfect detector would see it."""
    points, time_s, size_px = sample_track(sample)
    return Track(points, time_s, size_px, meta={"roll_deg": 0.0})


def fingerprint(sample: Sample) -> str:
    """Tell a movement from one of the same name that was changed."""
    tenths = (landmark_pixels(sample, every=5) * 10).astype("int32")
    return hashlib.sha256(tenths.tobytes()).hexdigest()[:10]


def _smaller(sample: Sample, scale: float) -> Sample:
    camera = sample.setting.camera
    width, height = (2 * round(side * scale / 2) for side in camera.size_px)
    setting = replace(sample.setting, camera=replace(camera, size_px=(width, height)))
    return replace(sample, setting=setting)
