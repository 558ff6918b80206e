"""How exactly the pelvis line is found in pictures of known tilt: `python -m samples.pelvis`.

Every picture is looked at by itself, with the true landmarks or with landmarks displaced the way
the pose model displaces them; the angle is compared with the tilt that was set, less what the same
person's quiet standing reads. Prints a table; about five minutes on one core.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import cv2
import numpy as np

from posecheck.detect.level import GOOD_ENOUGH
from posecheck.detect.pelvis import PelvisFinder
from samples.encode import Image
from samples.mannequin.camera import Camera
from samples.mannequin.outfits import BLUE, LIME, RED, VIOLET, Outfit
from samples.mannequin.paint import Setting, paint
from samples.mannequin.posture import Posture, standing
from samples.mannequin.scenes.gait import Gait
from samples.mannequin.scenes.one_leg import Support, on_one_leg
from samples.mannequin.scenes.running import Run, run_posture
from samples.mannequin.skeleton import Side, Skeleton, solve
from samples.mannequin.vectors import Array

OUTFITS = {"blue": BLUE, "red": RED, "violet": VIOLET}
SHOWN = ("waistband", "bare", "stickers")
UNSEEN = ("hanging", "short", "one-colour")
VIEWS = {"front": 0.0, "back": 180.0}
DROPS = (-4.0, 0.0, 4.0, 8.0, 12.0, 16.0)
LEANS = {"upright": 0.0, "with": -0.7, "against": 0.7}  # towards the standing leg, of the drop
PURE_LEANS = (-12.0, -6.0, 6.0, 12.0)
PHASES = np.arange(0.0, 1.0, 0.125)
DISPLACED_M = (0.012, -0.025)  # hips as the model sees them: beside and below where they are
TRUNK_ERROR = 1.05
SHORT_HEM_M = -0.005  # of a shirt that hangs to the hip joints, where a waistband could be
ENOUGH_DEG = 8.0  # a slope over less would be noise


@dataclass(frozen=True, slots=True)
class Seen:
    """One picture: what it belongs to, the tilt set and the angle read (NaN: none), degrees.

    leg: the standing one, where that matters.
    """

    group: str
    person: str
    true: float
    read: float
    leg: str = ""


def dressed(way: str, outfit: Outfit) -> Outfit:
    """The outfit that shows (or hides) the hips in a way."""
    if way == "stickers":
        return outfit.of_one_colour().stickered(LIME if outfit is RED else (190, 40, 245))
    if way == "short":
        return replace(outfit, hem_m=SHORT_HEM_M)
    changed = {"bare": outfit.bare, "hanging": outfit.hanging, "one-colour": outfit.of_one_colour}
    return changed[way]() if way in changed else outfit


def postures(*, running: bool) -> Iterator[tuple[str, Posture]]:
    """Every posture by the group it belongs to; each group has standing on two legs."""
    sides: tuple[Side, ...] = ("left", "right")
    for drop, side, (name, share) in product(DROPS, sides, LEANS.items()):
        support = Support(side, 8.0, 3.0, drop, side_lean=share * drop)
        yield name, on_one_leg(support)
    for lean, side in product(PURE_LEANS, sides):
        yield "pure lean", on_one_leg(Support(side, 8.0, 3.0, 0.0, side_lean=lean))
    if running:
        for drop, phase in product((0.0, 5.0, 10.0), PHASES):
            yield "running", run_posture(Run(gait=Gait(pelvic_drop=drop)), float(phase))


def read(image: Image, skeleton: Skeleton, camera: Camera, *, displaced: bool) -> float:
    """The drop of the right side that the finder reads in a picture; NaN where it trusts none."""
    joints = skeleton.landmarks()
    if displaced:
        right, down, _ = camera.axes
        joints[[23, 24]] += DISPLACED_M[0] * right - DISPLACED_M[1] * down
        joints[[11, 12]] += (TRUNK_ERROR - 1) * (joints[[11, 12]] - joints[[23, 24]])
    landmarks = np.ones((33, 4))
    landmarks[:, :2] = camera.project(joints)[0] / camera.size_px
    row = PelvisFinder()(np.ascontiguousarray(image[..., ::-1]), landmarks, 0.0)
    return float(row[0]) if row[1] >= GOOD_ENOUGH else float("nan")


def sweep(way: str, camera: Camera, share: float, rng: np.random.Generator) -> Iterator[Seen]:
    """Look at a share of all postures in every outfit and view."""
    for (name, outfit), (view, yaw) in product(OUTFITS.items(), VIEWS.items()):
        own = replace(camera, yaw=camera.yaw + yaw)
        setting = Setting(own, outfit=dressed(way, outfit))
        chosen = [("standing", standing()), *postures(running=view == "back")]
        for group, posture in chosen:
            if group != "standing" and rng.random() > share:
                continue
            skeleton = solve(posture.pose())
            image = paint(skeleton, setting)
            for displaced in (False, True):
                angle = read(image, skeleton, own, displaced=displaced)
                person = f"{name} {view} {displaced}"
                yield Seen(group, person, tilt(skeleton, own), angle)


def tilt(skeleton: Skeleton, camera: Camera) -> float:
    """The true drop of the right side as this camera sees it, from the pelvis's own axis."""
    across = camera.project(np.stack([skeleton.joints["left_hip"], skeleton.joints["right_hip"]]))[
        0
    ]
    rise: Array = across[1] - across[0]
    return float(np.degrees(np.arctan2(rise[1], abs(rise[0]))))


def told(way: str, seen: list[Seen]) -> Iterator[str]:
    """One line a group: how many were read, slope, error after standing, largest error.

    Then the slopes and the largest error of each outfit, view and leg by itself. A slope over too
    small a range is NaN.
    """
    level = {one.person: one.read for one in seen if one.group == "standing"}
    for group in dict.fromkeys(one.group for one in seen if one.group != "standing"):
        rows = [one for one in seen if one.group == group]
        read = [one for one in rows if np.isfinite(one.read - level[one.person])]
        text = f"{way:10} {group:15} {len(read):4d} of {len(rows):4d} read"
        if read:
            slope, rmse, largest = follows(read, level)
            text += f"  slope {slope:5.2f}  RMSE {rmse:4.2f}  largest {largest:4.2f} deg"
            apart = dict.fromkeys((one.person, one.leg) for one in read)
            each = np.array(
                [follows([o for o in read if (o.person, o.leg) == key], level) for key in apart]
            )
            slopes = each[np.isfinite(each[:, 0]), 0]
            spread = f"{slopes.min():.2f} to {slopes.max():.2f}" if len(slopes) else "-"
            text += f"  each: slope {spread}, RMSE to {each[:, 1].max():.2f}"
        yield text


def follows(read: Sequence[Seen], level: Mapping[str, float]) -> tuple[float, float, float]:
    """Slope against the truth, error (root mean square) and largest error after standing."""
    true = np.array([one.true for one in read])
    angle = np.array([one.read - level[one.person] for one in read])
    error = angle - true
    known = len(read) > 2 and np.ptp(true) > ENOUGH_DEG
    slope = float(np.polyfit(true, angle, 1)[0]) if known else float("nan")
    return slope, float(np.sqrt(np.mean(error**2))), float(np.abs(error).max())


def main() -> None:
    """Print the table for every way in which hips are shown or hidden."""
    parser = argparse.ArgumentParser(prog="python -m samples.pelvis", description=__doc__)
    parser.add_argument("--share", type=float, default=0.25, help="of all postures (default 0.25)")
    parser.add_argument("--height", type=int, default=640, help="of the pictures, in pixels")
    parser.add_argument("--yaw", type=float, default=0.0, help="camera turned from square on")
    parser.add_argument("--up", type=float, default=1.0, help="height of the camera in metres")
    parser.add_argument("--ways", nargs="*", default=[*SHOWN, *UNSEEN], help="of showing the hips")
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    size_px = (round(asked.height * 0.75), asked.height)
    camera = Camera(asked.yaw, size_px=size_px, height_m=asked.up)
    for way in asked.ways:
        rng = np.random.default_rng(7)
        for line in told(way, list(sweep(way, camera, asked.share, rng))):
            print(line, flush=True)


if __name__ == "__main__":
    main()
