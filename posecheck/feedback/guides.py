"""Which lines of a body a criterion talks about, told by its measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from posecheck.assess.rules import Criterion, Fact
from posecheck.body import ORIGIN, Point
from posecheck.geometry.measure import AnyMeasure, Axis, Derived, Measure, Relative, Vector

Drawing = Literal["joint", "lean", "offset", "span"]
Told = Literal["corner", "full", "bend"]


@dataclass(frozen=True, slots=True)
class Guide:
    """One measure as something to draw.

    joint: the angle at `middle` between `tail` and `head`. lean: the line tail-head against a
    direction. offset: how far head lies from the line through tail along a direction. span: the
    distance tail-head.
    direction: (x, y), y up, of the reference of lean and offset. told: what the number of a joint
    is: its corner, 0 to 180 degrees; all the way round, where more than 180 is over-straight; or
    how far it is bent, 0 where it is straight.
    """

    drawing: Drawing
    tail: Point
    head: Point
    middle: Point | None = None
    direction: tuple[float, float] = (0.0, 1.0)
    told: Told = "corner"


def guides_of(criterion: Criterion) -> tuple[Guide, ...]:
    """Give what to draw for a criterion, each line once; nothing for a time or a count."""
    measures = [part.measure for part in criterion.parts]
    if not isinstance(criterion.measure, Fact):
        measures.insert(0, criterion.measure)
    return tuple(dict.fromkeys(guide for measure in measures for guide in _guides(measure)))


def _guides(measure: AnyMeasure) -> tuple[Guide, ...]:
    if isinstance(measure, Measure):
        return _of_measure(measure)
    if isinstance(measure, Relative):
        return _guides(measure.of)
    if isinstance(measure, Derived):
        return tuple(guide for inner in measure.of for guide in _guides(inner))
    return ()


def _of_measure(measure: Measure) -> tuple[Guide, ...]:
    u, v = measure.u, measure.v
    if isinstance(v, Vector):
        return _of_two(u, v, _told(measure))
    if ORIGIN in (u.tail, u.head):
        return ()  # a place in the picture, measured from its corner
    if measure.kind == "ratio":
        return (Guide("span", u.tail, u.head),)
    if measure.kind in ("along", "across"):
        return (Guide("offset", u.tail, u.head, direction=_reference(measure, v)),)
    return (Guide("lean", u.tail, u.head, direction=(abs(v.x), abs(v.y))),)


def _reference(measure: Measure, axis: Axis) -> tuple[float, float]:
    """Give the line that an offset is measured from: across the axis that it is measured along."""
    axis_x, axis_y = abs(axis.x), abs(axis.y)
    return (axis_y, axis_x) if measure.kind == "along" else (axis_x, axis_y)


def _told(measure: Measure) -> Told:
    """Tell what the number of two segments means; one that follows the other bends from it."""
    if measure.kind == "signed":
        return "full" if measure.offset else "bend"
    return "bend" if measure.kind == "angle" and measure.offset else "corner"


def _of_two(u: Vector, v: Vector, told: Told) -> tuple[Guide, ...]:
    if u.tail == v.tail:
        return (Guide("joint", u.head, v.head, middle=u.tail, told=told),)
    if u.head == v.tail:
        return (Guide("joint", u.tail, v.head, middle=u.head, told=told),)
    return Guide("span", u.tail, u.head), Guide("span", v.tail, v.head)
