"""Where a person is in the picture, roughly: enough to tell people apart and to follow one.

Lengths are image heights from the upper left corner, y down; x_n of MediaPipe times the aspect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TORSO = [11, 12, 23, 24]
SAME = 0.2  # sizes between two torsos of one picture that belong to one person seen twice
# Nobody moves faster, 12 m/s for an adult; a tracker that does has gone over to somebody else.
SPEED = 7.0  # sizes a second
STEP = 0.35  # sizes between two frames: what a tracker's own error may add
GROWTH = 1.8  # ratio of sizes between two frames


@dataclass(frozen=True, slots=True)
class Outline:
    """A person's torso centre (..., 2), the box around all landmarks (..., 4) and its diagonal.

    box: left, top, right, bottom, beyond the picture where landmarks are. NaN where nobody is.
    """

    centre: Floats
    box: Floats
    size: Floats

    def __getitem__(self, row: int | slice | NDArray[np.int64]) -> Outline:
        """Give the outline in one or several frames."""
        return Outline(self.centre[row], self.box[row], self.size[row])


def outline(landmarks: NDArray[np.floating], aspect: float) -> Outline:
    """Work out outlines from normalised landmarks (..., 33, 4) of a picture of that aspect."""
    place = landmarks[..., :2].astype(np.float64) * (aspect, 1.0)
    low, high = place.min(axis=-2), place.max(axis=-2)
    box = np.concatenate([low, high], axis=-1)
    return Outline(
        centre=place[..., TORSO, :].mean(axis=-2),
        box=box,
        size=np.asarray(np.linalg.norm(high - low, axis=-1)),
    )


def distance(a: Outline, b: Outline) -> float:
    """How far apart two people are, in sizes of the larger; infinite where nobody is."""
    apart = np.linalg.norm(a.centre - b.centre) / max(a.size, b.size)
    return float(apart) if np.isfinite(apart) else np.inf


def distinct(people: Sequence[Outline]) -> list[int]:
    """Indices of people who are no second detection of an earlier one."""
    kept: list[int] = []
    for number, person in enumerate(people):
        if all(distance(person, people[other]) > SAME for other in kept):
            kept.append(number)
    return kept


def tracklets(track: Outline, time_s: Floats, takeovers: Sequence[int] = ()) -> NDArray[np.int64]:
    """Number the spans (T,) over which a tracker stayed with one person, from 0; -1 for nobody.

    A span ends at a frame without anybody, at a leap no person can make, and before the frames
    named in `takeovers`.
    """
    found = np.isfinite(track.size)
    step = np.linalg.norm(np.diff(track.centre, axis=0), axis=-1)
    larger = np.maximum(track.size[1:], track.size[:-1])
    ratio = larger / np.minimum(track.size[1:], track.size[:-1])
    reach = np.maximum(STEP, SPEED * np.diff(time_s)) * larger
    broken = ~(found[1:] & found[:-1]) | (step > reach) | (ratio > GROWTH)
    starts = found & np.concatenate([[True], broken])[: len(found)]
    starts[list(takeovers)] = found[list(takeovers)]
    return np.where(found, np.cumsum(starts) - 1, -1)
