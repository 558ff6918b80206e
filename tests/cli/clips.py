"""Short clips for the command line: pieces of the samples, written anew the way phones do."""

from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import count

import av
import cv2
import numpy as np

from posecheck.capture.reader import frames
from posecheck.shipped import shipped

FPS = 30


@cache
def pictures(sample="wall-posture-good.mp4", start_s=0.5, length=20):
    """The first pictures of a sample from a time on, each (H, W, 3), 720 px at the longer side."""
    with frames(shipped(f"samples/{sample}"), start_s=start_s, long_side=720) as clip:
        return tuple(frame.rgb.copy() for frame, _ in zip(clip, range(length), strict=False))


def write(path, shots, *, size=None, times_s=None, codec="libx264", pix_fmt="yuv420p", fps=FPS):
    """Write pictures, resized to size (width, height), at times or at a steady rate."""
    tick_s = Fraction(1, 90000) if codec == "libx264" else Fraction(1, fps)
    with av.open(str(path), "w") as out:
        options = {"preset": "ultrafast"} if codec == "libx264" else {}
        stream = out.add_stream(codec, rate=fps, options=options)
        stream.pix_fmt = pix_fmt
        stream.width, stream.height = size or shots[0].shape[1::-1]
        stream.codec_context.time_base = tick_s
        stream.codec_context.gop_size = 10
        for shot, time_s in zip(shots, times_s or (i / fps for i in count()), strict=False):
            rgb = cv2.resize(shot, (stream.width, stream.height)) if size else shot
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(rgb), "rgb24")
            frame = frame.reformat(format=pix_fmt)
            frame.pts, frame.time_base = round(time_s / tick_s), tick_s
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def empty(path, length=3, size=(96, 64)):
    """Write a clip of a wall with nobody in front of it."""
    return write(path, [np.full((size[1], size[0], 3), 150, np.uint8)] * length)


@dataclass(frozen=True)
class Opened:
    """A finished video: how it is coded, and when each of its pictures is shown."""

    codec: str
    pix_fmt: str
    times_s: list[float]


@contextmanager
def opened(path):
    """Decode a video from beginning to end."""
    with av.open(str(path)) as clip:
        stream = clip.streams.video[0]
        times_s = [frame.time for frame in clip.decode(stream)]
        yield Opened(stream.codec_context.name, stream.pix_fmt, times_s)
