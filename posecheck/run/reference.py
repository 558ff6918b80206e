"""What somebody else measured of a clip: angles over time, or the moments of steps.

Read from CSV (a column `time_s` and one for each quantity, or `time_s,side,kind` for steps), from
OpenSim's MOT and STO (joint angles) and from TRC (markers). Angles are degrees.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.assessor import plan_of
from posecheck.body import LEFT, MID_HIP, MID_SHOULDER, RIGHT, Limbs
from posecheck.capture.container import shown
from posecheck.checks import discover
from posecheck.errors import SourceError
from posecheck.geometry.measure import Derived, Measure, flexion, lean, side_lean, size

Floats = NDArray[np.float64]

SUFFIXES = (".csv", ".mot", ".sto", ".trc")
KINDS = ("contact", "toe-off")
SIDES = ("left", "right")


def _of(limbs: Limbs) -> tuple[Measure, ...]:
    side = limbs.side
    return (
        flexion(limbs.hip, limbs.knee, limbs.ankle, f"{side} knee flexion"),
        flexion(limbs.shoulder, limbs.hip, limbs.knee, f"{side} hip flexion"),
        flexion(limbs.shoulder, limbs.elbow, limbs.wrist, f"{side} elbow flexion"),
    )


_LEAN = lean(MID_HIP, MID_SHOULDER, "trunk lean")
_QUANTITIES: tuple[Measure | Derived, ...] = (
    *_of(LEFT),
    *_of(RIGHT),
    _LEAN,
    size(_LEAN, "trunk tilt"),
    side_lean(MID_HIP, MID_SHOULDER, "trunk side lean"),
)
QUANTITIES: dict[str, Measure | Derived] = {one.name: one for one in _QUANTITIES}
"""What a reference can be about, beside the measures of a check; trunk tilt has no sign."""

_OPENSIM = {
    f"{joint}_{letter}": f"{side} {quantity}"
    for letter, side in (("l", "left"), ("r", "right"))
    for joint, quantity in (("knee_angle", "knee flexion"), ("elbow_flex", "elbow flexion"))
}
_SIDE_OF = {"l": "left", "r": "right"}
_MARKERS = {
    "shoulder": ("shoulder", "acromion", "sho"),
    "hip": ("hjc", "hip"),
    "knee": ("knee", "kjc"),
    "ankle": ("ankle", "ajc"),
    "elbow": ("elbow_lat", "elbow", "elb"),
    "wrist": ("wrist_radius", "wrist", "wra"),
}
_ANY_MARKER = f"({'|'.join(word for words in _MARKERS.values() for word in words)})"


@dataclass(frozen=True, slots=True)
class Step:
    """A foot meets or leaves the ground."""

    time_s: float
    side: str
    kind: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Angles by name, (n,) each at time_s (n,), and steps; either may be empty."""

    time_s: Floats
    angles: Mapping[str, Floats] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()


def read_reference(path: Path) -> Reference:
    """Read a table; SourceError where it is none, or holds nothing that can be compared."""
    name = shown(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise SourceError(f"{name}: cannot be read as a table; save it as one in UTF-8") from error
    readers = {".csv": _csv, ".trc": _trc}
    try:
        found = readers.get(path.suffix.lower(), _opensim)(text)
    except SourceError as error:
        raise SourceError(f"{name}: {error}") from error
    except (ValueError, IndexError, KeyError, csv.Error) as error:
        why = f"{error!s:.200}"
        raise SourceError(f"{name}: not a table that can be read ({why}); see --help") from error
    problem = _problem(found)
    if problem:
        raise SourceError(f"{name}: {problem}")
    return found


def _problem(found: Reference) -> str | None:
    """Say why a table's content cannot be compared; None where it can."""
    if not found.angles and not found.steps:
        return (
            "no column in it can be compared; name columns like "
            f"{', '.join(list(QUANTITIES)[:2])} or check/measure, or give time_s,side,kind"
        )
    if not np.isfinite(found.time_s).all():
        return "a row has no time; fill it in, or leave the row out"
    if (np.diff(found.time_s) <= 0).any():
        return "its times do not increase; sort the rows by time"
    if not found.steps and not any(np.isfinite(one).any() for one in found.angles.values()):
        return f"no number stands under {', '.join(found.angles)}; fill it in"
    return None


def _csv(text: str) -> Reference:
    rows = csv.DictReader(text.splitlines())
    titles = list(rows.fieldnames or ())
    if "time_s" not in titles:
        raise ValueError("there is no column time_s")
    own = {title: title for title in ("time_s", "side", "kind")}
    columns = _columns((title, own.get(title) or _quantity(title)) for title in titles)
    lines = list(rows)
    time_s = np.array([_number(row["time_s"]) for row in lines])
    if not len(time_s) or not np.isfinite(time_s).all():
        raise ValueError("a row has no time_s" if lines else "there is no row with numbers")
    if {"side", "kind"} <= columns.keys():
        return Reference(time_s[:0], steps=tuple(_step(row) for row in lines))
    angles = {
        name: np.array([_number(row[title]) for row in lines])
        for name, title in columns.items()
        if name not in own
    }
    return Reference(time_s, angles)


def _columns(named: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """Give the title of each quantity, from titles and what each stands for, None where nothing.

    Raises SourceError where two stand for the same: which of them is meant?
    """
    found: dict[str, str] = {}
    for title, name in named:
        if name in found:
            raise SourceError(
                f"the columns {found[name]!r} and {title!r} both hold {name}; leave one of them"
            )
        if name:
            found[name] = title
    return found


def _step(row: Mapping[str, str]) -> Step:
    if row["side"] not in SIDES or row["kind"] not in KINDS:
        raise ValueError(f"a step is {' or '.join(SIDES)} and {' or '.join(KINDS)}")
    return Step(float(row["time_s"]), row["side"], row["kind"])


def _quantity(column: str) -> str | None:
    """Give the name that a column stands for: `right_knee_flexion_deg` is right knee flexion."""
    check, slash, name = re.sub(r" \([^)]*\)$", "", column.strip()).partition("/")
    if slash:  # no unit such as km/h, which stands in brackets
        return _measure(check, name) if check in discover() else None
    words = re.sub(r"( \(deg\)|_deg)$", "", column.strip().lower()).replace("_", " ")
    words = re.sub(r"^(.*) ([lr])$", lambda at: f"{_SIDE_OF[at[2]]} {at[1]}", words)
    return words if words in QUANTITIES else None


def _measure(check: str, name: str) -> str:
    known = plan_of(discover()[check]).columns
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
        hint = f"did you mean {near[0]}? " if near else ""
        raise SourceError(
            f"{check} has no measure {name!r:.80}; {hint}measures.csv of a result names them"
        )
    return f"{check}/{name}"


def _number(text: str | None) -> float:
    number = float(text) if text and text.strip() else np.nan
    return number if np.isfinite(number) else np.nan  # an infinite place has no angle to another


def _opensim(text: str) -> Reference:
    head, _, body = text.partition("endheader")
    lines = body.strip().splitlines()
    names = lines[0].split()
    table = np.array([[float(cell) for cell in line.split()] for line in lines[1:]])
    in_degrees = re.search(r"inDegrees\s*=\s*no", head) is None
    factor = 1.0 if in_degrees else 180 / np.pi
    columns = _columns((name, _OPENSIM.get(name)) for name in names)
    return Reference(
        table[:, names.index("time")],
        {one: table[:, names.index(name)] * factor for one, name in columns.items()},
    )


def _trc(text: str) -> Reference:
    lines = text.splitlines()
    names = [name.strip() for name in lines[3].split("\t")[2:] if name.strip()]
    cells = [line.split("\t") for line in lines[5:] if line.strip()]
    width = 2 + 3 * len(names)
    table = np.array([[_number(cell) for cell in (*row, *[""] * width)[:width]] for row in cells])
    _columns((name, name if _marks(name) else None) for name in names)
    places = {name: table[:, 2 + 3 * i : 5 + 3 * i] for i, name in enumerate(names)}
    joints = {(side, joint): _marker(places, side, joint) for side in SIDES for joint in _MARKERS}
    return Reference(table[:, 1], _angles(joints))


def _marker(places: Mapping[str, Floats], side: str, joint: str) -> Floats | None:
    """Find the marker of a joint: R_HJC, r.knee, RAnkle; joint centres before markers."""
    for word in _MARKERS[joint]:
        for name, place in places.items():
            if _marks(name, side[0], word):
                return place
    return None


def _marks(name: str, letter: str = "[lr]", word: str = _ANY_MARKER) -> bool:
    """Tell whether a marker's name is that of a side and a joint."""
    plain = name.lower().replace(".", "_")
    return re.fullmatch(rf"{letter}_?{word}(_study|_center|_centre)?", plain) is not None


def _angles(joints: Mapping[tuple[str, str], Floats | None]) -> dict[str, Floats]:
    found: dict[str, Floats] = {}
    for side in SIDES:
        chains = {
            "knee flexion": ("hip", "knee", "ankle"),
            "hip flexion": ("shoulder", "hip", "knee"),
            "elbow flexion": ("shoulder", "elbow", "wrist"),
        }
        for quantity, (a, b, c) in chains.items():
            ends = [joints[side, joint] for joint in (a, b, c)]
            if ends[0] is not None and ends[1] is not None and ends[2] is not None:
                inner = _between(ends[0] - ends[1], ends[2] - ends[1])
                found[f"{side} {quantity}"] = 180.0 - inner
    hips, shoulders = ([joints[side, joint] for side in SIDES] for joint in ("hip", "shoulder"))
    known = [place for place in (*hips, *shoulders) if place is not None]
    if len(known) == 4:
        trunk = (known[2] + known[3] - known[0] - known[1]) / 2
        found["trunk tilt"] = _between(trunk, np.array([0.0, 1.0, 0.0]))
    return found


def _between(one: Floats, other: Floats) -> Floats:
    """Angle between vectors (n, 3) and (n, 3) or (3,), in degrees."""
    across = np.linalg.norm(np.cross(one, other), axis=-1)
    return np.asarray(np.degrees(np.arctan2(across, (one * other).sum(axis=-1))))
