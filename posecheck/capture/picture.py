"""From a decoded picture to an upright RGB array with square pixels, small if that is wished."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np
from av.buffer import Buffer
from av.video.reformatter import Interpolation, VideoReformatter

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from numpy.typing import NDArray

_TURNS: Final = {
    90: cv2.ROTATE_90_CLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_COUNTERCLOCKWISE,
}
_NEARLY_SQUARE = 0.005
_STRONG_SHRINK = 0.5


@dataclass(frozen=True, slots=True)
class Orientation:
    """How a stored picture becomes upright: mirrored left to right first, then turned clockwise."""

    rotation_deg: int = 0
    mirrored: bool = False

    def upright(self, width: int, height: int) -> tuple[int, int]:
        """Give the upright width and height of a stored picture; also the way back."""
        return (height, width) if self.rotation_deg in (90, 270) else (width, height)

    def applied(self, rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Turn a picture (H, W, 3) upright; the result's rows lie one after the other."""
        if self.mirrored:
            rgb = np.asarray(cv2.flip(rgb, 1), np.uint8)
        if self.rotation_deg:
            rgb = np.asarray(cv2.rotate(rgb, _TURNS[self.rotation_deg]), np.uint8)
        return np.ascontiguousarray(rgb)


def orientation_of(frame: VideoFrame) -> Orientation:
    """Read a frame's display matrix, to the nearest quarter turn; upright when there is none."""
    side = frame.side_data.get("DISPLAYMATRIX")
    if not isinstance(side, Buffer):
        return Orientation()
    a, b, _, c, d = np.frombuffer(bytes(side), np.int32)[:5].astype(float)
    mirrored = a * d - b * c < 0
    angle = math.degrees(math.atan2(-b, -a) if mirrored else math.atan2(b, a))
    return Orientation(round(angle / 90) * 90 % 360, mirrored)


def square_size(width: int, height: int, pixel_shape: Fraction | None) -> tuple[int, int]:
    """Give the size at which a picture has square pixels, stretching the width, never the height.

    `pixel_shape`: width by height of one pixel; None or nearly 1 changes nothing.
    """
    if not pixel_shape or abs(pixel_shape - 1) < _NEARLY_SQUARE:
        return width, height
    return max(round(width * pixel_shape), 1), height


def shrunk_size(width: int, height: int, long_side: int | None) -> tuple[int, int]:
    """Give the size that brings the longer side down to `long_side`, never up, at least 1 px."""
    longest = max(width, height)
    if long_side is None or longest <= long_side:
        return width, height
    scale = long_side / longest
    return max(round(width * scale), 1), max(round(height * scale), 1)


class Converter:
    """Turns decoded frames into RGB arrays of one size; keeps its tables between frames."""

    def __init__(self, size: tuple[int, int], orientation: Orientation) -> None:
        self._stored = orientation.upright(*size)
        self._orientation = orientation
        self._reformatter = VideoReformatter()

    def rgb(self, frame: VideoFrame) -> NDArray[np.uint8]:
        """Convert a frame to upright RGB (H, W, 3), uint8, rows one after the other."""
        same_size = self._reformatter.reformat(
            frame, format="rgb24", interpolation=Interpolation.BILINEAR, threads=1
        )
        rgb = np.asarray(same_size.to_ndarray(), np.uint8)
        if (frame.width, frame.height) != self._stored:
            rgb = _resized(rgb, self._stored)
        return self._orientation.applied(rgb)


def shrunk(rgb: NDArray[np.uint8], long_side: int) -> NDArray[np.uint8]:
    """Give a picture (H, W, 3) whose longer side is at most `long_side`; never enlarged."""
    size = shrunk_size(rgb.shape[1], rgb.shape[0], long_side)
    return rgb if size == (rgb.shape[1], rgb.shape[0]) else _resized(rgb, size)


def _resized(rgb: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    # Colour first and size second is cheaper than both in one pass of the scaler (measured at
    # 720p and 1080p), and averaging is only worth its price when much is thrown away.
    strong = size[0] / rgb.shape[1] <= _STRONG_SHRINK
    how = cv2.INTER_AREA if strong else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(rgb, size, interpolation=how), np.uint8)
