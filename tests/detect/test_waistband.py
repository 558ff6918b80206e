from dataclasses import replace

import numpy as np
import pytest

from posecheck.detect.skin import skin_of
from posecheck.detect.waistband import find_waistband
from samples.mannequin.outfits import BLUE, GREEN, RED, VIOLET
from tests.detect.hips import region, shot, slope_of

GOOD = 0.5


def found(one, skin=None):
    return find_waistband(one.rgb, region(one), None if skin is None else skin.tolist())


@pytest.mark.parametrize("outfit", [BLUE, RED, GREEN], ids=["blue", "red", "green"])
@pytest.mark.parametrize(("view", "drop"), [("back", 12.0), ("back", -6.0), ("front", 8.0)])
def test_a_band_of_its_own_colour_turns_with_the_pelvis(outfit, view, drop):
    one = shot(outfit, view, drop)
    line = found(one)
    assert line.quality >= GOOD
    assert slope_of(line) == pytest.approx(one.slope, abs=0.8)


@pytest.mark.parametrize("lean", [-12.0, 12.0])
def test_a_leaning_trunk_does_not_turn_it(lean):
    assert slope_of(found(shot(RED, "back", 0.0, lean))) == pytest.approx(0.0, abs=0.8)


@pytest.mark.parametrize("view", ["back", "front"])
@pytest.mark.parametrize("lean", [0.0, 10.0])
def test_the_hem_of_a_hanging_shirt_is_no_waistband(view, lean):
    for outfit in (BLUE, RED, GREEN):
        one = shot(outfit.hanging(), view, 5.0, lean)
        assert found(one, skin_of(one.rgb, one.landmarks)) is None


def test_shirt_and_shorts_of_one_colour_show_nothing():
    one = shot(VIOLET.of_one_colour(), "back", 8.0)
    assert found(one, skin_of(one.rgb, one.landmarks)) is None


def test_a_tucked_shirt_without_a_band_could_as_well_hang_and_is_not_used():
    plain = replace(BLUE, waistband=BLUE.shorts)
    one = shot(plain, "back", 8.0)
    assert found(one, skin_of(one.rgb, one.landmarks)) is None


@pytest.mark.parametrize("view", ["back", "front"])
@pytest.mark.parametrize("outfit", [BLUE, RED, GREEN], ids=["blue", "red", "green"])
def test_the_belly_under_a_short_shirt_is_no_band(outfit, view):
    one = shot(replace(outfit, waistband=outfit.skin), view, 8.0)
    line = found(one, skin_of(one.rgb, one.landmarks))
    ((ax, ay), (bx, by)) = line.start, line.end
    x, y, up = round((ax + bx) / 2), (ay + by) / 2, 0.03 * region(one).trunk_px
    assert one.rgb[round(y - up), x] == pytest.approx(one.rgb[round(y - 1.5 * up), x], abs=12)
    assert one.rgb[round(y + up), x].max() < one.rgb[round(y - up), x].max()
    assert slope_of(line) == pytest.approx(one.slope, abs=1.5)
    assert found(one, None) is None  # whoever's skin that would be


@pytest.mark.parametrize("view", ["back", "front"])
def test_the_hem_of_a_shirt_as_pale_as_skin_lies_too_low_for_a_waist(view):
    one = shot(replace(BLUE, shirt=BLUE.skin, stripe=BLUE.skin, hem_m=-0.005), view, 5.0, 8.0)
    assert found(one, skin_of(one.rgb, one.landmarks)) is None


def test_a_stripe_of_the_shirt_is_no_waistband():
    striped = replace(BLUE, shorts=BLUE.shirt)
    assert found(shot(striped, "back", 8.0)) is None


@pytest.mark.parametrize("view", ["back", "front"])
def test_shorts_under_bare_skin_need_no_band(view):
    one = shot(RED.bare(), view, 9.0)
    line = found(one, skin_of(one.rgb, one.landmarks))
    assert line.quality >= GOOD
    assert slope_of(line) == pytest.approx(one.slope, abs=1.5)
    assert found(one, None) is None


def test_hips_at_the_edge_of_the_picture_give_nothing():
    one = shot()
    where = replace(region(one), x=20.0)
    assert find_waistband(one.rgb, where, None) is None


def test_a_plain_picture_gives_nothing():
    one = shot()
    assert find_waistband(np.full_like(one.rgb, 90), region(one), None) is None
