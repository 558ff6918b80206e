"""The exercise ball touches what it carries, lies on the floor and hides what is behind it."""

import numpy as np
import pytest

from samples.mannequin.angles import body
from samples.mannequin.ball import BODY_M, Ball, centre_of
from samples.mannequin.camera import Camera
from samples.mannequin.paint import Setting, paint
from samples.mannequin.room import Room, backdrop

EXTENDED = {"tip": 60}
DRAPED = {"tip": 51, "trunk": 64, "neck": 64}


@pytest.mark.parametrize("settings", [EXTENDED, DRAPED])
def test_it_lies_on_the_floor_just_below_the_belly(settings):
    skeleton, ball = body(settings), Ball("belly")
    centre = centre_of(ball, skeleton)
    hips, shoulders = skeleton.joints["midhip"], skeleton.joints["midshoulder"]
    share = np.linspace(0, 1, 200)[:, None]
    apart = np.linalg.norm(hips + share * (shoulders - hips) - centre, axis=1).min()
    assert centre[1] == ball.radius_m
    assert apart == pytest.approx(ball.radius_m + BODY_M, abs=0.03)


def test_it_goes_where_seat_or_forearms_are():
    seated = body({"thigh": 80, "knee": 80})
    assert centre_of(Ball("seat"), seated)[2] == pytest.approx(seated.joints["midhip"][2])
    reaching = body({"tip": 40, "arm": 90})
    wrist, elbow = (reaching.joints[f"left_{name}"][2] for name in ("wrist", "elbow"))
    assert elbow < centre_of(Ball("forearms"), reaching)[2] < wrist


def test_it_hides_what_is_behind_it_and_not_what_is_before_it():
    camera = Camera(90, target=(0.0, 0.42, 0.0), size_px=(760, 460), span_m=1.55)
    skeleton = body({"tip": 90})
    x, y = camera.project(skeleton.joints["left_hip"])[0].round().astype(int)
    empty = backdrop(camera, Room()).astype(int)
    colours = []
    for aside_m in (0.6, -0.6):
        ball = Ball("belly", radius_m=0.5, aside_m=aside_m)
        colours.append(paint(skeleton, Setting(camera, ball=ball))[y, x].astype(int))
    assert np.abs(colours[0] - colours[1]).sum() > 30
    assert np.abs(colours[1] - empty[y, x]).sum() > 30
