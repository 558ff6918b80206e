"""How bright pictures are and how much of the body is washed out in them, as a track tells it.

Errors are stated larger by it, see posecheck.assess.filmed; whether a clip or a camera is looked
through makes no difference to that.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from posecheck.capture.light import light_of, washed_out
from posecheck.track import Track, normalised

Look = tuple[float, float]
"""Brightness of a picture and share of the body that is white in it; NaN unknown."""

KEYS = ("light", "washed_out")
EVERY_S = 0.5  # to look costs as much as assessing one frame
KEPT = 5  # looks: whoever walks past a lamp changes none of it


def look(rgb: NDArray[np.uint8], landmarks: NDArray[np.float64]) -> Look:
    """Look at a picture (H, W, 3), uint8, and at who is in it (33, 4, normalised)."""
    return light_of(rgb), washed_out(rgb, landmarks)


def told(looks: Iterable[Look]) -> dict[str, float]:
    """Give the middle of some looks as a track's meta holds it; nothing of what is not known."""
    columns = np.array([*looks], np.float64).reshape(-1, len(KEYS)).T
    known = {name: column[~np.isnan(column)] for name, column in zip(KEYS, columns, strict=True)}
    return {name: round(float(np.median(some)), 3) for name, some in known.items() if len(some)}


def told_by(frames: Iterable[Track]) -> dict[str, float]:
    """Give the middle of what some frames tell, each in its own meta."""
    metas = (frame.meta for frame in frames)
    return told((meta.get(KEYS[0], math.nan), meta.get(KEYS[1], math.nan)) for meta in metas)


class Lighting:
    """Notes in live frames how bright it is by now; carries the latest looks."""

    def __init__(self) -> None:
        self._looks: deque[Look] = deque(maxlen=KEPT)
        self._told: Mapping[str, float] = {}
        self._next_s = -math.inf

    def __call__(self, rgb: NDArray[np.uint8], frame: Track) -> Track:
        """Give a frame (T = 1) back with that in its meta; rgb: its picture, mostly passed over."""
        now_s = float(frame.time_s[0])
        if now_s >= self._next_s:
            self._next_s = now_s + EVERY_S
            self._looks.append(look(rgb, normalised(frame.points[0], frame.aspect)))
            self._told = told(self._looks)
        meta = {**frame.meta, **self._told} if frame.meta else self._told  # one for many frames
        return frame.derived(frame.points, frame.channels, meta)
