"""posecheck against what somebody else measured: a folder of clips or tracks with their tables."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.agreement import Agreement, agreement, lag_s, paired
from posecheck.assess.assessor import Assessor, calibration_of, doubt_of, plan_of, pose_of
from posecheck.assess.recording import gait_of
from posecheck.assess.view import VIEW_NAMES, Orienter, main_view
from posecheck.capture.container import shown
from posecheck.checks import find
from posecheck.detect.bundle import LoadedBundle
from posecheck.detect.prepare import prepare_clip
from posecheck.errors import SourceError
from posecheck.geometry.measure import AnyMeasure
from posecheck.geometry.plan import compile_plan
from posecheck.run.beside import TRACK, sources_of
from posecheck.run.detection import DetectionSettings, detect_clip
from posecheck.run.judging import Request, roll_of, upright
from posecheck.run.reference import QUANTITIES, Reference, Step, read_reference
from posecheck.run.workers import Workers
from posecheck.track import Track, load

Floats = NDArray[np.float64]

ALL = "all"
MOST_LAG_S = 0.2
GAP = 3.0  # of a column's own steps: what is further apart was not measured in between
COLUMNS = (
    *("clip", "quantity", "view", "n", "coverage", "bias", "sd", "limit_low", "limit_high"),
    *("rmse", "rmse_less_bias", "slope", "icc", "lag_s"),
)


@dataclass(frozen=True, slots=True)
class Curve:
    """A quantity in one clip, or in all of them: how reading and reference agree."""

    clip: str
    quantity: str
    view: str
    found: Agreement
    lag_s: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Timing:
    """Steps of one kind in one clip, or in all: errors of what was found, in milliseconds.

    within_1, within_2: share of the errors of at most one and two frames.
    """

    clip: str
    kind: str
    n: int
    bias_ms: float
    sd_ms: float
    within_1: float
    within_2: float
    missed: int
    extra: int


@dataclass(frozen=True, slots=True)
class Validation:
    """Everything compared, each clip and then all together."""

    curves: tuple[Curve, ...]
    timings: tuple[Timing, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    curve: Curve
    measured: Floats
    true: Floats


@dataclass(frozen=True, slots=True)
class _Errors:
    clip: str
    kind: str
    errors_s: tuple[float, ...]
    missed: int
    extra: int
    fps: float


def validate(folder: Path, bundle: LoadedBundle, workers: Workers | None = None) -> Validation:
    """Compare every clip and track of a folder with the tables that have its name.

    Raises SourceError where the folder holds no such pair, or where one cannot be read, or holds
    nothing that can be compared.
    """
    pairs, errors = _all_of(folder, bundle, workers)
    curves = [pair.curve for pair in pairs]
    for quantity in dict.fromkeys(curve.quantity for curve in curves):
        curves += _pooled([pair for pair in pairs if pair.curve.quantity == quantity])
    timings = [_timing(one.clip, [one]) for one in errors]
    for kind in dict.fromkeys(one.kind for one in errors):
        alike = [one for one in errors if one.kind == kind]
        if len(alike) > 1:
            timings.append(_timing(ALL, alike))
    return Validation(tuple(curves), tuple(timings))


def _all_of(
    folder: Path, bundle: LoadedBundle, workers: Workers | None
) -> tuple[list[_Pair], list[_Errors]]:
    pairs: list[_Pair] = []
    errors: list[_Errors] = []
    wanted = [  # all of them first: a clip is detected in minutes, a wrong table seen at once
        (source, [(table, read_reference(table)) for table in tables])
        for source, tables in sources_of(folder)
    ]
    for source, tables in wanted:
        track = _track(source, bundle, workers)
        for table, reference in tables:
            name = source.name if len(tables) == 1 else f"{source.name} by {table.name}"
            read, timed = _compared(name, track, reference)
            if not read and not timed:
                raise SourceError(_too_little(table, source, track))
            pairs += read
            errors += timed
    if not errors and not any(pair.curve.found.n for pair in pairs):
        source, tables = wanted[0]
        raise SourceError(
            f"{shown(tables[0][0])}: nothing in it could be compared, for posecheck would have "
            f"judged it at no moment of {shown(source.name)}; film from where it shows"
        )
    return pairs, errors


def _track(source: Path, bundle: LoadedBundle, workers: Workers | None) -> Track:
    if source.suffix.lower() == TRACK:
        track = load(source)
    else:
        track = detect_clip(source, DetectionSettings(bundle), workers=workers).track
    try:
        return upright(prepare_clip(track), roll_of(track, Request()))
    except SourceError as error:
        raise SourceError(f"{shown(source)}: {error}") from error


def _too_little(table: Path, source: Path, track: Track) -> str:
    first, last = track.time_s[[0, -1]]
    return (
        f"{shown(table)}: holds too little to compare while {shown(source.name)} lasts, "
        f"{first:.2f} to {last:.2f} s; give two moments or more, in the clip's own seconds"
    )


def _compared(clip: str, track: Track, reference: Reference) -> tuple[list[_Pair], list[_Errors]]:
    """Compare a table with its clip, as far as both were there at the same time."""
    first, last = track.time_s[[0, -1]]
    steps = reference.steps if any(first <= one.time_s <= last for one in reference.steps) else ()
    return list(_curves(clip, track, reference)), _steps(clip, track, steps)


def _at(moments_s: Floats, time_s: Floats, true: Floats) -> Floats:
    """Give the reference (n,) at the moments of a clip; NaN outside, and where it has a gap.

    Tables of devices with unlike rates have empty cells in between: what is closer together than
    three of the column's own steps is no gap.
    """
    wanted = np.interp(moments_s, time_s, true, left=np.nan, right=np.nan)
    steps_s = np.diff(time_s)
    after = np.clip(np.searchsorted(time_s, moments_s), 1, len(time_s) - 1)
    wanted[(steps_s > GAP * np.median(steps_s))[after - 1] & ~np.isin(moments_s, time_s)] = np.nan
    return wanted


def _curves(clip: str, track: Track, reference: Reference) -> Iterable[_Pair]:
    for quantity, true in reference.angles.items():
        known = np.isfinite(true)
        if known.sum() < 2:
            continue
        wanted = _at(track.time_s, reference.time_s[known], true[known])
        compared = np.isfinite(wanted)
        if not compared.any():
            continue
        measured, usable, view = _read(track, quantity)
        used = np.where(usable, measured, np.nan)[compared]
        wanted, time_s = wanted[compared], track.time_s[compared]
        late = lag_s(used, wanted, time_s, MOST_LAG_S) if len(wanted) > 5 else float("nan")
        coverage = float(usable[compared].mean())
        curve = Curve(clip, quantity, view, agreement(used, wanted), late, coverage)
        yield _Pair(curve, used, wanted)


def _read(track: Track, quantity: str) -> tuple[Floats, NDArray[np.bool_], str]:
    """Give a quantity in each frame, (T,), whether its landmarks may be used, and the view."""
    if "/" in quantity:
        check, _, name = quantity.partition("/")
        plan = plan_of(find(check))
    else:
        name, measure = quantity, QUANTITIES[quantity]
        measures: tuple[AnyMeasure, ...] = (measure,)
        plan = compile_plan(measures)
    seen = Orienter()(track.points, track.time_s)
    calibration = calibration_of(track, plan)
    column = plan.columns[name]
    values = plan.evaluate(track.points, pose_of(seen, calibration), track.channels)[:, column]
    doubted = plan.doubts(doubt_of(track), seen.near_right)[:, column] > 0
    code, _ = main_view(seen.view, seen.view > 0)
    return values, np.isfinite(values) & ~doubted, VIEW_NAMES[code]


def _pooled(pairs: Sequence[_Pair]) -> list[Curve]:
    """Give the pool of a quantity over clips; nothing where there is one clip."""
    if len(pairs) < 2:
        return []
    measured = np.concatenate([pair.measured for pair in pairs])
    true = np.concatenate([pair.true for pair in pairs])
    lags = [pair.curve.lag_s for pair in pairs if np.isfinite(pair.curve.lag_s)]
    return [
        Curve(
            ALL,
            pairs[0].curve.quantity,
            "",
            agreement(measured, true),
            float(np.median(lags)) if lags else float("nan"),
            float(np.isfinite(measured).mean()),
        )
    ]


def _steps(clip: str, track: Track, steps: Sequence[Step]) -> list[_Errors]:
    if not steps:
        return []
    check = find("running")
    plan = plan_of(check)
    calibration = calibration_of(track, plan)
    gait = gait_of(track, Assessor(check, plan, calibration)(track), calibration)
    events = gait.events if gait is not None else ()
    found = []
    for kind in dict.fromkeys(step.kind for step in steps):
        errors: list[float] = []
        missed = extra = 0
        for side in dict.fromkeys(step.side for step in steps if step.kind == kind):
            true = [step.time_s for step in steps if (step.kind, step.side) == (kind, side)]
            own = [event.time_s for event in events if (event.kind, event.side) == (kind, side)]
            edge = (min(true) - 0.2, max(true) + 0.2)
            one, lost, more = paired(own, true, edge)
            errors, missed, extra = [*errors, *one], missed + lost, extra + more
        found.append(_Errors(clip, kind, tuple(errors), missed, extra, track.fps))
    return found


def _timing(clip: str, found: Sequence[_Errors]) -> Timing:
    errors = np.array([error for one in found for error in one.errors_s])
    frames = np.abs([error * one.fps for one in found for error in one.errors_s])
    nan = float("nan")
    return Timing(
        clip,
        found[0].kind,
        len(errors),
        float(errors.mean() * 1000) if len(errors) else nan,
        float(errors.std(ddof=1) * 1000) if len(errors) > 1 else nan,
        float((frames <= 1).mean()) if len(errors) else nan,
        float((frames <= 2).mean()) if len(errors) else nan,
        sum(one.missed for one in found),
        sum(one.extra for one in found),
    )


def as_csv(validation: Validation) -> str:
    """Everything compared as one table, for a spreadsheet."""
    text = StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    for curve in validation.curves:
        one = curve.found
        numbers = (
            *(one.bias, one.sd, *one.limits, one.rmse, one.rmse_centred, one.slope, one.icc),
            curve.lag_s,
        )
        rows.writerow(
            [curve.clip, curve.quantity, curve.view, one.n, _cell(curve.coverage)]
            + [_cell(number) for number in numbers]
        )
    for timing in validation.timings:
        rows.writerow(
            [timing.clip, f"{timing.kind} (ms)", "", timing.n, ""]
            + [_cell(number) for number in (timing.bias_ms, timing.sd_ms)]
        )
    return text.getvalue()


def _cell(number: float) -> str:
    return f"{number:.4g}" if np.isfinite(number) else ""
