"""Repetitions that go out from a start to an end and back, found frame by frame."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from posecheck.assess.phase import NO_REP, Dwell, Rep
from posecheck.assess.tolerance import FURTHEST, Effort, Gate, Way, within
from posecheck.body import Side
from posecheck.geometry.measure import AnyMeasure

OUTSIDE, START, OUT, END, BACK = range(5)
"""The phases of whatever goes out and back, as codes."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """Out from a start to an end and back: one repetition.

    driver: a progress that lies inside `start` while the start is held, below it before anything
    begins, and beyond `end_enter` at the end, which is left below `end_exit`. A change lasts
    `dwell_s` before it is believed. Repetitions under 0.8 s or above 20 s do not count. A start
    that is passed without being held leaves its phase out, and counts all the same.
    form: what must be right at the end, besides, for the clock of the hold to run. posture: what a
    body in this exercise looks like, good or bad; else the driver is not believed. side: a measure
    that is positive at the end where the repetition is the left side's, NaN where that is not seen.
    Facts: hold, the seconds at the end in form; rise and speed, the fastest rise and change of the
    driver in its unit a second; peak, how far it went; stay, the seconds near it; out, those of the
    way there. Span: furthest, where it is near its peak.
    unfinished: whether the last repetition counts once it has reached its end, with no way back.
    """

    driver: AnyMeasure
    start: tuple[float, float]
    end_enter: float
    end_exit: float
    dwell_s: float = 0.2
    form: tuple[Gate, ...] = ()
    posture: tuple[Gate, ...] = ()
    side: AnyMeasure | None = None
    unfinished: bool = False
    names: tuple[str, ...] = ("outside", "start", "out", "end", "back")
    shortest_s: float = 0.8
    longest_s: float = 20.0
    repeats: bool = True
    steps: bool = False

    @property
    def drivers(self) -> tuple[AnyMeasure, ...]:
        """The driver, and what the form at the end, the posture and the side are told by."""
        gates = tuple(gate.measure for gate in (*self.form, *self.posture))
        return (self.driver, *gates) if self.side is None else (self.driver, *gates, self.side)

    def begin(self) -> _CycleWalker:
        """Start afresh."""
        return _CycleWalker(self)

    def posed(self, row: Sequence[float]) -> tuple[int, Side | None]:
        """A still picture shows the start or the end by its progress alone."""
        low, high = self.start
        if row[0] >= self.end_enter:
            return END, self.side_of(row[-1])
        return (START if low <= row[0] <= high else OUTSIDE), None

    def side_of(self, value: float) -> Side | None:
        """Name the side that the last driver tells."""
        if self.side is None or math.isnan(value):
            return None
        return "left" if value >= 0 else "right"


class _CycleWalker:
    def __init__(self, engine: Cycle) -> None:
        self._engine = engine
        self._home = Dwell(engine.dwell_s, state=True)
        self._held = Dwell(engine.dwell_s)
        self._at_end = Dwell(engine.dwell_s)
        self._been_out = False
        self._began_s: float | None = None
        self._now_s = 0.0
        self._effort = Effort()
        self._way = Way()
        self._sided = math.nan
        self._reps: list[Rep] = []

    def step(self, time_s: float, row: Sequence[float]) -> tuple[int, int]:
        engine, forms, self._now_s = self._engine, 1 + len(self._engine.form), time_s
        posture = row[forms : forms + len(engine.posture)]
        value = row[0] if within(engine.posture, posture) else math.nan
        low, high = engine.start
        end_limit = engine.end_exit if self._at_end.state else engine.end_enter
        at_end = self._at_end.step(time_s, value >= end_limit)
        was_home, home = self._home.state, self._home.step(time_s, not value > high)
        held = self._held.step(time_s, low <= value <= high)
        if self._began_s is None and (held or (was_home and not home)):
            self._began_s = self._held.since_s if held else self._home.since_s
        self._been_out |= at_end
        self._effort.step(time_s, value, value >= end_limit and within(engine.form, row[1:forms]))
        self._way.step(time_s, value)
        if value >= end_limit and math.isfinite(row[-1]):
            self._sided = row[-1] + (0.0 if math.isnan(self._sided) else self._sided)
        if home and self._been_out:
            self._close(self._home.since_s, held=held)
        if home and not held:
            self._began_s = None
        if home and not value > high:
            self._effort, self._sided = Effort(), math.nan
        phase = self._phase(at_end=at_end, home=home, held=held)
        return phase, (len(self._reps) if self._began_s is not None else NO_REP)

    def reps(self) -> tuple[Rep, ...]:
        running = self._rep(self._now_s) if self._engine.unfinished and self._been_out else None
        return (*self._reps, running) if running else tuple(self._reps)

    def _phase(self, *, at_end: bool, home: bool, held: bool) -> int:
        if home:
            return START if held else OUTSIDE
        if at_end:
            return END
        return BACK if self._been_out else OUT

    def _close(self, end_s: float, *, held: bool) -> None:
        rep = self._rep(end_s)
        self._began_s = end_s if held else None
        self._been_out = False
        if rep is not None:
            self._reps.append(rep)

    def _rep(self, end_s: float) -> Rep | None:
        engine, began_s = self._engine, self._began_s
        if began_s is None or not engine.shortest_s <= end_s - began_s <= engine.longest_s:
            return None
        spans, facts = self._effort.summary(engine.start[1])
        moments = self._effort.moments(engine.start[1])
        if FURTHEST in spans:
            way_s = began_s, spans[FURTHEST][1]
            facts["out"] = self._way.seconds(way_s, engine.start[1], facts["peak"])
            moments["out"] = (began_s + spans[FURTHEST][0]) / 2
        side = engine.side_of(self._sided)
        return Rep(len(self._reps), side, began_s, end_s, {}, spans, facts, moments)
