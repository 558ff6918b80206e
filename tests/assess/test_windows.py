"""Which frames a criterion is judged in."""

import numpy as np
import pytest

from posecheck.assess.phase import Rep
from posecheck.assess.windows import number_of, spans_of
from tests.assess.synthetic import VALUE, Written, case_of, check_of, criterion, track_of

VALUES = np.arange(20.0)  # at 0.0, 0.1 .. 1.9 s
PHASES = np.array([0] * 5 + [1] * 5 + [2] * 5 + [1] * 5)
ALL = np.ones(20, dtype=bool)
REPS = (
    Rep(0, "left", 0.2, 0.8, marks={"contact": 0.33, "low": 0.6}, spans={"stance": (0.3, 0.5)}),
    Rep(1, "right", 1.0, 1.6, marks={"contact": 1.2}),
)


def spans(wanted, *, reps=(), repeats=False):
    engine = Written(reps, repeats)
    case = case_of(check_of(wanted, phases=engine), track_of(VALUES, phases=PHASES))
    return spans_of(wanted, case.rows, reps, engine.names, repeats=repeats), case


def numbers(wanted, how="median", usable=ALL, **more):
    found, case = spans(wanted, **more)
    return [number_of(span, how, case.column(VALUE.name), usable, case.rows) for span in found]


def test_all_frames_where_no_phase_is_named():
    (span,), _ = spans(criterion())
    assert span.frames.tolist() == list(range(20))


def test_frames_of_the_named_phases():
    (span,), _ = spans(criterion(during=("in",)))
    assert span.frames.tolist() == [5, 6, 7, 8, 9, 15, 16, 17, 18, 19]


def test_a_phase_that_never_came_has_no_frames():
    absent = criterion(during=("out",))
    engine = Written()
    case = case_of(check_of(absent, phases=engine), track_of(VALUES, phases=1))
    assert spans_of(absent, case.rows, (), engine.names, repeats=False) == []


def test_one_number_for_each_repetition():
    found = numbers(criterion(window="rep"), reps=REPS, repeats=True)
    assert found == [5.0, 13.0]


def test_a_phase_within_each_repetition():
    found, _ = spans(criterion(during=("in",)), reps=REPS, repeats=True)
    assert [span.frames.tolist() for span in found] == [[5, 6, 7, 8], [15, 16]]


def test_a_span_of_each_repetition_that_has_it():
    found, _ = spans(criterion(window="span", during=("stance",)), reps=REPS, repeats=True)
    assert [span.frames.tolist() for span in found] == [[3, 4, 5]]


def test_a_moment_lies_between_frames():
    assert numbers(criterion(window="mark", during=("contact",)), reps=REPS, repeats=True) == [
        pytest.approx(3.3),
        pytest.approx(12.0),
    ]


def test_a_moment_compared_with_another():
    wanted = criterion(window="mark", during=("low", "contact"))
    found = numbers(wanted, reps=REPS, repeats=True)
    assert found[0] == pytest.approx(6.0 - 3.3)
    assert all(np.isnan(found[1:]))


def test_a_moment_with_a_hidden_neighbour_has_no_value():
    usable = ALL.copy()
    usable[4] = False
    found = numbers(
        criterion(window="mark", during=("contact",)), usable=usable, reps=REPS, repeats=True
    )
    assert np.isnan(found[0])
    assert found[1] == pytest.approx(12.0)


def test_a_change_is_the_second_phase_less_the_first():
    wanted = criterion(during=("in", "after"), reduce="change")
    assert numbers(wanted, "change") == [12.0 - np.median([5, 6, 7, 8, 9, 15, 16, 17, 18, 19])]


def test_a_change_needs_both_phases():
    wanted = criterion(during=("in", "after"), reduce="change")
    engine = Written()
    case = case_of(check_of(wanted, phases=engine), track_of(VALUES, phases=1))
    assert spans_of(wanted, case.rows, (), engine.names, repeats=False) == []


def test_frames_that_cannot_be_used_are_left_out():
    usable = np.arange(20) < 3
    assert numbers(criterion(), usable=usable) == [1.0]
    assert np.isnan(numbers(criterion(), usable=~ALL)).all()
