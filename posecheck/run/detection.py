"""The way from a clip or a photo to a Track, on all cores, with the same bytes on any of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from posecheck.capture.clip import ClipInfo, probe
from posecheck.capture.container import shown
from posecheck.detect.bundle import LoadedBundle
from posecheck.detect.replay import MakeDetector
from posecheck.detect.scene import Scene, survey
from posecheck.detect.subject import Path
from posecheck.detect.survey import look_at
from posecheck.errors import SourceError
from posecheck.run.block import Done, Job, Progress, Sample, Sighting
from posecheck.run.segments import Piece, Segment, blocks, cut, join
from posecheck.run.workers import Workers
from posecheck.track import Track, from_normalised

Floats = NDArray[np.float64]
Report = Callable[[int, int], None]

SAMPLES = 8
DECODED_PX = 2e7  # pixels that can be decoded in the time it takes to detect one frame
LOST_S = 0.4  # a tracker that lost the subject for less is not sent after them again


@dataclass(frozen=True, slots=True)
class DetectionSettings:
    """What to detect with, and where.

    workers: processes, None for one per usable core. start_s, end_s: the part of the clip.
    subject: the person meant, counted from the left from 1; None to choose. make: a detector in
    place of MediaPipe.
    """

    bundle: LoadedBundle
    workers: int | None = None
    start_s: float | None = None
    end_s: float | None = None
    subject: int | None = None
    make: MakeDetector | None = None


@dataclass(frozen=True, slots=True)
class DetectedClip:
    """A clip's track, what the file is, what the user should know, and a few of its frames.

    The track's channel `subject` (T,) is 0 where the person found may not be the one meant.
    """

    track: Track
    info: ClipInfo
    warnings: tuple[str, ...]
    samples: tuple[Sample, ...] = field(default=(), repr=False)


def detect_clip(
    path: str | os.PathLike[str],
    settings: DetectionSettings,
    progress: Report | None = None,
    workers: Workers | None = None,
) -> DetectedClip:
    """Detect one person in a clip.

    progress: called with frames done and frames in all, first when the first frame is detected.
    workers: processes to use for several clips; by default they live as long as the call.
    Raises SourceError and DetectorError as reading and detecting do, and SourceError where
    `subject` or the part asked for is not in the clip.
    """
    own = Workers(settings.bundle.content, settings.workers, settings.make)
    with own if workers is None else nullcontext(workers) as pool:
        info = probe(path)
        first, stop = _part(info, settings)
        found = _Found(pool, _Meter(progress, stop - first))
        found.detect(info, cut(first, stop), first + look_at(info.times_s[first:stop]))
        indices, scene = _scene(found, info, settings)
        if len(scene.people) > 1:
            scene = _followed(scene, found, info, indices)
    warnings = [*info.warnings, *found.warnings, *_people_warnings(scene, settings)]
    return DetectedClip(
        track=_track(scene, info, settings),
        info=info,
        warnings=tuple(dict.fromkeys(warnings)),
        samples=tuple(found.samples[index] for index in sorted(found.samples)),
    )


def _part(info: ClipInfo, settings: DetectionSettings) -> tuple[int, int]:
    """The frames asked for: the first one, and the one after the last."""
    start_s, end_s = settings.start_s, settings.end_s
    first = 0 if start_s is None else int(np.searchsorted(info.times_s, start_s))
    stop = info.frames if end_s is None else int(np.searchsorted(info.times_s, end_s))
    if first >= stop:
        raise SourceError(
            f"{shown(info.path)}: no frame lies in the part asked for; the clip lasts "
            f"{info.duration_s:.1f} s, correct --start and --end"
        )
    return first, stop


def _scene(
    found: _Found, info: ClipInfo, settings: DetectionSettings
) -> tuple[NDArray[np.int64], Scene]:
    indices, landmarks = found.joined()
    if not len(indices):
        raise SourceError(
            f"{shown(info.path)}: not one picture of it can be decoded; copy or export it again"
        )
    rows = {int(index): row for row, index in enumerate(indices)}
    sightings = {
        rows[index]: sighting.people for index, sighting in found.sightings.items() if index in rows
    }
    wanted = None if settings.subject is None else settings.subject - 1
    scene = survey(info.times_s[indices], landmarks, info.width / info.height, sightings, wanted)
    if wanted is not None and not 0 <= wanted < len(scene.people):
        seen = len(scene.people)
        remedy = f"give --subject 1 to {seen}" if seen > 1 else "leave --subject out"
        raise SourceError(
            f"{shown(info.path)}: no person number {settings.subject}, "
            f"{_count(seen)} seen; {remedy}"
        )
    return indices, scene


def _followed(scene: Scene, found: _Found, info: ClipInfo, indices: NDArray[np.int64]) -> Scene:
    """Send the tracker after the subject again in those segments where it lost them."""
    lost = indices[_lasting(scene.astray(), scene.time_s)]
    segments = [piece.segment for _, piece in sorted(found.pieces.items())]
    again = [s for s in segments if np.any((lost >= s.start) & (lost < s.end))]
    if not again:
        return scene
    found.follow(info, again, scene.path())
    return scene.retracked(found.joined()[1])


def _lasting(flags: NDArray[np.bool_], time_s: Floats) -> NDArray[np.bool_]:
    """Keep only runs (T,) that last LOST_S."""
    kept = np.zeros_like(flags)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    for start, stop in edges.reshape(-1, 2):
        if time_s[stop - 1] - time_s[start] >= LOST_S:
            kept[start:stop] = True
    return kept


def _people_warnings(scene: Scene, settings: DetectionSettings) -> list[str]:
    if scene.subject is None:
        return ["nobody was found in the clip"] if not scene.found.any() else []
    sentences = []
    if len(scene.people) > 1:
        why = "as asked" if settings.subject else "who is there longest, largest and most central"
        sentences.append(
            f"{_count(len(scene.people))} seen; judged number {scene.subject + 1} from the left, "
            f"{why}; choose with --subject N"
        )
    unsure = scene.astray().mean()
    if len(scene.people) > 1 and unsure >= 0.005:
        sentences.append(
            f"in {unsure:.0%} of the frames the subject could not be told from others; "
            "these are not judged"
        )
    return sentences


def _count(people: int) -> str:
    return "1 person" if people == 1 else f"{people or 'no'} people"


def _track(scene: Scene, info: ClipInfo, settings: DetectionSettings) -> Track:
    landmarks = scene.landmarks.copy()
    landmarks[scene.whose == -1, :, :3] = np.nan
    points = from_normalised(landmarks, info.width / info.height)
    points[..., 3] = np.where(np.isfinite(points[..., 0]), points[..., 3], 0.0)
    return Track(
        points=points,
        time_s=scene.time_s,
        size_px=(info.width, info.height),
        channels={"subject": scene.sure.astype(np.float64)},
        meta={"source": info.path.name, "model": settings.bundle.name},
    )


def _skip_cost(info: ClipInfo) -> float:
    return info.coded_size[0] * info.coded_size[1] / DECODED_PX


class _Meter:
    """Adds up progress for the caller."""

    def __init__(self, report: Report | None, total: int) -> None:
        self._report = report
        self._done, self.total = 0, total

    def add(self, frames: int) -> None:
        self._done = min(self._done + frames, self.total)
        if self._report is not None:
            self._report(max(self._done, 1), self.total)


class _Found:
    """What the workers have found so far in one clip."""

    def __init__(self, pool: Workers, meter: _Meter) -> None:
        self.pieces: dict[int, Piece] = {}
        self.sightings: dict[int, Sighting] = {}
        self.samples: dict[int, Sample] = {}
        self.warnings: list[str] = []
        self._pool = pool
        self._meter = meter

    def detect(self, info: ClipInfo, segments: Sequence[Segment], looks: NDArray[np.int64]) -> None:
        """Detect segments, taking a look for several people at some frames."""
        chosen = np.linspace(0, len(looks) - 1, min(SAMPLES, len(looks))).round().astype(int)
        whole = Job(info, (), frozenset(looks.tolist()), frozenset(looks[chosen].tolist()))
        self._run(whole, segments)

    def joined(self) -> tuple[NDArray[np.int64], Floats]:
        """Indices (T,) and landmarks (T, 33, 4) of everything detected."""
        return join([self.pieces[start] for start in sorted(self.pieces)])

    def follow(self, info: ClipInfo, segments: Sequence[Segment], path: Path) -> None:
        """Detect segments once more, keeping to the subject's path."""
        self._meter.total += sum(segment.end - segment.start for segment in segments)
        self._run(Job(info, (), path=path), segments)

    def _run(self, job: Job, segments: Sequence[Segment]) -> None:
        cost = 0.0 if len(job.info.keyframes) > len(segments) else _skip_cost(job.info)
        shares = blocks(segments, self._pool.count, cost)
        for message in self._pool.run([replace(job, segments=share) for share in shares]):
            match message:
                case Progress():
                    self._meter.add(message.frames)
                case Piece():
                    self.pieces[message.segment.start] = message
                case Sighting():
                    self.sightings[message.index] = message
                case Sample():
                    self.samples[message.index] = message
                case Done():
                    self.warnings += message.warnings
