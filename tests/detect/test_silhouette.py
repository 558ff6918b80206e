"""A part of the body is told from what is behind it by the colours of the picture alone."""

import numpy as np
import pytest

from posecheck.detect.silhouette import silhouette_of

WALL, SKIN = (200, 195, 185), (222, 168, 138)
LIMB = [(np.array([60.0, 20.0]), np.array([60.0, 100.0]))]
SEEDS = np.array([[60.0, 40.0], [60.0, 60.0], [60.0, 80.0]])
BOX = (0, 0, 120, 120)


def picture(wall=WALL, skin=SKIN):
    rgb = np.full((120, 120, 3), wall, np.uint8)
    rgb[20:100, 50:70] = skin
    return rgb


def share_right(found):
    """Share of cells that are told as what they are."""
    rows, columns = np.indices(found.mask.shape)
    xy = found.pixels(np.stack([columns.ravel(), rows.ravel()], axis=1) + 0.5)
    inside = (np.abs(xy[:, 0] - 60) < 10) & (np.abs(xy[:, 1] - 60) < 40)
    return (inside == found.mask.ravel()).mean()


@pytest.mark.parametrize("wall", [WALL, (60, 50, 55), (166, 132, 98), (250, 250, 250)])
def test_a_limb_before_a_wall_of_another_colour_is_told(wall):
    found = silhouette_of(picture(wall), BOX, LIMB, 40.0, SEEDS)
    assert share_right(found) > 0.95
    assert found.quality > 0.5


def test_light_and_shade_on_the_limb_do_not_hide_it():
    rgb = picture()
    shade = np.linspace(0.6, 1.1, 80)[:, None, None]
    rgb[20:100, 50:70] = np.clip(np.array(SKIN) * shade, 0, 255)
    assert share_right(silhouette_of(rgb, BOX, LIMB, 40.0, SEEDS)) > 0.95


def test_a_limb_before_its_own_colour_is_not_told():
    assert silhouette_of(picture(SKIN), BOX, LIMB, 40.0, SEEDS) is None


def test_a_wall_that_is_partly_of_the_limbs_colour_makes_it_unsure():
    rgb = picture()
    rgb[:, 90:105] = SKIN
    assert silhouette_of(rgb, BOX, LIMB, 40.0, SEEDS) is None


def test_without_anything_seen_behind_it_nothing_is_told():
    assert silhouette_of(picture(), BOX, LIMB, 400.0, SEEDS) is None
    assert silhouette_of(picture(), (118, 118, 140, 140), LIMB, 40.0, SEEDS) is None


def test_cells_and_pixels_are_the_same_places():
    found = silhouette_of(picture(), (10, 20, 120, 110), LIMB, 40.0, SEEDS)
    np.testing.assert_allclose(found.pixels(found.cells(SEEDS)), SEEDS)
