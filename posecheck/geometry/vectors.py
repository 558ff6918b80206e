"""The formulas: every measure is one of these functions of two vectors u and v.

angle: between u and v, 0..180. signed: from u anticlockwise to v, -180..180, positive where u leans
to +x of an upright v. line: by which u turns to the right of v, -90..90, whether it points along v
or against. ratio: length of u in lengths of v. along, across: how far u reaches along v and to its
right, in lengths of v.

A vector without length gives NaN, never infinity. Angles are in degrees, by atan2: arccos loses a
hundredth of a degree near 0 and 180.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TURNS = ("angle", "signed", "line")
SHARES = ("across", "along", "ratio")
KINDS = (*TURNS, *SHARES)
"""The order in which columns lie: what is worked out alike lies side by side."""


def apply_formulas(vectors: Floats, columns: Mapping[str, slice]) -> Floats:
    """Apply to each pair of vectors the formula of its column: (T, 2, 2, K) -> (T, K).

    vectors: u and v, x and y of each, of K columns. columns: which of them are of which kind, the
    kinds in the order of KINDS. Everything is worked out for all columns at once and the kinds
    differ by as little as they can, because a live frame pays for calls and not for numbers: a
    function for each kind took twice as long.
    """
    u, v = vectors[:, 0], vectors[:, 1]
    parallel, crosswise, squares = u * v, u * v[:, ::-1], vectors * vectors
    dot = parallel[:, 0] + parallel[:, 1]
    cross = crosswise[:, 0] - crosswise[:, 1]
    squared = squares[:, :, 0] + squares[:, :, 1]
    long = squared > 0
    result = np.empty(dot.shape)
    turns = max((columns[kind].stop for kind in TURNS if kind in columns), default=0)
    if turns:
        directed = long[:, 0, :turns] & long[:, 1, :turns]
        turn = np.where(directed, cross[:, :turns], np.nan)
        for kind, either_way in (("angle", turn), ("line", dot)):
            if kind in columns:
                part = either_way[:, columns[kind]]
                np.abs(part, out=part)
        np.degrees(np.arctan2(turn, dot[:, :turns]), out=result[:, :turns])
    if turns < dot.shape[1]:
        for kind, reach in (("across", cross), ("ratio", squared[:, 0])):
            if kind in columns:
                dot[:, columns[kind]] = reach[:, columns[kind]]
        unit = np.where(long[:, 1, turns:], squared[:, 1, turns:], np.nan)
        np.divide(dot[:, turns:], unit, out=result[:, turns:])
        if "ratio" in columns:
            part = result[:, columns["ratio"]]
            np.sqrt(part, out=part)
    return result
