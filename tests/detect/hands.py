"""Pictures of the mannequin's hands overhead, at a known distance from each other."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from samples.looks.thumbs import Shown, hands_of

PLAIN = Shown()
ASTRAY_M = 0.025  # the model puts either thumb that much too far out


@dataclass(frozen=True, eq=False)
class Shot:
    """A picture, landmarks (33, 4) normalised as the model misplaces them, the gap in pixels."""

    rgb: np.ndarray
    landmarks: np.ndarray
    gap_px: float
    px_per_m: float


@cache
def shot(gap_m=0.1, shown=PLAIN):
    """Arms overhead, thumb joints `gap_m` apart."""
    hands = hands_of(gap_m, shown)
    landmarks = np.ones((33, 4))
    landmarks[:, :2] = hands.joints_px / (hands.image.shape[1], hands.image.shape[0])
    for thumb, sign in ((21, 1.0), (22, -1.0)):
        landmarks[thumb, 0] += sign * ASTRAY_M * hands.px_per_m / hands.image.shape[1]
    rgb = np.ascontiguousarray(hands.image[..., ::-1])
    return Shot(rgb, landmarks, hands.gap_px, hands.px_per_m)
