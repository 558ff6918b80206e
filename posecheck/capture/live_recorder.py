"""Recording a live session beside it: never in its way, and never lost."""

from __future__ import annotations

import os
import queue
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import cv2
import numpy as np

from posecheck.capture.container import shown
from posecheck.capture.kept import Kept
from posecheck.capture.recorder import PixelOrder, Recorder
from posecheck.errors import OutputError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from typing_extensions import Self

_QUEUE = 8  # a quarter of a second, and 50 MB at 1080p
_FINISH_S = 10.0

_Picture = tuple["NDArray[np.uint8]", float]


@dataclass(frozen=True, slots=True)
class RecordingState:
    """How a recording is at one moment.

    `words`: one line on why it stopped and what is kept; empty while all is well. `frames`:
    written so far; `dropped`: left out because the disk or the encoder could not keep up.
    """

    recording: bool
    words: str
    frames: int
    dropped: int


class LiveRecorder:
    """Writes pictures as H.264 on a thread of its own; a context manager.

    The file bears its name from the first picture on and plays, all but its last second, however
    the program ends. A picture that cannot be taken in time is left out. When the disk is full the
    recording stops, `state` says so, and the session goes on. The size is that of the first
    picture; one of another size is fitted into it.

    Raises OutputError at once where the file exists already or its folder cannot be written.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        fps_hint: float = 30.0,
        pixel_order: PixelOrder = "rgb",
    ) -> None:
        self.path = Path(path)
        self._fps_hint = fps_hint
        self._pixel_order: PixelOrder = pixel_order
        self._recorder: Recorder | None = None
        self._queue: queue.Queue[_Picture | None] = queue.Queue(_QUEUE)
        self._dropped = 0
        self._words = ""
        self._error: BaseException | None = None
        self._closed = False
        _reserve(self.path)
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def write(self, picture: NDArray[np.uint8], time_s: float) -> None:
        """Hand over a picture (H, W, 3), uint8, which nobody may change afterwards; never waits.

        Raises what broke in the recorder's thread; a full disk is told by `state` instead.
        """
        if self._error is not None:
            raise self._error
        if self._closed or self._words:
            return
        try:
            self._queue.put_nowait((picture, time_s))
        except queue.Full:
            self._dropped += 1

    def state(self) -> RecordingState:
        """Say how the recording is at this moment."""
        stopped = self._closed or bool(self._words) or self._error is not None
        frames = 0 if self._recorder is None else self._recorder.frames
        return RecordingState(not stopped, self._words, frames, self._dropped)

    def close(self) -> None:
        """Write what is still waiting and make the file whole; one without pictures goes."""
        if self._closed:
            return
        self._closed = True
        if self._thread.is_alive():
            with suppress(queue.Full):  # a disk that hangs is not waited for without end
                self._queue.put(None, timeout=_FINISH_S)
            self._thread.join(_FINISH_S)

    def _run(self) -> None:
        with Kept(self._fail):
            try:
                self._record()
            except OutputError as error:
                self._words = f"The recording stopped: {error}; what was recorded before is kept"
                self._drain()
            finally:
                if self._recorder is None:
                    self.path.unlink(missing_ok=True)
                else:
                    self._recorder.abort()

    def _fail(self, error: BaseException) -> None:
        self._error = error
        self._drain()

    def _record(self) -> None:
        while (item := self._queue.get()) is not None:
            picture, time_s = item
            if self._recorder is None:
                self._recorder = self._started(picture)
                height, width = picture.shape[:2]
            self._recorder.write(_fitted(picture, width, height), time_s)
        if self._recorder is not None:
            self._recorder.close()

    def _started(self, first: NDArray[np.uint8]) -> Recorder:
        size = first.shape[1], first.shape[0]
        return Recorder(
            self.path, size, fps_hint=self._fps_hint, pixel_order=self._pixel_order, keep=True
        )

    def _drain(self) -> None:
        """Wait for the end without recording, so that nobody waits for a place in the queue."""
        while self._queue.get() is not None:
            pass


def _reserve(path: Path) -> None:
    try:
        path.open("xb").close()
    except FileExistsError as error:
        raise OutputError(
            f"{shown(path)} is there already; choose another name for the recording"
        ) from error
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise OutputError(
            f"{shown(path)} cannot be written ({why}); choose another folder for the recording"
        ) from error


def _fitted(picture: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    """Give a picture of this size, scaled as a whole with black beside it where it has to be."""
    if picture.shape[:2] == (height, width):
        return picture
    scale = min(width / picture.shape[1], height / picture.shape[0])
    wide = min(max(round(picture.shape[1] * scale), 1), width)
    high = min(max(round(picture.shape[0] * scale), 1), height)
    small = cv2.resize(picture, (wide, high), interpolation=cv2.INTER_AREA)
    left, top = (width - wide) // 2, (height - high) // 2
    whole = np.zeros((height, width, 3), np.uint8)
    whole[top : top + high, left : left + wide] = small
    return whole
