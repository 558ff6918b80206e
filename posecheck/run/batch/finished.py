"""How a batch knows what is finished: a note in each folder of results, written with them.

The note comes into being with the folder, in one rename, so it can neither be missing nor lie after
a kill. It holds a key over everything that the result depends on: what the clips hold, what was
asked, the model and posecheck's own sources, which a development install changes without another
version.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from posecheck.errors import ReportError
from posecheck.feedback.atomic import write_whole
from posecheck.feedback.files import RESULT, read_result
from posecheck.feedback.report.page import REPORT
from posecheck.run.clip import ClipOptions
from posecheck.run.folder import FINISHED
from posecheck.shipped import PACKAGE

SOURCES = frozenset({".py", ".json", ".html", ".js", ".npz"})
"""Kinds of files in the package that decide a result: programs, error table, pages, letters."""
BROUGHT_ALONG = "_shipped"  # models, which the key holds anyhow, and demo clips


@dataclass(frozen=True, slots=True)
class Note:
    """What a finished folder says of itself; name: of the clip or group, frames: judged in it."""

    key: str
    name: str
    frames: int


def program_of(package: Path = PACKAGE) -> str:
    """Give the SHA-256 over all files of the package that decide a result.

    To be worked out once a batch: it takes about 10 ms.
    """
    digest = hashlib.sha256()
    for file in sorted(package.rglob("*")):
        name = file.relative_to(package)
        if file.suffix in SOURCES and name.parts[0] != BROUGHT_ALONG:
            content = file.read_bytes()
            digest.update(f"{name.as_posix()} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()


def key_of(hashes: Iterable[str], options: ClipOptions, program: str) -> str:
    """Give the key of a result: the same for the same clips, settings, model and program."""
    baseline = options.request.baseline
    told = {
        "clips": list(hashes),
        "settings": options.settings(),
        "annotated": options.annotate,
        "baseline": None if baseline is None else [baseline.lengths, baseline.baseline],
        "model": options.bundle.sha256,
        "posecheck": program,
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def write_note(work: Path, note: Note) -> None:
    """Write the note into a folder that is about to take its place."""
    content = {"key": note.key, "name": note.name, "frames": note.frames}
    write_whole(work / FINISHED, json.dumps(content) + "\n")


def read_note(folder: Path) -> Note | None:
    """Read a folder's note; None where there is none that can be read."""
    try:
        content = json.loads((folder / FINISHED).read_text(encoding="utf-8"))
        return Note(str(content["key"]), str(content["name"]), int(content["frames"]))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


@dataclass(frozen=True, slots=True)
class Found:
    """A finished folder and its result.json."""

    folder: Path
    note: Note
    result: dict[str, Any]


def find_finished(place: Path, key: str) -> Found | None:
    """Find the folder of a finished result, at its place or at place-2, place-3, ..."""
    for number in count(1):
        folder = place if number == 1 else place.with_name(f"{place.name}-{number}")
        if not folder.is_dir():
            return None
        note = read_note(folder)
        if note is not None and note.key == key and (found := _whole(folder, note)) is not None:
            return found
    raise AssertionError("numbers do not end")


def holds(place: Path, name: str) -> bool:
    """Say whether a folder holds an older result of this clip or group, whatever it held then."""
    note = read_note(place)
    return note is not None and note.name == name


def _whole(folder: Path, note: Note) -> Found | None:
    try:
        result = read_result(folder / RESULT)
    except ReportError:
        return None
    return Found(folder, note, result) if (folder / REPORT).is_file() else None
