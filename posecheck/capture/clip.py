"""What a clip is: its upright size, its own clock, its key frames, and where it breaks off.

probe(path) -> ClipInfo
posecheck.capture.reader.frames(path or ClipInfo, ...) -> ClipReader, an iterator of Frame
"""

from __future__ import annotations

import os
import struct
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
import av.error
import numpy as np

from posecheck.capture.container import check_size, opened, shown
from posecheck.capture.picture import Orientation, orientation_of, square_size
from posecheck.capture.timeline import Clock, Timeline, timeline
from posecheck.errors import SourceError

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream
    from numpy.typing import NDArray

_MISSING_END_S = 0.5
_AVI_HEADER_BYTES = 1 << 16
_CLOCK_STARTS_ANYWHERE = ("mpegts", "mpeg")


@dataclass(frozen=True, slots=True)
class ClipInfo:
    """A clip as its file describes it; small, and can be handed to another process.

    `width`, `height`: of the upright picture with square pixels; `coded_size`: as stored.
    `keyframes`: indices of frames at which decoding can start, none where frames can only be
    counted. `breaks_off_s`: where a clip that was cut off ends, else None. `warnings`: sentences
    for the result.
    """

    path: Path
    width: int
    height: int
    coded_size: tuple[int, int]
    orientation: Orientation
    timeline: Timeline
    keyframes: tuple[int, ...]
    breaks_off_s: float | None
    warnings: tuple[str, ...]

    @property
    def rotation_deg(self) -> int:
        """The clockwise turn that makes a stored picture upright: 0, 90, 180 or 270."""
        return self.orientation.rotation_deg

    @property
    def frames(self) -> int:
        """How many frames have a time of their own; damage may leave fewer to read."""
        return self.timeline.frames

    @property
    def duration_s(self) -> float:
        """The end of the last frame."""
        return self.timeline.duration_s

    @property
    def fps(self) -> float:
        """The average frame rate; 0 when a single frame leaves it unknown."""
        return self.timeline.fps

    @property
    def clock(self) -> Clock:
        """Where times come from: "container", or "frame-rate" when the file has none."""
        return self.timeline.clock

    @property
    def times_s(self) -> NDArray[np.float64]:
        """The time of every frame (frames,), strictly increasing."""
        return self.timeline.times_s


def probe(path: str | os.PathLike[str]) -> ClipInfo:
    """Look through a clip: its packets are counted, only the first picture is decoded.

    Raises SourceError, one line with the file and the remedy, for anything that is not a clip with
    at least one picture in it.
    """
    path = Path(path)
    with opened(path) as (container, stream):
        scan = _scanned(container, stream)
        if scan.first is None:
            raise SourceError(
                f"{shown(path)}: not one picture in it can be decoded; the file is damaged or was "
                "cut off: copy or export it again"
            )
        check_size(scan.first.width, scan.first.height, path)
        return _described(path, container, stream, scan, scan.first)


@dataclass(slots=True)
class _Scan:
    """What one pass over a clip's packets gives; times in the stream's ticks."""

    first: VideoFrame | None = None
    stamps: list[int | None] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    end: int = 0
    broken: bool = False

    def note(self, packet: Packet[VideoStream]) -> None:
        self.broken = packet.is_corrupt
        if packet.is_corrupt:
            return
        self.stamps.append(packet.pts)
        if packet.pts is not None:
            self.end = max(self.end, packet.pts + (packet.duration or 0))
            if packet.is_keyframe:
                self.keys.append(packet.pts)


def _scanned(container: InputContainer, stream: VideoStream) -> _Scan:
    scan = _Scan()
    try:
        for packet in container.demux(stream):
            if scan.first is None:
                scan.first = _first_picture(stream, packet)
            if packet.size and not packet.is_discard:
                scan.note(packet)
    except MemoryError:  # FFmpeg's is one of its errors too, and no fault of the clip
        raise
    except av.error.FFmpegError:
        scan.broken = True
    return scan


def _first_picture(stream: VideoStream, packet: Packet[VideoStream]) -> VideoFrame | None:
    try:
        return next(iter(stream.decode(packet)), None)
    except MemoryError:
        raise
    except av.error.FFmpegError:
        return None


def _described(
    path: Path, container: InputContainer, stream: VideoStream, scan: _Scan, first: VideoFrame
) -> ClipInfo:
    time_base = stream.time_base or Fraction(1)
    rateless = container.format.name == "avi" and _names_no_rate(path)
    header_fps = float(stream.guessed_rate or stream.average_rate or 0)
    clock, warnings = timeline(
        [None] * len(scan.stamps) if rateless else scan.stamps,
        time_base=time_base,
        start=_start(container, time_base),
        end=scan.end,
        header_fps=0.0 if rateless else header_fps,
        # AVI knows the order of decoding only, and B-frames are shown in another.
        counted=container.format.name == "avi" and bool(stream.codec_context.has_b_frames),
    )
    breaks_off_s = None
    if scan.broken or _declared_end_s(container, stream) - clock.end_s > _MISSING_END_S:
        breaks_off_s = clock.duration_s
        warnings.append(f"the clip breaks off at {breaks_off_s:.1f} s; it is judged up to there")
    orientation = orientation_of(first)
    shape = square_size(first.width, first.height, stream.sample_aspect_ratio)
    width, height = orientation.upright(*shape)
    return ClipInfo(
        path=path,
        width=width,
        height=height,
        coded_size=(first.width, first.height),
        orientation=orientation,
        timeline=clock,
        keyframes=_keyframes(scan, clock),
        breaks_off_s=breaks_off_s,
        warnings=tuple(warnings),
    )


def _names_no_rate(path: Path) -> bool:
    """Say whether an AVI's header leaves its frame rate out; the library then makes one up."""
    with path.open("rb") as file:
        head = file.read(_AVI_HEADER_BYTES)
    main, stream = head.find(b"avih"), head.find(b"strh\x38\0\0\0vids")
    if min(main, stream) < 0 or stream + 36 > len(head):
        return False
    (us_per_frame,) = struct.unpack_from("<I", head, main + 8)
    scale, rate = struct.unpack_from("<II", head, stream + 28)
    return bool(us_per_frame == 0 and 0 in (scale, rate))


def _start(container: InputContainer, time_base: Fraction) -> int:
    """Time zero in ticks: broadcast formats count from anywhere, the others from 0."""
    if container.format.name in _CLOCK_STARTS_ANYWHERE and container.start_time is not None:
        return round(container.start_time / (av.time_base * time_base))
    return 0


def _declared_end_s(container: InputContainer, stream: VideoStream) -> float:
    """Where the file's header says the picture ends, in the file's own time; 0 when it does not."""
    if stream.duration is not None and stream.time_base is not None:
        return float(((stream.start_time or 0) + stream.duration) * stream.time_base)
    if container.duration is not None:
        return ((container.start_time or 0) + container.duration) / av.time_base
    return 0.0


def _keyframes(scan: _Scan, clock: Timeline) -> tuple[int, ...]:
    # Two frames with one time stamp cannot be told apart after a seek.
    if clock.counted:
        return ()
    alone = {stamp for stamp, count in Counter(scan.stamps).items() if count == 1}
    return tuple(sorted(clock.index_of(key) for key in set(scan.keys) & alone))
