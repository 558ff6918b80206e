"""A change is believed once it has lasted."""

from hypothesis import given
from hypothesis import strategies as st

from posecheck.assess.phase import Dwell


def test_a_change_is_believed_once_it_has_lasted():
    dwell = Dwell(0.25)
    believed = [dwell.step(i / 8, i >= 3) for i in range(8)]
    assert believed == [False] * 5 + [True] * 3
    assert dwell.since_s == 3 / 8  # when it truly began


def test_a_flicker_is_not_believed():
    dwell = Dwell(0.2)
    assert not any(dwell.step(i * 0.1, i % 2 == 0) for i in range(20))


def test_it_may_begin_in_either_state():
    assert Dwell(0.2, state=True).step(0.0, condition=False)


@given(st.lists(st.booleans(), max_size=40))
def test_nothing_is_believed_that_has_not_lasted(conditions):
    dwell, before = Dwell(0.25), False
    for i, condition in enumerate(conditions):
        believed = dwell.step(i / 8, condition)
        if believed != before:
            assert i >= 2
            assert set(conditions[i - 2 : i + 1]) == {believed}
        before = believed
