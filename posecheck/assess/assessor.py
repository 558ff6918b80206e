"""The one core that live frames and whole clips go through: measures, gates, phases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from posecheck.assess import reasons
from posecheck.assess.calibrate import Calibration, calibrate
from posecheck.assess.phase import NO_REP, Rep
from posecheck.assess.rules import Check, Fact
from posecheck.assess.view import Orientation, Orienter
from posecheck.blocks import plain_rows
from posecheck.body import LEFT, RIGHT
from posecheck.geometry.measure import AnyMeasure, above
from posecheck.geometry.plan import Plan, Pose, compile_plan
from posecheck.track import Track

Floats = NDArray[np.float64]

UPRIGHT_THIGHS = (
    above(LEFT.knee, LEFT.hip, "T", "left hip above knee", unit="T"),
    above(RIGHT.knee, RIGHT.hip, "T", "right hip above knee", unit="T"),
)
HIDDEN = reasons.DOUBT_REASONS.index(reasons.HIDDEN)
STANDING_ABOVE = 0.45
"""Of T, of the straighter thigh: standing reads 0.85, landing on one leg 0.7, sitting about 0."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Some frames assessed: values (T, M), doubts (T, M) codes, orientation, phase and rep (T,)."""

    time_s: Floats
    values: Floats
    doubts: NDArray[np.int8]
    view: NDArray[np.int8]
    forward: Floats
    leftward: Floats
    near_right: NDArray[np.intp]
    phase: NDArray[np.int8]
    rep: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.time_s)


def join(pieces: Sequence[Rows]) -> Rows:
    """Put pieces that follow one another together."""
    return Rows(*(np.concatenate([getattr(p, f.name) for p in pieces]) for f in fields(Rows)))


def plan_of(check: Check) -> Plan:
    """Compile all that a check measures, with what drives its phases and tells standing."""
    return compile_plan(_measures(check))


class Assessor:
    """Assesses one check frame by frame; any split of the frames gives the same rows.

    Takes prepared, upright tracks. view: a name that stands for every frame, or None to see it.
    """

    def __init__(
        self, check: Check, plan: Plan, calibration: Calibration, view: str | None = None
    ) -> None:
        self.check = check
        self.plan = plan
        self.calibration = calibration
        self._person = plan.personal(calibration.lengths, calibration.baseline)
        self._orienter = Orienter(view)
        self._walker = check.phases.begin()
        drivers = [plan.columns[measure.name] for measure in check.phases.drivers]
        self._drivers = np.array(drivers, dtype=np.intp)

    def __call__(self, chunk: Track, seen: Orientation | None = None) -> Rows:
        """Assess the next frames; seen: from where they show the body, where that is known."""
        seen = seen or self._orienter(chunk.points, chunk.time_s)
        pose = pose_of(seen, self.calibration)
        values = self.plan.evaluate(chunk.points, pose, chunk.channels, self._person)
        doubts = self._hidden(self.plan.doubts(doubt_of(chunk), seen.near_right), values)
        phase, rep = self._walk(chunk.time_s, values)
        return Rows(
            chunk.time_s,
            values,
            doubts,
            seen.view,
            seen.forward,
            seen.leftward,
            seen.near_right,
            phase,
            rep,
        )

    def reps(self) -> tuple[Rep, ...]:
        """Give the repetitions so far."""
        return self._walker.reps()

    def _hidden(self, doubts: NDArray[np.int8], values: Floats) -> NDArray[np.int8]:
        """Doubt everything in the frames whose proportions no body that is seen as it is has."""
        for gate in self.check.proportions:
            shown = values[:, self.plan.columns[gate.measure.name]]
            odd = (shown < gate.low) | (shown > gate.high)
            doubts[odd] = np.where(doubts[odd] > 0, doubts[odd], HIDDEN)
        return doubts

    def _walk(self, time_s: Floats, values: Floats) -> tuple[NDArray[np.int8], NDArray[np.int32]]:
        if not len(self._drivers):
            nothing = np.zeros(len(time_s), dtype=np.int8)
            return nothing, np.full(len(time_s), NO_REP, dtype=np.int32)
        rows = plain_rows(values.take(self._drivers, axis=1))
        steps = [self._walker.step(*row) for row in zip(time_s.tolist(), rows, strict=True)]
        phases, reps = [phase for phase, _ in steps], [rep for _, rep in steps]
        return np.array(phases, dtype=np.int8), np.array(reps, dtype=np.int32)


def calibration_of(track: Track, plan: Plan, view: str | None = None) -> Calibration:
    """Calibrate on a prepared track: lengths, and a baseline where it shows a quiet stand."""
    seen = Orienter(view)(track.points, track.time_s)
    return calibrate(track.points, track.time_s, seen, plan, track.channels)


def pose_of(seen: Orientation | Rows, calibration: Calibration) -> Pose:
    """Put orientation and calibration together as the plan wants them."""
    return Pose(
        seen.forward, seen.leftward, seen.near_right, calibration.lengths, calibration.baseline
    )


def doubt_of(track: Track) -> Floats:
    """Give the doubt codes (T, 33) of a track; without the channel, missing points are doubted."""
    found = track.channels.get("doubt")
    if found is not None:
        return found
    return np.where(np.isnan(track.points[..., 0]), 1.0, 0.0)


def _measures(check: Check) -> Iterable[AnyMeasure]:
    for criterion in check.criteria:
        if isinstance(criterion.measure, Fact):
            yield from criterion.measure.rests_on
        else:
            yield criterion.measure
        for part in criterion.parts:
            yield part.measure
    yield from check.phases.drivers
    yield from (gate.measure for gate in check.proportions)
    yield from UPRIGHT_THIGHS
