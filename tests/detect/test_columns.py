"""Columns: one frame's plain numbers say exactly what arrays of many frames say."""

import numpy as np

from posecheck.detect.columns import places_of, squared
from posecheck.detect.invented import crowded, misshapen
from posecheck.detect.level import frontal

TRUNK = (11, 12), (23, 24)


def scattered(frames=200):
    return np.random.default_rng(5).uniform(-0.2, 1.2, (frames, 33, 4))


def test_the_distance_between_middles_of_pairs():
    points = np.zeros((33, 4))
    points[[11, 12], 0] = 1.0, 3.0
    points[[23, 24], 1] = 3.0, 3.0
    assert squared(places_of(points), *TRUNK) == 2.0**2 + 3.0**2


def test_one_frame_is_judged_as_it_is_among_many():
    points = scattered()
    many = places_of(points)
    for i, frame in enumerate(points):
        one = places_of(frame)
        assert squared(one, *TRUNK) == squared(many, *TRUNK)[i]
        assert frontal(one) == frontal(many)[i]
    assert np.array_equal(misshapen(points), [misshapen(frame) for frame in points])
    assert np.array_equal(crowded(points, 1.0), [crowded(frame, 1.0) for frame in points])


def test_leading_axes_stay():
    points = scattered(6).reshape(2, 3, 33, 4)
    assert squared(places_of(points), *TRUNK).shape == (2, 3)
