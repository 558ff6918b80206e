"""Reading a clip frame by frame, from anywhere in it, with the same result as from its start.

with frames(path_or_info, start_s=2.0, long_side=960) as clip:
    for frame in clip:          # Frame(index, time_s, rgb)
        ...
    clip.warnings               # what went wrong while reading
"""

from __future__ import annotations

import math
import os
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING

import numpy as np

from posecheck.capture.clip import ClipInfo, probe
from posecheck.capture.container import check_size
from posecheck.capture.decoder import Damage, Decoded, Decoder
from posecheck.capture.picture import Converter, shrunk_size
from posecheck.capture.timeline import ASSUMED_FPS

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from typing_extensions import Self


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a clip: its place in the whole clip, its time, and upright RGB (H, W, 3)."""

    index: int
    time_s: float
    rgb: NDArray[np.uint8]


def frames(
    clip: ClipInfo | str | os.PathLike[str],
    *,
    start_s: float | None = None,
    end_s: float | None = None,
    only: Sequence[int] | None = None,
    long_side: int | None = None,
    threads: int = 1,
) -> ClipReader:
    """Read the frames of a clip with start_s <= time < end_s, in order.

    `only`: indices of the frames wanted, all when None; the ones between are decoded at most, never
    converted. `long_side`: shrink to this many pixels, never enlarge. `threads`: of the decoder,
    0 for as many as there are cores. Index, time and pixels of a frame do not depend on where
    reading started. Raises SourceError as `probe` does.
    """
    info = clip if isinstance(clip, ClipInfo) else probe(clip)
    return ClipReader(
        info, start_s=start_s, end_s=end_s, only=only, long_side=long_side, threads=threads
    )


class ClipReader:
    """An iterator of Frame over one clip; a context manager, closed by itself at the last frame.

    `warnings` is whole once the iterator is exhausted; `info.warnings` are not repeated in it.
    """

    def __init__(
        self,
        info: ClipInfo,
        *,
        start_s: float | None = None,
        end_s: float | None = None,
        only: Sequence[int] | None = None,
        long_side: int | None = None,
        threads: int = 1,
    ) -> None:
        self.info = info
        self.warnings: list[str] = []
        self._wanted = _wanted(info, start_s, end_s, only)
        size = shrunk_size(info.width, info.height, long_side)
        self._converter = Converter(size, info.orientation)
        self._decoder = Decoder(info, threads)
        self._resized = False
        self._frames = self._read()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Frame:
        return next(self._frames)

    def close(self) -> None:
        """Let go of the file; reading on gives nothing more."""
        self._frames.close()

    def _read(self) -> Generator[Frame, None, None]:
        try:
            for index in self._wanted:
                found = self._decoder.at(int(index))
                if found is not None:
                    self._note_size(found)
                    rgb = self._converter.rgb(found.picture)
                    yield Frame(found.index, found.time_s, rgb)
                elif self._decoder.ended:
                    break
            self.warnings += _damage_warnings(self._decoder.damage, self.info)
        finally:
            self._decoder.close()

    def _note_size(self, found: Decoded) -> None:
        size = (found.picture.width, found.picture.height)
        if size != self.info.coded_size and not self._resized:
            check_size(*size, self.info.path)
            self._resized = True
            self.warnings.append(
                f"the picture changes its size at {found.time_s:.1f} s; it is scaled to the first"
            )


def _wanted(
    info: ClipInfo, start_s: float | None, end_s: float | None, only: Sequence[int] | None
) -> NDArray[np.int64]:
    times_s = info.times_s
    first = 0 if start_s is None else int(np.searchsorted(times_s, start_s))
    stop = len(times_s) if end_s is None else int(np.searchsorted(times_s, end_s))
    if only is None:
        return np.arange(first, stop)
    chosen = np.unique(np.asarray(only, np.int64))
    return chosen[(chosen >= first) & (chosen < stop)]


def _damage_warnings(damage: Sequence[Damage], info: ClipInfo) -> list[str]:
    known_end_s = math.inf if info.breaks_off_s is None else info.breaks_off_s
    found = [span for span in damage if span.from_s < known_end_s - 2 / (info.fps or ASSUMED_FPS)]
    mended = [span for span in found if span.until_s is not None]
    sentences = []
    if mended:
        more = f" and in {len(mended) - 1} more places" if len(mended) > 1 else ""
        sentences.append(
            f"the clip is damaged {_when(mended[0])}{more}; the frames there are left out"
        )
    if len(mended) < len(found):
        sentences.append(
            f"the clip breaks off at {found[-1].from_s:.1f} s; it is judged up to there"
        )
    return sentences


def _when(span: Damage) -> str:
    """Say where damage lies; in clips put together time may start anew behind it."""
    until_s = span.from_s if span.until_s is None else span.until_s
    begin, end = f"{span.from_s:.1f}", f"{until_s:.1f}"
    return f"from {begin} to {end} s" if until_s > span.from_s and begin != end else f"at {begin} s"
