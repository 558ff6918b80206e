"""Long, nearly upright edges that stay in place while a clip runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Box = tuple[float, float, float, float]

MAX_LEAN_DEG = 15.0
MIN_LENGTH = 0.15

_LONG_SIDE_PX = 960
_PICTURES = 9
_SAMPLES = 24
_BESIDE_PX = 2.0
_STAYING_CONTRAST = 0.5
_STAYING_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Edges:
    """Edges (N,) of a picture `height_px` high.

    `place`: where an edge's line crosses the middle row, counted from the picture's middle;
    `length`: both in picture heights. `lean_deg`: from upright, positive with the top to the right.
    """

    place: NDArray[np.float64]
    lean_deg: NDArray[np.float64]
    length: NDArray[np.float64]
    height_px: int

    def chosen(self, which: NDArray[np.bool_]) -> Edges:
        """Give some of them: which (N,)."""
        return Edges(self.place[which], self.lean_deg[which], self.length[which], self.height_px)


def upright_edges(
    pictures: Sequence[NDArray[np.uint8]],
    people: Sequence[Sequence[Box]] = (),
    max_lean_deg: float = MAX_LEAN_DEG,
) -> Edges:
    """Find the upright edges that keep their place in most of the pictures (H, W, 3).

    They are within 15 degrees of upright, or `max_lean_deg`, at least 0.15 picture heights long
    outside of people's boxes, and reach above the middle row. At most 9 of the pictures are looked
    at. No such edge gives empty arrays.
    """
    chosen = np.unique(np.linspace(0, len(pictures) - 1, min(len(pictures), _PICTURES)).round())
    grey = np.stack([_grey(pictures[int(index)]) for index in chosen])
    scale = grey.shape[1] / pictures[0].shape[0]
    boxes = [[scale * np.array(box) for box in people[int(i)]] for i in chosen] if people else []
    # What moves is not in the median, and what stays is in it with less noise.
    still = np.partition(grey, len(grey) // 2, axis=0)[len(grey) // 2]
    found = _upright_segments(still, max_lean_deg)
    points = _points_along(found)
    free = _free_of_people(points, boxes, len(grey))
    height, width = still.shape
    own = (free.mean(axis=0) >= _STAYING_SHARE).mean(axis=1)
    length = np.linalg.norm(found[:, 1] - found[:, 0], axis=1) * own / height
    keep = (length >= MIN_LENGTH) & _stays(grey, still, found, points, free)
    return _described(found[keep], length[keep], width, height)


def _grey(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    scale = _LONG_SIDE_PX / max(grey.shape)
    if scale < 1:
        height, width = (max(1, round(side * scale)) for side in grey.shape)
        grey = cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(grey, np.uint8)


def _upright_segments(grey: NDArray[np.uint8], max_lean_deg: float) -> NDArray[np.float64]:
    """Segments (N, 2, 2) from their upper to their lower end, in px; none of the floor's."""
    lines = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD).detect(grey)[0]
    if lines is None:
        return np.empty((0, 2, 2))
    ends = np.asarray(lines, np.float64).reshape(-1, 2, 2)
    downward = ends[:, 0, 1] > ends[:, 1, 1]
    ends[downward] = ends[downward][:, ::-1]
    across, down = (ends[:, 1] - ends[:, 0]).T
    steep = np.abs(across) <= np.tan(np.radians(max_lean_deg)) * down
    # A board or a mat that runs away from the camera looks upright as well. It lies below the
    # horizon, which a level camera has in the middle.
    above = ends[:, 0, 1] < len(grey) / 2
    return np.asarray(ends[steep & above & (down >= MIN_LENGTH * len(grey))])


def _points_along(segments: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points (N, S, 2) spread over each segment."""
    part = ((np.arange(_SAMPLES) + 0.5) / _SAMPLES)[None, :, None]
    return segments[:, :1] * (1 - part) + segments[:, 1:] * part


def _free_of_people(
    points: NDArray[np.float64], boxes: Sequence[Sequence[NDArray[np.float64]]], pictures: int
) -> NDArray[np.bool_]:
    """Whether each point lies outside of every box (F, N, S), picture by picture."""
    free = np.ones((pictures, *points.shape[:2]), bool)
    x, y = points[..., 0], points[..., 1]
    for picture, in_picture in enumerate(boxes):
        for left, top, right, bottom in in_picture:
            free[picture] &= (x < left) | (x > right) | (y < top) | (y > bottom)
    return free


def _stays(
    grey: NDArray[np.uint8],
    still: NDArray[np.uint8],
    segments: NDArray[np.float64],
    points: NDArray[np.float64],
    free: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Whether the step across a segment is there, the same way round, in half of the pictures.

    Only the points free of people have a say.
    """
    if not len(segments):
        return np.zeros(0, bool)
    across = (segments[:, 1] - segments[:, 0])[:, ::-1] * (1.0, -1.0)
    across *= _BESIDE_PX / np.linalg.norm(across, axis=1, keepdims=True)
    right, left = _pixels(points + across[:, None], still), _pixels(points - across[:, None], still)
    expected = (still[right].astype(float) - still[left]).mean(axis=1)
    seen = free.sum(axis=2)
    steps = np.array([one[right].astype(float) - one[left] for one in grey])
    step = (steps * free).sum(axis=2) / np.maximum(seen, 1)
    there = step * np.sign(expected) >= _STAYING_CONTRAST * np.abs(expected)
    votes = seen > 0
    return np.asarray(
        (there & votes).sum(axis=0) >= _STAYING_SHARE * np.maximum(votes.sum(axis=0), 1)
    )


def _pixels(
    points: NDArray[np.float64], picture: NDArray[np.uint8]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    x, y = np.rint(points).astype(np.intp).transpose(2, 0, 1)
    height, width = picture.shape
    return y.clip(0, height - 1), x.clip(0, width - 1)


def _described(
    segments: NDArray[np.float64], length: NDArray[np.float64], width: int, height: int
) -> Edges:
    (top_x, top_y), (bottom_x, bottom_y) = segments.transpose(1, 2, 0)
    slope = (top_x - bottom_x) / (bottom_y - top_y)
    middle_row, middle_column = (height - 1) / 2, (width - 1) / 2
    crossing = bottom_x + slope * (bottom_y - middle_row)
    place = (crossing - middle_column) / height
    return Edges(place, np.degrees(np.arctan(slope)), length, height)
