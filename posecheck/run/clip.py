"""Recorded clips in, folders of results out: detect, judge, write, annotate, report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecheck import __version__
from posecheck.assess.results import Judgement
from posecheck.capture.clip import ClipInfo
from posecheck.detect.bundle import LoadedBundle
from posecheck.errors import SourceError
from posecheck.feedback.files import (
    About,
    SourceFile,
    clip_folder,
    columns_of,
    shown_name,
    write_measures,
    write_reps,
    write_result,
)
from posecheck.run.ahead import import_ahead
from posecheck.run.detection import DetectedClip, DetectionSettings, detect_clip
from posecheck.run.folder import TRACK, ResultFolder
from posecheck.run.freed import give_back
from posecheck.run.judging import (
    Judged,
    Request,
    as_stored,
    checked,
    judge_prepared,
    made_ready,
)
from posecheck.run.outcome import Outcome, hash_together, hashes_of
from posecheck.run.pool import Pool
from posecheck.run.righted import righted
from posecheck.run.standing import with_baseline
from posecheck.run.together import merge, origins
from posecheck.track import load, save

Floats = NDArray[np.float64]
Report = Callable[[str, int, int], None]
"""Called with what is being done, how many frames are done and how many there are."""


@dataclass(frozen=True, slots=True)
class ClipOptions:
    """How clips are read, judged and written; None leaves a choice to posecheck.

    time_scale: how many times slower than real the clip was recorded. baseline: a clip or track
    of the person standing. annotate: write the annotated video.
    """

    bundle: LoadedBundle
    request: Request = field(default_factory=Request)
    out: Path | None = None
    annotate: bool = True
    time_scale: float = 1.0
    mirrored: bool = False
    subject: int | None = None
    baseline: Path | None = None
    start_s: float | None = None
    end_s: float | None = None
    blur_face: bool = False
    force: bool = False
    speed_kmh: float | None = None

    def asked(self) -> Request:
        """Give what is asked of the recording once it is turned the right way round."""
        roll = self.request.roll_deg
        if not self.mirrored or roll is None:
            return self.request
        return replace(self.request, roll_deg=0.0 - roll)

    def settings(self) -> dict[str, Any]:
        """Say what was asked for, as result.json keeps it."""
        asked = {
            "check": self.request.check,
            "option": dict(self.request.options) or None,
            "roll": self.request.roll_deg,
            "view": self.request.view,
            "side": self.request.side,
            "height_cm": self.request.height_cm,
            "speed_kmh": self.speed_kmh,
            "time_scale": self.time_scale if self.time_scale != 1 else None,
            "mirrored": self.mirrored or None,
            "subject": self.subject,
            "baseline": shown_name(self.baseline) if self.baseline else None,
            "start": self.start_s,
            "end": self.end_s,
            "blur_face": self.blur_face or None,
        }
        return {key: value for key, value in asked.items() if value is not None}


@dataclass(frozen=True, slots=True)
class _Clip:
    """One clip on its way: the folder in which its track is stored already, and its judgement.

    times_s: (T,) of the track's rows on the clip's own clock, where the track's is another.
    """

    path: Path
    sha256: str
    place: Path
    info: ClipInfo
    times_s: Floats
    judged: Judged


def judge_clips(
    paths: Sequence[Path],
    options: ClipOptions,
    report: Report,
    pool: Pool,
    *,
    together: bool = False,
) -> Iterator[Outcome]:
    """Judge clips one after the other, each into a folder of its own, or together into one.

    pool: started workers; whoever calls may have started them while the rest was imported.
    Raises PosecheckError subclasses where a file or the request is wrong; nothing half-written is
    left then, and what was finished before stays.
    """
    checked(options.request)
    if len(paths) > 1 and options.out is not None and not together:
        raise SourceError("--out names one folder; give one file, or --together, or leave it out")
    hashes = hashes_of(paths, "clip")
    options = with_baseline(options, pool)
    if together:
        return iter([_judge(hashes, options, report, pool, together=True)])
    each = ({path: hashes[path]} for path in paths)
    return (_judge(one, options, report, pool, together=False) for one in each)


def _judge(
    hashes: Mapping[Path, str], options: ClipOptions, report: Report, pool: Pool, *, together: bool
) -> Outcome:
    first = next(iter(hashes))
    whole = hash_together(hashes.values())
    with ResultFolder(first, whole, out=options.out, force=options.force) as folder:
        judgement = judge_into(folder.work, hashes, options, report, pool, together=together)
    return Outcome(folder.path, judgement)


def judge_into(
    work: Path,
    hashes: Mapping[Path, str],
    options: ClipOptions,
    report: Report,
    pool: Pool,
    *,
    together: bool = False,
) -> Judgement:
    """Judge a clip, or several together, and write all files into a folder.

    hashes: the SHA-256 of each clip. Errors as judge_clips.
    """
    request = options.asked()
    clips: list[_Clip] = []
    for number, (path, sha256) in enumerate(hashes.items(), 1):
        place = clip_folder(work, number)
        place.mkdir(exist_ok=True)
        clips.append(_judged(path, sha256, place, options, request, report, pool))
        request = replace(request, check=clips[0].judged.check.id)  # the first one decides
    judgement = clips[0].judged.judgement
    if together:
        judgement = merge([clip.judged for clip in clips])
    _write(work, clips, judgement, options, report)
    return judgement


def _judged(
    path: Path,
    sha256: str,
    place: Path,
    options: ClipOptions,
    request: Request,
    report: Report,
    pool: Pool,
) -> _Clip:
    """Detect a clip, store its track in `place`, and judge it."""
    detected = _detect(path, options, report, pool)
    info, warnings, times_s = detected.info, detected.warnings, detected.track.time_s
    track = righted(detected.track, mirrored=options.mirrored, time_scale=options.time_scale)
    track = as_stored(track, request, warnings)
    del detected  # a kilobyte a frame that preparing can do without
    give_back()
    with ThreadPoolExecutor(1, "store") as thread:  # nobody else needs the other core by now
        stored = thread.submit(save, track, place / TRACK)
        prepared = made_ready(track, request)
        stored.result()
    del track  # and so can judging without this one
    judged = judge_prepared(prepared, warnings)
    give_back()
    return _Clip(path, sha256, place, info, times_s, judged)


def _detect(path: Path, options: ClipOptions, report: Report, pool: Pool) -> DetectedClip:
    settings = DetectionSettings(
        bundle=options.bundle,
        start_s=options.start_s,
        end_s=options.end_s,
        subject=options.subject,
    )
    return detect_clip(
        path,
        settings,
        lambda done, total: report(f"reading {shown_name(path)}", done, total),
        pool,
        meanwhile=import_ahead,
    )


def _write(
    work: Path, clips: Sequence[_Clip], judgement: Judgement, options: ClipOptions, report: Report
) -> None:
    from posecheck.feedback.report.page import write_report
    from posecheck.run.annotate import JudgedClip, annotate_clip

    warnings: list[str] = []
    for clip in clips:
        write_measures(clip.place, clip.judged.frames)
        shown = JudgedClip(
            clip.info,
            clip.judged.check,
            clip.judged.judgement,
            clip.judged.frames,
            clip.judged.prepared,
            load(clip.place / TRACK) if options.blur_face else None,
            times_s=clip.times_s,
        )
        said = f"painting {shown_name(clip.path)}"
        warnings += annotate_clip(
            shown,
            clip.place,
            video=options.annotate,
            blur_face=options.blur_face,
            mirrored=options.mirrored,
            progress=partial(report, said),
        )
    judgement = replace(judgement, warnings=tuple(dict.fromkeys([*judgement.warnings, *warnings])))
    write_reps(work, judgement)
    write_result(work, judgement, _about(clips, options))
    write_report(work)


def _about(clips: Sequence[_Clip], options: ClipOptions) -> About:
    first = clips[0]
    whole = hash_together([clip.sha256 for clip in clips])
    return About(
        source=replace(_source(first), sha256=whole),
        model_name=options.bundle.name,
        model_sha256=options.bundle.sha256,
        filter_name=first.judged.filter_name,
        version=__version__,
        settings=options.settings(),
        columns=columns_of(first.judged.check),
        **_several(clips),
    )


def _several(clips: Sequence[_Clip]) -> dict[str, Any]:
    """Say what came from where, where several clips became one result."""
    if len(clips) == 1:
        return {}
    judged = [clip.judged for clip in clips]
    return {
        "sources": tuple(map(_source, clips)),
        "alone": tuple(one.judgement for one in judged),
        "origins": origins(judged),
    }


def _source(clip: _Clip) -> SourceFile:
    info = clip.info
    return SourceFile(
        file=shown_name(clip.path),
        sha256=clip.sha256,
        width=info.width,
        height=info.height,
        frames=len(clip.times_s),
        duration_s=info.duration_s,
        fps=info.fps,
        clock=info.clock,
    )
