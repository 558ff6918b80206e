"""Measures of measures: what each operation says, and the order they are worked out in."""

import numpy as np
import pytest

from posecheck.body import NOSE, ORIGIN
from posecheck.geometry import measure as m
from posecheck.geometry.measure import Axis, Channel, Measure, Vector
from posecheck.geometry.plan import compile_plan
from posecheck.geometry.stages import base_of, stages_of, work_out
from tests.figure import pose, seen
from tests.geometry.measuring import standing

PLACE = Measure("place", "along", "picture", Vector(ORIGIN, NOSE), Axis(1.0, 0.0), "deg")
TWICE = Measure(
    "twice", "along", "picture", Vector(ORIGIN, NOSE), Axis(1.0, 0.0), "deg", factor=2.0
)


def values_of(measure, nose_at, baseline=None, channels=None):
    plan = compile_plan([measure])
    points = np.repeat(seen(pose().landmarks(), "front")[None], len(nose_at), axis=0)
    points[:, 0, 0] = nose_at
    found = plan.evaluate(points, standing("front", len(nose_at), baseline), channels)
    return found[:, plan.columns[measure.name]].tolist()


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (m.difference(PLACE, TWICE, "d"), [-3.0, 2.0]),
        (m.distance(PLACE, TWICE, "d"), [3.0, 2.0]),
        (m.mean("d", PLACE, TWICE), [4.5, -3.0]),
        (m.largest("d", PLACE, TWICE), [6.0, -2.0]),
        (m.smallest("d", PLACE, TWICE), [3.0, -4.0]),
        (m.size(PLACE, "d"), [3.0, 2.0]),
        (m.spread("d", PLACE, TWICE), [np.std([0, 3, 6]), np.std([0, -2, -4])]),
    ],
    ids=lambda value: getattr(value, "operation", ""),
)
def test_operations(measure, expected):
    assert values_of(measure, [3.0, -2.0]) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("measure", "known", "unknown"),
    [
        (m.relative(PLACE, "r"), 1.0, 3.0),  # the plain value where nobody stood
        (m.change(PLACE, "r"), 1.0, np.nan),
        (m.share_of_baseline(PLACE, "r"), 1.5, np.nan),
    ],
    ids=lambda value: getattr(value, "how", ""),
)
def test_comparisons_with_quiet_standing(measure, known, unknown):
    assert values_of(measure, [3.0], {"place": 2.0}) == pytest.approx([known])
    assert values_of(measure, [3.0]) == pytest.approx([unknown], nan_ok=True)
    assert values_of(measure, [3.0], {"place": np.nan}) == pytest.approx([unknown], nan_ok=True)


def test_nothing_is_a_share_of_nothing():
    share = m.share_of_baseline(PLACE, "r")
    assert values_of(share, [3.0], {"place": 0.0}) == pytest.approx([np.nan], nan_ok=True)


def test_measures_of_measures_of_measures():
    deep = m.size(m.relative(m.difference(PLACE, TWICE, "d"), "r"), "s")
    assert values_of(deep, [3.0], {"d": -1.0}) == [2.0]
    mixed = m.largest("l", deep, PLACE)
    assert values_of(mixed, [3.0], {"d": -1.0}) == [3.0]


def test_a_missing_input_is_missing_in_what_is_made_of_it():
    for made in (m.mean("d", PLACE, TWICE), m.largest("d", PLACE, TWICE), m.spread("d", PLACE)):
        assert np.isnan(values_of(made, [np.nan])).all()


def test_channels_by_name():
    channel = Channel("pelvis", "deg")
    assert values_of(channel, [0.0, 0.0], channels={"pelvis": np.array([1.0, 2.0])}) == [1.0, 2.0]
    assert np.isnan(values_of(channel, [0.0, 0.0])).all()


def test_columns_that_are_made_alike_are_worked_out_at_once():
    columns = {"place": 0, "twice": 1, "a": 2, "b": 3, "c": 4}
    rest = [m.size(PLACE, "a"), m.size(TWICE, "b"), m.size(m.size(PLACE, "a"), "c")]
    first, second = stages_of(rest, columns)
    assert first.columns.tolist() == [2, 3]
    assert second.columns.tolist() == [4]
    inputs = np.array([[[-1.0], [5.0]], [[2.0], [-6.0]]])
    assert work_out(first, inputs, base_of(first, {}), {}).tolist() == [[1.0, 5.0], [2.0, 6.0]]
