"""Keeping a tracker on one person among several, and telling where that failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.detect.outline import Outline, distance, outline
from posecheck.detect.survey import INTERVAL_S, Look, Person

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Signs = NDArray[np.int8]

MARGIN = 0.25  # sizes left around a person who is being followed
SEARCH = 0.4  # sizes left around where one is expected, others blackened
OWN = 0.05  # sizes around a box that still show nobody but its person
ASTRAY, DRIFT = 0.35, 1.5  # sizes, and sizes a second from the nearest sighting, one may be off
MINE = 0.25  # sizes between the torsos of one person, as the tracker and a look see them


@dataclass(frozen=True, slots=True)
class Path:
    """Where the subject was seen: time_s (K,) increasing, centre (K, 2) and box (K, 4)."""

    time_s: Floats
    centre: Floats
    box: Floats

    def at(self, time_s: float) -> Outline | None:
        """Where the subject is expected; None before they came and after they left."""
        if not self.time_s[0] - INTERVAL_S <= time_s <= self.time_s[-1] + INTERVAL_S:
            return None
        centre, box = (
            np.array([np.interp(time_s, self.time_s, column) for column in columns.T])
            for columns in (self.centre, self.box)
        )
        return Outline(centre, box, np.asarray(np.hypot(box[2] - box[0], box[3] - box[1])))

    def gap_s(self, time_s: float) -> float:
        """How far in time the nearest sighting is."""
        return float(np.abs(self.time_s - time_s).min())


class Follower:
    """Says which part of each picture to show to a tracker so that it stays with one person.

    The rest is blackened, not cut off: coordinates stay those of the whole picture, which the
    tracker needs to go on from one frame to the next.
    """

    def __init__(self, path: Path, rivals: Sequence[Path], aspect: float) -> None:
        self._path = path
        self._rivals = rivals
        self._aspect = aspect
        self._last: Outline | None = None

    def show(self, rgb: NDArray[np.uint8], time_s: float) -> NDArray[np.uint8] | None:
        """Blacken all but the surroundings of the subject (H, W, 3); None when they are away."""
        if self._last is not None:
            return spotlight(rgb, self._last, MARGIN)
        expected = self._path.at(time_s)
        if expected is None:
            return None
        shown = spotlight(rgb, expected, SEARCH)
        own = spotlight(rgb, expected, OWN)
        for rival in self._expected_rivals(time_s):
            place = _window(rival, rgb, OWN)
            shown[place] = own[place]
        return shown

    def saw(self, landmarks: NDArray[np.floating] | None, time_s: float) -> None:
        """Take note of what the tracker found, (33, 4) or nobody."""
        self._last = None
        expected = self._path.at(time_s)
        if landmarks is None or expected is None:
            return
        found = outline(landmarks, self._aspect)
        off = distance(found, expected)
        rivals = [distance(found, rival) for rival in self._expected_rivals(time_s)]
        if off <= min([_allowed(self._path, time_s), *rivals]):
            self._last = found

    def _expected_rivals(self, time_s: float) -> list[Outline]:
        expected = [rival.at(time_s) for rival in self._rivals]
        return [rival for rival in expected if rival is not None]


def spotlight(rgb: NDArray[np.uint8], person: Outline, margin: float) -> NDArray[np.uint8]:
    """Copy a picture (H, W, 3) with everything black but a person's box and a margin in sizes."""
    place = _window(person, rgb, margin)
    result = np.zeros_like(rgb)
    result[place] = rgb[place]
    return result


def path_of(
    person: Person, looks: Sequence[Look], track: Outline, sure: Bools, time_s: Floats
) -> Path:
    """Gather where a person was: in the looks, and wherever the tracker surely was on them."""
    seen = {
        looks[number].time_s: spot for number, spot in zip(person.looks, person.seen, strict=True)
    }
    seen |= {float(time_s[row]): track[int(row)] for row in np.flatnonzero(sure)}
    times = sorted(seen)
    return Path(
        np.array(times),
        np.array([seen[time].centre for time in times]),
        np.array([seen[time].box for time in times]),
    )


def allegiance(
    track: Outline,
    span: NDArray[np.int64],
    time_s: Floats,
    subject: Person,
    others: Sequence[Person],
    looks: Sequence[Look],
) -> Signs:
    """Tell whose each frame (T,) of a track is: 1 the subject's, -1 somebody else's, 0 unclear.

    span: (T,) the track's spans without leaps, see posecheck.detect.outline.tracklets. A span
    belongs to whom the looks within it see there; between a look that sees the subject and one
    that sees another it is unclear. A span between looks belongs to the subject when it lies
    where they must have been; also, where nobody else is ever seen, when it comes out of frames
    without anybody and not by a leap from another span.
    """
    votes = _votes(track, span, subject, others, looks)
    whose = np.zeros(len(time_s), np.int8)
    for number in range(int(span.max(initial=-1)) + 1):
        rows = np.flatnonzero(span == number)
        cast = [(row, vote) for row, vote in votes if span[row] == number]
        if cast:
            whose[rows] = _between(rows, cast)
    path = path_of(subject, looks, track, whose == 1, time_s)
    for number in sorted(set(span[span >= 0].tolist()) - {int(span[row]) for row, _ in votes}):
        rows = np.flatnonzero(span == number)
        alone = not others and _stands_apart(span, rows)
        if alone or _plausible(track, rows, time_s, path):
            whose[rows] = 1
    return whose


def _votes(
    track: Outline,
    span: NDArray[np.int64],
    subject: Person,
    others: Sequence[Person],
    looks: Sequence[Look],
) -> list[tuple[int, int]]:
    """The rows of the looks that say whom the tracker is on, with 1 or -1."""
    votes = []
    for number, look in enumerate(looks):
        if span[look.row] >= 0:
            tracked = track[look.row]
            near = _nearness(tracked, subject, number)
            rival = min((_nearness(tracked, other, number) for other in others), default=np.inf)
            if min(near, rival) <= MINE:
                votes.append((look.row, 1 if near <= rival else -1))
    return votes


def _between(rows: NDArray[np.int64], votes: Sequence[tuple[int, int]]) -> Signs:
    """Give each row the vote before and after it where these agree, 0 where they do not."""
    places = np.array([row for row, _ in votes])
    signs = np.array([sign for _, sign in votes], np.int8)
    after = np.searchsorted(places, rows)
    following = signs[np.minimum(after, len(signs) - 1)]
    preceding = signs[np.maximum(after - 1, 0)]
    return np.where(following == preceding, following, 0).astype(np.int8)


def _stands_apart(span: NDArray[np.int64], rows: NDArray[np.int64]) -> bool:
    """Whether nobody was found before and after a span, or the clip begins or ends with it."""
    before, after = rows[0] - 1, rows[-1] + 1
    return bool((before < 0 or span[before] < 0) and (after == len(span) or span[after] < 0))


def _plausible(track: Outline, rows: NDArray[np.int64], time_s: Floats, path: Path) -> bool:
    for row in (rows[0], rows[-1]):
        now_s = float(time_s[row])
        expected = path.at(now_s)
        if expected is None or distance(track[row], expected) > _allowed(path, now_s):
            return False
    return True


def _allowed(path: Path, time_s: float) -> float:
    return ASTRAY + DRIFT * path.gap_s(time_s)


def _nearness(tracked: Outline, person: Person, look: int) -> float:
    if look not in person.looks:
        return np.inf
    return distance(tracked, person.seen[person.looks.index(look)])


def _window(person: Outline, rgb: NDArray[np.uint8], margin: float) -> tuple[slice, slice]:
    """The rows and columns of a person's box and a margin in sizes."""
    height, width = rgb.shape[:2]
    left, top, right, bottom = person.box * height
    room = margin * float(person.size) * height
    return (
        slice(_pixel(top - room, height), _pixel(bottom + room, height)),
        slice(_pixel(left - room, width), _pixel(right + room, width)),
    )


def _pixel(place: float, limit: int) -> int:
    return int(min(max(place, 0), limit))
