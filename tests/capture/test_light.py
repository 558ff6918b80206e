import numpy as np
import pytest

from posecheck.capture.light import is_black, light_of
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
