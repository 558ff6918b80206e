import numpy as np
import pytest

from posecheck.detect.skin import is_skin, may_be_skin, skin_of
from samples.mannequin.outfits import BLUE, RED
from tests.detect.hips import shot

SKIN = (170.0, 143.0, 149.0)


def test_skin_may_lie_in_the_shade_but_has_its_hue():
    assert is_skin((90.0, 139.0, 143.0), SKIN)
    assert not is_skin((170.0, 150.0, 132.0), SKIN)  # pink cloth
    assert not is_skin((170.0, 128.0, 128.0), SKIN)  # white cloth


def test_what_may_be_skin_is_more_than_what_is_skin():
    skin, belly = (133.0, 145.0, 146.0), (121.0, 142.0, 137.0)
    assert not is_skin(belly, skin)
    assert may_be_skin(belly, skin)
    assert may_be_skin(belly, None)
    for cloth in ((171.0, 156.0, 185.0), (220.0, 128.0, 129.0)):  # orange, white
        assert not may_be_skin(cloth, skin)
        assert not may_be_skin(cloth, None)


@pytest.mark.parametrize("view", ["back", "front"])
def test_hands_tell_the_skin_whatever_is_worn(view):
    dark, light = (shot(outfit, view) for outfit in (RED, BLUE))
    found = [skin_of(one.rgb, one.landmarks) for one in (dark, light)]
    assert found[0][0] < found[1][0] - 30
    assert is_skin(found[1].tolist(), SKIN)


def test_brown_hair_is_not_taken_for_skin_from_behind():
    one = shot(BLUE, "back")
    hidden = one.landmarks.copy()
    hidden[15:23, :2] = -0.5
    hair = np.array(BLUE.hair[::-1], np.uint8)
    cheeks = (hidden[[9, 10], :2] + hidden[0, :2]) / 2 * one.rgb.shape[1::-1]
    rgb = one.rgb.copy()
    for x, y in cheeks.astype(int):
        rgb[y - 5 : y + 6, x - 5 : x + 6] = hair
    assert skin_of(rgb, hidden) is None
    turned = hidden.copy()
    turned[[11, 12]] = turned[[12, 11]]
    assert skin_of(rgb, turned) is not None  # from the front those are cheeks


def test_hands_that_are_not_in_the_picture_tell_nothing():
    one = shot(RED, "back")
    away = one.landmarks.copy()
    away[:, :2] = -0.5
    assert skin_of(one.rgb, away) is None
    assert skin_of(np.full_like(one.rgb, 128), one.landmarks) is None
