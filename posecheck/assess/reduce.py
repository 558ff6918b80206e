"""From a window of values to one number; named, so that a check can declare which."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.rules import Reduce

Floats = NDArray[np.float64]
LAST_S = 2.0
TURN = 1.0  # a turn smaller than this, in the measure's unit, is noise


def reduce_window(how: Reduce, values: Floats, time_s: Floats) -> float:
    """Reduce values (n,) at time_s (n,) to a number, passing NaN over; NaN if none is left.

    `change` compares two windows and is not for one.
    """
    known = np.isfinite(values)
    if not known.any():
        return float("nan")
    return REDUCERS[how](values[known], time_s[known])


def reversals(values: Floats, turn: float = TURN) -> float:
    """Count turns from rising to falling and back that are larger than `turn`."""
    count, direction, extreme = 0, 0, float(values[0])
    for value in map(float, values):
        if direction == 0:
            if abs(value - extreme) > turn:
                direction, extreme = (1 if value > extreme else -1), value
        elif (value - extreme) * direction > 0:
            extreme = value
        elif (extreme - value) * direction > turn:
            count, direction, extreme = count + 1, -direction, value
    return float(count)


def _last(values: Floats, time_s: Floats) -> float:
    return float(np.median(values[time_s >= time_s[-1] - LAST_S]))


def _percentile(share: float) -> Callable[[Floats, Floats], float]:
    return lambda values, _: float(np.percentile(values, share))


REDUCERS: dict[str, Callable[[Floats, Floats], float]] = {
    "median": lambda values, _: float(np.median(values)),
    "mean": lambda values, _: float(np.mean(values)),
    "last": _last,
    "p95": _percentile(95.0),
    "p05": _percentile(5.0),
    "largest": lambda values, _: float(values[np.argmax(np.abs(values))]),
    "smallest": lambda values, _: float(np.min(values)),
    "range": lambda values, _: float(np.percentile(values, 97.5) - np.percentile(values, 2.5)),
    "reversals": lambda values, _: reversals(values),
}
