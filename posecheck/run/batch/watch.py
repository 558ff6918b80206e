"""What a batch tells of its way: each item's end, and how far everything is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from posecheck.run.batch.lists import Item
from posecheck.run.batch.tasks import Failed, Finished

Outcome = Finished | Failed


@dataclass(frozen=True, slots=True)
class State:
    """How far a batch is. frames_total: estimated from the clips known so far; left_s likewise.

    elapsed_s: since the first frame.
    """

    total: int
    done: int
    failed: int
    frames_done: float
    frames_total: float
    running: tuple[str, ...]
    elapsed_s: float

    @property
    def fps(self) -> float:
        """Frames a second since the first one."""
        return self.frames_done / self.elapsed_s if self.elapsed_s > 0 else 0.0

    @property
    def left_s(self) -> float | None:
        """Seconds left, None where too little is known."""
        if self.fps <= 0 or self.elapsed_s < 5:
            return None
        return max(0.0, self.frames_total - self.frames_done) / self.fps


def _silent(*told: object) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Whom to tell of each item's end, and of how far everything is."""

    ended: Callable[[Item, Outcome, State], object] = field(default=_silent)
    state: Callable[[State], object] = field(default=_silent)
