import cv2
import numpy as np
import pytest

from posecheck.capture.edges import upright_edges
from tests.capture.room import post, room


def test_place_lean_and_length_are_in_picture_heights_and_degrees():
    edges = upright_edges([room(places=(0.25,), leans_deg=(3.0,))])
    order = np.argsort(edges.place)
    np.testing.assert_allclose(edges.place[order], [0.25, 0.30], atol=0.005)
    np.testing.assert_allclose(edges.lean_deg, 3.0, atol=0.2)
    np.testing.assert_allclose(edges.length, 0.75, atol=0.05)


def test_large_pictures_give_the_same_numbers():
    picture = room(places=(0.25,), leans_deg=(3.0,))
    large = upright_edges([cv2.resize(picture, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)])
    np.testing.assert_allclose(np.sort(large.place), [0.25, 0.30], atol=0.005)
    np.testing.assert_allclose(large.lean_deg, 3.0, atol=0.2)


def test_an_edge_inside_a_box_is_left_out():
    picture = room(places=(-0.4, 0.4))
    edges = upright_edges([picture], [[(0, 0, 320, 480)]])
    assert (edges.place > 0).all()
    assert len(edges.place) == 2


def test_a_board_of_the_floor_is_left_out():
    picture = room(places=(-0.35,))
    post(picture, 0.0, 1.6, top=0.6, bottom=0.95)
    assert (upright_edges([picture]).place < -0.2).all()


def test_what_is_there_in_few_pictures_only_is_left_out():
    still, changed = room(places=(0.3,)), room(places=(0.3, -0.3))
    edges = upright_edges([still, still, still, changed])
    assert edges.place.min() == pytest.approx(0.3, abs=0.01)


def test_an_empty_wall_has_none():
    assert len(upright_edges([room(places=())]).place) == 0


@pytest.mark.parametrize("shape", [(1, 5000), (8000, 2)])
def test_a_strip_of_a_picture_has_none(shape):
    assert len(upright_edges([np.full((*shape, 3), 90, np.uint8)]).place) == 0
