"""Light on the surfaces: a key light, a fill light, shade cast by spheres, a little gloss."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samples.mannequin.camera import Camera
from samples.mannequin.loft import Surface
from samples.mannequin.vectors import UP, Array, unit

Array32 = NDArray[np.float32]
KEY_LIGHT: Array = unit([-0.50, 0.72, 0.62])  # picture axes: right, up, towards the camera
FILL_LIGHT: Array = unit([0.8, 0.20, 0.45])
GLOSS = {"skin": 20.0, "cloth": 4.0, "head": 20.0}
ROWS_AT_ONCE = 1024  # small enough to stay in the processor's cache
SHADE_TAKEN = {"skin": 1.0, "cloth": 1.0, "head": 0.35}


@dataclass(frozen=True, slots=True)
class Quads:
    """Flat four-sided pieces, all single precision: corners (N, 4, 3) and one value each."""

    corners: Array32
    normals: Array32
    colours: Array32
    gloss: Array32
    shade_taken: Array32


def light_directions(camera: Camera) -> tuple[Array, Array]:
    """Directions to the key and the fill light, in the room; the lights move with the camera."""
    right, _, ahead = camera.axes
    basis = np.stack([right, UP, -ahead], axis=1)
    return unit(basis @ KEY_LIGHT), unit(basis @ FILL_LIGHT)


def facing_quads(surfaces: list[Surface], eye: Array) -> Quads:
    """All pieces that show their outer side to the camera."""
    parts = [_quads(surface, eye) for surface in surfaces]
    return Quads(
        np.concatenate([part.corners for part in parts]),
        np.concatenate([part.normals for part in parts]),
        np.concatenate([part.colours for part in parts]),
        np.concatenate([part.gloss for part in parts]),
        np.concatenate([part.shade_taken for part in parts]),
    )


def _quads(surface: Surface, eye: Array) -> Quads:
    grid = surface.vertices.astype(np.float32)
    down, right = grid[1:, :-1] - grid[:-1, 1:], grid[1:, 1:] - grid[:-1, :-1]
    normals = np.stack(
        [
            down[..., 1] * right[..., 2] - down[..., 2] * right[..., 1],
            down[..., 2] * right[..., 0] - down[..., 0] * right[..., 2],
            down[..., 0] * right[..., 1] - down[..., 1] * right[..., 0],
        ],
        axis=-1,
    )
    middles = (grid[1:, :-1] + grid[:-1, 1:] + grid[1:, 1:] + grid[:-1, :-1]) / 4
    if surface.outward is not None:
        sign = np.sign((normals @ surface.outward.astype(np.float32)).sum()) or 1.0
    else:
        axis = grid[:, :-1].mean(axis=1)
        axis = (axis[1:] + axis[:-1])[:, None] / 2
        sign = np.sign(np.sign((normals * (middles - axis)).sum(axis=-1)).sum()) or 1.0
    length = np.sqrt((normals**2).sum(axis=-1, keepdims=True))
    normals = normals * (sign / (length + 1e-12))
    facing = (normals * (eye.astype(np.float32) - middles)).sum(axis=-1)
    if surface.outward is not None:  # an ear is seen from both sides
        normals = np.where(facing[..., None] < 0, -normals, normals)
        shown = np.ones(facing.shape, dtype=bool)
    else:
        shown = facing > -0.02 * 4.0
    corners = np.stack([grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]], axis=2)[shown]
    paint = surface.colours.astype(np.float32)
    tint = (paint[1:, :-1] + paint[:-1, 1:] + paint[1:, 1:] + paint[:-1, :-1])[shown] * np.float32(
        0.25
    )
    count = len(corners)
    return Quads(
        corners,
        normals[shown],
        tint,
        np.full(count, GLOSS[surface.material], np.float32),
        np.full(count, SHADE_TAKEN[surface.material], np.float32),
    )


def lit_colours(quads: Quads, spheres: list[tuple[Array, float]], camera: Camera) -> Array32:
    """Colour (N, 3) of every piece under the lights, before clipping to 0..255."""
    key, fill = (light.astype(np.float32) for light in light_directions(camera))
    normals, middles = quads.normals, quads.corners.mean(axis=1)
    view = camera.eye.astype(np.float32) - middles
    view /= np.sqrt((view**2).sum(axis=1, keepdims=True))
    crevice, sunlit = _shade(normals, middles, spheres, key)
    direct = np.clip(normals @ key, 0, 1)
    soft = np.clip(normals @ fill * 0.5 + 0.5, 0, 1)
    sky = normals[:, 1] * 0.5 + 0.5
    lit = 1 - quads.shade_taken * (1 - sunlit)
    light = (0.34 * (0.55 + 0.45 * sky) + 0.20 * soft) * crevice
    light = light + 0.62 * direct * lit * (0.5 + 0.5 * crevice)
    half = key + view
    half /= np.sqrt((half**2).sum(axis=1, keepdims=True))
    gloss = np.clip((normals * half).sum(axis=1), 0, 1) ** 22 * sunlit * quads.gloss
    rim = 9 * (1 - np.clip((normals * view).sum(axis=1), 0, 1)) ** 3
    warmer = np.array([-0.02, 0, 0.05], np.float32) * (1 - direct)[:, None]
    colours: Array32 = quads.colours * (light[:, None] * 1.06 + warmer) + (gloss + rim)[:, None]
    return colours


def _shade(
    normals: Array32, middles: Array32, spheres: list[tuple[Array, float]], key: Array32
) -> tuple[Array32, Array32]:
    """How open each piece lies (N,) and how much of the key light reaches it (N,)."""
    centres = np.array([centre for centre, _ in spheres], np.float32)
    radii = np.array([radius for _, radius in spheres], np.float32)
    crevice, sunlit = np.empty(len(middles), np.float32), np.empty(len(middles), np.float32)
    for at in range(0, len(middles), ROWS_AT_ONCE):
        rows = slice(at, at + ROWS_AT_ONCE)
        crevice[rows], sunlit[rows] = _shade_rows(normals[rows], middles[rows], centres, radii, key)
    return crevice, sunlit


def _shade_rows(
    normals: Array32, middles: Array32, centres: Array32, radii: Array32, key: Array32
) -> tuple[Array32, Array32]:
    square = (middles**2).sum(1)[:, None] + (centres**2).sum(1) - 2 * middles @ centres.T
    square = np.maximum(square, 1e-8)
    distance = np.sqrt(square)
    towards = normals @ centres.T - (normals * middles).sum(1)[:, None]
    share = np.clip(towards / distance, 0, 1) * radii**2 / np.maximum(square, radii**2)
    crevice = 1 - 0.8 * np.minimum(share, 0.55) * (distance > 0.9 * radii)
    along = (centres @ key)[None] - (middles @ key)[:, None]
    beside = np.sqrt(np.maximum(square - along**2, 0))
    hit = np.clip((1.25 - beside / radii) / 0.7, 0, 1)
    hit *= np.clip((along - 1.25 * radii) / (0.6 * radii), 0, 1)
    return np.prod(crevice, axis=1), np.prod(1 - 0.75 * hit, axis=1)
