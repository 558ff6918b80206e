"""The limits of good and fault, and where a value lies among them."""

import pytest

from posecheck.assess.band import Band
from posecheck.errors import CheckError


@pytest.mark.parametrize(
    ("good", "fault"), [((0, 10), (1, 20)), ((0, 10), (-5, 9)), ((None, 3), (None, 2))]
)
def test_good_must_lie_inside_fault(good, fault):
    with pytest.raises(CheckError, match="must lie inside"):
        Band(good, fault)


def test_bands_open_at_one_end():
    assert Band.at_most(3.0, 5.0) == Band((None, 3.0), (None, 5.0))
    assert Band.at_least(5.0, 3.0) == Band((5.0, None), (3.0, None))


def test_which_way_a_value_fails():
    band = Band.within(-5, 5, -10, 10)
    assert [band.direction(value) for value in (-6, 0, 6)] == ["low", "inside", "high"]
    assert [band.nearest(value) for value in (-6, 4, 6)] == ["low", "high", "high"]
    assert Band.at_most(3, 5).nearest(-100) == "high"
    assert Band.at_least(3, 1).nearest(100) == "low"


def test_how_far_beyond_good():
    band = Band.within(-5, 5, -10, 10)
    assert [band.badness(value) for value in (-8, 4, 9)] == [3, -1, 4]
    assert Band.at_most(3, 5).badness(-2) == -5


def test_the_step_from_good_to_fault_of_the_nearer_limit():
    band = Band.within(0, 10, -2, 15)
    assert (band.gap(1), band.gap(9)) == (2, 5)
    assert Band((0, 10), (-2, None)).gap(9) == float("inf")
