"""A part of the body as the picture shows it: told from what is behind it by their own colours.

Both palettes come from the picture that is looked at, so no skin, cloth or wall has to be known.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.detect.patches import Box, Mask, Pixels, shrunk, strokes

Floats = NDArray[np.float64]
Colours = NDArray[np.float32]

LARGEST = 64  # columns: about a centimetre each where they show two hands
LIGHTNESS = 0.6  # of a change of lightness counts: folds and shade change it more than colour
FEWEST = 40  # pixels of what is behind, below which nothing is known about it
OWN, BEHIND = 16, 40  # colours in a palette
SHADES = (0.55, 0.75, 1.15)  # a part's own colours in shade and in light
BLACK = 41.0 * LIGHTNESS  # how far below 0 Lab sees black, in 8 bits
GREY = 128.0
APART = 9.0  # a colour that near to one behind it may be that one
SEEDS_APART = 0.5  # share of a part's seeds that must be further than that
STRAY = 0.06  # share of what is behind that may look like the part
CLEAR = 16.0  # distance of a part's colours from those behind it that is beyond doubt
PLAIN = 20  # percentile of the part's pixels that must reach it


@dataclass(frozen=True, slots=True)
class Silhouette:
    """A box of a picture in which a part of the body was told from what is behind it.

    mask: (R, C) pixels of the part, and of whatever looks like it. Cell (row, column) is centred at
    `origin` + (column + 0.5, row + 0.5) / `scale` in pixels of the picture. quality: 0 to 1.
    """

    mask: Mask
    origin: Floats
    scale: Floats
    quality: float

    def cells(self, points: Floats) -> Floats:
        """Give pixels (N, 2) of the picture as x, y in cells of the box."""
        inside: Floats = (points - self.origin) * self.scale
        return inside

    def pixels(self, cells: Floats) -> Floats:
        """Give x, y in cells of the box (N, 2) as pixels of the picture."""
        return cells / self.scale + self.origin


def silhouette_of(
    rgb: Pixels, box: Box, limbs: Sequence[tuple[Floats, Floats]], thick: float, seeds: Floats
) -> Silhouette | None:
    """Tell a part of the body from what is behind it in a box of a picture (H, W, 3).

    limbs: lines (2,) to (2,) near which the part may be, within half of `thick`; what lies beyond
    is behind it. seeds: (N, 2) points that most likely are on it. All in pixels. None where the
    part cannot be told by its colours, or too little is seen of what is behind it.
    """
    found = shrunk(rgb, box, LARGEST)
    if found is None:
        return None
    whole, origin, scale = found
    lab = whole.astype(np.float32)
    lab[..., 0] *= LIGHTNESS
    lines = [((start - origin) * scale, (end - origin) * scale) for start, end in limbs]
    near = strokes((lab.shape[0], lab.shape[1]), lines, thick * float(scale[0]))
    beyond = lab[~near]
    if len(beyond) < FEWEST:
        return None
    behind = beyond[:: max(1, len(beyond) // BEHIND)][:BEHIND]
    own = _own(lab, (seeds - origin) * scale, behind)
    if own is None:
        return None
    to_behind = _distance(lab, behind)
    mask = _distance(lab, own) < to_behind
    inside = mask & near
    stray = float(mask[~near].mean())
    if stray > STRAY or not inside.any():
        return None
    clear = math.sqrt(float(np.percentile(to_behind[inside], PLAIN))) / CLEAR
    return Silhouette(mask, origin, scale, min(1.0, clear) * (1.0 - stray / (2 * STRAY)))


def _own(lab: Colours, seeds: Floats, behind: Colours) -> Colours | None:
    """Give the palette of the part: what its seeds show, in light and shade."""
    rows, columns = lab.shape[:2]
    around = np.arange(-1, 2)
    y = np.clip(seeds[:, 1].astype(int)[:, None, None] + around[:, None], 0, rows - 1)
    x = np.clip(seeds[:, 0].astype(int)[:, None, None] + around, 0, columns - 1)
    shown = lab[y, x].reshape(-1, 3)
    apart = shown[_distance(shown, behind) > APART**2]
    if len(apart) < SEEDS_APART * len(shown):
        return None
    by_light = apart[np.argsort(apart[:, 0], kind="stable")]
    own: Colours = by_light[np.linspace(0, len(by_light) - 1, OWN).astype(int)]
    zero = np.array([-BLACK, GREY, GREY], np.float32)
    shaded = [(own[::2] - zero) * np.float32(shade) + zero for shade in SHADES]
    return np.concatenate([own, *shaded])


def _distance(colours: Colours, palette: Colours) -> Colours:
    """Give the squared distance of colours (..., 3) to the nearest of a palette (P, 3): (...)."""
    x, y, z = np.moveaxis(colours, -1, 0).reshape(3, -1).copy()
    a, b, c = palette.T[:, :, None].copy()
    # No matrix product: its last bit depends on how many cores share it.
    apart = (x - a) ** 2
    apart += (y - b) ** 2
    apart += (z - c) ** 2
    nearest: Colours = apart.min(axis=0)
    return nearest.reshape(colours.shape[:-1])
