"""Lines that are said one after the other, so that none cuts another short."""

from __future__ import annotations

import math
from collections import deque

from posecheck.feedback.voice import spoken

BEGIN_S, LETTER_S = 0.5, 0.05  # to say a sentence aloud, measured with espeak-ng


def saying_s(words: str) -> float:
    """Give how long it takes to say something aloud."""
    return BEGIN_S + LETTER_S * len(spoken(words))


class Script:
    """Keeps what is to be said in a pause, where everything has its time.

    Nothing in it knows time but what it is told.
    """

    def __init__(self) -> None:
        self._lines: deque[str] = deque()
        self._free_s = -math.inf

    def add(self, *lines: str) -> None:
        """Say these after all that waits."""
        self._lines.extend(filter(None, lines))

    def heard(self, now_s: float, words: str) -> None:
        """Note that something is being said from now on."""
        self._free_s = now_s + saying_s(words)

    def next(self, now_s: float) -> str | None:
        """Give what is to be said now, None mostly."""
        return self._lines.popleft() if self._lines and now_s >= self._free_s else None

    def over(self, now_s: float) -> bool:
        """Tell whether all has been said."""
        return not self._lines and now_s >= self._free_s

    def left(self) -> list[str]:
        """Give all that was not said yet, and forget it."""
        lines = list(self._lines)
        self._lines.clear()
        return lines
