"""The result files of one clip: result.json, measures.csv, reps.csv, written and read back."""

from __future__ import annotations

import csv
import json
import math
import sys
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.results import (
    SCHEMA,
    CriterionResult,
    Frames,
    GaitResult,
    Judgement,
    plain,
)
from posecheck.assess.rules import Check, Fact
from posecheck.blocks import plain_rows
from posecheck.errors import ReportError
from posecheck.feedback.atomic import whole_file, write_whole

Floats = NDArray[np.float64]

RESULT, MEASURES, REPS = "result.json", "measures.csv", "reps.csv"
_FORMULA_STARTS = tuple("=+-@＝＋－＠")  # the wide ones run in East Asian spreadsheets
_PHASE = 2  # the third column
_VERDICTS = ("good", "borderline", "fault", "unsure")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What was judged; clock says whose time it is: container or frame-rate."""

    file: str
    sha256: str
    width: int
    height: int
    frames: int
    duration_s: float
    fps: float
    clock: str


@dataclass(frozen=True, slots=True)
class About:
    """What the writer knows and the judge does not: recording, model, filter, settings.

    sources: each recording where several became one result; `source` then is the first, with one
    SHA-256 for all of them.
    columns: which column of measures.csv each criterion is judged by, from `columns_of`.
    alone: what was thought of each recording by itself, where there are several; origins: from
    which of them, counted from 1, each criterion was taken.
    """

    source: SourceFile
    model_name: str
    model_sha256: str
    filter_name: str
    version: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    sources: tuple[SourceFile, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    alone: tuple[Judgement, ...] = ()
    origins: Mapping[str, int] = field(default_factory=dict)
    created: datetime | None = None


def shown_name(path: Path | str) -> str:
    """Give a file's name as it can be written anywhere: UTF-8, without control characters."""
    name = Path(path).name.encode("utf-8", "replace").decode()
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)


def criterion_key(criterion_id: str, side: str | None) -> str:
    """Name a criterion with its side, as columns and stills do."""
    return f"{criterion_id}-{side}" if side else criterion_id


def columns_of(check: Check) -> dict[str, str]:
    """Give for each criterion the column of measures.csv it is judged by; none for a time."""
    return {
        one.key: one.measure.name for one in check.criteria if not isinstance(one.measure, Fact)
    }


def document(judgement: Judgement, about: About) -> dict[str, object]:
    """Lay a judgement out as result.json; NaN and infinities become null."""
    created = about.created or datetime.now(timezone.utc)
    roll = judgement.roll_deg
    content: dict[str, object] = {
        "schema": SCHEMA,
        "posecheck": about.version,
        "created": created.astimezone(timezone.utc).isoformat(timespec="seconds"),
        "source": about.source,
        **({"sources": about.sources} if about.sources else {}),
        **({"clips": [_alone(one) for one in about.alone]} if about.alone else {}),
        "model": {"name": about.model_name, "sha256": about.model_sha256},
        "filter": about.filter_name,
        "settings": about.settings,
        "check": judgement.check,
        "check_title": judgement.check_title,
        "check_chosen_by": judgement.check_chosen_by,
        "view": judgement.view,
        "roll_deg": {"value": roll.value, "from": roll.source, "uncertainty": roll.uncertainty},
        "verdict": judgement.verdict,
        "criteria": [_criterion(one, about) for one in judgement.criteria],
        "reps": judgement.reps,
        "gait": judgement.gait or GaitResult(None, 0, ()),
        "not_observable": judgement.not_observable,
        "warnings": judgement.warnings,
        "calibration": judgement.calibration,
    }
    return {key: plain(value) for key, value in content.items()}


def write_result(folder: Path, judgement: Judgement, about: About) -> Path:
    """Write result.json; OutputError where the folder cannot be written."""
    path = folder / RESULT
    text = json.dumps(document(judgement, about), indent=1, allow_nan=False)
    write_whole(path, text + "\n")
    return path


def read_result(folder: Path) -> dict[str, Any]:
    """Read result.json back.

    Raises ReportError, one line, where it is missing, broken or of another schema.
    """
    path = folder
    try:
        path = folder / RESULT if folder.is_dir() else folder
        if path.exists() and not path.is_file():
            raise ReportError(f"{path}: is no file; give a folder that posecheck wrote")
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ReportError(f"{path}: no result here; give a folder that posecheck wrote") from error
    except OSError as error:
        raise ReportError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise ReportError(f"{path}: not readable as JSON; judge the clip again") from error
    problem = _misfit(content)
    if problem:
        raise ReportError(f"{path}: {problem}")
    return dict(content)


def write_measures(folder: Path, frames: Frames) -> Path:
    """Write measures.csv, one row a frame; empty where nothing was measured.

    Raises OutputError where the folder cannot be written.
    """
    path = folder / MEASURES
    with whole_file(path) as file:
        rows = csv.writer(file, lineterminator="\n")
        titles = [f"{name} ({unit})" if unit else name for name, unit in frames.measures]
        rows.writerow(safe_cells(["frame", "time_s", "phase", "rep", "view", *titles]))
        phases, views = safe_cells(frames.phase_names), safe_cells(frames.view_names)
        each = zip(
            *(plain_rows(column) for column in (frames.time_s, frames.phase, frames.rep)),
            *(plain_rows(column) for column in (frames.view, frames.values)),
            strict=True,
        )
        for index, (time_s, phase, rep, view, values) in enumerate(each):
            head = [str(index), f"{time_s:.6f}", phases[phase] if phases else ""]
            where = [str(rep + 1) if rep >= 0 else "", views[view] if views else ""]
            rows.writerow([*head, *where, *map(_number, values)])
    return path


def write_reps(folder: Path, judgement: Judgement) -> Path:
    """Write reps.csv, one row a repetition and a column a criterion; OutputError as above."""
    path = folder / REPS
    columns = list(dict.fromkeys(key for rep in judgement.reps for key in rep.values))
    units = {one.id: one.unit for one in judgement.criteria}
    units |= {criterion_key(one.id, one.side): one.unit for one in judgement.criteria}
    with whole_file(path) as file:
        rows = csv.writer(file, lineterminator="\n")
        titles = [f"{key} ({units[key]})" if units.get(key) else key for key in columns]
        rows.writerow(safe_cells(["rep", "side", "start_s", "end_s", "verdict", *titles]))
        for rep in judgement.reps:
            head = [str(rep.index), rep.side or "", _number(rep.start_s), _number(rep.end_s)]
            values = [_number(rep.values.get(key)) for key in columns]
            rows.writerow([*head, *safe_cells([rep.verdict]), *values])
    return path


@dataclass(frozen=True, slots=True)
class Table:
    """measures.csv read back: the phase of each frame, and its numbers (T,) by column title."""

    phases: tuple[str, ...]
    columns: Mapping[str, Floats]


def read_measures(folder: Path) -> Table:
    """Read measures.csv back; an empty table where there is none.

    A cell that is no number is NaN. Raises ReportError where the file is no table.
    """
    path = folder / MEASURES
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            titles = next(rows, [])
            numbers = [array("d") for _ in titles]
            phases = []
            for row in rows:
                for column, cell in zip(numbers, row, strict=False):
                    column.append(_float(cell))
                phases.append(sys.intern(row[_PHASE]) if len(row) > _PHASE else "")
    except FileNotFoundError:
        return Table((), {})
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ReportError(f"{path}: not a readable table; judge the clip again") from error
    whole = {t: np.array(c) for t, c in zip(titles, numbers, strict=True) if len(c) == len(phases)}
    return Table(tuple(phases), whole)


def clip_folder(folder: Path, number: int) -> Path:
    """Give the folder of one of several clips that became one result, counted from 1."""
    return folder if number == 1 else folder / f"clip-{number}"


def _criterion(one: CriterionResult, about: About) -> dict[str, object]:
    content = plain(one)
    key = criterion_key(one.id, one.side)
    more: dict[str, object] = {"measure": about.columns.get(key)}
    if key in about.origins:
        more["clip"] = about.origins[key]
    return {**(content if isinstance(content, dict) else {}), **more}


def _alone(judgement: Judgement) -> dict[str, object]:
    """What a report needs of one of several clips to draw its curves."""
    gait = judgement.gait or GaitResult(None, 0, ())
    return {"view": judgement.view, "gait": gait, "reps": judgement.reps}


def _misfit(content: object) -> str | None:
    """Say what keeps a JSON document from being a result of this schema."""
    if not isinstance(content, dict):
        return "holds no result; judge the clip again"
    schema = content.get("schema")
    if schema != SCHEMA:
        shown = str(schema)[:60]
        return f"has schema {shown!r}, this version reads {SCHEMA!r}; judge the clip again"
    if content.get("verdict") not in _VERDICTS or not isinstance(content.get("check"), str):
        return "names no check and verdict; judge the clip again"
    view = content.get("view")
    if not isinstance(view, dict) or not isinstance(view.get("name"), str):
        return "names no view; judge the clip again"
    criteria = content.get("criteria")
    fits = isinstance(criteria, list) and all(map(_is_criterion, criteria))
    return None if fits else "has criteria that cannot be read; judge the clip again"


def _is_criterion(one: object) -> bool:
    return (
        isinstance(one, dict)
        and isinstance(one.get("id"), str)
        and one.get("verdict") in (*_VERDICTS, None)
        and all(
            isinstance(one.get(band), list) and len(one[band]) == 2 for band in ("good", "fault")
        )
    )


def safe_cells(cells: Sequence[str]) -> list[str]:
    """Keep a spreadsheet from running text as a formula: an apostrophe makes it text again."""
    plain_cells = ["".join(c if c.isprintable() else " " for c in cell) for cell in cells]
    return [
        f"'{cell}" if cell.lstrip().startswith(_FORMULA_STARTS) else cell for cell in plain_cells
    ]


def _float(cell: str) -> float:
    try:
        return float(cell) if cell else math.nan
    except ValueError:
        return math.nan


def _number(value: float | None) -> str:
    return "" if value is None or not math.isfinite(value) else f"{value:.7g}"
