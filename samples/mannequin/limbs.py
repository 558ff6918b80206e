"""Arms, legs, hands and shoes."""

from __future__ import annotations

import numpy as np

from samples.mannequin.loft import CentreLine, Surface, bent_line, capsule, ellipsoid, plain, tube
from samples.mannequin.outfits import Outfit
from samples.mannequin.skeleton import ANKLE_HEIGHT, SIDES, Side, Skeleton
from samples.mannequin.vectors import Array, hermite, unit

LEG_PLACES = (-0.12, 0, 0.25, 0.55, 0.82, 1.0, 1.10, 1.33, 1.62, 1.88, 1.98, 2.06)
LEG_WIDTHS = np.array(  # outer, inner, front, back half-widths in metres; 0 hip, 1 knee, 2 ankle
    [
        [0.070, 0.070, 0.074, 0.080],
        [0.072, 0.080, 0.086, 0.096],
        [0.078, 0.080, 0.088, 0.088],
        [0.070, 0.072, 0.078, 0.072],
        [0.056, 0.058, 0.062, 0.056],
        [0.052, 0.053, 0.058, 0.046],
        [0.050, 0.051, 0.050, 0.048],
        [0.054, 0.056, 0.043, 0.066],
        [0.044, 0.045, 0.036, 0.052],
        [0.032, 0.032, 0.030, 0.036],
        [0.034, 0.034, 0.031, 0.035],
        [0.034, 0.034, 0.031, 0.036],
    ]
)
ARM_PLACES = (0, 0.12, 0.35, 0.7, 0.95, 1.05, 1.25, 1.6, 1.9, 2.0)
ARM_WIDTHS = np.array(  # 0 shoulder, 1 elbow, 2 wrist
    [
        [0.050, 0.046, 0.050, 0.050],
        [0.056, 0.047, 0.055, 0.055],
        [0.048, 0.044, 0.052, 0.050],
        [0.040, 0.040, 0.047, 0.044],
        [0.040, 0.040, 0.038, 0.038],
        [0.042, 0.042, 0.040, 0.038],
        [0.042, 0.042, 0.042, 0.038],
        [0.034, 0.034, 0.034, 0.030],
        [0.024, 0.024, 0.030, 0.026],
        [0.023, 0.023, 0.030, 0.027],
    ]
)
MIRRORED = [1, 0, 2, 3]
SHORTS_TO, SLEEVE_TO, SOCK_FROM = 0.62, 0.52, 1.86
FINGERS = (  # root across and along the hand, length, spread
    (0.028, 0.088, 0.068, 0.10),
    (0.009, 0.094, 0.078, 0.02),
    (-0.010, 0.090, 0.072, -0.05),
    (-0.028, 0.080, 0.056, -0.13),
)
Spheres = list[tuple[Array, float]]


def limb_surfaces(
    skeleton: Skeleton, outfit: Outfit, girth: float
) -> tuple[list[Surface], Spheres]:
    """Both legs and arms, and the spheres that stand for them where they cast shade."""
    surfaces: list[Surface] = []
    spheres: Spheres = []
    for side, sign in SIDES:
        surfaces += _leg(skeleton, side, outfit, girth, spheres)
        surfaces += _arm(skeleton, side, sign, outfit, girth, spheres)
        hand = skeleton.frames[f"{side}_hand"]
        wrist = skeleton.joints[f"{side}_wrist"]
        surfaces += hand_surfaces(wrist, hand, outfit)
        spheres.append((wrist + hand @ np.array([0.0, 0.05, 0.0]), 0.04))
        ankle, foot = skeleton.joints[f"{side}_ankle"], skeleton.frames[f"{side}_foot"]
        surfaces.append(_shoe(ankle, foot, sign, outfit))
        spheres.append((ankle + foot @ np.array([0.0, -0.03, 0.05]), 0.05))
    return surfaces, spheres


def _along(line: CentreLine, widths: Array, upto: float, around: int) -> Array:
    part = line.place < upto
    return tube(line.centres[part], line.sideways[part], line.ahead[part], widths[part], around)


def _leg(
    skeleton: Skeleton, side: Side, outfit: Outfit, girth: float, spheres: Spheres
) -> list[Surface]:
    thigh, shank = skeleton.frames[f"{side}_thigh"], skeleton.frames[f"{side}_shank"]
    hip, knee, ankle = (skeleton.joints[f"{side}_{name}"] for name in ("hip", "knee", "ankle"))
    line = bent_line((hip, knee, ankle), (thigh, shank), 26)
    widths = hermite(LEG_PLACES, LEG_WIDTHS, line.place) * girth
    if side == "right":
        widths = widths[:, MIRRORED]
    bare = _along(line, widths, 3.0, 26)
    colours = np.empty(bare.shape)
    colours[:] = outfit.skin
    colours[line.place > SOCK_FROM] = outfit.sock
    loose = widths + 0.007 + 0.014 * (np.minimum(line.place, SHORTS_TO)[:, None] / SHORTS_TO) ** 2
    seat = hip + thigh @ np.array([0.0, 0.0, -0.015])
    spheres += [
        (line.centres[i], float(widths[i].mean() * 0.95)) for i in range(4, len(line.place), 6)
    ]
    return [
        Surface(bare, colours),
        plain(_along(line, loose, SHORTS_TO, 30), outfit.shorts, "cloth"),
        plain(ellipsoid(seat, thigh, (0.078, 0.082, 0.092), (16, 24)), outfit.shorts, "cloth"),
    ]


def _arm(
    skeleton: Skeleton, side: Side, sign: float, outfit: Outfit, girth: float, spheres: Spheres
) -> list[Surface]:
    upper, lower = skeleton.frames[f"{side}_upper_arm"], skeleton.frames[f"{side}_forearm"]
    joints = tuple(skeleton.joints[f"{side}_{name}"] for name in ("shoulder", "elbow", "wrist"))
    shoulder = joints[0]
    line = _turned_with_hand(
        bent_line((shoulder, joints[1], joints[2]), (upper, lower), 22, 0.035),
        skeleton.frames[f"{side}_hand"][:, 0],
        lower[:, 2],
    )
    widths = hermite(ARM_PLACES, ARM_WIDTHS, line.place) * girth
    if side == "right":
        widths = widths[:, MIRRORED]
    loose = widths + 0.008 + 0.010 * np.minimum(line.place[:, None], SLEEVE_TO) / SLEEVE_TO
    middle, thorax = skeleton.joints["midshoulder"], skeleton.frames["thorax"]
    collar = middle + thorax @ np.array([sign * 0.075, 0.020, -0.01])
    armpit = middle + thorax @ np.array([sign * 0.105, -0.085, -0.005])
    below = shoulder + upper @ np.array([0.0, -0.03, 0.0])
    spheres += [
        (line.centres[i], float(widths[i].mean() * 0.95)) for i in range(3, len(line.place), 6)
    ]
    cap = ellipsoid(shoulder, upper, (0.0645, 0.066, 0.0645), (18, 26))
    return [
        plain(_along(line, widths, 3.0, 22), outfit.skin),
        plain(_along(line, np.minimum(loose, 0.064), SLEEVE_TO, 24), outfit.shirt, "cloth"),
        plain(cap, outfit.shirt, "cloth"),
        plain(capsule(collar, shoulder, (0.052, 0.056), 22), outfit.shirt, "cloth"),
        plain(capsule(armpit, below, (0.060, 0.056), 22), outfit.shirt, "cloth"),
    ]


def _turned_with_hand(line: CentreLine, thumb_side: Array, ahead: Array) -> CentreLine:
    """Turn the flat side of the lower forearm with the hand."""
    share = np.clip((line.place - 1.3) / 0.6, 0, 1)[:, None]
    flat_side = thumb_side * np.sign(np.dot(thumb_side, ahead) + 1e-6)
    wanted = unit(line.ahead * (1 - share) + flat_side * share)
    down = unit(np.gradient(line.centres, axis=0))
    turned = unit(wanted - (wanted * down).sum(axis=1, keepdims=True) * down)
    return CentreLine(line.centres, np.cross(-down, turned), turned, line.place)


def hand_surfaces(wrist: Array, hand: Array, outfit: Outfit) -> list[Surface]:
    """Palm, fingers and thumb at a wrist (3,), turned as the hand (3, 3) is."""
    frame = np.stack([hand[:, 0], -hand[:, 1], hand[:, 2]], axis=1)

    def at(x: float, y: float, z: float = 0.0) -> Array:
        point: Array = wrist + hand @ np.array([x, y, z])
        return point

    shapes = [
        ellipsoid(at(0, 0.048), frame, (0.040, 0.058, 0.017), (10, 14)),
        ellipsoid(at(0, 0.010), frame, (0.027, 0.035, 0.019), (8, 12)),
    ]
    for across, along, length, spread in FINGERS:
        tip = along - 0.01 + length
        knuckle = at(across, along - 0.01)
        joint = at(across + spread * length / 2, tip - length / 2, 0.003)
        end = at(across + spread * length, tip, 0.008)
        shapes.append(capsule(knuckle, joint, (0.0095, 0.009), 7))
        shapes.append(capsule(joint, end, (0.009, 0.0075), 7))
    root, joint, end = at(0.022, 0.022, 0.004), at(0.046, 0.050, 0.012), at(0.058, 0.082, 0.018)
    shapes.append(capsule(root, joint, (0.017, 0.012), 8))
    shapes.append(capsule(joint, end, (0.012, 0.009), 8))
    return [plain(shape, outfit.skin) for shape in shapes]


def _shoe(ankle: Array, foot: Array, sign: float, outfit: Outfit) -> Surface:
    """A shoe; whatever of a rolling foot would dip under the floor is flattened on it."""
    u = (1 - np.cos(np.linspace(0, np.pi, 28))) / 2
    half = 0.046 * np.sqrt(np.clip(1 - np.abs(2 * u - 1) ** 5, 0.004, 1))
    half = half * (0.80 + 0.26 * np.sin(np.pi * u**1.3))
    top = np.interp(
        u,
        [0, 0.05, 0.18, 0.38, 0.62, 0.85, 0.97, 1],
        [-0.040, 0.0, 0.014, 0.010, -0.026, -0.042, -0.056, -0.070],
    )
    turn = np.linspace(0, 2 * np.pi, 21)
    cos, sin = np.cos(turn), np.sin(turn)
    local = np.empty((28, 21, 3))
    bend = (sign * -0.012 * u**2)[:, None]
    local[..., 0] = half[:, None] * np.sign(cos) * np.abs(cos) ** 0.7 + bend
    rise = ((top + ANKLE_HEIGHT) / 2)[:, None] * np.sign(sin) * np.abs(sin) ** 0.6
    local[..., 1] = ((top - ANKLE_HEIGHT) / 2)[:, None] + rise
    local[..., 2] = (-0.072 + 0.277 * u)[:, None]
    up, along = local[..., 1:2], local[..., 2]
    colours = np.where(up < -ANKLE_HEIGHT + 0.016, outfit.sole, outfit.shoe).astype(np.float64)
    lace = (np.abs(along - 0.06) < 0.012) | (np.abs(along - 0.02) < 0.010)
    colours[lace & (up[..., 0] > -ANKLE_HEIGHT + 0.02)] = outfit.lace
    vertices = ankle + local @ foot.T
    vertices[..., 1] = np.maximum(vertices[..., 1], 0.001)
    return Surface(vertices, colours)
