"""The six formulas: signs, ranges, and what happens to a segment without length."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.geometry.vectors import KINDS, SHARES, TURNS, apply_formulas, columns_of

UP = (0.0, 1.0)
RIGHT = (1.0, 0.0)
numbers = st.floats(-10, 10).filter(lambda x: abs(x) > 1e-3)
arrows = st.tuples(numbers, numbers)


def value(formula, u, v):
    vectors = np.array([*u, *v], dtype=float).reshape(1, 2, 2, 1)
    return float(apply_formulas(vectors, columns_of([formula]))[0, 0])


@pytest.mark.parametrize(
    ("formula", "u", "v", "expected"),
    [
        ("angle", (1, 0), (0, 2), 90),
        ("angle", (-1, 0), (3, 0), 180),
        ("angle", (1, 1), (5, 5), 0),
        ("signed", (1, 1), UP, 45),  # leaning to the right of an upright line
        ("signed", (-1, 1), UP, -45),
        ("signed", (1, -1), UP, 135),
        ("signed", (1, 1), RIGHT, -45),
        ("line", (1, 1), RIGHT, -45),
        ("line", (1, -1), RIGHT, 45),  # the head of u lies to the right of v
        ("line", (-1, -1), RIGHT, 45),  # also where u points against v
        ("ratio", (3, 4), (0, 2), 2.5),
        ("along", (3, 4), (2, 0), 1.5),
        ("along", (-3, 4), (2, 0), -1.5),
        ("across", (3, 4), (0, 2), 1.5),  # to the right of an upright line
        ("across", (-3, 4), (0, 2), -1.5),
    ],
)
def test_known_answers(formula, u, v, expected):
    assert value(formula, u, v) == pytest.approx(expected)


@pytest.mark.parametrize("formula", KINDS)
def test_a_reference_without_length_gives_nan(formula):
    assert np.isnan(value(formula, (1, 2), (0, 0)))


@pytest.mark.parametrize("formula", TURNS)
def test_a_segment_without_length_has_no_direction(formula):
    assert np.isnan(value(formula, (0, 0), (1, 2)))


@pytest.mark.parametrize(("formula", "expected"), [("ratio", 0), ("along", 0), ("across", 0)])
def test_a_segment_without_length_still_has_a_length(formula, expected):
    assert value(formula, (0, 0), (1, 2)) == expected


@pytest.mark.parametrize("formula", KINDS)
@pytest.mark.parametrize("missing", range(4))
def test_a_missing_coordinate_gives_nan(formula, missing):
    parts = [1.0, 2.0, 3.0, 5.0]
    parts[missing] = np.nan
    assert np.isnan(value(formula, parts[:2], parts[2:]))


@given(arrows, arrows)
def test_ranges(u, v):
    assert 0 <= value("angle", u, v) <= 180
    assert -180 <= value("signed", u, v) <= 180
    assert -90 <= value("line", u, v) <= 90
    assert value("ratio", u, v) >= 0


@given(arrows, arrows)
def test_the_signed_angle_has_the_size_of_the_angle(u, v):
    assert abs(value("signed", u, v)) == pytest.approx(value("angle", u, v), abs=1e-9)


@given(arrows, arrows)
def test_along_and_across_together_make_the_ratio(u, v):
    both = np.hypot(value("along", u, v), value("across", u, v))
    assert both == pytest.approx(value("ratio", u, v), rel=1e-9)


def test_angles_near_straight_keep_their_digits():
    u = (np.sin(np.radians(0.001)), np.cos(np.radians(0.001)))
    assert value("angle", u, UP) == pytest.approx(0.001, rel=1e-6)


@pytest.mark.parametrize("kinds", [KINDS, TURNS, SHARES, ("line", "ratio"), ("signed", "along")])
def test_columns_of_several_kinds_are_what_each_is_by_itself(kinds):
    rng = np.random.default_rng(7)
    vectors = rng.uniform(-1, 1, (5, 2, 2, 2 * len(kinds)))
    found = apply_formulas(vectors, columns_of([kind for kind in kinds for _ in range(2)]))
    for i, kind in enumerate(kinds):
        part = slice(2 * i, 2 * i + 2)
        alone = apply_formulas(vectors[..., part], columns_of([kind] * 2))
        assert found[:, part].tolist() == alone.tolist()
