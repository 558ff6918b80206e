"""A small picture of each check: its mannequin, with the lines that are judged drawn on it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from posecheck.assess.rules import Check
from posecheck.body import LANDMARKS
from posecheck.feedback.annotate import drawable, pixels_of, topics_of
from posecheck.feedback.canvas import Pixels, jpeg, resized
from posecheck.feedback.canvas import paint as paint_shapes
from posecheck.feedback.layout import Layout
from posecheck.feedback.overlay import Moment, draw_body
from posecheck.feedback.timing import drawn_status
from posecheck.run.judging import Judged, Request, judge_track
from posecheck.track import Track
from samples.catalog import SAMPLES, Sample
from samples.mannequin.camera import Camera
from samples.mannequin.paint import paint
from samples.mannequin.skeleton import Skeleton
from samples.recipes import recipes
from samples.truth import sample_track

SIZE_PX = (320, 240)
ENLARGED = 2  # drawn that many times larger, so that thin lines become smooth
LINES = 2.2  # times as thick as on a video, to be seen this small
ROOM, CROWN_M = 1.12, 0.16  # of the body's extent that is shown; how far the head reaches
QUALITY = 80
ABOUT = 0.75  # of the most that there is
STILL = 0.01  # picture heights; who moves less on the whole stands, lies or sits still
AROUND = 2  # frames before and after: while a phase changes, what belongs to either is judged
HIPS = [LANDMARKS.index("left_hip"), LANDMARKS.index("right_hip")]


def sample_of(check: Check, known: Mapping[str, Sample] | None = None) -> str:
    """Give the name of the sample that stands for a check: of its default, without a fault.

    known: samples by name, where not all there are. The first of the check's samples stands for it
    where none is like that; KeyError names a check that has no sample.
    """
    everything = every_sample() if known is None else known
    own = [name for name, one in everything.items() if one.check == check.id]
    if not own:
        raise KeyError(f"{check.id} has no sample; give one of its cases a sample name")
    return min(own, key=lambda name: (bool(everything[name].options), *everything[name].faults))


@cache
def every_sample() -> Mapping[str, Sample]:
    """Give all clips, the shipped ones and those that are rendered on demand, by name."""
    return {**SAMPLES, **recipes()}


def picture(check: Check) -> bytes:
    """Render the frame of a check's sample that shows it best, as a small JPEG."""
    sample = every_sample()[sample_of(check)]
    judged = judge_sample(sample)
    row = telling(judged)
    moment = sample.motion.at(float(judged.frames.time_s[row]))
    camera = _framed(sample.setting.camera, moment.skeleton)
    bgr = paint(moment.skeleton, replace(sample.setting, camera=camera), moment.belt_m)
    rgb = np.ascontiguousarray(bgr[..., ::-1])
    _draw(rgb, judged, row, _points(moment.skeleton, camera))
    return jpeg(resized(rgb, SIZE_PX), QUALITY)


def judge_sample(sample: Sample) -> Judged:
    """Judge a sample by its own check on its true landmarks, without a model."""
    points, times_s, size_px = sample_track(sample)
    track = Track(points, times_s, size_px, meta={"roll_deg": 0.0})
    return judge_track(track, Request(check=sample.check, options=dict(sample.options)))


def telling(judged: Judged) -> int:
    """Give the frame that shows a check best: much is judged in it, and the body has moved.

    Of the frames in which about most criteria are judged, and not for a moment only, it is the
    middle one of those in which the body is about furthest from how the recording begins.
    """
    status = drawn_status(judged.check, judged.judgement, judged.frames)
    around = np.pad((status > 0).sum(axis=1), AROUND, mode="edge")
    count = sliding_window_view(around, 2 * AROUND + 1).min(axis=1)
    places = judged.prepared.points[..., :2]
    places = places - places[:, HIPS].mean(axis=1, keepdims=True)
    moved = np.hypot(*np.moveaxis(places - places[0], -1, 0)).mean(axis=1)
    moved = np.maximum(moved, STILL)
    moved[count < ABOUT * count.max()] = 0.0
    best = np.flatnonzero(moved >= ABOUT * moved.max())
    return int(best[len(best) // 2])


def _framed(camera: Camera, skeleton: Skeleton) -> Camera:
    """Turn the camera's picture into one of this shape that is filled by the body."""
    size_px = SIZE_PX[0] * ENLARGED, SIZE_PX[1] * ENLARGED
    pixels, _ = camera.project(skeleton.landmarks())
    head, _ = camera.project(skeleton.joints["head"])
    crown_px = CROWN_M * camera.px_per_m
    low = np.minimum(pixels.min(axis=0), head - crown_px)
    high = np.maximum(pixels.max(axis=0), head + crown_px)
    across, down = (low + high) / 2 - np.array(camera.size_px) / 2
    right, _, _ = camera.axes
    target = np.array(camera.target) + right * across / camera.px_per_m
    target[1] -= down / camera.px_per_m
    wide, tall = (high - low) / camera.px_per_m * ROOM
    span_m = max(float(tall), float(wide) * size_px[1] / size_px[0])
    x, y, z = (float(one) for one in target)
    return replace(camera, size_px=size_px, span_m=span_m, target=(x, y, z))


def _points(skeleton: Skeleton, camera: Camera) -> Track:
    points = np.ones((1, 33, 4))
    points[0, :, :3] = camera.track_points(skeleton.landmarks(), skeleton.joints["midhip"])
    return Track(points, np.zeros(1), camera.size_px, meta={})


def _draw(rgb: Pixels, judged: Judged, row: int, seen: Track) -> None:
    """Draw what is judged in one frame onto its picture, by the words of the annotated video."""
    frames, judgement = judged.frames, judged.judgement
    topics = topics_of(judged.check, judgement)
    status = drawn_status(judged.check, judgement, frames)[row]
    sure, guess = (each[row] for each in drawable(judged.prepared))
    view = frames.view_names[frames.view[row]]
    moment = Moment(
        points=pixels_of(seen, rgb.shape[0])[0],
        sure=sure,
        guess=guess,
        near_right=view == "side-right",
        side_view=view.startswith("side"),
        status=status.tolist(),
        values=[math.nan] * len(topics),
        title="",
    )
    layout = Layout(rgb.shape[1], rgb.shape[0])
    paint_shapes(rgb, draw_body(topics, moment, layout, weight=LINES).shapes)
