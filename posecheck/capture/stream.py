"""A camera on the network by the address its user gave: RTSP, or video and MJPEG over HTTP.

Only the picture formats that such cameras speak are let in; a play list could lead elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import av
import av.error

from posecheck.capture.picture import Converter, orientation_of, square_size
from posecheck.capture.source import CameraError, Clock, Shot

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

SCHEMES: Final = ("rtsp", "rtsps", "http", "https", "rtmp", "tcp", "udp", "rtp", "srt")
_PATIENCE_S: Final = (5.0, 4.0)  # to open it, and for each read
_OPTIONS: Final = {
    "protocol_whitelist": "rtsp,rtsps,rtp,rtmp,tcp,udp,tls,http,https,httpproxy,crypto,srt",
    "format_whitelist": "rtsp,rtp,mpjpeg,mjpeg,jpeg_pipe,mpegts,mpeg,flv,mov,mp4,matroska,webm,"
    "h264,hevc,asf,ogg",
    "rtsp_transport": "tcp",  # half a picture after a lost packet would be judged
    "analyzeduration": "1000000",  # µs; what is read meanwhile is shown late
    "flags": "low_delay",
}


class StreamSource:
    """A network camera; pictures have the time at which they arrived.

    Raises CameraError, without the password that an address may hold, where nothing answers.
    """

    live = True

    def __init__(self, url: str, *, clock: Clock) -> None:
        self._clock = clock
        self._shape: tuple[int, int, Fraction | None] | None = None
        self._converter: Converter | None = None
        try:
            self._container: InputContainer = av.open(
                url, "r", options=dict(_OPTIONS), timeout=_PATIENCE_S
            )
        except (av.error.FFmpegError, OSError, ValueError) as error:
            raise CameraError(
                f"camera {shown_url(url)} does not answer; check the address, and that the camera "
                "is switched on and in the same network",
                "silent",
            ) from error
        self._pictures = self._decoded(url)

    def _decoded(self, url: str) -> Iterator[VideoFrame]:
        stream = next(iter(self._container.streams.video), None)
        if stream is None:
            self.close()
            raise CameraError(f"camera {shown_url(url)} sends no picture; check the address")
        # Threads that work ahead would each hold back a picture.
        stream.codec_context.thread_type = "SLICE"
        return _pictures(self._container, stream)

    def read(self) -> Shot | None:
        """Wait for the next picture; None when the connection broke or nothing comes any more."""
        picture = next(self._pictures, None)
        if picture is None:
            return None
        time_s = self._clock()
        return Shot(time_s, self._converted(picture).rgb(picture))

    def _converted(self, picture: VideoFrame) -> Converter:
        pixels = self._container.streams.video[0].sample_aspect_ratio
        shape = (picture.width, picture.height, pixels)
        if self._converter is None or shape != self._shape:
            orientation = orientation_of(picture)
            size = orientation.upright(*square_size(*shape))
            self._converter, self._shape = Converter(size, orientation), shape
        return self._converter

    def close(self) -> None:
        """End the connection."""
        self._container.close()


def shown_url(url: str) -> str:
    """Give an address for a message, without user and password; any text that has `://` in it."""
    try:
        parts = urlsplit(url)
        scheme, place, path = parts.scheme, parts.netloc, parts.path
    except ValueError:  # a bracket that no other closes, a letter that looks like a slash
        scheme, _, rest = url.partition("://")
        place, path = re.split(r"[?#]", rest.rpartition("@")[2])[0], ""
    open_to_all = f"{scheme}://{place.rpartition('@')[2]}{path}"
    return "".join(c if c.isprintable() else "?" for c in open_to_all)


def _pictures(container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
        except (av.error.FFmpegError, OSError):
            return
        if packet is None:
            return
        try:
            yield from stream.decode(packet)
        except av.error.FFmpegError:
            continue  # a damaged picture; the next key frame mends it
