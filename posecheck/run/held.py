"""Which folders are being filled by a process that lives, and which a killed one left behind.

Locks vanish with the process that holds them.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_UNLOCKED_AGE_S = 2.0  # a folder this young may belong to somebody about to lock it
_LOCKLESS_AGE_S = 86400.0  # where folders cannot be locked, only age tells a leftover


def hold(folder: Path) -> int | None:
    """Hold a lock on a folder for as long as this process lives; None where that is unknown."""
    if fcntl is None:
        return None
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return handle
    return None


def is_held(folder: Path) -> bool:
    """Tell whether a process that lives holds a folder, or may be about to."""
    try:
        age_s = time.time() - folder.stat().st_mtime
        if fcntl is None:
            return age_s < _LOCKLESS_AGE_S
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    else:
        return age_s < _UNLOCKED_AGE_S
    finally:
        os.close(handle)
