"""From a number and its uncertainty to a verdict; the one place where limits are compared."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.band import Band
from posecheck.assess.results import VERDICTS, Verdict

Floats = NDArray[np.float64]
UNSURE, GOOD, BORDERLINE, FAULT = range(len(VERDICTS))


def limits(bands: Iterable[Band]) -> Floats:
    """Give the limits of bands as rows (4, C): fault low, good low, good high, fault high."""
    rows = [
        (
            -np.inf if band.fault[0] is None else band.fault[0],
            -np.inf if band.good[0] is None else band.good[0],
            np.inf if band.good[1] is None else band.good[1],
            np.inf if band.fault[1] is None else band.fault[1],
        )
        for band in bands
    ]
    return np.array(rows, dtype=np.float64).reshape(-1, 4).T


def grade(values: Floats, at: Floats, uncertainty: Floats) -> NDArray[np.int8]:
    """Grade values (..., C) against limits (4, C) with the 95 % uncertainty at those (C,).

    A fault lies beyond a fault limit by at least half the uncertainty, good inside the good
    limits, borderline between. NaN is unsure.
    """
    fault_low, good_low, good_high, fault_high = at
    status = np.full(values.shape, BORDERLINE, dtype=np.int8)
    status[(values >= good_low) & (values <= good_high)] = GOOD
    half = uncertainty / 2
    status[(values <= fault_low - half) | (values >= fault_high + half)] = FAULT
    status[np.isnan(values)] = UNSURE
    return status


def verdict(value: float, band: Band, uncertainty: float, *, guessed: bool = False) -> Verdict:
    """Grade one number; unsure where the uncertainty exceeds twice the step from good to fault.

    guessed: at something that the picture did not show. Between good and fault that says nothing:
    of thumbs that meet the pose model makes some that nearly do.
    """
    if not np.isfinite(value) or uncertainty > 2 * band.gap(value):
        return "unsure"
    code = grade(np.array([value]), limits([band]), np.array([uncertainty]))
    said = VERDICTS[int(code[0])]
    return "unsure" if guessed and said == "borderline" else said


def within_fault(value: float, band: Band) -> float:
    """Give a value, or the fault limit beyond which it lies."""
    low, high = band.fault
    value = value if low is None else max(low, value)
    return value if high is None else min(high, value)


def overall(verdicts: Iterable[Verdict]) -> Verdict:
    """Put verdicts together: a fault decides, then what is unsure, then the worse of the rest."""
    found = set(verdicts)
    order: tuple[Verdict, ...] = ("fault", "unsure", "borderline", "good")
    return next((verdict for verdict in order if verdict in found), "unsure")


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Give the worst of the parts of a composite; unsure where one part is."""
    found = list(verdicts)
    return "unsure" if "unsure" in found else max(found, key=VERDICTS.index, default="unsure")
