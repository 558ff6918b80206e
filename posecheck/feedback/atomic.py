"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from posecheck.errors import OutputError


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """Open a UTF-8 text file that takes its name only once it is complete.

    Raises OutputError where the folder cannot be written or the name is taken by a folder or a
    device; whatever stops the writing, an older file of that name stays as it was.
    """
    temporary: Path | None = None
    if path.exists() and not path.is_file():
        raise OutputError(f"{path}: is no file that could be replaced; name another one")
    try:
        handle, name = tempfile.mkstemp(prefix=".posecheck-", suffix=".part", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~umask())
        temporary.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        if temporary is not None:
            with suppress(FileNotFoundError):
                temporary.unlink()


def write_whole(path: Path, text: str) -> None:
    """Write a text file whole or not at all; OutputError where that fails."""
    with whole_file(path) as file:
        file.write(text)


def unwritable(path: Path, error: OSError) -> OutputError:
    """Say in one line why a path cannot be written and what helps."""
    reason = error.strerror or "not writable"
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        reason = "a file is where a folder should be"
    return OutputError(f"{path}: cannot be written ({reason}); choose another folder with --out")


def umask() -> int:
    """Give the permissions that new files lack; mkstemp makes its files private."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
