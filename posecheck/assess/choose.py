"""Which check a recording shows: what is seen of view and movement, and how each check fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from posecheck.assess.rules import Check


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the movement looks like, whatever the check.

    view: a view name. running, walking: such a gait was found. standing, still: shares of frames.
    landings, squats: one-legged ones. one_leg_s: longest time on one leg. diagonals: lifts of one
    leg after the other, or of an arm with the other side's leg. arms_up: share of the frames with
    a wrist above the head; goalpost: share with the upper arms level and elbows bent. seconds:
    length of the recording; 0 for a still picture. postures: shares of the frames by the names of
    posecheck.assess.posture, lying among them. stepped: still at one place, and again at another.
    nearing: the person grows or shrinks, as who comes or goes along the line of sight.
    """

    view: str
    running: bool
    standing: float
    still: float
    landings: int
    one_leg_s: float
    arms_up: float
    goalpost: float
    seconds: float
    postures: Mapping[str, float] = field(default_factory=dict)
    squats: int = 0
    walking: bool = False
    diagonals: int = 0
    stepped: bool = False
    nearing: bool = False


def choose(checks: Iterable[Check], evidence: Evidence) -> tuple[Check, float]:
    """Give the check that fits best, and how sure that is: its fit, less if others fit too."""
    ranked = _ranked(checks, evidence)
    total = sum(fit for fit, _ in ranked)
    best, check = ranked[0]
    return check, float(np.clip(best * best / total, 0.0, 1.0)) if total > 0 else 0.0


def second_guess(checks: Iterable[Check], evidence: Evidence) -> Check | None:
    """Give the check that fits next to best, None where no other fits at all."""
    fit, check = _ranked(checks, evidence)[1]
    return check if fit > 0 else None


def _ranked(checks: Iterable[Check], evidence: Evidence) -> list[tuple[float, Check]]:
    return sorted(((_fit(check, evidence), check) for check in checks), key=lambda pair: -pair[0])


def _fit(check: Check, evidence: Evidence) -> float:
    """Ask a check; whoever lies does none of the exercises that are done standing."""
    upright = 1.0 - evidence.postures.get("lying", 0.0) if check.standing else 1.0
    return check.fit(evidence) * upright
