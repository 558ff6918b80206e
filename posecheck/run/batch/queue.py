"""What a batch has still to do, what is under way, and how much of it is done."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from posecheck.run.batch.tasks import Looked


@dataclass(slots=True)
class Running:
    """A task under way: its item, and how far it is.

    judging: or looking at it only. work: the folder it works in, once it said so.
    """

    number: int
    judging: bool
    frames: int = 0
    done: float = 0.0
    last_words: str = ""
    work: Path | None = None


@dataclass(slots=True)
class Queue:
    """What is still to do, by number of the item."""

    unseen: deque[int]
    known: list[tuple[int, int]] = field(default_factory=list)  # a heap of (-frames, number)
    looked: dict[int, Looked] = field(default_factory=dict)
    busy: list[tuple[float, int]] = field(default_factory=list)  # until when, and number
    tries: dict[int, int] = field(default_factory=dict)
    running: dict[int, Running] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nothing is left to do or under way."""
        return not (self.unseen or self.known or self.busy or self.running)

    def frames_ahead(self) -> int:
        """Frames of the clips that are known and wait."""
        return -sum(frames for frames, _ in self.known)


@dataclass(slots=True)
class Tally:
    """Numbers that are kept up, for a million clips are too many to count at each step."""

    done: int = 0
    failed: int = 0
    frames_done: float = 0.0  # by this run, for its rate
    known: int = 0
    frames_known: int = 0

    def know(self, frames: int) -> None:
        """Take in the length of a clip."""
        self.known += 1
        self.frames_known += frames

    @property
    def mean_frames(self) -> float:
        """Frames of a clip, on average of those known so far."""
        return self.frames_known / self.known if self.known else 0.0
