"""The beat of a movement: where a signal turns and crosses its middle, and how long its period is.

Everything works on plain arrays of one signal over time; NaN means that nothing is known there.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

EVEN_STEPS = (0.6, 1.6)  # a step may last this share of the median step to belong to the same bout
MIN_STEPS = 4


@dataclass(frozen=True, slots=True)
class Turn:
    """A highest (rising) or lowest point of a signal."""

    index: int
    time_s: float
    value: float
    highest: bool


@dataclass(frozen=True, slots=True)
class Bout:
    """A stretch of even steps: the turns of the signal and its middle crossings between them.

    crossings_s: (n - 1,) for n turns.
    """

    turns: tuple[Turn, ...]
    crossings_s: Floats

    @property
    def steps(self) -> int:
        """How many steps lie between the first and the last crossing."""
        return len(self.crossings_s) - 1

    @property
    def step_s(self) -> float:
        """Duration of a step: median over most of the bout, so that one odd step does not count.

        Whole strides are compared, as left and right need not take equally long, from crossing to
        crossing and from turn to turn: where feet pass, a detector may lose one of them.
        """
        reach = max(2, self.steps * 2 // 3 // 2 * 2)
        turned_s = np.array([turn.time_s for turn in self.turns])
        apart = [times_s[reach:] - times_s[:-reach] for times_s in (self.crossings_s, turned_s)]
        return float(np.median(np.concatenate(apart)) / reach)

    @property
    def step_error_s(self) -> float:
        """95 % error of step_s, from how far the crossings stray from an even beat."""
        number = np.arange(len(self.crossings_s))
        late = self.crossings_s - self.step_s * number
        late = late - np.where(number % 2, np.median(late[1::2]), np.median(late[::2]))
        return float(1.96 * late.std() * np.sqrt(12 / len(late)) / self.steps)


def turns(values: Floats, time_s: Floats, swing: float) -> list[Turn]:
    """Find alternating highest and lowest points that are at least swing apart.

    values: (T,) without NaN. Slow drift and small wiggles are ignored. The first and last point
    of the signal are no turns.
    """
    found: list[Turn] = []
    low = high = 0
    rising: bool | None = None
    for i in range(1, len(values)):
        low, high = (
            (i if values[i] < values[low] else low),
            (i if values[i] > values[high] else high),
        )
        if rising is not False and values[high] - values[i] >= swing:
            found.append(_turn(values, time_s, high, highest=True))
            rising, low = False, i
        elif rising is not True and values[i] - values[low] >= swing:
            found.append(_turn(values, time_s, low, highest=False))
            rising, high = True, i
    return [turn for turn in found if turn.index > 0]


def _turn(values: Floats, time_s: Floats, index: int, *, highest: bool) -> Turn:
    return Turn(index, vertex_s(values, time_s, index), float(values[index]), highest)


def vertex_s(values: Floats, time_s: Floats, index: int) -> float:
    """Time of an extreme between frames, by a parabola through it and its neighbours.

    values, time_s: (T,). That of the frame itself at either end.
    """
    if not 0 < index < len(values) - 1:
        return float(time_s[index])
    before, here, after = values[index - 1 : index + 2]
    bend = before - 2 * here + after
    shift = 0.5 * (before - after) / bend if bend else 0.0
    half = (time_s[index + 1] - time_s[index - 1]) / 2
    return float(time_s[index] + np.clip(shift, -0.5, 0.5) * half)


def crossing_s(values: Floats, time_s: Floats, level: float, start: int, stop: int) -> float:
    """Time at which values first pass level on the way from start to stop; NaN if never.

    values, time_s: (T,). start, stop: frame indices; stop < start walks back in time.
    """
    step = 1 if stop > start else -1
    for i in range(start, stop, step):
        a, b = values[i] - level, values[i + step] - level
        if a == 0:
            return float(time_s[i])
        if a * b <= 0:
            return float(time_s[i] + a / (a - b) * (time_s[i + step] - time_s[i]))
    return float("nan")


def bouts(values: Floats, time_s: Floats, swing: float) -> list[Bout]:
    """Find the stretches of even steps in a signal that swings once to and fro a stride.

    values: (T,), NaN cuts. Each bout has at least MIN_STEPS crossings.
    """
    found = []
    known = np.flatnonzero(np.isfinite(values))
    for run in np.split(known, np.flatnonzero(np.diff(known) > 1) + 1):
        if len(run) < 3:
            continue
        part, clock = values[run], time_s[run]
        here = turns(part, clock, swing)
        middles = [
            crossing_s(part, clock, (a.value + b.value) / 2, a.index, b.index)
            for a, b in pairwise(here)
        ]
        shifted = [Turn(t.index + int(run[0]), t.time_s, t.value, t.highest) for t in here]
        found += even_bouts(shifted, np.array(middles))
    return found


def even_bouts(here: list[Turn], middles: Floats) -> list[Bout]:
    """Cut n turns with the n - 1 crossings between them wherever a step is unlike the others."""
    found = []
    if len(middles) >= MIN_STEPS:
        steps = np.diff(middles)
        usual = np.median(steps)
        odd = (steps < EVEN_STEPS[0] * usual) | (steps > EVEN_STEPS[1] * usual)
        edges = [-1, *np.flatnonzero(odd).tolist(), len(steps)]
        for a, b in pairwise(edges):
            if b - a >= MIN_STEPS:
                found.append(Bout(tuple(here[a + 1 : b + 2]), middles[a + 1 : b + 1]))
    return found


def without_trend(values: Floats, time_s: Floats, window_s: float) -> Floats:
    """Take away a signal's (T,) running mean over window_s, which is whole periods of the beat."""
    return values - running_mean(values, time_s, window_s)


def running_mean(values: Floats, time_s: Floats, window_s: float) -> Floats:
    """Mean over window_s around each frame (T,), over whatever is known there; NaN for nothing."""
    known = np.isfinite(values)
    total = np.r_[0.0, np.cumsum(np.where(known, values, 0.0))]
    count = np.r_[0, np.cumsum(known)]
    half = window_s / 2
    first = np.searchsorted(time_s, np.maximum(time_s - half, time_s[0]) - 1e-9)
    last = np.searchsorted(time_s, np.minimum(time_s + half, time_s[-1]) + 1e-9)
    number = (count[last] - count[first]).astype(np.float64)
    number[number == 0] = np.nan
    mean: Floats = (total[last] - total[first]) / number
    return mean


def beat_s(values: Floats, time_s: Floats, longest_s: float) -> tuple[float, float]:
    """Period of a steady beat in a signal, and how clearly it beats (autocorrelation, 0 to 1).

    values: (T,), short NaN runs are bridged. NaN and 0 where there is no beat up to longest_s.
    """
    known = np.isfinite(values)
    if known.sum() < 8:
        return float("nan"), 0.0
    step = float(np.median(np.diff(time_s)))
    clock = np.arange(time_s[known][0], time_s[known][-1] + step / 4, step)
    even = np.interp(clock, time_s[known], values[known])
    even = even - even.mean()
    reach = min(int(longest_s / step) + 2, len(even) - 4)
    if reach < 3 or not even.any():
        return float("nan"), 0.0
    alike = np.array([_alike(even, lag) for lag in range(reach)])
    turned = int(np.argmax(alike < 0))  # before it has turned once, a signal is like itself
    ahead = range(max(turned, 2) if turned else reach, reach - 1)
    peaks = [i for i in ahead if alike[i] > 0 and alike[i - 1] < alike[i] >= alike[i + 1]]
    if not peaks:
        return float("nan"), 0.0
    best = max(alike[i] for i in peaks)
    first = next(i for i in peaks if alike[i] >= 0.7 * best)
    lags = np.arange(reach, dtype=np.float64) * step
    return vertex_s(alike, lags, first), float(alike[first])


def _alike(even: Floats, lag: int) -> float:
    a, b = even[: len(even) - lag], even[lag:]
    size = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / size if size else 0.0


def strength(values: Floats, time_s: Floats, period_s: float) -> float:
    """Amplitude of the part of a signal (T,) that repeats every period_s; NaN frames are left out.

    0 where nothing is known.
    """
    known = np.isfinite(values)
    if not known.any():
        return 0.0
    turn = np.exp(-2j * np.pi * time_s[known] / period_s)
    return float(2 * np.abs((values[known] * turn).mean()))
