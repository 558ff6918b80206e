"""How a recording was filmed, as far as it shows: what of it is known to hurt a number."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.calibrate import EAR_TO_ANKLE
from posecheck.assess.view import (
    BACK,
    FRONT,
    FULL_WIDTH,
    HIPS_TO_SHOULDERS,
    SIDE_LEFT,
    SIDE_RIGHT,
)

Floats = NDArray[np.float64]
BY_EYE_DEG = 5.0
"""How far a camera that was put up by eye may be off the square view without showing it: on the
mannequin a body turned by less than that looks square, and one that is square looks turned so."""

ENOUGH_ROWS = 130.0
"""How high a person must be in the picture. The pose model looks at 256 rows with a margin of a
quarter, so more than 205 add nothing; on the mannequin, without noise, 150 cost nothing yet, and 90
made errors up to 1.4 times as large."""

_SHOULDERS, _HIPS = (11, 12), (23, 24)


@dataclass(frozen=True, slots=True)
class Filmed:
    """What is known of the camera. direction: side, front or back; "" where nobody was seen.

    off_deg: by how much the body seems to be turned out of the square view; None where that does
    not show, as from behind. rows: height of the person in the picture, NaN where unknown.
    by_model: the points are the pose model's, so what was measured of it is true of them.
    """

    direction: str = ""
    off_deg: float | None = None
    rows: float = float("nan")
    by_model: bool = True

    @property
    def turned_deg(self) -> float:
        """Degrees off the square view to reckon with: what shows, but no less than BY_EYE_DEG."""
        return max(BY_EYE_DEG, self.off_deg or 0.0)

    @property
    def coarseness(self) -> float:
        """By what errors grow because the person is small in the picture; 1 or more."""
        return max(1.0, ENOUGH_ROWS / self.rows) if self.rows > 0 else 1.0


NOT_SEEN = Filmed()


def filmed(points: Floats, view: int, ear_to_ankle_px: float, *, by_model: bool = True) -> Filmed:
    """Say how somebody was filmed: points (T, 33, 4) of the frames seen from a view, its code."""
    rows = ear_to_ankle_px / EAR_TO_ANKLE
    direction = {SIDE_LEFT: "side", SIDE_RIGHT: "side", FRONT: "front", BACK: "back"}.get(view, "")
    found = {"side": _off_profile, "front": _off_front}.get(direction)
    return Filmed(direction, found(points) if found else None, rows, by_model)


def _off_profile(points: Floats) -> float | None:
    """Read the turn from how far apart shoulders and hips are seen, in trunk lengths.

    Which of the two is ahead keeps its sign in each frame, so arms that swing cancel.
    """
    trunk = _trunk(points)
    shoulders, hips = ((points[:, a, 0] - points[:, b, 0]) / trunk for a, b in (_SHOULDERS, _HIPS))
    width = _middle(0.65 * shoulders + 0.35 * HIPS_TO_SHOULDERS * hips)
    if width is None:
        return None
    return math.degrees(math.asin(min(1.0, abs(width) / FULL_WIDTH)))


def _off_front(points: Floats) -> float | None:
    """Read the turn from how much nearer one shoulder is than the other.

    On the mannequin that follows a turn of 5 to 15 degrees within 5; of backs it tells nothing.
    """
    left, right = (points[:, i] for i in _SHOULDERS)
    apart = np.hypot(left[:, 0] - right[:, 0], left[:, 1] - right[:, 1])
    nearer = _middle((left[:, 2] - right[:, 2]) / np.where(apart > 0, apart, np.nan))
    return None if nearer is None else math.degrees(math.atan(abs(nearer)))


def _trunk(points: Floats) -> Floats:
    ends = points[:, _SHOULDERS, :2].mean(axis=1) - points[:, _HIPS, :2].mean(axis=1)
    length: Floats = np.hypot(ends[:, 0], ends[:, 1])
    return np.where(length > 0, length, np.nan)


def _middle(values: Floats) -> float | None:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else None
