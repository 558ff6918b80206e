"""A take on disk while it goes on, so that a killed program loses its last seconds at most."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from posecheck.errors import SourceError
from posecheck.feedback.atomic import unwritable
from posecheck.run.held import hold, is_held
from posecheck.run.take import Take
from posecheck.track import Track, join, load, save

PREFIX = ".posecheck-live-"
EVERY_S = 5.0  # a piece of that length is written in some milliseconds
LONGEST = 900  # frames of one piece: what a full disk kept waiting is caught up with bit by bit


class Journal:
    """Writes a take piece by piece into a hidden folder of its own, until it is closed.

    folder: where the results will be. Left unclosed it stays, and `recover` finds it.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder / f"{PREFIX}{name}"
        self._lock: int | None = None
        self._written = 0
        self._tried_s = 0.0

    def __call__(self, take: Take, time_s: float) -> None:
        """Write what is new in a take, every few seconds; OutputError where that cannot be done."""
        if not take.begun or time_s - self._tried_s < EVERY_S or len(take) == self._written:
            return
        self._tried_s = time_s  # whatever comes of it: with every frame it would stop the session
        try:
            self._open()
            self._write(take)
        except OSError as error:
            raise unwritable(self._folder, error) from error

    def _write(self, take: Take) -> None:
        unwritten = take.track(first=self._written)
        if unwritten is not None:
            piece = unwritten[:LONGEST]
            save(piece, self._folder / f"{self._written:08d}.npz")
            self._written += len(piece)

    def _open(self) -> None:
        if not self._folder.is_dir():
            self._folder.mkdir(parents=True)
            self._lock = hold(self._folder)

    def close(self) -> None:
        """Remove it: what it held is a result now, or was never meant to be one."""
        shutil.rmtree(self._folder, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def recover(folder: Path) -> list[Path]:
    """Make tracks of the journals that killed sessions left in a folder; give their places.

    A journal without a whole piece is removed. Raises OutputError where the folder cannot be
    written.
    """
    found = []
    for left in sorted(folder.glob(f"{PREFIX}*")):
        if is_held(left):
            continue
        place = folder / f"{left.name.removeprefix(PREFIX)}.npz"
        pieces = list(_whole(left))
        try:
            if pieces:
                save(join(pieces), place)
                found.append(place)
            shutil.rmtree(left)
        except OSError as error:
            raise unwritable(place, error) from error
    return found


def _whole(journal: Path) -> Iterator[Track]:
    """Give the pieces of a journal up to one that was cut off while it was written."""
    for path in sorted(journal.glob("*.npz")):
        try:
            yield load(path)
        except SourceError:
            return
