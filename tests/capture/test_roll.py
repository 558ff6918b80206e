import math
from dataclasses import replace

import cv2
import numpy as np
import pytest

from posecheck.capture.roll import ASSUMED_LEVEL, measure_roll
from tests.capture.room import SIZE, room, with_limb


def film(count=5, **scene):
    return [room(seed=seed, **scene) for seed in range(count)]


@pytest.mark.parametrize("roll_deg", [-6.0, -2.3, -0.7, 0.0, 0.4, 1.5, 3.1, 6.0])
def test_roll_is_found_within_a_third_of_a_degree(roll_deg):
    roll = measure_roll(film(roll_deg=roll_deg))
    assert roll.source == "edges"
    assert roll.value_deg == pytest.approx(roll_deg, abs=0.3)
    assert abs(roll.value_deg - roll_deg) <= roll.uncertainty_deg < 1


@pytest.mark.parametrize("convergence_deg", [-9.0, -4.0, 5.0, 9.0])
def test_a_camera_that_looks_up_or_down_has_no_roll_for_it(convergence_deg):
    roll = measure_roll(film(roll_deg=1.2, convergence_deg=convergence_deg))
    assert roll.value_deg == pytest.approx(1.2, abs=0.3)


def test_turning_points_by_the_roll_makes_verticals_upright():
    roll = math.radians(measure_roll(film(roll_deg=4.0)).value_deg)
    lean = math.radians(4.0)
    x, y = math.sin(lean), math.cos(lean)  # top displaced to the right, y up
    assert x * math.cos(roll) - y * math.sin(roll) == pytest.approx(0, abs=0.006)


def test_a_single_picture_is_enough():
    roll = measure_roll(film(1, roll_deg=-1.5))
    assert roll.value_deg == pytest.approx(-1.5, abs=0.3)


def test_edges_on_one_side_only_leave_it_less_certain():
    across = measure_roll(film(places=(-0.5, -0.35, 0.3, 0.5)))
    aside = measure_roll(film(places=(-0.6, -0.5, -0.4, -0.3)))
    assert aside.uncertainty_deg > across.uncertainty_deg


def test_moving_limbs_do_not_count():
    pictures = [
        with_limb(with_limb(picture, 0.0 + 0.02 * step, -9 + 4 * step), 0.1, 9 - 4 * step)
        for step, picture in enumerate(film(roll_deg=1.0))
    ]
    assert measure_roll(pictures).value_deg == pytest.approx(1.0, abs=0.3)


def test_the_limbs_of_somebody_standing_still_do_not_count():
    legs = [with_limb(with_limb(p, -0.16, 3.0), 0.16, 3.0) for p in film(places=())]
    box = (0.3 * SIZE[0], 0.0, 0.75 * SIZE[0], SIZE[1])
    assert measure_roll(legs, [[box]] * len(legs)) == ASSUMED_LEVEL


def test_a_door_partly_hidden_by_somebody_still_counts():
    pictures = film(roll_deg=2.0)
    box = (0.55 * SIZE[0], 0.5 * SIZE[1], 0.75 * SIZE[0], SIZE[1])
    assert measure_roll(pictures, [[box]] * len(pictures)).value_deg == pytest.approx(2.0, abs=0.3)


@pytest.mark.parametrize(
    "scene",
    [
        {"places": ()},
        {"places": (-0.3,), "leans_deg": (5.0,)},
        {"places": (0.1, 0.2), "leans_deg": (6.0, 6.0)},
        {"leans_deg": (-7.0, 5.0, -4.0, 8.0)},
    ],
    ids=["nothing upright", "a leaning board", "a leaning ladder", "a wood"],
)
def test_what_says_nothing_about_the_camera_is_not_believed(scene):
    assert measure_roll(film(**scene)) == ASSUMED_LEVEL


@pytest.mark.parametrize("lean_deg", [-11.0, 11.0])
def test_edges_that_agree_on_more_than_is_corrected_leave_the_roll_as_uncertain(lean_deg):
    roll = measure_roll(film(roll_deg=lean_deg))
    assert (roll.value_deg, roll.source) == (0.0, "assumed-level")
    assert 11.0 < roll.uncertainty_deg < 12.0
    assert roll.leaning_deg == pytest.approx(lean_deg, abs=0.3)


@pytest.mark.parametrize("lean_deg", [-11.0, 16.5])
def test_a_single_thing_that_leans_far_is_told_of_and_not_believed(lean_deg):
    roll = measure_roll(film(roll_deg=lean_deg, places=(0.1,)))
    assert roll == replace(ASSUMED_LEVEL, leaning_deg=roll.leaning_deg)
    assert roll.leaning_deg == pytest.approx(lean_deg, abs=0.5)


@pytest.mark.parametrize("leans_deg", [(11.0, -12.0), (11.0, 0.0), (9.0, 5.0)])
def test_things_that_do_not_all_lean_far_the_same_way_say_nothing_of_a_tilt(leans_deg):
    assert measure_roll(film(places=(0.0, 0.2), leans_deg=leans_deg)) == ASSUMED_LEVEL


def test_one_thing_that_leans_is_outvoted():
    leans = (0.5, 0.5, 8.0, 0.5)
    assert measure_roll(film(leans_deg=leans)).value_deg == pytest.approx(0.5, abs=0.3)


def test_texture_is_not_believed():
    noise = np.random.default_rng(1).integers(0, 256, (SIZE[1], SIZE[0], 3), np.uint8)
    assert measure_roll([noise] * 5) == ASSUMED_LEVEL


def shaken(rolls_deg, **scene):
    return [
        room(roll_deg=roll_deg, seed=step, shift_px=25.0 * step, **scene)
        for step, roll_deg in enumerate(rolls_deg)
    ]


def test_a_camera_that_moves_is_rolled_as_it_mostly_was_within_what_it_went_through():
    roll = measure_roll(shaken((2.6, 2.8, 3.0, 3.2, 3.4)))
    assert roll.source == "edges"
    assert roll.value_deg == pytest.approx(3.0, abs=0.3)
    assert 0.4 <= roll.uncertainty_deg < 1.0


@pytest.mark.parametrize(
    "pictures",
    [
        shaken([3.0] * 5, places=(-0.4, 0.5)),
        [*shaken([3.0] * 4), *film(1, places=())],
        shaken((-3.0, -1.5, 0.0, 1.5, 3.0)),
    ],
    ids=["too few edges", "a picture without", "it sways"],
)
def test_a_camera_that_moves_is_assumed_level_where_its_pictures_show_too_little(pictures):
    assert measure_roll(pictures) == ASSUMED_LEVEL


def test_no_picture_no_measurement():
    assert measure_roll([]) == ASSUMED_LEVEL


@pytest.mark.parametrize(("size", "source"), [((77, 58), "edges"), ((51, 38), "assumed-level")])
def test_edges_of_few_pixels_say_less_than_that_a_camera_is_level(size, source):
    pictures = film(places=(-0.4, 0.4), roll_deg=3.0)
    small = [cv2.resize(picture, size, interpolation=cv2.INTER_AREA) for picture in pictures]
    assert measure_roll(small).source == source
