"""One arm and one leg lifted face down: which leg, which arms with it, and how much together."""

from __future__ import annotations

import math
import statistics
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from posecheck.assess.cycle import END, Cycle
from posecheck.assess.phase import NO_REP, Rep
from posecheck.assess.tolerance import FURTHEST
from posecheck.body import LIMBS, Side
from posecheck.geometry.measure import AnyMeasure, rise

LIFTED, LEFT_AGAIN, DOWN = 5.0, 4.0, 3.0  # deg above where the limb rests
DRAWN = 0.5  # share of a lift by which the limb beside it seems to rise, as the model draws it
LOWEST, HIGHEST = -10.0, 6.0  # deg that a leg on the floor slopes at most; one seen higher is up
KEPT_S = 22.0
BEFORE_S = 0.7  # an arm that goes first belongs to the leg that follows within this
SIDES: tuple[Side, Side] = ("left", "right")
LEGS: dict[Side, AnyMeasure] = {
    side: rise(limbs.hip, limbs.ankle, f"{side} leg rise") for side, limbs in LIMBS.items()
}
ARMS: dict[Side, AnyMeasure] = {
    side: rise(limbs.shoulder, limbs.wrist, f"{side} arm rise") for side, limbs in LIMBS.items()
}


@dataclass(frozen=True, slots=True)
class Diagonals:
    """Each lift of a leg is a repetition of its side.

    Facts: diagonal, 1 where the other side's arm came along and nothing else by half as much; lag,
    the seconds between the middle of the leg's rise and that of the arm that came; leg and the
    other side's arm, the degrees they rose; hold, rise and speed as a Cycle's. Where the rise was
    not seen, lag, leg and arm are not known. Span: furthest.
    """

    names: tuple[str, ...] = ("lying", "lifted")
    repeats: bool = True
    steps: bool = False

    @property
    def drivers(self) -> tuple[AnyMeasure, ...]:
        """The rise of both legs, then of both arms."""
        return (*LEGS.values(), *ARMS.values())

    def begin(self) -> _DiagonalWalker:
        """Start afresh."""
        return _DiagonalWalker()

    def posed(self, row: Sequence[float]) -> tuple[int, Side | None]:
        """A still picture does not show from where a limb was lifted."""
        return 0, None


class _DiagonalWalker:
    def __init__(self) -> None:
        self._legs = [_cycle(side).begin() for side in SIDES]
        self._counted = [0, 0]
        self._rest = [HIGHEST, HIGHEST]
        self._recent: deque[tuple[float, list[float]]] = deque()
        self._reps: list[Rep] = []

    def step(self, time_s: float, row: Sequence[float]) -> tuple[int, int]:
        legs = zip(self._rest, row[:2], strict=True)
        self._rest = [max(LOWEST, min(rest, value)) for rest, value in legs]
        lifts = [value - rest for value, rest in zip(row[:2], self._rest, strict=True)]
        self._recent.append((time_s, list(row)))
        while time_s - self._recent[0][0] > KEPT_S:
            self._recent.popleft()
        lifted = False
        for number, leg in enumerate(self._legs):
            phase, _ = leg.step(time_s, (lifts[number],))
            lifted |= phase == END
            found = leg.reps()
            for rep in found[self._counted[number] :]:
                self._name(rep, number)
            self._counted[number] = len(found)
        return (1, len(self._reps)) if lifted else (0, NO_REP)

    def reps(self) -> tuple[Rep, ...]:
        return tuple(self._reps)

    def _name(self, rep: Rep, number: int) -> None:
        """Say which arm came with a leg; what else was up at its top counts against it.

        A leg that rises less than the other one at the same time only follows it.
        """
        frames = _from_rest(self._recent, self._rest)
        top_s = rep.spans.get(FURTHEST, (rep.end_s, rep.end_s))
        low_s = [at_s for at_s, lifts in frames if lifts[number] < DOWN and at_s < top_s[0]]
        begin_s = max(low_s, default=rep.start_s)
        crossed = 3 - number  # the arm of the other side
        lift = [one for one in frames if begin_s - BEFORE_S <= one[0] <= rep.end_s]
        top = [one for one in frames if top_s[0] <= one[0] <= top_s[1]]
        leg, arm = _peak(lift, number), _peak(lift, crossed)
        follows = _peak(top, 1 - number)
        if follows > leg:
            return
        alone = follows < max(LIFTED, DRAWN * leg)
        alone &= _peak(top, 2 + number) < max(LIFTED, DRAWN * arm)
        facts = {**rep.facts, "diagonal": float(arm >= LIFTED and alone)}
        if low_s:
            facts |= {"leg": leg, "arm": arm}
        came = crossed if arm >= LIFTED else 2 + number
        if low_s and (peak := _peak(lift, came)) >= LIFTED:
            facts["lag"] = abs(_half_way(lift, number, leg) - _half_way(lift, came, peak))
        self._reps.append(replace(rep, index=len(self._reps), side=SIDES[number], facts=facts))


def _from_rest(rows: Iterable[tuple[float, list[float]]], legs: Sequence[float]) -> Frames:
    """Measure the legs from where they lie, and the arms from where they mostly are meanwhile."""
    frames = [(at_s, row[0] - legs[0], row[1] - legs[1], row[2:]) for at_s, row in rows]
    lying = [arms for _, left, right, arms in frames if max(left, right) < DOWN]
    rest = [
        statistics.median(known) if (known := list(filter(math.isfinite, arm))) else math.nan
        for arm in (zip(*lying, strict=True) if lying else ((), ()))
    ]
    return [
        (at_s, [left, right, arms[0] - rest[0], arms[1] - rest[1]])
        for at_s, left, right, arms in frames
    ]


Frames = Sequence[tuple[float, Sequence[float]]]


def _peak(frames: Frames, limb: int) -> float:
    return max((lifts[limb] for _, lifts in frames if math.isfinite(lifts[limb])), default=0.0)


def _half_way(frames: Frames, limb: int, peak: float) -> float:
    """Give when a limb first rose to half of its peak."""
    return next((time_s for time_s, lifts in frames if lifts[limb] >= peak / 2), math.nan)


def _cycle(side: Side) -> Cycle:
    return Cycle(driver=LEGS[side], start=(-math.inf, DOWN), end_enter=LIFTED, end_exit=LEFT_AGAIN)
