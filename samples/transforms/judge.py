"""A piece filmed some way, detected and judged, and what became of each criterion."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from posecheck.assess.results import CriterionResult, Judgement
from posecheck.body import Side, other
from posecheck.detect.bundle import LoadedBundle
from posecheck.run.detection import DetectionSettings, detect_clip
from posecheck.run.judging import Request, judge_track, rounded
from posecheck.run.righted import unmirrored
from posecheck.track import Track
from samples.encode import write_clip
from samples.transforms.film import Box, Footage, Transform
from samples.truth import LABEL

VERDICT_WORDS = ("same", "unsure", "next", "opposite")
SAME = 1e-9
FAR = (
    1.5  # times the error of both: three standard deviations, as one reading in twenty leaves 95 %
)
DECIDED = ("good", "borderline", "fault")


def write(footage: Footage, transform: Transform, path: Path) -> None:
    """Write the clip that somebody would have who filmed it that way."""
    changed = transform.change(footage)
    write_clip(path, changed.images, changed.fps, LABEL, crf=transform.crf, repeatable=True)


def detected(path: Path, transform: Transform, bundle: LoadedBundle) -> Track:
    """Detect a clip as the program does, with what is told of it; the track in real time."""
    track = detect_clip(path, DetectionSettings(bundle, workers=1)).track
    track = unmirrored(track) if transform.mirrored else track
    return rounded(replace(track, time_s=track.time_s / transform.time_scale))


def judged(track: Track, transform: Transform, check: str) -> Judgement:
    """Judge a track with what is told of the camera."""
    return judge_track(track, Request(check=check, roll_deg=transform.roll_deg)).judgement


def body_box(track: Track, margin: float = 0.1) -> Box:
    """The box, in pixels, that holds a person all the time, with a share of its height around."""
    width, height = track.size_px
    points = track.points[..., :2] * height
    low, high = np.nanmin(points, axis=(0, 1)), np.nanmax(points, axis=(0, 1))
    room = margin * (high[1] - low[1])
    left, top = max(0, int(low[0] - room)), max(0, int(height - high[1] - room))
    right, bottom = min(width, int(high[0] + room)), min(height, int(height - low[1] + room))
    return left, top, right - (right - left) % 2, bottom - (bottom - top) % 2


@dataclass(frozen=True, slots=True)
class Change:
    """One criterion before and after; None where it was not told of at all."""

    before: CriterionResult
    after: CriterionResult | None

    @property
    def name(self) -> str:
        """Criterion and side."""
        return " ".join(filter(None, (self.before.id, self.before.side)))

    @property
    def decided(self) -> bool:
        """Whether there still is a verdict."""
        return self.after is not None and self.after.verdict in DECIDED

    @property
    def verdict(self) -> str:
        """What became of the verdict: same, unsure, next or opposite."""
        if self.after is None or not self.decided:
            return "unsure"
        a, b = (DECIDED.index(str(one.verdict)) for one in (self.before, self.after))
        return ("same", "next", "opposite")[abs(a - b)]

    @property
    def moved(self) -> float:
        """How far the number moved, in what both state together; 0 where one is missing."""
        if self.after is None or self.before.value is None or self.after.value is None:
            return 0.0
        stated = np.hypot(self.before.uncertainty or 0.0, self.after.uncertainty or 0.0)
        gap = abs(self.after.value - self.before.value)
        return float(gap / stated) if stated > 0 else 0.0 if gap < SAME else float("inf")

    @property
    def holds(self) -> bool:
        """Whether the verdict did not turn, nor the number leave what was stated of it by far.

        A number at a limit may take the next verdict, as long as it did not really change.
        """
        return self.verdict != "opposite" and self.moved <= FAR


def changes(before: Judgement, after: Judgement, *, swapped: bool = False) -> list[Change]:
    """What became of every criterion that was decided before; swapped: left is right now."""

    def key(one: CriterionResult) -> tuple[str, Side | None]:
        return one.id, other(one.side) if swapped and one.side else one.side

    found = {(one.id, one.side): one for one in after.criteria}
    return [Change(one, found.get(key(one))) for one in before.criteria if one.verdict in DECIDED]
