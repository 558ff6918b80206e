"""Smoothing of coordinates over time: outliers, then noise; zero-phase for clips, causal for live.

Numbers and order are those of evidence.md 0.5: Hampel (Davies and Gather 1993), Butterworth run
forwards and backwards (Winter), one-euro (Casiez and others 2012).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.detect.gaps import frame_s

Floats = NDArray[np.float64]

HAMPEL_WINDOW_S = 0.3
HAMPEL_MADS = 3.0
MAD_TO_SD = 1.4826
SPIKE_S, MOST_SPIKES = 0.07, 4  # what lasts longer is a movement, or not to be told from one
OF_A_STEP = 0.5  # from frame to frame; a foot that stops or starts at once lies off by a third
TWO_PASSES = 0.802  # running a second-order filter twice lowers its cutoff by this factor
SHORTEST = 12  # frames; fewer cannot be told from the filter's own ends
UNEVEN = 0.1  # share of a frame by which a clock may wobble and still count as regular
COLUMNS = 6  # filtered at once: all of them would need 14 KB a frame


def hampel(values: Floats, time_s: Floats) -> Floats:
    """Replace single wild values by the median of their neighbours.

    values: (T, K) without NaN. The window is at least five frames, so that the top of a fast
    but honest movement is not taken for an outlier. Returns a new array.
    """
    if len(values) < SHORTEST:
        return values.copy()
    half = max(2, int(HAMPEL_WINDOW_S / 2 / frame_s(time_s)))
    half = min(half, (len(values) - 1) // 2)
    padded = np.pad(values, [(half, half), (0, 0)], mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1, axis=0)
    result = values.copy()
    for column in range(values.shape[1]):  # all at once would need kilobytes a frame
        middle = np.median(windows[:, column], axis=-1)
        away = np.abs(windows[:, column] - middle[:, None])
        wild = away[:, half] > HAMPEL_MADS * MAD_TO_SD * np.median(away, axis=-1)
        result[wild, column] = middle[wild]
    return result


def despiked(values: Floats, time_s: Floats) -> Floats:
    """Put wild values, a few in a row at most, on the curve of those around them.

    values: (T, K) without NaN. What is judged is how far values lie from the cubic through two
    frames before and two after, against how far they usually do and how fast they move there: the
    median of their neighbours would cut the turns of a fast limb and miss what is wild between
    them. The two frames at either end stay as they are. Returns a new array.
    """
    result = values.copy()
    if len(values) >= SHORTEST:
        for start in range(0, values.shape[1], COLUMNS):  # all at once would need 11 KB a frame
            part = slice(start, start + COLUMNS)
            result[:, part] = _despiked(values[:, part], time_s)
    return result


def _despiked(values: Floats, time_s: Floats) -> Floats:
    result = values.copy()
    longest = min(MOST_SPIKES, max(1, int(SPIKE_S / frame_s(time_s) + 1e-6)), len(values) // 4)
    found: list[_Spikes] = []
    for width in range(1, longest + 1):
        curve = _bridges(values, time_s, width)
        away = np.abs(_windows(values[2:-2], width) - curve)
        usual = _usual(away.max(axis=-1), HAMPEL_WINDOW_S / frame_s(time_s), 2 * width + 3)
        least = away.min(axis=-1)
        steps = np.abs(np.diff(values, axis=0))
        moving = np.maximum(steps[: len(curve)], steps[width + 2 :])
        most = np.maximum(HAMPEL_MADS * MAD_TO_SD * usual, OF_A_STEP * moving)
        found.append(_Spikes(curve, least, least > most))
    wild = np.any([spikes.wild.any(axis=0) for spikes in found], axis=0)
    for column in np.flatnonzero(wild).tolist():
        for start, width in _farthest(found, column):
            result[start + 2 : start + 2 + width, column] = found[width - 1].curve[start, column]
    return result


@dataclass(frozen=True, slots=True)
class _Spikes:
    """Where so many frames in a row may be wild, by their first one less two.

    curve: (N, K, width). away: (N, K) how far all of them lie from it at least. wild: (N, K).
    """

    curve: Floats
    away: Floats
    wild: NDArray[np.bool_]


def _windows(values: Floats, width: int) -> Floats:
    return np.lib.stride_tricks.sliding_window_view(values, width, axis=0)


def _bridges(values: Floats, time_s: Floats, width: int) -> Floats:
    """Values of every `width` frames in a row, from the two before and after: (starts, K, width).

    The cubic through four points, by Lagrange's formula.
    """
    starts = np.arange(2, len(values) - width - 1)
    nodes = starts[:, None] + np.array([-2, -1, width, width + 1])
    known, wanted = time_s[nodes], _windows(time_s[2:-2], width)
    result = np.zeros((len(starts), values.shape[1], width))
    for j in range(4):
        others = [m for m in range(4) if m != j]
        share = np.ones_like(wanted)
        for m in others:
            share *= (wanted - known[:, m, None]) / (known[:, j] - known[:, m])[:, None]
        result += share[:, None, :] * values[nodes[:, j], :, None]
    return result


def _usual(away: Floats, window: float, reach: int) -> Floats:
    """Running median of (N, K), taken at every quarter of the window and drawn through."""
    half = min(max(int(window / 2), reach), (len(away) - 1) // 2)
    padded = np.pad(away, [(half, half), (0, 0)], mode="reflect")
    middles = np.arange(0, len(away), max(1, half // 2))
    spans = _windows(padded, 2 * half + 1)[middles]
    medians = np.median(spans, axis=-1)
    every = np.arange(len(away))
    return np.stack([np.interp(every, middles, column) for column in medians.T], axis=1)


def _farthest(found: list[_Spikes], column: int) -> list[tuple[int, int]]:
    """Start and width of the spikes of a column, the farthest first.

    A curve that hangs on a wild value makes its neighbours look wild, but less so.
    """
    candidates = [
        (float(spikes.away[start, column]), start, width)
        for width, spikes in enumerate(found, 1)
        for start in np.flatnonzero(spikes.wild[:, column]).tolist()
    ]
    taken: list[tuple[int, int]] = []
    for _, start, width in sorted(candidates, reverse=True):
        if all(start > a + w + 1 or start + width + 1 < a for a, w in taken):
            taken.append((start, width))
    return taken


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


def is_even(time_s: Floats) -> bool:
    """Tell whether a clock (T,) ticks evenly, so that filtering need not resample.

    With fewer than two frames it does. Resampling takes scipy's spline, 0.2 s to import.
    """
    step = frame_s(time_s)
    return bool(np.all(np.abs(np.diff(time_s) - step) <= UNEVEN * step))


def _smoothed(values: Floats, time_s: Floats, cutoff_hz: float) -> Floats:
    step = frame_s(time_s)
    cutoff = min(cutoff_hz, 1 / (3 * step))
    if is_even(time_s):
        return _both_ways(values, step, cutoff)
    from scipy.interpolate import CubicSpline

    count = math.ceil((time_s[-1] - time_s[0]) / step * 2) + 1
    even = np.linspace(time_s[0], time_s[-1], count)
    smooth = _both_ways(CubicSpline(time_s, values)(even), float(even[1] - even[0]), cutoff)
    result: Floats = CubicSpline(even, smooth)(time_s)
    return result


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
    bilinear transform. A recursive filter is a banded triangular system, which LAPACK solves:
    importing scipy.signal for it takes 0.9 s, as long as filtering an hour.
    """
    from scipy.linalg import solve_banded

    first = 1 + math.sqrt(2) * turn + turn**2
    back_1, back_2 = 2 * (turn**2 - 1) / first, (1 - math.sqrt(2) * turn + turn**2) / first
    gain = turn**2 / first
    driven = values.copy()
    driven[1:] += 2 * values[:-1]
    driven[2:] += values[:-2]
    driven[0] += 3 * values[0]
    driven[1] += values[0]
    driven *= gain
    driven[0] -= (back_1 + back_2) * values[0]
    driven[1] -= back_2 * values[0]
    bands = np.ones((3, len(values)))
    bands[1], bands[2] = back_1, back_2
    result: Floats = solve_banded((2, 0), bands, driven, overwrite_ab=True, overwrite_b=True)
    return result


def steady_and_quick() -> OneEuro:
    """Make the filter of live pictures, the same for landmarks and what is seen beside them.

    Raised until a squat and a run lagged 8 to 40 ms; a still body is as steady as before.
    """
    return OneEuro(1.5, 10.0, 2.0)


class OneEuro:
    """Causal low-pass whose cutoff rises with speed: steady when still, quick when moving.

    Carries its last output, so it gives the same however a stream is cut into pieces.
    """

    def __init__(self, rest_hz: float, hz_per_speed: float, speed_hz: float = 1.0) -> None:
        self._rest_hz = rest_hz
        self._hz_per_speed = hz_per_speed
        self._speed_hz = speed_hz
        self._value: Floats | None = None
        self._speed: Floats | None = None

    def reset(self) -> None:
        """Forget the past; the next value passes as it is."""
        self._value = None

    def __call__(self, value: Floats, step_s: float, unit: float) -> Floats:
        """Filter one frame's values of any shape; step_s since the last, speeds in unit/s."""
        if self._value is None or self._speed is None:
            self._value, self._speed = value.copy(), np.zeros_like(value)
            return self._value
        change = value - self._value
        speed = change / step_s
        self._speed = self._speed + share(self._speed_hz, step_s) * (speed - self._speed)
        cutoff = self._rest_hz + self._hz_per_speed / unit * np.abs(self._speed)
        turn = 2 * math.pi * step_s * cutoff
        self._value = self._value + turn / (turn + 1) * change
        return self._value


def share(cutoff_hz: float, step_s: float) -> float:
    """Give how much of a new value a low pass of first order takes in."""
    turn = 2 * math.pi * step_s * cutoff_hz
    return turn / (turn + 1)
