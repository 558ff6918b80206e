"""A clip's clock: which frame is shown when, by the file's own time stamps wherever it has some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Clock = Literal["container", "frame-rate"]

ASSUMED_FPS = 30.0
_PLAUSIBLE_FPS = (1.0, 1000.0)


@dataclass(frozen=True, slots=True)
class Timeline:
    """When each frame of a clip is shown.

    `clock`: "container" when times are the file's own; "frame-rate" when it has none that can be
    used, and a frame's time is its index / fps. `pts` (frames,): time stamps in units of
    `time_base`, increasing, with time zero at `origin`; empty with clock "frame-rate".
    `fps`: the average, 0 when a single frame leaves it unknown. `counted`: the stamps belong to
    the frames in the order they are shown, not to the packets that carry them (AVI).
    """

    clock: Clock
    frames: int
    duration_s: float
    fps: float
    time_base: Fraction
    origin: int
    pts: NDArray[np.int64] = field(repr=False, compare=False)
    counted: bool = False

    @property
    def times_s(self) -> NDArray[np.float64]:
        """The time of every frame (frames,), strictly increasing."""
        if self.clock == "frame-rate":
            return np.arange(self.frames) / self.fps
        ticks = self.pts - self.origin
        return np.asarray(ticks * self.time_base.numerator / self.time_base.denominator, np.float64)

    @property
    def end_s(self) -> float:
        """The end of the last frame as the file counts time, without moving its start to zero."""
        return float(self.origin * self.time_base) + self.duration_s

    def index_of(self, pts: int) -> int:
        """Give the index of the frame with this time stamp, or of the first one after it."""
        return int(np.searchsorted(self.pts, pts))


def timeline(
    stamps: Sequence[int | None],
    *,
    time_base: Fraction,
    start: int,
    end: int,
    header_fps: float,
    counted: bool = False,
) -> tuple[Timeline, list[str]]:
    """Make a clip's timeline from its packets' time stamps, in any order, with warnings.

    `counted`: the container stamps decoding order only; its frames are counted as they are shown.
    `start`: the file's time zero in ticks; `end`: the end of its last frame, 0 when unknown;
    `header_fps`: what its header says, 0 when it says nothing. Stamps that more than half of the
    frames share or lack are no clock: then the frame rate is used, and 30 where there is none.
    """
    pts = np.unique(np.array([stamp for stamp in stamps if stamp is not None], np.int64))
    repeated = len(stamps) - len(pts)
    if len(pts) == 0 or repeated >= max(len(pts), 1):
        return _by_frame_rate(len(stamps), header_fps)
    origin = min(max(start, 0), int(pts[0]))
    span_s = float((pts[-1] - pts[0]) * time_base)
    fps = (len(pts) - 1) / span_s if span_s > 0 else header_fps
    last_s = float((pts[-1] - origin) * time_base)
    duration_s = max(float((end - origin) * time_base), last_s)
    if duration_s == last_s and fps > 0:
        duration_s += 1 / fps
    warnings = [f"{repeated} frames without a time of their own are left out"] if repeated else []
    if fps > _PLAUSIBLE_FPS[1]:
        warnings.append(
            f"the file says {fps:.0f} frames a second, which is hardly true, so times and speeds "
            "may be wrong; --time-scale corrects them"
        )
    found = Timeline("container", len(pts), duration_s, fps, time_base, origin, pts, counted)
    return found, warnings


def _by_frame_rate(count: int, header_fps: float) -> tuple[Timeline, list[str]]:
    low, high = _PLAUSIBLE_FPS
    known = low <= header_fps <= high
    fps = header_fps if known else ASSUMED_FPS
    frames = max(count, 1)
    none = np.empty(0, np.int64)
    how = "its frame rate is used" if known else f"{fps:.0f} frames a second are assumed"
    warning = f"the clip has no time stamps of its own; {how}, so times and speeds may be wrong"
    return Timeline("frame-rate", frames, frames / fps, fps, Fraction(1), 0, none, True), [warning]
