"""Guiding somebody in front of a camera until they can be judged, and noticing when they can."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

import numpy as np

from posecheck.assess.calibrate import BASELINE_S, STILL_S, Calibration, lengths_of, still_frames
from posecheck.assess.framing import Framing, is_somebody
from posecheck.assess.gait import find_gait
from posecheck.assess.results import RollResult
from posecheck.assess.rules import Check
from posecheck.assess.view import VIEW_NAMES, Orientation, Orienter
from posecheck.track import Track, join

STANDS_S = 1.0  # how long a message stands at least, so that it can be read
BELIEVED_S = 0.25  # how long another one must apply before it is shown
MOVING_S = 3.0  # of steady steps in the right view, which need no quiet stand
MOVING_ANYHOW_S = 8.0  # of the right view in a check of steps: they may not be seen in guidance
LOOK_EVERY_S = 0.5  # to look for steps costs more than a frame may
COUNTED_S = 1.0  # of what lies before the end of a countdown is judged with the rest
UPRIGHT = "Stand upright on both feet, arms hanging"
MARGIN_S = 0.001  # so that rounding does not cost a frame
DARK = 0.12  # mean brightness, 0 to 1
LEANS_DEG = 3.0


@dataclass(frozen=True, slots=True)
class Guidance:
    """What to do before judging begins.

    kind: nobody, dark, picture, size, view, camera, stand, still or go; words: to show and say.
    progress: 0 to 1 of the quiet stand, the steady run or the countdown. ready: judging begins.
    from_s: the first frame that belongs to what is judged, None before. stood: they stood quietly.
    """

    kind: str
    words: str
    progress: float
    ready: bool = False
    from_s: float | None = None
    stood: bool = False


class Readiness:
    """Takes prepared, upright frames one at a time until somebody can be judged.

    countdown_s: begin so long after somebody was first seen, whatever is wrong by then.
    view: a name that stands for every frame.
    """

    def __init__(
        self, check: Check, *, countdown_s: float | None = None, view: str | None = None
    ) -> None:
        self._check = check
        self._countdown_s = countdown_s
        self._framing = Framing(check)
        self._orienter = Orienter(view)
        self._recent: deque[tuple[Track, Orientation]] = deque()
        self._seen_s: float | None = None  # since when somebody is seen at all
        self._right_s: float | None = None  # since when nothing is wrong
        self._still_s: float | None = None  # since when they do not move
        self._view: tuple[int | None, float] = (None, 0.0)  # that will do, and since when
        self._slack = False  # they keep still, but not upright with hanging arms
        self._look_s = -math.inf
        self._sign = _Sign()

    def __call__(self, frame: Track, light: float | None, roll: RollResult) -> Guidance:
        """Take a frame (T = 1); light: mean brightness of the picture, 0 to 1, None unknown."""
        now = float(frame.time_s[0])
        dark = light is not None and light < DARK
        seen = self._orienter(frame.points, frame.time_s)
        if not is_somebody(frame):
            self._forget()
            words = "It is too dark: switch on a light" if dark else "Step into the picture"
            return Guidance(*self._sign(now, "dark" if dark else "nobody", words), 0.0)
        self._remember(now, frame, seen)
        view = int(seen.view[0])
        advice = self._framing.advice(frame, view, float(seen.forward[0]))
        wanted_s = BASELINE_S if advice is None else advice.still_s
        self._follow(now, view if math.isfinite(wanted_s) else None, right=advice is None)
        begun = self._begun(now, wanted_s)
        if begun is not None:
            return begun
        progress = self._progress(now, wanted_s)
        if advice is not None:
            return Guidance(*self._sign(now, advice.kind, advice.words), progress)
        if dark:
            return Guidance(*self._sign(now, "dark", "It is dark: switch on a light"), progress)
        if abs(roll.value) > LEANS_DEG:
            words = (
                f"The camera is tilted by {abs(roll.value):.0f} degrees: level it, or hold still"
            )
            return Guidance(*self._sign(now, "camera", words), progress)
        if self._slack:
            return Guidance(*self._sign(now, "stand", UPRIGHT), progress)
        return Guidance(*self._sign(now, "still", self._check.stand), progress)

    def _forget(self) -> None:
        self._recent.clear()
        self._seen_s = self._right_s = self._still_s = None

    def _remember(self, now: float, frame: Track, seen: Orientation) -> None:
        self._recent.append((frame, seen))
        kept_s = MOVING_S if self._check.phases.steps else STILL_S
        while (
            len(self._recent) > 2 and now - float(self._recent[1][0].time_s[0]) > kept_s + MARGIN_S
        ):
            self._recent.popleft()
        self._seen_s = now if self._seen_s is None else self._seen_s

    def _follow(self, now: float, view: int | None, *, right: bool) -> None:
        """Follow since when nothing is wrong, and since when somebody stands still in one view."""
        self._right_s = (now if self._right_s is None else self._right_s) if right else None
        if view is None or view != self._view[0]:
            self._view, self._still_s = (view, now), None
        since_s = None if view is None else self._stand_s()
        if since_s is None:
            self._still_s = None
        elif self._still_s is None:
            self._still_s = max(since_s, self._view[1])

    def _stand_s(self) -> float | None:
        """Give since when somebody stands quietly, by the rule that makes a baseline."""
        latest = list(self._recent)
        now = float(latest[-1][0].time_s[0])
        while len(latest) > 2 and now - float(latest[1][0].time_s[0]) > STILL_S + MARGIN_S:
            del latest[0]
        track, seen = _joined(latest)
        lengths = Calibration(lengths_of(track.points, seen))
        posed = not (self._check.standing or self._check.phases.steps)
        still = still_frames(track.points, track.time_s, seen, lengths, posed=posed)
        self._slack = not still[-1] and bool(
            still_frames(track.points, track.time_s, seen, lengths, posed=True)[-1]
        )
        if not still[-1]:
            return None
        moved = np.flatnonzero(~still)
        return float(track.time_s[int(moved[-1]) + 1 if len(moved) else 0])

    def _begun(self, now: float, wanted_s: float) -> Guidance | None:
        """Begin, where there is reason to."""
        if self._still_s is not None and now - self._still_s >= wanted_s - 1e-6:
            return Guidance("go", "", 1.0, ready=True, from_s=self._still_s, stood=True)
        if self._steps(now):
            return Guidance("go", "", 1.0, ready=True, from_s=now - MOVING_S)
        if self._seen_s is None or self._countdown_s is None:
            return None
        if now - self._seen_s < self._countdown_s:
            return None
        stood = self._still_s is not None
        since_s = now - COUNTED_S if self._still_s is None else self._still_s
        return Guidance("go", "", 1.0, ready=True, from_s=max(since_s, self._seen_s), stood=stood)

    def _steps(self, now: float) -> bool:
        """Tell whether somebody has been seen taking steady steps for long enough."""
        if not self._check.phases.steps or self._right_s is None:
            return False
        right_s = now - self._right_s
        if right_s < MOVING_S or now - self._look_s < LOOK_EVERY_S:
            return right_s >= MOVING_ANYHOW_S
        self._look_s = now
        track, seen = _joined(list(self._recent))
        view, facing = VIEW_NAMES[int(seen.view[-1])], int(seen.forward[-1])
        gait = find_gait(track, view, facing, lengths_of(track.points, seen)["L"])
        return right_s >= MOVING_ANYHOW_S or (gait is not None and gait.steps > 2)

    def _progress(self, now: float, wanted_s: float) -> float:
        if self._countdown_s is not None and self._seen_s is not None:
            return min(1.0, (now - self._seen_s) / max(self._countdown_s, 1e-6))
        if self._still_s is not None:
            return (now - self._still_s) / wanted_s
        return 0.0


class _Sign:
    """Shows one message until another one has applied for a moment and this one could be read."""

    def __init__(self) -> None:
        self._shown: tuple[str, str] | None = None
        self._shown_s = 0.0
        self._other: tuple[str, str] | None = None
        self._other_s = 0.0

    def __call__(self, now: float, kind: str, words: str) -> tuple[str, str]:
        """Take the message that applies; give the one to show."""
        message = (kind, words)
        if self._shown is None:
            self._shown, self._shown_s = message, now
        if message == self._shown or kind == "camera" == self._shown[0]:
            self._other = None
            return self._shown
        if message != self._other:
            self._other, self._other_s = message, now
        if now - self._shown_s >= STANDS_S and now - self._other_s >= BELIEVED_S:
            self._shown, self._shown_s, self._other = message, now, None
        return self._shown


def _joined(frames: list[tuple[Track, Orientation]]) -> tuple[Track, Orientation]:
    track = join([one for one, _ in frames])
    seen = Orientation(
        np.concatenate([one.view for _, one in frames]),
        np.concatenate([one.forward for _, one in frames]),
        np.concatenate([one.leftward for _, one in frames]),
        np.concatenate([one.near_right for _, one in frames]),
    )
    return track, seen
