"""The room behind the mannequin: floor, back wall, door, picture, a wall corner, a treadmill."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.mannequin.camera import Camera
from samples.mannequin.outfits import Colour
from samples.mannequin.vectors import Array

Picture = NDArray[np.float32]
Box = tuple[tuple[float, float], tuple[float, float], tuple[float, float]]  # x, y, z limits in m

WALL: Colour = (186, 196, 202)
DOOR: Colour = (138, 158, 172)
DOOR_FRAME: Colour = (228, 232, 234)
CORNER_WALL: Colour = (158, 176, 188)
METAL: Colour = (112, 104, 98)
DECK: Colour = (74, 70, 68)
BELT: Colour = (52, 50, 50)
BELT_MARK: Colour = (150, 148, 146)
DECK_HEIGHT_M = 0.16
BELT_HALF_M, BELT_FROM_M, BELT_TO_M, BELT_MARK_M = 0.26, -0.78, 0.78, 0.52


@dataclass(frozen=True, slots=True)
class Room:
    """What stands behind and around the mannequin, which stands at height 0.

    `back_m`: distance of the back wall behind the subject, `wall` its colour; `wall_at_z` places
    the end of a wall at the subject's back, so that its upright edge is seen from the side;
    `treadmill` raises the subject on a deck with a belt.
    """

    back_m: float = 1.6
    wall: Colour = WALL
    wall_at_z: float | None = None
    treadmill: bool = False

    @property
    def floor_y(self) -> float:
        """Height of the room's floor: below the belt of a treadmill."""
        return -DECK_HEIGHT_M if self.treadmill else 0.0


@lru_cache(maxsize=2)
def backdrop(camera: Camera, room: Room) -> Picture:
    """The empty room as the camera sees it, (height, width, 3); callers must not write to it."""
    image = _walls_and_floor(camera, room)
    for box, colour in _furniture(room):
        _paint_box(image, camera, box, colour)
    image = cv2.GaussianBlur(image, (0, 0), 0.6).astype(np.float32)
    image.setflags(write=False)
    return image


def paint_belt_marks(image: Picture, camera: Camera, travelled_m: float) -> None:
    """Draw the marks of the moving belt into the picture; the belt runs backward."""
    first = (-travelled_m) % BELT_MARK_M - BELT_MARK_M
    for z in np.arange(BELT_FROM_M + first, BELT_TO_M, BELT_MARK_M):
        low, high = max(z, BELT_FROM_M), min(z + 0.05, BELT_TO_M)
        if high > low:
            strip = [(-BELT_HALF_M, low), (BELT_HALF_M, low), (BELT_HALF_M, high)]
            strip.append((-BELT_HALF_M, high))
            _paint_polygon(image, camera, np.array([(x, 0, z) for x, z in strip]), BELT_MARK)


def _walls_and_floor(camera: Camera, room: Room) -> Picture:
    width, height = camera.size_px
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float64)
    pixels = camera.rolled(np.stack([columns, rows], axis=-1), -1.0) - camera.horizon_px
    plane = pixels / camera.focal_px
    rays = np.concatenate([plane, np.ones((height, width, 1))], axis=-1) @ camera.axes
    right, _, ahead = camera.axes
    to_wall = (room.back_m - camera.eye @ ahead) / (rays @ ahead)
    falling = np.minimum(rays[..., 1], -1e-4)
    to_floor = np.where(rays[..., 1] < -1e-4, (room.floor_y - camera.eye[1]) / falling, 1e9)
    on_floor = to_floor < to_wall
    points = camera.eye + rays * np.where(on_floor, to_floor, to_wall)[..., None]
    lateral, deep = points @ right, points @ ahead
    wall = _wall_colours(lateral, points[..., 1] - room.floor_y, room.wall)
    floor = _floor_colours(lateral, deep)
    picture: Picture = np.where(on_floor[..., None], floor, wall).astype(np.float32)
    return picture


def _wall_colours(lateral: Array, height: Array, colour: Colour) -> Array:
    tone = 1.02 - 0.03 * lateral + 0.03 * (height - 1)
    wall = np.array(colour) * tone[..., None]
    wall[height < 0.10] = (222, 226, 228)
    wall[(height > 0.10) & (height < 0.107)] *= 0.75
    wall[(np.abs(lateral - 1.05) < 0.30) & (np.abs(height - 1.65) < 0.24)] = (60, 80, 100)
    inside = (np.abs(lateral - 1.05) < 0.27) & (np.abs(height - 1.65) < 0.21)
    blue, green = 150 + 50 * np.sin(lateral * 9), 160 + 40 * np.sin(height * 12)
    red = 130 + 40 * np.cos(lateral * 7 + height * 5)
    wall[inside] = np.stack([blue, green, red], axis=-1)[inside]
    wall[(np.abs(lateral + 1.30) < 0.53) & (height < 2.13)] = DOOR_FRAME
    wall[(np.abs(lateral + 1.30) < 0.455) & (height < 2.055)] = (96, 104, 108)
    wall[(np.abs(lateral + 1.30) < 0.445) & (height < 2.05)] = DOOR
    for middle in (1.45, 0.5):
        wall[(np.abs(lateral + 1.30) < 0.30) & (np.abs(height - middle) < 0.38)] *= 0.93
    return wall


def _floor_colours(lateral: Array, deep: Array) -> Array:
    plank = np.floor(lateral / 0.14)
    shift = np.sin(plank * 12.9898) * 43758.5453
    piece = np.floor((deep + (shift - np.floor(shift)) * 3) / 1.1)
    tone = 1 + 0.08 * np.sin(plank * 3.1 + piece * 7.7) - 0.25 * ((lateral / 0.14 - plank) < 0.03)
    fade = np.clip(1.05 - 0.10 * deep, 0.75, 1.05)
    floor: Array = np.array([98, 132, 166]) * (tone * fade)[..., None]
    return floor


def _furniture(room: Room) -> list[tuple[Box, Colour]]:
    """Boxes from the farthest to the nearest, as seen by any level camera outside them."""
    boxes: list[tuple[Box, Colour]] = []
    if room.wall_at_z is not None:
        back = room.wall_at_z
        boxes.append((((-0.9, 0.9), (0.0, 2.7), (back - 0.9, back)), CORNER_WALL))
    if room.treadmill:
        low = room.floor_y
        boxes.append((((-0.37, 0.37), (low, -0.012), (-0.86, 1.02)), DECK))
        boxes.append((((-BELT_HALF_M, BELT_HALF_M), (-0.012, 0.0), (BELT_FROM_M, BELT_TO_M)), BELT))
        boxes += [
            (((x - 0.03, x + 0.03), (-0.02, 1.22), (0.84, 0.90)), METAL) for x in (-0.36, 0.36)
        ]
        boxes.append((((-0.34, 0.34), (1.08, 1.24), (0.80, 0.94)), (86, 80, 76)))
    return boxes


def _paint_box(image: Picture, camera: Camera, box: Box, colour: Colour) -> None:
    """Paint the faces of a box that the camera sees, each in its own shade."""
    eye = camera.eye
    for axis, low_tone, high_tone in ((1, 0.7, 1.12), (0, 0.94, 0.94), (2, 0.80, 1.04)):
        low, high = box[axis]
        for level, seen, tone in (
            (low, eye[axis] < low, low_tone),
            (high, eye[axis] > high, high_tone),
        ):
            if not seen:
                continue
            first, second = (box[other] for other in range(3) if other != axis)
            corners = [(first[0], second[0]), (first[1], second[0])]
            corners += [(first[1], second[1]), (first[0], second[1])]
            points = np.insert(np.array(corners, dtype=np.float64), axis, level, axis=1)
            shade = tuple(int(min(255, part * tone)) for part in colour)
            _paint_polygon(image, camera, points, (shade[0], shade[1], shade[2]))


def _paint_polygon(image: Picture, camera: Camera, points: Array, colour: Colour) -> None:
    pixels, depth = camera.project(points)
    if (depth < 0.1).any():
        return
    fixed = np.round(pixels * 16).astype(np.int32)
    cv2.fillConvexPoly(image, fixed, colour, cv2.LINE_8, 4)
