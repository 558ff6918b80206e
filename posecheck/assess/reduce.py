"""From a window of values to one number; named, so that a check can declare which."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.rules import Reduce

Floats = NDArray[np.float64]
LAST_S = 2.0
FIRST_S = 15.0  # of a hold, what it is compared with later
BREATH_S = 6.0  # the longest that one breath of somebody at rest takes
SMOOTH_S = 0.7  # over which a slow movement is smoothed, so that landmarks that jitter have none
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
    """Count turns of values (n,) from rising to falling and back that are larger than `turn`."""
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


def drift(values: Floats, time_s: Floats) -> float:
    """Give how far a held value goes from what it was at first, with the sign of that change.

    values, time_s: (n,), no NaN. 0 where the hold is too short to have a later part.
    """
    held_s = float(time_s[-1] - time_s[0])
    first_s = time_s[0] + min(FIRST_S, held_s / 3)
    home = float(np.median(values[time_s <= first_s]))
    later = np.arange(first_s, max(time_s[-1] - LAST_S, first_s) + 1e-9, LAST_S / 2)
    pieces = [values[(time_s >= at_s) & (time_s <= at_s + LAST_S)] for at_s in later]
    changes = [float(np.median(piece)) - home for piece in pieces if len(piece)]
    return max(changes, key=abs, default=0.0)


def swing(values: Floats, time_s: Floats) -> float:
    """Give how far something slow goes up and down, as a breath does; drift does not count.

    values, time_s: (n,), no NaN. The median over pieces of six seconds of the largest less the
    smallest smoothed value.
    """
    stops = np.searchsorted(time_s, time_s + SMOOTH_S, side="right")
    sums = np.concatenate([[0.0], np.cumsum(values)])
    starts = np.arange(len(values))
    smooth = (sums[stops] - sums[starts]) / (stops - starts)
    smooth = smooth[: max(1, int(np.searchsorted(time_s, time_s[-1] - SMOOTH_S, side="right")))]
    begins = np.arange(time_s[0], max(time_s[-1] - BREATH_S, time_s[0]) + 1e-9, 1.0)
    times = time_s[: len(smooth)]
    pieces = [smooth[(times >= at_s) & (times <= at_s + BREATH_S)] for at_s in begins]
    return float(np.median([np.ptp(piece) for piece in pieces if len(piece)]))


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
    "drift": drift,
    "swing": swing,
}
