"""A take on disk while it goes on, so that a killed program loses its last seconds at most."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from posecheck.capture.container import shown
from posecheck.errors import OutputError, PosecheckError, SourceError
from posecheck.feedback.atomic import unwritable
from posecheck.run.folder import numbered
from posecheck.run.held import hold, is_held
from posecheck.run.take import Take
from posecheck.track import Track, join, load, save

PREFIX = ".posecheck-live-"
EVERY_S = 5.0  # a piece of that length is written in some milliseconds
LONGEST = 900  # frames of one piece: what a full disk kept waiting is caught up with bit by bit

_PIECES = "[0-9]" * 8 + ".npz"
_UNFINISHED = "whole"


class Journal:
    """Writes a take piece by piece into a hidden folder of its own, until it is closed.

    folder: where the results will be. Left unclosed it stays, and `recover` finds it. Where the
    name is taken, by a session that began in the same second, it gets a number.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._wanted = folder / f"{PREFIX}{name}"
        self._made: Path | None = None
        self._lock: int | None = None
        self._written = 0
        self._tried_s = 0.0

    def __call__(self, take: Take, time_s: float) -> None:
        """Write what is new in a take, every few seconds; OutputError where that cannot be done."""
        if not take.begun or time_s - self._tried_s < EVERY_S or len(take) == self._written:
            return
        self._tried_s = time_s  # whatever comes of it: with every frame it would stop the session
        try:
            self._write(take, self._open())
        except OSError as error:
            raise unwritable(self._wanted, error) from error

    def _write(self, take: Take, folder: Path) -> None:
        unwritten = take.track(first=self._written)
        if unwritten is not None:
            piece = unwritten[:LONGEST]
            save(piece, folder / f"{self._written:08d}.npz")
            self._written += len(piece)

    def _open(self) -> Path:
        if self._made is None or not self._made.is_dir():
            self._release()
            self._wanted.parent.mkdir(parents=True, exist_ok=True)
            self._made = _made(self._wanted)
            self._lock = hold(self._made)
        return self._made

    def close(self) -> None:
        """Remove it: what it held is a result now, or was never meant to be one."""
        if self._made is not None:
            shutil.rmtree(self._made, ignore_errors=True)
            self._made = None
        self._release()

    def _release(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


class Diary:
    """The journals of a session's takes, one after the other, in the folder of its results."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._journal: Journal | None = None
        self._trouble = ""

    def begin(self, name: str) -> None:
        """Begin the journal of a take; the one before stays unless it was closed."""
        self._journal = Journal(self._folder, name)

    def __call__(self, take: Take, time_s: float) -> str:
        """Write what is new in the take; say why that cannot be, once, empty where all is well."""
        try:
            if self._journal is not None:
                self._journal(take, time_s)
        except OutputError as error:
            if str(error) != self._trouble:
                self._trouble = str(error)
                return f"What goes on is not on disk yet: {error}"
        return ""

    def close(self) -> None:
        """Remove the journal of the take that ends."""
        if self._journal is not None:
            self._journal.close()


def _made(wanted: Path) -> Path:
    """Make a folder that was not there, by this name or the next that is free."""
    for place in numbered(wanted):
        with suppress(FileExistsError):
            place.mkdir()
            return place
    raise AssertionError("numbers do not end")


@dataclass(frozen=True, slots=True)
class Recovered:
    """What came of the journals in a folder: tracks, and a line for each that was left alone."""

    places: tuple[Path, ...]
    left: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Say all of it, a line for each."""
        for place in self.places:
            yield f"A session that was cut off is in {place}; posecheck score judges it"
        yield from self.left


def recover(folder: Path) -> Recovered:
    """Make tracks of the journals that killed sessions left in a folder, and remove them.

    A journal without a whole piece goes too. One that cannot be made a track stays as it is, and
    what else lies in one stays as well: whoever begins a session now has nothing to do with it.
    """
    places, told = [], []
    for left in sorted(folder.glob(f"{PREFIX}*")):
        if left.is_symlink() or not left.is_dir() or is_held(left):
            continue
        try:
            places += _rescued(left)
            _remove(left)
        except (OSError, PosecheckError) as error:
            why = error.strerror if isinstance(error, OSError) else str(error)
            told.append(f"{shown(left)}, left by a session that was cut off, stays ({why})")
    return Recovered(tuple(places), tuple(told))


def _rescued(left: Path) -> list[Path]:
    """Make a track of a journal; none where it holds no whole piece."""
    pieces = list(_following(_whole(left)))
    if not pieces:
        return []
    unfinished = left / _UNFINISHED
    try:
        save(join(pieces), unfinished)
        name = left.name.removeprefix(PREFIX) or "live"
        places = numbered(left.with_name(name), ".npz")
        place = next(place for place in places if not os.path.lexists(place))
        unfinished.rename(place)
    finally:
        unfinished.unlink(missing_ok=True)
    return [place]


def _remove(left: Path) -> None:
    for path in (*left.glob(_PIECES), left / _UNFINISHED):
        path.unlink(missing_ok=True)
    left.rmdir()


def _whole(journal: Path) -> Iterator[Track]:
    """Give the pieces of a journal up to one that was cut off while it was written."""
    for path in sorted(journal.glob(_PIECES)):
        try:
            yield load(path)
        except SourceError:
            return


def _following(pieces: Iterable[Track]) -> Iterator[Track]:
    """Give the pieces up to one that does not go on where the one before ended."""
    last: Track | None = None
    for piece in pieces:
        if last is not None and not _goes_on(last, piece):
            return
        yield piece
        last = piece


def _goes_on(last: Track, piece: Track) -> bool:
    return piece.time_s[0] > last.time_s[-1] and _shape(piece) == _shape(last)


def _shape(piece: Track) -> tuple[object, ...]:
    channels = {name: array.shape[1:] for name, array in piece.channels.items()}
    return piece.size_px, channels
