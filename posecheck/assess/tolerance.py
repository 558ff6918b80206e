"""Staying within limits: gates that measures pass, and a clock that runs only while they do."""

from __future__ import annotations

import math
import statistics
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from posecheck.geometry.measure import AnyMeasure

FURTHEST = "furthest"  # the span of a repetition in which it is near its peak
BRIDGE_S = 0.5  # a drop-out that short does not stop a hold
PEAK_SHARE = 0.1  # of the way out: as close to the peak as that is still the end
LASTS_S = 0.1  # how long what is far above the rest must last, or it is a slip of the landmarks
SPEED_S = 0.2  # speeds are means over that long: landmarks that jitter have no speed
KEPT_S = 20.0  # how long a way is remembered
EDGE = 0.1  # of a way at either end, where a smooth movement cannot be told from stillness
DRAWN_BACK_S = 0.5  # before it leaves: how long a body may draw back
INNER = 0.55  # of its time that a smooth movement takes for what lies between: 0.61 of an angle's
# way, 0.49 of the way that a limb's end comes down


@dataclass(frozen=True, slots=True)
class Gate:
    """Limits that a measure keeps within; what is not seen is outside."""

    measure: AnyMeasure
    low: float = -math.inf
    high: float = math.inf

    def passes(self, value: float) -> bool:
        """Tell whether a value is within the limits."""
        return self.low <= value <= self.high


def within(gates: Sequence[Gate], row: Sequence[float]) -> bool:
    """Tell whether all values of a row pass their gates; no gates are passed by anything."""
    return all(gate.passes(value) for gate, value in zip(gates, row, strict=True))


class HoldClock:
    """Adds up the time in which something holds; short drop-outs are bridged and count."""

    def __init__(self, bridge_s: float = BRIDGE_S) -> None:
        self._bridge_s = bridge_s
        self._closed_s = 0.0
        self._since_s = math.nan
        self._last_s = math.nan

    def step(self, time_s: float, holds: bool) -> None:
        """Take the next frame."""
        if not holds:
            return
        if not time_s - self._last_s <= self._bridge_s + 1e-9:
            self._closed_s = self.seconds
            self._since_s = time_s
        self._last_s = time_s

    @property
    def seconds(self) -> float:
        """What has been held so far."""
        running = self._last_s - self._since_s
        return self._closed_s + (running if math.isfinite(running) else 0.0)


class Speedometer:
    """Remembers the fastest rise and the fastest change of a value, in its unit a second.

    rise_s, fastest_s: the middle of the time in which it was so fast, NaN before that.
    """

    def __init__(self) -> None:
        self._recent: deque[tuple[float, float]] = deque()
        self.rise = self.fastest = 0.0
        self.rise_s = self.fastest_s = math.nan

    def step(self, time_s: float, value: float) -> None:
        """Take the next frame; what is not seen starts afresh."""
        if not math.isfinite(value):
            self._recent.clear()
            return
        self._recent.append((time_s, value))
        while len(self._recent) > 2 and time_s - self._recent[1][0] >= SPEED_S - 1e-9:
            self._recent.popleft()
        passed = time_s - self._recent[0][0]
        if passed >= SPEED_S - 1e-9:
            speed = (value - self._recent[0][1]) / passed
            middle_s = time_s - passed / 2
            if speed > self.rise:
                self.rise, self.rise_s = speed, middle_s
            if abs(speed) > self.fastest:
                self.fastest, self.fastest_s = abs(speed), middle_s


class Peak:
    """Remembers the highest value, but for a slip: over at once, and far above what lasted."""

    def __init__(self) -> None:
        self._recent: deque[tuple[float, float]] = deque()
        self._lasting = self._highest = -math.inf

    def step(self, time_s: float, value: float) -> None:
        """Take the next frame; what is not seen is passed over."""
        if not math.isfinite(value):
            return
        self._recent.append((time_s, value))
        while len(self._recent) > 1 and time_s - self._recent[1][0] >= LASTS_S - 1e-9:
            self._recent.popleft()
        self._highest = max(self._highest, value)
        if time_s - self._recent[0][0] >= LASTS_S - 1e-9:
            self._lasting = max(self._lasting, min(value for _, value in self._recent))

    def above(self, start: float) -> float:
        """Give the peak of a way from a start; minus infinity before anything was seen."""
        slip = self._highest - self._lasting > PEAK_SHARE * (self._lasting - start)
        return self._lasting if slip and self._lasting > start else self._highest


class Way:
    """How long the way from a start to a peak took."""

    def __init__(self) -> None:
        self._path: deque[tuple[float, float]] = deque()

    def step(self, time_s: float, value: float) -> None:
        """Take the next frame."""
        if math.isfinite(value):
            self._path.append((time_s, value))
        while self._path and time_s - self._path[0][0] > KEPT_S:
            self._path.popleft()

    def seconds(self, between_s: tuple[float, float], limit: float, high: float) -> float:
        """Give the time from a start, where values are up to `limit`, to a peak `high`.

        between_s: from somewhere at the start to somewhere at the peak. Taken between the edges
        of the way and made longer for them, as they are in a smooth movement; a body that draws
        back before it leaves begins there. NaN where no start or nothing but it was seen.
        """
        first_s, last_s = between_s
        path = [(at_s, value) for at_s, value in self._path if first_s <= at_s <= last_s]
        resting = [value for _, value in path if value <= limit]
        if not resting or len(resting) == len(path):
            return math.nan
        low, high = statistics.median(resting), min(high, max(value for _, value in path))
        left_s, _ = _inner(path, low, high)
        low = min([low, *(value for at_s, value in path if 0 <= left_s - at_s <= DRAWN_BACK_S)])
        left_s, arrived_s = _inner(path, low, high)
        return (arrived_s - left_s) / INNER


def _inner(path: Sequence[tuple[float, float]], low: float, high: float) -> tuple[float, float]:
    """Give when a way left its low edge for good and when it reached its high one."""
    edge = EDGE * (high - low)
    arrived_s = next(at_s for at_s, value in path if value >= high - edge)
    low_s = (at_s for at_s, value in path if at_s < arrived_s and value <= low + edge)
    return max(low_s, default=arrived_s), arrived_s


class Effort:
    """What one repetition was like: how long its end was held, how fast it was, its peak."""

    def __init__(self) -> None:
        self._clock = HoldClock()
        self._speed = Speedometer()
        self._peak = Peak()
        self._path: list[tuple[float, float]] = []

    def step(self, time_s: float, value: float, held: bool) -> None:
        """Take the next frame of the repetition."""
        self._clock.step(time_s, held)
        self._speed.step(time_s, value)
        self._peak.step(time_s, value)
        if math.isfinite(value):
            self._path.append((time_s, value))

    def summary(self, start: float) -> tuple[dict[str, tuple[float, float]], dict[str, float]]:
        """Give its spans and facts; start: where the driver leaves the start."""
        facts = {
            "hold": self._clock.seconds,
            "rise": self._speed.rise,
            "speed": self._speed.fastest,
        }
        if not self._path:
            return {}, facts
        facts["peak"] = self._peak.above(start)
        there = self._at_peak(start)
        facts["stay"] = there[-1] - there[0]
        return {FURTHEST: (there[0], there[-1])}, facts

    def moments(self, start: float) -> dict[str, float]:
        """Give when each fact shows: speeds at their fastest, the rest in a frame at the end."""
        found = {"rise": self._speed.rise_s, "speed": self._speed.fastest_s}
        if self._path:
            top_s = statistics.median_low(self._at_peak(start))
            found |= dict.fromkeys(("hold", "peak", "stay"), top_s)
        return {name: at_s for name, at_s in found.items() if math.isfinite(at_s)}

    def _at_peak(self, start: float) -> list[float]:
        peak = self._peak.above(start)
        limit = peak - PEAK_SHARE * (peak - start)
        return [time_s for time_s, value in self._path if value >= limit]
