"""What every scene hands over: a motion that can be asked for any moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from samples.mannequin.posture import Posture, true_parameters
from samples.mannequin.skeleton import Arm, Side, Skeleton, solve


@dataclass(frozen=True, slots=True)
class Moment:
    """One instant: joints, the true parameters, and how far a treadmill's belt has run."""

    skeleton: Skeleton
    parameters: dict[str, float]
    belt_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Event:
    """A foot meets or leaves the ground; times are exact."""

    time_s: float
    side: Side
    kind: Literal["contact", "toe-off"]


@dataclass(frozen=True, slots=True)
class Motion:
    """A movement of known length; `at` gives the moment at a time in seconds."""

    duration_s: float
    at: Callable[[float], Moment]
    events: tuple[Event, ...] = ()


def moment(
    posture: Posture,
    arms: dict[Side, Arm] | None = None,
    belt_m: float = 0.0,
    **more: float,
) -> Moment:
    """Solve a posture and note what is true of it."""
    skeleton = solve(posture.pose(arms))
    return Moment(skeleton, {**true_parameters(posture, skeleton), **more}, belt_m)


def sway(time_s: float, size: float = 1.0) -> float:
    """Slow wandering about zero, a few millimetres for size 1: nobody stands frozen."""
    slow, quick = np.sin(2 * np.pi * 0.27 * time_s), np.sin(2 * np.pi * 0.71 * time_s + 1)
    return float(size * (0.003 * slow + 0.0012 * quick))
