"""The trunk: one loft from the pelvis to the neck, with shorts, waistband, shirt and collar."""

from __future__ import annotations

import numpy as np

from samples.mannequin.loft import Surface, ellipsoid, plain, tube
from samples.mannequin.outfits import Outfit
from samples.mannequin.skeleton import TRUNK, Skeleton, segment_frame
from samples.mannequin.vectors import Array, hermite, unit

HEIGHTS = (-0.115, -0.09, -0.03, 0.06, 0.17, 0.30, 0.40, 0.465, 0.505, 0.535, 0.560, 0.578)
WIDTHS = np.array(  # left, right, front, back: half-widths in metres at these heights
    [
        [0.070, 0.070, 0.045, 0.050],
        [0.125, 0.125, 0.075, 0.085],
        [0.168, 0.168, 0.094, 0.118],
        [0.161, 0.161, 0.096, 0.106],
        [0.140, 0.140, 0.094, 0.086],
        [0.152, 0.152, 0.108, 0.098],
        [0.168, 0.168, 0.114, 0.108],
        [0.172, 0.172, 0.094, 0.104],
        [0.150, 0.150, 0.070, 0.090],
        [0.105, 0.105, 0.056, 0.076],
        [0.074, 0.074, 0.052, 0.064],
        [0.050, 0.050, 0.040, 0.048],
    ]
)
RINGS, AROUND = 58, 48
WAISTBAND_M = 0.036
PELVIS_UP_TO_M, THORAX_FROM_M = 0.07, 0.36
COLLAR_M = 0.548
ROUNDNESS = 2.35
HANGS_FROM_M = 0.16
HEM_WIDTHS = np.array([0.205, 0.205, 0.150, 0.165])
STICKER_RADIUS_M = 0.015
BACK_STICKERS, FRONT_STICKERS = (0.085, 0.050), (0.085, 0.105)  # height, distance from the middle


def trunk_surfaces(skeleton: Skeleton, outfit: Outfit, girth: float) -> list[Surface]:
    """Trunk and neck."""
    height = np.linspace(HEIGHTS[0], HEIGHTS[-1], RINGS)
    centres, sideways, ahead = _spine(skeleton, height)
    widths = hermite(HEIGHTS, WIDTHS, height) * girth
    band = (height > outfit.hem_m - WAISTBAND_M) & (height < outfit.hem_m)
    if outfit.hem_m > 0:
        widths[band] += 0.004
    vertices = tube(centres, sideways, ahead, widths, AROUND, ROUNDNESS)
    return [
        Surface(vertices, _clothing(vertices, height, outfit), "cloth"),
        _neck(skeleton, outfit),
        *_hanging_hem(skeleton, outfit, girth),
        *_stickers(skeleton, outfit, girth),
    ]


def trunk_spheres(skeleton: Skeleton, girth: float) -> list[tuple[Array, float]]:
    """Spheres that stand for the trunk where it casts shade."""
    height = np.linspace(-0.10, 0.50, 7)
    centres, sideways, _ = _spine(skeleton, height)
    widths = hermite(HEIGHTS, WIDTHS, height) * girth
    return [
        (centre + side * share * width[0], float(min(width[0] * 0.55, width[2])))
        for centre, side, width in zip(centres, sideways, widths, strict=True)
        for share in (-0.5, 0.5)
    ]


def _spine(skeleton: Skeleton, height: Array) -> tuple[Array, Array, Array]:
    """Centre line that leaves the pelvis along its axis and meets the thorax along its own.

    Up to the waistband the axes are the pelvis's alone, so that the band shows its tilt.
    """
    pelvis, thorax = skeleton.frames["pelvis"], skeleton.frames["thorax"]
    low, high = skeleton.joints["midhip"], skeleton.joints["midshoulder"]
    u = np.clip(height / TRUNK, 0, 1)[:, None]
    centres = (
        (2 * u**3 - 3 * u**2 + 1) * low
        + (u**3 - 2 * u**2 + u) * TRUNK * pelvis[:, 1]
        + (3 * u**2 - 2 * u**3) * high
        + (u**3 - u**2) * TRUNK * thorax[:, 1]
    )
    centres = centres + np.minimum(height, 0)[:, None] * pelvis[:, 1]
    centres = centres + np.maximum(height - TRUNK, 0)[:, None] * thorax[:, 1]
    w = np.clip((height - PELVIS_UP_TO_M) / (THORAX_FROM_M - PELVIS_UP_TO_M), 0, 1)
    w = (w * w * (3 - 2 * w))[:, None]
    sideways = unit(pelvis[:, 0] * (1 - w) + thorax[:, 0] * w)
    upward = unit(pelvis[:, 1] * (1 - w) + thorax[:, 1] * w)
    ahead = unit(np.cross(sideways, upward))
    return centres, np.cross(upward, ahead), ahead


def _clothing(vertices: Array, height: Array, outfit: Outfit) -> Array:
    rows = height[:, None]
    turn = np.linspace(0, 2 * np.pi, vertices.shape[1])
    colours = np.empty(vertices.shape)
    colours[:] = outfit.shirt
    stripe = ((height > 0.335) & (height < 0.375)) | ((height > 0.30) & (height < 0.312))
    colours[stripe] = outfit.stripe
    colours[height < outfit.hem_m] = outfit.shorts
    if outfit.hem_m > 0:
        band = (height > outfit.hem_m - WAISTBAND_M) & (height < outfit.hem_m)
        colours[band] = outfit.waistband
    neckline = COLLAR_M - 0.022 * np.clip(np.sin(turn), 0, 1)
    colours[rows > neckline] = outfit.skin
    return colours


def _hanging_hem(skeleton: Skeleton, outfit: Outfit, girth: float) -> list[Surface]:
    """The part of a shirt that hangs over the shorts: loose, and turning with the thorax."""
    if outfit.hem_m > 0:
        return []
    height = np.linspace(outfit.hem_m, HANGS_FROM_M, 14)
    hung = np.full(len(height), HANGS_FROM_M)
    centres, sideways, ahead = _spine(skeleton, hung)
    upward = skeleton.frames["thorax"][:, 1]
    centres = centres + (height - HANGS_FROM_M)[:, None] * upward
    loose = np.clip((HANGS_FROM_M - height) / (HANGS_FROM_M - outfit.hem_m), 0, 1)[:, None]
    widths = hermite(HEIGHTS, WIDTHS, hung)[:1] * (1 - loose) + HEM_WIDTHS * loose
    vertices = tube(centres, sideways, ahead, widths * girth, AROUND, ROUNDNESS)
    return [plain(vertices, outfit.shirt, "cloth")]


def _stickers(skeleton: Skeleton, outfit: Outfit, girth: float) -> list[Surface]:
    """Discs over the two bones at the front of the pelvis and the two dimples at its back."""
    if outfit.stickers is None:
        return []
    discs = []
    for (height_m, aside_m), ahead in ((BACK_STICKERS, -1.0), (FRONT_STICKERS, 1.0)):
        for side in (1.0, -1.0):
            place, frame = _on_trunk(skeleton, height_m, side * aside_m, ahead, girth)
            radii = (STICKER_RADIUS_M, STICKER_RADIUS_M, 0.002)
            discs.append(plain(ellipsoid(place, frame, radii, (8, 20)), outfit.stickers, "cloth"))
    return discs


def _on_trunk(
    skeleton: Skeleton, height_m: float, left_m: float, ahead: float, girth: float
) -> tuple[Array, Array]:
    """A place on the trunk's surface, and its frame: sideways, upward and outward axes."""
    height = np.array([height_m])
    centres, sideways, forward = _spine(skeleton, height)
    widths = hermite(HEIGHTS, WIDTHS, height)[0] * girth
    wide, deep = widths[0 if left_m > 0 else 1], widths[2 if ahead > 0 else 3]
    share = abs(left_m) / wide
    out = (1 - share**ROUNDNESS) ** (1 / ROUNDNESS)
    across = np.sign(left_m) * share ** (ROUNDNESS - 1) / wide
    along = ahead * out ** (ROUNDNESS - 1) / deep
    normal = unit(across * sideways[0] + along * forward[0])
    place = centres[0] + left_m * sideways[0] + (ahead * out * deep) * forward[0] + 0.004 * normal
    upward = unit(np.cross(normal, sideways[0]))
    return place, np.stack([np.cross(upward, normal), upward, normal], axis=1)


def _neck(skeleton: Skeleton, outfit: Outfit) -> Surface:
    thorax, head = skeleton.frames["thorax"], skeleton.frames["head"]
    base = skeleton.joints["midshoulder"] + thorax @ np.array([0.0, 0.030, -0.016])
    top = skeleton.joints["head"] + head @ np.array([0.0, -0.035, -0.016])
    share = np.linspace(0, 1, 12)[:, None]
    frame = segment_frame(thorax[:, 0], base - top)
    low, high = np.array([0.060, 0.060, 0.052, 0.052]), np.full(4, 0.050)
    vertices = tube(
        base + (top - base) * share,
        np.repeat(frame[None, :, 0], 12, axis=0),
        np.repeat(frame[None, :, 2], 12, axis=0),
        low * (1 - share) + high * share,
        24,
    )
    return plain(vertices, outfit.skin)
