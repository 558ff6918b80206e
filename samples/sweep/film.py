"""Pictures of a sweep under a condition: drawn, lit, compressed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from fractions import Fraction

import av
import cv2
import numpy as np

from samples.encode import Image
from samples.mannequin.camera import Camera
from samples.mannequin.outfits import OUTFITS
from samples.mannequin.paint import Setting, paint
from samples.mannequin.room import Room
from samples.mannequin.skeleton import Skeleton
from samples.sweep.conditions import Condition, Light
from samples.sweep.movement import View

YAW: dict[View, float] = {"side": 90.0, "front": 0.0, "back": 180.0}
SPAN_M, TALL_SPAN_M = 2.05, 2.45


def setting_for(view: View, condition: Condition, *, tall: bool) -> Setting:
    """The camera where the condition puts it, with the outfit and the girth it names."""
    yaw = YAW[view] * (-1.0 if view == "side" and condition.side == "right" else 1.0)
    span = (TALL_SPAN_M if tall else SPAN_M) / condition.size
    height = condition.height_px
    camera = Camera(
        yaw + condition.yaw,
        distance_m=condition.distance_m,
        height_m=condition.camera_m,
        target=(0.0, 1.12 if tall else 0.93, 0.0),
        size_px=(height * 3 // 4, height),
        span_m=span,
    )
    return Setting(camera, Room(), OUTFITS[condition.outfit], condition.girth)


def draw(skeletons: Iterable[Skeleton], setting: Setting, light: Light, seed: int) -> list[Image]:
    """Paint the skeletons and light the pictures; the seed makes the noise repeatable."""
    noise = np.random.default_rng(seed)
    return [lit(paint(skeleton, setting), light, noise) for skeleton in skeletons]


def lit(image: Image, light: Light, noise: np.random.Generator) -> Image:
    """Dim: a third of the light and some noise; glaring: washed out; flat: little contrast."""
    if light == "plain":
        return image
    values = image.astype(np.float32)
    if light == "glaring":
        values = values * 1.5 + 30.0
    elif light == "flat":
        values = 128.0 + (values - 128.0) * 0.35
    elif light == "dim":
        values = values * 0.3
    if light in ("dim", "noisy"):
        sigma = 5.0 if light == "dim" else 14.0
        values += noise.normal(0.0, sigma, values.shape).astype(np.float32)
    return np.clip(values, 0, 255).astype(np.uint8)


def compressed(images: Sequence[Image], fps: int, crf: int | None) -> list[Image]:
    """The same pictures after H.264 at a quality; unchanged where there is none."""
    if crf is None:
        return list(images)
    stored = io.BytesIO()
    with av.open(stored, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=fps)
        stream.pix_fmt = "yuv420p"
        stream.time_base = Fraction(1, fps)
        stream.options = {"crf": str(crf), "preset": "fast", "threads": "1"}
        stream.height, stream.width = images[0].shape[0] // 2 * 2, images[0].shape[1] // 2 * 2
        for index, image in enumerate(images):
            even = np.ascontiguousarray(image[: stream.height, : stream.width])
            frame = av.VideoFrame.from_ndarray(even, format="bgr24")
            frame.pts = index
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    stored.seek(0)
    with av.open(stored, "r") as clip:
        return [
            np.asarray(frame.to_ndarray(format="bgr24"), dtype=np.uint8)
            for frame in clip.decode(video=0)
        ]


def to_rgb(image: Image) -> Image:
    """The picture as the model takes it."""
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB))
