"""Measures compiled once to index arrays, then worked out for one frame or for all alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.blocks import blocks
from posecheck.body import LANDMARK_COUNT, ORIGIN, Point
from posecheck.geometry.indices import AXES_FROM, PELVIS_FROM, ends_of, padded, turns_of
from posecheck.geometry.measure import (
    SCALES,
    AnyMeasure,
    Axis,
    Derived,
    Measure,
    Relative,
)
from posecheck.geometry.stages import Stage, base_of, stages_of, work_out
from posecheck.geometry.vectors import KINDS, Columns, apply_formulas, columns_of
from posecheck.track import PELVIS, PELVIS_ENDS

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


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

    def __getitem__(self, span: slice) -> Pose:
        """Give the pose in the frames of a slice."""
        frames = self.forward[span], self.leftward[span], self.near_right[span]
        return Pose(*frames, self.lengths, self.baseline)


@dataclass(frozen=True, slots=True, eq=False)
class Personal:
    """A person's lengths along the axes of a plan, and what its stages compare with.

    places: x and y of every Point and of the head of every axis, one after the other; NaN where
    each picture tells them.
    """

    places: Floats
    bases: tuple[Floats, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Measures in columns; made by `compile_plan`, worked out by `evaluate`.

    names, units: of the M columns. ends: (2, 2, 2, 2, 2, K) for the K simple measures: where among
    a person's places lie, for a near left and a near right side, the two landmarks whose middle is
    the head or the tail of u or of v, in x or in y. turns: (2, 2, 2, 2, K) half the sign of x and y
    of u and of v, for facing left and right and with the person's left to the left and to the
    right. axis: (A, 2) the fixed v, scales: (A,) index into 1 and SCALES.
    kinds: the columns of each formula, by which the simple measures are sorted. offset, factor:
    (K,). stages: columns that are made of other columns, in order. landmarks: those a column rests
    on, for each near side; rests_on: (2, n, M) the same, filled up with 33. pelvis: whether any
    column needs the pelvis line.
    """

    measures: tuple[AnyMeasure, ...]
    names: tuple[str, ...]
    units: tuple[str, ...]
    ends: Indices
    turns: Floats
    axis: Floats
    scales: Indices
    kinds: Columns
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
        places = np.full((AXES_FROM + len(self.axis), 2), np.nan)
        places[ORIGIN.a] = 0.0
        places[AXES_FROM:] = self.axis * scales[self.scales, None]
        return Personal(places.ravel(), tuple(base_of(stage, baseline) for stage in self.stages))

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
        values = np.empty((len(points), len(self.names)))
        simple = len(self.offset)
        known = person or self.personal(pose.lengths, pose.baseline)
        carried = channels or {}
        line = carried.get(PELVIS) if self.pelvis else None
        for part in blocks(len(points)) if simple else ():
            places = _places(points[part], None if line is None else line[part], known)
            found = apply_formulas(self._vectors(places, pose, part), self.kinds)
            values[part, :simple] = self.offset + self.factor * found
        for stage, base in zip(self.stages, known.bases, strict=True):
            values[:, stage.place] = work_out(
                stage, values.take(stage.inputs, axis=1), base, carried
            )
        return values

    def doubts(self, doubt: Floats, near_right: Indices) -> NDArray[np.int8]:
        """Give for each column the worst doubt over its landmarks: (T, 33) -> (T, M)."""
        codes = np.zeros((len(doubt), LANDMARK_COUNT + 1), dtype=np.int8)
        codes[:, :LANDMARK_COUNT] = doubt
        side = _only(near_right)
        if side is not None:
            return np.asarray(np.maximum.reduce(codes.take(self.rests_on[side], axis=1), axis=1))
        result = np.empty((len(doubt), len(self.names)), dtype=np.int8)
        for side, rests_on in enumerate(self.rests_on):
            rows = near_right == side
            result[rows] = np.maximum.reduce(codes[rows].take(rests_on, axis=1), axis=1)
        return result

    def _vectors(self, places: Floats, pose: Pose, part: slice) -> Floats:
        """Give u and v in the planes of their measures, x and y of each: (T, 2, 2, K)."""
        near, forward, leftward = pose.near_right[part], pose.forward[part], pose.leftward[part]
        side = _only(near)
        if side is None:
            rows = np.arange(len(near)).reshape(-1, *[1] * (self.ends.ndim - 1))
            ends = places[rows, self.ends[near]]
        else:
            ends = places.take(self.ends[side], axis=1)
        if len(near) == 1:  # plain numbers find a view of the table; arrays would copy from it
            turns = self.turns[int(forward[0] > 0), int(leftward[0] > 0)]
        else:
            turns = self.turns[(forward > 0).astype(np.intp), (leftward > 0).astype(np.intp)]
        doubled = ends[:, 0] + ends[:, 1]  # twice the middles; the turns halve them, exactly
        vectors: Floats = (doubled[:, 0] - doubled[:, 1]) * turns
        return vectors


def _places(points: Floats, pelvis: Floats | None, person: Personal) -> Floats:
    """Give x and y of every Point and axis one after the other: (T, 2P).

    points: (T, 33, 4). pelvis: the rows of that channel, None where nothing needs it.
    """
    places = np.empty((len(points), len(person.places)))
    places[:] = person.places
    places[:, : 2 * LANDMARK_COUNT].reshape(-1, LANDMARK_COUNT, 2)[:] = points[..., :2]
    if pelvis is not None:
        places[:, 2 * PELVIS_FROM : 2 * AXES_FROM] = pelvis[:, PELVIS_ENDS]
    return places


def _only(near_right: Indices) -> int | None:
    """Give the near side of all frames, None where it changes; a live frame has but one."""
    if len(near_right) == 1:
        return int(near_right[0])
    first = near_right[:1]
    return int(first[0]) if len(first) and (near_right == first).all() else None


def compile_plan(measures: Iterable[AnyMeasure]) -> Plan:
    """Compile measures, equal ones once; ValueError where two share a name but differ."""
    ordered = flatten(measures)
    simple = sorted(
        (m for m in ordered if isinstance(m, Measure)), key=lambda m: KINDS.index(m.kind)
    )
    rest = [m for m in ordered if not isinstance(m, Measure)]
    every: tuple[AnyMeasure, ...] = (*simple, *rest)
    columns = {m.name: i for i, m in enumerate(every)}
    axes = [m.v for m in simple if isinstance(m.v, Axis)]
    landmarks = tuple(map(landmarks_of, every))
    return Plan(
        measures=every,
        names=tuple(m.name for m in every),
        units=tuple(m.unit for m in every),
        ends=ends_of(simple),
        turns=turns_of(simple),
        axis=np.array([[v.x, v.y] for v in axes]).reshape(-1, 2),
        scales=_indices([1 + SCALES.index(v.scale) if v.scale else 0 for v in axes]),
        kinds=columns_of([m.kind for m in simple]),
        offset=np.array([m.offset for m in simple]),
        factor=np.array([m.factor for m in simple]),
        stages=stages_of(rest, columns),
        columns=columns,
        landmarks=landmarks,
        rests_on=padded(landmarks),
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


def _indices(values: object) -> Indices:
    return np.array(values, dtype=np.intp)
