"""A camera as a live session sees it: the newest picture, and in one line what is wrong with it.

with Camera("0") as camera:
    frame = camera.newest(0.05)      # LiveFrame or None
    camera.state()                   # CameraState
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Final

from posecheck.capture.address import opener_of
from posecheck.capture.grabber import Grabber
from posecheck.capture.slot import LiveFrame, Slot
from posecheck.capture.source import CameraError, Clock, Opener, Trouble

if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["Camera", "CameraError", "CameraState", "LiveFrame", "Trouble"]

_JOIN_S = 2.0
_SPARE_THREADS = 3
_WORDS: Final[dict[Trouble, str]] = {
    "missing": "The camera is gone; plug it in again",
    "busy": "Another program uses the camera; close it there",
    "silent": "No picture comes from the camera; check its cable or its network",
    "frozen": "The camera's picture stands still; plug the camera in again",
    "black": "The picture is black; open the camera's cover or switch on a light",
    "slow": "Only {fps:.1f} pictures a second come; add light, or close other programs",
}


@dataclass(frozen=True, slots=True)
class CameraState:
    """How a camera is at one moment.

    `words`: one line for the person in front of it, with the remedy; empty when all is well.
    `fps`: new pictures a second of late. `size_px`: width and height of the newest, (0, 0) before
    the first. `given`, `dropped`: how many pictures were taken, and how many nobody took in time.
    `ended`: a file given as camera is at its end, and its last frame was taken.
    """

    trouble: Trouble | None
    words: str
    fps: float
    size_px: tuple[int, int]
    given: int
    dropped: int
    ended: bool


class Camera:
    """Gives the newest picture of a camera, a stream or a clip; a context manager.

    `source`: an index or a name as `posecheck cameras` lists them, a URL, a clip that plays at its
    own speed, or something that opens a Source. `clock`: what frames' times are read from; a clip's
    first frame has the time it was shown at, the others follow by the clip's own time stamps.

    Entering opens it, on the calling thread because macOS asks for permission on the main one only,
    and a clip begins to play. One that is missing or busy then is a CameraError, a SourceError with
    the remedy. What happens later is told by `state`, and a camera that comes back is picked up
    again by itself.
    """

    def __init__(self, source: str | Opener, *, clock: Clock = time.perf_counter) -> None:
        self._stop = threading.Event()
        self._clock = clock
        self._opener = (
            opener_of(source, clock=clock, pause=self._stop.wait)
            if isinstance(source, str)
            else source
        )
        self._slot: Slot | None = None
        self._grabbers: list[Grabber] = []

    def __enter__(self) -> Self:
        source = self._opener()
        self._slot = Slot(self._clock, live=source.live)
        self._live = source.live
        self._grabbers = [Grabber(self._opener, source, self._slot, self._stop, self._clock)]
        self._grabbers[0].start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the camera go; a thread that the system does not give back is left behind."""
        self._stop.set()
        deadline_s = time.monotonic() + _JOIN_S
        for grabber in self._grabbers:
            grabber.join(max(deadline_s - time.monotonic(), 0.0))

    @property
    def live(self) -> bool:
        """Whether it is a camera; False for a clip, which ends."""
        self._opened()
        return self._live

    def newest(self, wait_s: float) -> LiveFrame | None:
        """Give the newest picture, waiting at most `wait_s` for one; each is given once.

        None when none came, and at once when a file is at its end. A picture that only repeats the
        one before is not given: nobody who stands still in a frozen picture is to be judged by it.
        Whatever went wrong in the camera's thread is raised here.
        """
        slot = self._opened()
        if self._live and self._grabbers[-1].stuck(self._clock()):
            self._replace()
        return slot.take(wait_s)

    def state(self) -> CameraState:
        """Say how the camera is at this moment."""
        now = self._opened().condition()
        return CameraState(
            trouble=now.trouble,
            words="" if now.trouble is None else _WORDS[now.trouble].format(fps=now.fps),
            fps=now.fps,
            size_px=now.size_px,
            given=now.given,
            dropped=now.dropped,
            ended=now.ended,
        )

    def _opened(self) -> Slot:
        if self._slot is None:
            raise ValueError("the camera was not opened; use it in a with statement")
        return self._slot

    def _replace(self) -> None:
        """Let another thread open the camera anew; how often is limited, threads cost memory."""
        if len(self._grabbers) > _SPARE_THREADS:
            return
        slot = self._opened()
        self._grabbers[-1].dismiss()
        self._grabbers.append(Grabber(self._opener, None, slot, self._stop, self._clock))
        self._grabbers[-1].start()
