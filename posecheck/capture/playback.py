"""A clip given as camera: it plays at its own speed, and frames that come late are left out."""

from __future__ import annotations

import os
from collections.abc import Callable

from posecheck.capture.reader import Frame, frames
from posecheck.capture.source import Clock, Shot

_LATE_S = 0.25
_SHOWN_AT_LEAST_EVERY_S = 0.2


class FileSource:
    """Plays a clip by its own time stamps, its first frame at once.

    A frame's time is that of the first one plus what lies between them in the clip, whenever it
    was shown: judging them gives what judging the clip gives. `pause`: waits so many seconds, and
    says whether to stop. Raises SourceError as `reader.frames` does.
    """

    live = False

    def __init__(
        self, path: str | os.PathLike[str], *, clock: Clock, pause: Callable[[float], bool]
    ) -> None:
        self._clip = frames(path)
        self._clock = clock
        self._pause = pause
        self._zero_s: float | None = None
        self._next_index = 0

    def read(self) -> Shot | None:
        """Wait until the next frame is due; None after the last one, or when stopped."""
        began_s = self._clock()
        for frame in self._clip:
            if self._zero_s is None:
                self._zero_s = self._clock() - frame.time_s
                self._next_index = frame.index
            due_s = self._zero_s + frame.time_s
            early_s = due_s - self._clock()
            if early_s > 0 and self._pause(early_s):
                return None
            # Where decoding cannot keep up at all, a few frames are better than none.
            if early_s < -_LATE_S and self._clock() - began_s < _SHOWN_AT_LEAST_EVERY_S:
                continue
            return self._shot(frame, due_s)
        return None

    def close(self) -> None:
        """Let go of the file."""
        self._clip.close()

    def _shot(self, frame: Frame, due_s: float) -> Shot:
        skipped = frame.index - self._next_index
        self._next_index = frame.index + 1
        return Shot(due_s, frame.rgb, skipped)
