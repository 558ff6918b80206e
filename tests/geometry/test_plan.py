"""Compiled measures: what a measure of a body does not depend on, and what it does."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.assess.assessor import plan_of
from posecheck.blocks import BLOCK
from posecheck.body import LEFT, LIMBS, MID_HIP, MID_SHOULDER, NEAR, PELVIS_LINE, RIGHT
from posecheck.checks import discover
from posecheck.geometry import measure as m
from posecheck.geometry.measure import Axis, Channel, Measure, Vector
from posecheck.geometry.plan import Pose, compile_plan, landmarks_of, rests_on_pelvis
from posecheck.track import PELVIS
from tests.figure import pose, seen
from tests.geometry.measuring import LENGTHS, standing
from tests.strategies import VIEWS, cuts, figures, mirrored, scattered

ASPECT = 1.5
# All that the checks measure, but for places in the picture, which are no property of the body.
PLANS = {name: plan_of(check) for name, check in discover().items()}
ANGLES = {"angle", "signed", "line"}
# What says which side is higher, or on which side something is, turns its sign.
TURNED = ("shoulder line", "side lean", "side lean change", "hips beside the feet")
TURNED += ("hips beside the feet change",)
trunk = m.lean(MID_HIP, MID_SHOULDER, "trunk")
knee = m.flexion(NEAR.hip, NEAR.knee, NEAR.ankle, "knee")


def rests_on_the_picture(measure):
    if isinstance(measure, Measure):
        return measure.u.tail.name == "origin"
    inner = getattr(measure, "of", ())
    return any(map(rests_on_the_picture, inner if isinstance(inner, tuple) else (inner,)))


def bodily(plan):
    return compile_plan([x for x in plan.measures if not rests_on_the_picture(x)])


BODILY = {name: bodily(plan) for name, plan in PLANS.items()}
plans = st.sampled_from(sorted(BODILY))


def evaluated(plan, points, view, lengths=LENGTHS):
    return plan.evaluate(points, standing(view, len(points), lengths=lengths))


def same(one, other):
    return one == pytest.approx(other, abs=1e-9, nan_ok=True)


def test_the_plans_under_test_hold_measures_of_many_kinds():
    simple = [x for plan in BODILY.values() for x in plan.measures if isinstance(x, Measure)]
    assert {x.kind for x in simple} >= ANGLES | {"along", "ratio"}


@given(plans, scattered(), st.floats(-2, 2), st.floats(-2, 2))
def test_a_body_measures_the_same_wherever_it_is(check, drawn, right, up):
    plan = BODILY[check]
    view, points = drawn
    moved = points + np.array([right, up, 0.0, 0.0])
    assert same(evaluated(plan, moved, view), evaluated(plan, points, view))


@given(plans, scattered(), st.floats(0.2, 5))
def test_a_body_measures_the_same_however_large_it_is(check, drawn, factor):
    plan = BODILY[check]
    view, points = drawn
    larger = points * [factor, factor, factor, 1.0]
    lengths = {name: length * factor for name, length in LENGTHS.items()}
    assert same(evaluated(plan, larger, view, lengths), evaluated(plan, points, view))


@given(plans, scattered())
def test_a_mirrored_picture_keeps_every_anatomical_value(check, drawn):
    plan = BODILY[check]
    view, points = drawn
    value = evaluated(plan, points, view)
    stands = standing(view, len(points))
    turned = replace(stands, forward=-stands.forward, near_right=1 - stands.near_right)
    image = plan.evaluate(mirrored(points, ASPECT), turned)
    for column, name in enumerate(plan.names):
        twin = swapped(name)
        if twin in plan.columns and name not in TURNED:
            assert same(image[:, plan.columns[twin]], value[:, column]), name


def swapped(name):
    """The name of the same measure of the other leg or arm."""
    words = {"left": "right", "right": "left"}
    return " ".join(words.get(word, word) for word in name.split())


@given(figures(), VIEWS, st.floats(-20, 20))
def test_turning_the_camera_adds_to_leans_and_leaves_joints(figure, view, roll):
    plan = compile_plan(
        [
            m.lean(MID_HIP, MID_SHOULDER, "lean"),
            m.side_lean(MID_HIP, MID_SHOULDER, "side lean"),
            m.joint(NEAR.hip, NEAR.knee, NEAR.ankle, "joint"),
            m.fppa("left", "fppa"),
            m.knee_angle(NEAR, "knee angle"),
            m.proportion(Vector(NEAR.hip, NEAR.knee), Vector(NEAR.knee, NEAR.ankle), "share"),
        ]
    )
    level, rolled = (
        evaluated(plan, seen(figure.landmarks(), view, roll=angle)[None], view)[0]
        for angle in (0.0, roll)
    )
    changes = {name: rolled[i] - level[i] for name, i in plan.columns.items()}
    faces_right, left_is_right = view == "side-right", view != "back"
    assert changes.pop("lean") == pytest.approx(-roll if faces_right else roll, abs=1e-6)
    assert changes.pop("side lean") == pytest.approx(-roll if left_is_right else roll, abs=1e-6)
    assert changes == pytest.approx(dict.fromkeys(changes, 0.0), abs=1e-6)


@given(plans, scattered(), st.integers(0, 32))
def test_a_missing_landmark_spoils_what_rests_on_it_and_nothing_else(check, drawn, missing):
    plan = BODILY[check]
    view, points = drawn
    value = evaluated(plan, points, view)
    holed = points.copy()
    holed[:, missing] = np.nan
    spoilt = evaluated(plan, holed, view)
    side = 1 if view == "side-right" else 0
    for column, landmarks in enumerate(plan.landmarks):
        if missing in landmarks[side]:
            assert np.isnan(spoilt[:, column]).all(), plan.names[column]
        else:
            assert same(spoilt[:, column], value[:, column]), plan.names[column]


@given(plans, scattered(frames=9), st.data())
def test_frames_one_by_one_and_any_pieces_are_all_at_once(check, drawn, data):
    plan = BODILY[check]
    view, points = drawn
    whole = evaluated(plan, points, view)
    singly = [slice(i, i + 1) for i in range(len(points))]
    for pieces in (singly, data.draw(cuts(len(points)))):
        parts = [evaluated(plan, points[piece], view) for piece in pieces]
        assert same(np.concatenate(parts), whole)


def test_facing_and_near_side_may_change_from_frame_to_frame():
    figure = pose(trunk=10.0, left_knee=20.0, right_knee=50.0).landmarks()
    points = np.stack([seen(figure, "side-left"), seen(figure, "side-right")])
    turning = Pose(
        forward=np.array([-1.0, 1.0]),
        leftward=np.ones(2),
        near_right=np.array([0, 1]),
        lengths=LENGTHS,
        baseline={},
    )
    plan = compile_plan([trunk, knee])
    value = plan.evaluate(points, turning)
    assert value[:, plan.columns["trunk"]] == pytest.approx([10.0, 10.0])
    assert value[:, plan.columns["knee"]] == pytest.approx([20.0, 50.0])


def test_more_frames_than_a_block_are_no_different():
    points = np.repeat(seen(pose(trunk=5.0).landmarks())[None], BLOCK + 3, axis=0)
    assert evaluated(compile_plan([trunk]), points, "side-left") == pytest.approx(5.0)


@pytest.mark.parametrize("plan", BODILY.values(), ids=BODILY)
def test_no_frames_give_no_rows(plan):
    assert evaluated(plan, np.zeros((0, 33, 4)), "front").shape == (0, len(plan.names))


@given(plans, st.sampled_from(range(33)), st.sampled_from(range(33)), VIEWS)
def test_landmarks_that_coincide_give_nan_and_never_infinity(check, one, other, view):
    plan = BODILY[check]
    points = seen(pose().landmarks(), view)[None].copy()
    points[:, one] = points[:, other]
    assert not np.isinf(evaluated(plan, points, view)).any()


@pytest.mark.parametrize("plan", BODILY.values(), ids=BODILY)
def test_a_body_without_extent_is_nan_wherever_a_direction_is_asked(plan):
    points = np.full((1, 33, 4), 0.5)
    value = evaluated(plan, points, "front")[0]
    angles = [i for i, x in enumerate(plan.measures) if isinstance(x, Measure) and x.kind in ANGLES]
    assert np.isnan(value[angles]).all()
    assert not np.isinf(value).any()


def test_an_unknown_scale_gives_nan():
    plan = compile_plan([m.ahead(NEAR.hip, NEAR.shoulder, "S", "ahead"), trunk])
    value = evaluated(plan, seen(pose().landmarks())[None], "side-left", lengths={})
    assert np.isnan(value[0, plan.columns["ahead"]])
    assert value[0, plan.columns["trunk"]] == pytest.approx(0.0)


def test_change_from_standing():
    figure = seen(pose(trunk=10.0).landmarks())[None]
    plan = compile_plan([m.relative(trunk, "change")])
    column = plan.columns["change"]
    for baseline, expected in (({"trunk": 4.0}, 6.0), ({}, 10.0), ({"trunk": np.nan}, 10.0)):
        pose_now = standing("side-left", 1, baseline)
        assert plan.evaluate(figure, pose_now)[0, column] == pytest.approx(expected)


def test_share_of_standing_is_unknown_without_standing():
    figure = seen(pose(trunk=10.0).landmarks())[None]
    plan = compile_plan([m.share_of_baseline(trunk, "share")])
    column = plan.columns["share"]
    for baseline, expected in (({"trunk": 4.0}, 2.5), ({}, np.nan), ({"trunk": 0.0}, np.nan)):
        pose_now = standing("side-left", 1, baseline)
        found = plan.evaluate(figure, pose_now)[0, column]
        assert found == pytest.approx(expected, nan_ok=True)


def test_a_channel_is_taken_from_the_track_and_nan_without_it():
    plan = compile_plan([Channel("pelvis", "deg"), trunk])
    figure = np.repeat(seen(pose().landmarks())[None], 2, axis=0)
    column = plan.columns["pelvis"]
    with_it = plan.evaluate(figure, standing("back", 2), {"pelvis": np.array([1.0, 2.0])})
    assert with_it[:, column].tolist() == [1.0, 2.0]
    assert np.isnan(plan.evaluate(figure, standing("back", 2))[:, column]).all()


def test_ends_of_the_pelvis_line_come_from_the_track_and_not_from_the_hips():
    measure = m.rise(PELVIS_LINE["right"], PELVIS_LINE["left"], "drop", plane="picture")
    plan = compile_plan([measure, trunk])
    figure = np.repeat(seen(pose(hip_drop=20.0).landmarks())[None], 2, axis=0)
    row = [np.nan, 1.0, 2.0, 0.4, 0.6, 0.5, 0.6 - 0.1 * np.tan(np.radians(7.0))]
    channels = {PELVIS: np.array([row, [np.nan] * 7])}
    found = plan.evaluate(figure, standing("back", 2), channels)[:, plan.columns["drop"]]
    assert found == pytest.approx([7.0, np.nan], nan_ok=True)
    assert np.isnan(plan.evaluate(figure, standing("back", 2))[:, plan.columns["drop"]]).all()
    assert rests_on_pelvis(m.relative(measure, "change"))
    assert not rests_on_pelvis(trunk)


def test_equal_measures_share_a_column():
    again = m.lean(MID_HIP, MID_SHOULDER, "trunk")
    plan = compile_plan([trunk, again, m.relative(again, "change"), m.size(trunk, "size")])
    assert sorted(plan.names) == ["change", "size", "trunk"]


def test_two_measures_of_one_name_are_refused():
    other = m.lean(LEFT.hip, LEFT.shoulder, "trunk")
    with pytest.raises(ValueError, match="two different measures are called trunk"):
        compile_plan([trunk, other])


def test_an_empty_plan_has_rows_without_columns():
    assert evaluated(compile_plan([]), np.zeros((3, 33, 4)), "front").shape == (3, 0)


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_measure_knows_what_it_rests_on(side):
    while_left, while_right = landmarks_of(knee)
    assert (while_left.tolist(), while_right.tolist()) == ([23, 25, 27], [24, 26, 28])
    limbs = LIMBS[side]
    own = m.place(limbs.ankle, "picture", Axis(0.0, 1.0, "S"), "ankle")
    assert landmarks_of(own)[0].tolist() == [27 if side == "left" else 28]


def test_a_derived_measure_rests_on_all_that_it_is_made_of():
    both = m.distance(m.fppa("left", "a"), m.fppa("right", "b"), "d")
    assert landmarks_of(m.size(both, "e"))[0].tolist() == [23, 24, 25, 26, 27, 28]


def test_a_column_is_doubted_as_its_worst_landmark_of_the_near_side():
    plan = compile_plan([knee, m.joint(RIGHT.hip, RIGHT.knee, RIGHT.ankle, "right knee"), trunk])
    doubt = np.zeros((2, 33))
    doubt[:, 25], doubt[:, 27] = 3, 2  # left knee and ankle
    found = plan.doubts(doubt, np.array([0, 1]))
    assert found[:, plan.columns["knee"]].tolist() == [3, 0]
    assert found[:, plan.columns["right knee"]].tolist() == [0, 0]
    assert found[:, plan.columns["trunk"]].tolist() == [0, 0]
