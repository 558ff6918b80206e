"""Surfaces as grids of vertices: lofted tubes, ellipsoids and capsules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from samples.mannequin.vectors import Array, unit

Material: TypeAlias = Literal["skin", "cloth", "head"]


@dataclass(frozen=True, slots=True)
class Surface:
    """A grid of vertices (U, V, 3) with a colour each; closed round the second axis.

    `outward` (3,) is given where the grid is an open shell, such as an ear.
    """

    vertices: Array
    colours: Array
    material: Material = "skin"
    outward: Array | None = None


def plain(vertices: Array, colour: ArrayLike, material: Material = "skin") -> Surface:
    """A surface of one colour."""
    colours = np.broadcast_to(np.asarray(colour, dtype=np.float64), vertices.shape)
    return Surface(vertices, colours, material)


def tube(
    centres: Array, sideways: Array, ahead: Array, widths: Array, around: int, power: float = 2.1
) -> Array:
    """Rings round a centre line (U, 3): widths (U, 4) to the left, right, front and back.

    `power` 2 gives ellipses, more gives rounder corners.
    """
    turn = np.linspace(0, 2 * np.pi, around + 1)
    cos, sin = np.cos(turn), np.sin(turn)
    left = np.sign(cos) * np.abs(cos) ** (2 / power)
    front = np.sign(sin) * np.abs(sin) ** (2 / power)
    across = np.where(left >= 0, widths[:, :1], widths[:, 1:2]) * left
    along = np.where(front >= 0, widths[:, 2:3], widths[:, 3:4]) * front
    vertices: Array = (
        centres[:, None] + across[..., None] * sideways[:, None] + along[..., None] * ahead[:, None]
    )
    return vertices


def ellipsoid(
    centre: Array, frame: Array, radii: tuple[float, float, float], shape: tuple[int, int]
) -> Array:
    """Ellipsoid with these radii along the axes of the frame."""
    down = np.linspace(1e-3, np.pi - 1e-3, shape[0])[:, None]
    turn = np.linspace(0, 2 * np.pi, shape[1] + 1)[None]
    local = np.stack(
        [
            np.sin(down) * np.cos(turn) * radii[0],
            np.cos(down) * radii[1] + 0 * turn,
            np.sin(down) * np.sin(turn) * radii[2],
        ],
        axis=-1,
    )
    vertices: Array = centre + local @ frame.T
    return vertices


def capsule(start: Array, end: Array, radii: tuple[float, float], around: int = 10) -> Array:
    """Tube with round ends between two points."""
    line = unit(end - start)
    side = unit(np.cross(line, [0.3, 0.5, 0.81]))
    other = np.cross(side, line)
    length = float(np.linalg.norm(end - start))
    cap = np.linspace(0.06, np.pi / 2, max(3, around // 4))
    inner = np.linspace(0, 1, max(4, int(length / (radii[0] * 0.5))))[1:-1]
    along = np.concatenate(
        [-radii[0] * np.cos(cap), length * inner, length + radii[1] * np.cos(cap[::-1])]
    )
    middle = radii[0] + (radii[1] - radii[0]) * inner
    radius = np.concatenate([radii[0] * np.sin(cap), middle, radii[1] * np.sin(cap[::-1])])
    turn = np.linspace(0, 2 * np.pi, around + 1)[None, :, None]
    ring = np.cos(turn) * side + np.sin(turn) * other
    vertices: Array = (start + line * along[:, None])[:, None] + radius[:, None, None] * ring
    return vertices


@dataclass(frozen=True, slots=True)
class CentreLine:
    """Centres (U, 3), sideways and forward axes (U, 3) and place (0..2) along a bent limb."""

    centres: Array
    sideways: Array
    ahead: Array
    place: Array


def bent_line(
    joints: tuple[Array, Array, Array],
    frames: tuple[Array, Array],
    count: int,
    corner_m: float = 0.05,
) -> CentreLine:
    """Centre line through three joints with a rounded corner; the axes turn with it."""
    start, middle, end = joints
    place = np.concatenate([np.linspace(0, 1, count, endpoint=False), np.linspace(1, 2, count)])
    first, second = np.linalg.norm(middle - start), np.linalg.norm(end - middle)
    past = np.where(place < 1, (place - 1) * first, (place - 1) * second)
    w = np.clip((past + corner_m) / (2 * corner_m), 0, 1)[:, None]
    upper = start + (middle - start) * place[:, None]
    lower = middle + (end - middle) * (place - 1)[:, None]
    straight = np.where((place < 1)[:, None], upper, lower)
    before = middle + unit(start - middle) * corner_m
    after = middle + unit(end - middle) * corner_m
    curve = (1 - w) ** 2 * before + 2 * w * (1 - w) * middle + w**2 * after
    centres = np.where((np.abs(past) < corner_m)[:, None], curve, straight)
    blend = w * w * (3 - 2 * w)
    sideways = unit(frames[0][:, 0] * (1 - blend) + frames[1][:, 0] * blend)
    down = unit(np.gradient(centres, axis=0))
    ahead = unit(np.cross(sideways, -down))
    return CentreLine(centres, np.cross(-down, ahead), ahead, place)
