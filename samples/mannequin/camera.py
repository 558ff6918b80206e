"""Camera: points in the room to pixels, and pixels to the track coordinates of posecheck."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from samples.mannequin.vectors import UP, Array, unit


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera that is kept level and looks at `target`; verticals stay vertical unless rolled.

    `yaw` 0 sees the subject's front, 90 the left side, -90 the right side, 180 the back.
    `span_m` is the height that the picture covers at the target's distance; `roll` turns the
    camera, so that upright edges lean by that many degrees (clockwise positive) in the picture.
    """

    yaw: float = 0.0
    distance_m: float = 4.0
    height_m: float = 1.0
    target: tuple[float, float, float] = (0.0, 0.93, 0.0)
    size_px: tuple[int, int] = (480, 640)
    span_m: float = 2.05
    roll: float = 0.0

    @property
    def eye(self) -> Array:
        """Where the lens is, (3,)."""
        x, _, z = self.target
        turn = np.radians(self.yaw)
        away = self.distance_m * np.array([np.sin(turn), 0.0, np.cos(turn)])
        return np.array([x, self.height_m, z]) + away

    @property
    def focal_px(self) -> float:
        """Focal length in pixels."""
        return self.size_px[1] * self.distance_m / self.span_m

    @property
    def axes(self) -> Array:
        """Rows: the picture's right, the picture's down and the viewing direction."""
        x, _, z = self.target
        ahead = unit(np.array([x, self.height_m, z]) - self.eye)
        return np.stack([unit(np.cross(ahead, UP)), -UP, ahead])

    @property
    def horizon_px(self) -> Array:
        """Pixel that the viewing direction meets: the lens is shifted instead of tilted."""
        width, height = self.size_px
        shift = self.focal_px * (self.height_m - self.target[1]) / self.distance_m
        return np.array([width / 2, height / 2 - shift])

    @property
    def px_per_m(self) -> float:
        """Pixels per metre at the target's distance."""
        return self.size_px[1] / self.span_m

    def rolled(self, pixels: Array, direction: float = 1.0) -> Array:
        """Turn pixels (..., 2) about the picture's middle by the roll, or back with -1."""
        if self.roll == 0.0:
            return pixels
        turn = np.radians(self.roll) * direction
        middle = np.array(self.size_px) / 2
        x, y = pixels[..., 0] - middle[0], pixels[..., 1] - middle[1]
        cos, sin = np.cos(turn), np.sin(turn)
        return np.stack([x * cos - y * sin + middle[0], x * sin + y * cos + middle[1]], axis=-1)

    def project(self, points: Array) -> tuple[Array, Array]:
        """Pixels (..., 2) and depth in metres (...) of points (..., 3)."""
        right, down, ahead = self.axes
        x, y, z = (points[..., i] - self.eye[i] for i in range(3))
        depth = x * ahead[0] + y * ahead[1] + z * ahead[2]
        scale = self.focal_px / depth
        across = (x * right[0] + y * right[1] + z * right[2]) * scale + self.horizon_px[0]
        along = (x * down[0] + y * down[1] + z * down[2]) * scale + self.horizon_px[1]
        return self.rolled(np.stack([across, along], axis=-1)), depth

    def track_points(self, points: Array, origin: Array) -> Array:
        """Points (N, 3) as x right, y up, z towards the camera, all in image heights.

        Depth counts from `origin`, as MediaPipe counts it from the middle of the hips.
        """
        height = self.size_px[1]
        pixels, depth = self.project(points)
        nearer = (self.project(origin)[1] - depth) * self.px_per_m / height
        return np.stack([pixels[:, 0] / height, 1 - pixels[:, 1] / height, nearer], axis=-1)
