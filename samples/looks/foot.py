"""The foot's angle from the lower edge of the shoe, told from the floor by its colour."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from posecheck.detect.patches import Mask, parts_of, strokes
from posecheck.detect.silhouette import silhouette_of
from samples.encode import Image
from samples.looks.seen import Floats, Model, Seen
from samples.mannequin.camera import Camera
from samples.mannequin.outfits import OUTFITS
from samples.mannequin.paint import Setting, paint
from samples.mannequin.skeleton import Side
from samples.sweep.bodies import striding, toes_up
from samples.sweep.conditions import Light
from samples.sweep.film import lit, to_rgb

POINTS: dict[Side, tuple[int, int, int, int]] = {
    "left": (27, 29, 31, 25),
    "right": (28, 30, 32, 26),
}
WHO: tuple[tuple[str, Side, Light], ...] = (
    ("blue", "left", "plain"),
    ("red", "right", "plain"),
    ("green", "left", "plain"),
    ("violet", "right", "plain"),
    ("blue", "left", "noisy"),
    ("red", "left", "dim"),
)
LIFTED_DEG = np.linspace(-35.0, 25.0, 9)
STRIDE = np.linspace(-0.12, 0.4, 13)  # from before contact until after toe-off
# Lengths are shares of the trunk's.
WIDE, HIGH, THICK, ABOUT_SOLE, SHORTEST_SOLE = 0.44, 0.33, 0.26, 0.30, 0.22
ALONG = np.array([0.15, 0.3, 0.5, 0.7, 0.85])  # from heel to toe, where the shoe is looked for
ASKEW_DEG = np.arange(-40, 41)  # of the edge against heel and toe
ON_EDGE = 1.6  # cells


def sole(image: Image, xy: Floats, side: Side) -> Floats | None:
    """The direction (2,) of the shoe's lower edge from heel to toe, in pixels; None if unseen.

    xy: (33, 2) landmarks in pixels.
    """
    ankle, heel, toe, knee = (xy[index] for index in POINTS[side])
    trunk = float(np.hypot(*(xy[11] + xy[12] - xy[23] - xy[24]))) / 2
    x, y = (heel + toe) / 2
    box = (x - WIDE * trunk, y - HIGH * trunk, x + WIDE * trunk, y + HIGH * trunk)
    rise = (ankle - (heel + toe) / 2) / 4
    seeds = heel + ALONG[:, None] * (toe - heel) + (1 - ALONG)[:, None] * rise
    limbs = [(heel, toe), (ankle, heel), (ankle, toe), (ankle, knee)]
    shown = silhouette_of(to_rgb(image), box, limbs, THICK * trunk, seeds)
    if shown is None:
        return None
    unit = trunk * float(shown.scale[0])
    line = (shown.cells(heel), shown.cells(toe))
    rows, columns = shown.mask.shape
    parts = parts_of(shown.mask & strokes((rows, columns), [line], ABOUT_SOLE * unit))
    across, down = np.clip(shown.cells(seeds[1:4]).astype(int), 0, (columns - 1, rows - 1)).T
    on = parts[down, across]
    if (on > 0).sum() < 2:
        return None
    shoe = parts == np.bincount(on[on > 0]).argmax()
    return _lower_edge(shoe, line[1] - line[0], shown.cells(ankle) - line[0], unit)


def _lower_edge(shoe: Mask, along: Floats, ankle: Floats, unit: float) -> Floats | None:
    """The direction in which a straight edge touches the shoe from below over the longest part."""
    rows, columns = np.nonzero(shoe & ~_inner(shoe))
    edge = np.stack([columns, rows], axis=1).astype(float)
    angles = np.arctan2(along[1], along[0]) + np.radians(ASKEW_DEG)
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    below = np.stack([-directions[:, 1], directions[:, 0]], axis=1)
    below *= -np.sign(np.cross(along, ankle - along / 2))
    touched = []
    for direction, outward in zip(directions, below, strict=True):
        reach = edge @ outward
        touched.append(np.ptp((edge @ direction)[reach > reach.max() - ON_EDGE]))
    longest = max(touched)
    if longest < SHORTEST_SOLE * unit:
        return None
    best = round(float(np.flatnonzero(np.array(touched) > longest - 1.5).mean()))
    direction, outward = directions[best], below[best]
    reach = edge @ outward
    on = reach > reach.max() - ON_EDGE
    slope = np.polyfit(edge[on] @ direction, reach[on], 1)[0]
    found: Floats = direction + slope * outward
    return found


def _inner(mask: Mask) -> Mask:
    """The cells of a mask whose four neighbours are in it."""
    padded = np.pad(mask, 1)
    inner: Mask = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    return inner


def looks(model: Model, *, lifted: bool) -> Iterator[Seen]:
    """Inclination of the near foot in degrees, lifted with raised toes or through a stance."""
    noise = np.random.default_rng(1)
    values, make = (LIFTED_DEG, toes_up) if lifted else (STRIDE % 1.0, striding)
    for outfit, side, light in WHO:
        camera = Camera(90.0 if side == "left" else -90.0)
        made = [make(float(value), side) for value in values]
        setting = Setting(camera, outfit=OUTFITS[outfit])
        images = [lit(paint(one, setting), light, noise) for one in made]
        _, heel, toe, _ = POINTS[side]
        for one, image, found in zip(made, images, model.followed(images), strict=True):
            true, xy = camera.project(one.landmarks())[0], found[:, :2] * camera.size_px
            edge = sole(image, xy, side)
            told = _angle(true[toe] - true[heel], side)
            read = float("nan") if edge is None else _angle(edge, side)
            yield Seen(told, _angle(xy[toe] - xy[heel], side), told, read)


def _angle(direction: Floats, side: Side) -> float:
    ahead = -1.0 if side == "left" else 1.0
    return float(np.degrees(np.arctan2(-direction[1], ahead * direction[0])))
