"""Keeps runs on the same output apart: one file whose bytes are locked, one byte a clip.

Locks vanish with the process that holds them, so a killed run leaves none behind. They reach other
machines where the file system passes locks on; where there are none (Windows), two runs at once do
work twice, and still spoil nothing, for folders take their place whole.
"""

from __future__ import annotations

import errno
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from posecheck.errors import OutputError
from posecheck.feedback.atomic import unwritable

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

LOCKS = ".posecheck-batch.lock"
_SETTINGS = 0  # the byte that runs of the same settings share
_BUSY = (errno.EACCES, errno.EAGAIN)
_ROOM = 1 << 40
_ATTEMPTS, _PAUSE_S = 40, 0.05


@contextmanager
def same_settings(out: Path, fingerprint: str) -> Iterator[Callable[[], bool]]:
    """Hold the output for runs of these settings; others wait outside.

    Gives a function that says whether no other run is at work there. Raises OutputError where a
    run of other settings is, or nothing can be written.
    """
    handle = _opened(out)
    try:
        if not _joined(out, handle, fingerprint):
            raise OutputError(
                f"{out}: another batch with other settings is at work there; wait for its end, or "
                "choose another folder with --out"
            )
        yield lambda: _lock(handle, _SETTINGS, shared=False)
    finally:
        os.close(handle)


@contextmanager
def claimed(out: Path, place: str) -> Iterator[bool]:
    """Hold the place of one clip; False where another run has it."""
    digest = hashlib.sha256(os.fsencode(place)).digest()
    handle = _opened(out)
    try:
        yield _lock(handle, 1 + int.from_bytes(digest[:8], "big") % _ROOM, shared=False)
    finally:
        os.close(handle)


def _opened(out: Path) -> int:
    try:
        return os.open(out / LOCKS, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise unwritable(out, error) from error


def _joined(out: Path, handle: int, fingerprint: str) -> bool:
    """Be the first here and say for which settings, or join those who are."""
    if fcntl is None:  # nor is there pwrite
        return True
    for _ in range(_ATTEMPTS):
        if _lock(handle, _SETTINGS, shared=False):
            try:
                os.ftruncate(handle, 0)
                os.pwrite(handle, fingerprint.encode(), 0)
            except OSError as error:
                raise unwritable(out, error) from error
            _lock(handle, _SETTINGS, shared=True)
            return True
        if _lock(handle, _SETTINGS, shared=True):
            return os.pread(handle, 4096, 0).decode("utf-8", "replace") == fingerprint
        time.sleep(_PAUSE_S)  # somebody is just saying for which settings
    return False


def _lock(handle: int, byte: int, *, shared: bool) -> bool:
    """Lock a byte at once or not at all; True, unlocked, where locks are not known."""
    if fcntl is None:
        return True
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.lockf(handle, kind | fcntl.LOCK_NB, 1, byte)
    except OSError as error:
        return error.errno not in _BUSY
    return True
