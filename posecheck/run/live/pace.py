"""How long each part of a live frame took, and how late the person sees it."""

from __future__ import annotations

import math
import time
from array import array
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

LATELY = 30  # frames by which the present rate is told
PARTS = ("model", "assessing", "painting", "window")


class Pace:
    """Keeps the times of every frame: 40 bytes each."""

    def __init__(self) -> None:
        self._first_s = self._last_s = time.perf_counter()
        self._lately: deque[float] = deque(maxlen=LATELY)
        self._ms = {part: array("d") for part in (*PARTS, "lag")}

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Time what is done inside as one part of the current frame."""
        began_s = time.perf_counter()
        yield
        self._ms[name].append(1000 * (time.perf_counter() - began_s))

    def lag(self, seconds: float) -> None:
        """Note how long after it was taken a frame was on the screen."""
        self._ms["lag"].append(1000 * seconds)
        self._last_s = time.perf_counter()
        self._lately.append(self._last_s)

    def rate(self) -> float:
        """Give how many frames a second were shown of late; infinite before that is known."""
        if len(self._lately) < LATELY:
            return math.inf
        return (LATELY - 1) / (self._lately[-1] - self._lately[0])

    def medians_ms(self) -> dict[str, float]:
        """Give the median of each part that was timed, in milliseconds."""
        return {name: float(np.median(times)) for name, times in self._ms.items() if times}

    def line(self) -> str:
        """Say in one line how fast it went; that no frame was judged where none was."""
        middle, frames = self.medians_ms(), len(self._ms["model"])
        if not frames:
            return "no frame was judged"
        parts = ", ".join(f"{name} {middle[name]:.1f}" for name in PARTS if name in middle)
        late = f"; on the screen after {middle['lag']:.0f} ms" if "lag" in middle else ""
        rate = frames / max(self._last_s - self._first_s, 1e-9)
        return f"{rate:.1f} frames a second; ms a frame: {parts}{late}"
