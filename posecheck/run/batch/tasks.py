"""What a process does for one clip of a batch: first a look, then the whole way to its folder.

A look reads the file through once for its hash and its length; what is finished is known by then.
Judging is what `posecheck video` does, in the same code, into a folder of the output. Whatever goes
wrong is told as a Failed with its reason, never raised.
"""

from __future__ import annotations

import errno
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from posecheck.assess.results import Verdict
from posecheck.capture.clip import probe
from posecheck.capture.container import shown
from posecheck.errors import DetectorError, OutputError, PosecheckError
from posecheck.run.batch.finished import Note, find_finished, holds, key_of, write_note
from posecheck.run.batch.limits import ending_gracefully, limited_memory
from posecheck.run.batch.lists import Item
from posecheck.run.batch.locks import claimed
from posecheck.run.batch.thumbnail import write_thumbnail
from posecheck.run.clip import ClipOptions, judge_into
from posecheck.run.folder import ResultFolder
from posecheck.run.outcome import hash_together, hashes_of
from posecheck.run.pool import Desk, Ended

TOLD_EVERY_S = 0.2
_STOPS_ALL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG}


@dataclass(frozen=True, slots=True)
class Said:
    """How far a clip is: what is done, frames done and in all."""

    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Opened:
    """The unfinished folder of an item; whoever finds its process dead removes it."""

    work: Path


@dataclass(frozen=True, slots=True)
class LastWords:
    """What a process dies of: an error nobody foresaw."""

    text: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look found: the SHA-256 and the stamp of each file, and frames in all."""

    hashes: tuple[str, ...]
    stamps: tuple[tuple[int, int], ...]
    frames: int


@dataclass(frozen=True, slots=True)
class Finished:
    """The folder of an item's result, and what it says."""

    folder: str
    verdict: Verdict
    frames: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Busy:
    """Another run has the item in hand."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Why an item has no result; again: worth another try; stops: no other would fare better."""

    reason: str
    again: bool = False
    stops: bool = False


Word = Looked | Finished | Busy | Failed


@dataclass(frozen=True, slots=True)
class Order:
    """What holds for every item: where results go, how clips are judged, what one may cost.

    program: the posecheck that judges, as `finished.program_of` tells it.
    """

    out: Path
    options: ClipOptions  # without the model's content, which every process has already
    memory: int
    program: str

    def options_of(self, item: Item) -> ClipOptions:
        """Give the options of an item: what its table says goes before what holds for all."""
        request, asked = self.options.request, item.asked
        if asked.check is not None and asked.check != request.check:
            request = replace(request, check=asked.check, options={})
        if asked.height_cm is not None:
            request = replace(request, height_cm=asked.height_cm)
        return replace(self.options, request=request)


class _Step(Protocol):
    def __call__(self, desk: Desk) -> Word: ...


@dataclass(frozen=True, slots=True)
class Look:
    """Find out what an item's files are, and whether it is finished."""

    item: Item
    order: Order

    def do(self, desk: Desk) -> Ended:
        """Give a Looked or Finished, or why it failed."""
        return _attempt(self._look, desk, self.item, self.order)

    def _look(self, desk: Desk) -> Word:
        files = self.item.files
        stamps = tuple(map(_stamp, files))
        hashes = tuple(hashes_of(files, "clip").values())
        if not self.order.options.force and (found := _finished(self.item, self.order, hashes)):
            return found
        return Looked(hashes, stamps, sum(probe(file).frames for file in files))


@dataclass(frozen=True, slots=True)
class Judge:
    """Judge an item into its folder, in at most `blocks` processes, telling how far it is."""

    item: Item
    order: Order
    looked: Looked
    blocks: int = 1
    told_every_s: float = TOLD_EVERY_S

    def do(self, desk: Desk) -> Ended:
        """Give a Finished, or why it failed."""
        return _attempt(self._claim, desk, self.item, self.order)

    def _claim(self, desk: Desk) -> Word:
        with claimed(self.order.out, self.item.place) as mine:
            return self._judge(desk) if mine else Busy()

    def _judge(self, desk: Desk) -> Word:
        item, order = self.item, self.order
        hashes = self._hashes()
        if not order.options.force and (found := _finished(item, order, hashes)):
            return found  # another run did it meanwhile
        options = order.options_of(item)
        together = len(item.files) > 1
        whole = hash_together(hashes)
        with ResultFolder(
            item.files[0],
            whole,
            out=order.out / item.place,
            force=True,
            replaces=lambda place: holds(place, item.name),
            swept=True,  # by the run; a million folders are long to look through for each clip
        ) as folder:
            desk.tell(Opened(folder.work))
            judgement = judge_into(
                folder.work,
                dict(zip(item.files, hashes, strict=True)),
                options,
                _teller(desk.tell, self.told_every_s),
                desk.pool(self.blocks),
                together=together,
            )
            write_thumbnail(folder.work, judgement)
            key = key_of(hashes, options, order.program)
            note = Note(key, item.name, self.looked.frames)
            write_note(folder.work, note)
        return Finished(folder.path.name, judgement.verdict, note.frames, whole)

    def _hashes(self) -> tuple[str, ...]:
        """Give the hashes of the files, taken again where one has changed since the look."""
        if tuple(map(_stamp, self.item.files)) == self.looked.stamps:
            return self.looked.hashes
        return tuple(hashes_of(self.item.files, "clip").values())


def _attempt(step: _Step, desk: Desk, item: Item, order: Order) -> Ended:
    try:
        with ending_gracefully(), limited_memory(order.memory), _last_words(desk.tell):
            return Ended(step(desk))
    except MemoryError:
        limit = f"more than {order.memory / 1e9:.0f} GB of memory; shorten or shrink the clip"
        return Ended(Failed(f"{shown(item.files[0])}: takes {limit}", again=True), spent=True)
    except PosecheckError as error:
        stops = isinstance(error, OutputError) and not _STOPS_ALL.isdisjoint(_causes(error))
        return Ended(Failed(str(error), isinstance(error, DetectorError), stops))


@contextmanager
def _last_words(tell: Callable[[object], None]) -> Iterator[None]:
    """Let a bug end the process, as it should, but not without a word to the parent."""
    told = False
    try:
        yield
        told = True
    except (PosecheckError, MemoryError, OSError, SystemExit):
        told = True
        raise
    finally:
        if not told:
            kind, error, _ = sys.exc_info()
            tell(LastWords(f"{kind.__name__ if kind else 'error'}: {error}"))


def _finished(item: Item, order: Order, hashes: tuple[str, ...]) -> Finished | None:
    key = key_of(hashes, order.options_of(item), order.program)
    found = find_finished(order.out / item.place, key)
    if found is None:
        return None
    sha256 = hash_together(hashes)
    return Finished(found.folder.name, found.result["verdict"], found.note.frames, sha256)


def _stamp(file: Path) -> tuple[int, int]:
    try:
        status = file.stat()
    except OSError:
        return (0, 0)
    return status.st_size, status.st_mtime_ns


def _causes(error: BaseException | None) -> Iterator[int]:
    while error is not None:
        if isinstance(error, OSError) and error.errno is not None:
            yield error.errno
        error = error.__cause__ or error.__context__


def _teller(tell: Callable[[object], None], every_s: float) -> Callable[[str, int, int], None]:
    """Tell the parent how far it is, now and then: also a sign of life."""
    last_s = 0.0

    def report(stage: str, done: int, total: int) -> None:
        nonlocal last_s
        now_s = time.monotonic()
        if now_s - last_s >= every_s:
            last_s = now_s
            tell(Said(stage, done, total))

    return report
