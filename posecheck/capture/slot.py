"""Where the camera's thread leaves the newest picture for the main thread, and only that one."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posecheck.capture.source import Clock, Shot, Trouble
from posecheck.capture.watch import Watch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TICK_S = 1e-3  # the detector counts whole milliseconds


@dataclass(frozen=True, slots=True, eq=False)
class LiveFrame:
    """One picture of a camera; upright RGB (H, W, 3), uint8, rows one after the other.

    `index` counts every picture the camera gave, so that dropped ones leave gaps; of a file, it is
    the frame's place in the clip. `time_s`: on the session's clock, strictly increasing.
    """

    index: int
    time_s: float
    rgb: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Condition:
    """What is known of the pictures at one moment."""

    trouble: Trouble | None
    fps: float
    size_px: tuple[int, int]
    given: int
    dropped: int
    ended: bool


class Slot:
    """Holds the newest picture until it is taken or a newer one comes; a picture is given once."""

    def __init__(self, clock: Clock, *, live: bool) -> None:
        self._clock = clock
        self._changed = threading.Condition()
        self._watch = Watch(clock(), live=live)
        self._frame: LiveFrame | None = None
        self._next_index = 0
        self._last_s: float | None = None
        self._size_px = (0, 0)
        self._given = self._dropped = 0
        self._ended = False
        self._gone: Trouble | None = None
        self._error: BaseException | None = None

    def offer(self, shot: Shot) -> Trouble | None:
        """Leave a picture, and hear what is wrong with the camera; a repeated one is not given."""
        with self._changed:
            self._gone = None
            if self._watch.note(shot.time_s, shot.rgb):
                self._put(shot)
            return self._watch.trouble(self._clock())

    def _put(self, shot: Shot) -> None:
        index = self._next_index + shot.skipped
        time_s = shot.time_s if self._last_s is None else max(shot.time_s, self._last_s + _TICK_S)
        self._dropped += shot.skipped + (self._frame is not None)
        self._next_index, self._last_s = index + 1, time_s
        self._size_px = (shot.rgb.shape[1], shot.rgb.shape[0])
        self._frame = LiveFrame(index, time_s, shot.rgb)
        self._changed.notify_all()

    def lose(self, trouble: Trouble) -> None:
        """Note why the camera could not be opened again."""
        with self._changed:
            self._gone = trouble

    def end(self) -> None:
        """Note that no picture follows the last one."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def fail(self, error: BaseException) -> None:
        """Leave what broke in the camera's thread; every `take` from now on raises it."""
        with self._changed:
            self._error = error
            self._changed.notify_all()

    def take(self, wait_s: float) -> LiveFrame | None:
        """Take the newest picture, waiting for one at most so long; None when none came."""
        with self._changed:
            self._changed.wait_for(self._news, max(wait_s, 0.0))
            if self._error is not None:
                raise self._error
            frame, self._frame = self._frame, None
            self._given += frame is not None
            return frame

    def _news(self) -> bool:
        return self._frame is not None or self._ended or self._error is not None

    def condition(self) -> Condition:
        """Say how the camera is at this moment."""
        now_s = self._clock()
        with self._changed:
            ended = self._ended and self._frame is None
            trouble = None if self._ended else self._watch.trouble(now_s)
            if self._gone is not None:
                trouble = self._gone
            return Condition(
                trouble=trouble,
                fps=self._watch.fps(now_s),
                size_px=self._size_px,
                given=self._given,
                dropped=self._dropped,
                ended=ended,
            )
