"""Tiny clips whose pictures carry their own number, made on the spot."""

import struct
from fractions import Fraction

import av
import numpy as np

BITS = 8
RED_CORNER = (200, 30, 30)


def picture(number, size=(96, 64)):
    """A picture (H, W, 3): its number in black and white bars, a red corner at the upper left."""
    width, height = size
    rgb = np.full((height, width, 3), 110, np.uint8)
    rgb[: height // 4, : width // 4] = RED_CORNER
    for bit in range(BITS):
        left, right = (bit * width) // BITS, ((bit + 1) * width) // BITS
        rgb[height // 2 : height * 3 // 4, left:right] = 235 if number >> bit & 1 else 20
    return rgb


def number_in(rgb):
    """Read the number off an upright picture of any size."""
    height, width = rgb.shape[:2]
    row = rgb[int(height * 0.625), :, 1]
    bars = [row[int((bit + 0.5) * width / BITS)] for bit in range(BITS)]
    return sum((bar > 128) << bit for bit, bar in enumerate(bars))


def is_upright(rgb):
    height, width = rgb.shape[:2]
    corners = [
        rgb[y, x].astype(int)
        for y in (height // 8, -height // 8)
        for x in (width // 8, -width // 8)
    ]
    return [bool(c[0] > c[1] + 60) for c in corners] == [True, False, False, False]


def write_clip(
    path,
    times_s,
    *,
    size=(96, 64),
    codec="libx264",
    pix_fmt="yuv420p",
    container=None,
    tick_s=Fraction(1, 90000),
    gop=10,
    b_frames=2,
    pixel_shape=None,
    first_number=0,
):
    """Write one numbered picture for every time; B-frames and several key frames as phones do."""
    with av.open(str(path), "w", format=container) as out:
        options = {"preset": "ultrafast", "bf": str(b_frames)} if codec == "libx264" else {}
        stream = out.add_stream(codec, rate=30, options=options)
        stream.width, stream.height = size
        stream.pix_fmt = pix_fmt
        context = stream.codec_context
        context.time_base = tick_s
        context.gop_size = gop
        context.thread_count = 1
        if pixel_shape is not None:
            context.sample_aspect_ratio = pixel_shape
        for number, time_s in enumerate(times_s, first_number):
            frame = av.VideoFrame.from_ndarray(picture(number, size), "rgb24").reformat(
                format=pix_fmt
            )
            frame.pts, frame.time_base = round(time_s / tick_s), tick_s
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def steady(count, fps=30):
    return [Fraction(index, fps) for index in range(count)]


def write_sound(path):
    """Write a file with nothing but half a second of silence in it."""
    with av.open(str(path), "w", format="matroska") as out:
        stream = out.add_stream("pcm_s16le", rate=8000, layout="mono")
        silence = av.AudioFrame.from_ndarray(np.zeros((1, 4000), np.int16), "s16", "mono")
        silence.sample_rate = 8000
        out.mux(stream.encode(silence))
        out.mux(stream.encode(None))
    return path


def turn_in_header(path, clockwise_deg, mirrored=False):
    """Ask the player for a turn, as phones do: rewrite the matrix in an MP4's track header."""
    cos, sin = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[clockwise_deg]
    flip = -1 if mirrored else 1
    matrix = [cos * flip, sin * flip, 0, -sin, cos, 0, 0, 0]
    data = bytearray(path.read_bytes())
    at = data.index(b"tkhd") + 44
    data[at : at + 36] = struct.pack(">8iI", *(value << 16 for value in matrix), 1 << 30)
    path.write_bytes(data)
    return path


def zero_rate(path):
    """Write 0 frames a second into the header of an AVI."""
    data = bytearray(path.read_bytes())
    for chunk, offsets in ((b"strh", (20, 24)), (b"avih", (0,))):
        for offset in offsets:
            struct.pack_into("<I", data, data.index(chunk) + 8 + offset, 0)
    path.write_bytes(data)
    return path


def packets_of(path):
    """Where each packet lies in the file: (offset, size, whether it is a key frame)."""
    with av.open(str(path)) as clip:
        return [(p.pos, p.size, p.is_keyframe) for p in clip.demux(video=0) if p.size]
