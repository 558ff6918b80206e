"""Which cameras there are, by name: what `posecheck cameras` lists and `--camera NAME` means.

The index is OpenCV's. On Linux it is the kernel's number; on Windows the order of DirectShow, which
both OpenCV and FFmpeg follow; on macOS OpenCV sorts by the cameras' unique ids, and so does this.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from posecheck.capture import v4l2
from posecheck.capture.device import DeviceSource, permission_rule
from posecheck.capture.source import CameraError
from posecheck.capture.v4l2 import Mode

_PATIENCE_S = 15.0
_TRIAL_PICTURES = 12


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """A camera by name. `modes`: width, height and highest rate, empty where they are not known.

    `note`: what keeps it from being used, with the remedy; empty when nothing is known to.
    """

    index: int
    name: str
    modes: tuple[Mode, ...] = ()
    note: str = ""


def list_cameras() -> list[CameraInfo]:
    """List the cameras without switching any of them on; empty where none is found.

    Sizes and rates are known on Linux only; `tried` finds them elsewhere.
    """
    if sys.platform.startswith("linux"):
        return _on_linux()
    names = _macos_names() if sys.platform == "darwin" else _windows_names()
    return [CameraInfo(index, name) for index, name in enumerate(names)]


def tried(
    info: CameraInfo, *, clock: Callable[[], float], source: type[DeviceSource] = DeviceSource
) -> CameraInfo:
    """Switch a camera on for a moment to see the size and rate it gives when asked for 720p."""
    try:
        device = source(info.index, info.name, clock=clock)
    except CameraError as error:
        return CameraInfo(info.index, info.name, note=str(error))
    try:
        shots = [shot for _ in range(_TRIAL_PICTURES) if (shot := device.read()) is not None]
    finally:
        device.close()
    if len(shots) < 2 or shots[-1].time_s <= shots[0].time_s:
        return CameraInfo(info.index, info.name, note="opens, but gives no pictures")
    height, width = shots[-1].rgb.shape[:2]
    rate = (len(shots) - 1) / (shots[-1].time_s - shots[0].time_s)
    return CameraInfo(info.index, info.name, ((width, height, rate),))


def no_camera_advice() -> str:
    """Say what to do where no camera is found, on this system."""
    if _in_wsl():
        return (
            "Windows lends WSL no camera; run posecheck in Windows itself, or lend it with "
            "`usbipd attach --wsl`"
        )
    return f"plug one in; if it is there, {permission_rule()}"


def _in_wsl() -> bool:
    try:
        return "microsoft" in Path("/proc/version").read_text(encoding="utf-8").lower()
    except OSError:
        return False


def _on_linux() -> list[CameraInfo]:
    found = []
    for index, name in v4l2.nodes():
        try:
            modes = v4l2.modes(index)
        except PermissionError:
            note = f"may not be used; {permission_rule()}"
            found.append(CameraInfo(index, name, note=note))
            continue
        except OSError:
            continue  # a node without a camera behind it
        if modes is not None:
            found.append(CameraInfo(index, name, tuple(modes)))
    return found


def _windows_names() -> list[str]:
    try:
        from av.device import enumerate_input_devices

        devices = enumerate_input_devices("dshow")
    except (ImportError, OSError, ValueError):  # an index still opens a camera
        return []
    return [device.description for device in devices if "video" in device.media_types]


def _macos_names() -> list[str]:
    command = ["system_profiler", "-json", "SPCameraDataType"]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_PATIENCE_S, check=True
        )
        return macos_names(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return []


def macos_names(answer: str) -> list[str]:
    """Read the names out of what system_profiler says, in the order of OpenCV's indices."""
    items = json.loads(answer).get("SPCameraDataType", [])
    items = [item for item in items if isinstance(item, dict)]
    items.sort(key=lambda item: str(item.get("spcamera_unique-id", "")))
    return [str(item.get("_name", "camera")) for item in items]
