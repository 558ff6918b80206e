"""Pictures of a sweep under a condition: drawn, lit, compressed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import av
import cv2
import numpy as np

from samples.encode import Image
from samples.mannequin.camera import Camera
from samples.mannequin.outfits import OUTFITS
from samples.mannequin.paint import Setting
from samples.mannequin.room import Room
from samples.sweep.conditions import Condition, Light
from samples.sweep.movement import Sweep, View

YAW: dict[View, float] = {"side": 90.0, "front": 0.0, "back": 180.0}


@dataclass(frozen=True, slots=True)
class Field:
    """What the picture shows: metres from top to bottom, how high its middle is, and its shape.

    low, slope: of the lens in m where the condition's camera is at 1 m, and how much of what that
    is higher it goes along with. wide, rows: of the picture, in the condition's rows.
    """

    span_m: float
    middle_m: float
    low: float
    slope: float
    wide: float
    rows: float


UPRIGHT = Field(2.05, 0.93, 1.0, 1.0, 0.75, 1.0)
TALL = Field(2.45, 1.12, 1.0, 1.0, 0.75, 1.0)
FLOOR = Field(1.55, 0.42, 0.45, 0.4, 1.25, 0.75)


def setting_for(sweep: Sweep, condition: Condition) -> Setting:
    """The camera where the condition puts it, with the outfit and the girth it names."""
    seen = FLOOR if sweep.floor else TALL if sweep.tall else UPRIGHT
    mirrored = sweep.view == "side" and condition.side == "right"
    yaw = (YAW[sweep.view] - sweep.turned) * (-1.0 if mirrored else 1.0)
    camera = Camera(
        yaw + condition.yaw,
        distance_m=condition.distance_m,
        height_m=seen.low + seen.slope * (condition.camera_m - 1.0),
        target=(0.0, seen.middle_m * condition.stature, 0.0),
        size_px=(round(seen.wide * condition.height_px), round(seen.rows * condition.height_px)),
        span_m=seen.span_m * condition.stature / condition.size,
    )
    return Setting(camera, Room(), OUTFITS[condition.outfit], condition.girth, sweep.ball)


def under(images: Iterable[Image], light: Light, seed: int) -> list[Image]:
    """The pictures in another light; the seed makes the noise repeatable."""
    noise = np.random.default_rng(seed)
    return [lit(image, light, noise) for image in images]


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
