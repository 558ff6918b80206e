"""Decoding a clip to a wanted frame with as little work as its key frames allow."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import av
import av.error

from posecheck.capture.container import opened

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

    from posecheck.capture.clip import ClipInfo

_SEEK_GAIN_FRAMES = 12
_SEEK_ATTEMPTS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """A frame as the decoder left it: its place in the whole clip, its time, its picture."""

    index: int
    time_s: float
    picture: VideoFrame


@dataclass(slots=True)
class Damage:
    """A stretch of a clip that could not be decoded; `until_s` is None while it lasts."""

    from_s: float
    until_s: float | None = None


class Decoder:
    """Gives a clip's frames by index; going forward is cheap, going back starts again.

    A damaged packet costs the frames up to the next key frame: what a decoder makes of a picture
    whose predecessor is lost is an invention. `damage` lists these stretches.
    """

    def __init__(self, info: ClipInfo, threads: int) -> None:
        self.damage: list[Damage] = []
        self._info = info
        self._clock = info.timeline
        self._threads = threads
        self._resources = ExitStack()
        self._times_s = info.times_s
        self._file: tuple[InputContainer, VideoStream] | None = None
        self._decoded: Iterator[Decoded] = iter(())
        self._current: Decoded | None = None
        self._needed_pts: int | None = None
        self._asked = -1

    def close(self) -> None:
        """Let go of the file."""
        self._decoded = iter(())
        self._current = None
        self._file = None
        self._resources.close()

    @property
    def ended(self) -> bool:
        """Whether the last call ran into the end of what can be decoded."""
        return self._current is None

    def at(self, index: int) -> Decoded | None:
        """Decode the frame with this index; None when damage or the clip's end swallowed it."""
        self._needed_pts = None if self._clock.counted else int(self._clock.pts[index])
        self._approach(index)
        while self._current is not None and self._current.index < index:
            self._current = next(self._decoded, None)
        found = self._current
        return found if found is not None and found.index == index else None

    def _approach(self, index: int) -> None:
        """Move decoding to the best place before a frame, unless it is there already."""
        keys = self._info.keyframes
        place = bisect_right(keys, index)
        near = [key for key in keys[max(place - _SEEK_ATTEMPTS, 0) : place] if key > 0]
        here = -1 if self._current is None else self._current.index
        ahead = 0 <= self._asked <= index and here >= 0
        self._asked = index
        if ahead and (not near or near[-1] - here < _SEEK_GAIN_FRAMES):
            return
        for key in [*reversed(near), 0]:
            self._decoded = self._decode_from(key)
            self._current = next(self._decoded, None)
            if self._current is not None and self._current.index <= index:
                return

    def _decode_from(self, key: int) -> Iterator[Decoded]:
        """Decode from a key frame, or from the beginning of the file when it is 0.

        Gives nothing when the file cannot be entered at or before that key frame.
        """
        if key == 0 or self._file is None:
            self._resources.close()
            self._file = self._resources.enter_context(opened(self._info.path))
            self._file[1].codec_context.thread_count = self._threads
            self._file[1].codec_context.thread_type = "SLICE" if self._threads == 1 else "AUTO"
        container, stream = self._file
        if key == 0:
            yield from self._numbered(self._pictures(_packets(container, stream), stream), 0)
            return
        entry_pts = int(self._clock.pts[key])
        packets = _packets_from(entry_pts, container, stream)
        first = next(packets, None)
        if first is None or not first.is_keyframe or first.pts is None or first.pts > entry_pts:
            return
        pictures = self._pictures(chain((first,), packets), stream)
        yield from self._numbered(pictures, self._clock.index_of(first.pts))

    def _pictures(
        self, packets: Iterator[Packet[VideoStream]], stream: VideoStream
    ) -> Iterator[VideoFrame]:
        lost = False
        for packet in packets:
            if lost and packet.size and not packet.is_keyframe:
                continue
            self._skip_if_unneeded(packet, stream)
            pictures = None if packet.is_corrupt else _decode(stream, packet)
            if pictures is None:
                lost = lost or self._note_damage(packet)
                continue
            if lost and packet.size:
                lost = False
                self.damage[-1].until_s = self._time_s(packet.pts)
            yield from pictures

    def _note_damage(self, packet: Packet[VideoStream]) -> bool:
        self.damage.append(Damage(self._time_s(packet.pts)))
        return True

    def _time_s(self, pts: int | None) -> float:
        here = self._current.index + 1 if self._current is not None else 0
        index = here if pts is None or self._clock.counted else self._clock.index_of(pts)
        return float(self._times_s[min(index, len(self._times_s) - 1)])

    def _skip_if_unneeded(self, packet: Packet[VideoStream], stream: VideoStream) -> None:
        # A frame that no other one is built on, and that nobody asked for, need not be decoded.
        needed = self._needed_pts
        early = needed is not None and packet.pts is not None and packet.pts < needed
        stream.codec_context.skip_frame = "NONREF" if early else "DEFAULT"

    def _numbered(self, pictures: Iterator[VideoFrame], first: int) -> Iterator[Decoded]:
        """Give each picture its index and time; those that go back in time are left out."""
        last = first - 1
        for picture in pictures:
            unstamped = self._clock.counted or picture.pts is None
            index = last + 1 if unstamped else self._clock.index_of(picture.pts or 0)
            if last < index < len(self._times_s):
                last = index
                yield Decoded(index, float(self._times_s[index]), picture)


def _packets(container: InputContainer, stream: VideoStream) -> Iterator[Packet[VideoStream]]:
    """The packets of a stream up to its end or to where the file breaks off."""
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
        except MemoryError:
            raise
        except av.error.FFmpegError:
            packet = None
        if packet is None:
            return
        # An empty packet amid the others stands for a repeated picture; decoding it would end all.
        if packet.size or packet.dts is None:
            yield packet


def _packets_from(
    pts: int, container: InputContainer, stream: VideoStream
) -> Iterator[Packet[VideoStream]]:
    try:
        container.seek(pts, stream=stream, backward=True)
    except av.error.FFmpegError:
        return
    yield from _packets(container, stream)


def _decode(stream: VideoStream, packet: Packet[VideoStream]) -> list[VideoFrame] | None:
    try:
        return [picture for picture in stream.decode(packet) if not picture.is_corrupt]
    except MemoryError:  # FFmpeg's is one of its errors too, and no fault of the clip
        raise
    except av.error.FFmpegError:
        if stream.codec_context.thread_count != 1:
            # Other threads are at work on what was built on the lost picture.
            stream.codec_context.flush_buffers()
        return None
