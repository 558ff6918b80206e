"""What stays of a take: the same files as of a clip, without the pictures."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from posecheck import __version__
from posecheck.detect.bundle import LoadedBundle
from posecheck.feedback.files import About, SourceFile
from posecheck.run.folder import ROOT, ResultFolder
from posecheck.run.outcome import Outcome
from posecheck.run.score import write_judged
from posecheck.run.take import Take
from posecheck.track import save

SHORTEST_S = 1.0  # of judging: what is shorter was never meant


def keep_take(
    take: Take, bundle: LoadedBundle, began: datetime, *, out: Path | None, source: str
) -> Outcome | None:
    """Judge all of a take and write its folder; None where hardly anything was judged.

    began: when the take did, for the folder's name where `out` names none. source: the camera as
    it is written in the result. Raises OutputError where the folder cannot be written.
    """
    judged, track = take.result(), take.track()
    if judged is None or track is None or track.time_s[-1] - track.time_s[0] < SHORTEST_S:
        return None
    digest = hashlib.sha256(track.points.tobytes() + track.time_s.tobytes()).hexdigest()
    name = f"live-{take.check.id}-{began:%Y%m%d-%H%M%S}"
    about = About(
        source=SourceFile(
            file=source,
            sha256=digest,
            width=track.size_px[0],
            height=track.size_px[1],
            frames=len(track),
            duration_s=float(track.time_s[-1] - track.time_s[0]),
            fps=track.fps,
            clock="container",
        ),
        model_name=bundle.name,
        model_sha256=bundle.sha256,
        filter_name=judged.filter_name,
        version=__version__,
        settings={"check": take.check.id, "live": True},
    )
    with ResultFolder(name, digest, out=out or ROOT / name) as folder:
        save(track, folder.work / "track.npz")
        write_judged(folder.work, judged, about)
    return Outcome(folder.path, judged.judgement)
