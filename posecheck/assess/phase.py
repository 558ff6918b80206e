"""Where somebody is in an exercise: what every engine gives that finds it frame by frame.

Engines are values; what they remember lives in the walker they begin. A walker takes one frame
after the other, so that live and recorded share every line. docs/checks.md lists the engines.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from posecheck.body import Side
from posecheck.geometry.measure import AnyMeasure

NO_REP = -1


@dataclass(frozen=True, slots=True)
class Rep:
    """One repetition, landing, hold or step: when, on which side, and what is known of it.

    marks: moments by name. spans: stretches by name. facts: numbers that the phases know, and
    moments: when a picture shows what a fact says, where that is known.
    """

    index: int
    side: Side | None
    start_s: float
    end_s: float
    marks: Mapping[str, float] = field(default_factory=dict)
    spans: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    facts: Mapping[str, float] = field(default_factory=dict)
    moments: Mapping[str, float] = field(default_factory=dict)


class Walker(Protocol):
    """Carries an engine's state through the frames."""

    def step(self, time_s: float, row: Sequence[float]) -> tuple[int, int]:
        """Take the drivers' values of one frame; give the phase's index and the repetition's."""

    def reps(self) -> tuple[Rep, ...]:
        """Give the repetitions so far, the running one among them if it counts already."""


class Phases(Protocol):
    """An engine: the names of its phases and the measures that drive it."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the phases, the first where nothing counts."""

    @property
    def drivers(self) -> tuple[AnyMeasure, ...]:
        """Measures whose values the walker takes."""

    @property
    def repeats(self) -> bool:
        """Whether numbers are taken for each repetition."""

    @property
    def steps(self) -> bool:
        """Whether the repetitions are the steps of a gait."""

    def begin(self) -> Walker:
        """Start afresh."""

    def posed(self, row: Sequence[float]) -> tuple[int, Side | None]:
        """Give the phase that a still picture shows, and the side it is about, if one."""


class Dwell:
    """Follows a condition and believes a change once it has lasted."""

    def __init__(self, dwell_s: float, *, state: bool = False) -> None:
        self.dwell_s = dwell_s
        self.state = state
        self.since_s = -math.inf
        self._candidate_s: float | None = None

    def step(self, time_s: float, condition: bool) -> bool:
        """Give the believed state; `since_s` is when it truly began."""
        if condition == self.state:
            self._candidate_s = None
        else:
            if self._candidate_s is None:
                self._candidate_s = time_s
            if time_s - self._candidate_s >= self.dwell_s:
                self.state, self.since_s = condition, self._candidate_s
                self._candidate_s = None
        return self.state
