"""Left and right: which were used, and how they compare."""

import numpy as np
import pytest

from posecheck.assess.band import Band
from posecheck.assess.phase import Rep
from posecheck.assess.rules import SIDE, Fact
from posecheck.assess.sides import difference_error
from tests.assess.synthetic import (
    LEFT_VALUE,
    RIGHT_VALUE,
    Written,
    check_of,
    criterion,
    judged,
    track_of,
)

BOTH = (Rep(0, "left", 0.0, 0.9), Rep(1, "right", 1.0, 1.9))
WIDE = Band.within(-50, 50, -60, 60)


def comparing(reps=BOTH, of_each=2.0, **difference):
    sided = {"id": "sided", "band": WIDE, "window": "rep", "still": False, "error": of_each}
    comparison = {"of_sides": "sided", "band": Band.at_most(4, 7), "still": False, **difference}
    wanted = [
        criterion(**sided, side="left", measure=LEFT_VALUE),
        criterion(**sided, side="right", measure=RIGHT_VALUE),
        criterion(**comparison),
    ]
    return check_of(*wanted, phases=Written(reps, repeats=True))


def compared(left, right, *, reps=BOTH, frames=20, view="front", **difference):
    check = comparing(reps, **difference)
    return judged(check, track_of(np.zeros(frames), at_15=left, at_16=right), view=view)


@pytest.mark.parametrize(
    ("left", "right", "verdict"), [(10, 12, "good"), (12, 10, "good"), (10, 16, "borderline")]
)
def test_the_difference_has_no_sign(left, right, verdict):
    found = compared(left, right)["value"]
    assert found.value == abs(left - right)
    assert found.uncertainty == 2.0
    assert found.verdict == verdict


def test_the_side_that_is_further_from_good_is_named():
    assert compared(10, 12)["value"].label is None
    assert compared(10, 20)["value"].label == "worse on the right"
    assert compared(-20, -10)["value"].label == "worse on the left"


def test_a_share_is_of_the_larger_side():
    found = compared(30, 40, measure=Fact("sided", "%"))["value"]
    assert found.value == pytest.approx(25.0)


def test_a_leg_that_was_not_used_is_left_out_and_cannot_be_compared():
    found = compared(10, 12, reps=BOTH[:1])
    assert set(found) == {"sided-left", "value"}
    assert found["value"].reason == "needs-both-sides"


def test_without_any_repetition_both_sides_are_listed():
    found = compared(10, 12, reps=())
    assert set(found) == {"sided-left", "sided-right", "value"}
    assert found["sided-left"].reason == "wrong-phase"


def test_repetitions_without_a_side_count_for_both():
    found = compared(10, 12, reps=(Rep(0, None, 0.0, 1.9),))
    assert set(found) == {"sided-left", "sided-right", "value"}
    assert found["value"].value == 2.0


def test_what_rules_the_comparison_out_stays_its_reason():
    assert compared(1, 2, views=SIDE)["value"].reason == "wrong-view"
    assert compared(1, 2, frames=1)["value"].reason == "needs-video"


def test_a_difference_is_less_sure_by_as_much_as_either_side_is():
    check = comparing(of_each=4.0)
    apart = check.criteria[-1]
    assert apart.error == 2.0
    assert difference_error(check, apart, (4.0, 3.0)) == 2.0
    assert difference_error(check, apart, (4.0, 6.0)) == 3.0
    assert difference_error(check, apart, (None, 5.0)) == 2.5
