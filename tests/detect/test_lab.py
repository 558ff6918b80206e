import cv2
import numpy as np
import pytest

from posecheck.detect.lab import lab_of


def of(*rgb):
    return lab_of(np.array([[rgb]], np.uint8))[0, 0].tolist()


def test_black_white_and_grey_have_no_colour():
    levels = np.arange(256, dtype=np.uint8)
    lab = lab_of(np.repeat(levels[:, None, None], 3, axis=2))
    assert (lab[..., 1:] == 128).all()
    assert (np.diff(lab[:, 0, 0].astype(int)) >= 0).all()
    assert lab[[0, -1], 0, 0].tolist() == [0, 255]


@pytest.mark.parametrize(
    ("rgb", "lab"),
    [
        ((255, 0, 0), (53.24, 80.09, 67.20)),
        ((0, 255, 0), (87.73, -86.18, 83.18)),
        ((0, 0, 255), (32.30, 79.19, -107.86)),
    ],
)
def test_pure_colours_are_where_cie_has_them(rgb, lab):
    light, a, b = lab
    assert of(*rgb) == pytest.approx([light * 2.55, a + 128, b + 128], abs=1.0)


def test_it_is_what_opencv_gives():
    rgb = np.random.default_rng(3).integers(0, 256, (90, 70, 3)).astype(np.uint8)
    off = lab_of(rgb).astype(int) - cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB)
    assert np.abs(off).max() <= 2
    assert np.abs(off).mean() < 0.2
    assert np.abs(off.mean()) < 0.05


def test_a_part_of_a_picture_need_not_lie_in_one_piece():
    rgb = np.random.default_rng(4).integers(0, 256, (30, 40, 3)).astype(np.uint8)
    assert (lab_of(rgb[5:20, 10:30]) == lab_of(rgb)[5:20, 10:30]).all()
