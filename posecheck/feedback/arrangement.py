"""Where the picture and the words of the live screen stand in a window of any shape.

Nothing stands on the picture: somebody three metres away watches the feet as well as the words.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from posecheck.feedback.shapes import Box

# Heights of lines, in short sides of the window; a capital letter is 0.62 of its line. A 14 inch
# screen is 174 mm high: its cue has letters of 10 mm, read from 3 m, and its keys of 4 mm.
CUE_PX, HEADLINE_PX, NOTE_PX, KEYS_PX = 0.0915, 0.056, 0.043, 0.037
PAD = 0.3  # room around the lines of a box, in heights of its lines
LONGEST_CUE = 29.0  # the width of 64 letters, in heights of their line
COUNT_PX = 0.36  # the side of the square that count and ring stand in
LEAST_COLUMN, LEAST_LIST = 0.2, 0.62  # widths of what stands beside the picture
PANELS = (0.5, 0.58, 0.66)  # the first in which count and cue have room
LEAST_LIST_HIGH = 0.6  # heights of the list where it stands below the picture
MOST_HEADLINES = 2
NO_LARGER = 1.15  # a picture is not enlarged by less than this: it stays sharp, and costs nothing

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Boxes in whole pixels of the window, which do not overlap; what is not shown is empty.

    unit: what letters are measured in. summary: where the list at the end stands, instead of
    count, cue and notes.
    """

    unit: int
    picture: Box
    headline: Box
    count: Box
    cue: Box
    notes: Box
    badges: Box
    keys: Box
    summary: Box


def arrange(window_px: Size, picture_px: Size, keys_lines: int, *, summary: bool) -> Arrangement:
    """Choose the arrangement that leaves the picture largest.

    picture_px: of the picture as it comes. keys_lines: of help over the window's whole width.
    """
    if summary:
        way = _list_beside if window_px[0] >= window_px[1] else _list_below
        return way(window_px, picture_px, keys_lines)
    ways = [_corner(window_px, picture_px, keys_lines), _below(window_px, picture_px, keys_lines)]
    ways += [_panel(window_px, picture_px, keys_lines, share) for share in PANELS]
    least = math.floor(COUNT_PX * min(window_px))
    roomy = [way for way in ways if min(high_of(way.count), wide_of(way.count)) >= least]
    return max(roomy or ways, key=lambda way: high_of(way.picture))


def wide_of(box: Box) -> float:
    """Give the width of a box."""
    return box[2] - box[0]


def high_of(box: Box) -> float:
    """Give the height of a box."""
    return box[3] - box[1]


def _panel(window: Size, picture: Size, keys_lines: int, share: float) -> Arrangement:
    """All words in a panel beside the picture: a portrait picture in a landscape window."""
    unit = min(window)
    shown = _fitted(picture, window[0] * (1 - share), window[1])
    room = (shown[2], 0.0, float(window[0]), float(window[1]))
    lines = math.ceil(keys_lines * window[0] / wide_of(room))
    room, keys = _bottom(room, _lines(unit * KEYS_PX, lines))
    room, badges = _bottom(room, _lines(unit * NOTE_PX, 1))
    room, headline = _top(room, _lines(unit * HEADLINE_PX, 1))
    row, cue = _bottom(room, _cue_high(wide_of(room), unit))
    count, notes = _left(row, high_of(row))
    return Arrangement(unit, shown, headline, count, cue, notes, badges, keys, NOWHERE)


def _corner(window: Size, picture: Size, keys_lines: int) -> Arrangement:
    """The cue in a strip below, the other words in a column: as wide a picture as the window."""
    unit, wide, high = min(window), float(window[0]), float(window[1])
    keys_high, cue_high = _lines(unit * KEYS_PX, keys_lines), _cue_high(wide, unit)
    column = max(LEAST_COLUMN * wide, COUNT_PX * unit)
    shown = _fitted(picture, wide - column, high - keys_high - cue_high)
    cue, keys = _bottom((0.0, shown[3], wide, high), keys_high)
    room, badges = _bottom((shown[2], 0.0, wide, shown[3]), _lines(unit * NOTE_PX, 2))
    lines = int((high_of(room) - unit * COUNT_PX) / (unit * HEADLINE_PX) - PAD)
    room, headline = _top(room, _lines(unit * HEADLINE_PX, min(max(lines, 1), MOST_HEADLINES)))
    notes, count = _top(room, unit * COUNT_PX)
    return Arrangement(unit, shown, headline, count, cue, notes, badges, keys, NOWHERE)


def _below(window: Size, picture: Size, keys_lines: int) -> Arrangement:
    """All words below the picture: a portrait window."""
    unit, wide, high = min(window), float(window[0]), float(window[1])
    keys_high, cue_high = _lines(unit * KEYS_PX, keys_lines), _cue_high(wide, unit)
    shown = _fitted(picture, wide, high - keys_high - cue_high - COUNT_PX * unit, centred_in=wide)
    room, keys = _bottom((0.0, shown[3], wide, high), keys_high)
    cue, row = _top(room, COUNT_PX * unit)
    count, room = _left(row, COUNT_PX * unit)
    room, headline = _top(room, _lines(unit * HEADLINE_PX, 1))
    notes, badges = _bottom(room, _lines(unit * NOTE_PX, 1))
    return Arrangement(unit, shown, headline, count, cue, notes, badges, keys, NOWHERE)


def _list_beside(window: Size, picture: Size, keys_lines: int) -> Arrangement:
    """The list at the end, beside a small picture."""
    unit, wide, high = min(window), float(window[0]), float(window[1])
    room, keys = _bottom((0.0, 0.0, wide, high), _lines(unit * KEYS_PX, keys_lines))
    shown = _fitted(picture, wide * (1 - LEAST_LIST), high_of(room))
    badges = (0.0, shown[3], shown[2], min(shown[3] + _lines(unit * NOTE_PX, 2), room[3]))
    room = (shown[2], 0.0, wide, room[3])
    summary, headline = _top(room, _lines(unit * HEADLINE_PX, 1))
    return Arrangement(unit, shown, headline, NOWHERE, NOWHERE, NOWHERE, badges, keys, summary)


def _list_below(window: Size, picture: Size, keys_lines: int) -> Arrangement:
    """The list at the end, below a small picture."""
    unit, wide, high = min(window), float(window[0]), float(window[1])
    room, keys = _bottom((0.0, 0.0, wide, high), _lines(unit * KEYS_PX, keys_lines))
    shown = _fitted(picture, wide, high_of(room) - LEAST_LIST_HIGH * high, centred_in=wide)
    room, headline = _top((0.0, shown[3], wide, room[3]), _lines(unit * HEADLINE_PX, 1))
    summary, badges = _bottom(room, _lines(unit * NOTE_PX, 1))
    return Arrangement(unit, shown, headline, NOWHERE, NOWHERE, NOWHERE, badges, keys, summary)


NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)


def _lines(line_px: float, lines: int) -> float:
    """Give the height of a box for so many lines; of none where there are none."""
    return math.ceil((lines + PAD) * line_px) if lines else 0.0


def _cue_high(wide: float, unit: int) -> float:
    """Give the height that the longest cue needs, led by its sign, in that width."""
    line = CUE_PX * unit
    return _lines(line, math.ceil(LONGEST_CUE * line / max(wide - 2.5 * line, line)))


def _fitted(picture: Size, wide: float, high: float, centred_in: float = 0.0) -> Box:
    """Give the largest box of the picture's shape in the upper left corner, or centred."""
    scale = max(min(wide / picture[0], high / picture[1]), 0.0)
    if 1 < scale < NO_LARGER:
        scale = 1.0
    shown = max(1, math.floor(picture[0] * scale)), max(1, math.floor(picture[1] * scale))
    left = max(0, math.floor((centred_in - shown[0]) / 2))
    return float(left), 0.0, float(left + shown[0]), float(shown[1])


def _top(box: Box, high: float) -> tuple[Box, Box]:
    """Cut a box of that height off the top: what is left, and the box."""
    left, top, right, bottom = box
    cut = min(top + math.floor(high), bottom)
    return (left, cut, right, bottom), (left, top, right, cut)


def _left(box: Box, wide: float) -> tuple[Box, Box]:
    """Cut a box in two: what lies on the left, that wide, and the rest."""
    left, top, right, bottom = box
    cut = min(left + math.floor(wide), right)
    return (left, top, cut, bottom), (cut, top, right, bottom)


def _bottom(box: Box, high: float) -> tuple[Box, Box]:
    """Cut a box of that height off the bottom: what is left, and the box."""
    left, top, right, bottom = box
    cut = max(bottom - math.floor(high), top)
    return (left, top, right, cut), (left, cut, right, bottom)
