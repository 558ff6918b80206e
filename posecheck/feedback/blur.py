"""Where the face is, frame by frame, to be blurred; rather too much than too little."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.feedback.shapes import XY

Floats = NDArray[np.float64]

FACE = slice(0, 11)
SHOULDERS, HIPS = [11, 12], [23, 24]
HEAD_PER_TRUNK = 0.36  # half a head's height with margin, in lengths from shoulder to hip
HEAD_PER_FACE = 1.5  # the same in spreads of the face's landmarks
GROWTH_PER_S = 2.0  # how fast the blurred part grows where nobody was seen, in its own size
MOST_GROWTH = 12.0


@dataclass(frozen=True, slots=True)
class Face:
    """An upright ellipse over the whole head, in pixels, y down."""

    centre: XY
    radii: XY


def face_of(points: Floats) -> Face | None:
    """Find the head of one frame: points (33, 2+) pixels; None where nobody was seen."""
    face = points[FACE, :2]
    face = face[np.isfinite(face).all(axis=1)]
    if not len(face):
        return None
    spread = float(np.max(np.ptp(face, axis=0)))
    trunk = points[SHOULDERS, :2].mean(axis=0) - points[HIPS, :2].mean(axis=0)
    length = float(np.hypot(*trunk))
    half = max(HEAD_PER_FACE * spread, HEAD_PER_TRUNK * length if np.isfinite(length) else 0.0, 4.0)
    x, y = face.mean(axis=0).tolist()
    return Face((x, y - 0.15 * half), (half, 1.2 * half))


def faces_of(points: Floats, time_s: Floats) -> list[Face | None]:
    """Find the head in every frame of a clip: points (T, 33, 2+) pixels, time_s (T,).

    Where nobody was seen, the head is somewhere between where it was and where it will be: the
    part that is blurred moves there and grows with the time from either. All None only where
    nobody was ever seen.
    """
    found = [face_of(row) for row in points]
    known = [index for index, face in enumerate(found) if face is not None]
    if not known:
        return found
    result: list[Face | None] = []
    for index in range(len(found)):
        place = int(np.searchsorted(known, index))
        before = known[max(place - 1, 0)]
        after = known[min(place, len(known) - 1)]
        if found[index] is not None:
            result.append(found[index])
        else:
            result.append(_between(found, time_s, index, min(before, after), max(before, after)))
    return result


def grown(face: Face, unseen_s: float) -> Face:
    """Make a head that was last seen a while ago larger."""
    growth = min(1.0 + GROWTH_PER_S * max(unseen_s, 0.0), MOST_GROWTH)
    return Face(face.centre, (face.radii[0] * growth, face.radii[1] * growth))


def _between(
    found: list[Face | None], time_s: Floats, index: int, before: int, after: int
) -> Face | None:
    first, last = found[before], found[after]
    if first is None or last is None:
        return first or last
    away = abs(time_s[index] - time_s[before]), abs(time_s[after] - time_s[index])
    unseen_s = float(min(away))
    if before == after:
        return grown(first, unseen_s)
    share = float(away[0] / (away[0] + away[1]))
    (ax, ay), (bx, by) = first.centre, last.centre
    centre = (ax + share * (bx - ax), ay + share * (by - ay))
    radii = (max(first.radii[0], last.radii[0]), max(first.radii[1], last.radii[1]))
    return grown(Face(centre, radii), unseen_s)
