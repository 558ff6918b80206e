"""What stays of a take: the same files as of a clip, without the pictures, and its history."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime
from itertools import islice
from pathlib import Path

from posecheck import __version__
from posecheck.capture.container import shown
from posecheck.detect.prepare import FILTER_NAMES
from posecheck.errors import OutputError, PosecheckError
from posecheck.feedback.files import About
from posecheck.run.folder import ROOT, ResultFolder, numbered
from posecheck.run.history import record
from posecheck.run.judging import Request
from posecheck.run.live.wanted import LiveOptions, Told
from posecheck.run.outcome import Outcome
from posecheck.run.score import source_of, variant_of, write_judged
from posecheck.run.take import Take
from posecheck.track import Track, save

SHORTEST_S = 1.0  # of judging: what is shorter was never meant


def name_of(take: Take, began: datetime) -> str:
    """Name what stays of a take by its check and time."""
    return f"live-{take.check.id}-{began:%Y%m%d-%H%M%S}"


class Keeper:
    """Writes the results of a session's takes, each into a folder of its own; counts them.

    Raises OutputError at once where the folder that was asked for is there already, or the
    recording would be in its way.
    """

    def __init__(self, options: LiveOptions, told: Told) -> None:
        if options.out is not None and options.out.exists():
            raise OutputError(
                f"{shown(options.out)}: is there already; name a new folder with --out"
            )
        first = ROOT / "live" if options.out is None else options.out
        if options.record is not None and _under(first, options.record):
            raise OutputError(
                f"{shown(options.record)}: the results come to where the recording would be; "
                "name another file with --record"
            )
        self._options = options
        self._told = told
        self._kept = 0

    @property
    def folder(self) -> Path:
        """Where the folders of results will be."""
        return ROOT if self._options.out is None else self._options.out.parent

    def keep(self, take: Take, began: datetime) -> Outcome | None:
        """Judge all of a take and write its folder; None where hardly anything was judged.

        began: when the take did, for the folder's name where none was given. Raises OutputError
        where the folder cannot be written; a history that cannot be is only told.
        """
        judged, track = take.result(), take.track()
        if judged is None or track is None or track.time_s[-1] - track.time_s[0] < SHORTEST_S:
            return None
        place = self._place(name_of(take, began))
        about = self._about(take.request, track, judged.filter_name)
        with ResultFolder(place.name, about.source.sha256, out=place) as folder:
            save(track, folder.work / "track.npz")
            write_judged(folder.work, judged, about)
        self._kept += 1
        kept = Outcome(folder.path, judged.judgement)
        self._told.result(kept)
        if self._options.history:
            self._remember(kept, take.request, began)
        return kept

    def _place(self, name: str) -> Path:
        out = self._options.out
        if out is None:
            return ROOT / name
        if not self._kept:
            return out
        places = islice(numbered(out), self._kept, None)
        return next(place for place in places if not os.path.lexists(place))

    def _about(self, request: Request, track: Track, filter_name: str) -> About:
        digest = hashlib.sha256(track.points.tobytes() + track.time_s.tobytes()).hexdigest()
        return About(
            source=source_of(track, self._options.camera_name, digest),
            model_name=self._options.bundle.name,
            model_sha256=self._options.bundle.sha256,
            filter_name=filter_name,
            version=__version__,
            settings={"check": request.check, **variant_of(request), "live": True},
        )

    def _remember(self, kept: Outcome, request: Request, began: datetime) -> None:
        """Add a result to the history; where that fails the result itself is safe, so go on."""
        options = request.options
        try:
            record(
                kept.judgement,
                began,
                filter_name=FILTER_NAMES["live"],
                model_name=self._options.bundle.name,
                variant=" ".join(f"{key}={value}" for key, value in sorted(options.items())),
            )
        except PosecheckError as error:
            self._told.words(f"This session is not in the history: {error}")


def _under(place: Path, file: Path) -> bool:
    """Tell whether a folder would be at a file's place, or below it."""
    whole = place.resolve()
    return file.resolve() in (whole, *whole.parents)
