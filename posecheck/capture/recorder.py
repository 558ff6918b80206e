"""Writing a video that browsers play and that a killed program leaves playable."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Literal

import av
import av.error
import cv2
import numpy as np

from posecheck.capture.container import shown
from posecheck.errors import OutputError

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.video.stream import VideoStream
    from numpy.typing import NDArray
    from typing_extensions import Self

PixelOrder = Literal["rgb", "bgr"]

_TICKS_PER_S = 90_000
_KEY_FRAME_EVERY_S = 2.0
# Fragments while it is written, an ordinary file once it is whole.
_CONTAINER_OPTIONS: Final = {
    "movflags": "hybrid_fragmented",
    "frag_duration": "500000",
    "flush_packets": "1",
}
_ENCODER_OPTIONS: Final = {"preset": "ultrafast", "crf": "24"}
_TO_I420: Final = {"rgb": cv2.COLOR_RGB2YUV_I420, "bgr": cv2.COLOR_BGR2YUV_I420}
# ITU-T H.273: OpenCV's conversion uses BT.601's matrix in limited range; the rest is BT.709.
_MATRIX_BT601, _BT709, _LIMITED_RANGE = 6, 1, 1


class Recorder:
    """Writes pictures with their true times as H.264 in MP4; a context manager.

    The file bears its name only once it is whole: until then it is `<name>.part`, which plays up
    to the last half second if the program is killed. Leaving the context by an exception removes
    it. Equal pictures, times and `threads` give equal bytes.

    `keep`: for what cannot be recorded again. The file bears its name from the beginning, and what
    was written stays and plays, whatever happens: an exception, a full disk, a killed program.

    `size`: width and height of the pictures; odd sizes gain a row or column, as the format wants.
    `fps_hint`: about how many frames a second come. The first picture's time becomes zero in the
    file. Raises OutputError when the file cannot be written.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        size: tuple[int, int],
        *,
        fps_hint: float = 30.0,
        threads: int = 1,
        pixel_order: PixelOrder = "rgb",
        title: str | None = None,
        keep: bool = False,
    ) -> None:
        self.path = Path(path)
        self.frames = 0
        self._keep = keep
        self._part = self.path if keep else self.path.with_name(self.path.name + ".part")
        self._size = size
        self._conversion = _TO_I420[pixel_order]
        self._origin_s: float | None = None
        self._last_tick = -1
        self._container: OutputContainer | None = None
        try:
            self._part.touch()  # the encoder would find out at the first picture only
            self._container = av.open(
                str(self._part.absolute()), "w", format="mp4", options=dict(_CONTAINER_OPTIONS)
            )
            if title is not None:
                self._container.metadata["title"] = title
            self._stream = _video_stream(self._container, _even(size), fps_hint, threads)
        except OSError as error:
            self.abort()
            raise self._failed(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None or self._keep:
            self.close()
        else:
            self.abort()

    def write(self, picture: NDArray[np.uint8], time_s: float) -> None:
        """Add a picture (H, W, 3), uint8, of the recorder's size, shown from `time_s` on.

        Times increase; one that does not is moved just behind the one before.
        """
        if self._container is None:
            raise ValueError(f"{self.path.name} is closed")
        width, height = self._size
        if picture.shape != (height, width, 3):
            raise ValueError(f"a picture of {picture.shape} for a video of {(height, width, 3)}")
        frame = _planes(np.asarray(cv2.cvtColor(_padded(picture), self._conversion), np.uint8))
        frame.pts = self._tick(time_s)
        frame.time_base = Fraction(1, _TICKS_PER_S)
        try:
            self._container.mux(self._stream.encode(frame))
        except OSError as error:
            self.abort()
            raise self._failed(error) from error
        self.frames += 1

    def close(self) -> None:
        """Make the file whole and give it its name; without a single picture there is no file."""
        if self._container is None:
            return
        if self.frames == 0:
            self.abort()
            return
        try:
            self._container.mux(self._stream.encode(None))
            self._container.close()
            self._part.replace(self.path)
        except OSError as error:
            self.abort()
            raise self._failed(error) from error
        self._container = None

    def abort(self) -> None:
        """Give up: nothing is left behind, or with `keep` what was written so far."""
        container, self._container = self._container, None
        if container is not None:
            # Whatever closing has to complain about, the file goes; of one that stays, the library
            # touches nothing any more once a write has failed, so its fragments still play.
            with suppress(OSError):
                container.close()
        if not (self._keep and self.frames):
            self._part.unlink(missing_ok=True)

    def _tick(self, time_s: float) -> int:
        if self._origin_s is None:
            self._origin_s = time_s
        tick = round((time_s - self._origin_s) * _TICKS_PER_S)
        self._last_tick = max(tick, self._last_tick + 1)
        return self._last_tick

    def _failed(self, error: OSError) -> OutputError:
        remedy = "choose another folder"
        if error.errno == errno.ENOSPC:
            remedy = "make room on the disk or choose another folder"
        why = error.strerror or type(error).__name__
        return OutputError(f"{shown(self.path)} cannot be written ({why}); {remedy}")


def _even(size: tuple[int, int]) -> tuple[int, int]:
    return size[0] + size[0] % 2, size[1] + size[1] % 2


def _padded(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = picture.shape[:2]
    if height % 2 == 0 and width % 2 == 0:
        return picture
    how = cv2.BORDER_REPLICATE
    return np.asarray(cv2.copyMakeBorder(picture, 0, height % 2, 0, width % 2, how), np.uint8)


def _planes(i420: NDArray[np.uint8]) -> av.VideoFrame:
    """Give a frame of an I420 array; without a copy where PyAV gets its height right.

    PyAV takes rows // 6 * 4 for the height, which is two rows short unless that is a multiple of 4.
    """
    if i420.shape[0] % 6 == 0:
        return av.VideoFrame.from_numpy_buffer(i420, "yuv420p")
    return av.VideoFrame.from_ndarray(i420, "yuv420p")


def _video_stream(
    container: OutputContainer, size: tuple[int, int], fps_hint: float, threads: int
) -> VideoStream:
    rate = Fraction(fps_hint if fps_hint > 0 else 30.0).limit_denominator(1001)
    stream = container.add_stream("libx264", rate=rate, options=dict(_ENCODER_OPTIONS))
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    context = stream.codec_context
    context.time_base = Fraction(1, _TICKS_PER_S)
    context.thread_count = threads
    context.gop_size = max(round(float(rate) * _KEY_FRAME_EVERY_S), 1)
    context.colorspace = _MATRIX_BT601
    context.color_primaries = context.color_trc = _BT709
    context.color_range = _LIMITED_RANGE
    return stream
