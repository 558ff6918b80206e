import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from posecheck.detect.visibility import unsmooth_visibility

RAW = arrays(np.float64, array_shapes(min_dims=2, max_dims=2), elements=st.floats(0, 1))


def smoothed_as_mediapipe_does(raw):
    smoothed = raw.copy()
    for t in range(1, len(raw)):
        if np.isfinite(smoothed[t - 1]).all():
            smoothed[t] = 0.9 * smoothed[t - 1] + 0.1 * raw[t]
    return smoothed


@given(RAW)
def test_what_each_frame_saw_comes_back(raw):
    np.testing.assert_allclose(unsmooth_visibility(smoothed_as_mediapipe_does(raw)), raw, atol=1e-9)


@given(RAW, RAW)
def test_smoothing_begins_anew_after_a_gap(first, second):
    width = min(first.shape[1], second.shape[1])
    raw = np.concatenate([first[:, :width], np.full((1, width), np.nan), second[:, :width]])
    np.testing.assert_allclose(unsmooth_visibility(smoothed_as_mediapipe_does(raw)), raw, atol=1e-9)


def test_a_leg_that_leaves_the_picture_is_known_at_once():
    seen = np.array([[0.98], [0.88], [0.79], [0.71]])  # as measured in VIDEO mode
    assert (unsmooth_visibility(seen)[1:] < 0.1).all()


def test_rounding_never_leaves_the_range():
    assert unsmooth_visibility(np.array([[1.0], [0.5], [1.0]])).tolist() == [[1.0], [0.0], [1.0]]


def test_no_frames_are_no_frames():
    assert unsmooth_visibility(np.empty((0, 33))).shape == (0, 33)
