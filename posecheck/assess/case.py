"""One recording ready to be judged: its rows, what they rest on and what is usable in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from posecheck.assess import reasons
from posecheck.assess.assessor import (
    STANDING_ABOVE,
    UPRIGHT_THIGHS,
    Assessor,
    Rows,
    doubt_of,
    pose_of,
)
from posecheck.assess.calibrate import Calibration
from posecheck.assess.filmed import NOT_SEEN, Filmed, filmed, upside_down
from posecheck.assess.flicker import undecided
from posecheck.assess.phase import Rep
from posecheck.assess.results import RollResult
from posecheck.assess.rules import Check, Criterion
from posecheck.assess.view import BACK, FRONT, VIEW_NAMES, main_view, near_side
from posecheck.blocks import blocks
from posecheck.body import Side, other
from posecheck.geometry.plan import Plan
from posecheck.geometry.upright import turned
from posecheck.track import Track

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


GUESSED = reasons.DOUBT_REASONS.index(reasons.INVENTED)
LEVELLED = 0.6  # deg: declared errors are those of a camera levelled by an edge that far
# (the measured 4 degrees of trunk lean come from tripods set up that well)


@dataclass(frozen=True, slots=True)
class Case:
    """What a judgement is made of.

    rolled: values (T, M) as they would be had the camera been rolled by what is not known of it.
    standing: (T,) whether the person stands; view, coverage: where most frames are seen from.
    facts: numbers that hold for the whole recording. slow_spm: the steps a minute of a run that is
    too slow to be one, so that its times are not real; else None.
    sideless: steps were counted, but not which foot took them.
    filmed: what is known of the camera. upside_down: the picture stands on its head.
    """

    check: Check
    plan: Plan
    track: Track
    rows: Rows
    reps: tuple[Rep, ...]
    calibration: Calibration
    roll: RollResult
    rolled: Floats
    standing: Bools
    doubt: Floats
    view: int
    view_coverage: float
    facts: Mapping[str, float] = field(default_factory=dict)
    slow_spm: float | None = None
    filmed: Filmed = NOT_SEEN
    upside_down: bool = False
    sideless: bool = False

    def column(self, name: str) -> Floats:
        """Give the values of a measure."""
        return self.rows.values[:, self.plan.columns[name]]

    def reps_for(self, criterion: Criterion) -> tuple[Rep, ...]:
        """Give the repetitions of a criterion's side; side-on only those of the near leg show."""
        side = criterion.side or near_side(self.view)
        if side is not None and criterion.crossed:
            side = other(side)
        wanted = (None, side) if side else (None, "left", "right")
        return tuple(rep for rep in self.reps if rep.side in wanted)

    def doubted(self, names: Iterable[str]) -> NDArray[np.int8]:
        """Give the worst doubt over some measures in each frame: (T,)."""
        columns = [self.plan.columns[name] for name in names]
        worst: NDArray[np.int8] = self.rows.doubts[:, columns].max(axis=1, initial=0)
        return worst

    @property
    def still_picture(self) -> bool:
        """Whether there is one frame only."""
        return len(self.rows) == 1

    def posed(self) -> tuple[int, Side | None]:
        """Give the phase that a still picture shows, and its side."""
        engine = self.check.phases
        drivers = [self.plan.columns[measure.name] for measure in engine.drivers]
        return engine.posed(self.rows.values[0, drivers].tolist())

    def usable(self, criterion: Criterion, name: str) -> Bools:
        """Tell in which frames a measure may be used for a criterion: (T,)."""
        column = self.plan.columns[name]
        good: Bools = np.isfinite(self.rows.values[:, column]) & (self.rows.doubts[:, column] == 0)
        good &= np.isin(self.rows.view, [VIEW_NAMES.index(name) for name in criterion.views])
        if self.check.standing:
            good &= self.standing
        return good


def make_case(
    assessor: Assessor,
    track: Track,
    rows: Rows,
    reps: tuple[Rep, ...],
    roll: RollResult,
    facts: Mapping[str, float],
    *,
    slow_spm: float | None = None,
) -> Case:
    """Work out once what every criterion of a recording needs."""
    check, plan, calibration = assessor.check, assessor.plan, assessor.calibration
    doubt = doubt_of(track)
    seen = doubt[:, [11, 12, 23, 24]].max(axis=1) == 0
    view, coverage = main_view(rows.view, seen & (rows.view > 0))
    rows = _doubted(rows, track)
    scale = calibration.lengths.get("S", float("nan"))
    return Case(
        check,
        plan,
        track,
        rows,
        reps,
        calibration,
        roll,
        _rolled(plan, track, rows, calibration, _unlevelled(roll)),
        _standing(plan, rows),
        doubt,
        view,
        coverage,
        facts,
        slow_spm,
        filmed(
            track.points[rows.view == view],
            view,
            scale * track.size_px[1],
            by_model=track.by_model,
            light=_light(track),
            still=len(track) == 1,
        ),
        upside_down(track.points),
    )


def _light(track: Track) -> tuple[float | None, float]:
    """Give how bright the pictures are and how much of the body is white, as the track tells."""
    light, white = (_share(track.meta.get(name)) for name in ("light", "washed_out"))
    return light, white or 0.0


def _share(told: object) -> float | None:
    """Read a share that a track may tell; None where it tells none, or no share."""
    return float(told) if isinstance(told, (int, float)) and 0 <= told <= 1 else None


def _doubted(rows: Rows, track: Track) -> Rows:
    """Doubt everything in the frames in which left and right of a front or a back are exchanged."""
    facing = np.isin(rows.view, (FRONT, BACK)) & undecided(track.points, track.time_s)
    if not facing.any():
        return rows
    worse = np.where(facing[:, None] & (rows.doubts == 0), GUESSED, rows.doubts)
    return replace(rows, doubts=worse.astype(np.int8))


def _standing(plan: Plan, rows: Rows) -> Bools:
    """Tell in which frames nothing speaks against standing: no thigh seen, or one upright."""
    columns = [plan.columns[thigh.name] for thigh in UPRIGHT_THIGHS]
    known = (rows.doubts[:, columns] == 0) & np.isfinite(rows.values[:, columns])
    upright = known & (rows.values[:, columns] >= STANDING_ABOVE)
    standing: Bools = upright.any(axis=1) | ~known.any(axis=1)
    return standing


def _unlevelled(roll: RollResult) -> float:
    """Give the roll's uncertainty in degrees beyond what the declared errors hold already."""
    return float(np.sqrt(max(0.0, roll.uncertainty**2 - LEVELLED**2)))


def with_rolled(
    calibration: Calibration, plan: Plan, track: Track, rows: Rows, roll: RollResult
) -> Calibration:
    """Add what quiet standing would look like had the camera been rolled as it may have been.

    track, rows: those that were calibrated on; later ones can then be judged without them.
    """
    baseline = _baseline(plan, track, rows, calibration, _unlevelled(roll))
    return replace(calibration, rolled=baseline)


def _rolled(
    plan: Plan, track: Track, rows: Rows, calibration: Calibration, degrees: float
) -> Floats:
    """Measure again as if the camera had been rolled; the baseline rolls with its own frames."""
    baseline = calibration.rolled
    if baseline is None:
        baseline = _baseline(plan, track, rows, calibration, degrees)
    pose = pose_of(rows, Calibration(calibration.lengths, baseline))
    values = np.empty_like(rows.values)
    for part in blocks(len(track)):
        rolled = turned(track[part], degrees)
        values[part] = plan.evaluate(rolled.points, pose[part], rolled.channels)
    return values


def _baseline(
    plan: Plan, track: Track, rows: Rows, calibration: Calibration, degrees: float
) -> Mapping[str, float]:
    """Measure the quiet stand as if the camera had been rolled."""
    if not calibration.still_s:
        return calibration.baseline
    still = slice(*np.searchsorted(rows.time_s, np.add(calibration.still_s, (0.0, 1e-9))))
    pose = pose_of(rows, Calibration(calibration.lengths))[still]
    stand = turned(track[still], degrees)
    values = plan.evaluate(stand.points, pose, stand.channels)
    known = np.isfinite(values).any(axis=0)
    medians = np.full(len(plan.names), np.nan)
    medians[known] = np.nanmedian(values[:, known], axis=0)
    return dict(zip(plan.names, medians.tolist(), strict=True))
