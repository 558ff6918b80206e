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

from posecheck.blocks import plain_rows

Floats = NDArray[np.float64]

SET_BACK = 0.4
"""By how much of the distance between ear and outer corner of the eye, of an upright body."""
_PAIRS = ((7, 3), (8, 6))  # ear and outer corner of the eye
_EARS = tuple(ear for ear, _ in _PAIRS)
_TELLING = np.array([11, 12, 23, 24, *_PAIRS[0], *_PAIRS[1]])  # shoulders and hips first


def set_back(points: Floats) -> None:
    """Move the ears of a pose model's points (T, 33, 4) to where the openings are, in place.

    Where the trunk is not seen they stay.
    """
    # Number by number: of one live frame that takes a third of what arrays take.
    telling = plain_rows(points.take(_TELLING, axis=1)[..., :2])
    for row, (left, right, left_hip, right_hip, *heads) in zip(points, telling, strict=True):
        across = left[0] + right[0] - left_hip[0] - right_hip[0]
        up = left[1] + right[1] - left_hip[1] - right_hip[1]
        if up > 0:
            share = SET_BACK * up / math.hypot(across, up)
            for ear, (x, y), (eye_x, eye_y) in zip(_EARS, heads[::2], heads[1::2], strict=True):
                row[ear, 0], row[ear, 1] = x + share * (x - eye_x), y + share * (y - eye_y)
