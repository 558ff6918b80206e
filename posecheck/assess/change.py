"""Whether two results of one person differ by more than the error of measuring them.

Two results, each with a 95 % error: independent errors add as squares (JCGM 100:2008, 5.1.2), so
what is more than noise is more than sqrt(u1^2 + u2^2). What both share, such as the way one camera
always errs on one person, cancels in the difference, so this errs towards "no change".

Many results: their own scatter from one session to the next says what noise is, as the smallest
detectable change 1.96 * sqrt(2) * SD (Weir 2005, https://doi.org/10.1519/15184.1). The SD is taken
from successive differences (von Neumann 1941, https://doi.org/10.1214/aoms/1177731677), because a
person who gets better over months would otherwise have that called noise.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from posecheck.assess.results import Limits, Verdict

ChangeKind = Literal["better", "worse", "changed", "same", "unknown"]
LEAST_SESSIONS = 8
"""An SD of n is known to 1 / sqrt(2 (n - 1)) of itself: a quarter here, and worse from fewer."""
WIDEN_95 = 1.96
_ORDER = ("good", "borderline", "fault")

UNSURE, NO_NUMBER, NO_ERROR = "unsure", "no-number", "no-error"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one result says of a criterion; label: a class, where that is what it says."""

    value: float | None
    uncertainty: float | None
    verdict: Verdict | None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """How a criterion differs between two results.

    changed: by more than noise, but neither for better nor worse. smallest: what a difference must
    exceed to be more than noise. reason: a code where the kind is unknown.
    """

    kind: ChangeKind
    difference: float | None = None
    smallest: float | None = None
    reason: str | None = None


def change(
    before: Reading, after: Reading, good: Limits, *, smallest: float | None = None
) -> Change:
    """Compare two readings of one criterion, made alike.

    good: the limits inside which it is good. smallest: what is more than noise, where the scatter
    of many sessions tells; otherwise it comes from the errors of the two.
    """
    if "unsure" in (before.verdict, after.verdict):
        return Change("unknown", reason=UNSURE)
    if before.value is None or after.value is None:
        return _of_labels(before, after)
    smallest = smallest_change(before, after) if smallest is None else smallest
    difference = after.value - before.value
    if smallest is None:
        return Change("unknown", difference, reason=NO_ERROR)
    if abs(difference) <= smallest:
        return Change("same", difference, smallest)
    return Change(_direction(before.value, after.value, good, smallest), difference, smallest)


def smallest_change(before: Reading, after: Reading) -> float | None:
    """Give the difference of two readings that is just noise; None where an error is not known."""
    if before.uncertainty is None or after.uncertainty is None:
        return None
    return math.hypot(before.uncertainty, after.uncertainty)


def smallest_of_many(values: Sequence[float]) -> float | None:
    """Give the difference that is just noise from how a value scatters over sessions, in order.

    None from fewer than LEAST_SESSIONS, and where they do not scatter at all: a recording that is
    shown again and again says nothing about a person.
    """
    if len(values) < LEAST_SESSIONS:
        return None
    steps = [later - earlier for earlier, later in pairwise(values)]
    variance = sum(step * step for step in steps) / (2 * len(steps))
    return WIDEN_95 * math.sqrt(2 * variance) or None


def _direction(before: float, after: float, good: Limits, smallest: float) -> ChangeKind:
    """Say which way a real difference goes: towards the good limits, away, or neither."""
    if good == (None, None):
        return "changed"
    was, now = _outside(before, good), _outside(after, good)
    if was == now == 0:
        return "changed"
    if was * now < 0 and abs(abs(now) - abs(was)) <= smallest:
        return "changed"  # from too low to too high, and as far out as before
    return "better" if abs(now) < abs(was) else "worse"


def _outside(value: float, good: Limits) -> float:
    """Give how far a value lies outside limits, negative below; 0 inside."""
    low, high = good
    if low is not None and value < low:
        return value - low
    return value - high if high is not None and value > high else 0.0


def _of_labels(before: Reading, after: Reading) -> Change:
    """Compare classes, which carry no error of their own."""
    if before.label is None or after.label is None:
        return Change("unknown", reason=NO_NUMBER)
    if before.label == after.label:
        return Change("same")
    if before.verdict not in _ORDER or after.verdict not in _ORDER:
        return Change("changed")
    step = _ORDER.index(after.verdict) - _ORDER.index(before.verdict)
    return Change("better" if step < 0 else "worse" if step > 0 else "changed")
