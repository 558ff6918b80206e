"""The stool stands on the floor and reaches up to what it carries; nothing else changes by it."""

import numpy as np
import pytest

from samples.mannequin.angles import body
from samples.mannequin.camera import Camera
from samples.mannequin.paint import Setting, paint
from samples.mannequin.skeleton import Skeleton
from samples.mannequin.stool import WOOD, Stool, stool_surface, top_of

SEATED = {"thigh": 88, "knee": 88, "arm": 60}
HEEL_UP = {"left_thigh": 62, "left_foot": 62}


@pytest.mark.parametrize(
    ("stool", "settings", "joint"),
    [(Stool("seat"), SEATED, "midhip"), (Stool("heel"), HEEL_UP, "left_heel")],
)
def test_it_reaches_from_the_floor_to_just_below_what_it_carries(stool, settings, joint):
    skeleton: Skeleton = body(settings)
    surface, _ = stool_surface(stool, skeleton)
    heights = surface.vertices[..., 1]
    assert heights.min() == 0.0
    assert heights.max() == pytest.approx(top_of(stool, skeleton)[1])
    assert 0.0 < skeleton.joints[joint][1] - heights.max() < 0.1


def test_it_is_seen_below_the_hips_and_nowhere_far_from_them():
    camera = Camera(90.0)
    skeleton = body(SEATED)
    without, sat_on = (paint(skeleton, Setting(camera, stool=one)) for one in (None, Stool()))
    x, y = camera.project(skeleton.joints["midhip"] - [0.0, 0.2, 0.0])[0].round().astype(int)
    assert np.abs(sat_on[y, x].astype(int) - WOOD).max() < 60
    above = int(camera.project(skeleton.joints["head"] + [0.0, 0.3, 0.0])[0][1])
    np.testing.assert_array_equal(sat_on[:above], without[:above])
