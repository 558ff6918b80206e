"""A stored track judged again, without pixels and without a model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from posecheck import __version__
from posecheck.capture.container import first_bytes, shown
from posecheck.errors import CheckError, SourceError
from posecheck.feedback.files import (
    About,
    SourceFile,
    columns_of,
    shown_name,
    write_measures,
    write_reps,
    write_result,
)
from posecheck.feedback.report.page import write_report
from posecheck.run.folder import TRACK, ResultFolder
from posecheck.run.judging import Judged, Request, checked, judge_track, notes_of
from posecheck.run.outcome import Outcome, hash_of
from posecheck.track import Track, load, save


def score_track(path: Path, request: Request, *, out: Path | None, force: bool) -> Outcome:
    """Judge a stored track into a folder of results; of a folder of results, the track in it.

    Raises SourceError where it is not a track, CheckError for an unknown check, OutputError where
    the results cannot be written.
    """
    checked(request)
    if path.is_dir():
        path /= TRACK
    first_bytes(path, "track")
    sha256 = hash_of(path)
    track = load(path)
    try:
        judged = judge_track(track, request, notes_of(track))
    except (SourceError, CheckError) as error:
        raise SourceError(f"{shown(path)}: {error}") from error
    with ResultFolder(path, sha256, out=out, force=force) as folder:
        save(track, folder.work / TRACK)
        write_judged(folder.work, judged, _about(path, sha256, track, judged, request))
    return Outcome(folder.path, judged.judgement)


def write_judged(work: Path, judged: Judged, about: About) -> None:
    """Write what a judged track says: measures, repetitions, result and report."""
    write_measures(work, judged.frames)
    write_reps(work, judged.judgement)
    write_result(work, judged.judgement, replace(about, columns=columns_of(judged.check)))
    write_report(work)


def source_of(track: Track, name: str, sha256: str) -> SourceFile:
    """Describe a track as the source of a result."""
    duration_s = float(track.time_s[-1] - track.time_s[0]) if len(track) else 0.0
    return SourceFile(
        file=name,
        sha256=sha256,
        width=track.size_px[0],
        height=track.size_px[1],
        frames=len(track),
        duration_s=duration_s,
        fps=track.fps,
        clock="container",
    )


def variant_of(request: Request) -> dict[str, dict[str, str]]:
    """Give the variant of the check as a result's settings hold it; empty without options."""
    return {"option": dict(request.options)} if request.options else {}


def _about(path: Path, sha256: str, track: Track, judged: Judged, request: Request) -> About:
    return About(
        source=source_of(track, shown_name(path), sha256),
        model_name=str(track.meta.get("model", "unknown")),
        model_sha256=str(track.meta.get("model_sha256", "")),
        filter_name=judged.filter_name,
        version=__version__,
        settings={"check": request.check, **variant_of(request), "scored_from": "track"},
    )
