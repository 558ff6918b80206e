"""Limbs that the detector made up because it expects a whole person.

Where feet, legs or the lower half are outside the picture, the landmarks still come, often in a
plausible line and some of them inside the picture. What gives them away at once, without waiting
for visibility to fall: they crowd at the edge, their own ends lie outside, or the leg has
proportions that no leg has. Measured on recorded people whose pictures were cut at the foot, the
ankle, the shin, the knee, the thigh and the hip.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecheck.detect.doubt import HANGING, hang

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

EDGE = 0.03  # trunk lengths from the picture's edge within which a limb's end is not believed
JOINT_EDGE = 0.27  # ... a joint is not, when what hangs on it is not; about half a foot
SIDE_ON = 0.4  # shoulder width in trunk lengths below which the body is seen from the side
SHANK_TO_THIGH = (0.65, 1.5)  # seen from the side; measured 0.79 to 1.3 while legs were seen well
CROUCH = (1.0, 1.5)  # shoulder width in trunks and shank to thigh of a crouch towards the camera
HEAD = list(range(11))
ENDS = [*HEAD, *range(17, 23), *range(29, 33)]


def crowded(points: Floats, aspect: float) -> Bools:
    """Tell which landmarks are at or beyond the edge, or joints that hold such and are near it.

    points: (..., 33, 4); returns (..., 33). Missing points are not crowded.
    """
    x, y = points[..., 0], points[..., 1]
    inside = np.minimum(np.minimum(x, aspect - x), np.minimum(y, 1 - y))
    trunk = _between(points, (11, 12), (23, 24))[..., None]
    if not (inside < JOINT_EDGE * trunk).any():
        return np.zeros(inside.shape, dtype=np.bool_)
    bad: Bools = inside < 0
    bad[..., ENDS] |= inside[..., ENDS] < EDGE * trunk
    near = inside < JOINT_EDGE * trunk
    for joint, further in reversed(HANGING):
        bad[..., joint] |= near[..., joint] & bad[..., further].any(axis=-1)
    bad[..., HEAD] |= near[..., HEAD] & bad[..., HEAD].any(axis=-1, keepdims=True)
    return hang(bad)


def misshapen(points: Floats) -> Bools:
    """Tell which legs, knee to toe, have proportions that a leg cannot show; (..., 33).

    Only where the body is seen from the side, or crouches straight towards the camera: other
    views shorten thighs and shanks honestly.
    """
    trunk = _between(points, (11, 12), (23, 24))
    width = _between(points, (11, 11), (12, 12))
    bad = np.zeros(points.shape[:-1], dtype=np.bool_)
    ratios = [
        _between(points, (25 + side,) * 2, (27 + side,) * 2)
        / np.maximum(_between(points, (23 + side,) * 2, (25 + side,) * 2), 1e-9)
        for side in (0, 1)
    ]
    crouched = (width > CROUCH[0] * trunk) & (np.minimum(*ratios) > CROUCH[1])
    for side, ratio in enumerate(ratios):
        odd = (ratio < SHANK_TO_THIGH[0]) | (ratio > SHANK_TO_THIGH[1])
        bad[..., 25 + side] = (odd & (width < SIDE_ON * trunk)) | crouched
    return hang(bad)


def _between(points: Floats, a: tuple[int, int], b: tuple[int, int]) -> Floats:
    """Distance between two points, each the middle of two landmarks."""
    dx, dy = (
        (points[..., a[0], k] + points[..., a[1], k] - points[..., b[0], k] - points[..., b[1], k])
        / 2
        for k in (0, 1)
    )
    return np.asarray(np.hypot(dx, dy), dtype=np.float64)
