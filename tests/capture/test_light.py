import numpy as np
import pytest

from posecheck.capture.light import is_black, light_of, washed_out
from tests.capture.stand_ins import noisy


@pytest.mark.parametrize("size", [(1, 1), (7, 5), (1280, 720), (720, 1280)])
@pytest.mark.parametrize("level", [0, 51, 255])
def test_an_even_picture_has_its_own_brightness_at_any_size(size, level):
    rgb = np.full((size[1], size[0], 3), level, np.uint8)
    assert light_of(rgb) == pytest.approx(level / 255, abs=1e-3)


def test_brightness_is_that_of_the_whole_picture():
    rgb = np.zeros((480, 640, 3), np.uint8)
    rgb[:, 320:] = 200
    assert light_of(rgb) == pytest.approx(100 / 255, abs=0.02)


def test_green_is_brighter_than_blue():
    green, blue = np.zeros((2, 48, 64, 3), np.uint8)
    green[..., 1] = blue[..., 2] = 255
    assert light_of(green) > 3 * light_of(blue)


def test_noise_under_a_closed_cover_is_black_and_a_dim_room_is_not():
    assert is_black(noisy(0, level=4))
    dim = noisy(0, size=(640, 480), level=4)
    dim[200:300, 200:300] = 40
    assert not is_black(dim)


def body(x=0.5):
    """Somebody upright in the middle of a picture, all on one line; (33, 4) normalised."""
    landmarks = np.zeros((33, 4))
    landmarks[:, 0], landmarks[:, 1] = x, np.linspace(0.1, 0.9, 33)
    return landmarks


def test_a_white_body_is_washed_out_and_a_white_wall_is_not():
    wall = np.full((200, 100, 3), 255, np.uint8)
    assert washed_out(wall, body()) == 1.0
    wall[:, 40:60] = 120
    assert washed_out(wall, body()) == 0.0
    wall[100:, 40:60] = 255
    assert 0.3 < washed_out(wall, body()) < 0.8


@pytest.mark.parametrize("landmarks", [np.full((33, 4), np.nan), body(x=1.5), body(x=-0.5)])
def test_of_nobody_in_the_picture_nothing_is_known(landmarks):
    assert np.isnan(washed_out(np.full((200, 100, 3), 255, np.uint8), landmarks))
