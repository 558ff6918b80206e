"""What posecheck reads from pictures, and what is true of the body in its own planes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.assessor import calibration_of, doubt_of, plan_of, pose_of
from posecheck.assess.calibrate import Calibration
from posecheck.assess.flicker import undecided
from posecheck.assess.view import VIEW_NAMES, Orienter
from posecheck.body import LANDMARK_COUNT
from posecheck.checks import find
from posecheck.detect.bundle import LoadedBundle
from posecheck.detect.landmarker import Landmarker
from posecheck.detect.looks import COLUMNS, SecondLook, channels_of
from posecheck.detect.mirrored import EVERY, balance, detect_both_ways
from posecheck.detect.prepare import prepare_clip
from posecheck.detect.smoothing import UNDONE, Unsmoother
from posecheck.detect.visibility import unsmooth_visibility
from posecheck.geometry.plan import Plan, Pose
from posecheck.track import Track, from_normalised
from samples.encode import Image
from samples.mannequin.skeleton import (
    EAR_UP,
    SHANK,
    SHOULDER_HALF,
    SIDES,
    STATURE,
    THIGH,
    TRUNK,
    Side,
    Skeleton,
)
from samples.mannequin.vectors import unit
from samples.sweep.film import to_rgb
from samples.sweep.movement import View

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
# P is no distance of joints: it is how far apart a pose model puts the hip points, which the bands
# take as 19 cm in somebody of 1.70 m. The joints are 17 cm apart.
HIP_POINTS = 0.19 / 1.70 * STATURE
NOSE, LEFT_HIP = 0, 23
TRUE_LENGTHS = {
    "S": THIGH + SHANK + TRUNK + EAR_UP,
    "T": TRUNK,
    "L": THIGH + SHANK,
    "W": 2 * SHOULDER_HALF,
    "P": HIP_POINTS,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One measure over some frames (T,): value, and whether posecheck would use it."""

    value: Floats
    usable: Bools


@cache
def plan_for(check: str) -> Plan:
    """The compiled measures of a check."""
    return plan_of(find(check))


@dataclass(frozen=True, slots=True)
class Watched:
    """What the pose model and the second look saw of T pictures, before anything is smoothed.

    found: (T, 33, 4) normalised, NaN where nobody was seen. seen: (T, columns) of the second look.
    """

    found: Floats
    seen: Floats
    time_s: Floats
    size_px: tuple[int, int]
    model: str

    def single(self, frame: int) -> Watched:
        """One of the pictures by itself."""
        part = slice(frame, frame + 1)
        return replace(self, found=self.found[part], seen=self.seen[part], time_s=self.time_s[part])


def watched(images: Sequence[Image], time_s: Floats, bundle: LoadedBundle) -> Watched:
    """Look at a clip, frame by frame, as posecheck does."""
    found = np.full((len(images), LANDMARK_COUNT, 4), np.nan)
    seen, look = np.full((len(images), COLUMNS), np.nan), SecondLook()
    others, aspect = np.full_like(found, np.nan), images[0].shape[1] / images[0].shape[0]
    plain, mirrored = Unsmoother(), Unsmoother()
    with (
        Landmarker(bundle.content) as landmarker,
        Landmarker(bundle.content, mode="mirrored") as mirror,
    ):
        for row, (image, at_s) in enumerate(zip(images, time_s, strict=True)):
            time_ms, rgb = round(at_s * 1000), to_rgb(image)
            people = landmarker.detect(rgb, time_ms)
            seen[row] = look(rgb, people[0] if people else None, at_s)
            _note(found, row, plain(people[0] if people else None, time_ms, aspect))
            if row % EVERY == 0:
                people = mirror.detect(rgb, time_ms)
                _note(others, row, mirrored(people[0] if people else None, time_ms, aspect))
    balance(found, others, aspect)
    found[..., 3] = np.nan_to_num(unsmooth_visibility(found[..., 3]))
    return _watched(found, seen, time_s, images[0], bundle)


def _note(rows: Floats, row: int, raw: Floats | None) -> None:
    if raw is not None:
        rows[row] = raw


def watched_stills(images: Sequence[Image], bundle: LoadedBundle) -> Watched:
    """Look at pictures that know nothing of one another, as posecheck does at photos."""
    found = np.full((len(images), LANDMARK_COUNT, 4), np.nan)
    seen = np.full((len(images), COLUMNS), np.nan)
    with Landmarker(bundle.content, mode="image") as landmarker:
        for row, image in enumerate(images):
            rgb = to_rgb(image)
            people = detect_both_ways(landmarker, rgb)
            if people:
                found[row] = people[0]
            seen[row] = SecondLook()(rgb, people[0] if people else None, 0.0)
    found[..., 3] = np.nan_to_num(found[..., 3])
    return _watched(found, seen, np.zeros(len(images)), images[0], bundle)


def _watched(
    found: Floats, seen: Floats, time_s: Floats, image: Image, bundle: LoadedBundle
) -> Watched:
    height, width = image.shape[:2]
    return Watched(found, seen, time_s, (width, height), bundle.name)


def prepared(clip: Watched) -> Track:
    """The track of a clip or of a single picture, as posecheck prepares it."""
    width, height = clip.size_px
    points = from_normalised(clip.found, width / height)
    meta = {"model": clip.model, **UNDONE}
    return prepare_clip(Track(points, clip.time_s, clip.size_px, channels_of(clip.seen), meta))


def view_name(view: View, side: Side) -> str:
    """Name a view as posecheck does."""
    return f"side-{side}" if view == "side" else view


def read(track: Track, measure: str, calibration: Calibration, view: str) -> Reading:
    """Read `check/measure` from a prepared track, seen from a view that is known."""
    check, _, name = measure.partition("/")
    plan = plan_for(check)
    seen = Orienter(view)(track.points, track.time_s)
    found = Orienter()(track.points, track.time_s)
    values = plan.evaluate(track.points, pose_of(seen, calibration), track.channels)
    doubts = plan.doubts(doubt_of(track), seen.near_right)
    column = plan.columns[name]
    usable = np.isfinite(values[:, column]) & (doubts[:, column] == 0)
    usable &= found.view == VIEW_NAMES.index(view)
    if not view.startswith("side"):
        usable &= ~undecided(track.points, track.time_s)
    return Reading(values[:, column], usable)


def calibrated(track: Track, check: str, view: str) -> Calibration:
    """What a recording, of quiet standing where there is one, says of a person, for a check."""
    return calibration_of(track, plan_for(check), view)


def thighs_apart(skeleton: Skeleton) -> float:
    """Give the angle between the thighs in degrees, less than 0 where the knees are the nearer."""
    hips, knees = (
        skeleton.joints[f"left_{name}"] - skeleton.joints[f"right_{name}"]
        for name in ("hip", "knee")
    )
    left, right = (
        unit(skeleton.joints[f"{side}_knee"] - skeleton.joints[f"{side}_hip"]) for side, _ in SIDES
    )
    turned = float(np.degrees(np.arccos(np.clip(left @ right, -1.0, 1.0))))
    return turned if (knees - hips) @ hips >= 0 else -turned


MEANT: dict[str, Callable[[Skeleton], float]] = {"clam/thighs apart": thighs_apart}
"""What is true of a body where the formula of a measure only stands in for what its name says."""


@dataclass(frozen=True, slots=True)
class Body:
    """Whose measures are true: the view of them, the near side, whether it lies, its height."""

    view: View
    side: Side
    floor: bool = False
    stature: float = 1.0


def true_values(
    skeletons: Sequence[Skeleton], neutral: Skeleton, measure: str, body: Body
) -> Floats:
    """The measure (T,) on the joints themselves, seen square on from infinitely far away.

    Of a measure that stands in for something else (MEANT), that.
    """
    if measure in MEANT:
        return np.array([MEANT[measure](skeleton) for skeleton in skeletons])
    check, _, name = measure.partition("/")
    plan = plan_for(check)
    standing = _true(plan, [neutral], replace(body, floor=False), {})[0]
    baseline = dict(zip(plan.names, standing.tolist(), strict=True))
    values: Floats = _true(plan, skeletons, body, baseline)[:, plan.columns[name]]
    return values


def _true(
    plan: Plan, skeletons: Sequence[Skeleton], body: Body, baseline: dict[str, float]
) -> Floats:
    joints = np.array([skeleton.landmarks() for skeleton in skeletons])
    points = np.ones((*joints.shape[:2], 4))
    points[..., 0] = joints[..., 2] if body.view == "side" else joints[..., 0]
    points[..., 1], points[..., 2] = joints[..., 1], 0.0
    ones = np.ones(len(joints))
    ahead = np.where(points[:, NOSE, 0] < points[:, LEFT_HIP, 0], -1.0, 1.0) if body.floor else ones
    near = np.full(len(joints), int(body.side == "right"), dtype=np.intp)
    lengths = {name: length * body.stature for name, length in TRUE_LENGTHS.items()}
    return plan.evaluate(points, Pose(ahead, ones, near, lengths, baseline))
