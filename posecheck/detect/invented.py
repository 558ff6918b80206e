"""Limbs that the detector made up because it expects a whole person.

Where feet, legs or the lower half are outside the picture, the landmarks still come, often in a
plausible line and some of them inside the picture. What gives them away at once, without waiting
for visibility to fall: they crowd at the edge, their own ends lie outside, or the leg has
proportions that no leg has. Measured on recorded people whose pictures were cut at the foot, the
ankle, the shin, the knee, the thigh and the hip.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from posecheck.body import LANDMARK_COUNT
from posecheck.detect.columns import Places, places_of, squared
from posecheck.detect.doubt import HANGING, hang

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

EDGE = 0.03  # trunk lengths from the picture's edge within which a limb's end is not believed
JOINT_EDGE = 0.27  # ... a joint is not, when what hangs on it is not; about half a foot
SIDE_ON = 0.4  # shoulder width in trunk lengths below which the body is seen from the side
SHANK_TO_THIGH = (0.65, 1.5)  # seen from the side; measured 0.79 to 1.3 while legs were seen well
LEVEL = 0.71  # of its length that a trunk rises at most while it lies
WHOLE_SHANK = 1.1  # trunks; a shank is 0.85 long
CROUCH = (1.0, 1.5)  # shoulder width in trunks and shank to thigh of a crouch towards the camera
HEAD = slice(0, 11)
_LEGS = (slice(25, 33, 2), slice(26, 33, 2))  # left and right, knee to toe
_ENDS = np.zeros(LANDMARK_COUNT, dtype=np.bool_)
_ENDS[[*range(11), *range(17, 23), *range(29, 33)]] = True
# Which landmarks make a near joint bad: what hangs on it; for the head all of it.
_BETRAYS = HANGING.T.copy()
_BETRAYS[HEAD, HEAD] = True
_TRUNK = (11, 12), (23, 24)
_WIDTH = (11, 11), (12, 12)
_SHANKS = ((25, 25), (27, 27)), ((26, 26), (28, 28))
_THIGHS = ((23, 23), (25, 25)), ((24, 24), (26, 26))


def crowded(points: Floats, aspect: float, places: Places | None = None) -> Bools:
    """Tell which landmarks are at or beyond the edge, or joints that hold such and are near it.

    points: (..., 33, 4); returns (..., 33). Missing points are not crowded. places: of these
    points, if they are at hand.
    """
    places = places or places_of(points)
    trunk_2 = squared(places, *_TRUNK)
    if points.ndim == 2 and _well_inside(places, aspect, trunk_2):
        return np.zeros(len(points), dtype=np.bool_)
    x, y = points[..., 0], points[..., 1]
    inside = np.minimum(np.minimum(x, aspect - x), np.minimum(y, 1 - y))
    trunk = np.sqrt(trunk_2)[..., None]
    trunk = np.where(trunk > 0, trunk, 0.0)  # unknown: only what lies beyond the edge counts
    near: Bools = inside < JOINT_EDGE * trunk
    if not near.any():
        return near
    bad: Bools = (inside < 0) | (_ENDS & (inside < EDGE * trunk))
    return hang(bad | (near & (bad @ _BETRAYS)))


def _well_inside(places: Places, aspect: float, trunk_2: float) -> bool:
    """Tell of one frame by its outermost points alone that no limb ends at the edge."""
    x, y = places
    inside = min(*x, *y, aspect - max(x), 1 - max(y))
    far = inside >= 0 and inside * inside >= EDGE**2 * trunk_2 > 0
    return far and math.isfinite(sum(x) + sum(y))


def misshapen(points: Floats, places: Places | None = None) -> Bools:
    """Tell which legs, knee to toe, have proportions that a leg cannot show; (..., 33).

    Only where the body is seen from the side, or crouches straight towards the camera: other
    views shorten thighs and shanks honestly, and so does lying with the legs rolled to one side.
    places: as for `crowded`.
    """
    places = places or places_of(points)
    trunk, width = squared(places, *_TRUNK), squared(places, *_WIDTH)
    shanks = [squared(places, *ends) for ends in _SHANKS]
    thighs = [squared(places, *ends) for ends in _THIGHS]
    side_on = width < SIDE_ON**2 * trunk
    crouched = width > CROUCH[0] ** 2 * trunk
    for shank, thigh in zip(shanks, thighs, strict=True):
        crouched &= shank > CROUCH[1] ** 2 * thigh
    y = places.y
    rise = ((y[11] - y[23]) + (y[12] - y[24])) / 2
    longest = (rise * rise < LEVEL**2 * trunk) * (WHOLE_SHANK**2 * trunk)
    bad = np.zeros(points.shape[:-1], dtype=np.bool_)
    for leg, shank, thigh in zip(_LEGS, shanks, thighs, strict=True):
        short = (shank > SHANK_TO_THIGH[1] ** 2 * thigh) & (shank > longest)
        odd = (shank < SHANK_TO_THIGH[0] ** 2 * thigh) | short
        bad[..., leg][(odd & side_on) | crouched] = True
    return bad
