"""How a criterion went over sessions: which of them are compared, and with what."""

import json
from datetime import datetime, timedelta, timezone

import pytest

from posecheck.assess.change import LEAST_SESSIONS, Reading
from posecheck.run.course import ONCE, courses, document
from posecheck.run.history import Kept, Session

BEGIN = datetime(2026, 1, 1, tzinfo=timezone.utc)
LEAN = (4.0, 12.0)


def kept(value, verdict="good", *, uncertainty=3.0, **more):
    usual = {"id": "lean", "side": None, "title": "Lean", "unit": "deg", "reason": None}
    reading = Reading(value, uncertainty, verdict, more.pop("label", None))
    return Kept(**{**usual, "good": LEAN, "reading": reading, **more})


def session(day, *criteria, **more):
    usual = {"check": "running", "title": "Running", "variant": "", "view": "side-left"}
    how = {"filter_name": "live", "model_name": "full", "verdict": "good"}
    when = BEGIN + timedelta(days=day)
    return Session(when=when, criteria=criteria, **{**usual, **how, **more})


def course_of(*sessions):
    (course,) = courses(sessions)
    return course


def test_the_first_and_the_last_are_compared():
    course = course_of(*(session(day, kept(20.0 - 3 * day)) for day in range(4)))
    assert (course.change.kind, course.change.difference) == ("better", -9.0)
    assert course.change.smallest == pytest.approx(3.0 * 2**0.5)
    assert not course.by_scatter


def test_many_sessions_tell_by_their_own_scatter_what_noise_is():
    values = [20.0 + 0.2 * (-1) ** day - day / LEAST_SESSIONS for day in range(LEAST_SESSIONS)]
    course = course_of(*(session(day, kept(value)) for day, value in enumerate(values)))
    assert course.by_scatter
    assert course.change.kind == "better"  # by less than the errors of two alone would allow
    assert course.change.smallest < 3.0 * 2**0.5


@pytest.mark.parametrize(
    "otherwise",
    [
        {"filter_name": "clip"},
        {"model_name": "lite"},
        {"variant": "stage=2"},
        {"view": "back"},
    ],
)
def test_only_what_was_measured_like_the_last_is_compared(otherwise):
    course = course_of(session(0, kept(20.0), **otherwise), session(1, kept(8.0)))
    assert len(course.readings) == 2
    assert [reading.value for _, reading in course.alike] == [8.0]
    assert (course.change.kind, course.change.reason) == ("unknown", ONCE)


def test_the_left_and_the_right_side_are_one_direction():
    assert (
        len(course_of(session(0, kept(20.0), view="side-right"), session(1, kept(8.0))).alike) == 2
    )


def test_a_session_that_could_not_judge_it_leaves_a_mark_but_no_number():
    course = course_of(
        session(0, kept(20.0)), session(1, kept(None, "unsure")), session(2, kept(8.0))
    )
    assert [reading.verdict for _, reading in course.readings] == ["good", "unsure", "good"]
    assert [reading.value for _, reading in course.alike] == [20.0, 8.0]


def test_classes_have_a_course_too():
    rear, mid = (
        kept(None, verdict, label=name) for verdict, name in (("fault", "rear"), ("good", "mid"))
    )
    assert course_of(session(0, rear), session(1, mid)).change.kind == "better"


def test_each_side_has_a_course_of_its_own():
    both = [kept(20.0, side=side) for side in ("left", "right")]
    assert [course.side for course in courses([session(0, *both), session(1, *both)])] == [
        *("left", "right")
    ]


def test_programs_get_every_session_and_course():
    sessions = [session(day, kept(20.0 - 9 * day)) for day in range(2)]
    sessions.append(session(2, kept(1.0), check="squat", title="Squat"))
    told = json.loads(json.dumps(document(sessions), allow_nan=False))
    assert told["schema"] == "posecheck/history/1"
    assert [check["check"] for check in told["checks"]] == ["running", "squat"]
    running = told["checks"][0]
    assert [one["criteria"][0]["value"] for one in running["sessions"]] == [20.0, 11.0]
    (course,) = running["courses"]
    assert (course["change"], course["smallest_from"]) == ("better", "errors")
    assert document([])["checks"] == []
