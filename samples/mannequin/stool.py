"""A stool: a box with round corners under whoever sits on it, or under a heel that rests on it.

As with the ball, where it stands and how high it is follows from the body.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from samples.mannequin.loft import Surface, plain, tube
from samples.mannequin.outfits import Colour
from samples.mannequin.skeleton import SIDES, Skeleton
from samples.mannequin.vectors import FORWARD, Array

Carries: TypeAlias = Literal["seat", "heel"]
WOOD: Colour = (78, 112, 150)
HALF_M = {"seat": (0.19, 0.17), "heel": (0.15, 0.14)}  # to either side, ahead and behind
BELOW_M = {"seat": 0.09, "heel": 0.03}  # from the joint down to what it rests on
RINGS, AROUND, CORNERS = 12, 40, 8.0


@dataclass(frozen=True, slots=True)
class Stool:
    """What the stool carries, and its colour."""

    carries: Carries = "seat"
    colour: Colour = WOOD


def top_of(stool: Stool, skeleton: Skeleton) -> Array:
    """The middle of the top of a stool, (3,): under the hips, or under the higher heel."""
    joints = skeleton.joints
    carried = joints["midhip"]
    if stool.carries == "heel":
        carried = max((joints[f"{side}_heel"] for side, _ in SIDES), key=lambda heel: heel[1])
    top: Array = carried - np.array([0.0, BELOW_M[stool.carries], 0.0])
    return top


def stool_surface(stool: Stool, skeleton: Skeleton) -> tuple[Surface, tuple[Array, float]]:
    """The stool as a surface, and a sphere that casts its shade."""
    top, (aside, along) = top_of(stool, skeleton), HALF_M[stool.carries]
    height = np.append(np.linspace(0.0, top[1], RINGS), np.full(RINGS, top[1]))
    share = np.append(np.ones(RINGS), np.linspace(1.0, 1e-3, RINGS))[:, None]
    centres = np.stack([np.full_like(height, top[0]), height, np.full_like(height, top[2])], axis=1)
    sideways = np.tile([1.0, 0.0, 0.0], (len(height), 1))
    ahead = np.tile(FORWARD, (len(height), 1))
    widths = share * np.array([[aside, aside, along, along]])
    vertices = tube(centres, sideways, ahead, widths, AROUND, CORNERS)
    middle = np.array([top[0], top[1] / 2, top[2]])
    return plain(vertices, stool.colour, "cloth"), (middle, 0.8 * along)
