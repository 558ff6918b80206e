"""The formulas: every measure is one of these functions of two vectors.

Vectors come as components of shape (..., M). A vector without length gives NaN, never infinity.
Angles are in degrees, by atan2: arccos loses a hundredth of a degree near 0 and 180.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def angle(ux: Floats, uy: Floats, vx: Floats, vy: Floats) -> Floats:
    """Angle between u and v, 0..180."""
    return np.where(
        _both_long(ux, uy, vx, vy),
        np.degrees(np.arctan2(np.abs(ux * vy - uy * vx), ux * vx + uy * vy)),
        np.nan,
    )


def signed(ux: Floats, uy: Floats, vx: Floats, vy: Floats) -> Floats:
    """Angle from u anticlockwise to v, -180..180: positive where u leans to +x of an upright v."""
    return np.where(
        _both_long(ux, uy, vx, vy),
        np.degrees(np.arctan2(ux * vy - uy * vx, ux * vx + uy * vy)),
        np.nan,
    )


def line(ux: Floats, uy: Floats, vx: Floats, vy: Floats) -> Floats:
    """Signed angle between two lines without direction, -90..90."""
    return np.mod(signed(ux, uy, vx, vy) + 90.0, 180.0) - 90.0


def ratio(ux: Floats, uy: Floats, vx: Floats, vy: Floats) -> Floats:
    """Length of u in lengths of v."""
    vv = vx * vx + vy * vy
    return np.sqrt((ux * ux + uy * uy) / np.where(vv > 0, vv, np.nan))


def along(ux: Floats, uy: Floats, vx: Floats, vy: Floats) -> Floats:
    """How far u reaches along v, in lengths of v."""
    vv = vx * vx + vy * vy
    return (ux * vx + uy * vy) / np.where(vv > 0, vv, np.nan)


def across(ux: Floats, uy: Floats, vx: Floats, vy: Floats) -> Floats:
    """How far u reaches to the right of v, in lengths of v."""
    vv = vx * vx + vy * vy
    return (ux * vy - uy * vx) / np.where(vv > 0, vv, np.nan)


def _both_long(ux: Floats, uy: Floats, vx: Floats, vy: Floats) -> NDArray[np.bool_]:
    long: NDArray[np.bool_] = ((ux != 0) | (uy != 0)) & ((vx != 0) | (vy != 0))
    return long


FORMULAS = {
    "angle": angle,
    "signed": signed,
    "line": line,
    "ratio": ratio,
    "along": along,
    "across": across,
}
