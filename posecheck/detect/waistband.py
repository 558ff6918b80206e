"""The waistband of shorts or trousers, found as a line across the hips.

An edge between two colours says nothing by itself: the hem of a hanging shirt makes one as clear,
at any height, and it moves with the trunk. So an edge counts as a waistband only where the skin is
bare above it, or where it is one of the two edges of a band whose colour is neither the shirt's nor
the shorts'.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from posecheck.detect.patches import Pixels, patch
from posecheck.detect.region import PictureLine, Region
from posecheck.detect.skin import Colour, is_skin, may_be_skin

Floats = NDArray[np.float32]
Reals = NDArray[np.float64]

# All lengths are shares of the trunk's length, heights count upwards from the hip landmarks.
HALF_WIDTH = 0.27
LOWEST, HIGHEST = -0.16, 0.56
STRIPS, ROWS = 20, 87
ROW = (HIGHEST - LOWEST) / ROWS
REACH = 3  # rows above and below an edge whose colours are compared
# Waistbands were seen from 0.02 to 0.22 in clips of people and of the mannequin, the hem of a
# jacket of nearly the colour of skin at -0.01 and below.
WAIST = (0.01, 0.48)
BAND = (0.03, 0.15)  # how wide one is

STEEPEST_DEG, STEP_DEG = 24, 3
MOST_LINES = 4
CLEAR = 8.0  # mean difference of colour, in Lab, that makes a line worth following
NEAR = 0.014  # a strip agrees with a line when its edge is that near
CONTINUOUS = 0.75  # share of strips that must agree
DIFFERENT = 12.0  # colours that differ less may be one cloth in light and shade
LIGHTNESS = 0.6  # folds and shade change lightness more than colour
SURE = 24.0  # contrast of a line that is beyond doubt


@dataclass(frozen=True, slots=True)
class _Line:
    """A line through the strips: row and slope at the middle, how well it fits, its colours."""

    row: float
    slope: float
    rms: float
    agreeing: float
    contrast: float
    above: Colour
    below: Colour


def find_waistband(rgb: Pixels, region: Region, skin: Colour | None) -> PictureLine | None:
    """Find the waistband in a picture (H, W, 3); None where no line can only be one.

    skin: (3,) the person's colour in Lab, None where unknown.
    """
    unit = region.trunk_px
    box = (
        region.x - HALF_WIDTH * unit,
        region.y - HIGHEST * unit,
        region.x + HALF_WIDTH * unit,
        region.y - LOWEST * unit,
    )
    strips = patch(rgb, box, (ROWS, STRIPS))
    if strips is None:
        return None
    lab = strips.astype(np.float32)
    lines = _lines(lab)
    found = [*_bands(lab, lines, skin), *_bare(lines, skin)]
    if not found:
        return None
    quality, row, slope = max(found, key=lambda one: one[0])  # of equals the clearest
    return _in_picture(region, row, slope, quality)


def _in_picture(region: Region, row: float, slope: float, quality: float) -> PictureLine:
    unit = region.trunk_px
    middle = region.y - (HIGHEST - (row + 0.5) * ROW) * unit
    rise = slope * ROW * unit * STRIPS / 2
    half = HALF_WIDTH * unit
    return PictureLine((region.x - half, middle - rise), (region.x + half, middle + rise), quality)


def height_of(row: float) -> float:
    """Give the height of a row above the hip landmarks."""
    return HIGHEST - (row + 0.5) * ROW


_COLUMNS = np.arange(STRIPS) - (STRIPS - 1) / 2
_ASPECT = (2 * HALF_WIDTH / STRIPS) / ROW  # rows that a strip is wide
PARALLEL = math.tan(math.radians(5.0)) * _ASPECT


def _shifts() -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Give slopes in rows a strip, and for each the flat indices (A, S, R) of its rows."""
    angles = np.radians(np.arange(-STEEPEST_DEG, STEEPEST_DEG + 1, STEP_DEG))
    slopes = np.tan(angles) * _ASPECT
    rows = np.arange(ROWS)[None, None, :] + np.round(slopes[:, None] * _COLUMNS)[..., None]
    inside = np.clip(rows, 0, ROWS - 1).astype(np.intp)
    return slopes, inside * STRIPS + np.arange(STRIPS)[None, :, None]


_SLOPES, _FLAT = _shifts()
_STRIP = np.arange(STRIPS)
_AROUND = np.arange(-4, 5)
_BASIS_OFFSET = -float(np.mean(_COLUMNS**2))
_BASIS = np.stack([np.ones(STRIPS), _COLUMNS, _COLUMNS**2 + _BASIS_OFFSET], axis=1)
DOUBLE = 2.0  # rows between two fits of one edge, at either end
BESIDE = 4  # rows from a line at which the colours on its sides are taken


def _edges(lab: Floats) -> Floats:
    """Give how the colour changes from above to below each row, (R, S, 3); 0 at the borders."""
    total = np.zeros((ROWS + 1, STRIPS, 3), np.float32)
    np.cumsum(lab, axis=0, out=total[1:])
    change = np.zeros_like(lab)
    at = slice(REACH, ROWS - REACH)
    change[at] = (
        total[2 * REACH : ROWS] + total[: ROWS - 2 * REACH] - 2 * total[REACH : ROWS - REACH]
    )
    change[..., 0] *= LIGHTNESS
    change /= REACH
    return change


def _lines(lab: Floats) -> list[_Line]:
    """Find straight, continuous lines of one change of colour, the clearest first."""
    change = _edges(lab)
    size = np.sqrt(np.einsum("rsc,rsc->rs", change, change))
    votes = np.minimum(size, SURE).take(_FLAT).mean(axis=1)
    best, steepest = votes.max(axis=0), votes.argmax(axis=0)
    rows: list[int] = []
    for _ in range(MOST_LINES):
        row = int(best.argmax())
        if best[row] < CLEAR:
            break
        rows.append(row)
        best[max(0, row - 3) : row + 4] = 0.0
    if not rows:
        return []
    guess = np.array(rows)[:, None] + _SLOPES[steepest[rows]][:, None] * _COLUMNS
    return _fitted(lab, change, size, guess)


def _fitted(lab: Floats, change: Floats, size: Floats, guess: Reals) -> list[_Line]:
    """Fit lines through the strongest change of each strip near first guesses (K, S)."""
    rows = np.clip(np.round(guess)[..., None] + _AROUND, 1, ROWS - 2).astype(np.intp)
    strongest = size[rows, _STRIP[:, None]].argmax(axis=2)
    peak = np.take_along_axis(rows, strongest[..., None], axis=2)[..., 0]
    direction = change[peak, _STRIP]
    usual = _middle(direction)
    strength = np.sqrt(np.einsum("kc,kc->k", usual, usual))
    along = np.einsum("ksc,kc->ks", direction, usual) / np.maximum(strength, 1e-6)[:, None]
    fits = (along > 0.5 * strength[:, None]) & (strength >= CLEAR)[:, None]
    before, at, after = size[peak - 1, _STRIP], size[peak, _STRIP], size[peak + 1, _STRIP]
    bend = np.maximum(2 * at - before - after, 1e-3)
    exact = peak + np.clip(0.5 * (after - before) / bend, -1.0, 1.0)
    solved, rest = _through(exact, fits)
    agree = fits & (np.abs(rest) < NEAR / ROW)
    line = np.clip(np.round(exact - rest), BESIDE + 1, ROWS - BESIDE - 2).astype(np.intp)
    above = _middle(lab[line - BESIDE, _STRIP]).tolist()
    below = _middle(lab[line + BESIDE, _STRIP]).tolist()
    count = agree.sum(axis=1)
    rms = np.sqrt((rest**2 * agree).sum(axis=1) / np.maximum(count, 1))
    row = solved[:, 0] + solved[:, 2] * _BASIS_OFFSET
    told = (row, solved[:, 1], rms, count / STRIPS, strength)
    lines = map(_Line, *(numbers.tolist() for numbers in told), above, below)
    return _distinct([line for line in lines if line.agreeing >= CONTINUOUS])


def _distinct(lines: list[_Line]) -> list[_Line]:
    """Leave out doubles: a clear edge is found from two guesses, from the better one first."""
    kept: list[_Line] = []
    for line in lines:
        if not any(_double(line, other) for other in kept):
            kept.append(line)
    return kept


def _double(one: _Line, other: _Line) -> bool:
    apart, turned = one.row - other.row, (one.slope - other.slope) * STRIPS / 2
    return max(abs(apart + turned), abs(apart - turned)) < DOUBLE


def _through(rows: Reals, fits: NDArray[np.bool_]) -> tuple[Reals, Reals]:
    """Fit row, slope and bend (a waist is round) to rows (K, S), strays counting little.

    Returns (K, 3) and what is left of the rows, (K, S).
    """
    weight = fits + 1e-6
    for _ in range(3):
        weighed = _BASIS * weight[..., None]
        solved = np.linalg.solve(
            weighed.transpose(0, 2, 1) @ _BASIS, np.einsum("ksb,ks->kb", weighed, rows)[..., None]
        )[..., 0]
        rest = rows - solved @ _BASIS.T
        weight = (fits + 1e-6) / np.maximum(1.0, np.abs(rest) / (NEAR / ROW / 2)) ** 2
    return solved, rest


def _middle(colours: Floats) -> Floats:
    """Give the median colour over the strips: (K, S, 3) -> (K, 3)."""
    middle: Floats = np.sort(colours, axis=1)[:, STRIPS // 2]
    return middle


def _bands(
    lab: Floats, lines: list[_Line], skin: Colour | None
) -> list[tuple[float, float, float]]:
    """Give the bands of cloth between two lines as quality, row and slope."""
    found = []
    for one, other in combinations(lines, 2):
        upper, lower = (one, other) if one.row < other.row else (other, one)
        middle, slope = (upper.row + lower.row) / 2, (upper.slope + lower.slope) / 2
        wide = (lower.row - upper.row) * ROW
        parallel = abs(upper.slope - lower.slope) < PARALLEL
        if not (BAND[0] <= wide <= BAND[1] and parallel and _at_the_waist(middle)):
            continue
        inner = _colour_along(lab, middle, slope)
        contrast = min(_apart(inner, upper.above), _apart(inner, lower.below))
        if contrast < DIFFERENT or _apart(upper.above, lower.below) < DIFFERENT:
            continue
        if may_be_skin(inner, skin):
            continue  # between a short shirt and the shorts
        found.append((min(_quality(upper, contrast), _quality(lower, contrast)), middle, slope))
    return found


def _colour_along(lab: Floats, row: float, slope: float) -> Colour:
    rows = np.clip(np.round(row + slope * _COLUMNS), 0, ROWS - 1).astype(np.intp)
    colour: list[float] = _middle(lab[rows, _STRIP][None])[0].tolist()
    return colour


def _at_the_waist(row: float) -> bool:
    return WAIST[0] <= height_of(row) <= WAIST[1]


def _bare(lines: list[_Line], skin: Colour | None) -> list[tuple[float, float, float]]:
    """Give the lines with bare skin above and cloth below as quality, row and slope."""
    if skin is None:
        return []
    return [
        (_quality(line, _apart(line.above, line.below)), line.row, line.slope)
        for line in lines
        if _at_the_waist(line.row) and is_skin(line.above, skin) and not is_skin(line.below, skin)
    ]


def _apart(one: Colour, other: Colour) -> float:
    light, a, b = (here - there for here, there in zip(one, other, strict=True))
    return math.hypot(LIGHTNESS * light, a, b)


def _quality(line: _Line, contrast: float) -> float:
    """Put contrast, continuity and straightness together, 0 to 1."""
    clear = min(1.0, contrast / SURE)
    whole = (line.agreeing - CONTINUOUS + 0.25) / 0.4
    straight = 1.0 - line.rms * ROW / NEAR
    return max(0.0, clear * min(1.0, whole) * min(1.0, 1.6 * straight))
