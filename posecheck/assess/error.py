"""How wrong a number may be: what a check declares or what was measured, whichever is larger.

What was measured comes from accuracy.json, written by `python -m samples.sweep` from a body whose
truth is known; docs/accuracy.md shows it. It is never used to correct anything.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np

from posecheck.assess.filmed import Filmed
from posecheck.errors import PosecheckError
from posecheck.geometry.measure import AnyMeasure, Derived, Relative

TABLE = Path(__file__).with_name("accuracy.json")
Kind = Literal["value", "change"]
"""Whether a number is a measure's value, or how far it changed within the recording."""
Cause = Literal["", "off-square", "small", "dark"]
NOISE_TURNS = 3.0
"""The most turns that a knee which had none showed in 14 landings filmed in the dark with noise."""
CHANGES = frozenset({"change", "drift", "range", "swing"})
COUNTS = frozenset({"reversals"})
BY_SIGHT_DEG = 8.0
"""A turn that is worth telling somebody of."""
_SIDE = re.compile(r"\b(left|right)\b")


@dataclass(frozen=True, slots=True)
class Curve:
    """The 95 % error of a measure as it was found: `error` where it reads `at`, evenly between.

    yaw: how much a degree off the square view adds to it. several: what other changes of the
    filming add where more than one of them is to be reckoned with. photo: how many times as large
    it is in a photo.
    """

    at: tuple[float, ...]
    error: tuple[float, ...]
    yaw: float = 0.0
    several: float = 0.0
    photo: float = 1.0

    def near(self, value: float, *, still: bool = False) -> float:
        """Give the error of a value; beyond what was tried, that of the last that was."""
        return float(np.interp(value, self.at, self.error)) * (self.photo if still else 1.0)

    def widened(self, value: float, filmed: Filmed) -> float:
        """Give the error of a value as it was filmed.

        What a turn that does not show shifts is as likely to help as to hurt; what shows is added
        whole.
        """
        unseen = self.yaw * filmed.by_eye_deg, self.several * filmed.unlike
        near = self.near(value, still=filmed.still)
        return math.hypot(near, *unseen) + self.yaw * filmed.turned_deg


@dataclass(frozen=True, slots=True)
class Stated:
    """A 95 % error, and what of the filming makes most of it: off-square, small, dark, nothing."""

    error: float
    cause: Cause = ""


Curves = Mapping[tuple[str, str, str], Curve]


def stated(
    declared: float,
    measure: AnyMeasure,
    value: float,
    where: tuple[str, Filmed, Kind],
    known: Curves | None = None,
) -> Stated:
    """Work out the error of a value. where: the check's id, how it was filmed, kind of number.

    declared: in the circumstances that the set-up page asks for. A measure that was never measured,
    or points that are not the pose model's, keep that, but for a person small in the picture or in
    the dark.
    """
    check, filmed, kind = where
    own = widened = 0.0
    if not filmed.by_model:
        known = {}
    elif known is None:
        known = curves()
    for curve, at in _found(known, check, measure, value, (filmed.direction, kind)):
        own = max(own, curve.near(at, still=filmed.still))
        widened = max(widened, curve.widened(at, filmed))
    total = max(declared, widened) * filmed.coarseness * filmed.dimness
    cause = _noisy(filmed)
    if cause:
        return Stated(total, cause)
    shows = filmed.off_deg is not None and filmed.off_deg > BY_SIGHT_DEG
    return Stated(total, "off-square" if shows and widened > 1.2 * max(own, declared) else "")


def counted(declared: float, filmed: Filmed) -> Stated:
    """Work out the error of a count of turns: where points shake, noise makes turns by itself."""
    cause = _noisy(filmed)
    return Stated(max(declared, NOISE_TURNS) if cause else declared, cause)


def _noisy(filmed: Filmed) -> Cause:
    """Name what makes the points shake by a fifth more than usual, if anything does."""
    if max(filmed.coarseness, filmed.dimness) <= 1.2:
        return ""
    return "small" if filmed.coarseness >= filmed.dimness else "dark"


def key_of(check: str, name: str) -> str:
    """Name a measure as the table does: left and right are one."""
    return f"{check}/{_SIDE.sub('{side}', name)}"


def _found(
    known: Curves, check: str, measure: AnyMeasure, value: float, seen: tuple[str, Kind]
) -> Sequence[tuple[Curve, float]]:
    """Find what was measured of a measure or, failing that, of what it is made of.

    seen: from where, and the kind of number.
    """
    curve = known.get((key_of(check, measure.name), *seen))
    if curve is not None:
        return [(curve, abs(value) if seen[1] == "change" else value)]
    if isinstance(measure, Relative) and measure.how != "quotient":
        return _found(known, check, measure.of, value, (seen[0], "change"))
    if isinstance(measure, Derived) and measure.operation in ("size", "largest", "mean"):
        signs = (1.0, -1.0) if measure.operation == "size" else (1.0,)
        return [
            one
            for part in measure.of
            for sign in signs
            for one in _found(known, check, part, sign * value, seen)
        ]
    return []


@cache
def curves() -> Curves:
    """Read the table that is shipped; once, and not before a number needs it."""
    return read_curves(TABLE)


def read_curves(path: Path) -> Curves:
    """Read measured errors by (measure, direction, kind); rows that are not there are not needed.

    PosecheckError where the file is missing or is no error table.
    """
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stored["format"] != 1:
            raise PosecheckError(
                f"{path}: error table of an unknown format; install posecheck again"
            )
        return curves_of(stored.get("errors", ()))
    except OSError as error:
        raise PosecheckError(f"{path}: missing; install posecheck again") from error
    except (ValueError, KeyError, TypeError) as error:
        raise PosecheckError(f"{path}: no error table; install posecheck again") from error


def curves_of(rows: Iterable[Mapping[str, Any]]) -> Curves:
    """Open the rows of the table; KeyError, TypeError or ValueError where one is none."""
    return {
        (name, row["view"], row["kind"]): _curve(row) for row in rows for name in row["measures"]
    }


def _curve(row: Mapping[str, Any]) -> Curve:
    at, error = tuple(map(float, row["at"])), tuple(map(float, row["error"]))
    if not at or len(at) != len(error) or list(at) != sorted(at):
        raise ValueError(f"{row['measures']}: at and error do not fit")
    more = float(row.get("several", 0.0)), float(row.get("photo", 1.0))
    return Curve(at, error, float(row["yaw"]), *more)
