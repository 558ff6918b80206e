"""What a user means by a camera: an index, a name, a URL or a clip."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from posecheck.capture.cameras import CameraInfo, list_cameras, no_camera_advice
from posecheck.capture.container import shown
from posecheck.capture.device import DeviceSource
from posecheck.capture.playback import FileSource
from posecheck.capture.source import CameraError, Clock, Opener, Source
from posecheck.capture.stream import SCHEMES, StreamSource

_DEVICE = re.compile(r"(?:/dev/video)?(\d{1,3})")
_URL = re.compile(r"([a-z][a-z0-9+.-]*)://.+", re.IGNORECASE)


def opener_of(source: str, *, clock: Clock, pause: Callable[[float], bool]) -> Opener:
    """Give what opens the camera that a user named, again and again.

    An index wins over a clip of that name, a clip over a camera's name. A name may be a part of
    one, in any case of letters, as long as only one camera has it. `pause`: waits so many seconds
    and says whether to stop; a clip waits with it. Raises CameraError for an address that no camera
    can have; whether the camera is there is found out when it is opened.
    """
    device = _DEVICE.fullmatch(source.strip())
    if device:
        return _ByIndex(int(device[1]), clock)
    url = _URL.fullmatch(source.strip())
    if url:
        if url[1].lower() not in SCHEMES:
            raise CameraError(
                f"{shown(source)} is no camera's address; it begins with rtsp:// or http://, "
                "and a clip is given by its name alone"
            )
        return lambda: StreamSource(source.strip(), clock=clock)
    if Path(source).is_file():
        return lambda: FileSource(source, clock=clock, pause=pause)
    return lambda: _by_name(source, list_cameras(), clock)


class _ByIndex:
    """Opens a camera by index, later the one that had its name: plugged in anew, it may move."""

    def __init__(self, index: int, clock: Clock) -> None:
        self._index = index
        self._clock = clock
        self._name: str | None = None

    def __call__(self) -> Source:
        cameras = list_cameras()
        here = next((one.name for one in cameras if one.index == self._index), None)
        if self._name is not None and here != self._name:
            moved = [one.index for one in cameras if one.name == self._name]
            self._index = moved[0] if len(moved) == 1 else self._index
        source = DeviceSource(self._index, str(self._index), clock=self._clock)
        self._name = self._name or here
        return source


def _by_name(name: str, cameras: Sequence[CameraInfo], clock: Clock) -> Source:
    found = matching(name, cameras)
    return DeviceSource(found.index, shown(found.name), clock=clock)


def matching(name: str, cameras: Sequence[CameraInfo]) -> CameraInfo:
    """Find the one camera with this name, or with it as a part of its name; else a CameraError."""
    wanted = name.strip().casefold()
    exact = [one for one in cameras if one.name.casefold() == wanted]
    found = exact or [one for one in cameras if wanted and wanted in one.name.casefold()]
    if len(found) == 1 or (exact and len({one.name for one in exact}) == 1):
        return found[0]
    if found:
        several = ", ".join(f"{one.index} ({one.name})" for one in found)
        raise CameraError(f"several cameras are called {shown(name)}: {several}; give the number")
    there = ", ".join(f"{one.index} ({one.name})" for one in cameras)
    remedy = f"there are {there}" if there else no_camera_advice()
    if Path(name).suffix or Path(name).is_dir():
        remedy = "check the name and the folder of the clip"
    raise CameraError(f"there is no camera or clip {shown(name)}; {remedy}")
