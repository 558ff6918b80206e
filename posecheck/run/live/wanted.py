"""What somebody wants of a live session, and who is told what happens in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from posecheck.assess.routine import Routine
from posecheck.capture.source import Clock, Opener
from posecheck.detect.bundle import LoadedBundle
from posecheck.detect.replay import MakeDetector
from posecheck.feedback.files import shown_name
from posecheck.run.judging import Request
from posecheck.run.outcome import Outcome


@dataclass(frozen=True, slots=True)
class LiveOptions:
    """What somebody wants of a live session.

    request: names the check; the rest as for a clip. routine: instead of the one check. camera:
    index, name, URL or clip, or what opens another source. seconds: end after so long.
    countdown_s: begin so long after somebody is first seen. delay_s: show the person to themselves
    so much later. history: keep each result there. out: the folder of the first result. make: a
    detector in place of MediaPipe. clock: what pictures and waiting are timed by.
    """

    bundle: LoadedBundle
    request: Request
    routine: Routine | None = None
    camera: str | Opener = "0"
    record: Path | None = None
    window: bool = True
    full_screen: bool = False
    seconds: float | None = None
    muted: bool = False
    countdown_s: float | None = None
    delay_s: float = 0.0
    history: bool = True
    out: Path | None = None
    make: MakeDetector | None = None
    clock: Clock = time.perf_counter

    @property
    def camera_name(self) -> str:
        """The camera as a result may name it: no path, and no password out of a URL."""
        if not isinstance(self.camera, str):
            return "camera"
        if "://" in self.camera:
            return _place_of(self.camera)
        if self.camera.isdecimal():
            return f"camera {self.camera}"
        return shown_name(Path(self.camera))


def _place_of(url: str) -> str:
    try:
        address = urlsplit(url)
        return f"{address.scheme}://{address.hostname or ''}"
    except ValueError:  # brackets that hold no address
        return url.partition("://")[0] + "://"


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told what happens: words that are shown or said, and results in their folders."""

    words: Callable[[str], None]
    result: Callable[[Outcome], None]
