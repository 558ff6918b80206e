"""The painter shows the person where the truth says, and the room that roll is read from."""

import cv2
import numpy as np
import pytest

from samples.catalog import SAMPLES
from samples.make import pictures
from samples.mannequin.camera import Camera
from samples.mannequin.outfits import BLUE, OUTFITS
from samples.mannequin.paint import Setting, paint
from samples.mannequin.posture import standing
from samples.mannequin.room import Room, backdrop
from samples.mannequin.scenes.wall import WALL_BEHIND_M
from samples.mannequin.skeleton import solve
from samples.truth import LABEL

SKELETON = solve(standing().pose())


@pytest.mark.parametrize("yaw", [0, 90, 180, -90])
def test_person_is_painted_where_the_joints_are(yaw):
    camera = Camera(yaw)
    image = paint(SKELETON, Setting(camera)).astype(int)
    empty = backdrop(camera, Room()).astype(int)
    changed = np.abs(image - empty).sum(axis=2) > 30
    for name in ("head", "midshoulder", "midhip", "left_knee", "right_knee"):
        x, y = np.round(camera.project(SKELETON.joints[name])[0]).astype(int)
        assert changed[y, x], name


def test_size_is_the_cameras_and_pixels_are_bytes():
    image = paint(SKELETON, Setting(Camera(size_px=(300, 400))))
    assert image.shape == (400, 300, 3)
    assert image.dtype == np.uint8


def test_outfits_dress_the_person_and_show_a_waistband():
    camera = Camera(180)
    for outfit in OUTFITS.values():
        image = paint(SKELETON, Setting(camera, outfit=outfit)).astype(float)
        x, y = camera.project(SKELETON.joints["midhip"] + [0, outfit.hem_m - 0.018, -0.1])[0]
        seen = image[int(y), int(x)]
        to_band, to_shorts, to_shirt = (
            np.linalg.norm(np.cross(seen, colour)) / np.linalg.norm(colour)
            for colour in (outfit.waistband, outfit.shorts, outfit.shirt)
        )
        assert to_band < min(to_shorts, to_shirt)


@pytest.mark.parametrize("roll", [-4.0, 0.0, 3.0])
def test_room_has_long_upright_edges_that_lean_by_the_roll(roll):
    camera = Camera(roll=roll)
    grey = cv2.cvtColor(np.clip(backdrop(camera, Room()), 0, 255).astype(np.uint8), 6)
    lines = cv2.HoughLinesP(cv2.Canny(grey, 40, 120), 1, np.pi / 720, 80, None, 200, 6)
    leans = [np.degrees(np.arctan2(x2 - x1, y1 - y2)) for x1, y1, x2, y2 in lines[:, 0]]
    upright = [(lean + 90) % 180 - 90 for lean in leans if abs((lean + 90) % 180 - 90) < 20]
    assert np.median(upright) == pytest.approx(roll, abs=0.5)


def test_wall_beside_the_person_ends_in_an_upright_edge_behind_the_heels():
    camera = Camera(90)
    image = backdrop(camera, Room(wall_at_z=-WALL_BEHIND_M))
    x, y = camera.project(np.array([0.9, 1.9, -WALL_BEHIND_M]))[0]
    left, right = image[int(y), int(x) - 4], image[int(y), int(x) + 4]
    assert np.abs(left - right).sum() > 20


def test_belt_marks_move_and_come_back_after_one_mark():
    sample = SAMPLES["running-side-good-nostand"]
    skeleton = sample.motion.at(0.0).skeleton
    still, moved, again = (paint(skeleton, sample.setting, at) for at in (0.0, 0.2, 0.52))
    assert np.abs(still.astype(int) - moved).max() > 40
    np.testing.assert_array_equal(still, again)


def test_same_moment_gives_the_same_picture():
    first = next(pictures(SAMPLES["single-leg-stance-good"]))
    np.testing.assert_array_equal(first, next(pictures(SAMPLES["single-leg-stance-good"])))


def test_picture_and_label_say_that_a_computer_made_it():
    camera = Camera()
    image = paint(SKELETON, Setting(camera, outfit=BLUE)).astype(int)
    corner = np.s_[-30:, :150]
    assert np.abs(image - backdrop(camera, Room()).astype(int))[corner].max() > 60
    assert LABEL.startswith("computer-generated")
