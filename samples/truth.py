"""The truth of a sample: its parameters by frame, its landmarks in pixels, its track.

Nothing here paints anything, so a test has the truth of a whole clip in a second.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from samples.catalog import PHOTOS, SAMPLES, Sample
from samples.mannequin.camera import Camera
from samples.mannequin.skeleton import LANDMARKS, STATURE, Skeleton
from samples.mannequin.vectors import Array

LABEL = "computer-generated mannequin"
HERE = Path(__file__).parent
# What the model says of the far side of these very clips: sure of face, shoulder and hip, sure of
# a leg where it is not behind the other one, unsure of the rest.
FAR_BUT_SURE = ("eye", "eye_inner", "eye_outer", "ear", "mouth", "shoulder", "hip")
FAR_LEG = ("knee", "ankle", "heel", "toe")
SURE_VISIBILITY, HIDDEN_VISIBILITY = 0.95, 0.3
APART_M = 0.12
DECIMALS = {"deg": 2, "m": 4}


def frame_times(sample: Sample) -> Array:
    """Time of every frame in seconds, (T,); one for a photo."""
    if sample.photo_s is not None:
        return np.array([sample.photo_s])
    count = round(sample.motion.duration_s * sample.fps)
    return np.arange(count) / sample.fps


def landmark_pixels(sample: Sample, every: int = 1) -> Array:
    """True landmarks in pixels of every so many frames, (T, 33, 2)."""
    camera = sample.setting.camera
    return np.array(
        [
            camera.project(sample.motion.at(float(time)).skeleton.landmarks())[0]
            for time in frame_times(sample)[::every]
        ]
    )


def visibility(skeleton: Skeleton, camera: Camera) -> Array:
    """A plausible visibility (33,): 0 out of the picture, low for what the body hides."""
    points = skeleton.landmarks()
    pixels, _ = camera.project(points)
    seen = np.ones(len(LANDMARKS))
    sideways = skeleton.joints["left_shoulder"] - skeleton.joints["right_shoulder"]
    ahead = camera.axes[2]
    turned = float(sideways @ ahead / np.linalg.norm(sideways))
    if abs(turned) > 0.8:
        far = "left" if turned > 0 else "right"
        near = "right" if far == "left" else "left"
        for i, name in enumerate(LANDMARKS):
            side, _, part = name.partition("_")
            if side == far:
                other = LANDMARKS.index(f"{near}_{part}")
                apart = float(np.linalg.norm(pixels[i] - pixels[other])) / camera.px_per_m
                sure = part in FAR_BUT_SURE or (part in FAR_LEG and apart > APART_M)
                seen[i] = SURE_VISIBILITY if sure else HIDDEN_VISIBILITY
    width, height = camera.size_px
    inside = (pixels >= 0).all(axis=1) & (pixels[:, 0] < width) & (pixels[:, 1] < height)
    return np.where(inside, seen, 0.0)


def sample_track(sample: Sample) -> tuple[Array, Array, tuple[int, int]]:
    """Points (T, 33, 4), times (T,) and picture size, as a perfect detector would hand them over.

    x right, y up, z towards the camera, in image heights; the fourth value is the visibility.
    """
    camera, times = sample.setting.camera, frame_times(sample)
    points = np.empty((len(times), len(LANDMARKS), 4))
    for row, time in zip(points, times, strict=True):
        skeleton = sample.motion.at(float(time)).skeleton
        row[:, :3] = camera.track_points(skeleton.landmarks(), skeleton.joints["midhip"])
        row[:, 3] = visibility(skeleton, camera)
    return points, times, camera.size_px


def scene_track(name: str) -> tuple[Array, Array, tuple[int, int]]:
    """`sample_track` of a shipped clip or photo, by name."""
    return sample_track({**SAMPLES, **PHOTOS}[name])


def truth(name: str, sample: Sample) -> dict[str, Any]:
    """Everything that is known of a sample, but for the landmarks: what `name.json` holds.

    A parameter that never changes is one number, any other has a value for each frame.
    """
    times = frame_times(sample)
    rows = [sample.motion.at(float(time)).parameters for time in times]
    names = list(dict.fromkeys(key for row in rows for key in row))
    camera = sample.setting.camera
    return {
        "clip": f"{name}.jpg" if sample.photo_s is not None else f"{name}.mp4",
        "label": LABEL,
        "check": sample.check,
        "view": sample.view,
        "faults": list(sample.faults),
        "fps": sample.fps,
        "size": list(camera.size_px),
        "frames": len(times),
        "px_per_m": round(camera.px_per_m, 3),
        "stature_m": STATURE,
        "events": [
            {"time_s": round(event.time_s, 4), "side": event.side, "kind": event.kind}
            for event in sample.motion.events
        ],
        "time_s": [round(float(time), 4) for time in times],
        "parameters": {key: _series([row.get(key) for row in rows], key) for key in names},
    }


def _series(values: list[float | None], name: str) -> float | list[float | None] | None:
    places = DECIMALS.get(name.rsplit("_", 1)[-1], 3)
    rounded = [None if value is None else round(float(value), places) + 0.0 for value in values]
    return rounded[0] if len(set(rounded)) == 1 else rounded


def write_truth(name: str, sample: Sample, folder: Path) -> None:
    """Write `name.json`, and `name.truth.npz` with the landmarks in tenths of a pixel."""
    text = json.dumps(truth(name, sample), separators=(",", ":"))
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    tenths = np.round(landmark_pixels(sample) * 10).astype(np.int16)
    np.savez_compressed(folder / f"{name}.truth.npz", landmarks_tenth_px=tenths)


def shipped_truth(name: str) -> dict[str, Any]:
    """The truth that lies beside a shipped clip, with `landmarks_px` (T, 33, 2) added."""
    loaded: dict[str, Any] = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    with np.load(HERE / f"{name}.truth.npz") as stored:
        loaded["landmarks_px"] = stored["landmarks_tenth_px"] / 10.0
    return loaded
