"""A recording turned the right way round, and given the time that really passed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from posecheck.body import LEFT_INDICES, RIGHT_INDICES
from posecheck.run.judging import number_in
from posecheck.track import PELVIS, THUMBS, Track


def righted(track: Track, *, mirrored: bool, time_scale: float) -> Track:
    """Give a track as it would be had it been filmed straight and at the usual speed.

    time_scale: how many times slower than real it was recorded.
    """
    if mirrored:
        track = unmirrored(track)
    if time_scale == 1:
        return track
    return replace(
        track,
        time_s=track.time_s / time_scale,
        meta={**track.meta, "time_scale": time_scale},
    )


def unmirrored(track: Track) -> Track:
    """Undo a mirrored recording: left is right again, in the picture and on the body."""
    points = track.points.copy()
    points[..., 0] = track.aspect - points[..., 0]
    channels = dict(track.channels)
    if PELVIS in channels:
        channels[PELVIS] = _mirrored_line(channels[PELVIS], track.aspect)
    if THUMBS in channels:
        channels[THUMBS] = _mirrored_thumbs(channels[THUMBS], track.aspect)
    points[:, LEFT_INDICES], points[:, RIGHT_INDICES] = (
        points[:, RIGHT_INDICES],
        points[:, LEFT_INDICES],
    )
    roll = number_in(track.meta, "roll_deg")
    meta = track.meta if roll is None else {**track.meta, "roll_deg": 0.0 - roll}
    return replace(track, points=points, channels=channels, meta=meta)


def _mirrored_line(rows: NDArray[np.float64], aspect: float) -> NDArray[np.float64]:
    """Mirror pelvis lines (T, 7): the ends change places, and with them which one is lower."""
    mirrored = rows[:, [0, 1, 2, 5, 6, 3, 4]]
    mirrored[:, 0] *= -1.0
    mirrored[:, [3, 5]] = aspect - mirrored[:, [3, 5]]
    return mirrored


def _mirrored_thumbs(rows: NDArray[np.float64], aspect: float) -> NDArray[np.float64]:
    """Mirror where the hands were seen to meet (T, 5): left and right change places."""
    mirrored = rows[:, [0, 3, 4, 1, 2]]
    mirrored[:, [1, 3]] = aspect - mirrored[:, [1, 3]]
    return mirrored
