"""What a sweep is: one number of the body at a time, from low to high, and what it should move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from samples.mannequin.ball import Ball
from samples.sweep.bodies import Make

View = Literal["side", "front", "back"]


@dataclass(frozen=True, slots=True)
class Sweep:
    """One number from low to high and back, or once through a cycle.

    measures: `check/measure`, where {side} stands for the near or standing side. is_itself: the
    measure whose value the swept number is, times `factor`. tall: arms overhead, a larger field.
    floor: lying or on all fours, a wide picture from near the floor. turned: degrees by which the
    body turns its front towards a camera at its side. ball: what it exercises on. words: what its
    body was declared in, if words.
    cycle: the number is a phase; the body goes through it again and again, `cycle_s` each time.
    as_read: measures whose limits are set by what is read of them, as their check says: they are in
    the table, but no error is stated of them by it.
    rate: frames a second, where the 15 of a slow movement are too few.
    judged: from where to where of the swept number its check gives a verdict, where not throughout.
    wide: whether it is swept under changed conditions and in four outfits, not two; not where
    another sweep stands for it.
    """

    name: str
    title: str
    view: View
    low: float
    high: float
    make: Make
    measures: tuple[str, ...]
    is_itself: str | None = None
    factor: float = 1.0
    tall: bool = False
    cycle_s: float | None = None
    wide: bool = True
    floor: bool = False
    turned: float = 0.0
    ball: Ball | None = None
    words: tuple[str, ...] = ()
    as_read: tuple[str, ...] = ()
    rate: int | None = None
    judged: tuple[float, float] | None = None

    @property
    def fps(self) -> int:
        """Frames a second it is filmed with: most slow movements need no more than 15."""
        return self.rate or (15 if self.cycle_s is None else 60)

    def named(self, measure: str, side: str) -> str:
        """Name one of its measures for a near or standing side."""
        return measure.replace("{side}", side)
