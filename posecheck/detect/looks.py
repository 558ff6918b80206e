"""What is looked at in the picture itself, at full resolution, beside the landmarks.

Each look costs one or two milliseconds where the model costs sixteen to twenty, so each finder says
itself which frames matter to it, and a picture is looked at for one thing: hands that meet overhead
or, where there are none, the hips. docs/traps.md tells which looks were tried and dropped.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecheck.detect.patches import Pixels
from posecheck.detect.pelvis import PelvisFinder
from posecheck.detect.thumbs import ThumbFinder, overhead
from posecheck.track import PELVIS, PELVIS_COLUMNS, THUMBS, THUMBS_COLUMNS

Floats = NDArray[np.float64]

_FIRST_OF_THUMBS = len(PELVIS_COLUMNS)
CHANNELS = {PELVIS: slice(0, _FIRST_OF_THUMBS), THUMBS: slice(_FIRST_OF_THUMBS, None)}
COLUMNS = _FIRST_OF_THUMBS + len(THUMBS_COLUMNS)


class SecondLook:
    """Looks at one picture after the other; after a cut or another person, make a new one."""

    def __init__(self) -> None:
        self._hips, self._thumbs = PelvisFinder(), ThumbFinder()

    def __call__(self, rgb: Pixels, landmarks: Floats | None, time_s: float) -> Floats:
        """Look at a picture (H, W, 3); landmarks (33, 4) normalised or None. Gives a row (12,)."""
        row = np.full(COLUMNS, np.nan)
        size_px = (rgb.shape[1], rgb.shape[0])
        if landmarks is not None and overhead(landmarks[:, :2] * size_px):
            row[CHANNELS[THUMBS]] = self._thumbs(rgb, landmarks, time_s)
        else:
            row[CHANNELS[PELVIS]] = self._hips(rgb, landmarks, time_s)
        return row


def channels_of(rows: Floats) -> dict[str, Floats]:
    """Give the rows (T, 12) of a clip as channels of its track."""
    return {name: rows[:, columns].copy() for name, columns in CHANNELS.items()}
