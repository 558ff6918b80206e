"""Holding a posture: since when, how long in good form, and on which side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from posecheck.assess.phase import NO_REP, Rep
from posecheck.assess.tolerance import Gate, HoldClock, within
from posecheck.body import Side
from posecheck.geometry.measure import AnyMeasure

MOVING, HELD = range(2)


@dataclass(frozen=True, slots=True)
class Hold:
    """A posture that is taken, held and given up; each time is a repetition.

    posture: what makes it this exercise at all, good or bad. It begins once that has lasted
    `settle_s` and ends where it is left for more than `leave_s`. form: what must be right for the
    clock to run. side: a measure that is positive where the hold is the left side's.
    Facts: hold, the seconds in form with drop-outs of up to half a second; lasted, all seconds.
    """

    posture: tuple[Gate, ...]
    form: tuple[Gate, ...] = ()
    side: AnyMeasure | None = None
    settle_s: float = 1.0
    leave_s: float = 2.0
    names: tuple[str, ...] = ("moving", "hold")
    repeats: bool = True
    steps: bool = False

    @property
    def drivers(self) -> tuple[AnyMeasure, ...]:
        """What the gates look at, and what tells the side."""
        gates = tuple(gate.measure for gate in (*self.posture, *self.form))
        return gates if self.side is None else (*gates, self.side)

    def begin(self) -> _HoldWalker:
        """Start afresh."""
        return _HoldWalker(self)

    def posed(self, row: Sequence[float]) -> tuple[int, Side | None]:
        """A still picture shows the posture or not."""
        held = within(self.posture, row[: len(self.posture)])
        return (HELD if held else MOVING), (self.side_of(row[-1]) if held else None)

    def side_of(self, value: float) -> Side | None:
        """Name the side that the last driver tells."""
        if self.side is None:
            return None
        return "left" if value >= 0 else "right"


class _HoldWalker:
    def __init__(self, engine: Hold) -> None:
        self._engine = engine
        self._since_s = math.nan
        self._last_s = math.nan
        self._clock = HoldClock()
        self._sided = [0, 0]
        self._closed: list[Rep] = []

    def step(self, time_s: float, row: Sequence[float]) -> tuple[int, int]:
        engine, count = self._engine, len(self._engine.posture)
        if within(engine.posture, row[:count]):
            if math.isnan(self._since_s):
                self._since_s, self._clock, self._sided = time_s, HoldClock(), [0, 0]
            self._last_s = time_s
            self._clock.step(time_s, within(engine.form, row[count : count + len(engine.form)]))
            if engine.side is not None and math.isfinite(row[-1]):
                self._sided[engine.side_of(row[-1]) == "right"] += 1
        elif not self._settled or time_s - self._last_s > engine.leave_s:
            self._close()
        if not self._settled:
            return MOVING, NO_REP
        return (HELD if self._last_s == time_s else MOVING), len(self._closed)

    def reps(self) -> tuple[Rep, ...]:
        return (*self._closed, self._rep()) if self._settled else tuple(self._closed)

    @property
    def _settled(self) -> bool:
        return self._last_s - self._since_s >= self._engine.settle_s - 1e-9

    def _rep(self) -> Rep:
        side: Side | None = None
        if self._engine.side is not None:
            side = "right" if self._sided[1] > self._sided[0] else "left"
        facts = {"hold": self._clock.seconds, "lasted": self._last_s - self._since_s}
        return Rep(len(self._closed), side, self._since_s, self._last_s, {}, {}, facts)

    def _close(self) -> None:
        if self._settled:
            self._closed.append(self._rep())
        self._since_s = self._last_s = math.nan
