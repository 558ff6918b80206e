"""The head: skull, face, hair and ears, modelled once in its own frame for each outfit.

A face, hair and shading are what keeps a pose model from taking left for right.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from samples.mannequin.loft import Surface
from samples.mannequin.outfits import Outfit
from samples.mannequin.skeleton import EYE_HEIGHT, Skeleton
from samples.mannequin.vectors import Array, turn_x, turn_y

ROWS, AROUND = 60, 96
INSIDE: Array = np.array([0.0, 0.0, 0.012])  # all rays that find the surface start here
SKULL = (  # centre and radii of ellipsoids that are blended
    ((0, 0.056, -0.003), (0.073, 0.097, 0.095)),
    ((0, -0.045, 0.034), (0.054, 0.066, 0.060)),
    ((0, -0.010, 0.030), (0.062, 0.075, 0.062)),
    ((0, -0.078, 0.062), (0.026, 0.026, 0.030)),
)
NOSE = (
    ((0, -0.019, 0.102), (0.0125, 0.012, 0.0175)),
    ((0, -0.007, 0.096), (0.011, 0.016, 0.0165)),
    ((0, 0.009, 0.090), (0.0095, 0.021, 0.0135)),
    ((0.011, -0.022, 0.092), (0.008, 0.008, 0.014)),
    ((-0.011, -0.022, 0.092), (0.008, 0.008, 0.014)),
)


def head_surfaces(skeleton: Skeleton, outfit: Outfit) -> list[Surface]:
    """Head and ears where the skeleton has them."""
    centre, frame = skeleton.joints["head"], skeleton.frames["head"]
    return [
        Surface(
            centre + part.vertices @ frame.T,
            part.colours,
            "head",
            None if part.outward is None else frame @ part.outward,
        )
        for part in _head_at_origin(outfit)
    ]


@lru_cache(maxsize=8)
def _head_at_origin(outfit: Outfit) -> tuple[Surface, ...]:
    down = np.linspace(0.02, np.pi - 0.02, ROWS)[:, None]
    turn = np.linspace(0, 2 * np.pi, AROUND + 1)[None]
    rays = np.stack(
        [np.sin(down) * np.sin(turn), np.cos(down) + 0 * turn, np.sin(down) * np.cos(turn)], axis=-1
    )
    points = INSIDE + rays * _surface_distance(rays)[..., None]
    points = _modelled(points, rays)
    hair = _hair_share(points)
    points = points + rays * (hair * 0.011)[..., None]
    strands = 0.06 * np.sin(turn * 37 + 9 * np.sin(down * 5)) + 0.05 * np.sin(turn * 83 + down * 11)
    hair_colour = np.array(outfit.hair) * (1 + 1.5 * strands[..., None])
    colours = np.array(outfit.skin) * (1 - hair[..., None]) + hair_colour * hair[..., None]
    colours = _painted_face(colours, points, outfit)
    return (Surface(points, colours, "head"), *(_ear(sign, outfit) for sign in (1.0, -1.0)))


def _ray_exit(
    rays: Array, centre: tuple[float, float, float], radii: tuple[float, float, float]
) -> Array:
    """Where the rays leave an ellipsoid; 0 where they miss it."""
    start, direction = (INSIDE - np.array(centre)) / np.array(radii), rays / np.array(radii)
    a, b = (direction**2).sum(-1), (direction * start).sum(-1)
    inside = b * b - a * ((start**2).sum() - 1)
    out: Array = np.where(inside > 0, (-b + np.sqrt(np.maximum(inside, 0))) / a, 0)
    return out


def _surface_distance(rays: Array) -> Array:
    sharp, nose_sharp = 110.0, 230.0
    skull = np.sum([np.exp(sharp * _ray_exit(rays, *part)) for part in SKULL], axis=0)
    distance = np.log(skull) / sharp - 0.004
    nose = np.sum([np.exp(nose_sharp * _ray_exit(rays, *part)) for part in NOSE], axis=0)
    blended: Array = np.log(np.exp(nose_sharp * distance) + nose) / nose_sharp
    return blended


def _modelled(points: Array, rays: Array) -> Array:
    """Sink the eye sockets, raise the lips."""
    x, y, front = points[..., 0], points[..., 1], points[..., 2] > 0
    depth = np.zeros(x.shape)
    for sign in (-1, 1):
        socket = ((x - sign * 0.031) / 0.017) ** 2 + ((y - EYE_HEIGHT) / 0.012) ** 2
        depth = depth - 0.006 * np.exp(-socket) * front
    lips = ((y + 0.060) / 0.008) ** 2 + (x / 0.028) ** 2
    depth = depth + 0.004 * np.exp(-lips) * front
    shaped: Array = points + rays * depth[..., None]
    return shaped


def _hair_share(points: Array) -> Array:
    x, y, z = points[..., 0], points[..., 1], points[..., 2]
    temple = 0.086 - 0.35 * np.maximum(0, 0.075 - z) * (np.abs(x) > 0.045)
    behind = np.clip(0.045 + (z - 0.02) * 2.2, -0.060, 0.05)
    line = np.where(z > 0.02, temple, behind)
    line = np.where(z < -0.03, -0.062, line)
    share: Array = 1 / (1 + np.exp(-np.clip((y - line) / 0.004, -60, 60)))
    return share


def _painted_face(colours: Array, points: Array, outfit: Outfit) -> Array:
    x, y, front = points[..., 0], points[..., 1], points[..., 2] > 0.02

    def spot(
        at: tuple[float, float], radii: tuple[float, float], soft: float = 0.25, slope: float = 0.0
    ) -> Array:
        height = y - at[1] - slope * (x - at[0])
        edge = np.sqrt(((x - at[0]) / radii[0]) ** 2 + (height / radii[1]) ** 2)
        share: Array = (np.clip((1 + soft - edge) / (2 * soft), 0, 1) * front)[..., None]
        return share

    def mix(under: Array, share: Array, colour: tuple[int, int, int]) -> Array:
        mixed: Array = under * (1 - share) + np.array(colour) * share
        return mixed

    for s in (-1, 1):
        eye = (s * 0.031, EYE_HEIGHT)
        blush = spot((s * 0.045, -0.02), (0.02, 0.02), 0.8)
        colours = colours * (1 - 0.10 * blush * np.array([1, 0.9, 0.2]))
        colours = colours * (1 - 0.28 * spot((s * 0.031, EYE_HEIGHT + 0.001), (0.021, 0.014), 0.6))
        white = spot(eye, (0.0155, 0.0066))
        colours = mix(colours, white, (235, 238, 240))
        colours = mix(colours, spot(eye, (0.0066, 0.0066)) * white, (46, 62, 84))
        colours = colours * (1 - 0.9 * spot(eye, (0.0032, 0.0032)) * white)
        lid = spot((s * 0.031, EYE_HEIGHT + 0.007), (0.0165, 0.0022))
        brow = spot((s * 0.033, EYE_HEIGHT + 0.021), (0.020, 0.0040), 0.3, -s * 0.10)
        colours = mix(colours, lid * 0.85, outfit.brow)
        colours = mix(colours, brow * 0.9, outfit.brow)
        colours = colours * (1 - 0.55 * spot((s * 0.0085, -0.0315), (0.0045, 0.0028)))
        colours = colours * (1 - 0.16 * spot((s * 0.018, -0.018), (0.004, 0.012), 0.8))
    y = y - 13.0 * x * x  # the corners of the mouth are raised
    colours = mix(colours, spot((0, -0.0575), (0.025, 0.0050)) * 0.8, outfit.lip)
    colours = mix(colours, spot((0, -0.0655), (0.020, 0.0055)) * 0.75, outfit.lip)
    colours = colours * (1 - 0.55 * spot((0, -0.0612), (0.0255, 0.0014)))
    return colours * (1 - 0.15 * spot((0, -0.076), (0.014, 0.003), 0.6))


def _ear(sign: float, outfit: Outfit) -> Surface:
    """A tilted oval shell with a darker bowl."""
    frame = turn_y(sign * 14) @ turn_x(-8)
    turn, share = np.linspace(0, 2 * np.pi, 25)[None], np.linspace(0, 1, 9)[:, None]
    wide = np.cos(turn) * 0.0185 * (1 + 0.18 * np.sin(turn)) * share
    high = np.sin(turn) * 0.033 * share
    out = sign * 0.013 * np.sqrt(np.maximum(0, 1 - (2 * share - 1.45) ** 2)) + 0 * turn
    vertices = np.array([sign * 0.0700, 0.004, -0.017]) + np.stack([out, high, wide], -1) @ frame.T
    tone = np.interp(share[:, 0], [0, 0.45, 0.62, 0.9, 1], [0.55, 0.62, 0.98, 0.98, 0.75])
    colours = np.array(outfit.skin) * tone[:, None, None] * np.ones(vertices.shape)
    return Surface(vertices, colours, "head", np.array([sign, 0.0, 0.0]))
