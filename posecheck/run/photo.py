"""Photos judged by the criteria that a still picture can answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from posecheck import __version__
from posecheck.capture.photo import read_photo
from posecheck.capture.picture import shrunk
from posecheck.errors import SourceError
from posecheck.feedback.annotate import ClipPainter, layout_of
from posecheck.feedback.canvas import jpeg
from posecheck.feedback.files import About, SourceFile, shown_name
from posecheck.run.annotate import LONG_SIDE, STILLS
from posecheck.run.clip import ClipOptions
from posecheck.run.detection import DetectionSettings, detect_photo
from posecheck.run.folder import TRACK, ResultFolder
from posecheck.run.judging import Judged, as_stored, checked, judge_track
from posecheck.run.outcome import Outcome, hashes_of
from posecheck.run.score import write_judged
from posecheck.track import Track, save

PICTURE = "annotated.jpg"


def judge_photos(paths: Sequence[Path], options: ClipOptions) -> Iterator[Outcome]:
    """Judge photos one after the other, each into a folder of its own; errors as judge_clips."""
    checked(options.request)
    if len(paths) > 1 and options.out is not None:
        raise SourceError("--out names one folder; give one photo, or leave it out")
    hashes = hashes_of(paths, "photo")
    return (_judge_photo(path, hashes[path], options) for path in paths)


def _judge_photo(path: Path, sha256: str, options: ClipOptions) -> Outcome:
    rgb = read_photo(path)
    if options.mirrored:
        rgb = np.ascontiguousarray(rgb[:, ::-1])
    with ResultFolder(path, sha256, out=options.out, force=options.force) as folder:
        settings = DetectionSettings(bundle=options.bundle, subject=options.subject)
        found = detect_photo(rgb, settings, shown_name(path))
        request = options.asked()
        track = as_stored(found.track, request, found.warnings)
        judged = judge_track(track, request, found.warnings)
        save(track, folder.work / TRACK)
        _paint(folder.work, judged, track, rgb, options)
        write_judged(folder.work, judged, _about(path, sha256, rgb, judged, options))
    return Outcome(folder.path, judged.judgement)


def _paint(
    work: Path, judged: Judged, track: Track, rgb: NDArray[np.uint8], options: ClipOptions
) -> None:
    layout = layout_of(judged.judgement, (rgb.shape[1], rgb.shape[0]), LONG_SIDE)
    picture = shrunk(rgb, layout.long_side)
    painter = ClipPainter(
        judged.check,
        judged.judgement,
        judged.frames,
        judged.prepared,
        layout,
        detected=track,
        blur_face=options.blur_face,
    )
    (work / PICTURE).write_bytes(jpeg(painter.paint(picture.copy(), 0)))
    for criterion in painter.stills().get(0, ()):
        (work / STILLS).mkdir(exist_ok=True)
        still = painter.still(picture, 0, criterion)
        (work / STILLS / painter.still_name(criterion)).write_bytes(still)


def _about(
    path: Path, sha256: str, rgb: NDArray[np.uint8], judged: Judged, options: ClipOptions
) -> About:
    source = SourceFile(
        file=shown_name(path),
        sha256=sha256,
        width=rgb.shape[1],
        height=rgb.shape[0],
        frames=1,
        duration_s=0.0,
        fps=0.0,
        clock="frame-rate",
    )
    return About(
        source=source,
        model_name=options.bundle.name,
        model_sha256=options.bundle.sha256,
        filter_name=judged.filter_name,
        version=__version__,
        settings=options.settings(),
    )
