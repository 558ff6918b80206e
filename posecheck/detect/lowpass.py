"""The zero-phase low-pass of recorded clips: Butterworth, run forwards and backwards (Winter).

In numpy alone: scipy, whose filter this is to nine digits, takes 0.2 to 0.9 s to import, as long
as filtering an hour of landmarks.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from posecheck.detect.gaps import frame_s

Floats = NDArray[np.float64]

TWO_PASSES = 0.802  # running a second-order filter twice lowers its cutoff by this factor
SHORTEST = 12  # frames; fewer cannot be told from the filter's own ends
UNEVEN = 0.1  # share of a frame by which a clock may wobble and still count as regular
COLUMNS = 6  # filtered at once: all of them would need kilobytes a frame
BLOCK = 64  # frames of the recursion that one product of matrices takes
HALVINGS = 40  # of the error in a spline's bends; 1e-12 of them is left


def butterworth(values: Floats, time_s: Floats, cutoff_hz: float) -> Floats:
    """Smooth without delay: Butterworth, net fourth order, -3 dB at cutoff_hz.

    values: (T, K) without NaN; time_s: (T,), also with an uneven clock. The cutoff is held to a
    third of the frame rate. Fewer than SHORTEST frames are returned as they are.
    """
    if len(values) < SHORTEST:
        return values.copy()
    result = np.empty_like(values)
    for first in range(0, values.shape[1], COLUMNS):
        part = slice(first, first + COLUMNS)
        result[:, part] = _smoothed(values[:, part], time_s, cutoff_hz)
    return result


def _smoothed(values: Floats, time_s: Floats, cutoff_hz: float) -> Floats:
    step = frame_s(time_s)
    cutoff = min(cutoff_hz, 1 / (3 * step))
    if np.all(np.abs(np.diff(time_s) - step) <= UNEVEN * step):
        return _both_ways(values, step, cutoff)
    count = math.ceil((time_s[-1] - time_s[0]) / step * 2) + 1
    even = np.linspace(time_s[0], time_s[-1], count)
    smooth = _both_ways(spline(time_s, values, even), float(even[1] - even[0]), cutoff)
    return spline(even, smooth, time_s)


def _both_ways(values: Floats, step: float, cutoff: float) -> Floats:
    """Filter forwards and backwards, on ends that are mirrored through their last value."""
    # The correction is made where the digital filter bends frequencies, or it fails near fps / 2.
    turn = math.tan(math.pi * cutoff * step) / TWO_PASSES
    settle = min(len(values) - 1, max(9, math.ceil(2 / (cutoff * step))))
    before = 2 * values[0] - values[settle:0:-1]
    after = 2 * values[-1] - values[-2 : -settle - 2 : -1]
    padded = np.concatenate([before, values, after])
    once = _second_order(padded, turn)
    return _second_order(once[::-1], turn)[::-1][settle:-settle]


def _second_order(values: Floats, turn: float) -> Floats:
    """Run a second-order Butterworth low-pass once, settled on the first value before it starts.

    turn: the tangent of pi times cutoff over frame rate; the coefficients are the textbook's
    bilinear transform.
    """
    first = 1 + math.sqrt(2) * turn + turn**2
    back_1, back_2 = 2 * (turn**2 - 1) / first, (1 - math.sqrt(2) * turn + turn**2) / first
    padded = np.concatenate([values[:1], values[:1], values])
    driven = turn**2 / first * (padded[2:] + 2 * padded[1:-1] + padded[:-2])
    return _fed_back(driven, back_1, back_2, values[0])


def _fed_back(driven: Floats, back_1: float, back_2: float, before: Floats) -> Floats:
    """Solve y[t] = driven[t] - back_1 y[t - 1] - back_2 y[t - 2], y as `before` until it starts.

    Works in place. Within a block each y is a sum of what drives it, weighted by what the feedback
    alone answers to an impulse; the two y before the block drive its first two.
    """
    weights = _answers(back_1, back_2)
    last, last_but_one = before, before
    for start in range(0, len(driven), BLOCK):
        block = driven[start : start + BLOCK]
        block[0] -= back_1 * last + back_2 * last_but_one
        block[1:2] -= back_2 * last
        block[:] = weights[: len(block), : len(block)] @ block
        last, last_but_one = block[-1], block[-2] if len(block) > 1 else last
    return driven


@lru_cache(maxsize=4)  # a clip has two cutoffs and one frame rate, and asks 500 times
def _answers(back_1: float, back_2: float) -> Floats:
    """What the feedback alone makes in a block of an impulse at each of its frames, in columns."""
    answer = np.zeros(BLOCK)
    answer[0], answer[1] = 1.0, -back_1
    for t in range(2, BLOCK):
        answer[t] = -back_1 * answer[t - 1] - back_2 * answer[t - 2]
    behind = np.arange(BLOCK)[:, None] - np.arange(BLOCK)
    return np.where(behind >= 0, answer[behind], 0.0)


def spline(time_s: Floats, values: Floats, wanted_s: Floats) -> Floats:
    """Draw the natural cubic spline through values (T, K) at times (T,), T > 2, and read it (N, K).

    wanted_s: (N,) within the times. Each bend, in twice the sum of its two steps, outweighs its
    neighbours in one of them, so setting all of them by their neighbours at once, again and again,
    halves what they are off by (Jacobi).
    """
    step = np.diff(time_s)[:, None]
    rise = np.diff(values, axis=0) / step
    bend = np.zeros_like(values)
    for _ in range(HALVINGS):
        beside = step[:-1] * bend[:-2] + step[1:] * bend[2:]
        bend[1:-1] = (6 * np.diff(rise, axis=0) - beside) / (2 * (step[:-1] + step[1:]))
    left = np.clip(np.searchsorted(time_s, wanted_s, side="right") - 1, 0, len(time_s) - 2)
    width = step[left]
    on = (wanted_s - time_s[left])[:, None] / width
    off = 1 - on
    straight = off * values[left] + on * values[left + 1]
    curved = (off**3 - off) * bend[left] + (on**3 - on) * bend[left + 1]
    result: Floats = straight + width**2 / 6 * curved
    return result
