"""The errors that posecheck states, worked out from a sweep's readings, and whether they hold.

`python -m samples.sweep.stated` prints, for the readings that the last sweep kept, the share inside
the stated error and the median of stated to declared; `--write` works the errors out anew, and
writes them to the data and the page.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from textwrap import fill
from typing import Any

import numpy as np

from posecheck.assess.error import (
    Curves,
    Kind,
    curves_of,
    read_curves,
    stated,
)
from samples.sweep import heldout, kinds
from samples.sweep.curves import PAIRS, QUANTILE, errors
from samples.sweep.readings import READINGS, Reading, load_readings
from samples.sweep.uses import Number, judged_numbers

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "posecheck" / "assess" / "accuracy.json"
PAGE = ROOT / "docs" / "accuracy.md"


@dataclass(frozen=True, slots=True)
class Held:
    """Whether the stated error of a measure holds: shares inside, errors as medians."""

    measure: str
    view: str
    kind: Kind
    unit: str
    declared: float
    stated: float
    n: int
    inside_declared: float
    inside: float


def held(readings: Sequence[Reading], known: Curves) -> list[Held]:
    """Say of every measure that a criterion judges how many readings lie inside its errors."""
    found = []
    for number in judged_numbers(readings):
        row = _held(number, known)
        if row is not None:
            told = number.name, number.view, number.kind, number.measure.unit, number.declared
            found.append(Held(*told, *row))
    return found


def _held(number: Number, known: Curves) -> tuple[float, int, float, float] | None:
    series = [PAIRS[number.kind](one) for one in number.readings]
    off = np.concatenate([np.abs(one.read - one.true) for one in series])
    said = np.array(
        [
            stated(
                number.declared,
                number.measure,
                value,
                (number.check, one.reading.filmed, number.kind),
                known,
            ).error
            for one in series
            for value in one.read.tolist()
        ]
    )
    if not len(off):
        return None
    return (
        float(np.median(said)),
        len(off),
        float(np.mean(off <= number.declared)),
        float(np.mean(off <= said)),
    )


def summary(rows: Sequence[Held]) -> dict[str, float]:
    """Put rows together: shares of all readings inside, the median of stated to declared."""
    total = sum(row.n for row in rows)
    return {
        "measures": len(rows),
        "readings": total,
        "inside_declared": sum(row.inside_declared * row.n for row in rows) / max(1, total),
        "inside": sum(row.inside * row.n for row in rows) / max(1, total),
        "median_ratio": float(np.median([row.stated / row.declared for row in rows] or [1.0])),
    }


def sections(readings: Sequence[Reading]) -> dict[str, Any]:
    """What the data file says of stated errors: the curves, and how far they hold."""
    curves = errors(readings)
    known = curves_of(curves)
    rows = held(readings, known)
    found: dict[str, Any] = {"errors": curves, "held": summary(rows)}
    found["stated"] = [asdict(row) for row in rows]
    found["held_out"] = heldout.tried(readings)
    found["kinds"] = kinds.told(list(heldout.trials(readings, known)))
    return found


HELD_TEXT = """\
## The errors that are stated

What posecheck states with a number is the larger of two errors: the one that the check declares
(from published accuracy, see evidence.md) and the one that was measured here, which it reads from
`accuracy.json`. Measured is, in bins of what was read, what 95 % of the errors stay below while the
camera is square. That widens by what is known to hurt and shows:

- a camera that is not square, by what a degree of it was found to shift the reading: whole where
  the turn shows (in the feet from the front and, of somebody on one leg, from behind; in shoulders
  and hips from the side; of nobody who lies), and by 4 or 5 degrees, added in squares, where it
  does not;
- where the picture is dark, the body washed out or a turn shows, by what other single changes shift
  the reading, their squares added: where one thing is not as asked, others that do not show (the
  height of the camera, compression, the size of the body) need not be either;
- a photo, by as much as the same body is read worse from single pictures than in a clip;
- a picture less bright than 0.3 of 1, by as much as it is darker;
- a person who is less than 130 rows high; a tilt of the camera that is not known; moments between
  two pictures; steps that differ.

Frames in which left and right of a front or a back change places from one to the next, as they do
in the dark, are not used. Errors are taken as they are, with their mean, and never as a correction.

A number whose error is more than twice the step from good to fault is shown without a verdict.
*Declared* and *stated* are errors, the stated ones as medians over all that was filmed; *inside* is
the share of the readings within either; a change is how far a reading moved within a clip.
"""


def held_section(data: Mapping[str, Any]) -> str:
    """The page's words on stated errors: which were widened, and how far all of them hold."""
    told = data.get("held")
    if not told or not told["readings"]:
        return ""
    head = "| measure | from | number | declared | stated | inside declared | inside stated |\n"
    head += "|---|---|---|--:|--:|--:|--:|\n"
    lines = [
        f"| {row['measure'].replace('/', ': ')} ({row['unit']}) | {row['view']} "
        f"| {row['kind']} | ±{row['declared']:.3g} | ±{row['stated']:.3g} "
        f"| {row['inside_declared']:.0%} | {row['inside']:.0%} |"
        for row in data["stated"]
        if row["stated"] > 1.05 * row["declared"] or row["inside"] < QUANTILE
    ]
    words = (
        f"**{told['inside']:.1%} of {told['readings']} readings of {told['measures']} measures, "
        "all conditions together, lie inside the stated error "
        f"({told['inside_declared']:.1%} inside the declared one); the median measure states "
        f"{told['median_ratio']:.2f} times what it declares.** `python -m samples.sweep.stated` "
        "prints it anew from the readings that are kept. Those whose stated error is larger than "
        "the declared one, or does not hold in 95 % of the readings:"
    )
    parts = [HELD_TEXT, fill(words, 100), "", head + "\n".join(lines), ""]
    parts += [heldout.section(data), kinds.section(data)]
    return "\n".join(part for part in parts if part is not None)


def as_text(data: Mapping[str, Any]) -> str:
    """JSON that a person can look through and a change of which can be read: a row a line."""
    long = ("table", "errors", "stated")
    rest = json.dumps({key: part for key, part in data.items() if key not in long}, indent=1)
    lists = [
        f' "{name}": [\n' + ",\n".join(json.dumps(row) for row in data.get(name, ())) + "\n ]"
        for name in long
    ]
    return ",\n".join([rest.removesuffix("\n}"), *lists]) + "\n}\n"


def shown(rows: Sequence[Held]) -> str:
    """Put the rows in a table, the least kept first, and the summary below it."""
    lines = [
        f"{row.inside_declared:5.0%} {row.inside:5.0%} {row.declared:8.3g} {row.stated:8.3g} "
        f"{row.unit:12} {row.view:5} {row.kind:6} {row.measure}"
        for row in sorted(rows, key=lambda row: row.inside)
    ]
    told = summary(rows)
    head = "inside: of declared, of stated; declared, stated (median)"
    return "\n".join(
        [
            head,
            *lines,
            f"{told['readings']} readings of {told['measures']} measures: "
            f"{told['inside_declared']:.1%} inside the declared error, {told['inside']:.1%} inside "
            f"the stated one; stated / declared, median over the measures: "
            f"{told['median_ratio']:.2f}",
        ]
    )


def main() -> None:
    """Print how the errors hold; with --write, work them out first."""
    from samples.sweep.write import page  # which asks this module for a part of the page

    parser = argparse.ArgumentParser(prog="python -m samples.sweep.stated", description=__doc__)
    parser.add_argument("--readings", type=Path, default=READINGS)
    parser.add_argument("--data", type=Path, default=DATA, help="the error table to read")
    parser.add_argument("--page", type=Path, default=PAGE, help="the page to write")
    parser.add_argument("--write", action="store_true", help="work the errors out and put them in")
    arguments = parser.parse_args()
    readings = load_readings(arguments.readings)
    if arguments.write:
        data = json.loads(arguments.data.read_text(encoding="utf-8"))
        data |= sections(readings)
        arguments.data.write_text(as_text(data), encoding="utf-8")
        arguments.page.write_text(page(data, f"{arguments.page.stem}.svg"), encoding="utf-8")
    print(shown(held(readings, read_curves(arguments.data))))


if __name__ == "__main__":
    main()
