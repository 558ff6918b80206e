"""Standing and landing on one leg: which leg, since when, how quietly, found frame by frame."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from posecheck.assess.phase import NO_REP, Rep
from posecheck.body import LEFT, MID_HIP, RIGHT, Side
from posecheck.geometry.measure import UP, AnyMeasure, Axis, above, beside, place

LIFTED = 8.0  # % S between the ankles: one foot is up (evidence: L phases)
DOWN = 4.0  # % S: the lifted foot is back on the floor; half of LIFTED, as hysteresis
FALLING = -20.0  # % S a second downwards: a foot on its way to the floor; a 5 cm hop reaches -65
HIPS_FALLING = -25.0  # % S a second: walking moves the hips by 10, a 5 cm hop by 55
LIFT_DWELL_S = 0.1
LATE_LIFT_S = 0.5  # the free foot, seen from behind, reads as raised only so long after contact
AGAIN_S = 2.0  # a foot that is lifted again so soon had touched down
SETTLE_S = 1.0
SETTLED = 3.0  # % S: how far the hips may wander sideways within SETTLE_S once they are stable
SAVE = 25.0  # % S: a wrist that leaves its place by more is an arm save
LONGEST_STABLE_S = 2.0
ARMS_AFTER_S = 0.6  # arms that swing with the landing itself are no save

NAMES = ("two-legs", "one-leg", "flight", "lowering", "landed")
TWO_LEGS, ONE_LEG, FLIGHT, LOWERING, LANDED = range(5)

_UP_S = Axis(UP.x, UP.y, "S")
FEET_AND_HIPS: tuple[AnyMeasure, ...] = (
    place(LEFT.ankle, "picture", _UP_S, "left ankle height"),
    place(RIGHT.ankle, "picture", _UP_S, "right ankle height"),
    place(MID_HIP, "picture", _UP_S, "hip height"),
)
"""What all facts rest on."""

_DRIVERS: tuple[AnyMeasure, ...] = (
    *FEET_AND_HIPS,
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

    def posed(self, row: Sequence[float]) -> tuple[int, Side | None]:
        """A still picture shows one leg or two."""
        if not abs(row[0] - row[1]) >= LIFTED:
            return TWO_LEGS, None
        side: Side = "left" if row[0] < row[1] else "right"
        return (LANDED if self.counts == "landing" else ONE_LEG), side


@dataclass(slots=True)
class _Touch:
    """A foot that met the ground, and how far the hips sank after it."""

    contact_s: float
    lowest_s: float
    lowest: float = math.inf
    landed: bool = False

    def follow(self, time_s: float, hip: float) -> None:
        """Look for the lowest point until the hips have risen from it."""
        if self.landed:
            return
        if hip < self.lowest:
            self.lowest, self.lowest_s = hip, time_s
        self.landed = time_s - self.lowest_s >= LIFT_DWELL_S


class _Falls:
    """Notices when a body that falls meets the ground: its foot has lost half its speed."""

    def __init__(self) -> None:
        self._before: tuple[float, float, float, float] | None = None
        self._speed = (0.0, 0.0)
        self._fastest = 0.0
        self._fall_s = -math.inf

    @property
    def falling(self) -> bool:
        """Whether the body is in the air."""
        return self._fastest < 0

    def step(self, time_s: float, row: Sequence[float]) -> float | None:
        """Take a frame; give the moment of contact, between frames, once it is known."""
        now = (time_s, row[0], row[1], row[2])
        before, self._before = self._before, now
        if before is None:
            return None
        foot = 1 if row[0] < row[1] else 2
        passed = time_s - before[0]
        middle, speed = time_s - passed / 2, (now[foot] - before[foot]) / passed
        (earlier, past), self._speed = self._speed, (middle, speed)
        if speed < FALLING and (now[3] - before[3]) / passed < HIPS_FALLING:
            self._fastest, self._fall_s = min(self._fastest, speed), time_s
        half = self._fastest / 2
        if self._fastest < 0 and speed > half:
            self._fastest = 0.0
            if past >= half:
                return middle
            return earlier + (half - past) / (speed - past) * (middle - earlier)
        if time_s - self._fall_s > 2 * LIFT_DWELL_S:
            self._fastest = 0.0
        return None


@dataclass(slots=True)
class _Stand:
    """One stretch on one leg, as far as it is known."""

    side: Side
    start_s: float
    touch: _Touch | None = None
    stable_s: float | None = None
    rest: tuple[float, ...] | None = None
    strategy: int = 0
    end_s: float = 0.0
    hips: deque[tuple[float, float]] = field(default_factory=deque)

    @property
    def begin_s(self) -> float:
        """The contact of a landing, or when the other foot was lifted."""
        return self.touch.contact_s if self.touch else self.start_s


class _SingleLegWalker:
    def __init__(self, engine: SingleLeg) -> None:
        self._engine = engine
        self._falls = _Falls()
        self._lift_since: float | None = None
        self._touch: _Touch | None = None
        self._stand: _Stand | None = None
        self._closed: list[Rep] = []
        self._phase = TWO_LEGS

    def step(self, time_s: float, row: Sequence[float]) -> tuple[int, int]:
        if not all(map(math.isfinite, row[:4])):
            return self._phase, self._rep()
        contact_s = self._falls.step(time_s, row)
        if contact_s is not None:
            self._land(_Touch(contact_s, time_s), time_s)
        if self._touch is not None:
            self._touch.follow(time_s, row[2])
        side: Side = "left" if row[0] < row[1] else "right"
        lift = abs(row[0] - row[1])
        if self._stand is None:
            self._maybe_begin(time_s, side, lift)
        else:
            self._continue(self._stand, time_s, row, side, lift)
        self._phase = self._phase_at(time_s)
        return self._phase, self._rep()

    def reps(self) -> tuple[Rep, ...]:
        running = self._rep_of(self._stand) if self._stand else None
        return (*self._closed, running) if running else tuple(self._closed)

    @property
    def leg(self) -> Side | None:
        """The leg that is stood on alone, if one is."""
        return self._stand.side if self._stand else None

    @property
    def strategy(self) -> int:
        """How balance was kept in the running stand: 0 quietly, 1 by an arm, 2 by a foot."""
        return self._stand.strategy if self._stand else 0

    def _rep(self) -> int:
        counted = self._stand is not None and self._counts(self._stand)
        return len(self._closed) if counted else NO_REP

    def _phase_at(self, time_s: float) -> int:
        if self._falls.falling:
            return FLIGHT
        stand = self._stand
        if stand is None:
            late = LATE_LIFT_S + LIFT_DWELL_S
            landing = self._touch is not None and time_s - self._touch.contact_s <= late
            return LOWERING if landing else TWO_LEGS
        if stand.touch is None:
            return ONE_LEG
        return LANDED if stand.touch.landed else LOWERING

    def _land(self, touch: _Touch, time_s: float) -> None:
        """Count a contact for the leg that stands, or keep it for one that is about to."""
        stand = self._stand
        if stand is not None and stand.touch is not None:
            if stand.stable_s is None:
                return  # a hop that only saves balance
            self._close(stand)
            stand = self._stand = _Stand(stand.side, time_s, end_s=time_s)
        self._touch = touch
        if stand is not None:
            stand.touch = touch

    def _maybe_begin(self, time_s: float, side: Side, lift: float) -> None:
        if lift < LIFTED:
            self._lift_since = None
            return
        if self._lift_since is None:
            self._lift_since = time_s
        if time_s - self._lift_since >= LIFT_DWELL_S:
            touch, since = self._touch, self._lift_since
            fresh = touch is not None and since - touch.contact_s <= LATE_LIFT_S
            self._stand = _Stand(side, since, touch if fresh else None, end_s=time_s)
            self._notice_touchdown(side, since)

    def _notice_touchdown(self, side: Side, since: float) -> None:
        """Mark the stand before this one: its foot came down only to be lifted again."""
        last = self._closed[-1] if self._closed else None
        if last is None or last.side != side or last.marks or since - last.end_s > AGAIN_S:
            return
        self._closed[-1] = replace(last, facts={**last.facts, "strategy": 2.0})

    def _continue(
        self, stand: _Stand, time_s: float, row: Sequence[float], side: Side, lift: float
    ) -> None:
        stand.end_s = time_s
        if lift < DOWN or (side != stand.side and lift >= LIFTED):
            if stand.touch is not None and stand.stable_s is None:
                stand.strategy = 2
            self._close(stand)
            return
        self._watch_arms(stand, time_s, row)
        self._watch_hips(stand, time_s, row[3])

    def _watch_arms(self, stand: _Stand, time_s: float, row: Sequence[float]) -> None:
        if time_s - stand.begin_s < ARMS_AFTER_S or not all(map(math.isfinite, row[4:])):
            return
        if stand.rest is None:
            stand.rest = tuple(row[4:])
        moved = max(abs(now - rest) for now, rest in zip(row[4:], stand.rest, strict=True))
        if moved > SAVE:
            stand.strategy = max(stand.strategy, 1)

    def _watch_hips(self, stand: _Stand, time_s: float, place_now: float) -> None:
        if stand.stable_s is not None or stand.touch is None:
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
        self._stand, self._lift_since, self._touch = None, None, None

    def _counts(self, stand: _Stand) -> bool:
        return self._engine.counts == "stance" or stand.touch is not None

    def _rep_of(self, stand: _Stand) -> Rep | None:
        if not self._counts(stand):
            return None
        marks: dict[str, float] = {}
        facts = {"hold": stand.end_s - stand.begin_s, "strategy": float(stand.strategy)}
        if stand.touch is not None:
            marks = {"contact": stand.touch.contact_s, "lowest": stand.touch.lowest_s}
            waited = stand.end_s - stand.touch.contact_s
            if stand.stable_s is not None:
                facts["stability"] = stand.stable_s - stand.touch.contact_s
            elif waited > LONGEST_STABLE_S:
                facts["stability"] = waited  # it took longer than that
        return Rep(len(self._closed), stand.side, stand.begin_s, stand.end_s, marks, {}, facts)
