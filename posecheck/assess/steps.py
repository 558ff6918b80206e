"""The steps of a run as repetitions: stance and stride, and the moments criteria ask for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.gait import Gait
from posecheck.assess.phase import NO_REP, Rep
from posecheck.body import Side
from posecheck.geometry.measure import AnyMeasure

Floats = NDArray[np.float64]

LOADING = 0.065  # of stance: loading response ends 5 to 8 % after contact (evidence: R9)
LOADED_UNTIL = 0.6  # of stance: the knee's peak under load comes before push-off bends it again
LONGEST_STANCE_S, LONGEST_STRIDE_S = 0.6, 1.2


@dataclass(frozen=True, slots=True)
class GaitPhases:
    """The phases of a run; they are found over the strides around a frame, not frame by frame."""

    names: tuple[str, ...] = ("none", "left stance", "right stance", "flight")
    repeats: bool = True
    steps: bool = True

    @property
    def drivers(self) -> tuple[AnyMeasure, ...]:
        """Nothing drives it frame by frame."""
        return ()

    def begin(self) -> _NoWalker:
        """Start afresh."""
        return _NoWalker()

    def posed(self, row: Sequence[float]) -> tuple[int, Side | None]:
        """A still picture shows no step."""
        return 0, None


class _NoWalker:
    def step(self, time_s: float, row: Sequence[float]) -> tuple[int, int]:
        del time_s, row
        return 0, NO_REP

    def reps(self) -> tuple[Rep, ...]:
        return ()


def steps_of(gait: Gait, hip_height: Floats, time_s: Floats, side: Side | None) -> tuple[Rep, ...]:
    """Give each step as a repetition from contact to the same foot's next contact.

    hip_height: (T,) of the middle of the hips; its lowest point in stance is midstance.
    side: only the steps of that foot, where the other is hidden behind it; None for both.
    """
    found: list[tuple[float, float, float | None, Side]] = []
    feet: tuple[Side, Side] = ("left", "right")
    for foot in feet:
        if side not in (None, foot):
            continue
        contacts = [e.time_s for e in gait.events if e.side == foot and e.kind == "contact"]
        offs = [e.time_s for e in gait.events if e.side == foot and e.kind == "toe-off"]
        for contact_s in contacts:
            off_s = _after(offs, contact_s)
            if off_s is None or off_s - contact_s > LONGEST_STANCE_S:
                continue
            next_s = _after(contacts, contact_s)
            found.append((contact_s, off_s, next_s, foot))
    found.sort(key=itemgetter(0))
    return tuple(_step(i, *step, hip_height, time_s) for i, step in enumerate(found))


def _after(times_s: Sequence[float], moment_s: float) -> float | None:
    place = bisect_right(times_s, moment_s)
    return times_s[place] if place < len(times_s) else None


def _step(
    index: int,
    contact_s: float,
    off_s: float,
    next_s: float | None,
    side: Side,
    hip_height: Floats,
    time_s: Floats,
) -> Rep:
    first, last = np.searchsorted(time_s, contact_s), np.searchsorted(time_s, off_s, side="right")
    heights, times_s = hip_height[first:last], time_s[first:last]
    seen = np.isfinite(heights)
    marks = {
        "contact": contact_s,
        "loading": contact_s + LOADING * (off_s - contact_s),
        "toe-off": off_s,
    }
    if seen.any():
        marks["midstance"] = float(times_s[seen][np.argmin(heights[seen])])
    spans = {
        "stance": (contact_s, off_s),
        "load": (contact_s, contact_s + LOADED_UNTIL * (off_s - contact_s)),
    }
    if next_s is not None and next_s - contact_s <= LONGEST_STRIDE_S:
        spans["stride"] = (contact_s, next_s)
    return Rep(
        index,
        side,
        contact_s,
        spans.get("stride", spans["stance"])[1],
        marks,
        spans,
        {"contact-time": 1000 * (off_s - contact_s)},
    )
