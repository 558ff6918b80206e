"""What the person looks like standing, taken from another recording than the one that is judged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from posecheck.capture.container import shown
from posecheck.errors import SourceError
from posecheck.run.detection import DetectionSettings, detect_clip
from posecheck.run.judging import baseline_of
from posecheck.run.pool import Pool
from posecheck.run.righted import unmirrored
from posecheck.track import load

if TYPE_CHECKING:
    from posecheck.run.clip import ClipOptions


def with_baseline(options: ClipOptions, pool: Pool) -> ClipOptions:
    """Calibrate on the recording of the person standing, where one was given.

    Raises SourceError where it cannot be read or nobody stands still in it.
    """
    if options.baseline is None:
        return options
    if options.baseline.suffix == ".npz":
        track = load(options.baseline)
    else:
        settings = DetectionSettings(bundle=options.bundle)
        track = detect_clip(options.baseline, settings, None, pool).track
        track = unmirrored(track) if options.mirrored else track
    name = shown(options.baseline)
    called = replace(track, meta={**track.meta, "source": name})  # what it says may be anything
    try:
        baseline = baseline_of(called, options.request)
    except SourceError as error:
        said = str(error)
        raise SourceError(said if said.startswith(name) else f"{name}: {said}") from error
    return replace(options, request=replace(options.request, baseline=baseline))
