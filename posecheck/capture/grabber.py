"""The camera's thread: it reads as fast as pictures come, and opens the camera again by itself."""

from __future__ import annotations

import threading

from posecheck.capture.kept import Kept
from posecheck.capture.slot import Slot
from posecheck.capture.source import CameraError, Clock, Opener, Source
from posecheck.errors import SourceError

RETRY_S = (0.2, 0.5, 1.0, 2.0)
STUCK_S = 15.0  # the longest that OpenCV itself waits for a picture is 10 s


class Grabber(threading.Thread):
    """Reads one source into a slot until it is told to stop or the source is at its end.

    A camera that gives nothing any more, or the same picture again and again, is closed and opened
    anew, at once at first and then at longer intervals.
    """

    def __init__(
        self, opener: Opener, source: Source | None, slot: Slot, stop: threading.Event, clock: Clock
    ) -> None:
        super().__init__(name="camera", daemon=True)
        self._opener = opener
        self._source = source
        self._slot = slot
        self._stop_all = stop
        self._clock = clock
        self._dismissed = False
        self._failures = 0
        self._alive_s = clock()

    def run(self) -> None:
        """Read until the end; what goes wrong besides is left in the slot."""
        with Kept(self._slot.fail):
            try:
                while not self._over() and self._step():
                    self._alive_s = self._clock()
            finally:
                self._let_go()

    def dismiss(self) -> None:
        """Let this thread end, whenever the system gives it back; another one takes over."""
        self._dismissed = True

    def stuck(self, now_s: float) -> bool:
        """Say whether the system has not given this thread back for very long."""
        return self.is_alive() and now_s - self._alive_s > STUCK_S

    def _over(self) -> bool:
        return self._dismissed or self._stop_all.is_set()

    def _step(self) -> bool:
        """Read one picture, or try once to open the camera; False when nothing more can come."""
        if self._source is None:
            self._reopen()
            return True
        shot = self._source.read()
        if self._over():
            return False
        if shot is None:
            if not self._source.live:
                self._slot.end()
                return False
            self._let_go()
            return True
        if self._slot.offer(shot) == "frozen":
            self._let_go()
        else:
            self._failures = 0
        return True

    def _reopen(self) -> None:
        pause_s = RETRY_S[min(self._failures, len(RETRY_S) - 1)]
        self._failures += 1
        if self._stop_all.wait(pause_s) or self._over():
            return
        try:
            self._source = self._opener()
        except CameraError as error:
            self._slot.lose(error.trouble)
        except SourceError:
            self._slot.lose("missing")

    def _let_go(self) -> None:
        source, self._source = self._source, None
        if source is not None:
            source.close()
