"""Measures compiled once to index arrays, then worked out for one frame or for all alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.body import LANDMARK_COUNT, Point
from posecheck.geometry.measure import (
    AnyMeasure,
    Axis,
    Channel,
    Derived,
    Measure,
    Operation,
    Relative,
)
from posecheck.geometry.vectors import FORMULAS

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_PLANES = {"sagittal": 0, "frontal": 1, "picture": 2}


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


@dataclass(frozen=True, slots=True)
class Plan:
    """Measures in columns; made by `compile_plan`, worked out by `evaluate`.

    names, units: of the M columns. pa, pb: (2, P) landmark indices of the points for a near left
    and a near right side. tail, head: (K,) point indices of u; v_tail, v_head: of v.
    v_axis: (2, K) constant v, NaN where v is a vector. v_scale: (K,) index into the scales or -1.
    plane: (K,). slices: (formula, start, stop) over the K simple measures, sorted by formula.
    offset, factor: (K,). later: columns that are made of other columns, in order.
    uses: (M, 33) for each side which landmarks a column rests on.
    """

    measures: tuple[AnyMeasure, ...]
    names: tuple[str, ...]
    units: tuple[str, ...]
    pa: Indices
    pb: Indices
    tail: Indices
    head: Indices
    v_tail: Indices
    v_head: Indices
    v_axis: Floats
    v_is_axis: NDArray[np.bool_]
    v_scales: tuple[str | None, ...]
    plane: Indices
    slices: tuple[tuple[str, int, int], ...]
    offset: Floats
    factor: Floats
    later: tuple[tuple[int, AnyMeasure, Indices], ...]
    columns: Mapping[str, int]
    landmarks: tuple[tuple[Indices, Indices], ...]

    def evaluate(
        self, points: Floats, pose: Pose, channels: Mapping[str, Floats] | None = None
    ) -> Floats:
        """Work all measures out: points (T, 33, 4) -> (T, M); NaN where a point is missing."""
        values = np.full((len(points), len(self.names)), np.nan)
        if len(self.tail):
            values[:, : len(self.tail)] = self._simple(points, pose)
        for column, measure, inputs in self.later:
            values[:, column] = _later(measure, values[:, inputs], pose, channels or {})
        return values

    def doubts(self, doubt: Floats, near_right: Indices) -> NDArray[np.int8]:
        """Give for each column the worst doubt over its landmarks: (T, 33) -> (T, M)."""
        result = np.zeros((len(doubt), len(self.names)), dtype=np.int8)
        if not doubt.any():
            return result
        right = near_right.astype(bool)
        for column, (while_left, while_right) in enumerate(self.landmarks):
            if len(while_left):
                left_worst = doubt[:, while_left].max(axis=1)
                result[:, column] = np.where(right, doubt[:, while_right].max(axis=1), left_worst)
        return result

    def _simple(self, points: Floats, pose: Pose) -> Floats:
        rows = np.arange(len(points))[:, None]
        a, b = self.pa[pose.near_right], self.pb[pose.near_right]
        with_origin = np.zeros((len(points), LANDMARK_COUNT + 1, 2))
        with_origin[:, :LANDMARK_COUNT] = points[..., :2]
        xy = (with_origin[rows, a] + with_origin[rows, b]) * 0.5
        sign = np.empty((len(points), 3))
        sign[:, 0], sign[:, 1], sign[:, 2] = pose.forward, pose.leftward, 1.0
        sign = sign[:, self.plane]
        u = xy[:, self.head] - xy[:, self.tail]
        v = xy[:, self.v_head] - xy[:, self.v_tail]
        scale = np.array([1.0 if s is None else pose.lengths.get(s, np.nan) for s in self.v_scales])
        ux, uy = u[..., 0] * sign, u[..., 1]
        vx = np.where(self.v_is_axis, self.v_axis[0] * scale, v[..., 0] * sign)
        vy = np.where(self.v_is_axis, self.v_axis[1] * scale, v[..., 1])
        result = np.empty_like(ux)
        for kind, start, stop in self.slices:
            part = slice(start, stop)
            result[:, part] = FORMULAS[kind](ux[:, part], uy[:, part], vx[:, part], vy[:, part])
        return self.offset + self.factor * result


def compile_plan(measures: Iterable[AnyMeasure]) -> Plan:
    """Compile measures, equal ones once; ValueError where two share a name but differ."""
    ordered = _flatten(measures)
    simple = sorted((m for m in ordered if isinstance(m, Measure)), key=lambda m: m.kind)
    rest = [m for m in ordered if not isinstance(m, Measure)]
    every: tuple[AnyMeasure, ...] = (*simple, *rest)
    columns = {m.name: i for i, m in enumerate(every)}
    points = list(dict.fromkeys(p for m in simple for p in _points(m)))
    index = {p: i for i, p in enumerate(points)}
    axes = [m.v if isinstance(m.v, Axis) else None for m in simple]
    vectors = [None if isinstance(m.v, Axis) else m.v for m in simple]
    return Plan(
        measures=every,
        names=tuple(m.name for m in every),
        units=tuple(m.unit for m in every),
        pa=_indices([[p.a for p in points], [p.right_a for p in points]]),
        pb=_indices([[p.b for p in points], [p.right_b for p in points]]),
        tail=_indices([index[m.u.tail] for m in simple]),
        head=_indices([index[m.u.head] for m in simple]),
        v_tail=_indices([0 if v is None else index[v.tail] for v in vectors]),
        v_head=_indices([0 if v is None else index[v.head] for v in vectors]),
        v_axis=np.array([[a.x if a else 0.0 for a in axes], [a.y if a else 0.0 for a in axes]]),
        v_is_axis=np.array([a is not None for a in axes], dtype=bool),
        v_scales=tuple(a.scale if a else None for a in axes),
        plane=_indices([_PLANES[m.plane] for m in simple]),
        slices=_slices(simple),
        offset=np.array([m.offset for m in simple]),
        factor=np.array([m.factor for m in simple]),
        later=tuple((columns[m.name], m, _inputs(m, columns)) for m in rest),
        columns=columns,
        landmarks=tuple(landmarks_of(m) for m in every),
    )


def landmarks_of(measure: AnyMeasure) -> tuple[Indices, Indices]:
    """Give the landmarks a measure rests on, while the left and while the right side is near."""
    points = [
        p for simple in _flatten([measure]) if isinstance(simple, Measure) for p in _points(simple)
    ]
    points = [p for p in points if p.a < LANDMARK_COUNT]
    return (
        _indices(sorted({i for p in points for i in (p.a, p.b)})),
        _indices(sorted({i for p in points for i in (p.right_a, p.right_b)})),
    )


def _flatten(measures: Iterable[AnyMeasure]) -> list[AnyMeasure]:
    """List measures after what they are made of, each once."""
    found: dict[str, AnyMeasure] = {}
    for measure in measures:
        inner: tuple[AnyMeasure, ...] = ()
        if isinstance(measure, Derived):
            inner = measure.of
        elif isinstance(measure, Relative):
            inner = (measure.of,)
        for one in (*_flatten(inner), measure):
            if found.setdefault(one.name, one) != one:
                raise ValueError(f"two different measures are called {one.name}")
    return list(found.values())


def _points(measure: Measure) -> tuple[Point, ...]:
    ends = (measure.u.tail, measure.u.head)
    return ends if isinstance(measure.v, Axis) else (*ends, measure.v.tail, measure.v.head)


def _inputs(measure: AnyMeasure, columns: Mapping[str, int]) -> Indices:
    if isinstance(measure, Derived):
        return _indices([columns[m.name] for m in measure.of])
    return _indices([columns[measure.of.name]] if isinstance(measure, Relative) else [])


def _slices(simple: list[Measure]) -> tuple[tuple[str, int, int], ...]:
    kinds = [m.kind for m in simple]
    return tuple(
        (kind, kinds.index(kind), len(kinds) - kinds[::-1].index(kind))
        for kind in dict.fromkeys(kinds)
    )


def _later(
    measure: AnyMeasure, inputs: Floats, pose: Pose, channels: Mapping[str, Floats]
) -> Floats:
    if isinstance(measure, Relative):
        base = pose.baseline.get(measure.of.name, np.nan)
        if measure.how == "quotient":
            return inputs[:, 0] / (base if base != 0 else np.nan)
        return inputs[:, 0] - (base if np.isfinite(base) else 0.0)
    if isinstance(measure, Channel):
        return channels.get(measure.name, np.full(len(inputs), np.nan))
    operation = measure.operation if isinstance(measure, Derived) else "mean"
    return _OPERATIONS[operation](inputs)


def _spread(inputs: Floats) -> Floats:
    with_zero = np.concatenate([inputs, np.zeros((len(inputs), 1))], axis=1)
    spread: Floats = np.std(with_zero, axis=1)
    return spread


_OPERATIONS: dict[Operation, Callable[[Floats], Floats]] = {
    "difference": lambda v: v[:, 0] - v[:, 1],
    "distance": lambda v: np.abs(v[:, 0] - v[:, 1]),
    "mean": lambda v: v.mean(axis=1),
    "size": lambda v: np.abs(v[:, 0]),
    "spread": _spread,
    "largest": lambda v: v.max(axis=1),
    "smallest": lambda v: v.min(axis=1),
}


def _indices(values: object) -> Indices:
    return np.array(values, dtype=np.intp)
