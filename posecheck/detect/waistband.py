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

from posecheck.detect.patches import GREY, Pixels, patch
from posecheck.detect.region import PictureLine, Region

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
SURE = 24.0  # contrast of a line that is beyond doubt
# How far a colour may be from the skin seen elsewhere: lightness (a hand may hang in the shade of
# the trunk), a with b, and the angle of a and b in degrees.
SKIN_LIKE = (130.0, 12.0, 13.0)
SKIN_A, SKIN_B = (3.0, 44.0), (4.0, 52.0)  # from grey: every skin lies there
STRONGEST = 48.0  # from grey
BLACK = 41.0  # in 8 bits, how far below 0 Lab sees black
MIDRIFF = 2.0  # so much further a band's colour must be from skin: a bare belly is no band


@dataclass(frozen=True, slots=True)
class _Line:
    """A line through the strips: row and slope at the middle, how well it fits, its colours."""

    row: float
    slope: float
    rms: float
    agreeing: float
    contrast: float
    above: Floats
    below: Floats


def find_waistband(rgb: Pixels, region: Region, skin: Reals | None) -> PictureLine | None:
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
    quality, row, slope = max(found)
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
    change[..., 0] *= 0.6  # folds and shade change lightness more than colour
    change /= REACH
    return change


def _lines(lab: Floats) -> list[_Line]:
    """Find straight, continuous lines of one change of colour, the clearest first."""
    change = _edges(lab)
    size = np.sqrt(np.einsum("rsc,rsc->rs", change, change))
    votes = np.minimum(size, SURE).ravel()[_FLAT].mean(axis=1)
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
    above = _middle(lab[line - BESIDE, _STRIP])
    below = _middle(lab[line + BESIDE, _STRIP])
    count = agree.sum(axis=1)
    rms = np.sqrt((rest**2 * agree).sum(axis=1) / np.maximum(count, 1))
    row = solved[:, 0] + solved[:, 2] * _BASIS_OFFSET
    return [
        _Line(row[k], solved[k, 1], rms[k], count[k] / STRIPS, strength[k], above[k], below[k])
        for k in range(len(guess))
        if count[k] >= CONTINUOUS * STRIPS
    ]


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


def _bands(lab: Floats, lines: list[_Line], skin: Reals | None) -> list[tuple[float, float, float]]:
    """Give the bands of cloth between two lines as quality, row and slope."""
    found = []
    for one, other in combinations(lines, 2):
        upper, lower = (one, other) if one.row < other.row else (other, one)
        wide = (lower.row - upper.row) * ROW
        parallel = abs(upper.slope - lower.slope) < np.tan(np.radians(5.0)) * _ASPECT
        if not BAND[0] <= wide <= BAND[1] or not parallel:
            continue
        middle = (upper.row + lower.row) / 2
        inner = _between(lab, upper, lower)
        contrast = min(_apart(inner, upper.above), _apart(inner, lower.below))
        if contrast < DIFFERENT or _apart(upper.above, lower.below) < DIFFERENT:
            continue
        if may_be_skin(inner, skin):
            continue  # between a short shirt and the shorts
        quality = min(_quality(upper, contrast), _quality(lower, contrast))
        if WAIST[0] <= height_of(middle) <= WAIST[1]:
            found.append((quality, middle, (upper.slope + lower.slope) / 2))
    return found


def _between(lab: Floats, upper: _Line, lower: _Line) -> Floats:
    middle = (upper.row + lower.row) / 2 + (upper.slope + lower.slope) / 2 * _COLUMNS
    rows = np.clip(np.round(middle), 0, ROWS - 1).astype(np.intp)
    inner: Floats = _middle(lab[rows, _STRIP][None])[0]
    return inner


def _bare(lines: list[_Line], skin: Reals | None) -> list[tuple[float, float, float]]:
    """Give the lines with bare skin above and cloth below as quality, row and slope."""
    if skin is None:
        return []
    return [
        (_quality(line, _apart(line.above, line.below)), line.row, line.slope)
        for line in lines
        if is_skin(line.above, skin)
        and not is_skin(line.below, skin)
        and WAIST[0] <= height_of(line.row) <= WAIST[1]
    ]


def is_skin(colour: NDArray[np.floating], skin: Reals) -> bool:
    """Tell whether a colour in Lab is the skin seen elsewhere on the person."""
    return _like_skin(colour, skin, 1.0)


def may_be_skin(colour: NDArray[np.floating], skin: Reals | None) -> bool:
    """Tell whether a colour in Lab could be the person's skin, or anybody's where it is unknown."""
    if skin is not None:
        return _like_skin(colour, skin, MIDRIFF)
    return _some_skin(colour) and math.hypot(*(colour[1:] - GREY)) <= STRONGEST


def _some_skin(colour: NDArray[np.floating]) -> bool:
    a, b = colour[1:] - GREY
    return bool(SKIN_A[0] <= a <= SKIN_A[1] and SKIN_B[0] <= b <= SKIN_B[1])


def _like_skin(colour: NDArray[np.floating], skin: Reals, times: float) -> bool:
    """Tell whether a colour is no further from a skin than so many times what light explains."""
    if not _some_skin(colour):
        return False
    (a, b), (skin_a, skin_b) = colour[1:] - GREY, skin[1:] - GREY
    lit = (colour[0] + BLACK) / (skin[0] + BLACK)  # in shade all of a colour shrinks alike
    tint = math.hypot(a - lit * skin_a, b - lit * skin_b)
    hue = math.degrees(math.atan2(b, a) - math.atan2(skin_b, skin_a))
    apart = (abs(colour[0] - skin[0]), tint, abs(hue))
    return all(one <= times * most for one, most in zip(apart, SKIN_LIKE, strict=True))


def _apart(one: Floats, other: Floats) -> float:
    change = one - other
    return float(np.sqrt((0.6 * change[0]) ** 2 + change[1] ** 2 + change[2] ** 2))


def _quality(line: _Line, contrast: float) -> float:
    """Put contrast, continuity and straightness together, 0 to 1."""
    clear = min(1.0, contrast / SURE)
    whole = (line.agreeing - CONTINUOUS + 0.25) / 0.4
    straight = 1.0 - line.rms * ROW / NEAR
    return float(np.clip(clear * min(1.0, whole) * min(1.0, 1.6 * straight), 0.0, 1.0))
