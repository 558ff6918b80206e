"""Levelling a track: turning by the camera's roll undoes the roll."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.geometry.upright import rotate, turned
from posecheck.track import PELVIS
from tests.figure import pose, seen, still
from tests.pelvis import with_pelvis

BODY = pose(trunk=12, knee=30).landmarks()


def test_turning_is_anticlockwise_about_the_middle_of_the_picture():
    points = np.zeros((1, 33, 4))
    points[..., 0], points[..., 1] = 1.5, 0.5  # half a height to the right of the middle
    turned = rotate(points, 90.0, aspect=2.0)
    assert turned[0, 0, :2] == pytest.approx([1.0, 1.0])


@given(st.floats(-45, 45))
def test_turning_back_undoes_a_rolled_camera(roll):
    level, rolled = seen(BODY), seen(BODY, roll=roll)
    assert rotate(rolled, -roll, aspect=1.5) == pytest.approx(level, abs=1e-12)


def test_depth_and_visibility_stay():
    points = seen(BODY)
    assert (rotate(points, 20.0, 1.5)[..., 2:] == points[..., 2:]).all()


def test_no_roll_changes_nothing():
    points = seen(BODY)
    assert (rotate(points, 0.0, 1.5) == points).all()


def test_the_given_points_are_left_alone():
    points = seen(BODY)
    before = points.copy()
    rotate(points, 10.0, 1.5)
    assert (points == before).all()


def test_missing_points_stay_missing():
    points = seen(BODY)[None]
    points[0, 5] = np.nan
    turned = rotate(points, 10.0, 1.5)
    assert np.isnan(turned[0, 5]).all()
    assert np.isfinite(np.delete(turned, 5, axis=1)).all()


def test_the_pelvis_line_turns_with_the_body():
    track = with_pelvis(still(pose(hip_drop=6.0), "back", frames=2))
    after = turned(track, 10.0)
    again = with_pelvis(after)
    assert after.points == pytest.approx(rotate(track.points, 10.0, track.aspect))
    angles = [one.channels[PELVIS][:, 0] for one in (track, after, again)]
    assert angles[1] == pytest.approx(angles[0] - 10.0)
    assert angles[1] == pytest.approx(angles[2])
    assert turned(track, 0.0) == track
