"""Where the detection jobs of a clip run, and what passes between a process and its parent.

A task is whatever one process does for a clip from beginning to end. Where other processes have
nothing to do it lends them jobs of its clip, and does itself what nobody takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from posecheck import errors
from posecheck.errors import DetectorError, PosecheckError

if TYPE_CHECKING:
    from posecheck.detect.replay import MakeDetector
    from posecheck.run.block import Job, Message


class Pool(Protocol):
    """Runs the jobs of one clip after another, at most `count` at a time."""

    count: int

    def load(self, bundle: bytes, make: MakeDetector | None = None) -> None:
        """Take the model that later jobs use; make: None for MediaPipe."""

    def run(self, jobs: Sequence[Job]) -> Iterator[Message]:
        """Run jobs and pass on what they tell as it comes; raises what a job raised."""


class Task(Protocol):
    """What a process does for a clip; small, and can be handed over."""

    def do(self, desk: Desk) -> Ended:
        """Do it, telling the parent how it goes; what it returns is told last."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A task is done. spent: its process is not to be used again."""

    word: object
    spent: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """An error of ours, by the name of its class."""

    kind: str
    message: str

    def raised(self) -> PosecheckError:
        """Make the error again."""
        kind: type[PosecheckError] = getattr(errors, self.kind, DetectorError)
        return kind(self.message)


@dataclass(frozen=True, slots=True)
class Lent:
    """Jobs that other processes may take."""

    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing is left to do but what was lent: news of it are welcome, and jobs nobody took.

    over: not any more, for all of it is done.
    """

    over: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """A job that was lent and that nobody took, given back."""

    job: Job


@dataclass(frozen=True, slots=True)
class News:
    """What a process tells of a job that it was lent."""

    message: Message


@dataclass(frozen=True, slots=True)
class Desk:
    """What a task finds in its process: the model, and the line to its parent."""

    make: MakeDetector
    bundle: bytes
    tell: Callable[[object], None]
    hear: Callable[[], object]

    def pool(self, count: int) -> Lending:
        """Give the pool for a clip whose jobs are to be at most `count`."""
        return Lending(self, count)


class Lending:
    """A pool of this process and of whoever takes a job that it lends."""

    def __init__(self, desk: Desk, count: int) -> None:
        self.count = count
        self._desk = desk

    def load(self, bundle: bytes, make: MakeDetector | None = None) -> None:
        """Do nothing: the processes have their model."""

    def run(self, jobs: Sequence[Job]) -> Iterator[Message]:
        """Run the first job here, lend the others, and pass on what all of them tell."""
        from posecheck.run.block import Done, detect_block

        if len(jobs) > 1:
            self._desk.tell(Lent(tuple(jobs[1:])))
        missing, own = len(jobs), jobs[0] if jobs else None
        while missing:
            if own is not None:
                yield from detect_block(own, self._desk.make, self._desk.bundle)
                missing, own = missing - 1, None
                if missing:
                    self._desk.tell(Waiting())
                continue
            news = self._desk.hear()
            match news:
                case Failure():
                    raise news.raised()
                case Taken():
                    own = news.job
                case News():
                    missing -= isinstance(news.message, Done)
                    yield news.message
        if len(jobs) > 1:
            self._desk.tell(Waiting(over=True))
