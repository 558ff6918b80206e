"""The formulas: every measure is one of these functions of two vectors.

Vectors come as components of shape (..., M). A vector without length gives NaN, never infinity.
Angles are in degrees, by atan2: arccos loses a hundredth of a degree near 0 and 180.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Products(NamedTuple):
    """What all formulas are made of, worked out once for all columns (..., M).

    turn: the cross product, NaN where u or v has no length. vv: NaN where v has none.
    """

    dot: Floats
    cross: Floats
    turn: Floats
    uu: Floats
    vv: Floats

    def columns(self, part: slice) -> Products:
        """Give the products of some columns."""
        return Products(
            self.dot[..., part],
            self.cross[..., part],
            self.turn[..., part],
            self.uu[..., part],
            self.vv[..., part],
        )


def products(ux: Floats, uy: Floats, vx: Floats, vy: Floats) -> Products:
    """Multiply u and v in all ways that a formula needs."""
    cross = ux * vy - uy * vx
    uu = ux * ux + uy * uy
    vv = vx * vx + vy * vy
    long = vv > 0
    turn = np.where((uu > 0) & long, cross, np.nan)
    return Products(ux * vx + uy * vy, cross, turn, uu, np.where(long, vv, np.nan))


def angle(p: Products) -> Floats:
    """Angle between u and v, 0..180."""
    return np.degrees(np.arctan2(np.abs(p.turn), p.dot))


def signed(p: Products) -> Floats:
    """Angle from u anticlockwise to v, -180..180: positive where u leans to +x of an upright v."""
    return np.degrees(np.arctan2(p.turn, p.dot))


def line(p: Products) -> Floats:
    """Angle by which u turns to the right of v, -90..90, whether it points along v or against."""
    return np.degrees(np.arctan2(p.turn, np.abs(p.dot)))


def ratio(p: Products) -> Floats:
    """Length of u in lengths of v."""
    return np.sqrt(p.uu / p.vv)


def along(p: Products) -> Floats:
    """How far u reaches along v, in lengths of v."""
    return p.dot / p.vv


def across(p: Products) -> Floats:
    """How far u reaches to the right of v, in lengths of v."""
    return p.cross / p.vv


FORMULAS = {
    "angle": angle,
    "signed": signed,
    "line": line,
    "ratio": ratio,
    "along": along,
    "across": across,
}
