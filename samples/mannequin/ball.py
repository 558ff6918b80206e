"""An exercise ball: a shaded sphere on the floor that hides whatever is behind it.

Nothing rolls by itself: where the ball lies follows from the body that leans on it. A ball and a
belly give way a little under the weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from samples.mannequin.loft import Surface, ellipsoid
from samples.mannequin.outfits import Colour
from samples.mannequin.skeleton import SIDES, Skeleton
from samples.mannequin.vectors import FORWARD, Array, unit

Carries: TypeAlias = Literal["belly", "forearms", "seat"]
RADIUS_M = 0.30  # a ball of 65 cm under a person
BODY_M = 0.05  # from the ball to the joints' line: half a body, less what belly and ball give way
GREY: Colour = (168, 150, 132)
RIB_M, RIB_SHADE = 0.055, 0.93  # the rings that such balls have
PIECES = (40, 64)


@dataclass(frozen=True, slots=True)
class Ball:
    """What the ball carries, its radius, and how far it lies to the subject's left in metres."""

    carries: Carries
    radius_m: float = RADIUS_M
    aside_m: float = 0.0
    colour: Colour = GREY


def centre_of(ball: Ball, skeleton: Skeleton) -> Array:
    """Where the middle of a ball on the floor is, (3,), so that it touches what it carries."""
    joints = skeleton.joints
    if ball.carries == "belly":
        ahead = _under_belly(ball, skeleton)
    elif ball.carries == "seat":
        ahead = float(joints["midhip"] @ FORWARD)
    else:
        ends = [joints[f"{side}_{name}"] for side, _ in SIDES for name in ("elbow", "wrist")]
        ahead = float(np.mean(ends, axis=0) @ FORWARD)
    return np.array([joints["midhip"][0] + ball.aside_m, ball.radius_m, ahead])


def ball_surface(ball: Ball, skeleton: Skeleton) -> tuple[Surface, tuple[Array, float]]:
    """The ball as a surface, and as the sphere that casts its shade."""
    centre = centre_of(ball, skeleton)
    radii = (ball.radius_m, ball.radius_m, ball.radius_m)
    vertices = ellipsoid(centre, np.eye(3), radii, PIECES)
    ribs = np.round((vertices[..., 1] - centre[1]) / RIB_M).astype(int) % 2 == 1
    colours = np.broadcast_to(np.asarray(ball.colour, dtype=np.float64), vertices.shape).copy()
    colours[ribs] *= RIB_SHADE
    return Surface(vertices, colours), (centre, ball.radius_m * 0.95)


def _under_belly(ball: Ball, skeleton: Skeleton) -> float:
    """How far ahead a ball has just room below the line of knees, hips and shoulders.

    The place nearest to the hips; where there is no room for it, that with the most.
    """
    joints = skeleton.joints
    knees = (joints["left_knee"] + joints["right_knee"]) / 2
    line = np.array([point[1:] for point in (knees, joints["midhip"], joints["midshoulder"])])
    ahead = np.linspace(line[0, 1], line[2, 1], 241)
    middles = np.stack([np.full_like(ahead, ball.radius_m), ahead], axis=1)
    room = np.minimum(_apart(middles, line[0], line[1]), _apart(middles, line[1], line[2]))
    fits = room >= ball.radius_m + BODY_M
    if not fits.any():
        return float(ahead[int(np.argmax(room))])
    off = np.where(fits, np.abs(ahead - line[1, 1]), np.inf)
    return float(ahead[int(np.argmin(off))])


def _apart(points: Array, start: Array, end: Array) -> Array:
    """Distances (N,) of points (N, 2) from the straight line between two others."""
    along = np.clip((points - start) @ unit(end - start), 0, np.linalg.norm(end - start))
    distance: Array = np.linalg.norm(points - start - along[:, None] * unit(end - start), axis=1)
    return distance
