"""Measures compiled once to index arrays, then worked out for one frame or for all alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.body import LANDMARK_COUNT, ORIGIN, PELVIS_LINE, Point
from posecheck.geometry.measure import (
    SCALES,
    AnyMeasure,
    Axis,
    Derived,
    Measure,
    Relative,
    Vector,
)
from posecheck.geometry.stages import Stage, base_of, stages_of, work_out
from posecheck.geometry.vectors import FORMULAS, products
from posecheck.track import PELVIS, PELVIS_ENDS

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_PLANES = {"sagittal": 0, "frontal": 1, "picture": 2}
PELVIS_FROM = PELVIS_LINE["left"].a
BLOCK = 1024  # frames worked out at once: a long clip needs no more memory for it


@dataclass(frozen=True, slots=True)
class Pose:
    """How a body stands in the picture, frame by frame, with the lengths that scale its measures.

    forward: (T,) +1 facing right in the picture, -1 left. leftward: (T,) +1 where the person's
    left is to the right of the picture (seen from the front), -1 from the back.
    near_right: (T,) 1 where the right side of the body is nearer to the camera, else 0.
    lengths: S, T, L, W, P in image heights, NaN where unknown.
    baseline: values while standing still.
    """

    forward: Floats
    leftward: Floats
    near_right: Indices
    lengths: Mapping[str, float]
    baseline: Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Personal:
    """A person's lengths along the axes of a plan, (2, A), and what its stages compare with."""

    axis: Floats
    bases: tuple[Floats, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Measures in columns; made by `compile_plan`, worked out by `evaluate`.

    names, units: of the M columns. a, b: (2, 4K) indices, for a near left and a near right side,
    of the two landmarks whose middle is an end of u or v: tails of u, of v, heads of u, of v, for
    the K simple measures. axes: which of the K have a fixed v, axis: (2, A) that v,
    scales: (A,) index into 1 and SCALES. plane: (2K,) of u and of v.
    slices: (formula, columns), by which the simple measures are sorted. offset, factor: (K,).
    stages: columns that are made of other columns, in order. landmarks: those a column rests on,
    for each near side; rests_on: (2, M, n) the same, filled up with 33. pelvis: whether any column
    needs the pelvis line.
    """

    measures: tuple[AnyMeasure, ...]
    names: tuple[str, ...]
    units: tuple[str, ...]
    a: Indices
    b: Indices
    axes: Indices
    axis: Floats
    scales: Indices
    plane: Indices
    slices: tuple[tuple[str, slice], ...]
    offset: Floats
    factor: Floats
    stages: tuple[Stage, ...]
    columns: Mapping[str, int]
    landmarks: tuple[tuple[Indices, Indices], ...]
    rests_on: Indices
    pelvis: bool

    def personal(self, lengths: Mapping[str, float], baseline: Mapping[str, float]) -> Personal:
        """Give what stays the same for one person, so that no picture has to wait for it."""
        scales = np.array([1.0, *(lengths.get(name, np.nan) for name in SCALES)])
        bases = tuple(base_of(stage, baseline) for stage in self.stages)
        return Personal(self.axis * scales[self.scales], bases)

    def evaluate(
        self,
        points: Floats,
        pose: Pose,
        channels: Mapping[str, Floats] | None = None,
        person: Personal | None = None,
    ) -> Floats:
        """Work all measures out: points (T, 33, 4) -> (T, M); NaN where a point is missing.

        person: what `personal` gives for the pose's lengths and baseline, where that is known.
        """
        values = np.full((len(points), len(self.names)), np.nan)
        count = len(self.offset)
        known = person or self.personal(pose.lengths, pose.baseline)
        seen = pelvis_ends(channels or {}, len(points)) if self.pelvis else None
        for start in range(0, len(points), BLOCK) if count else ():
            part = slice(start, start + BLOCK)
            places = located(points[part], None if seen is None else seen[part])
            ends = self._ends(places, pose.near_right[part])
            values[part, :count] = self._simple(ends, pose, part, known.axis)
        for stage, base in zip(self.stages, known.bases, strict=True):
            values[:, stage.place] = work_out(
                stage, values.take(stage.inputs, axis=1), base, channels or {}
            )
        return values

    def doubts(self, doubt: Floats, near_right: Indices) -> NDArray[np.int8]:
        """Give for each column the worst doubt over its landmarks: (T, 33) -> (T, M)."""
        result = np.zeros((len(doubt), len(self.names)), dtype=np.int8)
        if not doubt.any():
            return result
        padded = np.zeros((len(doubt), LANDMARK_COUNT + 1), dtype=np.int8)
        padded[:, :LANDMARK_COUNT] = doubt
        side = _only(near_right)
        if side is not None:
            return np.asarray(padded.take(self.rests_on[side], axis=1).max(axis=-1))
        for side, rests_on in enumerate(self.rests_on):
            rows = near_right == side
            result[rows] = padded[rows].take(rests_on, axis=1).max(axis=-1)
        return result

    def _simple(self, ends: Floats, pose: Pose, part: slice, axis: Floats) -> Floats:
        """Work out the measures of two vectors for the ends of those of some frames."""
        count = len(self.offset)
        vectors = ends[:, 2 * count :] - ends[:, : 2 * count]
        sign = np.empty((len(ends), len(_PLANES)))
        sign[:, 0], sign[:, 1], sign[:, 2] = pose.forward[part], pose.leftward[part], 1.0
        x, y = vectors[..., 0] * sign.take(self.plane, axis=1), vectors[..., 1]
        vx, vy = x[:, count:], y[:, count:]
        vx[:, self.axes], vy[:, self.axes] = axis
        both = products(x[:, :count], y[:, :count], vx, vy)
        result = np.empty(vx.shape)
        for kind, columns in self.slices:
            result[:, columns] = FORMULAS[kind](both.columns(columns))
        return self.offset + self.factor * result

    def _ends(self, xy: Floats, near_right: Indices) -> Floats:
        """Give tails and heads of all u and v by where every point is: (T, 4K, 2)."""
        side = _only(near_right)
        if side is not None:
            ends: Floats = xy.take(self.a[side], axis=1) + xy.take(self.b[side], axis=1)
            return ends * 0.5
        rows = np.arange(len(xy))[:, None]
        return (xy[rows, self.a[near_right]] + xy[rows, self.b[near_right]]) * 0.5


def _only(near_right: Indices) -> int | None:
    """Give the near side of all frames, None where it changes; a live frame has but one."""
    side = int(near_right[0])
    return side if len(near_right) == 1 or (near_right == side).all() else None


def compile_plan(measures: Iterable[AnyMeasure]) -> Plan:
    """Compile measures, equal ones once; ValueError where two share a name but differ."""
    ordered = flatten(measures)
    simple = sorted((m for m in ordered if isinstance(m, Measure)), key=lambda m: m.kind)
    rest = [m for m in ordered if not isinstance(m, Measure)]
    every: tuple[AnyMeasure, ...] = (*simple, *rest)
    columns = {m.name: i for i, m in enumerate(every)}
    vectors = [_as_vector(m.v) for m in simple]
    ends = [
        *(m.u.tail for m in simple),
        *(v.tail for v in vectors),
        *(m.u.head for m in simple),
        *(v.head for v in vectors),
    ]
    fixed = [(i, m.v) for i, m in enumerate(simple) if isinstance(m.v, Axis)]
    landmarks = tuple(map(landmarks_of, every))
    return Plan(
        measures=every,
        names=tuple(m.name for m in every),
        units=tuple(m.unit for m in every),
        a=_indices([[p.a for p in ends], [p.right_a for p in ends]]),
        b=_indices([[p.b for p in ends], [p.right_b for p in ends]]),
        axes=_indices([i for i, _ in fixed]),
        axis=np.array([[v.x for _, v in fixed], [v.y for _, v in fixed]]),
        scales=_indices([1 + SCALES.index(v.scale) if v.scale else 0 for _, v in fixed]),
        plane=_indices([_PLANES[m.plane] for m in simple] * 2),
        slices=_slices(simple),
        offset=np.array([m.offset for m in simple]),
        factor=np.array([m.factor for m in simple]),
        stages=stages_of(rest, columns),
        columns=columns,
        landmarks=landmarks,
        rests_on=_padded(landmarks),
        pelvis=any(map(rests_on_pelvis, simple)),
    )


def landmarks_of(measure: AnyMeasure) -> tuple[Indices, Indices]:
    """Give the landmarks a measure rests on, while the left and while the right side is near."""
    points = [
        p for simple in flatten([measure]) if isinstance(simple, Measure) for p in _points(simple)
    ]
    points = [p for p in points if p.a < LANDMARK_COUNT]
    return (
        _indices(sorted({i for p in points for i in (p.a, p.b)})),
        _indices(sorted({i for p in points for i in (p.right_a, p.right_b)})),
    )


def flatten(measures: Iterable[AnyMeasure]) -> list[AnyMeasure]:
    """List measures after what they are made of, each once."""
    found: dict[str, AnyMeasure] = {}
    for measure in measures:
        inner: tuple[AnyMeasure, ...] = ()
        if isinstance(measure, Derived):
            inner = measure.of
        elif isinstance(measure, Relative):
            inner = (measure.of,)
        for one in (*flatten(inner), measure):
            if found.setdefault(one.name, one) != one:
                raise ValueError(f"two different measures are called {one.name}")
    return list(found.values())


def rests_on_pelvis(measure: AnyMeasure) -> bool:
    """Tell whether a measure needs the pelvis line that is seen in the picture."""
    simple = [one for one in flatten([measure]) if isinstance(one, Measure)]
    return any(point.a >= PELVIS_FROM for one in simple for point in _points(one))


def pelvis_ends(channels: Mapping[str, Floats], frames: int) -> Floats:
    """Give the ends of the pelvis line that a track carries, the left one first: (T, 2, 2)."""
    if PELVIS not in channels:
        return np.full((frames, 2, 2), np.nan)
    return channels[PELVIS][:, PELVIS_ENDS].reshape(frames, 2, 2)


def located(points: Floats, pelvis: Floats | None) -> Floats:
    """Give where every Point is: (T, 36, 2); landmarks, the origin, ends of the pelvis line.

    points: (T, 33, 4). pelvis: (T, 2, 2), None where nothing needs it.
    """
    xy = np.zeros((len(points), PELVIS_FROM + 2, 2))
    xy[:, :LANDMARK_COUNT] = points[..., :2]
    if pelvis is not None:
        xy[:, PELVIS_FROM:] = pelvis
    return xy


def _points(measure: Measure) -> tuple[Point, ...]:
    ends = (measure.u.tail, measure.u.head)
    return ends if isinstance(measure.v, Axis) else (*ends, measure.v.tail, measure.v.head)


def _as_vector(v: Vector | Axis) -> Vector:
    """Give a vector to be overwritten where v is fixed."""
    return Vector(ORIGIN, ORIGIN) if isinstance(v, Axis) else v


def _slices(simple: list[Measure]) -> tuple[tuple[str, slice], ...]:
    kinds = [m.kind for m in simple]
    return tuple(
        (kind, slice(kinds.index(kind), len(kinds) - kinds[::-1].index(kind)))
        for kind in dict.fromkeys(kinds)
    )


def _padded(landmarks: tuple[tuple[Indices, Indices], ...]) -> Indices:
    """Give landmark indices as (2, M, n), filled up with one that is never doubted."""
    longest = max((len(side) for sides in landmarks for side in sides), default=0)
    padded = np.full((2, len(landmarks), max(longest, 1)), LANDMARK_COUNT, dtype=np.intp)
    for column, sides in enumerate(landmarks):
        for side, indices in enumerate(sides):
            padded[side, column, : len(indices)] = indices
    return padded


def _indices(values: object) -> Indices:
    return np.array(values, dtype=np.intp)
