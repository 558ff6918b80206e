"""Both legs of a track as plain signals in leg lengths, with camera and distance taken out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.rhythm import running_mean
from posecheck.body import Side
from posecheck.track import Track

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

GUESSED_WELL = (0.0, 3.0)  # no doubt, or merely hidden: good enough to count steps
NEAR: dict[str, Side] = {"side-left": "left", "side-right": "right"}
BLINK_S = 0.1  # a leg doubted for less than half of it, as where legs cross, does not end a run
# How long after the middle of the other foot's stance a swinging foot seems highest, in degrees of
# a stride: what is farther away seems higher, so from behind later, as it swings forward.
LATE_DEG = {"back": 45.0, "front": -15.0}
CAMERA_S = 1.0  # movements of the camera slower than this are taken out of heights


@dataclass(frozen=True, slots=True)
class Legs:
    """Signals of both legs, in leg lengths.

    apart: (T,) how far the left foot is ahead of the right (side views), or the right one above
    the left (others); NaN where a foot is not seen. hip: (T,) height. heel, toe: (T, 2) heights,
    left and right. near: the side that faces the camera, if any. smoothed: whether a landmarker
    delayed what it saw; raw_hips: whether that was taken back, but for the feet. late_deg: how
    late a swinging foot seems highest, in degrees of a stride.
    """

    time_s: Floats
    apart: Floats
    hip: Floats
    heel: Floats
    toe: Floats
    sideways: bool
    near: Side | None
    fps: float
    smoothed: bool
    raw_hips: bool = False
    late_deg: float = 0.0


def legs_of(track: Track, view: str, facing: int, leg_length: float) -> Legs | None:
    """Read the legs out of a prepared track; None without two frames that show them.

    view, facing, leg_length: as for posecheck.assess.gait.find_gait.
    """
    if len(track) < 2:
        return None
    points = track.points
    doubt = track.channels.get("doubt", np.zeros(points.shape[:2]))
    known = np.asarray(np.isfinite(points[:, 11:33, :2]).all(axis=(1, 2)))
    trusted = np.isin(doubt[:, 27], GUESSED_WELL) & np.isin(doubt[:, 28], GUESSED_WELL)
    seen = known & (running_mean(trusted.astype(np.float64), track.time_s, BLINK_S) > 0.5)
    if np.count_nonzero(seen) < 2:
        return None
    x, y = points[..., 0], points[..., 1]
    unit = _leg_lengths(track, leg_length, seen)
    hip_y = y[:, 23:25].mean(axis=1)
    ground = running_mean(hip_y, track.time_s, CAMERA_S)[:, None]
    forward = facing or _toes_point(x[seen])
    sideways = view.startswith("side")
    apart = (forward * (x[:, 27] - x[:, 28]) if sideways else y[:, 28] - y[:, 27]) / unit
    return Legs(
        time_s=track.time_s,
        apart=np.where(seen, apart, np.nan),
        hip=hip_y / unit,
        heel=(y[:, 29:31] - ground) / unit[:, None],
        toe=(y[:, 31:33] - ground) / unit[:, None],
        sideways=sideways,
        near=NEAR.get(view),
        fps=track.fps,
        smoothed=track.by_model,
        raw_hips=track.meta.get("smoothing") == "undone",
        late_deg=LATE_DEG.get(view, 0.0),
    )


def _toes_point(x: Floats) -> int:
    return 1 if np.median((x[:, 31:33] - x[:, 29:31]).mean(axis=1)) >= 0 else -1


def _leg_lengths(track: Track, leg_length: float, seen: Bools) -> Floats:
    """Leg length in image heights by frame: whoever comes nearer grows, and so does the trunk."""
    xy = track.points[..., :2]
    trunk = np.linalg.norm(xy[:, 11:13].mean(axis=1) - xy[:, 23:25].mean(axis=1), axis=-1)
    if not np.isfinite(leg_length) or leg_length <= 0:
        thigh = np.linalg.norm(xy[seen, 23:25] - xy[seen, 25:27], axis=-1)
        shank = np.linalg.norm(xy[seen, 25:27] - xy[seen, 27:29], axis=-1)
        leg_length = float(np.percentile(thigh + shank, 90))
    size = running_mean(trunk, track.time_s, CAMERA_S)
    return np.asarray(leg_length * size / np.median(size[seen]), dtype=np.float64)
