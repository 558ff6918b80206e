"""Where words stand in a picture, so that they hide neither each other nor the body."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from posecheck.feedback.lettering import fit, shorten, width
from posecheck.feedback.shapes import XY, Box, Line, Shape, Tone, Words

Floats = NDArray[np.float64]
Place = tuple[int, int]
"""Where a label stands seen from its joint: step to the side and step up or down."""

CUE_PX, TITLE_PX, LABEL_PX = 0.050, 0.028, 0.027  # heights of lines, in long sides of the picture
MOST_CUE_LINES, MOST_LABEL_LINES = 6, 3
LABEL_ROOM = 0.44  # the widest label, in widths of the picture: beside a body in its middle
NAME = "posecheck"
BETWEEN = " · "  # the parts of a title; the first and the last say most
LEAST_PHASE = 4  # letters of a phase that still tell it, with the ellipsis
_PLACES: tuple[Place, ...] = tuple(
    (side, row) for row in (0, -1, 1, -2, 2, -3, 3) for side in (1, -1, 2, -2, 3, -3)
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The size of the picture, and how many lines the cue may need in the strip below it.

    Title and cue stand in a strip that is added below the picture, so that they never hide feet.
    signed: whether our name stands beside the title.
    """

    width: int
    height: int
    cue_lines: int = 0
    signed: bool = True

    @property
    def long_side(self) -> int:
        """Give the length that everything is measured in."""
        return max(self.width, self.height)

    @property
    def strip_px(self) -> int:
        """Give the height of the strip."""
        return math.ceil(self._title_high + self._cue_high(self.cue_lines))

    def cue(self, text: str, tone: Tone) -> tuple[Words, ...]:
        """Give the banner for a cue; none where there is nothing to say."""
        if not text:
            return ()
        lines = self._cue_lines(text)
        top = self.height + self._title_high
        box = (0.0, top, float(self.width), top + self._cue_high(len(lines)))
        return (Words(box, lines, CUE_PX * self.long_side, tone),)

    def title(self, text: str) -> tuple[Words, ...]:
        """Give the line above the cue: what is judged, and who judges."""
        line_px = TITLE_PX * self.long_side
        top, bottom = float(self.height), self.height + self._title_high
        text = _shorter(text, self._title_room, line_px)
        words = (0.0, top, width(text, line_px) + 0.7 * line_px, bottom)
        shown = [Words(words, (text,), line_px, "body", mark=False)] if text else []
        if not self.signed:
            return tuple(shown)
        name = (self.width - self._name_wide, top, float(self.width), bottom)
        return (*shown, Words(name, (NAME,), line_px, "quiet", mark=False))

    def for_titles(self, titles: Iterable[str]) -> Layout:
        """Leave our name out where one of the titles would not fit beside it."""
        line_px = TITLE_PX * self.long_side
        fits = all(width(title, line_px) <= self._title_room for title in titles)
        return self if fits else replace(self, signed=False)

    @property
    def _name_wide(self) -> float:
        line_px = TITLE_PX * self.long_side
        return width(NAME, line_px) + 0.7 * line_px if self.signed else 0.0

    @property
    def _title_room(self) -> float:
        return self.width - self._name_wide - 0.7 * TITLE_PX * self.long_side

    def _cue_lines(self, text: str) -> tuple[str, ...]:
        line_px = CUE_PX * self.long_side
        return fit(text, self.width - 1.9 * line_px, line_px, MOST_CUE_LINES)

    def _cue_high(self, lines: int) -> float:
        return (lines + 0.6) * CUE_PX * self.long_side if lines else 0.0

    @property
    def _title_high(self) -> float:
        return 1.5 * TITLE_PX * self.long_side


def lay_out(width_px: int, height_px: int, cues: Iterable[str]) -> Layout:
    """Lay a picture out so that the strip below it has room for the longest of the cues."""
    bare = Layout(width_px, height_px)
    lines = [len(words.lines) for cue in cues for words in bare.cue(cue, "quiet")]
    return Layout(width_px, height_px, max(lines, default=0))


def largest_within(width_px: int, height_px: int, cues: Iterable[str], most_px: int) -> Layout:
    """Shrink a picture until it fits, with its strip, into most_px; it is never enlarged."""
    said, longest = tuple(cues), max(width_px, height_px)
    long_side = min(longest, most_px)
    while True:
        scale = long_side / longest
        layout = lay_out(max(1, round(width_px * scale)), max(1, round(height_px * scale)), said)
        whole = max(layout.width, layout.height + layout.strip_px)
        if whole <= most_px or long_side == 1:
            return layout
        long_side = max(1, min(long_side - 1, int(long_side * most_px / whole)))


def _shorter(title: str, room: float, line_px: float) -> str:
    """Cut a title where it says least: its middle, which is the phase, before its end."""
    if width(title, line_px) <= room or title.count(BETWEEN) < 2:
        return shorten(title, room, line_px)
    first, *middle, last = title.split(BETWEEN)
    left = room - width(f"{first}{BETWEEN}{BETWEEN}{last}", line_px)
    phase = shorten(BETWEEN.join(middle), left, line_px)
    if len(phase) >= LEAST_PHASE:
        return BETWEEN.join((first, phase, last))
    tail = f"{BETWEEN}{last}"
    return shorten(first, room - width(tail, line_px), line_px) + tail


def place_labels(
    wanted: Sequence[tuple[str, XY, str, Tone]],
    layout: Layout,
    body: Floats,
    before: Mapping[str, Place],
    *,
    weight: float = 1.0,
) -> tuple[list[Shape], dict[str, Place]]:
    """Stand labels beside their joints: inside the picture, apart, off the body where possible.

    wanted: key, joint, text and tone, the most important first. before: where labels stood in the
    frame before, so that they do not jump. weight: how many times larger than usual they are. A
    label that fits nowhere is left out.
    """
    shapes: list[Shape] = []
    places: dict[str, Place] = {}
    boxes: list[Box] = []
    line_px = LABEL_PX * layout.long_side * weight
    for key, joint, text, tone in wanted:
        sides_px = (1.75 if text else 1.45) * line_px
        lines = fit(text, LABEL_ROOM * layout.width - sides_px, line_px, MOST_LABEL_LINES)
        wide = max(width(line, line_px) for line in lines)
        size = (wide + sides_px, (len(lines) + 0.25) * line_px)
        place = _best_place(joint, size, layout, boxes, body, before.get(key))
        if place is None:
            continue
        box = _box(joint, size, place, layout)
        boxes.append(box)
        places[key] = place
        shapes.append(Line(joint, _nearest(joint, box), tone, 0.0016 * layout.long_side * weight))
        shapes.append(Words(box, lines, line_px, tone))
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
    tried = _PLACES if before is None else (before, *_PLACES)
    for place in tried:
        far = abs(place[0]) + 0.8 * abs(place[1]) - (6.0 if place == before else 0.0)
        if far >= lowest:
            continue  # it cannot be better, and looking costs time
        box = _box(joint, size, place, layout)
        if not _within(box, layout) or any(_overlap(box, other) for other in taken):
            continue
        cost = 3.0 * _inside(body, box) + far
        if cost < lowest:
            best, lowest = place, cost
    return best


def _box(joint: XY, size: XY, place: Place, layout: Layout) -> Box:
    """Give the box of a place; it is pushed back into the picture by at most its own height."""
    side, row = place
    wide, high = size
    gap = min(high, 0.6 * wide) * (1.6 * abs(side) - 0.8)
    left = joint[0] + gap if side > 0 else joint[0] - gap - wide
    top = joint[1] + (row * 1.2 - 0.5) * high
    left += min(max(-left, 0.0), high) - min(max(left + wide - layout.width, 0.0), high)
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
