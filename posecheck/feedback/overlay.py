"""From one frame and what was thought of it to shapes; pure, and tested without a pixel."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from posecheck.body import BONES, MID_SHOULDER, NOSE, Point
from posecheck.feedback.guides import Guide
from posecheck.feedback.layout import Layout, Place, place_labels
from posecheck.feedback.shapes import TONES, XY, Arc, Dot, Line, Shape, Tone
from posecheck.geometry.measure import SCALES

Floats = NDArray[np.float64]

MOST_LABELS = 3
BONE, GUIDE, JOINT = 0.0022, 0.0034, 0.0042  # widths and radius, in long sides of the picture
JOINTS = (*range(11, 17), *range(23, 33))
TRUNK = ((11, 24), (12, 23))  # across the trunk, which labels should not hide either


@dataclass(frozen=True, slots=True)
class Topic:
    """One criterion as the overlay knows it; unit as it is written behind a number."""

    key: str
    title: str
    unit: str
    guides: tuple[Guide, ...]
    required: bool = True


@dataclass(frozen=True, slots=True)
class Moment:
    """One frame.

    points: (33, 2) pixels, y down; NaN where unknown. sure: (33,) may be drawn as seen; guess:
    (33,) may be drawn dashed. near: whose side is drawn, None for both. status, values: one per
    topic. cue: what to say, with its tone. up: where upright things point in the picture.
    only: the one topic to draw, for a still.
    """

    points: Floats
    sure: NDArray[np.bool_]
    guess: NDArray[np.bool_]
    near_right: bool
    side_view: bool
    status: Sequence[int]
    values: Sequence[float]
    title: str
    cue: str = ""
    cue_tone: Tone = "quiet"
    up: XY = (0.0, -1.0)
    only: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """The shapes of one frame, and where its labels stand, so that the next keeps them there."""

    shapes: tuple[Shape, ...]
    places: Mapping[str, Place] = field(default_factory=dict)


def draw(
    topics: Sequence[Topic],
    moment: Moment,
    layout: Layout,
    before: Mapping[str, Place] | None = None,
) -> Picture:
    """Turn one frame into shapes; nobody in it gives the title and the cue alone."""
    body = draw_body(topics, moment, layout, before)
    title, cue = layout.title(moment.title), layout.cue(moment.cue, moment.cue_tone)
    return Picture((*body.shapes, *title, *cue), body.places)


def draw_body(
    topics: Sequence[Topic],
    moment: Moment,
    layout: Layout,
    before: Mapping[str, Place] | None = None,
    *,
    weight: float = 1.0,
    sign_only: bool = False,
) -> Picture:
    """Turn one frame into what lies on the body, without title and cue.

    weight: how many times larger than usual lines and labels are, to be seen from afar.
    sign_only: instead of labels, the sign of its tone stands beside the worst of what is judged.
    """
    frame = _Frame(moment, layout, weight)
    shapes: list[Shape] = [*_skeleton(frame)]
    skeleton = len(shapes)
    anchors: list[tuple[str, XY, str, Tone]] = []
    for index in _most_important_last(topics, moment):
        tone = TONES[moment.status[index]]
        drawn = [shape for guide in topics[index].guides for shape in _guide(frame, guide, tone)]
        shapes += _merged(drawn)
        anchor = _anchor(frame, topics[index].guides)
        if anchor is not None and (tone in ("borderline", "fault") or moment.only == index):
            number = _number(moment.values[index], topics[index].unit)
            text = "" if sign_only else f"{topics[index].title}{number}"
            anchors.insert(0, (topics[index].key, anchor, text, tone))
    if not anchors:
        return Picture(tuple(shapes))
    lines = [(shape.start, shape.end) for shape in shapes[skeleton:] if isinstance(shape, Line)]
    obstacles = np.concatenate([_along([*frame.body(), *lines]), frame.face()])
    labels, places = place_labels(
        anchors[: 1 if sign_only else MOST_LABELS], layout, obstacles, before or {}, weight=weight
    )
    return Picture((*shapes, *labels), places)


class _Frame:
    """One frame's points by name, with what may be drawn of them."""

    def __init__(self, moment: Moment, layout: Layout, weight: float) -> None:
        self.moment = moment
        self.unit = layout.long_side * weight
        self.points = moment.points.tolist()
        self.sure = moment.sure.tolist()
        self.guess = moment.guess.tolist()

    def indices(self, point: Point) -> tuple[int, int]:
        if self.moment.near_right:
            return point.right_a, point.right_b
        return point.a, point.b

    def at(self, point: Point) -> XY | None:
        """Give where a point is; None where it is not certain."""
        a, b = self.indices(point)
        if not (self.sure[a] and self.sure[b]):
            return None
        (ax, ay), (bx, by) = self.points[a], self.points[b]
        return (ax + bx) / 2, (ay + by) / 2

    def body(self) -> list[tuple[XY, XY]]:
        """Give the lines of the body, which labels should not hide."""
        return [
            (_xy(self, a), _xy(self, b))
            for group in (*BONES.values(), TRUNK)
            for a, b in group
            if self.sure[a] and self.sure[b]
        ]

    def face(self) -> Floats:
        """Give the points of the face, which labels should not hide either, (N, 2)."""
        return self.moment.points[:11][self.moment.sure[:11]]


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


def _along(lines: Sequence[tuple[XY, XY]]) -> Floats:
    """Give points on lines: both ends and two between, (N, 2)."""
    ends = np.array(lines, dtype=np.float64).reshape(-1, 2, 2)
    shares = np.array([0.0, 0.33, 0.67, 1.0])[:, None, None]
    points: Floats = (ends[:, 0] * (1 - shares) + ends[:, 1] * shares).reshape(-1, 2)
    return points


def _most_important_last(topics: Sequence[Topic], moment: Moment) -> list[int]:
    """Order the topics that are judged in this frame so that the worst is drawn on top."""
    if moment.only is not None:
        return [moment.only]
    judged = [i for i in range(len(topics)) if moment.status[i] > 0]
    return sorted(judged, key=lambda i: (moment.status[i], topics[i].required, -i))


def _skeleton(frame: _Frame) -> Iterator[Shape]:
    for a, b in _bones(frame):
        if frame.sure[a] and frame.sure[b]:
            yield Line(_xy(frame, a), _xy(frame, b), "body", BONE * frame.unit)
        elif frame.guess[a] and frame.guess[b]:
            yield Line(_xy(frame, a), _xy(frame, b), "doubt", BONE * frame.unit, dashed=True)
    neck, nose = frame.at(MID_SHOULDER), frame.at(NOSE)
    if not frame.moment.side_view and neck and nose:
        yield Line(neck, nose, "body", BONE * frame.unit)
    for joint in _joints(frame):
        if frame.sure[joint]:
            yield Dot(_xy(frame, joint), JOINT * frame.unit, "body")


def _bones(frame: _Frame) -> tuple[tuple[int, int], ...]:
    if frame.moment.side_view:
        return BONES["right" if frame.moment.near_right else "left"]
    both = (*BONES["left"], *BONES["right"], *BONES["middle"])
    return tuple(bone for bone in both if bone[0] not in (7, 8))


def _joints(frame: _Frame) -> tuple[int, ...]:
    if not frame.moment.side_view:
        return JOINTS
    return tuple(joint for joint in JOINTS if joint % 2 != frame.moment.near_right)


def _xy(frame: _Frame, index: int) -> XY:
    x, y = frame.points[index]
    return x, y


def _guide(frame: _Frame, guide: Guide, tone: Tone) -> Iterator[Shape]:
    tail, head = frame.at(guide.tail), frame.at(guide.head)
    if tail is None or head is None:
        return
    if guide.middle is not None:
        middle = frame.at(guide.middle)
        if middle is not None:
            yield from _joint(frame, tail, middle, head, tone)
        return
    if guide.drawing == "offset":
        yield from _offset(frame, tail, head, guide.direction, tone)
        return
    yield Line(tail, head, tone, GUIDE * frame.unit)
    if guide.drawing == "lean" and tone != "good":
        yield from _lean(frame, tail, head, guide.direction, tone)


def _joint(frame: _Frame, a: XY, middle: XY, b: XY, tone: Tone) -> Iterator[Shape]:
    yield Line(a, middle, tone, GUIDE * frame.unit)
    yield Line(middle, b, tone, GUIDE * frame.unit)
    if tone != "good":
        radius = 0.35 * min(math.dist(a, middle), math.dist(b, middle))
        yield _arc(middle, a, b, radius, tone, frame.unit)
    yield Dot(middle, JOINT * frame.unit * 1.3, tone)


def _lean(frame: _Frame, tail: XY, head: XY, direction: XY, tone: Tone) -> Iterator[Shape]:
    length = math.dist(tail, head)
    dx, dy = _in_picture(frame, direction)
    if dx * (head[0] - tail[0]) + dy * (head[1] - tail[1]) < 0:
        dx, dy = -dx, -dy
    end = (tail[0] + dx * length, tail[1] + dy * length)
    yield Line(tail, end, tone, GUIDE * frame.unit * 0.6, dashed=True)
    yield _arc(tail, head, end, 0.75 * length, tone, frame.unit)


def _offset(frame: _Frame, tail: XY, head: XY, direction: XY, tone: Tone) -> Iterator[Shape]:
    dx, dy = _in_picture(frame, direction)
    along = dx * (head[0] - tail[0]) + dy * (head[1] - tail[1])
    foot = (tail[0] + dx * along, tail[1] + dy * along)
    yield Line(tail, foot, tone, GUIDE * frame.unit * 0.6, dashed=True)
    yield Line(foot, head, tone, GUIDE * frame.unit)
    yield Dot(head, JOINT * frame.unit * 1.3, tone)


def _in_picture(frame: _Frame, direction: XY) -> XY:
    """Turn a direction, y up, into the picture, where upright may be leaning."""
    (right, above), (ux, uy) = direction, frame.moment.up
    return right * -uy + above * ux, right * ux + above * uy


def _arc(centre: XY, a: XY, b: XY, radius: float, tone: Tone, unit: float) -> Arc:
    """Give the smaller arc between two directions."""
    first = math.degrees(math.atan2(a[1] - centre[1], a[0] - centre[0]))
    second = math.degrees(math.atan2(b[1] - centre[1], b[0] - centre[0]))
    sweep = (second - first + 180) % 360 - 180
    return Arc(centre, radius, first, first + sweep, tone, GUIDE * unit * 0.6)


def _anchor(frame: _Frame, guides: Sequence[Guide]) -> XY | None:
    """Give the point a label belongs to: the joint in the middle, or the upper end."""
    for guide in guides:
        places = [frame.at(p) for p in (guide.tail, guide.middle or guide.head, guide.head)]
        if all(place is not None for place in places):
            tail, anchor, head = places
            if guide.drawing == "lean" and tail and head:
                return (tail[0] + head[0]) / 2, (tail[1] + head[1]) / 2
            return anchor
    return None


def _number(value: float, unit: str) -> str:
    """Write a number short; lengths of the body have no unit that fits into a label."""
    if not math.isfinite(value):
        return ""
    if unit == "deg" or "%" in unit:
        sign = "°" if unit == "deg" else " %"
        return f" {value + 0.0:.0f}{sign}".replace(" -0", " 0")
    digits = 0 if abs(value) >= 20 else 2 if unit in SCALES else 1
    shown = "" if unit in SCALES else unit
    return f" {value:.{digits}f} {shown}".rstrip()
