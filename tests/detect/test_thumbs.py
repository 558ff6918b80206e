"""Hands overhead are seen as far apart as they are, whatever the model makes of the thumbs."""

import numpy as np
import pytest

from posecheck.detect.placed import GOOD_ENOUGH
from posecheck.detect.thumbs import EVERY_S, ThumbFinder
from posecheck.track import THUMBS_COLUMNS
from samples.looks.thumbs import Shown
from samples.mannequin.outfits import BLUE, RED, VIOLET
from tests.detect.hands import shot

QUALITY, LEFT_X, LEFT_Y, RIGHT_X, RIGHT_Y = range(len(THUMBS_COLUMNS))
SHOWN = {
    "pale": Shown(BLUE),
    "dark": Shown(RED, tilted=True),
    "wood": Shown(RED, "wood"),
    "dim": Shown(BLUE, light="dim"),
    "noisy": Shown(VIOLET, light="noisy"),
}


def looked(one):
    return ThumbFinder()(one.rgb, one.landmarks, 0.0)


def gap_m(row, one):
    gap = np.hypot(row[LEFT_X] - row[RIGHT_X], row[LEFT_Y] - row[RIGHT_Y])
    return gap * one.rgb.shape[0] / one.px_per_m


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("apart_m", [0.0, 0.08, 0.2])
def test_the_gap_of_the_hands_is_read_within_two_centimetres(name, apart_m):
    one = shot(apart_m, SHOWN[name])
    row = looked(one)
    assert row[QUALITY] >= GOOD_ENOUGH
    assert gap_m(row, one) == pytest.approx(one.gap_px / one.px_per_m, abs=0.02)


def test_hands_that_touch_have_no_gap_at_all():
    row = looked(shot(-0.02))
    assert row[[LEFT_X, LEFT_Y]].tolist() == row[[RIGHT_X, RIGHT_Y]].tolist()


def test_left_is_the_persons_left():
    row = looked(shot(0.1))  # seen from the front
    assert row[LEFT_X] > row[RIGHT_X]


def test_hands_before_a_wall_of_their_own_colour_cannot_be_told():
    one = shot(0.1)
    flat = np.full_like(one.rgb, BLUE.skin[::-1])
    row = ThumbFinder()(flat, one.landmarks, 0.0)
    assert row[QUALITY] == 0.0
    assert np.isnan(row[1:]).all()


def test_hands_at_the_edge_of_the_picture_cannot_be_told():
    one = shot(0.1)
    top = int(one.landmarks[[19, 20], 1].min() * one.rgb.shape[0])
    cut = np.ascontiguousarray(one.rgb[top:])
    landmarks = one.landmarks.copy()
    landmarks[:, 1] = (landmarks[:, 1] * one.rgb.shape[0] - top) / cut.shape[0]
    assert ThumbFinder()(cut, landmarks, 0.0)[QUALITY] == 0.0


def test_hands_below_the_head_or_far_apart_are_not_looked_at():
    one = shot(0.1)
    low, far = one.landmarks.copy(), one.landmarks.copy()
    low[[15, 16], 1] = low[0, 1] + 0.1
    far[21, 0] += 0.5
    for landmarks in (low, far, None, np.full((33, 4), np.nan)):
        assert np.isnan(ThumbFinder()(one.rgb, landmarks, 0.0)).all()


def test_fast_pictures_are_not_all_looked_at():
    finder, one = ThumbFinder(), shot(0.1)
    looks = [np.isfinite(finder(one.rgb, one.landmarks, n / 240)[QUALITY]) for n in range(48)]
    assert looks[0]
    assert sum(looks) <= 48 / 240 / EVERY_S + 1
