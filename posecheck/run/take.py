"""One check in front of a camera: from guidance over judging to its result."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from posecheck.assess.assessor import Assessor, calibration_of, plan_of
from posecheck.assess.calibrate import Calibration
from posecheck.assess.case import with_rolled
from posecheck.assess.lead import Lead, Led
from posecheck.assess.ready import Guidance, Readiness
from posecheck.assess.recent import Lately, Recent
from posecheck.assess.recording import Circumstances, merged
from posecheck.assess.results import RollResult
from posecheck.assess.rules import Check, Prompt
from posecheck.checks import find
from posecheck.detect.prepare import LivePreparer
from posecheck.errors import CheckError
from posecheck.run.calibrated import live_meta
from posecheck.run.judging import (
    AUTO,
    Judged,
    Request,
    as_stored,
    checked,
    judge_track,
    number_in,
    roll_of,
    rounded,
    upright,
)
from posecheck.run.lighting import told_by
from posecheck.track import Track, join

BUFFER_S = 8.0  # of guidance: longer than any stand that is judged from its beginning


@dataclass(frozen=True, slots=True, eq=False)
class Taking:
    """What a take has come to with one frame.

    frame: prepared, as it lies in the picture, for drawing. guidance: until judging begins; ready
    in the very frame in which it does. lately, led: from that frame on.
    """

    frame: Track
    guidance: Guidance | None
    lately: Lately | None = None
    led: Led | None = None


class Take:
    """Takes the frames of one check as they are detected, and keeps those that are judged.

    request: names the check; what it leaves open is measured. countdown_s: begin so long after
    somebody is first seen. meta: what is known of camera and model, to be kept with the track.
    prompts: what to lead somebody through, in place of the check's own.
    Raises CheckError where the request names no check.
    """

    def __init__(
        self,
        request: Request,
        *,
        countdown_s: float | None = None,
        meta: Mapping[str, Any] | None = None,
        prompts: tuple[Prompt, ...] | None = None,
    ) -> None:
        if request.check == AUTO:
            raise CheckError("a live session needs to know the exercise; name the check")
        self.request = checked(request)
        self._meta = {**(meta or {})}
        self._model = str(self._meta.get("model", ""))
        self.check: Check = find(request.check).varied(request.options)
        self._plan = plan_of(self.check)
        self._preparer = LivePreparer(self._model)
        self._ready = Readiness(self.check, countdown_s=countdown_s, view=request.view)
        steps = self.check.prompts if prompts is None else prompts
        self._lead = Lead(replace(self.check, prompts=steps))
        self._waiting: deque[Track] = deque()
        self._judged: list[Track] = []
        self._roll: RollResult | None = None
        self._calibration: Calibration | None = None
        self._recent: Recent | None = None

    def __call__(self, frame: Track, roll: RollResult) -> Taking:
        """Take a frame (T = 1) as detected; its meta tells of the light, where that is known.

        roll: of the camera, as far as it is known; the one of the moment in which judging begins
        stays.
        """
        frame = rounded(frame)
        prepared = self._preparer(frame)
        if self._recent is not None and self._roll is not None:
            self._judged.append(_bare(frame))
            lately, led = self._judge(self._recent, upright(prepared, self._roll))
            return Taking(prepared, None, lately, led)
        if self.request.roll_deg is not None:
            roll = roll_of(frame, self.request)
        self._waiting.append(frame)
        while frame.time_s[0] - self._waiting[0].time_s[0] > BUFFER_S:
            self._waiting.popleft()
        guidance = self._ready(upright(prepared, roll), number_in(frame.meta, "light"), roll)
        if not guidance.ready or guidance.from_s is None:
            return Taking(prepared, guidance)
        lately, led = self._begin(guidance.from_s, roll)
        return Taking(prepared, guidance, lately, led)

    @property
    def begun(self) -> bool:
        """Whether judging has begun."""
        return self._recent is not None

    def __len__(self) -> int:
        """Give how many frames were judged so far."""
        return len(self._judged)

    def track(self, warnings: tuple[str, ...] = (), first: int = 0) -> Track | None:
        """Give what was judged so far, as it is stored; None before judging has begun.

        first: the frame to begin with, one of those that were judged.
        """
        if self._calibration is None or self._roll is None:
            return None
        track = join(self._judged[first:])
        light = told_by(self._judged[first:])
        meta = {**self._meta, **light, **live_meta(self._calibration, self._roll)}
        return as_stored(replace(track, meta=meta), self.request, warnings)

    def result(self, warnings: tuple[str, ...] = ()) -> Judged | None:
        """Judge all of it, as `posecheck score` judges the stored track; None before it began."""
        track = self.track(warnings)
        return None if track is None else judge_track(track, Request(), warnings)

    def _begin(self, from_s: float, roll: RollResult) -> tuple[Lately, Led]:
        """Judge from the beginning of the stand on, as a track that begins there is judged."""
        kept = [frame for frame in self._waiting if frame.time_s[0] >= from_s]
        self._waiting.clear()
        self._judged = [_bare(frame) for frame in kept]
        self._roll = roll
        self._preparer = LivePreparer(self._model)
        start = upright(self._preparer(join(kept)), roll)
        plan, view = self._plan, self.request.view
        own = self._calibration = calibration_of(start, plan, view)
        baseline = self.request.baseline
        calibration = own if baseline is None else merged(baseline, own)
        rows = Assessor(self.check, plan, calibration, view)(start)
        calibration = with_rolled(calibration, plan, start, rows, roll)
        around = Circumstances(roll, view, self.request.side, baseline, model=self._model)
        self._recent = Recent(Assessor(self.check, plan, calibration, view), around)
        return self._judge(self._recent, start)

    def _judge(self, recent: Recent, chunk: Track) -> tuple[Lately, Led]:
        said = None
        for row in range(len(chunk)):
            lately = recent(chunk if len(chunk) == 1 else chunk[row : row + 1])
            led = self._lead(lately)
            said = led.say or said
        return lately, replace(led, say=said)


def _bare(frame: Track) -> Track:
    """Give a frame in as few bytes as keep it whole."""
    return replace(frame, points=frame.points.astype("float32"))
