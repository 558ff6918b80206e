"""Reading a photo the way it was held, whatever its name is spelled with."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from posecheck.capture.container import first_bytes, shown, still_picture
from posecheck.capture.quiet import quiet
from posecheck.errors import SourceError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CLIP_MARKS = ((4, b"ftyp"), (0, b"\x1aE\xdf\xa3"), (8, b"AVI "), (0, b"\x00\x00\x01\xba"))


def read_photo(path: str | os.PathLike[str]) -> NDArray[np.uint8]:
    """Read a photo as upright RGB (H, W, 3), uint8, rows one after the other.

    The turn and mirroring that a camera noted in EXIF are applied; transparency is dropped.
    Raises SourceError, one line with the file and the remedy, for anything but a picture.
    """
    path = Path(path)
    head = first_bytes(path, "photo")
    kind = still_picture(head)
    if kind is None and any(head[at:].startswith(mark) for at, mark in _CLIP_MARKS):
        raise SourceError(f"{shown(path)} is a clip, not a photo; use `posecheck video` for clips")
    # From memory, because OpenCV opens no path with letters foreign to the system's code page.
    data = np.fromfile(path, np.uint8)
    # The PNG library would complain about a missing end on its own, past the one clear line.
    cut_off = kind == "PNG" and b"IEND" not in data.tobytes()
    bgr = None if cut_off else _decoded(data)
    if bgr is None:
        problem = "is a damaged picture" if kind else "is not a picture that posecheck can read"
        remedy = "export it as JPEG and try again"
        if kind == "HEIF":
            problem = "is a HEIF picture, which posecheck does not read"
        raise SourceError(f"{shown(path)} {problem}; {remedy}")
    return np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), np.uint8)


def _decoded(data: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    try:
        with quiet():
            picture = cv2.imdecode(data, cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    return None if picture is None else np.asarray(picture, np.uint8)
