"""From a number, its band and its uncertainty to a verdict."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.assess.band import Band
from posecheck.assess.grade import grade, limits, overall, verdict, within_fault, worst
from posecheck.assess.results import VERDICTS

BOTH = Band.within(-5.0, 5.0, -10.0, 10.0)
numbers = st.floats(-50, 50).map(lambda value: round(value, 2))
errors = st.floats(0, 12)
verdicts = st.sampled_from(VERDICTS)


@st.composite
def bands(draw):
    low, high = sorted((draw(numbers), draw(numbers)))
    below, above = draw(st.floats(0.1, 10)), draw(st.floats(0.1, 10))
    return draw(
        st.sampled_from(
            [
                Band.within(low, high, low - below, high + above),
                Band.at_most(high, high + above),
                Band.at_least(low, low - below),
                Band((low, high), (low - below, None)),
            ]
        )
    )


@pytest.mark.parametrize(
    ("value", "uncertainty", "expected"),
    [
        (0.0, 2.0, "good"),
        (5.0, 2.0, "good"),
        (-5.0, 2.0, "good"),
        (5.1, 2.0, "borderline"),
        (10.5, 2.0, "borderline"),  # beyond the limit by less than half the uncertainty
        (11.0, 2.0, "fault"),
        (-11.0, 2.0, "fault"),
        (-10.9, 2.0, "borderline"),
        (10.0, 0.0, "fault"),
        (30.0, 10.0, "fault"),  # twice the step from good to fault can still be told apart
        (30.0, 10.1, "unsure"),
        (0.0, 10.1, "unsure"),
        (float("nan"), 1.0, "unsure"),
        (float("inf"), 1.0, "unsure"),
    ],
)
def test_known_verdicts(value, uncertainty, expected):
    assert verdict(value, BOTH, uncertainty) == expected


def test_the_step_from_good_to_fault_is_that_of_the_nearer_limit():
    lopsided = Band.within(0.0, 10.0, -1.0, 20.0)
    assert verdict(9.0, lopsided, 5.0) == "good"
    assert verdict(1.0, lopsided, 5.0) == "unsure"


def test_an_open_end_cannot_be_failed():
    assert verdict(1e6, Band.at_least(5.0, 2.0), 1.0) == "good"
    assert verdict(-1e6, Band.at_most(5.0, 8.0), 1.0) == "good"


@given(bands(), numbers, numbers, errors)
def test_further_out_is_never_better(band, first, second, uncertainty):
    if band.direction(first) != band.direction(second) or band.direction(first) == "inside":
        return
    nearer, further = sorted((first, second), key=band.badness)
    order = VERDICTS.index
    assert order(verdict(nearer, band, uncertainty)) <= order(verdict(further, band, uncertainty))


@given(bands(), numbers, errors, errors)
def test_knowing_less_never_turns_good_into_fault(band, value, one, other):
    surer, less_sure = sorted((one, other))
    before, after = verdict(value, band, surer), verdict(value, band, less_sure)
    allowed = {
        "good": {"good", "unsure"},
        "borderline": {"borderline", "unsure"},
        "fault": {"fault", "borderline", "unsure"},
        "unsure": {"unsure"},
    }
    assert after in allowed[before]


@given(bands(), numbers, errors)
def test_a_fault_is_beyond_its_limit_and_good_inside_its_own(band, value, uncertainty):
    said = verdict(value, band, uncertainty)
    low, high = band.fault
    if said == "fault":
        beyond_low = low is not None and value <= low - uncertainty / 2
        assert beyond_low or (high is not None and value >= high + uncertainty / 2)
    if said == "good":
        assert band.direction(value) == "inside"


@given(st.lists(bands(), min_size=1, max_size=4), st.data())
def test_many_at_once_are_graded_like_each_alone(many, data):
    values = np.array([[data.draw(numbers) for _ in many] for _ in range(3)])
    uncertainty = np.array([data.draw(errors) for _ in many])
    codes = grade(values, limits(many), uncertainty)
    for column, band in enumerate(many):
        alone = grade(values[:, [column]], limits([band]), uncertainty[[column]])
        assert (codes[:, column] == alone[:, 0]).all()


def test_missing_values_are_unsure_frame_by_frame():
    codes = grade(np.array([[0.0], [np.nan], [20.0]]), limits([BOTH]), np.array([2.0]))
    assert [VERDICTS[code] for code in codes[:, 0]] == ["good", "unsure", "fault"]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], "unsure"),
        (["good", "good"], "good"),
        (["good", "borderline"], "borderline"),
        (["good", "unsure", "borderline"], "unsure"),
        (["unsure", "fault"], "fault"),
    ],
)
def test_the_whole(found, expected):
    assert overall(found) == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], "unsure"),
        (["good", "borderline"], "borderline"),
        (["good", "fault", "borderline"], "fault"),
        (["fault", "unsure"], "unsure"),
    ],
)
def test_a_composite(found, expected):
    assert worst(found) == expected


@given(st.lists(verdicts, min_size=1))
def test_the_order_of_parts_does_not_matter(found):
    assert overall(found) == overall(found[::-1])
    assert worst(found) == worst(found[::-1])


@pytest.mark.parametrize(("value", "expected"), [(-9, -4.0), (0.5, 0.5), (9, 6.0)])
def test_a_value_beyond_a_fault_limit_is_taken_back_to_it(value, expected):
    assert within_fault(value, Band.within(-1.0, 2.0, -4.0, 6.0)) == expected
    assert within_fault(value, Band((None, None), (None, None))) == value
