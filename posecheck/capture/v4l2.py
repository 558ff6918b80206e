"""The cameras that Linux knows, with their sizes and rates, asked of the kernel without a picture.

Structures and numbers: linux/videodev2.h, the same on all 64-bit systems.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

Ioctl = Callable[[int, int, bytearray], int]

CLASS_FOLDER = Path("/sys/class/video4linux")
QUERYCAP, ENUM_FMT = 0x80685600, 0xC0405602
ENUM_FRAMESIZES, ENUM_FRAMEINTERVALS = 0xC02C564A, 0xC034564B
_CAPTURE = 1
_HAS_DEVICE_CAPS = 0x80000000
_DISCRETE = 1
_MOST = 32  # a driver that never says "no more" must not hold us

Mode = tuple[int, int, float]


def nodes(folder: Path = CLASS_FOLDER) -> list[tuple[int, str]]:
    """Give the index and the name of every video node of the kernel, cameras or not."""
    found = []
    for place in folder.glob("video*"):
        number = place.name.removeprefix("video")
        if number.isdigit():
            found.append((int(number), _name(place)))
    return sorted(found)


def _name(place: Path) -> str:
    try:
        return (place / "name").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return place.name


def modes(index: int, ioctl: Ioctl | None = None, folder: Path = Path("/dev")) -> list[Mode] | None:
    """List width, height and highest rate of a camera; None for a node that takes no pictures.

    A camera brings a second node for its metadata. Raises OSError where it may not be opened.
    """
    handle = os.open(folder / f"video{index}", os.O_RDWR | getattr(os, "O_NONBLOCK", 0))
    try:
        return _modes(handle, ioctl or _system_ioctl())
    finally:
        os.close(handle)


def _system_ioctl() -> Ioctl:
    import fcntl

    return fcntl.ioctl


def _modes(handle: int, ioctl: Ioctl) -> list[Mode] | None:
    answer = bytearray(104)
    ioctl(handle, QUERYCAP, answer)
    all_nodes, this_node = struct.unpack_from("<II", answer, 84)
    if not (this_node if all_nodes & _HAS_DEVICE_CAPS else all_nodes) & _CAPTURE:
        return None
    best: dict[tuple[int, int], float] = {}
    for pixels in _formats(handle, ioctl):
        for size in _sizes(handle, ioctl, pixels):
            best[size] = max(best.get(size, 0.0), _rate(handle, ioctl, pixels, size))
    return [(*size, best[size]) for size in sorted(best, reverse=True)]


def _asked(
    handle: int, ioctl: Ioctl, request: int, layout: str, *given: int
) -> Iterator[bytearray]:
    """Ask for entry after entry of a list, until the driver says that there are no more."""
    for number in range(_MOST):
        entry = bytearray(struct.calcsize(layout))
        struct.pack_into(f"<{1 + len(given)}I", entry, 0, number, *given)
        try:
            ioctl(handle, request, entry)
        except OSError:
            return
        yield entry


def _formats(handle: int, ioctl: Ioctl) -> Iterator[int]:
    for entry in _asked(handle, ioctl, ENUM_FMT, "<3I32s5I", _CAPTURE):
        yield struct.unpack_from("<I", entry, 44)[0]


def _sizes(handle: int, ioctl: Ioctl, pixels: int) -> Iterator[tuple[int, int]]:
    for entry in _asked(handle, ioctl, ENUM_FRAMESIZES, "<11I", pixels):
        kind, *fields = struct.unpack_from("<7I", entry, 8)
        if kind == _DISCRETE:
            yield fields[0], fields[1]
        else:  # any size up to a largest one
            yield fields[1], fields[4]
            return


def _rate(handle: int, ioctl: Ioctl, pixels: int, size: tuple[int, int]) -> float:
    """The highest rate of a size; 0 where the driver does not say."""
    best = 0.0
    for entry in _asked(handle, ioctl, ENUM_FRAMEINTERVALS, "<13I", pixels, *size):
        # Discrete or not, the shortest interval comes first.
        numerator, denominator = struct.unpack_from("<II", entry, 20)
        best = max(best, denominator / numerator if numerator else 0.0)
    return best
