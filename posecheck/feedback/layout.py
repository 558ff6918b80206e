"""Where words stand in a picture, so that they hide neither each other nor the body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.feedback.lettering import fit, shorten, width
from posecheck.feedback.shapes import XY, Box, Line, Shape, Tone, Words

Floats = NDArray[np.float64]
Place = tuple[int, int]
"""Where a label stands seen from its joint: step to the side and step up or down."""

CUE_PX, TITLE_PX, LABEL_PX = 0.046, 0.028, 0.030  # heights of lines, in long sides of the picture
MOST_LINES = 4
NAME = "posecheck"
_PLACES: tuple[Place, ...] = tuple(
    (side, row) for row in (0, -1, 1, -2, 2, -3, 3) for side in (1, -1, 2, -2, 3, -3)
)


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the picture where the cue may stand: a share of the width, at an edge."""

    left: float
    right: float
    at_top: bool = False


REGIONS = (
    Region(0.0, 1.0),
    Region(0.0, 0.4),
    Region(0.6, 1.0),
    Region(0.0, 1.0, at_top=True),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The size of the picture and where in it the cue stands."""

    width: int
    height: int
    region: Region = REGIONS[0]

    @property
    def long_side(self) -> int:
        """Give the length that everything is measured in."""
        return max(self.width, self.height)

    def cue(self, text: str, tone: Tone) -> tuple[Words, ...]:
        """Give the banner for a cue; none where there is nothing to say."""
        if not text:
            return ()
        line_px = CUE_PX * self.long_side
        pad, mark = 0.35 * line_px, 1.1 * line_px
        left, right = self.region.left * self.width, self.region.right * self.width
        room = right - left - 2 * pad - mark
        lines = fit(text, room, line_px, self._most_lines(line_px))
        wide = max(width(line, line_px) for line in lines) + 2 * pad + mark
        high = len(lines) * line_px + 2 * pad
        if self.region.right < 1.0:
            right = left + wide
        elif self.region.left > 0.0:
            left = right - wide
        top = self._title_px * 1.5 if self.region.at_top else self.height - high
        return (Words((left, top, right, top + high), lines, line_px, tone),)

    def title(self, text: str) -> tuple[Words, ...]:
        """Give the line at the top: what is judged, and who judges."""
        line_px = self._title_px
        high, pad = line_px * 1.5, line_px * 0.35
        name_wide = width(NAME, line_px) + 2 * pad
        room = self.width - name_wide - 2 * pad
        text = shorten(text, room, line_px)
        text_wide = width(text, line_px) + 2 * pad
        name = Words(
            (self.width - name_wide, 0.0, float(self.width), high), (NAME,), line_px, "quiet", False
        )
        if not text:
            return (name,)
        return Words((0.0, 0.0, text_wide, high), (text,), line_px, "body", mark=False), name

    @property
    def _title_px(self) -> float:
        return TITLE_PX * self.long_side

    def _most_lines(self, line_px: float) -> int:
        return max(1, min(MOST_LINES, int(0.4 * self.height / line_px)))


def choose_region(longest_cue: str, width_px: int, height_px: int, body: Floats) -> Region:
    """Find the region where the longest cue hides least of the body over a whole clip.

    body: (N, 2) pixels of landmarks, from many frames; NaN where unknown.
    """
    hidden = []
    for region in REGIONS:
        words = Layout(width_px, height_px, region).cue(longest_cue or "cue", "quiet")
        hidden.append(_inside(body, words[0].box))
    best = min(hidden)
    worth_moving = 0.02 * max(len(body), 1)
    return next(r for r, h in zip(REGIONS, hidden, strict=True) if h <= best + worth_moving)


def place_labels(
    wanted: Sequence[tuple[str, XY, str, Tone]],
    layout: Layout,
    taken: Sequence[Box],
    body: Floats,
    before: Mapping[str, Place],
) -> tuple[list[Shape], dict[str, Place]]:
    """Stand labels beside their joints: inside the picture, apart, off the body where possible.

    wanted: key, joint, text and tone, the most important first. before: where labels stood in the
    frame before, so that they do not jump. A label that fits nowhere is left out.
    """
    shapes: list[Shape] = []
    places: dict[str, Place] = {}
    boxes = list(taken)
    line_px = LABEL_PX * layout.long_side
    for key, joint, text, tone in wanted:
        size = (width(text, line_px) + 1.75 * line_px, 1.25 * line_px)
        place = _best_place(joint, size, layout, boxes, body, before.get(key))
        if place is None:
            continue
        box = _box(joint, size, place)
        boxes.append(box)
        places[key] = place
        shapes.append(Line(joint, _nearest(joint, box), tone, 0.0016 * layout.long_side))
        shapes.append(Words(box, (text,), line_px, tone))
    return shapes, places


def _best_place(
    joint: XY,
    size: XY,
    layout: Layout,
    taken: Sequence[Box],
    body: Floats,
    before: Place | None,
) -> Place | None:
    best, lowest = None, float("inf")
    for place in _PLACES:
        box = _box(joint, size, place)
        if not _within(box, layout) or any(_overlap(box, other) for other in taken):
            continue
        cost = 3.0 * _inside(body, box) + abs(place[0]) + 0.8 * abs(place[1])
        cost -= 6.0 if place == before else 0.0
        if cost < lowest:
            best, lowest = place, cost
    return best


def _box(joint: XY, size: XY, place: Place) -> Box:
    side, row = place
    wide, high = size
    gap = high * (1.6 * abs(side) - 0.8)
    left = joint[0] + gap if side > 0 else joint[0] - gap - wide
    top = joint[1] + (row * 1.2 - 0.5) * high
    return left, top, left + wide, top + high


def _within(box: Box, layout: Layout) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= layout.width and box[3] <= layout.height


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _nearest(joint: XY, box: Box) -> XY:
    return min(max(joint[0], box[0]), box[2]), min(max(joint[1], box[1]), box[3])


def _inside(body: Floats, box: Box) -> int:
    x, y = body[:, 0], body[:, 1]
    inside = (x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])
    return int(np.count_nonzero(inside))
