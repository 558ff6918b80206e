"""How the camera stands, measured while the person in front of it is still being guided."""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.results import RollResult
from posecheck.capture.roll import measure_roll
from posecheck.detect.outline import outline
from posecheck.run.judging import ASSUMED_ROLL_ERROR, GIVEN_ROLL_ERROR
from posecheck.track import Track

EVERY_S = 1.0  # to measure takes as long as detecting a picture or two
LEVEL_DEG = 0.5  # as exact as a picture tells
KEPT = 4  # pictures, some seconds apart: edges of what moves do not stay in place


class Level:
    """Gives the camera's roll as it is known by now; carries the pictures it is measured by.

    given_deg: the user's word, which needs no measuring; positive where verticals lean right.
    """

    def __init__(self, given_deg: float | None = None) -> None:
        self._given = given_deg is not None
        self.roll = (
            RollResult(0.0, "assumed-level", ASSUMED_ROLL_ERROR)
            if given_deg is None
            else RollResult(given_deg, "given", GIVEN_ROLL_ERROR)
        )
        self._kept: deque[tuple[NDArray[np.uint8], list[tuple[float, float, float, float]]]]
        self._kept = deque(maxlen=KEPT)
        self._next_s = -np.inf

    @property
    def words(self) -> str:
        """How the camera stands, in a few words for the screen."""
        if self.roll.source == "assumed-level":
            return "too few upright edges agree: camera taken as level"
        leans = abs(self.roll.value)
        return f"camera tilted by {leans:.1f}°" if leans > LEVEL_DEG else "camera level"

    def look(self, rgb: NDArray[np.uint8], frame: Track) -> None:
        """Take a picture (H, W, 3) with what was detected in it (T = 1); most are passed over."""
        now_s = float(frame.time_s[0])
        if self._given or now_s < self._next_s:
            return
        self._next_s = now_s + EVERY_S
        self._kept.append((rgb, _boxes(frame, rgb.shape[0])))
        found = measure_roll([one for one, _ in self._kept], [boxes for _, boxes in self._kept])
        self.roll = RollResult(found.value_deg, found.source, found.uncertainty_deg)


def _boxes(frame: Track, height_px: int) -> list[tuple[float, float, float, float]]:
    """Give the box of whoever is seen, in pixels, y down."""
    points = frame.points[0].copy()
    points[:, 1] = 1 - points[:, 1]
    person = outline(points, 1.0)
    if not np.isfinite(person.size):
        return []
    left, top, right, bottom = (float(edge) for edge in person.box * height_px)
    return [(left, top, right, bottom)]
