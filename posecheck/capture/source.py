"""Where live pictures come from: what the camera's thread asks of a device, a stream or a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from posecheck.errors import SourceError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Clock = Callable[[], float]
Trouble = Literal["missing", "busy", "silent", "frozen", "black", "slow"]


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """One picture as it was taken: its time on the session's clock, upright RGB (H, W, 3), uint8.

    `skipped`: how many pictures the source left out just before it because they came too late.
    """

    time_s: float
    rgb: NDArray[np.uint8]
    skipped: int = 0


class Source(Protocol):
    """Something that gives pictures one after the other; opened when it is made."""

    @property
    def live(self) -> bool:
        """Whether it is a camera, which may come back; a file is at its end when it gives None."""

    def read(self) -> Shot | None:
        """Wait for the next picture; None when it gives none any more."""

    def close(self) -> None:
        """Let go of the device or the file."""


Opener = Callable[[], Source]


class CameraError(SourceError):
    """A camera that cannot be opened: `trouble` says whether it is missing or busy."""

    def __init__(self, message: str, trouble: Trouble = "missing") -> None:
        super().__init__(message)
        self.trouble: Trouble = trouble
