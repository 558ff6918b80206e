"""Standing and landing on one leg: which leg, since when, how quietly, found frame by frame."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from posecheck.assess.phase import NO_REP, Rep
from posecheck.body import LEFT, MID_HIP, RIGHT, Side
from posecheck.geometry.measure import UP, AnyMeasure, Axis, above, beside, place

LIFTED = 8.0  # % S between the ankles: one foot is up (evidence: L phases)
DOWN = 4.0  # % S: the lifted foot is back on the floor; half of LIFTED, as hysteresis
FALLING = -20.0  # % S a second downwards: a foot on its way to the floor; a 5 cm hop reaches -65
LIFT_DWELL_S = 0.1
SETTLE_S = 1.0
SETTLED = 3.0  # % S: how far the hips may wander sideways within SETTLE_S once they are stable
SAVE = 25.0  # % S: a wrist that leaves its place by more is an arm save
LONGEST_STABLE_S = 2.0
ARMS_AFTER_S = 0.6  # arms that swing with the landing itself are no save

NAMES = ("two-legs", "one-leg", "flight", "lowering", "landed")
TWO_LEGS, ONE_LEG, FLIGHT, LOWERING, LANDED = range(5)

_UP_S = Axis(UP.x, UP.y, "S")
_DRIVERS: tuple[AnyMeasure, ...] = (
    place(LEFT.ankle, "picture", _UP_S, "left ankle height"),
    place(RIGHT.ankle, "picture", _UP_S, "right ankle height"),
    place(MID_HIP, "picture", _UP_S, "hip height"),
    place(MID_HIP, "picture", Axis(1.0, 0.0, "S"), "hip place"),
    above(MID_HIP, LEFT.wrist, "S", "left wrist above hips"),
    above(MID_HIP, RIGHT.wrist, "S", "right wrist above hips"),
    beside(MID_HIP, LEFT.wrist, "S", "left wrist beside hips", "left"),
    beside(MID_HIP, RIGHT.wrist, "S", "right wrist beside hips", "right"),
)


@dataclass(frozen=True, slots=True)
class SingleLeg:
    """Repetitions on one leg: every stance, or every landing on one leg.

    Facts of a repetition: hold (s), strategy (0 quiet, 1 an arm save, 2 a touchdown), and for a
    landing stability (s from contact until the hips are quiet; missing if they never were).
    Marks of a landing: contact, lowest.
    """

    counts: Literal["stance", "landing"]
    names: tuple[str, ...] = NAMES
    repeats: bool = True
    steps: bool = False

    @property
    def drivers(self) -> tuple[AnyMeasure, ...]:
        """Heights of the ankles and hips, the hips' place, the wrists about the hips."""
        return _DRIVERS

    def begin(self) -> _SingleLegWalker:
        """Start afresh."""
        return _SingleLegWalker(self)


@dataclass(slots=True)
class _Stand:
    """One stretch on one leg, as far as it is known."""

    side: Side
    start_s: float
    contact_s: float | None = None
    lowest_s: float | None = None
    lowest: float = math.inf
    stable_s: float | None = None
    rest: tuple[float, ...] | None = None
    strategy: int = 0
    end_s: float = 0.0
    hips: deque[tuple[float, float]] = field(default_factory=deque)


class _SingleLegWalker:
    def __init__(self, engine: SingleLeg) -> None:
        self._engine = engine
        self._before: tuple[float, Sequence[float]] | None = None
        self._lift_since: float | None = None
        self._stand: _Stand | None = None
        self._fall_s = -math.inf
        self._closed: list[Rep] = []
        self._phase = TWO_LEGS

    def step(self, time_s: float, row: Sequence[float]) -> tuple[int, int]:
        if not all(map(math.isfinite, row[:4])):
            return self._phase, self._rep()
        left, right, hip = row[0], row[1], row[2]
        side: Side = "left" if left < right else "right"
        lift = abs(left - right)
        fall = self._speed(time_s, row, 0 if side == "left" else 1)
        hip_speed = self._speed(time_s, row, 2)
        self._before = (time_s, row)
        if fall < FALLING and hip_speed < FALLING / 2:
            self._fall_s = time_s
        if self._stand is None:
            self._maybe_begin(time_s, side, lift)
        else:
            self._continue(time_s, row, side, lift)
        if self._stand is not None:
            self._land(self._stand, time_s, hip, fall)
        return self._phase, self._rep()

    def reps(self) -> tuple[Rep, ...]:
        running = self._rep_of(self._stand) if self._stand else None
        return (*self._closed, running) if running else tuple(self._closed)

    def _rep(self) -> int:
        counted = self._stand is not None and self._counts(self._stand)
        return len(self._closed) if counted else NO_REP

    def _speed(self, time_s: float, row: Sequence[float], column: int) -> float:
        if self._before is None:
            return 0.0
        before_s, before = self._before
        return (row[column] - before[column]) / (time_s - before_s)

    def _maybe_begin(self, time_s: float, side: Side, lift: float) -> None:
        self._phase = FLIGHT if time_s - self._fall_s < LIFT_DWELL_S else TWO_LEGS
        if lift < LIFTED:
            self._lift_since = None
            return
        if self._lift_since is None:
            self._lift_since = time_s
        if time_s - self._lift_since >= LIFT_DWELL_S:
            self._stand = _Stand(side, self._lift_since, end_s=time_s)
            self._phase = ONE_LEG

    def _continue(self, time_s: float, row: Sequence[float], side: Side, lift: float) -> None:
        stand = self._stand
        if stand is None:
            return
        stand.end_s = time_s
        if lift < DOWN or (side != stand.side and lift >= LIFTED):
            early = stand.contact_s is not None and stand.stable_s is None
            if early:
                stand.strategy = 2
            self._close(stand)
            return
        self._watch_arms(stand, time_s, row)
        if stand.contact_s is not None:
            self._watch_hips(stand, time_s, row[3])

    def _land(self, stand: _Stand, time_s: float, hip: float, fall: float) -> None:
        """Notice the contact of a landing, and its lowest point."""
        falling = fall < FALLING / 2
        if stand.contact_s is None or (stand.stable_s is not None and falling):
            if falling and time_s - self._fall_s < LIFT_DWELL_S:
                self._phase = FLIGHT
            elif self._phase == FLIGHT and time_s - self._fall_s < 2 * LIFT_DWELL_S:
                stand.contact_s = stand.lowest_s = time_s
                stand.lowest = hip
                self._phase = LOWERING
        elif self._phase == LOWERING:
            if hip < stand.lowest:
                stand.lowest, stand.lowest_s = hip, time_s
            elif time_s - (stand.lowest_s or time_s) >= LIFT_DWELL_S:
                self._phase = LANDED

    def _watch_arms(self, stand: _Stand, time_s: float, row: Sequence[float]) -> None:
        begin_s = stand.contact_s if stand.contact_s is not None else stand.start_s
        if time_s - begin_s < ARMS_AFTER_S or not all(map(math.isfinite, row[4:])):
            return
        if stand.rest is None:
            stand.rest = tuple(row[4:])
        moved = max(abs(now - rest) for now, rest in zip(row[4:], stand.rest, strict=True))
        if moved > SAVE:
            stand.strategy = max(stand.strategy, 1)

    def _watch_hips(self, stand: _Stand, time_s: float, place_now: float) -> None:
        if stand.stable_s is not None or stand.contact_s is None:
            return
        stand.hips.append((time_s, place_now))
        while len(stand.hips) > 2 and time_s - stand.hips[1][0] >= SETTLE_S:
            stand.hips.popleft()
        if time_s - stand.hips[0][0] >= SETTLE_S:
            places = [x for _, x in stand.hips]
            if max(places) - min(places) <= SETTLED:
                stand.stable_s = stand.hips[0][0]

    def _close(self, stand: _Stand) -> None:
        rep = self._rep_of(stand)
        if rep:
            self._closed.append(rep)
        self._stand, self._lift_since, self._phase = None, None, TWO_LEGS

    def _counts(self, stand: _Stand) -> bool:
        return self._engine.counts == "stance" or stand.contact_s is not None

    def _rep_of(self, stand: _Stand) -> Rep | None:
        if not self._counts(stand):
            return None
        begin_s = stand.contact_s if stand.contact_s is not None else stand.start_s
        marks: dict[str, float] = {}
        facts = {"hold": stand.end_s - begin_s, "strategy": float(stand.strategy)}
        if stand.contact_s is not None and stand.lowest_s is not None:
            marks = {"contact": stand.contact_s, "lowest": stand.lowest_s}
            waited = stand.end_s - stand.contact_s
            if stand.stable_s is not None:
                facts["stability"] = stand.stable_s - stand.contact_s
            elif waited > LONGEST_STABLE_S:
                facts["stability"] = waited  # it took longer than that
        return Rep(len(self._closed), stand.side, begin_s, stand.end_s, marks, {}, facts)
