"""The picture of docs/stickers.md: `python -m samples.hips`."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from samples.encode import Image
from samples.mannequin.camera import Camera
from samples.mannequin.outfits import BLUE, GREEN, RED, Outfit
from samples.mannequin.paint import Setting, paint
from samples.mannequin.posture import standing
from samples.mannequin.skeleton import solve

PICTURE = Path(__file__).parents[1] / "docs" / "stickers.jpg"
SHOWN = (
    (BLUE.stickered(), 180.0),
    (BLUE.stickered(), 0.0),
    (RED, 180.0),
    (GREEN.hanging(), 180.0),
)


def hips(outfit: Outfit, yaw: float) -> Image:
    """The middle of somebody who stands still, seen from near."""
    camera = Camera(yaw, size_px=(360, 480), span_m=1.05, target=(0.0, 0.98, 0.0))
    return paint(solve(standing().pose()), Setting(camera, outfit=outfit))


def main() -> None:
    """Paint stickers on the back and the front, a waistband, and a hem that hangs over it."""
    row = np.hstack([hips(outfit, yaw) for outfit, yaw in SHOWN])
    cv2.imwrite(str(PICTURE), row, [cv2.IMWRITE_JPEG_QUALITY, 88])


if __name__ == "__main__":
    main()
