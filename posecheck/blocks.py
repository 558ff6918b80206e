"""A long recording taken a block of frames at a time: what is made on the way is soon gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from numpy.typing import NDArray

BLOCK = 1024  # frames: enough for arrays to be quick, and half a minute of them is a megabyte


def blocks(frames: int) -> Iterator[slice]:
    """Cut so many frames into blocks that follow one another; none of no frames."""
    return (slice(start, start + BLOCK) for start in range(0, frames, BLOCK))


def plain_rows(values: NDArray[Any]) -> Iterator[Any]:
    """Give the rows of (T, ...) as plain numbers; all at once they would take four times as much.

    Arithmetic on the few numbers of one frame is quicker with them than with arrays.
    """
    if len(values) <= BLOCK:
        return iter(values.tolist())
    return (row for part in blocks(len(values)) for row in values[part].tolist())
