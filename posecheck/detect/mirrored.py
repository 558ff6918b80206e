"""Looking at somebody both as they are and mirrored: the model has a better side.

Who leans forward facing left is read as leaning by 0.82 of it, the same pictures mirrored by 0.93.
Which side is the better one differs from movement to movement, so the mean of both is taken.

A photo is looked at twice. On 30 to 60 drawn pictures a row, from either side, that brought the
error left after its mean from 1.5 and 0.9 to 1.0 and 1.1 degrees in the lean of the trunk, from 1.4
and 1.0 to 1.1 and 0.8 in the line of a plank, and by a quarter in the ear against the shoulder;
knees read as before.

In a clip and live every second picture is looked at mirrored, by a tracker of its own: the two
differ by little that changes from one picture to the next. The trunk against quiet standing came
from 2.0 to 1.4 degrees (all pictures mirrored: 1.3), in a stride from 1.9 to 1.2, with the arms
raised at a wall from 2.5 to 1.4 (docs/accuracy.md). A tracker that sees less lags: with every third
of 30 pictures a second a good morning reads 2.8 degrees amiss for 2.3, with every fourth of 60 the
knee of a runner 3.1 for 2.7.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from posecheck.body import LANDMARK_COUNT, LEFT_INDICES, RIGHT_INDICES
from posecheck.detect.outline import SAME, distance, outline
from posecheck.detect.patches import Pixels, flipped
from posecheck.detect.replay import Detector
from posecheck.detect.smoothing import FEET

People = list[NDArray[np.float64]]
Found = TypeVar("Found", bound=NDArray[np.floating])

EVERY = 2  # pictures of a clip or a camera of which one is looked at mirrored too
APART = 0.05  # sizes of the person by which two looks may differ: 2 at most where both are right
SETTLING = 0.25  # what a live look counts for against those before it: about a third of a second

# Heels and toes keep their height: steps are timed by it, and the model smooths it, twice as long
# where every second picture is seen.
_LEVEL = frozenset(range(LANDMARK_COUNT)[FEET])


def detect_both_ways(detector: Detector, rgb: Pixels) -> People:
    """Find the people (33, 4) of a picture (H, W, 3), each landmark in the mean of two looks.

    Who is seen is decided by the picture as it is. A landmark that the looks put further apart than
    APART stays where that one put it: one of them took left for right, or guessed.
    """
    people = detector.detect(rgb)
    others = [unmirrored(person) for person in detector.detect(flipped(rgb))]
    aspect = rgb.shape[1] / rgb.shape[0]
    return [_mean(person, others, aspect) for person in people]


def unmirrored(found: Found) -> Found:
    """Give landmarks (..., 33, 4) of a mirrored picture as they lie in the picture itself."""
    turned = found.copy()
    turned[..., LEFT_INDICES, :] = found[..., RIGHT_INDICES, :]
    turned[..., RIGHT_INDICES, :] = found[..., LEFT_INDICES, :]
    turned[..., 0] = 1 - turned[..., 0]
    return turned


def balance(landmarks: NDArray[np.floating], others: NDArray[np.floating], aspect: float) -> None:
    """Move the landmarks (T, 33, 4) of a clip half way to where mirrored looks put them, in place.

    others: what those found, NaN in frames without one. By how much the two differ is
    taken to change evenly from look to look; a look that differs by more than APART is none. Where
    there is none at all everything stays, and so do the heights of heels and toes.
    """
    frames = np.arange(len(landmarks))
    apart = others[..., :3] - landmarks[..., :3]
    near = _agreed(apart, outline(landmarks, aspect).size, aspect)
    for index in range(LANDMARK_COUNT):
        agreed = np.flatnonzero(near[:, index])
        if len(agreed):
            for axis in (0, 2) if index in _LEVEL else (0, 1, 2):
                moved = np.interp(frames, agreed, apart[agreed, index, axis]) / 2
                landmarks[:, index, axis] += moved.astype(landmarks.dtype)


class LiveBalance:
    """Moves the landmarks of one live picture after the other; carries how far lately."""

    def __init__(self) -> None:
        self._apart = np.zeros((LANDMARK_COUNT, 3))
        self._known = np.zeros(LANDMARK_COUNT, np.bool_)

    def __call__(
        self, found: NDArray[np.float64], other: NDArray[np.floating] | None, aspect: float
    ) -> None:
        """Move landmarks (33, 4) in place. other: of the same picture mirrored, if looked at."""
        if other is not None:
            apart = other[:, :3] - found[:, :3]
            agreed = _agreed(apart, outline(found, aspect).size, aspect)
            apart[FEET, 1] = 0.0
            share = np.where(self._known, SETTLING, 1.0)[:, None]
            self._apart[agreed] += (share * (apart - self._apart))[agreed]
            self._known |= agreed
        found[:, :3] += self._apart / 2

    def reset(self) -> None:
        """Forget what was: somebody else may come."""
        self._apart[:], self._known[:] = 0.0, False


def _mean(person: NDArray[np.float64], others: People, aspect: float) -> NDArray[np.float64]:
    here = outline(person, aspect)
    near = [other for other in others if distance(here, outline(other, aspect)) <= SAME]
    if not near:
        return person
    other = min(near, key=lambda one: distance(here, outline(one, aspect)))
    agreed = _agreed(other - person, here.size, aspect)
    return np.where(agreed[:, None], (person + other) / 2, person)


def _agreed(
    apart: NDArray[np.floating], size: float | NDArray[np.float64], aspect: float
) -> NDArray[np.bool_]:
    """Tell where two looks agree (..., 33) from how far they put landmarks apart (..., 33, 3).

    size: of the person (...), see APART; what only one of them saw does not agree.
    """
    far = np.hypot(apart[..., 0] * aspect, apart[..., 1])
    return np.asarray(far <= APART * np.asarray(size)[..., None])
