"""The colour of a person's skin, seen where hands and cheeks are, and what looks like it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from posecheck.detect.lab import BLACK, GREY, Pixels, lab_of

Floats = NDArray[np.float64]
Colour = Sequence[float]
"""In Lab, as numbers: a few colours at a time are compared, for which arrays do not pay."""

# How far a colour may be from the skin seen elsewhere: lightness (a hand may hang in the shade of
# the trunk), a with b, and the angle of a and b in degrees.
SKIN_LIKE = (130.0, 12.0, 13.0)
SKIN_A, SKIN_B = (3.0, 44.0), (4.0, 52.0)  # from grey: every skin lies there
STRONGEST = 48.0  # from grey
# So much further two hands may be apart, in different light, where there is nothing but hands; and
# so much further a band's colour must be from skin: a bare belly is no band.
LOOSELY = 2.0
_HANDS, _CHEEKS = ((15, 19), (16, 20)), ((0, 9), (0, 10))
_SITE_PX = 3


def skin_of(rgb: Pixels, landmarks: Floats) -> Floats | None:
    """Give the person's skin in Lab (3,), None where fewer than two places agree on it.

    Hands and cheeks are looked at: sleeves and trouser legs could be mistaken for skin. From behind
    hands alone, for there the cheeks are hair, and brown hair could be skin.
    """
    height, width = rgb.shape[:2]
    seen = []
    from_front = landmarks[11, 0] > landmarks[12, 0]
    sites, times = ((*_HANDS, *_CHEEKS), 1.0) if from_front else (_HANDS, LOOSELY)
    for a, b in sites:
        x, y = (landmarks[a, :2] + landmarks[b, :2]) / 2 * (width, height)
        if not (_SITE_PX < x < width - _SITE_PX and _SITE_PX < y < height - _SITE_PX):
            continue
        column, row = int(x), int(y)
        around = rgb[row - _SITE_PX : row + _SITE_PX, column - _SITE_PX : column + _SITE_PX]
        seen.append(around.mean(axis=(0, 1)))
    if len(seen) < 2:
        return None
    mean = np.array(seen).round().astype(np.uint8)[None]
    lab = lab_of(mean)[0].astype(np.float64)
    for colour in lab:
        alike = [other for other in lab if _like_skin(other.tolist(), colour.tolist(), times)]
        if len(alike) >= 2:
            return np.asarray(np.mean(alike, axis=0))
    return None


def is_skin(colour: Colour, skin: Colour) -> bool:
    """Tell whether a colour is the skin seen elsewhere on the person."""
    return _like_skin(colour, skin, 1.0)


def may_be_skin(colour: Colour, skin: Colour | None) -> bool:
    """Tell whether a colour could be the person's skin, or anybody's where that is unknown."""
    if skin is not None:
        return _like_skin(colour, skin, LOOSELY)
    _, a, b = colour
    return _some_skin(a - GREY, b - GREY) and math.hypot(a - GREY, b - GREY) <= STRONGEST


def _some_skin(a: float, b: float) -> bool:
    return SKIN_A[0] <= a <= SKIN_A[1] and SKIN_B[0] <= b <= SKIN_B[1]


def _like_skin(colour: Colour, skin: Colour, times: float) -> bool:
    """Tell whether a colour is no further from a skin than so many times what light explains."""
    (light, a, b), (skin_light, skin_a, skin_b) = colour, skin
    a, b, skin_a, skin_b = a - GREY, b - GREY, skin_a - GREY, skin_b - GREY
    if not _some_skin(a, b):
        return False
    lit = (light + BLACK) / (skin_light + BLACK)  # in shade all of a colour shrinks alike
    tint = math.hypot(a - lit * skin_a, b - lit * skin_b)
    hue = math.degrees(math.atan2(b, a) - math.atan2(skin_b, skin_a))
    apart = (abs(light - skin_light), tint, abs(hue))
    return all(one <= times * most for one, most in zip(apart, SKIN_LIKE, strict=True))
