"""Cases that give themselves a sample name can be rendered: the same movement, the same faults."""

import numpy as np
import pytest

from posecheck.checks import discover
from samples.catalog import PHOTOS, SAMPLES
from samples.recipes import recipes
from samples.truth import landmark_pixels

RECIPES = recipes()


def test_no_recipe_takes_the_name_of_a_shipped_sample():
    assert RECIPES
    assert not set(RECIPES) & {*SAMPLES, *PHOTOS}


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_is_a_clip_of_a_check_with_faults_that_it_has(name):
    sample = RECIPES[name]
    check = discover()[sample.check]
    criteria = {one.id for one in check.criteria}
    for option, choices in check.options.items():
        criteria |= {one.id for c in choices for one in check.varied({option: c}).criteria}
    assert set(sample.faults) <= criteria
    assert 2.0 <= sample.motion.duration_s <= 40.0


@pytest.mark.parametrize("name", RECIPES)
def test_the_whole_body_is_in_the_picture(name):
    sample = RECIPES[name]
    pixels = landmark_pixels(sample, every=15)
    assert (pixels >= 0).all()
    assert (pixels < np.array(sample.setting.camera.size_px)).all()
