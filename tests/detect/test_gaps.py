"""Short gaps are bridged, long ones stay open and cut the signal."""

import numpy as np
import pytest

from posecheck.detect.gaps import bridge, frame_s, spans

CLOCK = np.arange(30) / 30


@pytest.mark.parametrize(("missing", "bridged"), [(1, True), (4, True), (5, False), (12, False)])
def test_a_gap_is_bridged_up_to_150_ms(missing, bridged):
    values = np.stack([CLOCK * 3, 1 - CLOCK], axis=1)
    holed = values.copy()
    holed[10 : 10 + missing] = np.nan
    filled = bridge(holed, CLOCK)
    if bridged:
        np.testing.assert_allclose(filled, values)
    else:
        np.testing.assert_array_equal(np.isnan(filled), np.isnan(holed))


def test_nothing_is_invented_before_the_first_or_after_the_last_frame():
    values = np.ones((30, 2))
    values[:2] = values[-1:] = np.nan
    assert np.isnan(bridge(values, CLOCK)).all(axis=1).nonzero()[0].tolist() == [0, 1, 29]


def test_missing_time_counts_not_missing_frames():
    slow = CLOCK * 8
    values = np.ones((30, 1))
    values[10] = np.nan
    assert np.isnan(bridge(values, slow)[10])


def test_a_jump_of_the_clock_cuts_a_span_and_an_ordinary_wobble_does_not():
    clock = CLOCK + np.where(np.arange(30) >= 12, 0.3, 0) + np.where(np.arange(30) >= 20, 0.02, 0)
    assert spans(np.ones(30, bool), clock) == [slice(0, 12), slice(12, 30)]


def test_unusable_frames_cut_a_span():
    usable = np.ones(30, bool)
    usable[[0, 7, 8]] = False
    assert spans(usable, CLOCK) == [slice(1, 7), slice(9, 30)]
    assert spans(~usable, CLOCK) == [slice(0, 1), slice(7, 9)]
    assert spans(np.zeros(30, bool), CLOCK) == []


def test_one_frame_has_no_frame_rate():
    assert frame_s(np.zeros(1)) == 0
    assert spans(np.ones(1, bool), np.zeros(1)) == [slice(0, 1)]
