from fractions import Fraction

import numpy as np
import pytest

from posecheck.capture.picture import Memory, Orientation, shrunk, shrunk_size, square_size


def applied(orientation, rgb):
    width, height = orientation.upright(rgb.shape[1], rgb.shape[0])
    out = np.empty((height, width, 3), np.uint8)
    orientation.apply(rgb, out)
    return out


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turn_is_clockwise(turn):
    rgb = np.arange(2 * 4 * 3, dtype=np.uint8).reshape(2, 4, 3)
    turned = applied(Orientation(turn), rgb)
    np.testing.assert_array_equal(turned, np.rot90(rgb, -turn // 90))
    assert turned.shape[1::-1] == Orientation(turn).upright(4, 2)


def test_mirroring_comes_before_the_turn():
    rgb = np.arange(2 * 4 * 3, dtype=np.uint8).reshape(2, 4, 3)
    np.testing.assert_array_equal(
        applied(Orientation(90, mirrored=True), rgb), np.rot90(rgb[:, ::-1], -1)
    )


@pytest.mark.parametrize(
    ("size", "long_side", "expected"),
    [
        ((1920, 1080), 960, (960, 540)),
        ((1080, 1920), 960, (540, 960)),
        ((640, 360), 960, (640, 360)),
        ((640, 360), None, (640, 360)),
        ((10_000, 1), 10, (10, 1)),
    ],
)
def test_shrinking_keeps_the_shape_and_never_enlarges(size, long_side, expected):
    assert shrunk_size(*size, long_side) == expected


@pytest.mark.parametrize(
    ("pixel_shape", "expected"),
    [
        (None, (720, 576)),
        (Fraction(0), (720, 576)),
        (Fraction(1000, 1001), (720, 576)),
        (Fraction(64, 45), (1024, 576)),
        (Fraction(8, 9), (640, 576)),
    ],
)
def test_only_the_width_makes_pixels_square(pixel_shape, expected):
    assert square_size(720, 576, pixel_shape) == expected


def test_a_whole_picture_shrinks_but_never_grows():
    rgb = np.full((60, 90, 3), 7, np.uint8)
    assert shrunk(rgb, 45).shape == (30, 45, 3)
    assert shrunk(rgb, 90) is rgb


def test_memory_is_used_again_once_nobody_holds_it():
    memory = Memory((4, 6, 3))
    address = memory.array().ctypes.data
    assert memory.array().ctypes.data == address


def test_memory_that_somebody_holds_is_left_alone():
    memory = Memory((4, 6, 3))
    held = [memory.array() for _ in range(6)]
    parts = [memory.array()[1:, ::2, 0], memory.array().reshape(-1)[3:]]
    places = [part.__array_interface__["data"][0] for part in [*held, *parts]]
    for number, array in enumerate([*held, *parts]):
        array[...] = number
    for _ in range(6):
        memory.array()[...] = 99
    assert len(set(places)) == len(places)
    assert [array.max() for array in [*held, *parts]] == list(range(8))
