"""Standing still, a step, and standing still again, found frame by frame."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from posecheck.assess.phase import NO_REP, Rep
from posecheck.body import Side
from posecheck.geometry.measure import AnyMeasure


@dataclass(frozen=True, slots=True)
class StillHolds:
    """Standing still at one place, then still again after a step away from it.

    places: measures of where the body is, in % S; the first is the one that tells a step.
    A hold is `still_s` in which no place wanders by more than `wander` (standard deviation).
    """

    places: tuple[AnyMeasure, ...]
    still_s: float = 1.0
    wander: float = 0.5
    away: float = 5.0
    names: tuple[str, ...] = ("moving", "at-wall", "away")
    repeats: bool = False
    steps: bool = False

    @property
    def drivers(self) -> tuple[AnyMeasure, ...]:
        """The places."""
        return self.places

    def begin(self) -> _StillWalker:
        """Start afresh."""
        return _StillWalker(self)

    def posed(self, row: Sequence[float]) -> tuple[int, Side | None]:
        """A still picture shows the first place."""
        return 1, None


class _StillWalker:
    def __init__(self, engine: StillHolds) -> None:
        self._engine = engine
        self._recent: deque[tuple[float, tuple[float, ...]]] = deque()
        self._sums = [0.0] * len(engine.places)
        self._squares = [0.0] * len(engine.places)
        self._home: float | None = None

    def step(self, time_s: float, row: Sequence[float]) -> tuple[int, int]:
        if not all(map(math.isfinite, row)):
            self._forget()
            return 0, NO_REP
        self._add(time_s, tuple(row))
        if not self._still(time_s):
            return 0, NO_REP
        place = self._sums[0] / len(self._recent)
        if self._home is None:
            self._home = place
        return (2 if abs(place - self._home) >= self._engine.away else 1), NO_REP

    def reps(self) -> tuple[Rep, ...]:
        return ()

    def _forget(self) -> None:
        self._recent.clear()
        self._sums = [0.0] * len(self._sums)
        self._squares = [0.0] * len(self._squares)

    def _add(self, time_s: float, row: tuple[float, ...]) -> None:
        self._recent.append((time_s, row))
        self._tally(row, 1.0)
        # the newest frame that is still_s old stays, so that the window is never shorter
        while len(self._recent) > 2 and time_s - self._recent[1][0] >= self._engine.still_s:
            self._tally(self._recent.popleft()[1], -1.0)

    def _tally(self, row: tuple[float, ...], weight: float) -> None:
        for i, value in enumerate(row):
            self._sums[i] += weight * value
            self._squares[i] += weight * value * value

    def _still(self, time_s: float) -> bool:
        if time_s - self._recent[0][0] < self._engine.still_s:
            return False
        count = len(self._recent)
        limit = self._engine.wander**2
        return all(
            square / count - (total / count) ** 2 <= limit
            for total, square in zip(self._sums, self._squares, strict=True)
        )
