"""A camera at this machine, read through OpenCV by its index."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from posecheck.capture.picture import Memory
from posecheck.capture.quiet import quiet
from posecheck.capture.source import CameraError, Clock, Shot

if TYPE_CHECKING:
    from numpy.typing import NDArray

# The system of each platform whose order of cameras is the one that `cameras` lists.
_SYSTEMS: Final = {
    "linux": cv2.CAP_V4L2,
    "darwin": cv2.CAP_AVFOUNDATION,
    "win32": cv2.CAP_DSHOW,
}
# Asked for in this order; a camera that cannot gives what it has. Uncompressed pictures of this
# size would come at 10 a second through USB 2.
_WISHES: Final = (
    (cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG")),
    (cv2.CAP_PROP_FRAME_WIDTH, 1280),
    (cv2.CAP_PROP_FRAME_HEIGHT, 720),
    (cv2.CAP_PROP_FPS, 30),
)
_FIRST_READS = 3
_NO_PERMISSION: Final = {
    "linux": "let your user in: `sudo usermod -aG video $USER`, then log in again",
    "darwin": "allow it for your terminal in System Settings > Privacy & Security > Camera, "
    "then start the terminal again",
    "win32": "let desktop apps use it in Settings > Privacy & security > Camera",
}


def permission_rule() -> str:
    """Say what a person does on this system so that programs may use the camera."""
    return _NO_PERMISSION.get(sys.platform, "let your user use it")


class DeviceSource:
    """A camera by index; `name` goes into messages.

    Raises CameraError where there is no such camera, or where it is not to be had: another program
    uses it, or the system does not permit it.
    """

    live = True

    def __init__(self, index: int, name: str, *, clock: Clock) -> None:
        self._clock = clock
        self._memory: Memory | None = None
        self._shape: tuple[int, ...] = ()
        _look_for_device(index, name)
        with quiet():
            self._device = cv2.VideoCapture(index, _SYSTEMS.get(sys.platform, cv2.CAP_ANY))
            gives = self._device.isOpened() and self._ask()
        if not gives:
            self.close()
            raise CameraError(
                f"camera {name} is there but gives no picture: another program uses it, or the "
                f"system does not permit it; close the other program, or {permission_rule()}",
                "busy",
            )

    def _ask(self) -> bool:
        """Ask for a good size and rate; a camera in use opens like a free one but gives none."""
        for wish, value in _WISHES:
            self._device.set(wish, value)
        return any(self._device.grab() for _ in range(_FIRST_READS))

    def read(self) -> Shot | None:
        """Wait for the next picture; None when the camera is gone."""
        try:
            if not self._device.grab():
                return None
            time_s = self._clock()
            there, bgr = self._device.retrieve()
        except cv2.error:
            return None
        if not there or bgr is None or bgr.size == 0:
            return None
        return Shot(time_s, self._rgb(np.asarray(bgr, np.uint8)))

    def _rgb(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        shape = (*picture.shape[:2], 3)
        if self._memory is None or shape != self._shape:
            self._memory, self._shape = Memory(shape), shape
        grey = picture.ndim == 2 or picture.shape[2] == 1
        code = cv2.COLOR_GRAY2RGB if grey else cv2.COLOR_BGR2RGB
        rgb = self._memory.array()
        cv2.cvtColor(picture, code, dst=rgb)
        return rgb

    def close(self) -> None:
        """Give the camera back to the system."""
        self._device.release()


def _look_for_device(index: int, name: str) -> None:
    """On Linux the system itself says why a camera cannot be opened; OpenCV would not."""
    if not sys.platform.startswith("linux"):
        return
    path = Path(f"/dev/video{index}")
    try:
        os.close(os.open(path, os.O_RDWR | os.O_NONBLOCK))
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM):
            raise CameraError(
                f"camera {name} ({path}) may not be used; {permission_rule()}", "busy"
            ) from error
        if error.errno == errno.EBUSY:
            raise CameraError(
                f"camera {name} ({path}) is used by another program; close it there", "busy"
            ) from error
        raise CameraError(
            f"camera {name} is not there ({path}); plug it in, `posecheck cameras` lists what is"
        ) from error
