"""Series put together to the numbers of the error table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.agreement import agreement, lag_s
from posecheck.assess.rules import Check, Criterion, Fact, Part
from posecheck.checks import find
from posecheck.geometry.measure import AnyMeasure, Derived, Relative
from samples.sweep.movement import Sweep
from samples.sweep.observe import plan_for
from samples.sweep.run import Series

Floats = NDArray[np.float64]
OUTFITS, COMBINED, STILLS = "outfits", "combinations", "single pictures"
JUDGED = "outfits, where judged"
PLACES = 4
OFFSET_FREE = ("running/hip height", "belly-breathing/shoulder height", "clam/thighs apart")
"""Heights above an unknown floor, and an angle that knees lying apart show: their change counts."""
OTHER_NUMBERS = ("range", "reversals", "change")  # reductions that are no value of the measure
LEAST_MOVE = 0.05  # of the sweep's widest truth: a measure that hardly moves has no slope


@dataclass(frozen=True, slots=True)
class Cell:
    """One measure of one sweep under one condition; None where it cannot be said.

    coverage: share of frames that posecheck would use. inside: share of used frames whose error
    is within the stated one. p95: of the absolute error; p95_centred: once the mean error is taken
    off; rmse_stand, p95_stand: once the error of the same person's quiet stand is.
    """

    n: int
    slope: float | None
    bias: float | None
    scatter: float | None
    rmse: float | None
    rmse_centred: float | None
    p95: float | None
    lag_ms: float | None
    coverage: float
    inside: float | None
    p95_centred: float | None = None
    rmse_stand: float | None = None
    p95_stand: float | None = None


COLUMNS = tuple(part.name for part in fields(Cell))


@dataclass(slots=True)
class Row:
    """One measure of one sweep. series: condition -> what was recorded, until it is summed up."""

    sweep: Sweep
    measure: str
    stated: float | None
    series: dict[str, list[Series]] = field(default_factory=dict)

    @property
    def unit(self) -> str:
        """Unit of the measure."""
        check, _, name = self.measure.replace("{side}", "left").partition("/")
        plan = plan_for(check)
        return plan.units[plan.columns[name]]

    def add(self, group: str, found: Series) -> None:
        """Take what was recorded under a condition."""
        self.series.setdefault(group, []).append(found)

    def cells(self) -> dict[str, Cell]:
        """Every condition summed up; the outfits pooled, too."""
        groups = dict(self.series)
        worn = [name for name in groups if name == "plain" or name.startswith("outfit ")]
        base = [one for name in worn for one in groups[name]]
        pooled = {OUTFITS: base}
        if self.sweep.judged is not None and self.measure == self.sweep.is_itself:
            low, high = self.sweep.judged
            pooled[JUDGED] = [one.only((one.true >= low) & (one.true <= high)) for one in base]
        free = self.measure in OFFSET_FREE
        return {
            name: cell(found, self.stated, offset_free=free)
            for name, found in {**pooled, **groups}.items()
            if found
        }


def rows_for(sweeps: Sequence[Sweep]) -> dict[tuple[str, str], Row]:
    """An empty row for each measure of each sweep, by sweep and measure."""
    return {
        (sweep.name, measure): Row(sweep, measure, stated_error(measure))
        for sweep in sweeps
        for measure in sweep.measures
    }


def cell(found: Iterable[Series], stated: float | None, *, offset_free: bool = False) -> Cell:
    """Sum up what was recorded under one condition."""
    found = [_level(one) if offset_free else one for one in found]
    true = np.concatenate([one.true for one in found])
    usable = np.concatenate([one.usable for one in found])
    measured = np.concatenate([np.where(one.usable, one.measured, np.nan) for one in found])
    agreed = agreement(measured, true)
    moving = np.ptp(true) > LEAST_MOVE * max(1e-9, float(np.abs(true).max()))
    lags = [_lag_ms(one) for one in found]
    known = [lag for lag in lags if np.isfinite(lag)]
    error = (measured - true)[np.isfinite(measured)]
    kept = np.abs(error) <= stated if stated is not None and len(error) else None
    rested = np.concatenate([_rested(one) for one in found])
    rested = rested[np.isfinite(rested)]
    return Cell(
        n=agreed.n,
        slope=_number(agreed.slope) if moving else None,
        bias=_number(agreed.bias),
        scatter=_number(agreed.scatter if moving else agreed.sd),
        rmse=_number(agreed.rmse),
        rmse_centred=_number(agreed.rmse_centred),
        p95=_number(agreed.p95),
        lag_ms=_number(float(np.median(known))) if known and moving else None,
        coverage=round(float(usable.mean()), PLACES),
        inside=None if kept is None else _number(float(kept.mean())),
        p95_centred=_p95(error - error.mean()) if len(error) else None,
        rmse_stand=_number(float(np.sqrt(np.mean(rested**2)))) if len(rested) else None,
        p95_stand=_p95(rested) if len(rested) else None,
    )


def _rested(one: Series) -> Floats:
    """Errors of the used frames, less the one of the quiet stand."""
    errors: Floats = (one.measured - one.true)[one.usable] - one.stand_error
    return errors


def _p95(error: Floats) -> float | None:
    return _number(float(np.percentile(np.abs(error), 95)))


def _level(one: Series) -> Series:
    """The same series about its own middle."""
    known = one.usable & np.isfinite(one.measured)
    if not known.any():
        return one
    shift = float(np.mean(one.measured[known]) - np.mean(one.true[known]))
    return Series(one.measure, one.time_s, one.true, one.measured - shift, one.usable)


def _lag_ms(one: Series) -> float:
    if len(one.time_s) < 5 or np.median(np.diff(one.time_s)) > 0.1:
        return float("nan")
    return 1000 * lag_s(np.where(one.usable, one.measured, np.nan), one.true, one.time_s)


def _number(value: float | None) -> float | None:
    if value is None or not np.isfinite(value):
        return None
    return round(float(value), PLACES)


def stated_error(measure: str) -> float | None:
    """The 95 % error that the check states for a measure; None where no criterion uses it.

    The smallest where several do; that of a comparison with standing counts for the plain measure
    only where nothing else is stated, and then as without standing.
    """
    check_id, _, name = measure.replace("{side}", "left").partition("/")
    direct: list[float] = []
    compared: list[float] = []
    for used in _used(find(check_id)):
        if used.measure.name == name:
            direct.append(used.error)
        elif name in _roots(used.measure):
            compared.append(used.error_without_baseline or used.error)
    found = direct or compared
    return min(found) if found else None


@dataclass(frozen=True, slots=True)
class _Use:
    measure: AnyMeasure
    error: float
    error_without_baseline: float | None


def _used(check: Check) -> Iterable[_Use]:
    for criterion in check.criteria:
        if criterion.of_sides:  # a difference of two readings, whatever its measure
            continue
        parts: tuple[Criterion | Part, ...] = (criterion, *criterion.parts)
        for part in parts:
            how = part.reduce or criterion.reduce
            if not isinstance(part.measure, Fact) and how not in OTHER_NUMBERS:
                yield _Use(part.measure, part.error, part.error_without_baseline)


def _roots(measure: AnyMeasure) -> set[str]:
    """Names of what a measure is made of in its own unit, itself left out."""
    if isinstance(measure, Relative):
        return {measure.of.name} | _roots(measure.of) if measure.how != "quotient" else set()
    if isinstance(measure, Derived) and measure.operation in ("size", "largest", "mean"):
        return {name for part in measure.of for name in {part.name} | _roots(part)}
    return set()


def stored(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The table as the data file holds it: under each condition the values of COLUMNS."""
    return [
        {
            "measure": row.measure,
            "sweep": row.sweep.name,
            "title": row.sweep.title,
            "view": row.sweep.view,
            "unit": row.unit,
            "stated": row.stated,
            "low": row.sweep.low,
            "high": row.sweep.high,
            "conditions": {
                name: [getattr(one, key) for key in COLUMNS] for name, one in row.cells().items()
            },
        }
        for row in rows
        if row.series
    ]
