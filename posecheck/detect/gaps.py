"""Where a signal is one signal: short gaps are bridged, long ones cut it into spans."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

BRIDGE_S = 0.15  # a gap no longer than this is interpolated (evidence.md 0.5)


def frame_s(time_s: Floats) -> float:
    """Median distance of two frames in seconds, of times (T,); 0 with fewer than two frames."""
    return float(np.median(np.diff(time_s))) if len(time_s) > 1 else 0.0


def spans(usable: Bools, time_s: Floats, limit_s: float = BRIDGE_S) -> list[slice]:
    """Cut a signal into runs of usable frames that follow one another closely.

    usable, time_s: (T,). A run also ends where the clock jumps by more than limit_s beyond an
    ordinary frame, because nothing is known about what happened in between.
    """
    if not usable.any():
        return []
    late = np.diff(time_s) > limit_s + frame_s(time_s) + 1e-9
    joined = usable[1:] & usable[:-1] & ~late
    starts = np.flatnonzero(usable & ~np.r_[False, joined])
    stops = np.flatnonzero(usable & ~np.r_[joined, False]) + 1
    return [slice(int(a), int(b)) for a, b in zip(starts, stops, strict=True)]


def bridge(values: Floats, time_s: Floats, limit_s: float = BRIDGE_S) -> Floats:
    """Fill short gaps by straight lines; longer ones, and the ends, stay NaN.

    values: (T, ...), a row counts as missing where any of it is NaN; time_s: (T,). Short means
    that at most limit_s of picture time is missing. Returns a new array.
    """
    filled = values.copy()
    missing = np.isnan(values).reshape(len(values), -1).any(axis=1)
    known = np.flatnonzero(~missing)
    longest = limit_s + frame_s(time_s) + 1e-9
    short = (np.diff(known) > 1) & (np.diff(time_s[known]) <= longest)
    for before, after in zip(known[:-1][short], known[1:][short], strict=True):
        inside = slice(before + 1, after)
        share = (time_s[inside] - time_s[before]) / (time_s[after] - time_s[before])
        share = share.reshape(-1, *([1] * (values.ndim - 1)))
        filled[inside] = values[before] + share * (values[after] - values[before])
    return filled
