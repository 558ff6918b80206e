"""The vocabulary: names, units and signs as a check's author relies on them."""

import numpy as np
import pytest

from posecheck.assess.view import Orienter
from posecheck.body import LEFT, MID_HIP, MID_SHOULDER, NEAR, RIGHT, mid
from posecheck.geometry import measure as m
from posecheck.geometry.measure import Axis, Vector
from posecheck.geometry.plan import Pose, compile_plan
from tests.figure import S, pose, seen
from tests.geometry.measuring import measured

SIDEWAYS = ("side-left", "side-right")
FRONTAL = ("front", "back")
trunk = m.lean(MID_HIP, MID_SHOULDER, "trunk")


@pytest.mark.parametrize("view", SIDEWAYS)
@pytest.mark.parametrize("lean", [-12.0, 0.0, 7.5, 40.0])
def test_forward_lean_is_positive_whichever_way_somebody_faces(view, lean):
    assert measured(trunk, pose(trunk=lean), view) == pytest.approx(lean)


@pytest.mark.parametrize("view", FRONTAL)
@pytest.mark.parametrize("side", ["left", "right"])
def test_side_lean_is_positive_towards_the_named_side_from_front_and_back(view, side):
    towards = 6.0 if side == "left" else -6.0
    measure = m.side_lean(MID_HIP, MID_SHOULDER, "lean", towards=side)
    assert measured(measure, pose(trunk_side=towards), view) == pytest.approx(6.0)
    assert measured(measure, pose(trunk_side=-towards), view) == pytest.approx(-6.0)


@pytest.mark.parametrize("view", SIDEWAYS)
@pytest.mark.parametrize("chin", [-11.0, 0.0, 9.0])
def test_rise_of_the_face_is_positive_with_the_eyes_higher(view, chin):
    measure = m.rise(NEAR.ear, NEAR.eye, "head tilt")
    assert measured(measure, pose(chin=chin), view) == pytest.approx(chin)


@pytest.mark.parametrize("plane", ["frontal", "picture"])
@pytest.mark.parametrize("view", FRONTAL)
def test_rise_of_the_hip_line_is_positive_where_the_second_point_is_higher(view, plane):
    dropped = pose(hip_drop=5.0)  # on the right
    for tail, head, expected in ((RIGHT.hip, LEFT.hip, 5.0), (LEFT.hip, RIGHT.hip, -5.0)):
        measure = m.rise(tail, head, "hips", plane=plane)
        assert measured(measure, dropped, view) == pytest.approx(expected)


@pytest.mark.parametrize("view", SIDEWAYS)
@pytest.mark.parametrize(("bend", "expected"), [(0.0, 180.0), (25.0, 155.0), (-6.0, 186.0)])
def test_a_knee_angle_above_180_is_over_straight(view, bend, expected):
    measure = m.knee_angle(NEAR, "knee")
    assert measured(measure, pose(knee=bend), view) == pytest.approx(expected)


@pytest.mark.parametrize("view", FRONTAL)
@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("inwards", [-7.0, 0.0, 14.0])
def test_fppa_is_positive_with_the_knee_inwards_for_both_legs(view, side, inwards):
    stance = pose(**{f"{side}_thigh_out": -inwards / 2, f"{side}_knee_in": inwards})
    assert measured(m.fppa(side, "knee in"), stance, view) == pytest.approx(inwards)


@pytest.mark.parametrize("view", SIDEWAYS)
def test_joint_and_flexion_are_two_ways_to_say_the_same(view):
    bent = pose(knee=35.0)
    joint = m.joint(NEAR.hip, NEAR.knee, NEAR.ankle, "angle")
    flexion = m.flexion(NEAR.hip, NEAR.knee, NEAR.ankle, "bend")
    assert measured(joint, bent, view) == pytest.approx(145.0)
    assert measured(flexion, bent, view) == pytest.approx(35.0)


@pytest.mark.parametrize("view", SIDEWAYS)
@pytest.mark.parametrize("angle", [-30.0, 0.0, 60.0, 150.0])
def test_inclination_counts_from_straight_ahead(view, angle):
    measure = m.inclination(NEAR.shoulder, NEAR.elbow, "arm")
    assert measured(measure, pose(arm=90.0 + angle), view) == pytest.approx(angle)


@pytest.mark.parametrize("view", SIDEWAYS)
def test_ahead_is_in_percent_of_its_scale(view):
    measure = m.ahead(NEAR.shoulder, NEAR.ear, "S", "ear ahead")
    expected = 100 * 0.107 * 0.5 / S  # the neck's length times the sine of 30 degrees
    assert measured(measure, pose(neck=30.0), view) == pytest.approx(expected)
    assert measure.unit == "% S"


@pytest.mark.parametrize("view", FRONTAL)
@pytest.mark.parametrize("side", ["left", "right"])
def test_beside_is_positive_towards_the_named_side(view, side):
    limbs = LEFT if side == "left" else RIGHT
    measure = m.beside(MID_HIP, limbs.hip, "P", "hip", side, unit="P")
    assert measured(measure, pose(), view) == pytest.approx(0.5)
    assert measure.unit == "P"


@pytest.mark.parametrize("view", [*SIDEWAYS, *FRONTAL])
def test_above_is_positive_upwards(view):
    measure = m.above(NEAR.knee, NEAR.hip, "L", "hip above knee", unit="L")
    assert measured(measure, pose(), view) == pytest.approx(0.245 / 0.491)


@pytest.mark.parametrize("view", FRONTAL)
def test_span_has_no_sign(view):
    for unit, expected in (("P", 1.0), (None, 100.0)):
        measure = m.span(LEFT.hip, RIGHT.hip, "P", "hips", unit=unit)
        assert measured(measure, pose(), view) == pytest.approx(expected)


def test_place_is_where_a_point_is_in_the_picture():
    measure = m.place(MID_HIP, "picture", Axis(1.0, 0.0, "S"), "hip place")
    there = measured(measure, pose(ahead=0.1 * S), "side-right")
    assert there - measured(measure, pose(), "side-right") == pytest.approx(10.0)


def test_proportion_compares_two_segments():
    upper, lower = Vector(LEFT.hip, LEFT.knee), Vector(LEFT.knee, LEFT.ankle)
    assert measured(m.proportion(upper, lower, "thigh"), pose(), "front") == pytest.approx(
        0.245 / 0.246
    )


def test_derived_measures():
    left, right = (m.joint(x.hip, x.knee, x.ankle, f"{x.side} knee") for x in (LEFT, RIGHT))
    bent = pose(left_knee=10.0, right_knee=40.0)
    derived = {
        m.difference(left, right, "d"): 30.0,
        m.difference(right, left, "d"): -30.0,
        m.distance(right, left, "d"): 30.0,
        m.mean("d", left, right): 155.0,
        m.largest("d", left, right): 170.0,
        m.smallest("d", left, right): 140.0,
        m.size(m.difference(right, left, "e"), "d"): 30.0,
    }
    for measure, expected in derived.items():
        assert measured(measure, bent, "side-left") == pytest.approx(expected), measure
        assert measure.unit == "deg"


def test_spread_counts_the_point_that_the_offsets_are_taken_from():
    ear = m.ahead(NEAR.ankle, NEAR.ear, "S", "ear")
    hip = m.ahead(NEAR.ankle, NEAR.hip, "S", "hip")
    offset = 100 * 0.107 * 0.5 / S
    expected = offset * (2 / 9) ** 0.5  # of three places, one of them off
    assert measured(m.spread("line", ear, hip), pose(neck=30.0), "side-left") == pytest.approx(
        expected
    )


def test_equal_measures_are_equal_and_may_be_keys():
    again = m.lean(MID_HIP, MID_SHOULDER, "trunk")
    assert trunk == again
    assert len({trunk, again}) == 1


def test_the_middle_of_a_middle_is_refused():
    with pytest.raises(ValueError, match="two plain landmarks"):
        mid(MID_HIP, LEFT.hip)


@pytest.mark.parametrize("view", ["side-left", "side-right"])
@pytest.mark.parametrize("tip", [90.0, -90.0])
@pytest.mark.parametrize("bend", [-15.0, 0.0, 20.0])
def test_a_lying_body_that_is_too_high_in_the_middle_is_bowed_upwards(view, tip, bend):
    # Thighs towards the floor, whether the body lies face down or on its back: hips too high.
    figure = pose(tip=tip, thigh=bend if tip > 0 else -bend, foot=-90)
    points = seen(figure.landmarks(), view)[None]
    facing = Orienter()(points, np.zeros(1))
    lying = Pose(facing.forward, facing.leftward, facing.near_right, {}, {})
    line = (NEAR.shoulder, NEAR.hip, NEAR.ankle)
    plan = compile_plan([m.bow(*line, "bow"), m.off_line(*line, "off line")])
    found = dict(zip(plan.names, plan.evaluate(points, lying)[0], strict=True))
    assert found["bow"] == pytest.approx(bend, abs=0.01)
    assert np.sign(round(found["off line"], 6)) == np.sign(bend)
