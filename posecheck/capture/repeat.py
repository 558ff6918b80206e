"""A clip shown several times in a row, for measuring what its length costs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import av
import av.error

from posecheck.capture.container import opened, shown
from posecheck.errors import SourceError

if TYPE_CHECKING:
    from av.container import OutputContainer


def repeat(path: Path, out: Path, times: int = 2) -> None:
    """Write a clip `times` times in a row, its pictures as they are, into a file of its kind.

    out: with the ending of the clip's own name. Raises SourceError where its container cannot be
    written or the clip cannot be read.
    """
    try:
        with av.open(str(out), "w") as target:
            begin_s = 0.0
            for _ in range(times):
                begin_s += _copy(path, target, begin_s)
    except (av.error.FFmpegError, ValueError) as error:
        raise SourceError(f"{shown(path)}: it cannot be written again ({error})") from error


def _copy(path: Path, target: OutputContainer, begin_s: float) -> float:
    """Add a clip's pictures from a time on; gives how long they last."""
    with opened(path) as (source, stream):
        if not target.streams.video:
            target.add_stream_from_template(stream)
        base = stream.time_base
        if base is None:
            raise ValueError("its clock is not told")
        begin, end = round(begin_s / base), 0
        for packet in source.demux(stream):
            if packet.dts is None or packet.pts is None:  # the end, or a picture without a time
                continue
            end = max(end, packet.pts + (packet.duration or 0))
            packet.dts, packet.pts = packet.dts + begin, packet.pts + begin
            packet.stream = target.streams.video[0]
            target.mux(packet)
    return float(end * base)
