import numpy as np

from posecheck.detect.lab import lab_of
from posecheck.detect.patches import closest, parts_of, patch, shrunk, strokes, window

PICTURE = np.zeros((60, 80, 3), np.uint8)
PICTURE[:, 40:] = (200, 40, 40)


def test_every_pixel_of_a_box_counts_in_a_small_patch():
    small = patch(PICTURE, (20, 10, 60, 50), (4, 1))
    whole = lab_of(np.full((1, 1, 3), (100, 20, 20), np.uint8))
    assert small.shape == (4, 1, 3)
    assert np.abs(small.astype(int) - whole).max() <= 1


def test_a_window_is_the_picture_itself_and_says_where_it_begins():
    lab, left, top = window(PICTURE, (29.6, 10.2, 50.4, 30.1))
    assert (left, top, lab.shape) == (30, 10, (20, 20, 3))
    assert (lab == lab_of(PICTURE[10:30, 30:50])).all()


def test_a_box_that_leaves_the_picture_gives_nothing():
    for box in ((-3, 0, 20, 20), (0, -3, 20, 20), (70, 0, 90, 20), (0, 50, 20, 70)):
        assert patch(PICTURE, box, (4, 4)) is None
        assert window(PICTURE, box) is None


def test_a_shrunk_box_keeps_what_is_inside_and_tells_its_scale():
    lab, origin, scale = shrunk(PICTURE, (-10, 20, 200, 60), 40)
    assert lab.shape == (20, 40, 3)
    assert origin.tolist() == [0, 20]
    assert scale.tolist() == [0.5, 0.5]
    assert shrunk(PICTURE, (20, 10, 60, 50), 400)[0].shape == (40, 40, 3)  # never enlarged
    assert shrunk(PICTURE, (75, 0, 90, 60), 40) is None


def test_strokes_are_as_thick_as_asked():
    drawn = strokes((20, 30), [(np.array([5.0, 10.0]), np.array([25.0, 10.0]))], 5)
    assert 5 <= drawn[:, 15].sum() <= 7  # OpenCV rounds up
    assert drawn[10, 5:26].all()


def test_parts_that_touch_at_a_corner_only_are_two():
    mask = np.zeros((4, 4), bool)
    mask[:2, :2] = mask[2:, 2:] = True
    parts = parts_of(mask)
    assert len(set(parts[mask])) == 2
    assert (parts[~mask] == 0).all()


def test_the_closest_places_lie_on_the_edges_that_face_each_other():
    one, other = np.zeros((9, 20), bool), np.zeros((9, 20), bool)
    one[2:7, 2:6], other[4, 10:15] = True, True
    here, there = closest(one, other)
    assert here.tolist() == [6.0, 4.5]
    assert there.tolist() == [10.0, 4.5]
