"""A picture of the live screen, kept because somebody pressed a key."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from posecheck.feedback.atomic import unwritable
from posecheck.feedback.canvas import jpeg

QUALITY = 92
MOST = 999


def save_snapshot(bgr: NDArray[np.uint8], folder: Path) -> Path:
    """Write what the window shows as snapshot-N.jpg, the first number that is free.

    bgr: as Screen.paint gives it. The folder is made where it is missing. Raises OutputError
    where it cannot be written.
    """
    path = folder / "snapshot-1.jpg"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, MOST + 1):
            path = folder / f"snapshot-{number}.jpg"
            if not path.exists():
                break
        path.write_bytes(jpeg(np.ascontiguousarray(bgr[..., ::-1]), QUALITY))
    except OSError as error:
        raise unwritable(path, error) from error
    return path
