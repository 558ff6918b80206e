"""Out and back again, told by where a movement turns, however deep it starts and high it ends.

For exercises that are done well or badly by just that: a fixed start and end, as a Cycle has, would
not see the repetitions that stop short of them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from posecheck.assess.cycle import BACK, END, OUT, OUTSIDE, START
from posecheck.assess.phase import NO_REP, Dwell, Rep
from posecheck.assess.tolerance import BRIDGE_S, FURTHEST, PEAK_SHARE, Effort, Gate, within
from posecheck.body import Side
from posecheck.geometry.measure import AnyMeasure

REST_S = 1.0  # of the start that belongs to a repetition: what it started from


@dataclass(frozen=True, slots=True)
class Swing:
    """Away from a lowest point to a highest and back: one repetition.

    driver: a progress that grows on the way out. least: how far it must go out, and come back, to
    count. slack: how close to a turning point is still at it. A way back ends once that has lasted
    `settle_s`, or with the next way out. Repetitions under 0.8 s or above 20 s do not count.
    posture: what makes it this exercise at all, good or bad; left for more than half a second,
    what has not come back is forgotten.
    Facts: hold, the seconds near the highest point; rise and speed, the fastest rise and change of
    the driver in its unit a second; peak, how far it went. Span: furthest, where it is near that.
    unfinished: whether the last repetition counts once it has stayed at its end, with no way back.
    """

    driver: AnyMeasure
    least: float
    posture: tuple[Gate, ...] = ()
    slack: float = 4.0
    settle_s: float = 0.3
    unfinished: bool = False
    names: tuple[str, ...] = ("outside", "start", "out", "end", "back")
    shortest_s: float = 0.8
    longest_s: float = 20.0
    repeats: bool = True
    steps: bool = False

    @property
    def drivers(self) -> tuple[AnyMeasure, ...]:
        """The driver, and what the posture is told by."""
        return (self.driver, *(gate.measure for gate in self.posture))

    def begin(self) -> _SwingWalker:
        """Start afresh."""
        return _SwingWalker(self)

    def posed(self, row: Sequence[float]) -> tuple[int, Side | None]:
        """A still picture does not show where a movement turns."""
        return OUTSIDE, None


class _Turn:
    """The furthest that a value has gone in one direction, and since when it is near that."""

    def __init__(self, time_s: float, value: float, sign: float, slack: float) -> None:
        self.furthest, self.since_s = value, time_s
        self._sign, self._slack = sign, slack
        self._mark = value

    def step(self, time_s: float, value: float) -> float:
        """Take the next frame; give how far it has come back."""
        if (value - self.furthest) * self._sign > 0:
            self.furthest = value
            if (value - self._mark) * self._sign > self._slack:
                self._mark, self.since_s = value, time_s
        return (self.furthest - value) * self._sign


class _SwingWalker:
    def __init__(self, engine: Swing) -> None:
        self._engine = engine
        self._there = Dwell(BRIDGE_S, state=not engine.posture)
        self._phase = OUTSIDE
        self._turn = _Turn(0.0, 0.0, -1.0, engine.slack)
        self._low = self._began_s = math.nan
        self._now_s = 0.0
        self._effort = Effort()
        self._reps: list[Rep] = []

    def step(self, time_s: float, row: Sequence[float]) -> tuple[int, int]:
        value, self._now_s = row[0], time_s
        if not self._there.step(time_s, within(self._engine.posture, row[1:])):
            self._phase = OUTSIDE
        elif math.isfinite(value):
            self._move(time_s, value)
        out = self._phase in (OUT, END, BACK)
        return self._phase, (len(self._reps) if out else NO_REP)

    def reps(self) -> tuple[Rep, ...]:
        stayed = self._engine.unfinished and self._phase in (END, BACK)
        running = self._rep(self._now_s) if stayed else None
        return (*self._reps, running) if running else tuple(self._reps)

    def _move(self, time_s: float, value: float) -> None:
        if self._phase == OUTSIDE:
            self._at_start(time_s, value)
        back = self._turn.step(time_s, value)
        if self._phase == START:
            self._leave(time_s, value, back)
            return
        self._effort.step(time_s, value, held=False)
        settled = time_s - self._turn.since_s >= self._engine.settle_s
        if self._phase == BACK:
            if settled or back >= self._engine.least:
                self._close(time_s, value)
        elif back >= self._engine.least:
            self._phase, self._turn = BACK, self._next_turn(time_s, value, -1.0)
        else:
            self._phase = END if settled else OUT

    def _at_start(self, time_s: float, value: float) -> None:
        self._phase, self._turn = START, self._next_turn(time_s, value, -1.0)
        self._began_s = time_s
        self._effort = Effort()

    def _leave(self, time_s: float, value: float, back: float) -> None:
        """Wait at the start for the way out; the effort begins where the start is left."""
        if back <= self._engine.slack:
            self._began_s = max(self._turn.since_s, time_s - REST_S)
            self._effort = Effort()
        self._effort.step(time_s, value, held=False)
        if back >= self._engine.least:
            self._low = self._turn.furthest
            self._phase, self._turn = OUT, self._next_turn(time_s, value, 1.0)

    def _close(self, time_s: float, value: float) -> None:
        rep = self._rep(self._turn.since_s)
        if rep is not None:
            self._reps.append(rep)
        since_s, lowest = self._turn.since_s, self._turn.furthest
        self._at_start(time_s, value)
        self._turn.furthest, self._turn.since_s = lowest, since_s
        self._began_s = max(since_s, time_s - REST_S)

    def _next_turn(self, time_s: float, value: float, sign: float) -> _Turn:
        return _Turn(time_s, value, sign, self._engine.slack)

    def _rep(self, end_s: float) -> Rep | None:
        engine = self._engine
        if not engine.shortest_s <= end_s - self._began_s <= engine.longest_s:
            return None
        _, facts = self._effort.summary(self._low)
        start = min(self._low, facts["peak"] - engine.slack / PEAK_SHARE)
        spans, facts = self._effort.summary(start)
        first, last = spans[FURTHEST]
        facts["hold"] = last - first
        moments = self._effort.moments(start)
        return Rep(len(self._reps), None, self._began_s, end_s, {}, spans, facts, moments)
