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
_ENDS = np.zeros(LANDMARK_COUNT, dtype=np.bool_)
_ENDS[[*range(11), *range(17, 23), *range(29, 33)]] = True
# Which landmarks make a near joint bad: what hangs on it; for the head all of it.
_BETRAYS = HANGING.T.copy()
_BETRAYS[HEAD, HEAD] = True
# Segments from the middle of two landmarks to the middle of two others.
_TRUNK = (11, 12), (23, 24)
_WIDTH = (11, 11), (12, 12)
_SHANKS = ((25, 25), (27, 27)), ((26, 26), (28, 28))
_THIGHS = ((23, 23), (25, 25)), ((24, 24), (26, 26))
_SEGMENTS = np.moveaxis(np.array([_TRUNK, _WIDTH, *_SHANKS, *_THIGHS], dtype=np.intp), 0, -1)


def crowded(points: Floats, aspect: float, known: Floats | None = None) -> Bools:
    """Tell which landmarks are at or beyond the edge, or joints that hold such and are near it.

    points: (..., 33, 4); returns (..., 33). Missing points are not crowded. known: the result of
    `lengths`, if that is at hand.
    """
    known = lengths(points) if known is None else known
    if points.ndim == 2 and _well_inside(points, aspect, float(known[0])):
        return np.zeros(len(points), dtype=np.bool_)
    x, y = points[..., 0], points[..., 1]
    inside = np.minimum(np.minimum(x, aspect - x), np.minimum(y, 1 - y))
    trunk = known[..., :1]
    trunk = np.where(trunk > 0, trunk, 0.0)  # unknown: only what lies beyond the edge counts
    near: Bools = inside < JOINT_EDGE * trunk
    if not near.any():
        return near
    bad: Bools = (inside < 0) | (_ENDS & (inside < EDGE * trunk))
    return hang(bad | (near & (bad @ _BETRAYS)))


def _well_inside(points: Floats, aspect: float, trunk: float) -> bool:
    """Tell of one frame by its outermost points alone that no limb ends at the edge."""
    left, low = np.minimum.reduce(points[:, :2]).tolist()
    right, high = np.maximum.reduce(points[:, :2]).tolist()
    inside: bool = min(left, low, aspect - right, 1 - high) >= EDGE * trunk
    return inside and trunk > 0 and math.isfinite(left + low)


def misshapen(points: Floats, known: Floats | None = None) -> Bools:
    """Tell which legs, knee to toe, have proportions that a leg cannot show; (..., 33).

    Only where the body is seen from the side, or crouches straight towards the camera: other
    views shorten thighs and shanks honestly, and so does lying with the legs rolled to one side.
    known: as for `crowded`.
    """
    known = lengths(points) if known is None else known
    # Plain numbers for a single frame: the same comparisons at a tenth of the cost.
    parts = known.tolist() if points.ndim == 2 else np.moveaxis(known, -1, 0)
    trunk, width, left_shank, right_shank, left_thigh, right_thigh = parts
    side_on = width < SIDE_ON * trunk
    crouched = (
        (width > CROUCH[0] * trunk)
        & (left_shank > CROUCH[1] * left_thigh)
        & (right_shank > CROUCH[1] * right_thigh)
    )
    y = points[..., 1]
    rise = (y[..., 11] - y[..., 23]) + (y[..., 12] - y[..., 24])
    level = abs(rise / 2) < LEVEL * trunk
    longest = level * (WHOLE_SHANK * trunk)
    bad = np.zeros(points.shape[:-1], dtype=np.bool_)
    bad[..., 25] = (_odd(left_shank, left_thigh, longest) & side_on) | crouched
    bad[..., 26] = (_odd(right_shank, right_thigh, longest) & side_on) | crouched
    return hang(bad)


def lengths(points: Floats) -> Floats:
    """Lengths (..., 6) of trunk, shoulders, left and right shank, left and right thigh."""
    xy = points[..., :2]
    (a, b), (c, d) = _SEGMENTS
    apart = (
        xy.take(a, axis=-2) + xy.take(b, axis=-2) - xy.take(c, axis=-2) - xy.take(d, axis=-2)
    ) / 2
    return np.asarray(np.hypot(apart[..., 0], apart[..., 1]), dtype=np.float64)


def _odd(shank: Floats, thigh: Floats, longest: Floats) -> Bools:
    """Tell where a leg is odd; a thigh may look short beside a shank up to `longest`."""
    short = (shank > SHANK_TO_THIGH[1] * thigh) & (shank > longest)
    odd: Bools = (shank < SHANK_TO_THIGH[0] * thigh) | short
    return odd
