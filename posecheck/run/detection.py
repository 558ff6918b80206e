"""The way from a clip or a photo to a Track, on all cores, with the same bytes on any of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing, nullcontext
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from posecheck.capture.clip import ClipInfo, probe
from posecheck.capture.container import shown
from posecheck.detect.bundle import LoadedBundle
from posecheck.detect.landmarker import Landmarker
from posecheck.detect.looks import SecondLook
from posecheck.detect.mirrored import detect_both_ways
from posecheck.detect.outline import distance, outline
from posecheck.detect.replay import MakeDetector
from posecheck.detect.scene import Scene, survey
from posecheck.detect.smoothing import UNDONE
from posecheck.detect.survey import NUM_POSES, look_at
from posecheck.errors import SourceError
from posecheck.run.gathering import Findings, Meter, Report
from posecheck.run.pool import Pool
from posecheck.run.segments import Joined, cut
from posecheck.run.tracking import people_warnings, require_person, track_of
from posecheck.run.workers import Workers
from posecheck.track import Track

Floats = NDArray[np.float64]

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
    """A clip's track, what the file is, and what the user should know.

    The track's channel `subject` (T,) is 0 where the person found may not be the one meant; its
    meta holds the camera's roll: roll_deg, roll_from, roll_uncertainty_deg.
    """

    track: Track
    info: ClipInfo
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DetectedPhoto:
    """A photo's track of one frame, as of a clip, and what the user should know."""

    track: Track
    warnings: tuple[str, ...]


def detect_clip(
    path: str | os.PathLike[str],
    settings: DetectionSettings,
    progress: Report | None = None,
    workers: Pool | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> DetectedClip:
    """Detect one person in a clip.

    progress: called with frames done and frames in all, first when the first frame is detected.
    workers: processes to use for several clips; by default they live as long as the call.
    meanwhile: called once it is known what the clip is, before the long wait for those processes.
    Raises SourceError and DetectorError as reading and detecting do, and SourceError where
    `subject` or the part asked for is not in the clip.
    """
    own = Workers(settings.workers)
    with own if workers is None else nullcontext(workers) as pool:
        pool.load(settings.bundle.content, settings.make)  # they open it while this one probes
        info = probe(path)
        first, stop = _part(info, settings)
        if meanwhile is not None:
            meanwhile()
        found = Findings(pool, Meter(progress, stop - first))
        found.detect(info, cut(first, stop), first + look_at(info.times_s[first:stop]))
        joined = found.joined()
        scene = _scene(joined, found, info, settings)
        require_person(scene, info.path)
        if len(scene.people) > 1:
            scene = _followed(scene, joined, found, info)
    warnings = [*info.warnings, *found.warnings, *people_warnings(scene, settings.subject)]
    pictures, seen = found.pictures(joined.indices), found.seen()
    del found, joined  # half a kilobyte a frame that is in the scene by now
    track = track_of(
        scene,
        size_px=(info.width, info.height),
        meta={"source": info.path.name, "model": settings.bundle.name, **UNDONE},
        pictures=pictures,
        seen=seen,
    )
    return DetectedClip(track, info, tuple(dict.fromkeys(warnings)))


def detect_photo(
    rgb: NDArray[np.uint8], settings: DetectionSettings, name: str = "photo"
) -> DetectedPhoto:
    """Detect one person in an upright photo (H, W, 3), each photo by itself.

    name: of the file, for messages. Raises DetectorError, and SourceError where `subject` is not
    in the photo.
    """
    make = settings.make or cast("MakeDetector", Landmarker)
    with closing(make(settings.bundle.content, mode="image", num_poses=NUM_POSES)) as detector:
        people = detect_both_ways(detector, rgb)
    scene = _still_scene(people, rgb.shape[1] / rgb.shape[0], settings.subject)
    require_person(scene, name)
    track = track_of(
        scene,
        size_px=(rgb.shape[1], rgb.shape[0]),
        meta={"source": name, "model": settings.bundle.name},
        pictures=[(0, rgb)],
        seen=SecondLook()(rgb, scene.landmarks[0], 0.0)[None],
    )
    return DetectedPhoto(track, tuple(people_warnings(scene, settings.subject)))


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


def _scene(joined: Joined, found: Findings, info: ClipInfo, settings: DetectionSettings) -> Scene:
    if not len(joined.indices):
        raise SourceError(
            f"{shown(info.path)}: not one picture of it can be decoded; copy or export it again"
        )
    wanted = None if settings.subject is None else settings.subject - 1
    return survey(
        info.times_s[joined.indices],
        joined.landmarks,
        info.width / info.height,
        found.sightings(joined.indices),
        wanted,
        joined.takeovers,
    )


def _still_scene(people: list[Floats], aspect: float, subject: int | None) -> Scene:
    """The scene of a single picture: the subject is whoever is meant among those found."""
    wanted = None if subject is None else subject - 1
    nobody = np.full((1, 33, 4), np.nan)
    scene = survey(np.zeros(1), nobody, aspect, {0: people}, wanted)
    if scene.subject is None or not 0 <= scene.subject < len(scene.people):
        return scene
    meant = scene.people[scene.subject].seen[0]
    nearest = min(people, key=lambda person: distance(outline(person, aspect), meant))
    return scene.retracked(nearest[None])


def _followed(scene: Scene, joined: Joined, found: Findings, info: ClipInfo) -> Scene:
    """Send the tracker after the subject again in those segments where it lost them."""
    lost = joined.indices[_lasting(scene.astray(), scene.time_s)]
    again = [s for s in found.segments() if np.any((lost >= s.start) & (lost < s.end))]
    if not again:
        return scene
    found.follow(info, again, scene.paths())
    joined = found.joined()
    return scene.retracked(joined.landmarks, joined.takeovers)


def _lasting(flags: NDArray[np.bool_], time_s: Floats) -> NDArray[np.bool_]:
    """Keep only runs (T,) that last LOST_S."""
    kept = np.zeros_like(flags)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    for start, stop in edges.reshape(-1, 2):
        if time_s[stop - 1] - time_s[start] >= LOST_S:
            kept[start:stop] = True
    return kept
