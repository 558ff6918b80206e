"""Which tables lie beside which clips: a folder whose files belong together by their names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from posecheck.capture.container import shown
from posecheck.errors import SourceError
from posecheck.run.reference import SUFFIXES

CLIPS = (".mp4", ".mov", ".m4v", ".avi", ".mkv", ".webm")
TRACK = ".npz"


def sources_of(folder: Path) -> list[tuple[Path, list[Path]]]:
    """Clips and tracks of a folder with their tables: run.mp4 with run.csv, run.steps.csv, run.mot.

    SourceError where it is no folder, or none has a table.
    """
    if not folder.is_dir():
        raise SourceError(f"{shown(folder)}: no such folder; give one with clips and their tables")
    files = sorted(path for path in folder.iterdir() if path.is_file())
    tables = [path for path in files if path.suffix.lower() in SUFFIXES]
    clips = [path for path in files if path.suffix.lower() in (*CLIPS, TRACK)]
    own = [(table, _owners(table, clips)) for table in tables]
    found = [(clip, [table for table, owners in own if clip in owners]) for clip in clips]
    found = [(clip, its) for clip, its in found if its]
    if not found:
        raise SourceError(
            f"{shown(folder)}: no clip or track has a table of its name; "
            "put run.csv, run.mot or run.trc beside run.mp4 or run.npz"
        )
    return found


def _owners(table: Path, clips: Sequence[Path]) -> list[Path]:
    """Give what a table belongs to: run.left.csv to run.left.mp4 where that is there, else to run.

    Several only where they differ in nothing but the suffix.
    """
    fits = {
        clip: len(name)
        for clip in clips
        for name in (clip.stem, clip.name)  # the longer one last
        if table.name.startswith(f"{name}.")
    }
    return [clip for clip, length in fits.items() if length == max(fits.values())]
