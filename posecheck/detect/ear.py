"""Where the opening of the ear is: the pose model puts its ear point too far towards the eye.

The tragus was read by eye twice in enlarged pictures of people seen from the side, without sight of
the landmarks or of the other reading ([E], docs/traps.md has the figures): in all six who stood,
sat, walked or ran the point lay ahead of it, by 0.42 ± 0.12 (standard deviation over the people) of
its distance from the outer corner of the eye. That distance tells the same: 5 cm, where 7 to 8 are
usual. So the point is moved back along that line, which holds from any side and turns with the
head. In three who lay it was 0.1 to 0.85, which is nothing to correct by, so the move fades with
the lean of the trunk.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SET_BACK = 0.4
"""By how much of the distance between ear and outer corner of the eye, of an upright body."""
_PAIRS = ((7, 3), (8, 6))  # ear and outer corner of the eye


def set_back(points: Floats) -> None:
    """Move the ears of a pose model's points (T, 33, 4) to where the openings are, in place.

    Where the trunk is not seen they stay.
    """
    for row in points:  # number by number: of one live frame that takes a third of what arrays take
        across = row[11, 0] + row[12, 0] - row[23, 0] - row[24, 0]
        up = row[11, 1] + row[12, 1] - row[23, 1] - row[24, 1]
        if up > 0:
            share = SET_BACK * up / math.hypot(across, up)
            for ear, eye in _PAIRS:
                row[ear, 0] += share * (row[ear, 0] - row[eye, 0])
                row[ear, 1] += share * (row[ear, 1] - row[eye, 1])
