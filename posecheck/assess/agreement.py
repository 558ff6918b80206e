"""How well a measure agrees with what is true: bias, scatter, limits of agreement, reliability."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LIMITS = 1.96  # standard deviations to either side that hold 95 % of a normal spread
ROBUST_LAG_STEP = 0.25  # of a frame


@dataclass(frozen=True, slots=True)
class Agreement:
    """Measured against true values; NaN where there are too few, or where truth never changes.

    slope, intercept: of measured on true. bias: mean of measured minus true. sd: of that
    difference; limits: 95 % limits of agreement after Bland and Altman (1986). rmse: with the
    bias, rmse_centred: without. scatter: SD about the fitted line. icc: ICC(2,1), absolute
    agreement, after Shrout and Fleiss (1979). p95: of the absolute error.
    """

    n: int
    slope: float
    intercept: float
    bias: float
    sd: float
    limits: tuple[float, float]
    rmse: float
    rmse_centred: float
    scatter: float
    icc: float
    p95: float


def agreement(measured: Floats, true: Floats) -> Agreement:
    """Compare (n,) measured with (n,) true values, passing over pairs with a NaN."""
    known = np.isfinite(measured) & np.isfinite(true)
    measured, true = measured[known], true[known]
    n = len(true)
    nan = float("nan")
    if n == 0:
        return Agreement(0, nan, nan, nan, nan, (nan, nan), nan, nan, nan, nan, nan)
    error = measured - true
    bias = float(error.mean())
    sd = float(error.std(ddof=1)) if n > 1 else nan
    slope, intercept, scatter = _line(measured, true)
    return Agreement(
        n=n,
        slope=slope,
        intercept=intercept,
        bias=bias,
        sd=sd,
        limits=(bias - LIMITS * sd, bias + LIMITS * sd),
        rmse=float(np.sqrt(np.mean(error**2))),
        rmse_centred=float(np.std(error)),
        scatter=scatter,
        icc=icc(measured, true),
        p95=float(np.percentile(np.abs(error), 95)),
    )


def _line(measured: Floats, true: Floats) -> tuple[float, float, float]:
    spread = true - true.mean()
    square = float(spread @ spread)
    if len(true) < 3 or square <= 1e-18 * max(1.0, float(true @ true)):
        return float("nan"), float("nan"), float("nan")
    slope = float(spread @ (measured - measured.mean())) / square
    intercept = float(measured.mean() - slope * true.mean())
    return slope, intercept, float(np.std(measured - intercept - slope * true))


def icc(measured: Floats, true: Floats) -> float:
    """ICC(2,1), two raters, absolute agreement; NaN below three pairs or without any spread."""
    n, raters = len(true), 2
    if n < 3:
        return float("nan")
    table = np.stack([measured, true], axis=1)
    whole = table.mean()
    between = raters * float(((table.mean(axis=1) - whole) ** 2).sum()) / (n - 1)
    columns = n * float(((table.mean(axis=0) - whole) ** 2).sum()) / (raters - 1)
    left = table - table.mean(axis=1, keepdims=True) - table.mean(axis=0) + whole
    rest = float((left**2).sum()) / ((n - 1) * (raters - 1))
    below = between + (raters - 1) * rest + raters * (columns - rest) / n
    return (between - rest) / below if below > 0 else float("nan")


def lag_s(measured: Floats, true: Floats, time_s: Floats, most_s: float = 0.15) -> float:
    """Give by how much the measured series (n,) is late, where that explains it best.

    Positive is late. NaN where fewer than five values are known or truth does not move.
    """
    known = np.isfinite(measured)
    if known.sum() < 5 or np.ptp(true) <= 0:
        return float("nan")
    step = float(np.median(np.diff(time_s)))
    shifts = np.arange(-most_s, most_s + 1e-9, step * ROBUST_LAG_STEP)
    inside = known & (time_s >= time_s[0] + most_s) & (time_s <= time_s[-1] - most_s)
    if inside.sum() < 5:
        return float("nan")
    left = []
    for shift in shifts:
        moved = np.interp(time_s[inside] - shift, time_s, true)
        about = moved - moved.mean()
        spread = float(about @ about)
        slope = float(about @ measured[inside]) / spread if spread > 0 else 0.0
        left.append(float(np.std(measured[inside] - slope * about)))
    return float(shifts[int(np.argmin(left))])


def paired(
    found_s: Sequence[float],
    true_s: Sequence[float],
    within: tuple[float, float] = (-np.inf, np.inf),
    near_s: float = 0.12,
) -> tuple[list[float], int, int]:
    """Pair found with true moments, nearest first, at most `near_s` apart.

    Returns the errors in seconds, how many true moments were missed and how many found ones are
    extra, all of them among the moments within the limits.
    """
    order = sorted(range(len(found_s)), key=found_s.__getitem__)
    inside = [found_s[j] for j in order]
    pairs = sorted(  # of those that are near: all of an hour's steps with all would fill the memory
        (abs(found_s[j] - t), i, j)
        for i, t in enumerate(true_s)
        for j in order[bisect_left(inside, t - near_s) : bisect_right(inside, t + near_s)]
    )
    taken: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in pairs:
        if i not in taken and j not in used:
            taken[i] = j
            used.add(j)
    low, high = within
    counted = [i for i, t in enumerate(true_s) if low <= t <= high]
    errors = [found_s[taken[i]] - true_s[i] for i in counted if i in taken]
    extra = sum(low <= f <= high for j, f in enumerate(found_s) if j not in used)
    return errors, len(counted) - len(errors), extra
