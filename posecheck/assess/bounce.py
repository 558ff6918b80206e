"""The steps of a run as the hips tell them: lowest in the middle of every stance.

Seen from front or back the hips are clearer than the feet, which hide one another and change
their height with their distance. The feet only say which of two alternate stances is the left.
"""

from __future__ import annotations

import numpy as np

from posecheck.assess.legs import Legs
from posecheck.assess.rhythm import Bout, Turn, crossing_s, even_bouts, turns, without_trend

TREND_S = 0.8  # about a stride: what is slower than a step is no bounce
LEAST_BOUNCE = 0.03  # leg lengths
ALTERNATE = 0.4  # share of the lift of the feet that must take turns; hops have none
LEAST_LIFT = 0.05  # leg lengths by which the free foot is higher in the middle of a stance
CLEARLY = 0.5  # share of their whole to and fro by which the feet differ when they should most


def bounce_bouts(legs: Legs) -> list[Bout]:
    """Find stretches of even steps by the hips; their turns are the stances, highest the left.

    Empty where the feet do not take turns in being lifted.
    """
    found = []
    known = np.flatnonzero(np.isfinite(legs.hip) & np.isfinite(legs.apart))
    for run in np.split(known, np.flatnonzero(np.diff(known) > 1) + 1):
        if len(run) > 3:
            clock = legs.time_s[run]
            hip = without_trend(legs.hip[run], clock, TREND_S)
            extremes = turns(hip, clock, LEAST_BOUNCE)
            lows = [turn for turn in extremes if not turn.highest]
            stop = len(run) - 1
            rises = [crossing_s(hip, clock, 0.0, low.index, stop) for low in lows]
            for bout in even_bouts(lows, np.array(rises[:-1])):
                found += _named(legs, bout, int(run[0]))
    return found


def _named(legs: Legs, bout: Bout, offset: int) -> list[Bout]:
    """Give each low its foot; nothing where the feet do not alternate."""
    lift = np.array([legs.apart[turn.index + offset] for turn in bout.turns])
    sign = np.where(np.arange(len(lift)) % 2, -1.0, 1.0)
    turn_taking = float((sign * lift).sum())
    if abs(turn_taking) < max(ALTERNATE * np.abs(lift).sum(), LEAST_LIFT * len(lift)):
        turn_taking = _by_stride(legs, bout)
    if not turn_taking:
        return []
    left = sign * turn_taking > 0
    named = [
        Turn(turn.index + offset, turn.time_s, turn.value, bool(is_left))
        for turn, is_left in zip(bout.turns, left, strict=True)
    ]
    return [Bout(tuple(named), bout.crossings_s)]


def _by_stride(legs: Legs, bout: Bout) -> float:
    """How much higher the right foot is when it should be highest, were the first stance the left.

    Over the whole bout, by the part of the feet's heights that comes back with every stride: feet
    that land on one line differ little in the middle of a stance. 0 where that is unclear.
    """
    first_s = float(np.mean([t.time_s - i * bout.step_s for i, t in enumerate(bout.turns)]))
    clock = legs.time_s
    inside = (clock >= bout.turns[0].time_s) & (clock <= bout.turns[-1].time_s)
    inside &= np.isfinite(legs.apart)
    heights = legs.apart[inside] - legs.apart[inside].mean()
    turned = np.exp(-1j * np.pi * (clock[inside] - first_s) / bout.step_s)
    wave = complex(2 * (heights * turned).mean())
    shown = (wave * np.exp(1j * np.radians(legs.late_deg))).real
    return float(shown) if abs(shown) >= max(CLEARLY * abs(wave), LEAST_LIFT) else 0.0
