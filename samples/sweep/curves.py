"""Error curves of measures, worked out from the readings of a sweep."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.error import Kind
from samples.sweep.conditions import PLAIN
from samples.sweep.readings import STILLS, Reading, grouped
from samples.sweep.uses import same_measures

Floats = NDArray[np.float64]
SQUARE_DEG = 1.0  # a camera that is off by no more counts as square; what yaw does is told apart
LEAST, MOST_BINS = 12, 8  # readings in a bin, and bins
FEWER = 24  # changes of one series, drawn from all pairs of frames
QUANTILE = 0.95
NORMAL = 1.96
WORN: tuple[set[str], ...] = (set(), {"outfit"}, {"outfit", "side"})
"""What is other than plain in the base: outfits, on the floor either way round."""
SHOWING: tuple[set[str], ...] = ({"yaw"}, {"light"})
"""What shows in the picture by itself."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Truth and reading of one series (N,), or of how far both changed between any two frames."""

    reading: Reading
    true: Floats
    read: Floats

    @property
    def yaw(self) -> float:
        """Degrees by which the camera was off."""
        return float(self.reading.condition["yaw"])


def errors(readings: Sequence[Reading]) -> list[dict[str, Any]]:
    """Work out the error curves, as accuracy.json holds them.

    Of each measure, direction and kind: in bins of what was read, the 95 % quantile of the absolute
    error of all series with a square camera (those that change the light alone left out, as nobody
    is asked to film in the dark); by how much a degree of yaw shifts a reading; and what several
    changes at once do; and how many times as large it is in photos. A check whose own measure was
    not swept takes over the curve of the same formula in another check.
    """
    found = []
    groups, photos = grouped(readings), grouped(readings, STILLS)
    taken = set(groups)
    for (measure, view), group in groups.items():
        also = [one for one in same_measures(measure) if (one, view) not in taken]
        taken |= {(one, view) for one in also}
        for kind, paired in PAIRS.items():
            series = [one for one in map(paired, group) if len(one.true)]
            square = [one for one in series if abs(one.yaw) <= SQUARE_DEG]
            square = [one for one in square if not _is_only(one.reading.condition, "light")]
            if not square:
                continue
            at, error = _bins(square)
            row: dict[str, Any] = {"measures": [measure, *also], "view": view, "kind": kind}
            row |= {"at": at, "error": error, "yaw": _by_yaw(series)}
            row |= {"several": _of_several(series, error)}
            if kind == "value":
                row["photo"] = _in_photos(photos.get((measure, view), ()), at, error)
            found.append(row)
    return found


def _is_only(condition: Mapping[str, Any], part: str) -> bool:
    """Whether nothing but one part of a condition is other than the set-up page asks for."""
    plain = asdict(PLAIN)
    return condition != plain and {**condition, part: plain[part]} == plain


def _values(one: Reading) -> Pairs:
    known = np.isfinite(one.measured) & np.isfinite(one.true)
    return Pairs(one, one.true[known], one.measured[known])


def _changes(one: Reading) -> Pairs:
    whole = _values(one)
    first, second = np.triu_indices(len(whole.true), 1)
    some = np.random.default_rng(0).permutation(len(first))[:FEWER]
    first, second = first[some], second[some]
    turn = np.where(whole.read[second] >= whole.read[first], 1.0, -1.0)
    true, read = (turn * (of[second] - of[first]) for of in (whole.true, whole.read))
    return Pairs(one, true, read)


PAIRS: dict[Kind, Callable[[Reading], Pairs]] = {"value": _values, "change": _changes}


def _bins(series: Sequence[Pairs]) -> tuple[list[float], list[float]]:
    """Give the error of bins of readings, so scaled that 95 % of all lie within its curve."""
    read = np.concatenate([one.read for one in series])
    off = np.abs(read - np.concatenate([one.true for one in series]))
    order = np.argsort(read, kind="stable")
    parts = np.array_split(order, int(np.clip(len(read) // LEAST, 1, MOST_BINS)))
    at = [float(np.median(read[part])) for part in parts]
    error = [max(1e-9, float(np.quantile(off[part], QUANTILE))) for part in parts]
    scale = float(np.quantile(off / np.interp(read, at, error), QUANTILE, method="higher"))
    return [_short(value) for value in at], [_short(1.003 * value * scale) for value in error]


def _in_photos(readings: Iterable[Reading], at: Sequence[float], error: Sequence[float]) -> float:
    """Give how many times its curve a measure's 95 % error is in photos; 1 where it is no more."""
    pairs = [_values(one) for one in readings]
    times = [np.abs(one.read - one.true) / np.interp(one.read, at, error) for one in pairs]
    together = np.concatenate([np.zeros(0), *times])
    if not len(together):
        return 1.0
    return max(1.0, _short(1.003 * float(np.quantile(together, QUANTILE, method="higher"))))


def _by_yaw(series: Sequence[Pairs]) -> float:
    """Give by how much a degree off square shifts a reading whose truth is the same.

    From clips in which nothing else is changed: what darkness does is not put down to a turn.
    """
    square = [one for one in series if abs(one.yaw) <= SQUARE_DEG]
    turned = [one for one in series if abs(one.yaw) > SQUARE_DEG]
    turned = [one for one in turned if _is_only(one.reading.condition, "yaw")]
    usual = _Usual(square, {one.reading.sweep for one in turned})
    if not usual.known or not turned:
        return 0.0
    beyond = sum(usual.shift(one) for one in turned)
    return _short(float(np.sqrt(beyond / sum(one.yaw**2 for one in turned))))


def _of_several(series: Sequence[Pairs], error: Sequence[float]) -> float:
    """Give what single changes that do not show shift a reading by when they come together; 95 %.

    Their squares add up. No more than twice the error that was found, so that one clip that was
    misread does not stand for all.
    """
    worn = [one for one in series if _changed(one.reading.condition) in WORN]
    changed: dict[str, list[Pairs]] = {}
    for one in series:
        parts = _changed(one.reading.condition)
        if len(parts) == 1 and parts not in (*WORN, *SHOWING):
            changed.setdefault(min(parts), []).append(one)
    usual = _Usual(worn, {one.reading.sweep for of_one in changed.values() for one in of_one})
    if not usual.known:
        return 0.0
    shifts = (np.mean([usual.shift(one) for one in of_one]) for of_one in changed.values())
    together = NORMAL * float(np.sqrt(sum(shifts)))
    return _short(min(together, 2 * float(np.median(error))))


class _Usual:
    """What is usually read amiss of a truth, found from some series of the sweeps that count."""

    def __init__(self, series: Sequence[Pairs], sweeps: Container[str]) -> None:
        found = [one for one in series if one.reading.sweep in sweeps]
        self.known = bool(found)
        true = np.concatenate([np.zeros(0), *(one.true for one in found)])
        off = np.concatenate([np.zeros(0), *(one.read for one in found)]) - true
        order = np.argsort(true, kind="stable")
        parts = np.array_split(order, int(np.clip(len(true) // LEAST, 1, MOST_BINS)))
        self._knots = [float(np.median(true[part])) for part in parts if len(part)]
        self._off = [float(np.mean(off[part])) for part in parts if len(part)]
        self._noise = float(np.mean((off - self._at(true)) ** 2)) if found else 0.0

    def _at(self, true: Floats) -> Floats:
        return np.interp(true, self._knots, self._off)

    def shift(self, one: Pairs) -> float:
        """Give the mean square of what a series is read off besides, beyond the usual scatter."""
        off = one.read - one.true - self._at(one.true)
        return max(0.0, float(np.mean(off**2)) - self._noise)


def _changed(condition: Mapping[str, Any]) -> set[str]:
    plain = asdict(PLAIN)
    return {key for key, value in condition.items() if value != plain[key]}


def _short(value: float) -> float:
    return float(f"{value:.3g}")
