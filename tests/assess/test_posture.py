"""Which posture somebody is in, whether it is done well or badly."""

import numpy as np
import pytest

from posecheck.assess.calibrate import calibrate
from posecheck.assess.posture import postures_of
from posecheck.assess.view import Orienter
from posecheck.geometry.plan import compile_plan
from tests.figure import pose, still

SHOWN = {
    "plank": [
        {"tip": 83, "arm": 83, "elbow": 90},
        {"tip": 79, "trunk": -14, "thigh": -14, "arm": 79},
    ],
    "fours": [{"tip": 90, "thigh": 90, "knee": 90, "arm": 90, "foot": -80}],
    "prone": [{"tip": 90, "foot": -80}],
    "lifted": [{"tip": 90, "trunk": -15, "thigh": -10, "arm": -12}],
    "reaching": [{"tip": 90, "foot": -80, "arm": 180}],
    "supine": [{"tip": -90, "thigh": 50, "knee": 100, "foot": -90}],
    "bridge": [{"tip": -119, "knee": 90, "foot": -119, "arm": -29}],
    "seated": [{"thigh": 88, "knee": 88}, {"thigh": 85, "knee": 80, "trunk": 25}],
    "hinged": [{"trunk": 75, "thigh": -8}],
}
WIDER = {
    "bridge": {"supine"},
    "lifted": {"prone"},
    "hinged": {"bent"},
    "reaching": {"prone"},
}
NEAR_LEG = {
    "leg-up": [{"tip": -90, "thigh": 80, "foot": 80}, {"tip": -90, "thigh": 75, "knee": 40}],
    "heel-on-step": [{"thigh": 62, "knee": 4, "trunk": 25}, {"thigh": 75, "knee": 50}],
    "heel-to-seat": [{"knee": 148}, {"knee": 95, "thigh": 25, "trunk": 20}],
    "half-kneel": [{"thigh": -20, "knee": 70}, {"thigh": 16, "knee": 106}],
    "figure-four": [{"thigh": 90, "thigh_out": 36, "knee": 10, "knee_in": -120}],
}
OTHER_LEG = {
    "half-kneel": {"thigh": 93, "knee": 93},
    "figure-four": {"thigh": 88, "knee": 88},
}


def postures(settings, view):
    track = still(pose(**settings), view, frames=10)
    seen = Orienter()(track.points, track.time_s)
    lengths = calibrate(track.points, track.time_s, seen, compile_plan([]))
    found = postures_of(track, seen, lengths, np.ones(10, dtype=bool))
    return {name for name, share in found.items() if share == 1.0}


@pytest.mark.parametrize("view", ["side-left", "side-right"])
@pytest.mark.parametrize(
    ("name", "settings"), [(name, one) for name, every in SHOWN.items() for one in every]
)
def test_a_posture_is_told_from_either_side(name, settings, view):
    lying = {"lying"} if name not in ("seated", "hinged") else set()
    wider = WIDER.get(name, set()) if settings.get("trunk") != 25 else {"seated-ahead"}
    assert postures(settings, view) == {name} | lying | wider


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(
    ("name", "leg"), [(name, one) for name, every in NEAR_LEG.items() for one in every]
)
def test_a_stretch_of_the_near_leg_is_told(name, leg, side):
    rest = {"left": "right", "right": "left"}[side]
    whole = {key: value for key, value in leg.items() if key in ("tip", "trunk")}
    near = {f"{side}_{key}": value for key, value in leg.items() if key not in whole}
    far = {f"{rest}_{key}": value for key, value in OTHER_LEG.get(name, {}).items()}
    found = postures({**whole, **near, **far}, f"side-{side}")
    assert name in found
    assert not found & (set(SHOWN) - {"supine"})


def test_somebody_who_sits_is_known_from_the_front():
    sits = {"thigh": 88, "knee": 88}
    assert postures(sits, "front") == {"seated-facing"}
    assert postures({}, "front") == set()


def test_a_forehead_on_the_hands_is_no_reach():
    assert postures({"tip": 90, "foot": -80, "arm": 140, "elbow": 110}, "side-left") == {
        "prone",
        "lying",
    }


HANDS = {"arm_out": 120, "elbow": 1, "elbow_in": 140}
ON_BALL = [
    ({"tip": 60, "arm": 18, **HANDS}, set()),
    ({"tip": 51, "trunk": 64, "neck": 64, "arm": -46, **HANDS}, set()),
    ({"tip": 94, "arm": 94}, {"hands-down-on-ball"}),
    ({"tip": 94, "arm": 94, "thigh": 45}, {"hands-down-on-ball"}),
]


@pytest.mark.parametrize("view", ["side-left", "side-right"])
@pytest.mark.parametrize(("settings", "more"), ON_BALL)
def test_lying_on_a_ball_is_neither_a_plank_nor_lying_on_the_floor(settings, more, view):
    assert postures(settings, view) == {"lying", "on-ball", *more}


@pytest.mark.parametrize("view", ["side-left", "side-right"])
def test_kneeling_with_the_arms_on_a_ball_is_not_all_fours(view):
    upright = {"tip": 28, "knee": 62, "foot": -152, "arm": 68, "elbow": 50}
    assert postures(upright, view) == {"kneeling-at-ball"}
    rolled_out = {"tip": 50, "knee": 40, "foot": -130, "arm": 140}
    assert postures(rolled_out, view) == {"kneeling-at-ball", "lying"}


@pytest.mark.parametrize("view", ["front", "back"])
def test_a_side_bend_is_told_from_front_and_back(view):
    for lean in (-27, 12, 35):
        assert postures({"trunk_side": lean}, view) == {"side-bent"}


@pytest.mark.parametrize(("over", "propped"), [(70, True), (-70, True), (90, False), (-90, False)])
def test_lying_on_one_side_is_seen_from_the_front(over, propped):
    plank = {"side-plank"} if propped else set()
    assert postures({"over": over}, "front") == {"side-lying", "lying"} | plank


@pytest.mark.parametrize("view", ["side-left", "side-right"])
@pytest.mark.parametrize("roll", [-70, -40, 0, 40, 70])
def test_legs_up_with_level_shins_are_told_wherever_they_are_rolled(roll, view):
    legs_up = {"tip": -90, "thigh": 90, "knee": 90, "arm_out": 90, "hip_turn": roll}
    assert postures(legs_up, view) == {"lying", "tabletop"}


def test_a_knee_that_opens_on_one_side_is_a_clam_and_a_side_plank_none():
    lower, closed = {"right_thigh": 45, "right_knee": 90}, {"left_thigh": 45, "left_knee": 90}
    opened = {"left_thigh": 24, "left_thigh_out": 26, "left_knee": 57, "left_knee_in": -73}
    assert postures({"over": 90, **lower, **closed, "left_thigh_out": -8}, "front") == {
        "side-lying",
        "lying",
    }
    assert postures({"over": 90, **lower, **opened}, "front") == {"side-lying", "lying", "clam"}


@pytest.mark.parametrize("view", ["side-left", "side-right"])
@pytest.mark.parametrize(("up", "down", "turn"), [("left", "right", 95), ("right", "left", -95)])
def test_a_hand_at_the_other_foot_and_the_other_arm_up_is_a_windmill(up, down, turn, view):
    bent = {"trunk": 80, "thigh": 20, "thigh_out": 17, "turn": turn}
    arms = {f"{up}_arm_out": 185, f"{down}_arm_out": -20, f"{down}_arm": -15}
    assert "windmill" in postures({**bent, **arms}, view)
    hanging = {**arms, f"{up}_arm_out": 20}
    assert "windmill" not in postures({**bent, **hanging}, view)
    foot_to_hand = {f"{up}_thigh": 85, f"{down}_arm": 40, f"{up}_arm_out": 170}
    assert "windmill" not in postures(foot_to_hand, view)


@pytest.mark.parametrize("view", ["side-left", "front", "back"])
def test_standing_is_none_of_them(view):
    assert postures({}, view) == set()
