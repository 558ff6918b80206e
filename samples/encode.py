"""Pictures to a small H.264 clip that says in its metadata what it is."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]


def write_clip(
    path: Path,
    images: Iterable[Image],
    fps: int | Fraction,
    title: str,
    crf: int = 23,
    *,
    repeatable: bool = False,
) -> None:
    """Write blue-green-red pictures as yuv420p H.264; the file appears when it is complete.

    crf: x264's quality, lower is better. repeatable: the same bytes every time, for which x264 goes
    without its assembly, in several times the time: noisy pictures came out otherwise each time,
    by up to 33 of 255 in places.
    """
    unfinished = path.with_suffix(".part.mp4")
    with av.open(str(unfinished), "w", options={"movflags": "+faststart"}) as container:
        container.metadata["title"] = title
        container.metadata["comment"] = title
        stream = container.add_stream("libx264", rate=fps)
        stream.pix_fmt = "yuv420p"
        stream.time_base = 1 / Fraction(fps)
        stream.options = {"crf": str(crf), "preset": "slow", "threads": "1"}
        stream.options |= {"x264-params": "asm=0"} if repeatable else {}
        for index, image in enumerate(images):
            if index == 0:
                stream.height, stream.width = image.shape[:2]
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(image), format="bgr24")
            frame.pts = index
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    unfinished.replace(path)
