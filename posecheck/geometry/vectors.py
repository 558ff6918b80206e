"""The formulas: every measure is one of these functions of two vectors u and v.

angle: between u and v, 0..180. signed: from u anticlockwise to v, -180..180, positive where u leans
to +x of an upright v. line: by which u turns to the right of v, -90..90, whether it points along v
or against. ratio: length of u in lengths of v. along, across: how far u reaches along v and to its
right, in lengths of v.

A vector without length gives NaN, never infinity. Angles are in degrees, by atan2: arccos loses a
hundredth of a degree near 0 and 180.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TURNS = ("angle", "signed", "line")
SHARES = ("across", "along", "ratio")
KINDS = (*TURNS, *SHARES)
"""The order in which columns lie: what is worked out alike lies side by side."""


class Columns(NamedTuple):
    """Which columns are of which kind; None where none is. turns: all TURNS, shares: all SHARES."""

    turns: slice | None
    shares: slice | None
    angle: slice | None
    line: slice | None
    across: slice | None
    ratio: slice | None


def columns_of(kinds: Sequence[str]) -> Columns:
    """Find the columns of each kind, for kinds in the order of KINDS."""

    def part(*wanted: str) -> slice | None:
        found = [column for column, kind in enumerate(kinds) if kind in wanted]
        return slice(found[0], found[-1] + 1) if found else None

    return Columns(
        part(*TURNS), part(*SHARES), part("angle"), part("line"), part("across"), part("ratio")
    )


def apply_formulas(vectors: Floats, columns: Columns) -> Floats:
    """Apply to each pair of vectors the formula of its column: (T, 2, 2, K) -> (T, K).

    vectors: u and v, x and y of each, of K columns. Everything is worked out for all columns at
    once and the kinds differ by as little as they can, because a live frame pays for calls and not
    for numbers: a function for each kind took twice as long.
    """
    u, v = vectors[:, 0], vectors[:, 1]
    parallel, crosswise, squares = u * v, u * v[:, ::-1], vectors * vectors
    dot = parallel[:, 0] + parallel[:, 1]
    cross = crosswise[:, 0] - crosswise[:, 1]
    squared = squares[:, :, 0] + squares[:, :, 1]
    long = squared > 0
    result = np.empty(dot.shape)
    if columns.turns:
        directed = long[:, 0, columns.turns] & long[:, 1, columns.turns]
        turn = np.where(directed, cross[:, columns.turns], np.nan)
        if columns.angle:  # the turns come first, so that their columns are the same here
            np.abs(turn[:, columns.angle], out=turn[:, columns.angle])
        if columns.line:
            np.abs(dot[:, columns.line], out=dot[:, columns.line])
        np.degrees(np.arctan2(turn, dot[:, columns.turns]), out=result[:, columns.turns])
    if columns.shares:
        if columns.across:
            dot[:, columns.across] = cross[:, columns.across]
        if columns.ratio:
            dot[:, columns.ratio] = squared[:, 0, columns.ratio]
        unit = np.where(long[:, 1, columns.shares], squared[:, 1, columns.shares], np.nan)
        np.divide(dot[:, columns.shares], unit, out=result[:, columns.shares])
        if columns.ratio:
            np.sqrt(result[:, columns.ratio], out=result[:, columns.ratio])
    return result
