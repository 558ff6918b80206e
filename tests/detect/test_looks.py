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


def test_one_look_sees_hips_and_hands():
    one = shot(0.1)
    channels = channels_of(SecondLook()(one.rgb, one.landmarks, 0.0)[None])
    assert channels[PELVIS][0, PELVIS_COLUMNS.index("quality")] > 0.5
    assert channels[THUMBS][0, THUMBS_COLUMNS.index("quality")] > 0.5
