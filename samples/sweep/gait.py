"""Contacts and toe-offs against the truth: three speeds, two ways to land, four frame rates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.agreement import paired
from posecheck.assess.recording import Circumstances, assess
from posecheck.assess.results import EventResult, Judgement, RollResult
from posecheck.checks import find
from posecheck.detect.bundle import LoadedBundle
from posecheck.track import Track
from samples.encode import Image
from samples.mannequin.camera import Camera
from samples.mannequin.paint import Setting, paint
from samples.mannequin.room import BELT_MARK_M, Room
from samples.mannequin.scenes.gait import Gait
from samples.mannequin.scenes.motion import Event
from samples.mannequin.scenes.running import Run, run_posture
from samples.mannequin.skeleton import SIDES, solve
from samples.sweep.observe import Watched, prepared, watched

Floats = NDArray[np.float64]
FASTEST_FPS = 240
STRIDE_FRAMES = 171  # odd, so that at fewer frames a second every stride is met at other moments
STRIDE_S = STRIDE_FRAMES / FASTEST_FPS
EDGE_S = 0.6  # at the ends of a clip events may be missing


@dataclass(frozen=True, slots=True)
class Style:
    """A way to run. marks: how many belt marks pass in a stride, so that the pictures repeat."""

    speed: str
    strike: str
    marks: int
    duty: float
    pitch: float

    @property
    def name(self) -> str:
        """Say which it is: speed and strike."""
        return f"{self.speed} {self.strike}"

    @property
    def gait(self) -> Gait:
        """The legs of this way to run."""
        return Gait(
            cadence_spm=120.0 / STRIDE_S,
            duty=self.duty,
            belt_speed=self.marks * BELT_MARK_M / STRIDE_S,
            strike_pitch=self.pitch,
            bounce_m=0.07,
        )


SPEEDS = (("slow", 3, 0.40), ("middle", 4, 0.295), ("fast", 5, 0.235))
STRIKES = (("rear", 8.0), ("fore", -8.0))
STYLES = tuple(
    Style(speed, strike, marks, duty, pitch)
    for speed, marks, duty in SPEEDS
    for strike, pitch in STRIKES
)
FRAME_RATES = (30, 60, 120, 240)
MOST_FRAMES = 480  # of a clip: at 240 frames a second 2 s are enough steps


@dataclass(frozen=True, slots=True)
class Timing:
    """How the events of one kind and one foot were found in one clip; times in milliseconds.

    errors_ms: found minus true of each pair. missed: true events without a found one. extra: the
    other way round.
    """

    speed: str
    strike: str
    fps: int
    kind: str
    foot: str
    errors_ms: tuple[float, ...]
    missed: int
    extra: int


@dataclass(frozen=True, slots=True)
class Clip:
    """What was found in one clip beside its events."""

    speed: str
    strike: str
    fps: int
    cadence_error: float
    contact_error_ms: float | None


def film_gait(style: Style, seconds: float, bundle: LoadedBundle) -> dict[str, Watched]:
    """Run on the belt before a camera at the left side, at several frame rates."""
    pictures = list(_stride(style))
    clips = {}
    for fps in FRAME_RATES:
        every, count = FASTEST_FPS // fps, min(int(seconds * fps), MOST_FRAMES)
        shown = [pictures[i * every % STRIDE_FRAMES] for i in range(count)]
        clips[str(fps)] = watched(shown, np.arange(count) / fps, bundle)
    return clips


def read_gait(style: Style, filmed: Mapping[str, Watched]) -> tuple[list[Timing], list[Clip]]:
    """What posecheck finds of the steps in each clip, by frame rate, beside what is true."""
    timings: list[Timing] = []
    clips: list[Clip] = []
    for fps, clip in ((int(rate), clip) for rate, clip in filmed.items()):
        length = len(clip.time_s) / fps
        judgement = judged(prepared(clip))
        true = true_events(style, length)
        found = judgement.gait.events if judgement.gait else ()
        for kind in ("contact", "toe-off"):
            for foot, side in (("near", "left"), ("far", "right")):
                errors, missed, extra = paired(
                    [e.time_s for e in found if (e.kind, e.side) == (kind, side)],
                    [e.time_s for e in true if (e.kind, e.side) == (kind, side)],
                    (EDGE_S, length - EDGE_S),
                )
                errors_ms = tuple(1000 * error for error in errors)
                timings.append(
                    Timing(style.speed, style.strike, fps, kind, foot, errors_ms, missed, extra)
                )
        clips.append(_clip(style, fps, judgement, found))
    return timings, clips


def judged(track: Track) -> Judgement:
    """Judge a prepared track as running."""
    judgement, _ = assess(find("running"), track, Circumstances(RollResult(0.0, "given", 0.3)))
    return judgement


def _clip(style: Style, fps: int, judgement: Judgement, found: Sequence[EventResult]) -> Clip:
    cadence = judgement.gait.cadence_spm if judgement.gait else None
    error = float("nan") if cadence is None else cadence / (120.0 / STRIDE_S) - 1
    contact = _contact_ms(found)
    true_ms = style.duty * STRIDE_S * 1000
    return Clip(
        style.speed, style.strike, fps, error, None if contact is None else contact - true_ms
    )


def _contact_ms(found: Sequence[EventResult]) -> float | None:
    """Median time from each contact of the near foot to the toe-off that follows."""
    near = [event for event in found if event.side == "left"]
    pairs = [
        (later.time_s - event.time_s) * 1000
        for event, later in pairwise(near)
        if event.kind == "contact" and later.kind == "toe-off"
    ]
    return float(np.median(pairs)) if pairs else None


def true_events(style: Style, seconds: float) -> list[Event]:
    """Every contact and toe-off of a clip that starts with a left contact."""
    events: list[Event] = []
    for stride in range(-1, int(seconds / STRIDE_S) + 2):
        for side, sign in SIDES:
            contact = (stride + (0.0 if sign > 0 else 0.5)) * STRIDE_S
            events.append(Event(contact, side, "contact"))
            events.append(Event(contact + style.duty * STRIDE_S, side, "toe-off"))
    return sorted((e for e in events if 0 <= e.time_s <= seconds), key=lambda e: e.time_s)


def _stride(style: Style) -> Iterator[Image]:
    camera = Camera(90.0, target=(0.0, 0.88, 0.0), size_px=(560, 640), span_m=2.1)
    setting = Setting(camera, Room(treadmill=True))
    run = Run(gait=style.gait)
    for frame in range(STRIDE_FRAMES):
        phase = frame / STRIDE_FRAMES
        skeleton = solve(run_posture(run, phase).pose())
        yield paint(skeleton, setting, style.gait.belt_speed * phase * STRIDE_S)


def summary(timings: Sequence[Timing]) -> list[dict[str, Any]]:
    """Bias, SD and counts by frame rate, event and foot, over speeds and ways to land."""
    return [
        _row(timings, {"fps": fps, "kind": kind, "foot": foot})
        for fps in sorted({t.fps for t in timings})
        for kind in ("contact", "toe-off")
        for foot in ("near", "far")
    ]


def by_style(timings: Sequence[Timing], fps: int) -> list[dict[str, Any]]:
    """The near foot at one frame rate, by speed and way to land."""
    return [
        _row(
            timings,
            {"fps": fps, "kind": kind, "foot": "near", "speed": speed, "strike": strike},
        )
        for speed, _, _ in SPEEDS
        for strike, _ in STRIKES
        if any((t.speed, t.strike) == (speed, strike) for t in timings)
        for kind in ("contact", "toe-off")
    ]


def _row(timings: Sequence[Timing], wanted: dict[str, Any]) -> dict[str, Any]:
    chosen = [t for t in timings if all(getattr(t, key) == value for key, value in wanted.items())]
    errors = np.array([error for t in chosen for error in t.errors_ms])
    return {
        **wanted,
        "n": len(errors),
        "bias_ms": float(errors.mean()) if len(errors) else None,
        "sd_ms": float(errors.std(ddof=1)) if len(errors) > 1 else None,
        "missed": sum(t.missed for t in chosen),
        "extra": sum(t.extra for t in chosen),
    }


def stored(clips: Sequence[Clip]) -> list[dict[str, Any]]:
    """The clips as the data file holds them."""
    return [asdict(clip) for clip in clips]
