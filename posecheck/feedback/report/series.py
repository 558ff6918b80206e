"""Curves for the report, out of measures.csv and the events of result.json."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecheck.feedback.files import read_measures

Floats = NDArray[np.float64]

MIN_STRIDES = 3
MAX_STRIDE_S = 2.5
CYCLE_POINTS = 101


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time with a name, to be shaded."""

    start_s: float
    end_s: float
    name: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One column over time: time_s (T,), values (T,) with NaN where nothing was measured."""

    time_s: Floats
    values: Floats
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Cycle:
    """A column over the stride from 0 to 100 %: mean and spread (101,), of so many strides.

    toe_off: where the foot leaves the ground on average, in percent; None where unknown.
    """

    mean: Floats
    spread: Floats
    strides: int
    toe_off: float | None


class Measures:
    """The table of measures, read once; empty where the file is missing."""

    def __init__(self, folder: Path) -> None:
        table = read_measures(folder)
        self._columns = table.columns
        self._phases = table.phases
        self.time_s = table.columns.get("time_s", np.zeros(0))

    def series(self, name: str | None) -> Series | None:
        """Give a column by the name it has before its unit; None where there is nothing in it."""
        if not name:
            return None
        title = next((t for t in self._columns if t in (name, f"'{name}")), None)
        title = title or next((t for t in self._columns if t.startswith(f"{name} (")), None)
        if title is None:
            return None
        values = self._columns[title]
        unit = title.rpartition(" (")[2].removesuffix(")") if title.endswith(")") else ""
        return Series(self.time_s, values, unit) if np.isfinite(values).sum() > 1 else None

    def phases(self, names: Sequence[str]) -> list[Span]:
        """Give the stretches in which one of these phases lasted."""
        spans: list[Span] = []
        for time_s, phase in zip(self.time_s.tolist(), self._phases, strict=True):
            if phase not in names:
                continue
            last = spans[-1] if spans else None
            if last is not None and last.name == phase and time_s - last.end_s < 0.5:
                spans[-1] = Span(last.start_s, time_s, phase)
            else:
                spans.append(Span(time_s, time_s, phase))
        return spans

    def in_phases(self, names: Sequence[str]) -> NDArray[np.bool_]:
        """Tell for each frame whether it is in one of these phases."""
        return np.array([phase in names for phase in self._phases], dtype=bool)

    def phase_names(self) -> list[str]:
        """Give the phases in the order in which they first came."""
        return [phase for phase in dict.fromkeys(self._phases) if phase]


def cycle_of(series: Series, events: Sequence[Mapping[str, Any]], side: str) -> Cycle | None:
    """Average a column over the strides of one foot; None with fewer than three whole strides."""
    contacts = _times(events, side, "contact")
    lifts = _times(events, side, "toe-off")
    known = np.isfinite(series.values)
    curves, leaves = [], []
    for start, end in pairwise(contacts):
        inside = (series.time_s >= start) & (series.time_s <= end)
        usable = inside & known
        if end - start > MAX_STRIDE_S or usable.sum() < max(4, 0.8 * inside.sum()):
            continue
        share = np.linspace(start, end, CYCLE_POINTS)
        curves.append(np.interp(share, series.time_s[usable], series.values[usable]))
        leaves += [100 * (lift - start) / (end - start) for lift in lifts if start < lift < end][:1]
    if len(curves) < MIN_STRIDES:
        return None
    stack = np.array(curves)
    toe_off = float(np.median(leaves)) if leaves else None
    return Cycle(stack.mean(axis=0), stack.std(axis=0), len(curves), toe_off)


def _times(events: Sequence[Mapping[str, Any]], side: str, kind: str) -> list[float]:
    return sorted(float(e["time_s"]) for e in events if e["side"] == side and e["kind"] == kind)
