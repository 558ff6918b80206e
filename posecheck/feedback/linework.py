"""The lines of a criterion on a body: the angle, lean or distance that its number tells."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from posecheck.feedback.figure import JOINT, Figure
from posecheck.feedback.guides import Guide
from posecheck.feedback.shapes import XY, Arc, Dot, Line, Shape, Tone

GUIDE = 0.0034  # width, in long sides of the picture
NEAR, FAR = 0.35, 0.75  # radii of arcs, in lengths of the shorter line: of a corner, of a bend


def linework(figure: Figure, guides: Sequence[Guide], tone: Tone, value: float) -> list[Shape]:
    """Draw guides in a tone; a reference that several offsets share is drawn once.

    value: the criterion's number, which tells an angle of more than 180 degrees from its rest.
    """
    return _merged([shape for guide in guides for shape in _guide(figure, guide, tone, value)])


def anchor_of(figure: Figure, guides: Sequence[Guide]) -> XY | None:
    """Give the point a label belongs to: the joint in the middle, or the upper end."""
    for guide in guides:
        places = [figure.at(p) for p in (guide.tail, guide.middle or guide.head, guide.head)]
        if all(place is not None for place in places):
            tail, anchor, head = places
            if guide.drawing == "lean" and tail and head:
                return (tail[0] + head[0]) / 2, (tail[1] + head[1]) / 2
            return anchor
    return None


def _merged(drawn: Sequence[Shape]) -> list[Shape]:
    """Draw a reference that several offsets share once, as long as the longest of them."""
    longest: dict[XY, Line] = {}
    for shape in drawn:
        if isinstance(shape, Line) and shape.dashed:
            before = longest.get(shape.start)
            if before is None or math.dist(shape.start, shape.end) > math.dist(*_ends(before)):
                longest[shape.start] = shape
    rest = [shape for shape in drawn if not (isinstance(shape, Line) and shape.dashed)]
    return [*longest.values(), *rest]


def _ends(line: Line) -> tuple[XY, XY]:
    return line.start, line.end


def _guide(figure: Figure, guide: Guide, tone: Tone, value: float) -> Iterator[Shape]:
    tail, head = figure.at(guide.tail), figure.at(guide.head)
    if tail is None or head is None:
        return
    if guide.middle is not None:
        middle = figure.at(guide.middle)
        if middle is not None:
            yield from _joint(figure, tail, middle, head, tone)
            if tone != "good":
                yield from _angle(figure, guide, (tail, middle, head), tone, value)
            yield Dot(middle, JOINT * figure.unit * 1.3, tone)
        return
    if guide.drawing == "offset":
        yield from _offset(figure, tail, head, guide.direction, tone)
        return
    yield Line(tail, head, tone, GUIDE * figure.unit)
    if guide.drawing == "lean" and tone != "good":
        yield from _lean(figure, tail, head, guide.direction, tone)


def _joint(figure: Figure, a: XY, middle: XY, b: XY, tone: Tone) -> Iterator[Shape]:
    yield Line(a, middle, tone, GUIDE * figure.unit)
    yield Line(middle, b, tone, GUIDE * figure.unit)


def _angle(
    figure: Figure, guide: Guide, joint: tuple[XY, XY, XY], tone: Tone, value: float
) -> Iterator[Shape]:
    """Draw the arc that the number means: the corner, its far side, or the bend from straight."""
    a, middle, b = joint
    shorter = min(math.dist(a, middle), math.dist(b, middle))
    if guide.told != "bend":
        beyond = guide.told == "full" and value > 180
        yield _arc(middle, a, b, NEAR * shorter, tone, figure.unit, beyond=beyond)
        return
    share = shorter / max(math.dist(a, middle), 1e-9)
    on = (middle[0] + (middle[0] - a[0]) * share, middle[1] + (middle[1] - a[1]) * share)
    yield Line(middle, on, tone, GUIDE * figure.unit * 0.6, dashed=True)
    yield _arc(middle, on, b, FAR * shorter, tone, figure.unit)


def _lean(figure: Figure, tail: XY, head: XY, direction: XY, tone: Tone) -> Iterator[Shape]:
    length = math.dist(tail, head)
    dx, dy = _in_picture(figure, direction)
    if dx * (head[0] - tail[0]) + dy * (head[1] - tail[1]) < 0:
        dx, dy = -dx, -dy
    end = (tail[0] + dx * length, tail[1] + dy * length)
    yield Line(tail, end, tone, GUIDE * figure.unit * 0.6, dashed=True)
    yield _arc(tail, head, end, FAR * length, tone, figure.unit)


def _offset(figure: Figure, tail: XY, head: XY, direction: XY, tone: Tone) -> Iterator[Shape]:
    dx, dy = _in_picture(figure, direction)
    along = dx * (head[0] - tail[0]) + dy * (head[1] - tail[1])
    foot = (tail[0] + dx * along, tail[1] + dy * along)
    yield Line(tail, foot, tone, GUIDE * figure.unit * 0.6, dashed=True)
    yield Line(foot, head, tone, GUIDE * figure.unit)
    yield Dot(head, JOINT * figure.unit * 1.3, tone)


def _in_picture(figure: Figure, direction: XY) -> XY:
    """Turn a direction, y up, into the picture, where upright may be leaning."""
    (right, above), (ux, uy) = direction, figure.up
    return right * -uy + above * ux, right * ux + above * uy


def _arc(
    centre: XY, a: XY, b: XY, radius: float, tone: Tone, unit: float, *, beyond: bool = False
) -> Arc:
    """Give the smaller arc between two directions, or the one beyond it."""
    first = math.degrees(math.atan2(a[1] - centre[1], a[0] - centre[0]))
    second = math.degrees(math.atan2(b[1] - centre[1], b[0] - centre[0]))
    sweep = (second - first + 180) % 360 - 180
    if beyond:
        sweep -= math.copysign(360, sweep)
    return Arc(centre, radius, first, first + sweep, tone, GUIDE * unit * 0.6)
