"""The only door to MediaPipe: pixels in, 33 landmarks a person out.

MediaPipe has habits that would reach the user: it writes to stderr from native code, reads
non-contiguous pixels as rubbish, answers None after it was closed and opens the sound system when
imported. They end here.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType, TracebackType
from typing import Any, Literal, cast

import numpy as np
from numpy.typing import NDArray

from posecheck.detect.mirrored import unmirrored
from posecheck.detect.native import Find, People, straight_way, usual_way
from posecheck.detect.patches import flipped
from posecheck.detect.pruned import without_mask
from posecheck.errors import DetectorError

Mode = Literal["video", "mirrored", "image"]
STDERR = 2
M_ARENA_MAX = -8  # of mallopt, as glibc's malloc.h numbers it
# Lines of TFLite ("INFO: ") and of absl (a letter, month and day, a time).
CHATTER = re.compile(rb"(INFO|WARNING): |[IW]\d{4} \d\d:\d\d:")


class Landmarker:
    """Finds the landmarks of one or more people; holds a native graph until it is closed.

    bundle: the content of a .task file. In mode "video" a person is followed from frame to frame
    and visibility is smoothed (posecheck.detect.visibility undoes it), and so in mode "mirrored",
    which looks at each picture with left and right exchanged and tells where things lie in the
    picture itself; in mode "image" every picture is looked at afresh. One landmarker belongs to one
    thread.
    """

    def __init__(self, bundle: bytes, *, mode: Mode = "video", num_poses: int = 1) -> None:
        vision, base_options = _mediapipe()
        follows = mode != "image"
        running = vision.RunningMode.VIDEO if follows else vision.RunningMode.IMAGE
        options = vision.PoseLandmarkerOptions(
            base_options=base_options(model_asset_buffer=without_mask(bundle)),
            running_mode=running,
            num_poses=num_poses,
        )
        self._follows, self._mirrored = follows, mode == "mirrored"
        self._last_ms: int | None = None
        self._quiet = False  # whether MediaPipe has said all it says at the start
        with muffled():
            try:
                self._native = vision.PoseLandmarker.create_from_options(options)
            except (RuntimeError, ValueError, OSError) as error:
                reason = _first_line(error)
                raise DetectorError(f"the pose model cannot be loaded: {reason}") from error
        self._find: Find = straight_way(self._native, video=follows) or usual_way(
            self._native, video=follows
        )

    def __enter__(self) -> Landmarker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free the native graph; a second call does nothing."""
        native, self._native = self._native, None
        if native is not None:
            native.close()

    def detect(self, rgb: NDArray[np.uint8], time_ms: int = 0) -> People:
        """Find people in a picture: one (33, 4) array each, empty list where nobody is seen.

        rgb: (H, W, 3). The columns are x, y, z and visibility as MediaPipe gives them: x and y in
        widths and heights of the picture from its upper left corner, z in widths, towards the
        camera negative. Time must grow with every call, but in mode "image". DetectorError: called
        out of order or after closing, other pixels than promised, or a failure inside MediaPipe.
        """
        self._require_order(time_ms)
        image = _image(rgb, mirrored=self._mirrored)
        if self._quiet:
            found = self._run(image, time_ms)
        else:
            with muffled():
                found = self._run(image, time_ms)
            self._quiet = bool(found)
        return [unmirrored(person) for person in found] if self._mirrored else found

    def _require_order(self, time_ms: int) -> None:
        if self._native is None:
            raise DetectorError("the landmarker is closed")
        if self._follows:
            if self._last_ms is not None and time_ms <= self._last_ms:
                raise DetectorError(f"frame at {time_ms} ms came after that at {self._last_ms} ms")
            self._last_ms = time_ms

    def _run(self, image: Any, time_ms: int) -> People:  # noqa: ANN401  mediapipe is untyped
        try:
            return self._find(image, time_ms)
        except (RuntimeError, ValueError) as error:
            raise DetectorError(
                f"the pose model failed at {time_ms} ms: {_first_line(error)}"
            ) from error


def preload() -> None:
    """Import MediaPipe ahead of the first landmarker; DetectorError when that fails."""
    _mediapipe()


@cache
def _mediapipe() -> tuple[ModuleType, type[Any]]:
    """Import MediaPipe, 0.2 s, when the first landmarker is made.

    It imports sounddevice for tasks that listen, and that import starts PortAudio, which looks
    for microphones and complains on stderr where there is none. MediaPipe does without when the
    import fails.
    """
    _keep_one_arena()
    silenced = "sounddevice" not in sys.modules
    if silenced:
        sys.modules["sounddevice"] = cast("ModuleType", None)
    try:
        from mediapipe.tasks.python import vision
        from mediapipe.tasks.python.core.base_options import BaseOptions
    except (ImportError, OSError) as error:
        raise DetectorError(
            f"mediapipe cannot be imported: {_first_line(error)}; posecheck doctor says more"
        ) from error
    finally:
        if silenced:
            del sys.modules["sounddevice"]
    return vision, BaseOptions


def _keep_one_arena() -> None:
    """Let native threads share one heap, where the C library is glibc.

    With one each, what a landmarker frees stays theirs: eight landmarkers one after the other grew
    a process from 214 to 264 MB, and with a shared heap to 214. Frames took as long as before.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(M_ARENA_MAX, 1)


def _image(rgb: NDArray[np.uint8], *, mirrored: bool = False) -> Any:  # noqa: ANN401  mediapipe is untyped
    if rgb.dtype != np.uint8 or rgb.ndim != 3 or rgb.shape[2] != 3 or not rgb.size:
        raise DetectorError(f"pixels are {rgb.dtype} {rgb.shape}, not uint8 (height, width, 3)")
    from mediapipe import Image, ImageFormat

    # Rows that a decoder padded are read as rubbish, without a word.
    pixels = flipped(rgb) if mirrored else np.ascontiguousarray(rgb)
    return Image(image_format=ImageFormat.SRGB, data=pixels)


@contextmanager
def muffled() -> Iterator[None]:
    """Hold back what native code writes to stderr; afterwards pass on all but its chatter.

    A process that is leaving stays silent: native threads may still have something to say.
    """
    sys.stderr.flush()
    try:
        original = os.dup(STDERR)
    except OSError:  # no stderr at all, as in a windowed program
        yield
        return
    with tempfile.TemporaryFile() as caught:
        os.dup2(caught.fileno(), STDERR)
        leaving = False
        try:
            yield
        except SystemExit:
            leaving = True
            raise
        finally:
            if not leaving:
                os.dup2(original, STDERR)
            os.close(original)
            caught.seek(0)
            for line in caught:
                if not CHATTER.match(line):
                    os.write(STDERR, line)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__
