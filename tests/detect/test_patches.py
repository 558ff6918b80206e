import numpy as np

from posecheck.detect.patches import lab_of, patch, window

PICTURE = np.zeros((60, 80, 3), np.uint8)
PICTURE[:, 40:] = (200, 40, 40)


def test_grey_has_no_colour_whatever_its_lightness():
    for level in (30, 128, 250):
        assert (lab_of(np.full((1, 1, 3), level, np.uint8))[0, 0, 1:] == 128).all()


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
