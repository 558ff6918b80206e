"""What a picture itself shows comes as one row, and leaves as channels of the track."""

import numpy as np

from posecheck.detect.looks import COLUMNS, SecondLook, channels_of
from posecheck.track import PELVIS, PELVIS_COLUMNS, THUMBS, THUMBS_COLUMNS
from tests.detect.hands import shot


def test_every_column_is_one_of_a_channel():
    rows = np.arange(3.0 * COLUMNS).reshape(3, COLUMNS)
    channels = channels_of(rows)
    assert channels[PELVIS].shape == (3, len(PELVIS_COLUMNS))
    assert channels[THUMBS].shape == (3, len(THUMBS_COLUMNS))
    np.testing.assert_array_equal(np.hstack([channels[PELVIS], channels[THUMBS]]), rows)


def qualities(landmarks, rgb):
    channels = channels_of(SecondLook()(rgb, landmarks, 0.0)[None])
    return (
        channels[PELVIS][0, PELVIS_COLUMNS.index("quality")],
        channels[THUMBS][0, THUMBS_COLUMNS.index("quality")],
    )


def test_a_picture_is_looked_at_for_the_hips_unless_hands_meet_overhead():
    one = shot(0.1)
    hips, thumbs = qualities(one.landmarks, one.rgb)
    assert np.isnan(hips)
    assert thumbs > 0.5
    lowered = one.landmarks.copy()
    lowered[[15, 16], 1] = lowered[[11, 12], 1]
    hips, thumbs = qualities(lowered, one.rgb)
    assert hips > 0.5
    assert np.isnan(thumbs)


def test_nobody_shows_nothing():
    hips, thumbs = qualities(None, shot(0.1).rgb)
    assert hips == 0.0
    assert np.isnan(thumbs)
