"""Shapes to pixels: the one place of feedback that draws with OpenCV. Pictures are RGB, uint8."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

import cv2
import numpy as np
from numpy.typing import NDArray

from posecheck.feedback.lettering import line_of, sheet
from posecheck.feedback.shapes import MARKS, XY, Arc, Dot, Line, Shape, Tone, Words

Pixels = NDArray[np.uint8]
Colour = tuple[int, int, int]

# Told apart with any colour vision: after Okabe and Ito, brightened to show on any video.
COLOURS: dict[Tone, Colour] = {
    "body": (245, 245, 245),
    "doubt": (150, 150, 150),
    "good": (86, 180, 233),
    "borderline": (245, 205, 40),
    "fault": (255, 96, 24),
    "unsure": (190, 190, 190),
    "quiet": (200, 200, 200),
}
DARK: Colour = (18, 22, 28)
Paints = Mapping[str, Colour]
_RGB: Paints = {"ground": DARK} | {str(tone): colour for tone, colour in COLOURS.items()}
_BGR: Paints = {tone: (blue, green, red) for tone, (red, green, blue) in _RGB.items()}
SEE_THROUGH = 0.22  # how much of the picture shows through a box of words
SMOOTH = cv2.LINE_AA
SHIFT = 3  # OpenCV takes coordinates in eighths of a pixel, so that lines glide instead of jump
MOST_DASHES = 14
MANY_PIXELS, NEARLY = 900_000, 0.6  # of a picture that is shrunk quickly, to no less than this
FAR = 20000.0  # pixels; beyond this OpenCV's integers overflow


def paint(rgb: Pixels, shapes: Iterable[Shape], *, live: bool = False) -> None:
    """Draw shapes on a picture in place, in their order; what lies outside is cut off.

    live: the picture's channels are in the order that OpenCV's windows want, and the dark edges
    of lines are drawn quickly, not smoothly.
    """
    paints = _BGR if live else _RGB
    edge = cv2.LINE_8 if live else SMOOTH
    for style, alike in groupby(shapes, _style):
        if style is not None:
            _lines(rgb, list(alike), paints, edge, *style)
            continue
        for shape in alike:
            if isinstance(shape, Words):
                _words(rgb, shape, bgr=live)
            elif isinstance(shape, Arc):
                _arc(rgb, shape, paints)
            elif isinstance(shape, Dot):
                _dot(rgb, shape, paints)


def _style(shape: Shape) -> tuple[Tone, float] | None:
    """Give what lines have in common that are drawn together, which is quicker."""
    return (shape.tone, shape.width) if isinstance(shape, Line) else None


def painted(rgb: Pixels, shapes: Iterable[Shape], strip_px: int) -> Pixels:
    """Give the picture with a dark strip added below it and shapes drawn on both."""
    height, width = rgb.shape[:2]
    whole = np.empty((height + strip_px, width, 3), dtype=np.uint8)
    whole[:height] = rgb
    whole[height:] = _strip(width, strip_px)
    paint(whole, shapes)
    return whole


def resized(rgb: Pixels, size_px: tuple[int, int]) -> Pixels:
    """Give a picture in another size."""
    if (rgb.shape[1], rgb.shape[0]) == size_px:
        return rgb
    way = cv2.INTER_AREA if size_px[0] < rgb.shape[1] else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(rgb, size_px, interpolation=way), dtype=np.uint8)


class Placer:
    """Copies camera pictures onto part of a BGR picture, in that part's size.

    Where a picture has so many pixels that nobody sees one, a few are left out instead of mixed,
    in half the time. It keeps its memory: to be given new memory for each frame costs as much as
    the copying.
    """

    def __init__(self) -> None:
        self._between: Pixels = np.empty((0, 0, 3), dtype=np.uint8)

    def __call__(self, rgb: Pixels, onto: Pixels, *, mirrored: bool) -> None:
        """Place an RGB picture, mirrored where asked for; it stays as it is."""
        size_px = onto.shape[1], onto.shape[0]
        scale, many = size_px[0] / rgb.shape[1], size_px[0] * size_px[1] > MANY_PIXELS
        way = cv2.INTER_NEAREST if many and NEARLY < scale <= 1 else cv2.INTER_LINEAR
        smaller = onto.shape if scale < 1 else rgb.shape  # which is turned, it is less to do
        if self._between.shape != smaller:
            self._between = np.empty(smaller, dtype=np.uint8)
        if scale < 1:
            cv2.resize(rgb, size_px, dst=self._between, interpolation=way)
            _turn(self._between, onto, mirrored=mirrored)
        else:
            _turn(rgb, self._between, mirrored=mirrored)
            cv2.resize(self._between, size_px, dst=onto, interpolation=way)


def _turn(rgb: Pixels, onto: Pixels, *, mirrored: bool) -> None:
    """Copy RGB onto BGR of the same size; rows read backwards are mirrored and BGR at once."""
    if mirrored:
        rows = (rgb.shape[0], 3 * rgb.shape[1])
        cv2.flip(rgb.reshape(rows), 1, dst=onto.reshape(rows))
    else:
        cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR, dst=onto)


def blank(bgr: Pixels) -> None:
    """Make a BGR picture, or part of one, dark, in place."""
    bgr[:] = _strip(bgr.shape[1], bgr.shape[0], bgr=True)


def jpeg(rgb: Pixels, quality: int = 85) -> bytes:
    """Give a picture as JPEG."""
    _, data = cv2.imencode(
        ".jpg", cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, quality]
    )
    return data.tobytes()


def pixelate(rgb: Pixels, centre: XY, radii: XY, cells: int = 6) -> None:
    """Leave a few smooth cells of what lies in an upright ellipse, in place."""
    left, top = (int(max(c - r, 0)) for c, r in zip(centre, radii, strict=True))
    right = int(min(centre[0] + radii[0] + 1, rgb.shape[1]))
    bottom = int(min(centre[1] + radii[1] + 1, rgb.shape[0]))
    if right - left < 1 or bottom - top < 1:
        return
    part = rgb[top:bottom, left:right]
    few = cv2.resize(part, (cells, cells), interpolation=cv2.INTER_AREA)
    coarse = cv2.resize(few, (right - left, bottom - top), interpolation=cv2.INTER_LINEAR)
    mask = np.zeros(part.shape[:2], dtype=np.uint8)
    middle = (int(centre[0] - left), int(centre[1] - top))
    cv2.ellipse(mask, middle, (int(radii[0]), int(radii[1])), 0, 0, 360, 255, -1)
    cv2.copyTo(coarse, mask, part)


def _lines(
    rgb: Pixels, lines: Sequence[Shape], paints: Paints, edge: int, tone: Tone, width: float
) -> None:
    drawn = [line for line in lines if isinstance(line, Line) and _drawable(line.start, line.end)]
    parts = [
        part
        for line in drawn
        for part in (_dashes(line) if line.dashed else ((line.start, line.end),))
    ]
    if not parts:
        return
    ends = list(np.rint(np.array(parts) * 2**SHIFT).astype(np.int32))
    for colour, wide, way in ((paints["ground"], width + 2, edge), (paints[tone], width, SMOOTH)):
        cv2.polylines(rgb, ends, False, colour, max(1, round(wide)), way, SHIFT)


def _dashes(line: Line) -> tuple[tuple[XY, XY], ...]:
    length = math.dist(line.start, line.end)
    count = max(1, min(MOST_DASHES, int(length / (6 * line.width + 4))))
    (ax, ay), (bx, by) = line.start, line.end

    def at(share: float) -> XY:
        return ax + share * (bx - ax), ay + share * (by - ay)

    step = 1 / (count - 0.5)
    return tuple((at(i * step), at((i + 0.5) * step)) for i in range(count))


def _arc(rgb: Pixels, arc: Arc, paints: Paints) -> None:
    if not _drawable(arc.centre) or arc.radius > FAR:
        return
    centre, radius = _fixed(arc.centre), round(arc.radius * 2**SHIFT)
    thickness = max(1, round(arc.width))
    low, high = sorted((arc.from_deg, arc.to_deg))
    cv2.ellipse(
        rgb,
        centre,
        (radius, radius),
        0,
        low,
        high,
        paints[arc.tone],
        thickness,
        cv2.LINE_AA,
        SHIFT,
    )


def _dot(rgb: Pixels, dot: Dot, paints: Paints) -> None:
    if not _drawable(dot.centre):
        return
    centre = _fixed(dot.centre)
    for radius, colour in ((dot.radius + 1, paints["ground"]), (dot.radius, paints[dot.tone])):
        cv2.circle(rgb, centre, round(radius * 2**SHIFT), colour, -1, cv2.LINE_AA, SHIFT)


def _words(rgb: Pixels, words: Words, *, bgr: bool) -> None:
    left, top, right, bottom = (round(edge) for edge in words.box)
    size = right - left, bottom - top
    sprite = _sprite(size, words.lines, words.line_px, words.tone, mark=words.mark, bgr=bgr)
    shown = rgb[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
    if not shown.size:
        return
    cut = sprite[max(-top, 0) :, max(-left, 0) :][: shown.shape[0], : shown.shape[1]]
    cv2.addWeighted(shown, SEE_THROUGH, cut, 1.0, 0.0, dst=shown)


@lru_cache(maxsize=4)
def _strip(width: int, height: int, *, bgr: bool = False) -> Pixels:
    """Give a dark picture to copy from, which is ten times faster than filling."""
    return np.full((height, width, 3), (_BGR if bgr else _RGB)["ground"], dtype=np.uint8)


@lru_cache(maxsize=96)  # a megabyte each where they are a cue of a large window
def _sprite(
    size_px: tuple[int, int],
    lines: tuple[str, ...],
    line_px: float,
    tone: Tone,
    *,
    mark: bool,
    bgr: bool,
) -> Pixels:
    """Draw a box of words once; the same words come again frame after frame."""
    paints = _BGR if bgr else _RGB
    wide, high = size_px
    sprite = np.empty((high, wide, 3), dtype=np.uint8)
    sprite[:] = [round(part * (1 - SEE_THROUGH)) for part in paints["ground"]]
    row = max(1, round(line_px))  # a picture of a few pixels has words too
    pad = (high - len(lines) * line_px) / 2
    left = 0.35 * line_px
    if mark:
        edge = max(2, round(0.12 * line_px))
        sprite[:, :edge] = paints[tone]
        _write(sprite, MARKS.get(tone, ""), left, pad, row, paints[tone])
        left += 1.05 * line_px
    colour = paints["quiet" if tone == "quiet" else "body"]
    for number, line in enumerate(lines):
        _write(sprite, line, left, pad + number * line_px, row, colour)
    return sprite


def _write(sprite: Pixels, text: str, left: float, top: float, row: int, colour: Colour) -> None:
    """Write one line of height `row`, its first letter at `left`."""
    if not text:
        return
    line = line_of(text)
    size = (max(1, round(line.shape[1] * row / sheet().height)), row)
    way = cv2.INTER_AREA if row < sheet().height else cv2.INTER_LINEAR
    alpha = np.asarray(cv2.resize(line, size, interpolation=way))[..., None] / 255.0
    x, y = round(left - sheet().margin * row / sheet().height), max(round(top), 0)
    room_y, room_x = max(sprite.shape[0] - y, 0), max(sprite.shape[1] - x, 0)  # of a strip: none
    alpha = alpha[:room_y, max(-x, 0) : room_x]
    x = max(x, 0)
    part = sprite[y : y + alpha.shape[0], x : x + alpha.shape[1]]
    part[:] = part + (np.array(colour) - part) * alpha


def _fixed(point: XY) -> tuple[int, int]:
    return round(point[0] * 2**SHIFT), round(point[1] * 2**SHIFT)


def _drawable(*points: XY) -> bool:
    return all(abs(x) < FAR and abs(y) < FAR for x, y in points)
