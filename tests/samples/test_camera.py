"""The camera puts left, up and near where a camera puts them."""

import numpy as np
import pytest

from samples.mannequin.camera import Camera

LEFT, UP, AHEAD = np.eye(3)
MIDDLE = np.array([0.0, 0.93, 0.0])


def test_target_is_in_the_middle_of_the_picture_whatever_the_height_of_the_camera():
    for height in (0.5, 1.0, 1.6):
        pixels, depth = Camera(height_m=height, distance_m=4.0).project(MIDDLE)
        np.testing.assert_allclose(pixels, [240, 320])
        assert depth == pytest.approx(4.0)


def test_span_is_what_the_height_of_the_picture_covers():
    camera = Camera(span_m=2.0, size_px=(480, 640))
    top, bottom = camera.project(MIDDLE + UP)[0], camera.project(MIDDLE - UP)[0]
    assert bottom[1] - top[1] == pytest.approx(640)
    assert camera.px_per_m == pytest.approx(320)


@pytest.mark.parametrize(
    ("yaw", "axis", "direction"),
    [(0, LEFT, 1), (180, LEFT, -1), (90, AHEAD, -1), (-90, AHEAD, 1)],
)
def test_view_decides_on_which_side_of_the_picture_a_point_lies(yaw, axis, direction):
    camera = Camera(yaw=yaw)
    offset = camera.project(MIDDLE + 0.2 * axis)[0] - camera.project(MIDDLE)[0]
    assert np.sign(offset[0]) == direction
    assert offset[1] == pytest.approx(0, abs=1e-6)


def test_upright_edges_lean_by_the_roll():
    camera = Camera(roll=5.0)
    low, high = camera.project(MIDDLE)[0], camera.project(MIDDLE + 0.5 * UP)[0]
    assert np.degrees(np.arctan2(high[0] - low[0], low[1] - high[1])) == pytest.approx(5.0)
    np.testing.assert_allclose(camera.rolled(camera.rolled(low), -1.0), low)


def test_track_points_are_in_image_heights_with_y_up_and_z_towards_the_camera():
    camera = Camera(yaw=90, span_m=2.0)
    points = camera.track_points(np.array([MIDDLE, MIDDLE + 0.3 * UP, MIDDLE + 0.1 * LEFT]), MIDDLE)
    np.testing.assert_allclose(points[0], [0.375, 0.5, 0.0], atol=1e-9)
    assert points[1, 1] - points[0, 1] == pytest.approx(0.15)
    assert points[2, 2] == pytest.approx(0.05)
