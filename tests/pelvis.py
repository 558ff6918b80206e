"""The pelvis line of a track with true landmarks, as if a waistband had been seen."""

from dataclasses import replace

import numpy as np

from posecheck.detect.level import line_angle
from posecheck.track import PELVIS, PELVIS_COLUMNS

WAISTBAND = 2


def with_pelvis(track, above=0.08):
    """Add the channel: a line as tilted as the true hip joints, that share of the height above."""
    rows = np.full((len(track), len(PELVIS_COLUMNS)), np.nan)
    rows[:, 1], rows[:, 2] = 1.0, WAISTBAND
    trunk = track.points[:, [11, 12], 1].mean(axis=1) - track.points[:, [23, 24], 1].mean(axis=1)
    for column, hip in ((3, 23), (5, 24)):
        rows[:, column] = track.points[:, hip, 0]
        rows[:, column + 1] = track.points[:, hip, 1] + 2 * above * trunk
    rows[:, 0] = line_angle(rows)
    return replace(track, channels={**track.channels, PELVIS: rows})
