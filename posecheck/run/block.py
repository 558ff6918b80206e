"""What one process does with its block of a clip: decode, detect, survey, and tell its parent.

This module imports video and numbers, never the model: that comes in as a MakeDetector.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.body import LANDMARK_COUNT
from posecheck.capture.clip import ClipInfo
from posecheck.capture.container import shown
from posecheck.capture.reader import ClipReader, Frame, frames
from posecheck.detect.looks import COLUMNS, SecondLook
from posecheck.detect.mirrored import EVERY, balance
from posecheck.detect.replay import Detector, MakeDetector
from posecheck.detect.smoothing import Unsmoother
from posecheck.detect.subject import Follower, Path
from posecheck.detect.survey import NUM_POSES
from posecheck.errors import DetectorError
from posecheck.run.freed import give_back
from posecheck.run.segments import Piece, Segment

Picture = NDArray[np.uint8]

# Shrinking costs what it saves up to 1920 pixels (measured: 720p 1 ms more, 1080p even), and moves
# landmarks by less than a thousandth of the picture.
LONG_SIDE_PX = 1280
REPORT_FRAMES = 10
# Whatever is done between two runs of the model finds the processor's caches filled by the model,
# and the model finds them filled by it: by turns of 8 to 24 frames one takes 2 to 3.5 % less, and
# of 32 rather than 16 another 6 % where two models take turns as well.
AT_A_TIME = 32


@dataclass(frozen=True, slots=True)
class Job:
    """A block of neighbouring segments of a clip, and which of its frames are wanted for more.

    looks: frames to survey for several people. samples: frames to hand back. paths: where
    everybody is, the subject first, when one among several is to be followed.
    """

    info: ClipInfo
    segments: tuple[Segment, ...]
    looks: frozenset[int] = frozenset()
    samples: frozenset[int] = frozenset()
    paths: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """So many frames more have been detected, warm-ups aside."""

    frames: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """The people (33, 4) that the survey found in a frame."""

    index: int
    people: tuple[NDArray[np.float32], ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A frame handed back: upright RGB (H, W, 3), long side at most LONG_SIDE_PX."""

    index: int
    rgb: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Done:
    """The block is finished; warnings are what reading it met."""

    warnings: tuple[str, ...]


Message = Progress | Sighting | Sample | Piece | Done


def detect_block(job: Job, make: MakeDetector, bundle: bytes) -> Iterator[Message]:
    """Detect a block; every frame is decoded once, and few are kept at a time.

    Raises what reading raises, and DetectorError, naming the clip.
    """
    try:
        with frames(
            job.info,
            start_s=_time_s(job, job.segments[0].warm),
            end_s=_time_s(job, job.segments[-1].end),
            long_side=LONG_SIDE_PX,
        ) as reader:
            yield from _detect(job, reader, make, bundle)
            yield Done(tuple(reader.warnings))
    except DetectorError as error:
        raise DetectorError(f"{shown(job.info.path)}: {error}") from error


def _detect(job: Job, reader: ClipReader, make: MakeDetector, bundle: bytes) -> Iterator[Message]:
    surveyor = _Surveyor(make, bundle)
    tracker: _Tracker | None = None
    told, untold = False, 0
    for segment, together in _in_turns(_by_segment(reader, job.segments)):
        if tracker is None or tracker.segment != segment:
            if tracker is not None:
                yield tracker.finish()
                give_back()  # or a worker grows by 50 MB in seven segments
            tracker = _Tracker(segment, make, bundle, job)
        tracker.detect(together)
        for frame in together:
            if frame.index >= segment.start:
                yield from _extras(job, frame, surveyor)
                untold += 1
        if not told or untold >= REPORT_FRAMES:
            yield Progress(untold)
            told, untold = True, 0
    if tracker is not None:
        yield tracker.finish()
    surveyor.close()
    yield Progress(untold)


def _by_segment(
    frames: Iterable[Frame], segments: Sequence[Segment]
) -> Iterator[tuple[Segment, Frame]]:
    """Give each segment its frames, one segment after the other.

    The warm-up of the next one is held back meanwhile: two trackers at once cost 0.1 GB.
    """
    held: list[Frame] = []
    number = 0
    for frame in frames:
        while frame.index >= segments[number].end:
            number += 1
            while held:
                yield segments[number], held.pop(0)
        yield segments[number], frame
        if number + 1 < len(segments) and frame.index >= segments[number + 1].warm:
            held.append(frame)


def _in_turns(
    frames: Iterable[tuple[Segment, Frame]],
) -> Iterator[tuple[Segment, list[Frame]]]:
    """Gather up to AT_A_TIME frames of a segment: so many are decoded, then so many detected.

    The first one of a segment is not kept waiting: with the very first somebody sees that it
    begins, and few pictures take room while a landmarker is opened.
    """
    gathered: list[Frame] = []
    of: Segment | None = None
    most = 1
    for segment, frame in frames:
        if of is not None and (segment != of or len(gathered) == most):
            yield of, gathered
            gathered, most = [], AT_A_TIME if segment == of else 1
        of = segment
        gathered.append(frame)
    if of is not None:
        yield of, gathered


def _extras(job: Job, frame: Frame, surveyor: _Surveyor) -> Iterator[Message]:
    if frame.index in job.samples:
        yield Sample(frame.index, frame.rgb)
    if frame.index in job.looks:
        yield surveyor.look(frame)


class _Surveyor:
    """Sees several people, each picture by itself; made at the first look, 0.1 s."""

    def __init__(self, make: MakeDetector, bundle: bytes) -> None:
        self._make = make
        self._bundle = bundle
        self._detector: Detector | None = None

    def look(self, frame: Frame) -> Sighting:
        if self._detector is None:
            self._detector = self._make(self._bundle, mode="image", num_poses=NUM_POSES)
        people = self._detector.detect(frame.rgb, _ms(frame.time_s))
        return Sighting(frame.index, tuple(person.astype(np.float32) for person in people))

    def close(self) -> None:
        if self._detector is not None:
            self._detector.close()


class _Tracker:
    """A landmarker of its own for one segment, another for it mirrored, and what they found."""

    def __init__(self, segment: Segment, make: MakeDetector, bundle: bytes, job: Job) -> None:
        self.segment = segment
        self._detector = make(bundle, mode="video", num_poses=1)
        self._mirrored = make(bundle, mode="mirrored", num_poses=1)
        self._following = False  # whether the mirrored one saw somebody when it last looked
        aspect = job.info.width / job.info.height
        self._follower = Follower(job.paths[0], job.paths[1:], aspect) if job.paths else None
        room = segment.end - segment.warm
        self._indices = np.empty(room, np.int64)
        self._landmarks = np.full((room, LANDMARK_COUNT, 4), np.nan, np.float32)
        self._others = np.full_like(self._landmarks, np.nan)
        self._look = SecondLook()
        self._seen = np.full((room, COLUMNS), np.nan, np.float32)
        self._times_ms = np.empty(room, np.int64)
        self._count = 0
        self._last_ms = -1
        self._aspect = aspect

    def detect(self, frames: Sequence[Frame]) -> None:
        people, shown = [], []
        for row, frame in enumerate(frames, self._count):
            rgb, found = self._find(frame)
            people.append(found)
            shown.append(rgb)
            self._indices[row], self._times_ms[row] = frame.index, self._last_ms
            if found is not None:
                self._landmarks[row] = found
        for row, (rgb, found) in enumerate(zip(shown, people, strict=True), self._count):
            if rgb is not None and self._indices[row] % EVERY == 0:
                self._find_mirrored(rgb, row, seen=found is not None)
        for row, (frame, found) in enumerate(zip(frames, people, strict=True), self._count):
            self._seen[row] = self._look(frame.rgb, found, frame.time_s)
        self._count += len(frames)

    def _find_mirrored(self, rgb: Picture, row: int, *, seen: bool) -> None:
        # Where neither sees anybody, looking all over the picture again leads to nothing.
        if seen or self._following:
            people = self._mirrored.detect(rgb, int(self._times_ms[row]))
            self._following = bool(people)
            if people:
                self._others[row] = people[0]

    def finish(self) -> Piece:
        self._detector.close()
        self._unsmooth(self._landmarks)
        self._mirrored.close()
        self._unsmooth(self._others, EVERY)
        balance(self._landmarks, self._others, self._aspect)
        found = slice(self._count)
        return Piece(self.segment, self._indices[found], self._landmarks[found], self._seen[found])

    def _unsmooth(self, landmarks: NDArray[np.float32], every: int = 1) -> None:
        # All at once: a frame at a time, between runs of the model, takes four times as long.
        raw = Unsmoother()
        for row in np.flatnonzero(self._indices[: self._count] % every == 0).tolist():
            found = landmarks[row]
            seen = None if np.isnan(found[0, 0]) else found.astype(np.float64)
            unsmoothed = raw(seen, int(self._times_ms[row]), self._aspect)
            if unsmoothed is not None:
                landmarks[row] = unsmoothed

    def _find(self, frame: Frame) -> tuple[Picture | None, NDArray[np.float64] | None]:
        """Detect in a frame; gives what was shown to the detector as well."""
        # Two frames within one millisecond: the later one counts as a millisecond later.
        self._last_ms = max(_ms(frame.time_s), self._last_ms + 1)
        rgb: Picture | None = frame.rgb
        if self._follower is not None:
            rgb = self._follower.show(frame.rgb, frame.time_s)
        people = [] if rgb is None else self._detector.detect(rgb, self._last_ms)
        found = people[0] if people else None
        if self._follower is not None:
            self._follower.saw(found, frame.time_s)
        return rgb, found


def _ms(time_s: float) -> int:
    return round(time_s * 1000)


def _time_s(job: Job, index: int) -> float | None:
    times_s = job.info.times_s
    return float(times_s[index]) if index < len(times_s) else None
