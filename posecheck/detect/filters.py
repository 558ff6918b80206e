"""Outliers in coordinates over time, and the causal filter of live pictures.

Hampel (Davies and Gather 1993) and one-euro (Casiez and others 2012); what clips are smoothed with
is posecheck.detect.lowpass.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from posecheck.detect.gaps import frame_s
from posecheck.detect.lowpass import SHORTEST

Floats = NDArray[np.float64]

HAMPEL_WINDOW_S = 0.3
HAMPEL_MADS = 3.0
MAD_TO_SD = 1.4826
SPIKE_S, MOST_SPIKES = 0.07, 4  # what lasts longer is a movement, or not to be told from one
OF_A_STEP = 0.5  # from frame to frame; a foot that stops or starts at once lies off by a third
COLUMNS = 4  # looked at together: all of them at once would need kilobytes a frame


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
        step_s = frame_s(time_s)
        for start in range(0, values.shape[1], COLUMNS):
            part = slice(start, start + COLUMNS)
            result[:, part] = _despiked(values[:, part], time_s, step_s)
    return result


def _despiked(values: Floats, time_s: Floats, step_s: float) -> Floats:
    result = values.copy()
    longest = min(MOST_SPIKES, max(1, int(SPIKE_S / step_s + 1e-6)), len(values) // 4)
    widths = range(1, longest + 1)
    found = [one for width in widths for one in _spikes(values, time_s, step_s, width)]
    for spike in _farthest(found, len(values)):
        result[spike.start : spike.start + len(spike.curve), spike.column] = spike.curve
    return result


class _Spike(NamedTuple):
    """Frames in a row that may be wild: how far all of them lie at least from the curve (width,).

    start: the first of them.
    """

    away: float
    start: int
    column: int
    curve: Floats


def _spikes(values: Floats, time_s: Floats, step_s: float, width: int) -> Iterator[_Spike]:
    """Give every stretch of so many frames in a row that may be wild."""
    curve = _bridges(values, time_s, width)
    starts = curve.shape[1]
    least, largest = np.full(curve.shape[1:], np.inf), np.zeros(curve.shape[1:])
    for i, on in enumerate(curve):
        away = np.abs(values[2 + i : 2 + i + starts] - on)
        np.minimum(least, away, out=least)
        np.maximum(largest, away, out=largest)
    usual = _usual(largest, HAMPEL_WINDOW_S / step_s, 2 * width + 3)
    steps = np.abs(np.diff(values, axis=0))
    moving = np.maximum(steps[:starts], steps[width + 2 :])
    most = np.maximum(HAMPEL_MADS * MAD_TO_SD * usual, OF_A_STEP * moving)
    for start, column in np.argwhere(least > most).tolist():
        found = curve[:, start, column].copy()
        yield _Spike(float(least[start, column]), start + 2, column, found)


def _windows(values: Floats, width: int) -> Floats:
    return np.lib.stride_tricks.sliding_window_view(values, width, axis=0)


def _bridges(values: Floats, time_s: Floats, width: int) -> Floats:
    """Values of every `width` frames in a row, from the two before and after: (width, starts, K).

    The cubic through four points, by Lagrange's formula.
    """
    starts = len(values) - width - 3
    nodes = [slice(first, first + starts) for first in (0, 1, 2 + width, 3 + width)]
    result = np.zeros((width, starts, values.shape[1]))
    for i in range(width):
        wanted_s = time_s[2 + i : 2 + i + starts]
        for node in nodes:
            share = np.ones(starts)
            for other in nodes:
                if other != node:
                    share *= (wanted_s - time_s[other]) / (time_s[node] - time_s[other])
            result[i] += share[:, None] * values[node]
    return result


def _usual(away: Floats, window: float, reach: int) -> Floats:
    """Running median of (N, K), taken at every quarter of the window and drawn through."""
    half = min(max(int(window / 2), reach), (len(away) - 1) // 2)
    # Mirrored at the ends; numpy's pad does the same in ten times as long.
    padded = np.concatenate([away[half:0:-1], away, away[-2 : -half - 2 : -1]])
    middles = np.arange(0, len(away), max(1, half // 2))
    spans = _windows(padded, 2 * half + 1)[middles]
    medians = np.partition(spans, half, axis=-1)[..., half]  # their number is odd, none is NaN
    every = np.arange(len(away))
    return np.stack([np.interp(every, middles, column) for column in medians.T], axis=1)


def _farthest(found: Iterable[_Spike], frames: int) -> Iterator[_Spike]:
    """Choose among spikes that overlap, or nearly so, the one that is farthest away.

    A curve that hangs on a wild value makes its neighbours look wild, but less so.
    """
    taken: defaultdict[int, bytearray] = defaultdict(lambda: bytearray(frames))
    for spike in sorted(found, key=lambda one: (one.away, one.start, len(one.curve)), reverse=True):
        near = slice(spike.start, spike.start + len(spike.curve) + 2)
        here = taken[spike.column]
        if not any(here[near]):
            here[near] = bytes([1]) * len(here[near])
            yield spike


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
