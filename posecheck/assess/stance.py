"""When each foot is on the ground: the two ends of every stance, between frames.

Seen from the side, landing ends the fall of heel or toe, whichever comes first; leaving is where
the toe begins to rise. Heights are used because a landmarker shows them best: on a running
mannequin the forward speed of a foot that stood on the belt was off by half, its height by
millimetres, and a foot that swings back before it lands moves with the belt too early. Seen from
front or back a foot's height also changes with its distance, so there the bounce of the hips
tells, and so it does where a shaking camera spoils the heights. (evidence.md 4.4, G1, G3 and
G5; effective contact after Cavagna.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.legs import Legs
from posecheck.assess.rhythm import Bout, crossing_s, running_mean, vertex_s
from posecheck.body import Side

Floats = NDArray[np.float64]

NEVER = float("nan")
DOWN = 0.02  # leg lengths above its lowest point at which a foot is about to land
RAISED = 0.07  # leg lengths at which a toe has left for good; the leg before it lifts it by half
FALL = 0.09  # share of a stride before landing in which the fall is looked for
STEADY = 0.03  # share of a stride over which heights are averaged
PLAUSIBLE = 0.12  # contact over stride; no sprinter has less in any step
SHORT = 0.17  # ... nor this little as a rule: heights are lost in a shaking picture, the hips tell
EDGE = 0.4  # share of a stride around its middle that must be seen for a stance's ends to be told
LEAVING_LAG_S = 0.012  # the landmarker's own smoothing, where it shows; mannequin, 60 and 120 fps
HIPS_LAG_S = 0.03  # the same for the hips
HIPS_SHARE = 1.4  # contact is longer than the hips' weight-bearing half (evidence.md R16) [E]


@dataclass(frozen=True, slots=True)
class Stance:
    """One foot on the ground; NaN where an end was not seen."""

    side: Side
    contact_s: float
    middle_s: float
    toe_off_s: float

    @property
    def whole(self) -> bool:
        """Whether both ends were seen."""
        return bool(np.isfinite(self.contact_s) and np.isfinite(self.toe_off_s))

    @property
    def duration_s(self) -> float:
        """Contact time."""
        return self.toe_off_s - self.contact_s


def stances(legs: Legs, bout: Bout) -> list[Stance]:
    """Time the stances of a bout, in order; an end outside the track is NaN."""
    stride = 2 * bout.step_s
    middles = [(_side(turn.highest), turn.time_s) for turn in bout.turns]
    if legs.sideways:  # the foot that the other one passes bears the body
        passed = bout.crossings_s.tolist()
        middles = [(side, at) for (side, _), at in zip(middles, passed, strict=False)]
        seen = [_seen_from_side(legs, side, at, stride) for side, at in middles]
        if _believed(seen, legs, stride):
            return seen
    hip = running_mean(legs.hip, legs.time_s, STEADY * stride)
    speed = np.gradient(hip, legs.time_s)
    return [_seen_along(legs, hip, speed, side, at, stride) for side, at in middles]


def _believed(seen: Sequence[Stance], legs: Legs, stride_s: float) -> bool:
    """Whether stances told by heights last as stances do; one that was not found lasts no time."""
    reach, clock = EDGE * stride_s, legs.time_s
    lasting = [
        one.duration_s if one.whole else 0.0
        for one in seen
        if legs.near in (None, one.side)
        and clock[0] < one.middle_s - reach
        and clock[-1] > one.middle_s + reach
    ]
    return bool(lasting) and float(np.median(lasting)) >= SHORT * stride_s


def _side(left: bool) -> Side:
    return "left" if left else "right"


def _seen_from_side(legs: Legs, side: Side, middle_s: float, stride_s: float) -> Stance:
    clock, column = legs.time_s, 0 if side == "left" else 1
    first = int(np.searchsorted(clock, middle_s - 0.48 * stride_s))
    middle = int(np.searchsorted(clock, middle_s))
    last = int(np.searchsorted(clock, middle_s + 0.48 * stride_s)) - 1
    window = slice(first, last + 1)
    mine = slice(max(first - 2, 0), last + 3)
    heel, toe = (
        running_mean(signal[mine, column], clock[mine], STEADY * stride_s)[first - mine.start :]
        for signal in (legs.heel, legs.toe)
    )
    clock, at = clock[window], middle - first
    heel, toe = heel[: len(clock)], toe[: len(clock)]
    if not 1 <= at < len(clock) - 2:
        return Stance(side, NEVER, middle_s, NEVER)
    contact, toe_off = NEVER, NEVER
    if clock[0] < middle_s - EDGE * stride_s:
        down = [_fallen(height[: at + 1], clock[: at + 1], stride_s) for height in (heel, toe)]
        contact = min((time for time in down if np.isfinite(time)), default=NEVER)
    if clock[-1] > middle_s + EDGE * stride_s:
        toe_off = _left(toe[at - 1 :], clock[at - 1 :]) - LEAVING_LAG_S * legs.smoothed
    if toe_off - contact < PLAUSIBLE * stride_s:
        contact = toe_off = NEVER
    return Stance(side, contact, middle_s, toe_off)


def _fallen(height: Floats, clock: Floats, stride_s: float) -> float:
    """Time at which the fall of a point has lost half its speed: it has met the ground."""
    top = int(np.argmax(height))
    down = top + int(np.argmax(height[top:] - height.min() <= DOWN))
    fall = np.gradient(height, clock)
    start = max(top, int(np.searchsorted(clock, clock[down] - FALL * stride_s)))
    fastest = start + int(np.argmin(fall[start : down + 1]))
    return crossing_s(fall, clock, fall[fastest] / 2, fastest, len(fall) - 1)


def _left(toe: Floats, clock: Floats) -> float:
    """Time at which the toe begins to rise: its speed, drawn back in a straight line to zero."""
    rise = np.gradient(toe, clock)
    up = np.flatnonzero(toe - toe[:3].mean() >= RAISED)
    if not len(up):
        return NEVER
    gone = min(int(up[0]) + 1, len(toe) - 1)
    fastest = int(np.argmax(rise[: gone + 1]))
    half = crossing_s(rise, clock, rise[fastest] / 2, fastest, 0)
    quarter = crossing_s(rise, clock, rise[fastest] / 4, fastest, 0)
    return 2 * quarter - half


def _seen_along(
    legs: Legs, hip: Floats, speed: Floats, side: Side, about_s: float, stride_s: float
) -> Stance:
    """Time a stance by the hips: falling fastest near contact, rising fastest near toe-off."""
    clock = legs.time_s
    first, last = np.searchsorted(clock, (about_s - stride_s / 4, about_s + stride_s / 4)).tolist()
    if last - first < 4 or last >= len(clock) or not np.isfinite(hip[first : last + 1]).all():
        return Stance(side, NEVER, about_s, NEVER)
    low = first + int(np.argmin(hip[first : last + 1]))
    middle = vertex_s(-hip, clock, low) - HIPS_LAG_S * (legs.smoothed and not legs.raw_hips)
    reach = round(stride_s / 4 * legs.fps) + 1
    before, after = max(low - reach, 0), min(low + reach, len(clock) - 1)
    falling = vertex_s(-speed, clock, before + int(np.argmin(speed[before : low + 1])))
    rising = vertex_s(speed, clock, low + int(np.argmax(speed[low : after + 1])))
    half = HIPS_SHARE * (rising - falling) / 2
    inside = clock[0] < middle - half and middle + half < clock[-1]
    if not inside or half < PLAUSIBLE * stride_s / 2:
        return Stance(side, NEVER, middle, NEVER)
    return Stance(side, middle - half, middle, middle + half)
