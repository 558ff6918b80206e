"""Ear and eye from a crop of the head at full resolution: what a second pass of the model reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from samples.encode import Image
from samples.looks.seen import Floats, Model, Seen
from samples.mannequin.camera import Camera
from samples.mannequin.outfits import OUTFITS
from samples.mannequin.paint import Setting, paint
from samples.mannequin.skeleton import Side
from samples.mannequin.vectors import Array
from samples.sweep.bodies import standing_with

TILTS_DEG = np.linspace(-15.0, 25.0, 6)
FORWARD_M = np.linspace(-0.01, 0.08, 6)
CROPS = {"head": (0.5, 0.10), "head and shoulders": (0.8, 0.22), "down to the hips": (1.1, 0.38)}
"""Side of the square, and how far its middle is below the ear, in metres."""
CROP_PX = 512
WHO: tuple[tuple[str, Side], ...] = (
    ("blue", "left"),
    ("red", "right"),
    ("green", "left"),
    ("violet", "right"),
)
SIDE_POINTS: dict[Side, tuple[int, int, int]] = {"left": (7, 3, 11), "right": (8, 6, 12)}


@dataclass(frozen=True, slots=True)
class Filmed:
    """A picture from the side: where ear, outer eye corner and shoulder are, by truth and model."""

    image: Image
    true: Array
    found: Floats
    side: Side
    px_per_m: float

    def tilt(self, points: Floats) -> float:
        """Rise of the eye above the ear in degrees."""
        ear, eye, _ = points
        return float(np.degrees(np.arctan2(ear[1] - eye[1], self._ahead * (eye[0] - ear[0]))))

    def forward_cm(self, ear: Floats, shoulder: Floats) -> float:
        """How far the ear is ahead of the shoulder."""
        return float(self._ahead * (ear[0] - shoulder[0]) / self.px_per_m * 100)

    @property
    def _ahead(self) -> float:
        return -1.0 if self.side == "left" else 1.0


def filmed(model: Model, setting: str, height_px: int) -> Iterator[Filmed]:
    """Heads that nod or come forward, in four outfits."""
    swept = TILTS_DEG if setting == "head_tilt" else FORWARD_M
    size_px = (height_px * 3 // 4, height_px)
    for outfit, side in WHO:
        camera = Camera(90.0 if side == "left" else -90.0, size_px=size_px)
        made = [standing_with()(setting)(float(value), side) for value in swept]
        images = [paint(one, Setting(camera, outfit=OUTFITS[outfit])) for one in made]
        rows = SIDE_POINTS[side]
        for one, image, found in zip(made, images, model.followed(images), strict=True):
            true = camera.project(one.landmarks())[0][list(rows)]
            read = found[list(rows), :2] * size_px
            yield Filmed(image, true, read, side, camera.px_per_m)


def look(model: Model, one: Filmed, crop: str) -> Floats:
    """Ear, eye and shoulder (3, 2) in the picture, as a crop of it shows them; NaN for nobody."""
    side_m, below_m = CROPS[crop]
    wide = side_m * one.px_per_m
    left, top = one.found[0] - (wide / 2, wide / 2 - below_m * one.px_per_m)
    scale = CROP_PX / wide
    moved = np.array([[scale, 0.0, -left * scale], [0.0, scale, -top * scale]])
    image = cv2.warpAffine(one.image, moved, (CROP_PX, CROP_PX), borderMode=cv2.BORDER_REPLICATE)
    found = model.single(np.asarray(image, np.uint8))
    places: Floats = found[list(SIDE_POINTS[one.side]), :2] * wide + (left, top)
    return places


def looks(model: Model, setting: str, crop: str, pictures: list[Filmed]) -> Iterator[Seen]:
    """Head tilt in degrees where the head nods, ear ahead of shoulder in cm where it comes forward.

    The shoulder is the whole picture's in both.
    """
    for one in pictures:
        close = look(model, one, crop)
        if setting == "head_tilt":
            true, read, again = one.tilt(one.true), one.tilt(one.found), one.tilt(close)
        else:
            true = one.forward_cm(one.true[0], one.true[2])
            read = one.forward_cm(one.found[0], one.found[2])
            again = one.forward_cm(close[0], one.found[2])
        yield Seen(true, read, true, again)
