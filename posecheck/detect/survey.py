"""Who is in a clip, and whose posture is meant: decided from a sparse look at all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from posecheck.detect.outline import SAME, Outline, distance, distinct

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

INTERVAL_S = 6.0  # a look costs as much as two frames: 1 % of a clip at 30 frames a second
DENSEST_S = 0.2
LOOKS = 8  # aimed at in a clip too short for the interval
NUM_POSES = 4
REACH, PACE = 0.6, 2.0  # sizes, and sizes a second, somebody may be from where they were last seen
RATIO = 2.0  # of sizes between two looks
BODY_SEEN = 0.5  # mean visibility of a torso below which a detection is a coat on a chair
OFF_CENTRE = 0.5  # what standing at the very edge takes off a person's weight


@dataclass(slots=True)
class Person:
    """Somebody, and the looks (indices into the survey) and outlines in which they were seen."""

    looks: list[int] = field(default_factory=list)
    seen: list[Outline] = field(default_factory=list)
    tracklets: set[int] = field(default_factory=set)

    def add(self, look: int, seen: Outline, tracklet: int) -> None:
        """Note a sighting; tracklet -1 where the tracker was not on this person."""
        self.looks.append(look)
        self.seen.append(seen)
        if tracklet >= 0:
            self.tracklets.add(tracklet)


@dataclass(frozen=True, slots=True)
class Look:
    """One picture of the survey: its row in the track, its time, and the people found in it."""

    row: int
    time_s: float
    people: tuple[Outline, ...]


def look_at(times_s: Floats) -> Indices:
    """Choose which frames of a clip to survey, from their times (T,) alone; ascending indices."""
    if not len(times_s):
        return np.empty(0, np.int64)
    length_s = float(times_s[-1] - times_s[0])
    interval_s = min(INTERVAL_S, max(DENSEST_S, length_s / LOOKS))
    moments = times_s[0] + interval_s * (np.arange(int(length_s / interval_s) + 1) + 0.5)
    moments[-1] = min(moments[-1], times_s[-1])
    return np.unique(np.searchsorted(times_s, moments))


def believed(people: Sequence[NDArray[np.floating]]) -> list[NDArray[np.floating]]:
    """Leave out detections (33, 4) whose torso is hardly visible."""
    torso = [11, 12, 23, 24]
    return [person for person in people if person[torso, 3].mean() >= BODY_SEEN]


def find_people(
    looks: Sequence[Look], track: Outline, tracklet: NDArray[np.int64]
) -> tuple[Person, ...]:
    """Tell who is seen in a clip, from left to right as they stand in the fullest look.

    track, tracklet: (T,) of the tracker that followed one of them through every frame; it links
    what the looks saw, and sees people the looks missed. Somebody seen once in many looks is
    nobody. An empty tuple: no person.
    """
    people: list[Person] = []
    owner: dict[int, Person] = {}
    for number, look in enumerate(looks):
        seen = _seen(look, track, tracklet)
        for person, (outline, span) in _matched(people, owner, seen, number, looks):
            person.add(number, outline, span)
            if span >= 0:
                owner[span] = person
    enough = 1 if len(looks) <= 3 else 2
    known = [person for person in people if len(person.looks) >= enough] or people[:1]
    fullest = fullest_look(known)
    return tuple(sorted(known, key=lambda person: _place_in(person, fullest)))


def fullest_look(people: Sequence[Person]) -> int:
    """Give the first look that shows everybody, or the most of them; by it they are numbered.

    A picture can be looked up, and somebody in it counted; where people mostly are cannot.
    """
    shown = Counter(look for person in people for look in person.looks)
    return min(shown, key=lambda look: (-shown[look], look), default=0)


def _place_in(person: Person, look: int) -> float:
    """How far to the right somebody is in a look, or in the nearest that shows them."""
    nearest = min(range(len(person.looks)), key=lambda i: abs(person.looks[i] - look))
    return float(person.seen[nearest].centre[0])


def rank(people: Sequence[Person], looks: int, aspect: float) -> list[float]:
    """Weigh people by how long they are there, how large and how central; the subject has most."""
    weights = []
    for person in people:
        size = float(np.median([seen.size for seen in person.seen]))
        off_centre = abs(_place(person) - aspect / 2) / (aspect / 2)
        presence = len(person.looks) / max(looks, 1)
        weights.append(presence * size * (1 - OFF_CENTRE * min(off_centre, 1.0)))
    return weights


def _place(person: Person) -> float:
    return float(np.median([seen.centre[0] for seen in person.seen]))


def _seen(look: Look, track: Outline, tracklet: Indices) -> list[tuple[Outline, int]]:
    """Everybody in a look, each once, with the tracklet that is on them (-1: none)."""
    people = [look.people[number] for number in distinct(look.people)]
    seen = [(person, -1) for person in people]
    tracked, span = track[look.row], int(tracklet[look.row])
    if span >= 0:
        apart = [distance(tracked, person) for person in people]
        if apart and min(apart) <= SAME:
            nearest = int(np.argmin(apart))
            seen[nearest] = (people[nearest], span)
        else:
            seen.append((tracked, span))
    return seen


def _matched(
    people: list[Person],
    owner: dict[int, Person],
    seen: list[tuple[Outline, int]],
    number: int,
    looks: Sequence[Look],
) -> list[tuple[Person, tuple[Outline, int]]]:
    """Say who each one seen is: by tracklet first, then the nearest who can have come so far."""
    matches = [(owner[found[1]], found) for found in seen if found[1] in owner]
    rest = [found for found in seen if found[1] not in owner]
    now_s = looks[number].time_s
    costs = sorted(
        (distance(person.seen[-1], outline) / _reach(now_s - looks[person.looks[-1]].time_s), i, j)
        for i, person in enumerate(people)
        for j, (outline, _) in enumerate(rest)
        if 1 / RATIO < person.seen[-1].size / outline.size < RATIO
    )
    taken = {id(person) for person, _ in matches}
    for cost, i, j in costs:
        found = rest[j]
        if cost <= 1 and id(people[i]) not in taken and not any(found is m[1] for m in matches):
            matches.append((people[i], found))
            taken.add(id(people[i]))
    for found in rest:
        if not any(found is match[1] for match in matches):
            people.append(Person())
            matches.append((people[-1], found))
    return matches


def _reach(gap_s: float) -> float:
    return REACH + PACE * gap_s
