"""Round stickers of one strong colour on the pelvis, found without being told the colour.

A sticker is a spot that differs in colour from what lies around it in every direction; an edge or
a band differs in some directions only. Two such spots of one colour, side by side about the middle
of the hips, are taken for stickers; how far apart they are and what colour they have is remembered.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from posecheck.detect.lab import GREY
from posecheck.detect.patches import Pixels, patch, window
from posecheck.detect.region import PictureLine, Region

Floats = NDArray[np.float32]

# All lengths are shares of the trunk's length, heights count upwards from the hip landmarks.
HALF_WIDTH = 0.42
LOWEST, HIGHEST = -0.12, 0.48
CELL = 0.01
ROWS, COLUMNS = round((HIGHEST - LOWEST) / CELL), round(2 * HALF_WIDTH / CELL)
RING = 5  # cells from a sticker's middle to what lies around it: stickers are up to 4.5 cm wide
MOST_SPOTS = 6
PATTERN = 2  # spots of the stickers' colour elsewhere: dots are printed on the cloth

STANDS_OUT = 20.0  # in a and b of Lab: what shade and compression do not make of one cloth
STRONG = 30.0  # from grey: skin has 15 to 28
ONE_COLOUR = 18.0  # how far two stickers may differ in hue, in a and b of Lab
SHADE = 0.6  # least quotient of two stickers' strengths: the one that is turned away is darker
APART = (0.12, 0.64)
STEEPEST = 0.55  # rise over run
OFF_MIDDLE = 0.16  # how far the middle of two stickers may be from that of the hips
WIDE = (0.018, 0.10)
ALIKE = 2.8  # largest quotient of two stickers' areas
ROUND = 0.30  # least quotient of a spot's shorter and longer variance; seen aslant it is an ellipse
WANDER = 0.06  # how far a sticker moves on the body from one picture to the next
SURE = 40.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A spot in the picture: middle in pixels, colour (a, b), area in pixels, how it stands out."""

    x: float
    y: float
    colour: tuple[float, float]
    area: float
    contrast: float


def find_stickers(rgb: Pixels, region: Region) -> tuple[Spot, ...]:
    """Find the stickers in a picture (H, W, 3), from left to right; none or at least two."""
    spots = [
        spot
        for x, y in _candidates(rgb, region)
        if (spot := measure_spot(rgb, region, x, y)) is not None
    ]
    best: tuple[Spot, ...] = ()
    for pair in combinations(sorted(spots, key=lambda spot: spot.x), 2):
        if _belong(region, *pair) and (not best or _surer(pair, best)):
            best = pair
    if not best:
        return ()
    alike = [spot for spot in spots if spot not in best and _of_one_colour(spot, best[0])]
    more = [spot for spot in alike if _in_line(spot, *best)]
    if len(alike) - len(more) >= PATTERN:
        return ()
    return tuple(sorted((*best, *more), key=lambda spot: spot.x))


def follow(
    rgb: Pixels, region: Region, before: Region, spots: tuple[Spot, ...]
) -> tuple[Spot, ...]:
    """Find stickers again near where they were on the body; none where one of them is lost."""
    scale = region.trunk_px / before.trunk_px
    found = []
    for spot in spots:
        x = region.x + (spot.x - before.x) * scale
        y = region.y + (spot.y - before.y) * scale
        now = measure_spot(rgb, region, x, y, spot.colour)
        if now is None or abs(np.log(now.area / (spot.area * scale**2))) > np.log(ALIKE):
            return ()
        found.append(now)
    if any(
        not _belong(region, one, other) for one, other in zip(found[:1], found[-1:], strict=True)
    ):
        return ()
    return tuple(found)


def line_of(spots: tuple[Spot, ...]) -> PictureLine:
    """Put a line through stickers, at least two, from the leftmost to the rightmost."""
    first, last = spots[0], spots[-1]
    x, y = np.array([spot.x for spot in spots]), np.array([spot.y for spot in spots])
    slope = float(((x - x.mean()) * (y - y.mean())).sum() / ((x - x.mean()) ** 2).sum())
    at = float(y.mean() - slope * x.mean())
    quality = min(1.0, min(spot.contrast for spot in spots) / SURE)
    return PictureLine(
        (first.x, at + slope * first.x), (last.x, at + slope * last.x), float(quality)
    )


def _candidates(rgb: Pixels, region: Region) -> list[tuple[float, float]]:
    """Give places in the picture where something small differs from all that surrounds it."""
    unit = region.trunk_px
    left, top = region.x - HALF_WIDTH * unit, region.y - HIGHEST * unit
    box = (left, top, region.x + HALF_WIDTH * unit, region.y - LOWEST * unit)
    lab = patch(rgb, box, (ROWS, COLUMNS))
    if lab is None:
        return []
    tint = lab[..., 1:].astype(np.float32)
    here = tint[RING:-RING, RING:-RING]
    least: Floats = np.full(here.shape[:2], np.inf, np.float32)
    for down, right in _RING:
        there = tint[RING + down : ROWS - RING + down, RING + right : COLUMNS - RING + right]
        change = here - there
        np.minimum(least, np.einsum("rcx,rcx->rc", change, change), out=least)
    grey = here - GREY
    least[np.einsum("rcx,rcx->rc", grey, grey) < STRONG**2] = 0.0
    found = []
    for _ in range(MOST_SPOTS):
        row, column = divmod(int(least.argmax()), least.shape[1])
        if least[row, column] < STANDS_OUT**2:
            break
        found.append(
            (
                left + (column + RING + 0.5) * CELL * unit,
                top + (row + RING + 0.5) * CELL * unit,
            )
        )
        least[max(0, row - RING) : row + RING + 1, max(0, column - RING) : column + RING + 1] = 0.0
    return found


_DIAGONAL = round(RING / np.sqrt(2))
_RING = tuple(
    (RING * y if not x else _DIAGONAL * y, RING * x if not y else _DIAGONAL * x)
    for y in (-1, 0, 1)
    for x in (-1, 0, 1)
    if x or y
)


def measure_spot(
    rgb: Pixels, region: Region, x: float, y: float, known: tuple[float, float] | None = None
) -> Spot | None:
    """Measure a spot near a place at full resolution; None where there is no round one.

    known: its colour, (a, b), where that has been seen.
    """
    reach = max((RING * CELL if known is None else WANDER) * region.trunk_px, 4.0)
    around = window(rgb, (x - reach, y - reach, x + reach + 1, y + reach + 1))
    if around is None:
        return None
    lab, left, top = around
    tint = lab[..., 1:].astype(np.float32)
    if known is None:
        middle = tint[tint.shape[0] // 2 - 1 :, tint.shape[1] // 2 - 1 :][:3, :3]
        colour = np.sort(middle.reshape(-1, 2), axis=0)[4]
    else:
        colour = np.array(known, np.float32)
    off = tint - colour
    apart = np.sqrt(np.einsum("rcx,rcx->rc", off, off))
    rim = np.concatenate([apart[0], apart[-1], apart[:, 0], apart[:, -1]])
    contrast = float(np.sort(rim)[len(rim) // 10])
    if contrast < STANDS_OUT * 0.8:
        return None
    weight = np.clip(1.5 - apart / (0.5 * contrast), 0.0, 1.0)
    return _round_spot(weight, (left, top), tint, contrast, region.trunk_px)


def _round_spot(
    weight: Floats, corner: tuple[int, int], tint: Floats, contrast: float, trunk_px: float
) -> Spot | None:
    area = float(weight.sum())
    if not WIDE[0] <= np.sqrt(area * 4 / np.pi) / trunk_px <= WIDE[1]:
        return None
    across, down = np.arange(weight.shape[1]), np.arange(weight.shape[0])
    columns, rows = weight.sum(axis=0) / area, weight.sum(axis=1) / area
    x, y = float(columns @ across), float(rows @ down)
    xx, yy = float(columns @ (across - x) ** 2), float(rows @ (down - y) ** 2)
    xy = float((down - y) @ weight @ (across - x)) / area
    mean, spread = (xx + yy) / 2, float(np.hypot((xx - yy) / 2, xy))
    if mean - spread < ROUND * (mean + spread):
        return None
    if 4 * np.pi * np.sqrt(max(mean**2 - spread**2, 0.0)) > 2.0 * area:
        return None  # scattered: the variances of a filled ellipse match its area
    colour = np.einsum("rc,rcx->x", weight, tint) / area
    return Spot(corner[0] + x, corner[1] + y, (float(colour[0]), float(colour[1])), area, contrast)


def _belong(region: Region, one: Spot, other: Spot) -> bool:
    """Tell whether two spots, the left one first, can be stickers on one pelvis."""
    across, down = other.x - one.x, other.y - one.y
    unit = region.trunk_px
    return bool(
        APART[0] * unit <= across <= APART[1] * unit
        and abs(down) <= STEEPEST * across
        and abs((one.x + other.x) / 2 - region.x) <= OFF_MIDDLE * unit
        and _of_one_colour(one, other)
        and 1 / ALIKE <= one.area / other.area <= ALIKE
    )


def _surer(pair: tuple[Spot, ...], best: tuple[Spot, ...]) -> bool:
    return min(spot.contrast for spot in pair) > min(spot.contrast for spot in best)


def _of_one_colour(one: Spot, other: Spot) -> bool:
    """Tell whether two spots have one hue, whatever the light: shade draws it towards grey."""
    (a, b), (c, d) = ((x - GREY, y - GREY) for x, y in (one.colour, other.colour))
    weak, strong = sorted((math.hypot(a, b), math.hypot(c, d)))
    opposite = a * c + b * d <= 0
    return not opposite and weak >= SHADE * strong and abs(a * d - b * c) <= ONE_COLOUR * strong


def _in_line(spot: Spot, first: Spot, last: Spot) -> bool:
    """Tell whether a third spot lies on the line of two."""
    share = (spot.x - first.x) / (last.x - first.x)
    off = abs(spot.y - first.y - share * (last.y - first.y))
    return bool(off <= 0.06 * (last.x - first.x))
