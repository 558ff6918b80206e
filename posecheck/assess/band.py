"""The limits of good and fault, and where a value lies among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from posecheck.assess.results import Limits
from posecheck.errors import CheckError


@dataclass(frozen=True, slots=True)
class Band:
    """Inside `good` is good, outside `fault` a fault, between them borderline; None is open."""

    good: Limits
    fault: Limits

    def __post_init__(self) -> None:
        low_wrong = _wrong(self.fault[0], self.good[0])
        high_wrong = _wrong(self.good[1], self.fault[1])
        if low_wrong or high_wrong:
            raise CheckError(f"band: good {self.good} must lie inside fault {self.fault}")

    @classmethod
    def within(cls, low: float, high: float, fault_low: float, fault_high: float) -> Band:
        """Good between two limits, a fault beyond two wider ones."""
        return cls((low, high), (fault_low, fault_high))

    @classmethod
    def at_most(cls, good: float, fault: float) -> Band:
        """Good up to a limit, a fault above a larger one."""
        return cls((None, good), (None, fault))

    @classmethod
    def at_least(cls, good: float, fault: float) -> Band:
        """Good from a limit on, a fault below a smaller one."""
        return cls((good, None), (fault, None))

    def nearest(self, value: float) -> Literal["low", "high"]:
        """Say which good limit is nearer to a value; the only one where there is one."""
        low, high = self.good
        if low is None or high is None:
            return "high" if low is None else "low"
        return "low" if value - low < high - value else "high"

    def direction(self, value: float) -> Literal["low", "high", "inside"]:
        """Say on which side of the good limits a value lies."""
        low, high = self.good
        if low is not None and value < low:
            return "low"
        return "high" if high is not None and value > high else "inside"

    def gap(self, value: float) -> float:
        """Give the distance from good to fault at the good limit that is nearest to a value."""
        if self.nearest(value) == "low":
            return _gap(self.fault[0], self.good[0])
        return _gap(self.good[1], self.fault[1])

    def badness(self, value: float) -> float:
        """Order values from good to bad: how far beyond the good limits, largest is worst."""
        low, high = self.good
        below = low - value if low is not None else float("-inf")
        above = value - high if high is not None else float("-inf")
        return max(below, above)


def _gap(low: float | None, high: float | None) -> float:
    return float("inf") if low is None or high is None else high - low


def _wrong(low: float | None, high: float | None) -> bool:
    return low is not None and high is not None and low > high
