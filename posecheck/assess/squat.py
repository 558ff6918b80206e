"""Squats on one leg: which leg, how deep, how often, found frame by frame."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from posecheck.assess.cycle import BACK, END, OUT, Cycle
from posecheck.assess.phase import NO_REP, Rep, Walker
from posecheck.assess.single_leg import ONE_LEG, TWO_LEGS, SingleLeg
from posecheck.body import LIMBS, MID_HIP, Side
from posecheck.geometry.measure import AnyMeasure, above, relative

SINKING, DOWN, UP_AGAIN = 2.2, 3.5, 2.7  # % L that the hips have come down: 3.5 is 30 degrees
CLEARLY = 6.0  # % L that nobody comes down who only stands on one leg: 40 degrees of knee bend
STANCE = SingleLeg("stance")
_DEPTHS: dict[Side, AnyMeasure] = {
    side: relative(
        replace(
            above(limbs.ankle, MID_HIP, "L", f"hips down over {side} ankle"),
            offset=100.0,
            factor=-100.0,
        ),
        f"{side} depth",
    )
    for side, limbs in LIMBS.items()
}


@dataclass(frozen=True, slots=True)
class OneLegSquats:
    """Each squat on one leg is a repetition of that side; both feet on the floor end it.

    Facts and span as a Cycle's, in % L, and strategy as a SingleLeg's.
    """

    names: tuple[str, ...] = ("two-legs", "one-leg", "going down", "bottom", "coming up")
    repeats: bool = True
    steps: bool = False

    @property
    def drivers(self) -> tuple[AnyMeasure, ...]:
        """What tells a stance, then the depths over the left and the right ankle."""
        return (*STANCE.drivers, *_DEPTHS.values())

    def begin(self) -> _SquatWalker:
        """Start afresh."""
        return _SquatWalker()

    def posed(self, row: Sequence[float]) -> tuple[int, Side | None]:
        """A still picture shows the bottom, one leg or two."""
        _, side = STANCE.posed(row[:-2])
        if side is None:
            return TWO_LEGS, None
        return (END if row[-2 + (side == "right")] >= DOWN else ONE_LEG), side


class _SquatWalker:
    def __init__(self) -> None:
        self._stance = STANCE.begin()
        self._leg: Side | None = None
        self._cycle: Walker | None = None
        self._reps: list[Rep] = []
        self._counted = 0
        self._strategy = 0
        self._squatting = False

    def step(self, time_s: float, row: Sequence[float]) -> tuple[int, int]:
        self._stance.step(time_s, row[:-2])
        leg = self._stance.leg
        if leg != self._leg:
            self._collect(unfinished=leg is None)
            self._leg, self._counted, self._strategy, self._squatting = leg, 0, 0, False
            self._cycle = None if leg is None else _cycle(leg).begin()
        if self._cycle is None or leg is None:
            return TWO_LEGS, NO_REP
        self._strategy = max(self._strategy, self._stance.strategy)
        phase, rep = self._cycle.step(time_s, (row[-2 + (leg == "right")],))
        self._squatting = phase in (END, BACK)
        self._collect(unfinished=False)
        named = {OUT: 2, END: 3, BACK: 4}.get(phase, ONE_LEG)
        return named, (len(self._reps) if rep != NO_REP and named != ONE_LEG else NO_REP)

    def reps(self) -> tuple[Rep, ...]:
        return tuple(self._reps)

    def _collect(self, *, unfinished: bool) -> None:
        """Take over the squats of this leg; one that is left unfinished needed the other foot."""
        found = self._cycle.reps() if self._cycle else ()
        closed = len(found) - self._squatting
        for number in range(self._counted, len(found) if unfinished else closed):
            strategy = self._strategy if number < closed else 2
            facts = {**found[number].facts, "strategy": float(strategy)}
            rep = replace(found[number], index=len(self._reps), side=self._leg, facts=facts)
            self._reps.append(rep)
            self._strategy = 0
        self._counted = max(self._counted, closed)


def _cycle(leg: Side) -> Cycle:
    return Cycle(
        driver=_DEPTHS[leg],
        start=(-math.inf, SINKING),
        end_enter=DOWN,
        end_exit=UP_AGAIN,
        dwell_s=0.15,
        unfinished=True,
    )
