"""What a clip turned out to show: who is in it, who is meant, and which frames show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from posecheck.detect.outline import Outline, outline, tracklets
from posecheck.detect.subject import Path, Signs, allegiance, path_of
from posecheck.detect.survey import Look, Person, believed, find_people, rank

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scene:
    """A clip's people, from left to right, and a tracker's path through the clip.

    time_s: (T,), landmarks: (T, 33, 4) normalised, as the tracker found them. subject: which of
    the people is meant, None where there is nobody. whose: (T,) 1 where the tracker is on the
    subject, -1 where it is on somebody else, 0 where that is unclear or nobody was found.
    takeovers: frames from which on another tracker went on, perhaps with somebody else.
    """

    time_s: Floats
    landmarks: Floats
    aspect: float
    looks: tuple[Look, ...]
    people: tuple[Person, ...]
    subject: int | None
    whose: Signs
    takeovers: tuple[int, ...] = ()

    @property
    def found(self) -> Bools:
        """The frames (T,) in which the tracker found anybody."""
        found: Bools = np.isfinite(self.landmarks[:, 0, 0])
        return found

    @property
    def sure(self) -> Bools:
        """The frames (T,) in which nothing speaks against the subject; all without anybody."""
        sure: Bools = ~self.found | (self.whose == 1)
        return sure

    def astray(self) -> Bools:
        """Frames (T,) in which the subject is there and the tracker is not surely on them."""
        if self.subject is None:
            return np.zeros(len(self.time_s), np.bool_)
        looks = self.people[self.subject].looks
        first_s, last_s = (self.looks[looks[end]].time_s for end in (0, -1))
        there = (self.time_s >= first_s) & (self.time_s <= last_s)
        lost: Bools = there & (self.whose != 1)
        return lost

    def paths(self) -> tuple[Path, ...]:
        """Where everybody was, the subject first."""
        track = outline(self.landmarks, self.aspect)
        nobody = np.zeros(len(self.time_s), np.bool_)
        return tuple(
            path_of(
                person,
                self.looks,
                track,
                self.whose == 1 if number == self.subject else nobody,
                self.time_s,
            )
            for number, person in sorted(
                enumerate(self.people), key=lambda numbered: numbered[0] != self.subject
            )
        )

    def retracked(self, landmarks: Floats, takeovers: Sequence[int] = ()) -> Scene:
        """The same people, with what a second attempt at following the subject found."""
        fresh = replace(self, landmarks=landmarks, takeovers=tuple(takeovers))
        return replace(fresh, whose=_whose(fresh))


def survey(
    time_s: Floats,
    landmarks: Floats,
    aspect: float,
    sightings: Mapping[int, Sequence[NDArray[np.floating]]],
    wanted: int | None = None,
    takeovers: Sequence[int] = (),
) -> Scene:
    """Make out who is in a clip and who is meant.

    sightings: the people found in some rows of the track, (33, 4) each. wanted: the person meant,
    counted from the left from 0; None chooses who is there longest, largest and most central.
    Where nobody is seen twice, everything found is the subject's. A number there is nobody for
    gives a scene whose subject is that number all the same; the caller refuses it.
    """
    track = outline(landmarks, aspect)
    looks = tuple(
        Look(row, float(time_s[row]), _outlines(sightings[row], aspect))
        for row in sorted(sightings)
    )
    people = find_people(looks, track, tracklets(track, time_s, takeovers))
    weights = rank(people, len(looks), aspect)
    subject = (int(np.argmax(weights)) if weights else None) if wanted is None else wanted
    whose = np.ones(len(time_s), np.int8)
    scene = Scene(time_s, landmarks, aspect, looks, people, subject, whose, tuple(takeovers))
    return replace(scene, whose=_whose(scene))


def _outlines(people: Sequence[NDArray[np.floating]], aspect: float) -> tuple[Outline, ...]:
    return tuple(outline(person, aspect) for person in believed(people))


def _whose(scene: Scene) -> Signs:
    if scene.subject is None or scene.subject >= len(scene.people):
        return scene.found.astype(np.int8)
    others = [person for n, person in enumerate(scene.people) if n != scene.subject]
    track = outline(scene.landmarks, scene.aspect)
    subject = scene.people[scene.subject]
    span = tracklets(track, scene.time_s, scene.takeovers)
    return allegiance(track, span, scene.time_s, subject, others, scene.looks)
