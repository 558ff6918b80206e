"""The lengths of a person and what they look like standing still, taken once for all measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.view import LYING_TILT, Orientation
from posecheck.geometry.plan import Plan, Pose

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

STILL_S = 1.0  # the shortest quiet stand that counts
BASELINE_S = 2.0  # how much of it is used
WANDER = 0.005  # of S: standard deviation of ear, shoulder and hip while standing still
STRAIGHT = 0.92  # of thigh plus shank: hips above ankles while the legs are straight
FEET_LEVEL = 0.06  # of S: both feet are down
ARMS_DOWN = 0.25  # of T: wrists hang that far below the shoulders
EAR_TO_ANKLE = 0.886  # of stature; leg 0.491, trunk 0.288 (Drillis and Contini 1966, in Winter)
LEG, TRUNK = 0.491, 0.288
REACHING, REACHED_WIDTH = 0.7, 0.66
"""Of T. With both hands that far above the shoulders the pose model draws these together: in three
people and four outfits of the mannequin to 0.50 to 0.58, where they are 0.69 to 0.72 apart with the
arms at right angles or down. The trunk then reads longer by a fifteenth."""


class Facing(Protocol):
    """View codes and the near side of each frame, (T,)."""

    @property
    def view(self) -> NDArray[np.int8]:
        """View codes."""

    @property
    def near_right(self) -> NDArray[np.intp]:
        """Whether the right side is near."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Lengths S, T, L, W, P in image heights (NaN where unknown), baseline values, and whence.

    still_s: start and end of the quiet stand the baseline comes from, None without one.
    rolled: the baseline had the camera been rolled as far as it may have been; None: to be found
    from the frames of still_s.
    """

    lengths: Mapping[str, float] = field(default_factory=dict)
    baseline: Mapping[str, float] = field(default_factory=dict)
    still_s: tuple[float, float] | None = None
    rolled: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class _Body:
    """Distances and heights in each frame, (T,), in image heights."""

    trunk: Floats
    thigh: Floats
    shank: Floats
    ear_up: Floats
    width: Floats
    pelvis: Floats
    hip_height: Floats
    feet_apart: Floats
    wrists_down: Floats
    places: Floats


def calibrate(
    points: Floats,
    time_s: Floats,
    seen: Orientation,
    plan: Plan,
    channels: Mapping[str, Floats] | None = None,
) -> Calibration:
    """Find lengths and, in the first quiet upright stand, the baseline of the plan's measures.

    points: (T, 33, 4) prepared. Without a quiet stand the lengths are robust extremes over all
    frames and the baseline is empty. Nobody seen: NaN lengths.
    """
    body = _measure(points, seen)
    lengths = _lengths(body, np.isfinite(body.trunk))
    still = _still_frames(body, time_s, lengths)
    span = _first_run(still, time_s)
    if span is None:
        return Calibration(lengths)
    frames = np.zeros(len(time_s), dtype=bool)
    frames[span] = True
    lengths = {**lengths, **_known(_lengths(body, frames, still=True))}
    pose = Pose(
        seen.forward[span], seen.leftward[span], seen.near_right[span], lengths, baseline={}
    )
    carried = {name: array[span] for name, array in (channels or {}).items()}
    values = plan.evaluate(points[span], pose, carried)
    with np.errstate(all="ignore"):
        middle = {
            name: float(np.nanmedian(values[:, i]))
            for i, name in enumerate(plan.names)
            if np.isfinite(values[:, i]).any()
        }
    return Calibration(lengths, middle, (float(time_s[span][0]), float(time_s[span][-1])))


def still_frames(
    points: Floats, time_s: Floats, seen: Facing, calibration: Calibration, *, posed: bool = False
) -> Bools:
    """Tell in which frames (T,) somebody stands upright on both feet, arms down, without moving.

    posed: in any posture, so that somebody who lies or kneels still counts as well.
    """
    return _still_frames(_measure(points, seen), time_s, calibration.lengths, posed=posed)


def lengths_of(points: Floats, seen: Facing) -> dict[str, float]:
    """Estimate the lengths S, T, L, W, P from frames of any movement; NaN where nobody is seen.

    points: (T, 33, 4) prepared; lengths in image heights.
    """
    body = _measure(points, seen)
    return _lengths(body, np.isfinite(body.trunk))


def _measure(points: Floats, seen: Facing) -> _Body:
    xy = points[..., :2]
    near = np.where(seen.near_right > 0, 1, 0)
    rows = np.arange(len(xy))
    side_on = (seen.view == 1) | (seen.view == 2)

    def limb(left: int) -> Floats:
        """Give the near landmark side-on, else the mean of both sides."""
        both = (xy[:, left] + xy[:, left + 1]) / 2
        return np.where(side_on[:, None], xy[rows, left + near], both)

    def apart(a: int, b: int) -> Floats:
        both = (_norm(xy[:, a] - xy[:, b]) + _norm(xy[:, a + 1] - xy[:, b + 1])) / 2
        return np.where(side_on, _norm(xy[rows, a + near] - xy[rows, b + near]), both)

    shoulder, hip, ankle = limb(11), limb(23), limb(27)
    mid_shoulder = (xy[:, 11] + xy[:, 12]) / 2
    mid_hip = (xy[:, 23] + xy[:, 24]) / 2
    trunk = _norm(mid_shoulder - mid_hip)
    return _Body(
        trunk=trunk,
        thigh=apart(23, 25),
        shank=apart(25, 27),
        ear_up=_neck(limb(7) - mid_shoulder, mid_shoulder - mid_hip),
        width=np.where(side_on, np.nan, _shoulders_apart(xy, trunk)),
        pelvis=np.where(side_on, np.nan, _norm(xy[:, 23] - xy[:, 24])),
        hip_height=hip[:, 1] - ankle[:, 1],
        feet_apart=np.where(side_on, 0.0, np.abs(xy[:, 27, 1] - xy[:, 28, 1])),
        wrists_down=np.minimum(xy[:, 11, 1] - xy[:, 15, 1], xy[:, 12, 1] - xy[:, 16, 1]),
        places=np.concatenate([limb(7), shoulder, hip], axis=1),
    )


def _lengths(body: _Body, frames: Bools, *, still: bool = False) -> dict[str, float]:
    """Give the lengths: medians while still, otherwise extremes that bent limbs do not shorten."""
    if not frames.any():
        return dict.fromkeys("STLWP", np.nan)
    share = 50.0 if still else 90.0

    def robust(values: Floats, at: float) -> float:
        chosen = values[frames]
        chosen = chosen[np.isfinite(chosen)]
        return float(np.percentile(chosen, at)) if len(chosen) else np.nan

    trunk = robust(body.trunk, 50.0 if still else 75.0)
    leg = robust(body.thigh, share) + robust(body.shank, share)
    if not leg > trunk:  # legs out of the picture or bent towards the camera
        leg = trunk * LEG / TRUNK
    return {
        "S": leg + trunk + robust(body.ear_up, 50.0),
        "T": trunk,
        "L": leg,
        "W": robust(body.width, share),
        "P": robust(body.pelvis, share),
    }


def _known(lengths: dict[str, float]) -> dict[str, float]:
    return {name: value for name, value in lengths.items() if np.isfinite(value)}


def _still_frames(
    body: _Body, time_s: Floats, lengths: Mapping[str, float], *, posed: bool = False
) -> Bools:
    """Tell in which frames somebody stands upright, on both feet, arms down, and does not move."""
    scale = lengths["S"]
    upright = np.isfinite(body.trunk) if posed else _upright(body, lengths)
    steady = np.zeros(len(time_s), dtype=bool)
    if not np.isfinite(scale) or len(time_s) < 3:
        return steady
    starts = np.searchsorted(time_s, time_s - STILL_S, side="right") - 1
    for stop, start in enumerate(starts):
        if start < 0 or not upright[start : stop + 1].all():
            continue
        window = body.places[start : stop + 1]
        if (window.std(axis=0) <= WANDER * scale).all():
            steady[start : stop + 1] = True
    return steady


def _upright(body: _Body, lengths: Mapping[str, float]) -> Bools:
    upright: Bools = body.hip_height >= STRAIGHT * (body.thigh + body.shank)
    upright &= body.hip_height >= STRAIGHT * lengths["L"] * 0.9
    upright &= body.feet_apart <= FEET_LEVEL * lengths["S"]
    upright &= ~(body.wrists_down < ARMS_DOWN * lengths["T"])
    return upright


def _first_run(still: Bools, time_s: Floats) -> slice | None:
    """Give the first quiet stretch, at most BASELINE_S of it."""
    if not still.any():
        return None
    start = int(np.argmax(still))
    rest = still[start:]
    stop = start + (len(rest) if rest.all() else int(np.argmin(rest)))
    wanted = int(np.searchsorted(time_s, time_s[start] + BASELINE_S, side="right"))
    return slice(start, min(stop, wanted))


def _shoulders_apart(xy: Floats, trunk: Floats) -> Floats:
    """Give the width of the shoulders (T,), where both hands reach up no less than T tells."""
    apart = _norm(xy[:, 11] - xy[:, 12])
    reach = np.minimum(xy[:, 15, 1] - xy[:, 11, 1], xy[:, 16, 1] - xy[:, 12, 1])
    width: Floats = np.where(
        reach > REACHING * trunk, np.maximum(apart, REACHED_WIDTH * trunk), apart
    )
    return width


def _neck(to_ear: Floats, trunk: Floats) -> Floats:
    """Give how far the ear is above the shoulders (T,); of a trunk that lies, how far along it."""
    up: Floats = np.abs(to_ear[:, 1])
    lying = np.abs(trunk[:, 1]) < LYING_TILT * _norm(trunk)  # never of a trunk without length
    along = (to_ear[lying] * trunk[lying]).sum(axis=1) / _norm(trunk[lying])
    up[lying] = np.abs(along)
    return up


def _norm(vectors: Floats) -> Floats:
    length: Floats = np.hypot(vectors[..., 0], vectors[..., 1])
    return length
