import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.feedback.closeup import SHORT_SIDE_PX, close_up
from posecheck.feedback.layout import Layout

LAYOUT = Layout(1280, 720)
place = st.tuples(st.floats(-200, 1500), st.floats(-200, 900))


@given(st.lists(place, max_size=8))
def test_the_part_lies_in_the_picture_and_holds_the_points_that_do(places):
    points = np.array(places, dtype=float).reshape(-1, 2)
    view = close_up(points, LAYOUT)
    left, top, right, bottom = view.box
    assert 0 <= left < right <= 1280
    assert 0 <= top < bottom <= 720
    seen = points[((points >= 0) & (points <= (1280, 720))).all(axis=1)]
    if len(seen) == len(points) > 1:
        assert (seen >= (left, top)).all()
        assert (seen <= (right, bottom)).all()


def test_a_small_person_is_shown_large():
    points = np.array([[600.0, 300.0], [640.0, 480.0]])
    view = close_up(points, LAYOUT)
    assert min(view.size_px) >= SHORT_SIDE_PX - 1
    assert view.size_px[1] < 4 * 480


def test_a_person_who_fills_the_picture_is_shown_in_all_of_it():
    points = np.array([[200.0, 20.0], [1100.0, 700.0]])
    assert close_up(points, LAYOUT).box == (0, 0, 1280, 720)
    assert close_up(np.zeros((0, 2)), LAYOUT).box == (0, 0, 1280, 720)


def test_points_move_with_the_part():
    picture = np.zeros((720, 1280, 3), dtype=np.uint8)
    picture[400:404, 620:624] = 255
    view = close_up(np.array([[600.0, 300.0], [640.0, 480.0]]), LAYOUT)
    still = view.cut(picture)
    assert still.shape[1::-1] == view.size_px
    x, y = view.moved(np.array([622.0, 402.0]))
    rows, columns = np.nonzero(still[..., 0] > 128)
    assert columns.mean() == pytest.approx(x, abs=2)
    assert rows.mean() == pytest.approx(y, abs=2)
