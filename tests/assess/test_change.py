"""When a difference between two results may be called better or worse."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.assess.change import (
    LEAST_SESSIONS,
    NO_ERROR,
    NO_NUMBER,
    UNSURE,
    Reading,
    change,
    smallest_change,
    smallest_of_many,
)

LEAN = (4.0, 12.0)


def read(value, uncertainty=1.0, verdict="good", label=None):
    return Reading(value, uncertainty, verdict, label)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (20.0, 14.0, "better"),
        (14.0, 20.0, "worse"),
        (0.0, 6.0, "better"),
        (6.0, 0.0, "worse"),
        (5.0, 11.0, "changed"),  # good both times
        (1.0, 15.0, "changed"),  # too low, then just as much too high
        (-20.0, 15.0, "better"),
        (20.0, 19.0, "same"),
    ],
)
def test_better_is_nearer_to_the_good_limits_by_more_than_the_error(before, after, kind):
    assert change(read(before), read(after), LEAN).kind == kind


def test_what_is_only_for_information_neither_mends_nor_gets_worse():
    assert change(read(1.0), read(9.0), (None, None)).kind == "changed"


def test_two_errors_add_as_squares():
    found = change(read(20.0, 3.0), read(15.5, 4.0), LEAN)
    assert (found.kind, found.difference, found.smallest) == ("same", -4.5, 5.0)
    assert change(read(20.0, 3.0), read(14.9, 4.0), LEAN).kind == "better"


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (read(20.0), read(None, None, "unsure"), UNSURE),
        (read(20.0, verdict="unsure"), read(10.0), UNSURE),
        (read(20.0, None), read(10.0), NO_ERROR),
        (read(None), read(10.0), NO_NUMBER),
    ],
)
def test_what_cannot_be_told_says_why(before, after, reason):
    found = change(before, after, LEAN)
    assert (found.kind, found.reason) == ("unknown", reason)


def test_classes_are_compared_by_their_verdicts():
    rear, mid = (read(None, None, "borderline", "rear"), read(None, None, "good", "mid"))
    assert change(rear, mid, (None, None)).kind == "better"
    assert change(mid, rear, (None, None)).kind == "worse"
    assert change(mid, mid, (None, None)).kind == "same"
    told = [read(None, None, None, name) for name in ("rear", "fore")]
    assert change(*told, (None, None)).kind == "changed"


readings = st.builds(read, st.floats(-50, 50), st.floats(0.01, 10))


@given(readings, readings)
def test_going_back_is_the_opposite(before, after):
    there, back = change(before, after, LEAN), change(after, before, LEAN)
    opposite = {"better": "worse", "worse": "better"}
    assert back.kind == opposite.get(there.kind, there.kind)
    assert back.smallest == there.smallest


def test_a_few_sessions_say_nothing_of_their_scatter_nor_do_copies_of_one():
    assert smallest_of_many([1.0, 2.0] * 3) is None
    assert smallest_of_many([5.0] * 20) is None
    assert smallest_of_many([float(n % 2) for n in range(LEAST_SESSIONS)]) is not None


def test_nineteen_of_twenty_pairs_of_sessions_lie_within_the_smallest_change():
    noise = np.random.default_rng(3)
    values = 10 + 2 * noise.standard_normal(4000)
    smallest = smallest_of_many(values.tolist())
    assert smallest == pytest.approx(1.96 * math.sqrt(2) * 2, rel=0.05)
    inside = np.abs(np.diff(values.reshape(-1, 2), axis=1)) < smallest
    assert inside.mean() == pytest.approx(0.95, abs=0.02)


def test_getting_better_over_months_is_not_called_noise():
    noise = np.random.default_rng(5).standard_normal(40)
    still, mending = noise, noise - np.linspace(0, 30, 40)
    assert smallest_of_many(mending.tolist()) == pytest.approx(
        smallest_of_many(still.tolist()), rel=0.25
    )


def test_the_error_of_a_change_is_known_only_with_both():
    assert smallest_change(read(1.0, 3.0), read(2.0, 4.0)) == 5.0
    assert smallest_change(read(1.0, None), read(2.0, 4.0)) is None
