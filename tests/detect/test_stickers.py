from dataclasses import replace

import cv2
import numpy as np
import pytest

from posecheck.detect.stickers import find_stickers, follow, line_of
from samples.mannequin.outfits import BLUE, LIME, PINK, RED, VIOLET
from tests.detect.hips import region, shot, slope_of

ORANGE = (30, 120, 255)


def found(one):
    return find_stickers(one.rgb, region(one))


@pytest.mark.parametrize("colour", [PINK, LIME, ORANGE], ids=["pink", "lime", "orange"])
@pytest.mark.parametrize("view", ["back", "front"])
def test_two_spots_of_any_strong_colour_turn_with_the_pelvis(colour, view):
    one = shot(VIOLET.of_one_colour().stickered(colour), view, 11.0, 6.0)
    spots = found(one)
    assert len(spots) == 2
    assert slope_of(line_of(spots)) == pytest.approx(one.slope, abs=0.8)
    assert line_of(spots).quality > 0.5


@pytest.mark.parametrize("outfit", [BLUE, RED, RED.hanging(), VIOLET.bare()])
def test_without_stickers_none_are_found(outfit):
    for view in ("back", "front"):
        assert found(shot(outfit, view, 6.0)) == ()


@pytest.mark.parametrize("colour", [(235, 235, 235), (90, 90, 90), BLUE.skin])
def test_pale_spots_are_no_stickers(colour):
    assert found(shot(VIOLET.of_one_colour().stickered(colour), "back")) == ()


def test_one_sticker_alone_or_two_of_different_colours_are_not_used():
    one = shot(VIOLET.of_one_colour().stickered(), "back")
    spots = found(one)
    for colour in (VIOLET.shorts[::-1], (60, 220, 90)):
        rgb = one.rgb.copy()
        cv2.circle(rgb, (round(spots[0].x), round(spots[0].y)), 7, colour, -1)
        assert find_stickers(rgb, region(one)) == ()


def test_one_of_two_stickers_may_lie_in_the_shade():
    one = shot(VIOLET.of_one_colour().stickered(), "front", 9.0)
    rgb, middle = one.rgb.copy(), round(region(one).x)
    rgb[:, :middle] = (rgb[:, :middle] * 0.6).astype(np.uint8)
    spots = find_stickers(rgb, region(one))
    assert slope_of(line_of(spots)) == pytest.approx(one.slope, abs=0.8)


@pytest.mark.parametrize("outfit", [BLUE, RED], ids=["pink", "lime"])
@pytest.mark.parametrize("side", ["left", "right"])
def test_a_pelvis_far_to_one_side_turns_one_sticker_from_the_light(outfit, side):
    stickered = outfit.of_one_colour().stickered(LIME if outfit is RED else PINK)
    one = shot(stickered, "front", 16.0 if side == "left" else -16.0, side=side)
    assert slope_of(line_of(found(one))) == pytest.approx(one.slope, abs=0.8)


def test_a_third_sticker_on_the_same_line_is_used_as_well():
    one = shot(VIOLET.of_one_colour().stickered(), "front")
    first, last = found(one)
    rgb = one.rgb.copy()
    middle = (round((first.x + last.x) / 2), round((first.y + last.y) / 2))
    cv2.circle(rgb, middle, 5, PINK[::-1], -1)
    assert len(find_stickers(rgb, region(one))) == 3


def test_dots_printed_on_the_cloth_are_no_stickers():
    one = shot(VIOLET.of_one_colour(), "back")
    rgb, hips = one.rgb.copy(), region(one)
    for column in range(-2, 3):
        for row in range(4):
            place = (round(hips.x + 22 * column + 11 * (row % 2)), round(hips.y - 18 * row))
            cv2.circle(rgb, place, 4, PINK[::-1], -1)
    assert find_stickers(rgb, hips) == ()


def test_stickers_are_followed_to_where_they_are_next():
    before, now = (shot(BLUE.stickered(), "back", drop) for drop in (8.0, 9.0))
    spots = follow(now.rgb, region(now), region(before), found(before))
    assert slope_of(line_of(spots)) == pytest.approx(now.slope, abs=0.8)


def test_a_covered_sticker_is_lost():
    one = shot(BLUE.stickered(), "back", 8.0)
    spots = found(one)
    rgb = one.rgb.copy()
    cv2.circle(rgb, (round(spots[1].x), round(spots[1].y)), 14, BLUE.skin[::-1], -1)
    assert follow(rgb, region(one), region(one), spots) == ()


def test_hips_at_the_edge_of_the_picture_give_nothing():
    one = shot(BLUE.stickered(), "back")
    assert find_stickers(one.rgb, replace(region(one), x=15.0)) == ()
    assert find_stickers(np.zeros_like(one.rgb), region(one)) == ()
