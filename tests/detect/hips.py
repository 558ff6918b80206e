"""Pictures of the mannequin's hips with a pelvis of known tilt."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from posecheck.detect.region import region_of
from samples.mannequin.camera import Camera
from samples.mannequin.outfits import BLUE
from samples.mannequin.paint import Setting, paint
from samples.mannequin.posture import standing
from samples.mannequin.scenes.one_leg import Support, on_one_leg
from samples.mannequin.skeleton import solve


@dataclass(frozen=True, eq=False)
class Shot:
    """A picture, its true landmarks (33, 4) normalised, and the true tilt in the picture.

    drop: how much lower the person's right side is, in degrees; slope: how much lower the picture's
    right side is.
    """

    rgb: np.ndarray
    landmarks: np.ndarray
    drop: float
    slope: float


@cache
def shot(outfit=BLUE, view="back", drop=0.0, lean=0.0, side="left", yaw=0.0):
    """Somebody on one leg whose pelvis is lower by `drop` on the right, on the left where < 0.

    side: the standing leg, None for both. lean: of the trunk, towards the standing leg.
    """
    camera = Camera({"back": 180.0, "front": 0.0, "side": 90.0}[view] + yaw)
    if side is None:
        posture = standing(side_lean=lean)
    else:
        sign = 1.0 if side == "left" else -1.0
        posture = on_one_leg(Support(side, 6.0, 3.0, sign * drop, side_lean=lean))
    skeleton = solve(posture.pose())
    image = paint(skeleton, Setting(camera, outfit=outfit))
    pixels = camera.project(skeleton.landmarks())[0]
    landmarks = np.ones((33, 4))
    landmarks[:, :2] = pixels / camera.size_px
    across = (pixels[24] - pixels[23]) * np.sign(pixels[24, 0] - pixels[23, 0])
    slope = float(np.degrees(np.arctan2(across[1], across[0])))
    rgb = np.ascontiguousarray(image[..., ::-1])
    return Shot(rgb, landmarks, slope if view == "back" else -slope, slope)


def slope_of(line):
    """How much lower the right end of a line in the picture is, in degrees."""
    (ax, ay), (bx, by) = line.start, line.end
    return float(np.degrees(np.arctan2(by - ay, bx - ax)))


def region(one):
    """Where that picture's hips are."""
    return region_of(one.landmarks, one.rgb.shape[1::-1])
