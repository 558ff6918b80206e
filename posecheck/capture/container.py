"""Opening a clip's file, and turning what can be wrong with it into one line a person can act on.

Clips are hostile input: only plain containers are let in, so that a play list disguised as a
clip can neither reach the network nor another file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import av
import av.error

from posecheck.errors import SourceError

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

MAX_SIDE_PX = 16384
MAX_PIXELS = 16384 * 8704

_FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,m4v,h264,hevc,obu,ivf,flv,asf"
    ",ogg,gif,apng,mjpeg,mpjpeg,nut,yuv4mpegpipe,mxf,dv,wtv,live_flv,av1,mjpeg_2000,avs2,avs3,rm"
)
_SIGNATURES = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG", "PNG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
)
_SNIFF_BYTES = 32


def shown(path: str | os.PathLike[str]) -> str:
    """Name a file in a message: quoted, on one line whatever characters its name holds."""
    name = "".join(c if c.isprintable() else "?" for c in os.fspath(path))
    return f"'{name}'"


def still_picture(head: bytes) -> str | None:
    """Name the still-picture format that a file's first bytes belong to, None for anything else."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"avif"):
        return "HEIF"
    return next((name for magic, name in _SIGNATURES if head.startswith(magic)), None)


def first_bytes(path: Path, kind: str) -> bytes:
    """Read the first bytes of a file that must exist and hold something.

    `kind` ("clip" or "photo") goes into the message. Raises SourceError for a file that is
    missing, a directory, a pipe or a device, which may never end, empty or not readable.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise SourceError(f"{shown(path)} is a folder; name the {kind} itself")
        if not stat.S_ISREG(mode):
            raise SourceError(
                f"{shown(path)} is a pipe or a device, not a file; save the {kind} in a file first"
            )
        with path.open("rb") as file:
            head = file.read(_SNIFF_BYTES)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SourceError(
            f"{shown(path)}: there is no such file; check the name and the folder"
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte in it
        why = getattr(error, "strerror", None) or type(error).__name__
        raise SourceError(
            f"{shown(path)} cannot be read ({why}); check the name and the permissions of the file"
        ) from error
    if not head:
        raise SourceError(f"{shown(path)} is empty (0 bytes); copy or export the {kind} again")
    return head


def check_clip(path: Path) -> None:
    """Refuse at a glance what is no clip: SourceError as `first_bytes`, and for a photo."""
    picture = still_picture(first_bytes(path, "clip"))
    if picture is not None:
        raise SourceError(
            f"{shown(path)} is a still picture ({picture}), not a clip; "
            "use `posecheck image` for photos"
        )


@contextmanager
def opened(path: Path) -> Iterator[tuple[InputContainer, VideoStream]]:
    """Open a clip and choose its picture stream; both are closed on leaving.

    Raises SourceError for a file without a picture stream that can be decoded.
    """
    check_clip(path)
    container = _open(path)
    try:
        yield container, _picture_stream(container, path)
    finally:
        container.close()


def _open(path: Path) -> InputContainer:
    # An absolute path cannot be taken for a protocol, however the file is named.
    options = {"protocol_whitelist": "file", "format_whitelist": _FORMATS}
    try:
        return av.open(str(path.absolute()), "r", options=options)
    except MemoryError:
        raise
    except (av.error.FFmpegError, OSError, ValueError) as error:
        if b"ftyp" in first_bytes(path, "clip")[:12]:
            raise SourceError(
                f"{shown(path)} has no index, so no picture can be found in it; the recording or "
                "the copy was cut off: copy or export it again"
            ) from error
        raise SourceError(
            f"{shown(path)} is not a video that posecheck can read; "
            "export it as MP4 (H.264) and try again"
        ) from error


def _picture_stream(container: InputContainer, path: Path) -> VideoStream:
    cover = av.stream.Disposition.attached_pic
    streams = [s for s in container.streams.video if not s.disposition & cover]
    if not streams:
        sound = bool(container.streams.audio)
        what = "holds sound but no picture" if sound else "has a header but no picture in it"
        raise SourceError(f"{shown(path)} {what}; record or export the clip again with its video")
    best = container.streams.best("video")
    stream = next((s for s in streams if best is not None and s.index == best.index), streams[0])
    if stream.codec_context is None or not stream.codec_context.is_decoder:
        raise SourceError(
            f"{shown(path)} is coded in a way that posecheck cannot decode; "
            "export it as MP4 (H.264) and try again"
        )
    check_size(stream.codec_context.width, stream.codec_context.height, path)
    stream.codec_context.options = {"max_pixels": str(MAX_PIXELS)}
    for other in container.streams:
        if other.index != stream.index:
            other.discard = av.stream.Discard.all
    return stream


def check_size(width: int, height: int, path: Path) -> None:
    """Refuse a picture too large to be decoded safely: SourceError beyond 16384 px a side."""
    if max(width, height) > MAX_SIDE_PX or width * height > MAX_PIXELS:
        raise SourceError(
            f"{shown(path)} has pictures of {width} x {height} pixels, more than posecheck reads; "
            "export it smaller, 1920 x 1080 is plenty"
        )
