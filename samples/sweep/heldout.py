"""Whether stated errors hold where they were not measured.

Curves that are measured on readings hold on these readings by construction. So they are worked out
of one half of the clips and tried on the other, and worked out without the random combinations and
tried on those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from textwrap import fill
from typing import Any

import numpy as np

from posecheck.assess.error import Curves, Kind, curves_of, stated
from samples.sweep.conditions import PLAIN, one_at_a_time
from samples.sweep.curves import PAIRS, errors
from samples.sweep.readings import CLIP, STILLS, Reading, grouped
from samples.sweep.uses import Number, judged_numbers

WORN = ("outfit", "side")
"""What the base varies: in each outfit, and on the floor either way round."""
AS_ASKED = "as the set-up page asks"
NAMES = [condition.name for condition in one_at_a_time()]


@dataclass(frozen=True, slots=True)
class Trial:
    """One reading against its stated error. how: as asked, one thing changed, or combined."""

    measure: str
    view: str
    kind: Kind
    unit: str
    how: str
    declared: float
    stated: float
    inside: bool


def trials(readings: Iterable[Reading], known: Curves, of: str = CLIP) -> Iterator[Trial]:
    """Try the stated error on every reading, of clips or STILLS, that a criterion judges."""
    for number in judged_numbers(readings, of):
        for reading in number.readings:
            told = (
                *(number.name, number.view, number.kind, number.measure.unit),
                *(how_filmed(reading.condition), number.declared),
            )
            for error, off in _each(number, reading, known):
                yield Trial(*told, error, off <= error)


def _each(number: Number, one: Reading, known: Curves) -> Iterator[tuple[float, float]]:
    """Give the stated error and the true one of each number of a series."""
    pairs = PAIRS[number.kind](one)
    where = number.check, one.filmed, number.kind
    for true, read in zip(pairs.true.tolist(), pairs.read.tolist(), strict=True):
        said = stated(number.declared, number.measure, read, where, known)
        yield said.error, abs(read - true)


def how_filmed(condition: Mapping[str, Any]) -> str:
    """Name the group of a condition: as asked, camera turned, other light, or what else changed."""
    plain = asdict(PLAIN)
    changed = [key for key in plain if condition[key] != plain[key] and key not in WORN]
    if not changed:
        return AS_ASKED
    if len(changed) > 1:
        return "random combinations"
    if changed == ["yaw"]:
        return f"camera {abs(condition['yaw']):g} degrees off square"
    if changed == ["light"]:
        return "in bad light"
    return "one other thing changed"


def held_out(readings: Sequence[Reading]) -> tuple[list[Trial], list[Trial]]:
    """Try each half of the clips, and of the photos, on what was worked out of the other half."""
    halves = _halves(readings)
    clips: list[Trial] = []
    photos: list[Trial] = []
    for tried, of in (halves, halves[::-1]):
        known = curves_of(errors(of))
        clips += trials(tried, known)
        photos += trials(tried, known, STILLS)
    return clips, photos


def combined(readings: Sequence[Reading]) -> list[Trial]:
    """Try what was worked out of everything else on the random combinations."""
    mixed = [one for one in readings if how_filmed(one.condition) == "random combinations"]
    rest = [one for one in readings if how_filmed(one.condition) != "random combinations"]
    return list(trials(mixed, curves_of(errors(rest))))


def _halves(readings: Iterable[Reading]) -> tuple[list[Reading], list[Reading]]:
    """Split the clips of each measure by twos, so that either half has either side on the floor.

    By ones where there are not four: half a measure is no trial of the other half else.
    """
    halves: tuple[list[Reading], list[Reading]] = ([], [])
    for group in (*grouped(readings).values(), *grouped(readings, STILLS).values()):
        by = 2 if len(group) >= 4 else 1
        for i, one in enumerate(sorted(group, key=_order)):
            halves[i // by % 2].append(one)
    return halves


def _order(one: Reading) -> tuple[int, str]:
    """Base and single changes as they are filmed, combinations after them."""
    plain = asdict(PLAIN)
    changed = {key: value for key, value in one.condition.items() if value != plain[key]}
    name = ", ".join(f"{key} {value}" for key, value in changed.items() if key != "side")
    name = name or ("side right" if changed else "plain")
    return (NAMES.index(name) if name in NAMES else len(NAMES)), str(one.condition)


def tried(readings: Sequence[Reading]) -> dict[str, Any]:
    """What the data file says of it."""
    (halves, photos), mixed = held_out(readings), combined(readings)
    return {
        "halves": _summary(halves),
        "combinations": _summary(mixed),
        "photos": _summary(photos),
        "by": [
            {"how": how, **_summary([one for one in halves if one.how == how])}
            for how in sorted({one.how for one in halves})
        ],
    }


def _summary(found: Sequence[Trial]) -> dict[str, float]:
    return {
        "readings": len(found),
        "inside": float(np.mean([one.inside for one in found])) if found else 0.0,
        "ratio": float(np.median([one.stated / one.declared for one in found])) if found else 0.0,
    }


def section(data: Mapping[str, Any]) -> str:
    """The page's words on errors that are tried where they were not measured."""
    told = data.get("held_out")
    if not told or not told["halves"]["readings"]:
        return ""
    words = (
        "These curves were measured on the readings that they are tried on above. Worked out of "
        "one half of the clips of each measure (other outfits, other conditions, on the floor "
        f"either way round) and tried on the other half, **{told['halves']['inside']:.1%}** of "
        f"{told['halves']['readings']} readings lie inside"
    )
    mixed = told["combinations"]
    if mixed["readings"]:
        words += (
            "; worked out of everything but the random combinations and tried on those, "
            f"**{mixed['inside']:.1%}** of {mixed['readings']}. What changes do together is put "
            "together from what each does alone, and of that either half of the clips lacks half: "
            "so the combinations come out lower in the table"
        )
    photos = told.get("photos", {"readings": 0})
    if photos["readings"]:
        words += (
            f". Of photos, taken of the other outfits, **{photos['inside']:.1%}** of "
            f"{photos['readings']} readings do"
        )
    head = "| tried on the half that was left out | readings | inside |\n|---|--:|--:|\n"
    lines = [f"| {one['how']} | {one['readings']} | {one['inside']:.1%} |" for one in told["by"]]
    return "\n".join([fill(f"{words}.", 100), "", head + "\n".join(lines), ""])
