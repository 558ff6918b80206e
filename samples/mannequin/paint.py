"""Paint the mannequin in its room: surfaces back to front, then a caption."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.mannequin.ball import Ball, ball_surface
from samples.mannequin.camera import Camera
from samples.mannequin.head import head_surfaces
from samples.mannequin.limbs import limb_surfaces
from samples.mannequin.outfits import BLUE, Outfit
from samples.mannequin.room import Picture, Room, backdrop, paint_belt_marks
from samples.mannequin.shading import facing_quads, light_directions, lit_colours
from samples.mannequin.skeleton import Skeleton
from samples.mannequin.stool import Stool, stool_surface
from samples.mannequin.torso import trunk_spheres, trunk_surfaces
from samples.mannequin.vectors import Array

Image = NDArray[np.uint8]
OVERSAMPLING = 2
PLAIN_ROOM = Room()
CAPTION = "computer-generated"


@dataclass(frozen=True, slots=True)
class Setting:
    """Who stands where and is seen how, and on which ball or stool, if any."""

    camera: Camera
    room: Room = PLAIN_ROOM
    outfit: Outfit = BLUE
    girth: float = 1.0
    ball: Ball | None = None
    stool: Stool | None = None


def paint(skeleton: Skeleton, setting: Setting, belt_m: float = 0.0) -> Image:
    """The picture (height, width, 3), blue-green-red; `belt_m` is how far a belt has run."""
    camera, outfit, girth = setting.camera, setting.outfit, setting.girth
    limbs, limb_spheres = limb_surfaces(skeleton, outfit, girth)
    surfaces = trunk_surfaces(skeleton, outfit, girth) + limbs + head_surfaces(skeleton, outfit)
    head, frame = skeleton.joints["head"], skeleton.frames["head"]
    spheres = trunk_spheres(skeleton, girth) + limb_spheres
    spheres.append((head + frame @ np.array([0.0, 0.03, 0.0]), 0.095))
    spheres.append((head + frame @ np.array([0.0, -0.05, 0.03]), 0.06))
    if setting.ball:
        surface, sphere = ball_surface(setting.ball, skeleton)
        surfaces.append(surface)
        spheres.append(sphere)
    if setting.stool:
        surface, sphere = stool_surface(setting.stool, skeleton)
        surfaces.append(surface)
        spheres.append(sphere)

    background = backdrop(camera, setting.room).copy()
    if setting.room.treadmill:
        paint_belt_marks(background, camera, belt_m)
    background *= 1 - _floor_shadow(spheres, setting)[..., None]
    width, height = camera.size_px
    large = cv2.resize(
        np.clip(background, 0, 255).astype(np.uint8),
        (width * OVERSAMPLING, height * OVERSAMPLING),
        interpolation=cv2.INTER_LINEAR,
    )
    quads = facing_quads(surfaces, camera.eye)
    colours = np.clip(lit_colours(quads, spheres, camera), 0, 255)
    pixels, depth = camera.project(quads.corners.astype(np.float64))
    order = np.argsort(-depth.mean(axis=1))
    fixed = np.round((pixels * OVERSAMPLING + (OVERSAMPLING - 1) / 2) * 16).astype(np.int32)[order]
    for corners, colour in zip(fixed, colours[order].tolist(), strict=True):
        cv2.fillConvexPoly(large, corners, colour, cv2.LINE_8, 4)
    image = cv2.resize(large, (width, height), interpolation=cv2.INTER_AREA)
    return _captioned(image.astype(np.uint8))


def _floor_shadow(spheres: list[tuple[Array, float]], setting: Setting) -> Picture:
    """Share of light (height, width) that the body takes from the floor, along the key light.

    Where a wall stands beside the subject the cast shadow is left out: it would run up the wall.
    """
    camera, open_floor = setting.camera, setting.room.wall_at_z is None
    key, _ = light_directions(camera)
    width, height = camera.size_px
    cast = np.zeros((height // 2, width // 2), np.uint8)
    contact = np.zeros_like(cast)
    turn = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    disc = np.stack([np.cos(turn), np.zeros(16), np.sin(turn)], axis=1)
    for centre, radius in spheres:
        if open_floor:
            _fill(cast, camera, centre - key * centre[1] / key[1] + disc * radius)
        if centre[1] < 0.16:
            _fill(contact, camera, centre * [1, 0, 1] + disc * radius)
    soft = cv2.GaussianBlur(cast, (0, 0), 5).astype(np.float32) / 255 * 0.36
    near = cv2.GaussianBlur(contact, (0, 0), 3).astype(np.float32) / 255 * 0.5
    both = 1 - (1 - soft) * (1 - near)
    shadow: Picture = cv2.resize(both, (width, height)).astype(np.float32)
    return shadow


def _fill(mask: Image, camera: Camera, ring: Array) -> None:
    ring = ring * [1, 0, 1]
    pixels, _ = camera.project(ring)
    cv2.fillConvexPoly(mask, np.round(pixels / 2 * 16).astype(np.int32), 255, cv2.LINE_8, 4)


def _captioned(image: Image) -> Image:
    height = image.shape[0]
    scale = height / 640 * 0.42
    at = (int(8 * height / 640), height - int(9 * height / 640))
    cv2.putText(
        image, CAPTION, at, cv2.FONT_HERSHEY_SIMPLEX, scale, (245, 245, 245), 1, cv2.LINE_AA
    )
    return image
