"""What a recording shows of view and movement: the ground on which a check is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.assessor import HIDDEN, STANDING_ABOVE, UPRIGHT_THIGHS, doubt_of, pose_of
from posecheck.assess.calibrate import calibrate
from posecheck.assess.choose import Evidence
from posecheck.assess.diagonal import Diagonals
from posecheck.assess.gait import Gait, find_gait
from posecheck.assess.phase import Phases, Rep
from posecheck.assess.posture import postures_of
from posecheck.assess.single_leg import SingleLeg
from posecheck.assess.squat import CLEARLY, OneLegSquats
from posecheck.assess.still_holds import StillHolds
from posecheck.assess.view import (
    SIDE_LEFT,
    SIDE_RIGHT,
    VIEW_NAMES,
    Orientation,
    Orienter,
    main_view,
)
from posecheck.blocks import plain_rows
from posecheck.body import LEFT, NEAR, RIGHT
from posecheck.geometry.measure import UP, Axis, Measure, above, place
from posecheck.geometry.plan import compile_plan
from posecheck.track import Track

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

OVERHEAD = 0.7  # of T above the shoulder: a wrist over the crown; a straight arm reads 1.15
ELBOW_LEVEL = 0.25  # of T: an elbow at shoulder height
FOREARM_UP = 0.3  # of T: a wrist that high above its elbow; a whole forearm reads 0.5
LEAST_STEPS, WALKING_SPM = 3, (50.0, 180.0)
TRAVEL = 0.9  # S: who goes that far across the picture walks; a step from the wall is 0.3
NEARING, PARTS = 1.3, 4  # growth from the first to the last of so many parts: who comes or goes
TALLEST = 90.0  # percentile: whoever bends in between is not smaller
HELD_S = 0.5  # a landing that is left sooner may as well be a step of somebody who walks

_S = Axis(1.0, 0.0, "S")
_S_UP = Axis(UP.x, UP.y, "S")
STILL = StillHolds(
    places=(
        place(NEAR.shoulder, "picture", _S, "shoulder place"),
        place(NEAR.ear, "picture", _S, "ear place"),
        place(NEAR.hip, "picture", _S, "near hip place"),
        place(NEAR.hip, "picture", _S_UP, "near hip height"),
    )
)
DIAGONALS = Diagonals()
STANCES, LANDINGS, SQUATS = SingleLeg("stance"), SingleLeg("landing"), OneLegSquats()
_ARMS: dict[str, tuple[Measure, ...]] = {
    limbs.side: (
        above(limbs.shoulder, limbs.wrist, "T", f"{limbs.side} wrist above shoulder", unit="T"),
        above(limbs.shoulder, limbs.elbow, "T", f"{limbs.side} elbow above shoulder", unit="T"),
        above(limbs.elbow, limbs.wrist, "T", f"{limbs.side} wrist above elbow", unit="T"),
    )
    for limbs in (LEFT, RIGHT, NEAR)
}
_PLAN = compile_plan(
    chain(STILL.drivers, SQUATS.drivers, DIAGONALS.drivers, UPRIGHT_THIGHS, *_ARMS.values()),
)


def evidence_of(track: Track, view: str | None = None, seen: Orientation | None = None) -> Evidence:
    """Gather what `choose` needs from a prepared, upright track; never fails on bad data.

    view: a view name that stands for every frame, None to see it. seen: from where the track shows
    the body, where that is known. Nobody there: view unknown and nothing else. What rests on
    landmarks that are invented or out of the picture does not count.
    """
    seen = seen or Orienter(view)(track.points, track.time_s)
    calibration = calibrate(track.points, track.time_s, seen, _PLAN)
    values = _PLAN.evaluate(track.points, pose_of(seen, calibration), track.channels)
    doubt = doubt_of(track)
    # The far leg counts although the near one hides it: where it is, is known well enough.
    believed = np.where(doubt == HIDDEN, 0, doubt)
    values[_PLAN.doubts(believed, seen.near_right) > 0] = np.nan
    there = doubt[:, [11, 12, 23, 24]].max(axis=1, initial=0) == 0
    code, _ = main_view(seen.view, there & (seen.view > 0))
    name = VIEW_NAMES[code]
    facing = int(np.sign(np.median(seen.forward))) if len(track) else 0
    gait = find_gait(track, name, facing, calibration.lengths["L"]) if len(track) > 1 else None
    still, _ = _walk(STILL, track.time_s, values)
    _, stances = _walk(STANCES, track.time_s, values)
    _, landings = _walk(LANDINGS, track.time_s, values)
    _, squats = _walk(SQUATS, track.time_s, values)
    _, diagonals = _walk(DIAGONALS, track.time_s, values)
    arms = [NEAR.side] if code in (SIDE_LEFT, SIDE_RIGHT) else [LEFT.side, RIGHT.side]
    return Evidence(
        view=name,
        running=gait is not None and (gait.running or gait.slow_motion),
        walking=_walks(gait) or _travels(track.points[there], calibration.lengths["S"]),
        standing=_share(_standing(values), there),
        still=_share(still > 0, there),
        landings=sum(rep.facts["hold"] >= HELD_S for rep in landings),
        one_leg_s=max((rep.facts["hold"] for rep in stances), default=0.0),
        arms_up=_share(_every(values, arms, _overhead), there),
        goalpost=_share(_every(values, arms, _goalpost), there),
        seconds=float(np.ptp(track.time_s)) if len(track) else 0.0,
        postures=postures_of(track, seen, calibration, there),
        diagonals=_alternating(diagonals),
        squats=sum(rep.facts["peak"] >= CLEARLY for rep in squats),
        stepped=_stepped(still, values),
        nearing=_nearing(track.points[there]),
    )


def _walk(
    engine: Phases, time_s: Floats, values: Floats
) -> tuple[NDArray[np.int8], tuple[Rep, ...]]:
    walker = engine.begin()
    rows = plain_rows(values[:, _columns(measure.name for measure in engine.drivers)])
    phase = [walker.step(at_s, row)[0] for at_s, row in zip(time_s.tolist(), rows, strict=True)]
    return np.array(phase, dtype=np.int8), walker.reps()


def _walks(gait: Gait | None) -> bool:
    """Tell whether steps without flight were found; their beat is enough, whichever leg it was."""
    if gait is None or gait.running:
        return False
    slowest, quickest = WALKING_SPM
    beat = gait.steps == 0 and slowest <= gait.apparent_spm <= quickest
    return gait.steps >= LEAST_STEPS or beat


def _travels(points: Floats, scale: float) -> bool:
    """Tell whether somebody crosses the picture: points (T, 33, 4) of the frames that show them."""
    if len(points) < 2:
        return False
    place = (points[:, 23, 0] + points[:, 24, 0]) / 2
    return bool(np.subtract(*np.nanpercentile(place, (95, 5))) > TRAVEL * scale)


def _stepped(still: NDArray[np.int8], values: Floats) -> bool:
    """Tell whether the hips, too, are at another place when somebody stands still again."""
    hips = values[:, _columns([STILL.places[2].name])][:, 0]
    home, away = hips[still == 1], hips[still == 2]
    return bool(len(away) and abs(np.median(away) - np.median(home)) > STILL.away)


def _nearing(points: Floats) -> bool:
    """Tell whether somebody grows or shrinks: points (T, 33, 4) of the frames that show them."""
    trunk = (points[:, [11, 12], :2] - points[:, [23, 24], :2]).mean(axis=1)
    size = np.hypot(trunk[:, 0], trunk[:, 1])
    part = len(size) // PARTS
    if not part:
        return False
    first, last = (np.percentile(each, TALLEST) for each in (size[:part], size[-part:]))
    return bool(max(first, last) > NEARING * min(first, last))


def _alternating(lifts: Sequence[Rep]) -> int:
    """Count lifts of an arm with the other side's leg, or of one leg after the other."""
    if len({rep.side for rep in lifts}) > 1:
        return len(lifts)
    return sum(rep.facts["diagonal"] > 0 for rep in lifts)


def _standing(values: Floats) -> Bools:
    """Tell in which frames a thigh is upright, or none is seen."""
    thighs = values[:, _columns(thigh.name for thigh in UPRIGHT_THIGHS)]
    known = np.isfinite(thighs)
    upright = known & (thighs >= STANDING_ABOVE)
    standing: Bools = np.logical_or(upright.any(axis=1), ~known.any(axis=1))
    return standing


def _overhead(arm: Floats) -> Bools:
    up: Bools = arm[:, 0] > OVERHEAD
    return up


def _goalpost(arm: Floats) -> Bools:
    bent: Bools = (np.abs(arm[:, 1]) < ELBOW_LEVEL) & (arm[:, 2] > FOREARM_UP)
    return bent


def _every(values: Floats, arms: Sequence[str], shows: Callable[[Floats], Bools]) -> Bools:
    """Tell in which frames every arm shows something."""
    found = [shows(values[:, _columns(m.name for m in _ARMS[arm])]) for arm in arms]
    every = np.ones(len(values), dtype=bool)
    for one in found:
        every &= one
    return every


def _columns(names: Iterable[str]) -> list[int]:
    return [_PLAN.columns[name] for name in names]


def _share(frames: Bools, there: Bools) -> float:
    return float(frames[there].mean()) if there.any() else 0.0
