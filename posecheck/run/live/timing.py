"""How long a session has been going on, with its pauses and without."""

from __future__ import annotations

from posecheck.capture.source import Clock


class Timing:
    """Counts the seconds since it was made; those of pauses can be left out."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._began_s = clock()
        self._paused_s: float | None = None
        self._lost_s = 0.0

    @property
    def paused(self) -> bool:
        """Whether there is a pause now."""
        return self._paused_s is not None

    def since_began(self, time_s: float) -> float:
        """Give a time of the clock as one that counts from the beginning."""
        return time_s - self._began_s

    def now_s(self) -> float:
        """Give the seconds since the beginning, pauses and all."""
        return self.since_began(self._clock())

    def active_s(self) -> float:
        """Give the seconds without those of pauses; stands still in one."""
        now_s = self.now_s() if self._paused_s is None else self._paused_s
        return now_s - self._lost_s

    def pause(self) -> None:
        """Begin a pause, unless there is one."""
        if self._paused_s is None:
            self._paused_s = self.now_s()

    def go_on(self) -> None:
        """End the pause, where there is one."""
        if self._paused_s is not None:
            self._lost_s += self.now_s() - self._paused_s
            self._paused_s = None
