"""A body set by its joint angles stands, lies and kneels as the stick figure of the tests does."""

import numpy as np
import pytest

from posecheck.body import LANDMARKS as NAMES
from samples.mannequin.angles import Key, body, movement
from tests.figure import pose

SEGMENTS = [
    *(("hip", "knee"), ("knee", "ankle"), ("shoulder", "elbow"), ("elbow", "wrist")),
    ("heel", "foot_index"),
]
POSTURES = {
    "standing": {},
    "bent": {"trunk": 50, "neck": 20, "thigh": 60, "knee": 90, "left_arm": 70, "elbow": 40},
    "plank": {"tip": 86, "arm": 90, "elbow": 90},
    "bridge": {"tip": -119, "knee": 90, "foot": -119, "arm": -29, "neck": 29},
    "side": {"over": -70, "left_arm_out": 90, "right_arm_out": 10, "trunk_side": 8},
    "rolled hips": {"tip": -90, "thigh": 90, "knee": 90, "hip_turn": 60, "arm_out": 90},
    "windmill": {"trunk": 75, "turn": 80, "left_arm_out": 170, "thigh": 12, "thigh_out": 15},
    "one leg": {"right_knee": 80, "left_knee_in": 12, "left_thigh_out": -6},
}


def directions(landmarks):
    found = {}
    for side in ("left", "right"):
        for tail, head in SEGMENTS:
            line = (
                landmarks[NAMES.index(f"{side}_{head}")] - landmarks[NAMES.index(f"{side}_{tail}")]
            )
            found[side, tail] = line / np.linalg.norm(line)
    trunk = landmarks[11:13].mean(axis=0) - landmarks[23:25].mean(axis=0)
    return {**found, "trunk": trunk / np.linalg.norm(trunk)}


@pytest.mark.parametrize("settings", POSTURES.values(), ids=POSTURES)
def test_every_segment_points_where_that_of_the_figure_points(settings):
    figure = directions(pose(**settings).landmarks())
    mannequin = directions(body(settings).landmarks())
    for name, line in figure.items():
        limit = 0.03 if name[1] == "heel" else 0.02  # the slope of the shoe; knees never lock
        assert mannequin[name] == pytest.approx(line, abs=limit), name


@pytest.mark.parametrize("settings", POSTURES.values(), ids=POSTURES)
def test_it_rests_on_the_floor(settings):
    lowest = body(settings).landmarks()[:, 1].min()
    assert 0.0 <= lowest < 0.12


def test_it_moves_from_key_to_key_and_holds_the_last():
    motion = movement([Key(0.0, {}), Key(2.0, {"thigh": 60.0, "knee": 60.0})], 5.0)
    knee = [motion.at(at_s).parameters["knee_flexion_left_deg"] for at_s in (0.0, 1.0, 2.0, 5.0)]
    assert knee == pytest.approx([0.0, 30.0, 60.0, 60.0], abs=1.5)
