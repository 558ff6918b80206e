"""The vocabulary of measures: what a check may ask of a body, as comparable, hashable values.

A measure lives in a plane. In the sagittal plane x grows the way the person faces, in the frontal
plane towards the person's left, in the picture to the right; y always grows upwards. Scales are
lengths of the person, taken once (assess/calibrate.py): S ear to ankle, T trunk, L leg,
W shoulders, P hip points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from posecheck.body import LEFT, ORIGIN, RIGHT, Limbs, Point, Side

Plane = Literal["sagittal", "frontal", "picture"]
Kind = Literal["angle", "signed", "line", "ratio", "along", "across"]
Operation = Literal["difference", "distance", "mean", "size", "spread", "largest", "smallest"]

SCALES = ("S", "T", "L", "W", "P")


@dataclass(frozen=True, slots=True)
class Vector:
    """From one point of the body to another."""

    tail: Point
    head: Point


@dataclass(frozen=True, slots=True)
class Axis:
    """A direction of the plane, as long as a scale (1 where scale is None)."""

    x: float
    y: float
    scale: str | None = None


UP = Axis(0.0, 1.0)
AHEAD = Axis(1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Measure:
    """One formula of two vectors: value = offset + factor * formula(u, v)."""

    name: str
    kind: Kind
    plane: Plane
    u: Vector
    v: Vector | Axis
    unit: str
    offset: float = 0.0
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Derived:
    """A number made of measures: difference, distance, mean, spread about the mean, extremes."""

    name: str
    operation: Operation
    of: tuple[AnyMeasure, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Relative:
    """A measure compared with its value in quiet standing.

    difference: minus that value, or the plain value where nobody saw quiet standing.
    change: minus that value, NaN where nobody saw it. quotient: divided by it, NaN likewise.
    """

    name: str
    of: Measure | Derived
    unit: str
    how: Literal["difference", "change", "quotient"] = "difference"


@dataclass(frozen=True, slots=True)
class Channel:
    """A number per frame that the track carries; NaN where it does not."""

    name: str
    unit: str


AnyMeasure = Measure | Derived | Relative | Channel


def lean(tail: Point, head: Point, name: str) -> Measure:
    """Give the lean of a segment from the vertical, positive forward."""
    return Measure(name, "signed", "sagittal", Vector(tail, head), UP, "deg")


def side_lean(tail: Point, head: Point, name: str, towards: Side = "left") -> Measure:
    """Give the lean of a segment from the vertical, positive towards a side of the person."""
    return Measure(name, "signed", "frontal", Vector(tail, head), UP, "deg", factor=_sign(towards))


def rise(tail: Point, head: Point, name: str, plane: Plane = "sagittal") -> Measure:
    """Give the angle of a line to the horizontal, positive where the head end is higher."""
    return Measure(name, "line", plane, Vector(tail, head), AHEAD, "deg", factor=-1.0)


def inclination(tail: Point, head: Point, name: str, plane: Plane = "sagittal") -> Measure:
    """Give the angle of a directed segment above the horizontal, -180..180, 0 pointing along +x."""
    return Measure(name, "signed", plane, Vector(tail, head), AHEAD, "deg", factor=-1.0)


def joint(a: Point, b: Point, c: Point, name: str) -> Measure:
    """Give the angle at b between a and c, 0..180."""
    return Measure(name, "angle", "picture", Vector(b, a), Vector(b, c), "deg")


def flexion(a: Point, b: Point, c: Point, name: str) -> Measure:
    """Give how far the joint at b is bent: 0 is straight."""
    return Measure(
        name, "angle", "picture", Vector(b, a), Vector(b, c), "deg", offset=180.0, factor=-1.0
    )


def bow(a: Point, b: Point, c: Point, name: str) -> Measure:
    """Give how far the line a, b, c of a lying body is bent at b: positive where b is too high.

    a is the end towards the head; 0 is straight.
    """
    return Measure(name, "signed", "sagittal", Vector(a, b), Vector(b, c), "deg")


def off_line(a: Point, b: Point, c: Point, name: str) -> Measure:
    """Give how far b lies above the line from a to c, in % of it; a is the end towards the head."""
    return Measure(name, "across", "sagittal", Vector(a, b), Vector(a, c), "% line", factor=100.0)


def knee_angle(limbs: Limbs, name: str) -> Measure:
    """Give the sagittal knee angle: 180 straight, below bent, above over-straight."""
    return Measure(
        name,
        "signed",
        "sagittal",
        Vector(limbs.hip, limbs.knee),
        Vector(limbs.knee, limbs.ankle),
        "deg",
        offset=180.0,
        factor=1.0,
    )


def fppa(side: Side, name: str) -> Measure:
    """Give the frontal plane projection angle of a knee, positive where the knee falls inwards."""
    limbs = LEFT if side == "left" else RIGHT
    return Measure(
        name,
        "signed",
        "frontal",
        Vector(limbs.hip, limbs.knee),
        Vector(limbs.knee, limbs.ankle),
        "deg",
        factor=_sign(side),
    )


def ahead(of: Point, point: Point, scale: str, name: str, unit: str | None = None) -> Measure:
    """Give how far a point is ahead of another, in % of a scale unless the unit is the scale."""
    return _offset(of, point, "sagittal", Axis(1.0, 0.0, scale), name, unit)


def beside(
    of: Point, point: Point, scale: str, name: str, towards: Side, unit: str | None = None
) -> Measure:
    """Give how far a point is beside another towards a side of the person."""
    return _offset(of, point, "frontal", Axis(_sign(towards), 0.0, scale), name, unit)


def above(of: Point, point: Point, scale: str, name: str, unit: str | None = None) -> Measure:
    """Give how far a point is above another."""
    return _offset(of, point, "picture", Axis(0.0, 1.0, scale), name, unit)


def span(a: Point, b: Point, scale: str, name: str, unit: str | None = None) -> Measure:
    """Give the distance of two points in a scale."""
    factor, shown = _scaled(scale, unit)
    return Measure(
        name, "ratio", "picture", Vector(a, b), Axis(0.0, 1.0, scale), shown, factor=factor
    )


def place(point: Point, plane: Plane, axis: Axis, name: str, unit: str | None = None) -> Measure:
    """Give where a point is along an axis of the picture, in % of the axis' scale or in it."""
    return _offset(ORIGIN, point, plane, axis, name, unit)


def proportion(u: Vector, v: Vector, name: str) -> Measure:
    """Give the length of one segment in lengths of another."""
    return Measure(name, "ratio", "picture", u, v, "ratio")


def difference(a: AnyMeasure, b: AnyMeasure, name: str) -> Derived:
    """Give a minus b."""
    return Derived(name, "difference", (a, b), a.unit)


def distance(a: AnyMeasure, b: AnyMeasure, name: str) -> Derived:
    """Give how far a and b are apart, never negative."""
    return Derived(name, "distance", (a, b), a.unit)


def mean(name: str, *of: AnyMeasure) -> Derived:
    """Give the mean of several measures."""
    return Derived(name, "mean", of, of[0].unit)


def largest(name: str, *of: AnyMeasure) -> Derived:
    """Give the largest of several measures."""
    return Derived(name, "largest", of, of[0].unit)


def smallest(name: str, *of: AnyMeasure) -> Derived:
    """Give the smallest of several measures."""
    return Derived(name, "smallest", of, of[0].unit)


def spread(name: str, *of: AnyMeasure) -> Derived:
    """Give the root mean square deviation of several offsets and of 0 from their common mean."""
    return Derived(name, "spread", of, of[0].unit)


def size(of: AnyMeasure, name: str) -> Derived:
    """Give how large a measure is, whatever its sign."""
    return Derived(name, "size", (of,), of.unit)


def relative(of: Measure | Derived, name: str) -> Relative:
    """Give the change of a measure from quiet standing, or the measure where nobody saw that."""
    return Relative(name, of, of.unit)


def change(of: Measure | Derived, name: str) -> Relative:
    """Give the change of a measure that means nothing by itself; NaN without quiet standing."""
    return Relative(name, of, of.unit, "change")


def share_of_baseline(of: Measure | Derived, name: str) -> Relative:
    """Give a measure as a share of what it is in quiet standing."""
    return Relative(name, of, "of standing", "quotient")


def _offset(
    of: Point, point: Point, plane: Plane, axis: Axis, name: str, unit: str | None
) -> Measure:
    factor, shown = _scaled(axis.scale or "", unit)
    return Measure(name, "along", plane, Vector(of, point), axis, shown, factor=factor)


def _scaled(scale: str, unit: str | None) -> tuple[float, str]:
    return (1.0, unit) if unit == scale else (100.0, unit or f"% {scale}")


def _sign(side: Side) -> float:
    return 1.0 if side == "left" else -1.0
