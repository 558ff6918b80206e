"""How exactly the pelvis line is found in pictures of known tilt: `python -m samples.pelvis`.

Every picture is looked at by itself, with the true landmarks or with landmarks displaced the way
the pose model displaces them; the angle is compared with the tilt that was set, less what the same
person's quiet standing reads. Prints a table; about five minutes on one core.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
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
UNSEEN = ("hanging", "one-colour")
VIEWS = {"front": 0.0, "back": 180.0}
DROPS = (-4.0, 0.0, 4.0, 8.0, 12.0, 16.0)
LEANS = {"upright": 0.0, "with": -0.7, "against": 0.7}  # towards the standing leg, of the drop
PURE_LEANS = (-12.0, -6.0, 6.0, 12.0)
PHASES = np.arange(0.0, 1.0, 0.125)
DISPLACED_M = (0.012, -0.025)  # hips as the model sees them: beside and below where they are
TRUNK_ERROR = 1.05


@dataclass(frozen=True, slots=True)
class Seen:
    """One picture: what it belongs to, the tilt set and the angle read (NaN: none), degrees."""

    group: str
    person: str
    true: float
    read: float


def dressed(way: str, outfit: Outfit) -> Outfit:
    """The outfit that shows (or hides) the hips in a way."""
    if way == "stickers":
        return outfit.of_one_colour().stickered(LIME if outfit is RED else (190, 40, 245))
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

    A slope over less than 8 degrees would be noise, and is NaN.
    """
    level = {one.person: one.read for one in seen if one.group == "standing"}
    for group in dict.fromkeys(one.group for one in seen if one.group != "standing"):
        rows = [one for one in seen if one.group == group]
        true = np.array([one.true for one in rows])
        angle = np.array([one.read - level[one.person] for one in rows])
        known = np.isfinite(angle)
        text = f"{way:10} {group:10} {known.sum():4d} of {len(rows):4d} read"
        if known.any():
            error = angle[known] - true[known]
            spread = np.ptp(true[known])
            slope = np.polyfit(true[known], angle[known], 1)[0] if spread > 8 else np.nan
            text += f"  slope {slope:5.2f}  RMSE {np.sqrt(np.mean(error**2)):4.2f}"
            text += f"  largest {np.abs(error).max():4.2f} deg"
        yield text


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
