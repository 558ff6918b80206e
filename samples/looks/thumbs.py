"""Hands that meet overhead: how far apart they are, by the model and by the look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from posecheck.detect.placed import GOOD_ENOUGH
from posecheck.detect.thumbs import ThumbFinder
from samples.encode import Image
from samples.looks.seen import Model, Seen
from samples.mannequin.camera import Camera
from samples.mannequin.limbs import hand_surfaces
from samples.mannequin.outfits import BLUE, GREEN, RED, VIOLET, Colour, Outfit
from samples.mannequin.paint import Setting, paint
from samples.mannequin.room import Room
from samples.mannequin.skeleton import SIDES, Skeleton
from samples.mannequin.vectors import Array
from samples.sweep.bodies import angel_with
from samples.sweep.conditions import Light
from samples.sweep.film import compressed, lit, to_rgb

GAPS_M = (-0.02, 0.0, 0.01, 0.03, 0.05, 0.08, 0.11, 0.15, 0.20, 0.25, 0.31)
WALLS: dict[str, Colour] = {
    "plain": (186, 196, 202),
    "beige": (140, 170, 215),
    "wood": (98, 132, 166),
    "white": (245, 245, 245),
    "dark": (60, 55, 50),
    "skin": BLUE.skin,
}
TILTED = {"elbow_at_top": 184.0, "hands_apart": 32.0}  # fingers outward, thumbs towards each other
STRAIGHT = {"elbow_at_top": 160.0, "hands_apart": 0.0}


@dataclass(frozen=True, slots=True)
class Hands:
    """A picture of raised arms: true landmarks (33, 2) in pixels, distance of the hands' skins."""

    image: Image
    joints_px: Array
    gap_px: float
    px_per_m: float


@dataclass(frozen=True, slots=True)
class Shown:
    """How hands are filmed: outfit, wall, light, how they are held, rows, compression."""

    outfit: Outfit = field(default=BLUE)
    wall: str = "plain"
    light: Light = "plain"
    tilted: bool = False
    height_px: int = 640
    crf: int | None = None


OUTFITS = (BLUE, RED, GREEN, VIOLET)
GROUPS: dict[str, tuple[Shown, ...]] = {
    "outfits": tuple(
        Shown(outfit, tilted=tilted) for outfit in OUTFITS for tilted in (False, True)
    ),
    "walls": (
        Shown(BLUE, "beige", tilted=True),
        Shown(RED, "beige"),
        Shown(VIOLET, "wood", tilted=True),
        Shown(RED, "wood"),
        Shown(GREEN, "white", tilted=True),
        Shown(RED, "dark"),
        Shown(BLUE, "dark", tilted=True),
    ),
    "wall of the skin's colour": (Shown(BLUE, "skin"), Shown(BLUE, "skin", tilted=True)),
    "light": (
        Shown(BLUE, light="dim"),
        Shown(RED, light="dim"),
        Shown(GREEN, light="glaring"),
        Shown(VIOLET, light="flat"),
        Shown(BLUE, light="noisy"),
        Shown(RED, light="noisy"),
    ),
    "size and compression": (
        Shown(crf=34),
        Shown(VIOLET, crf=40, tilted=True),
        Shown(RED, height_px=480),
        Shown(BLUE, height_px=1080, tilted=True),
    ),
}


def hands_of(gap_m: float, shown: Shown) -> Hands:
    """Paint arms overhead whose thumb joints are `gap_m` apart, seen from the front."""
    skeleton = angel_with(1.0, **(TILTED if shown.tilted else STRAIGHT))("thumb_gap_m")(
        gap_m, "left"
    )
    size_px = (shown.height_px * 3 // 4, shown.height_px)
    camera = Camera(0.0, distance_m=4.0, target=(0.0, 1.12, 0.0), size_px=size_px, span_m=2.45)
    image = paint(skeleton, Setting(camera, Room(wall=WALLS[shown.wall]), shown.outfit))
    return Hands(
        lit(image, shown.light, np.random.default_rng(round(1000 * gap_m) + 100)),
        camera.project(skeleton.landmarks())[0],
        _gap_px(skeleton, camera),
        camera.px_per_m,
    )


def _gap_px(skeleton: Skeleton, camera: Camera) -> float:
    """The smallest distance of the two hands' surfaces as the camera sees them; 0 is touching."""
    both = []
    for side, _ in SIDES:
        wrist, frame = skeleton.joints[f"{side}_wrist"], skeleton.frames[f"{side}_hand"]
        shapes = [part.vertices.reshape(-1, 3) for part in hand_surfaces(wrist, frame, BLUE)]
        both.append(camera.project(np.concatenate(shapes))[0])
    left, right = both
    return float(np.hypot(*(left[:, None] - right).transpose(2, 0, 1)).min())


def look(model: Model, shown: Shown) -> Iterator[Seen]:
    """Look at hands at every distance, in cm: truth and reading for the model and for the look.

    The model's truth is the distance of the thumbs' joints, the look's that of the skins.
    """
    filmed = [hands_of(gap_m, shown) for gap_m in GAPS_M]
    images = compressed([one.image for one in filmed for _ in range(4)], 30, shown.crf)[::4]
    for one, image, found in zip(filmed, images, model.followed(images), strict=True):
        height, width = image.shape[:2]
        cm = 100.0 / one.px_per_m
        row = ThumbFinder()(to_rgb(image), found, 0.0)
        gap = np.hypot(row[1] - row[3], row[2] - row[4]) * height
        thumbs = (found[21, :2] - found[22, :2]) * (width, height)
        joints = one.joints_px[21] - one.joints_px[22]
        yield Seen(
            float(np.hypot(*joints)) * cm,
            float(np.hypot(*thumbs)) * cm,
            one.gap_px * cm,
            float(gap) * cm if row[0] >= GOOD_ENOUGH else float("nan"),
        )
