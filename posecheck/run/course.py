"""How each criterion went over the sessions that were kept, and whether that is more than noise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from posecheck.assess.change import Change, Reading, change, smallest_of_many
from posecheck.run.history import Kept, Session

HISTORY_SCHEMA = "posecheck/history/1"
ONCE = "once"
"""The reason where there are no two readings to compare."""


@dataclass(frozen=True, slots=True)
class Course:
    """One criterion over the sessions of a check, the oldest first.

    readings: all of them. alike: those with a number, measured as the latest was. change: from the
    first to the last of these; its smallest step comes from their own scatter where by_scatter.
    """

    id: str
    side: str | None
    title: str
    unit: str
    readings: tuple[tuple[datetime, Reading], ...]
    alike: tuple[tuple[datetime, Reading], ...]
    change: Change
    by_scatter: bool


def courses(sessions: Sequence[Session]) -> tuple[Course, ...]:
    """Follow each criterion through sessions of one check, in the order they are to be shown."""
    found: dict[tuple[str, str | None], list[tuple[Session, Kept]]] = {}
    for session in sessions:
        for kept in session.criteria:
            found.setdefault((kept.id, kept.side), []).append((session, kept))
    return tuple(map(_course, found.values()))


def document(sessions: Sequence[Session]) -> dict[str, object]:
    """Lay sessions and courses out for programs to read."""
    checks = dict.fromkeys(session.check for session in sessions)
    return {
        "schema": HISTORY_SCHEMA,
        "checks": [
            _check_entry([session for session in sessions if session.check == check])
            for check in checks
        ],
    }


def _course(steps: Sequence[tuple[Session, Kept]]) -> Course:
    latest_session, latest = steps[-1]
    way = _way(latest_session, latest)
    alike = [
        (session.when, kept.reading)
        for session, kept in steps
        if _way(session, kept) == way and _judged(kept.reading)
    ]
    values = [reading.value for _, reading in alike if reading.value is not None]
    smallest = smallest_of_many(values) if len(values) == len(alike) else None
    step = Change("unknown", reason=ONCE)
    if len(alike) > 1:
        step = change(alike[0][1], alike[-1][1], latest.good, smallest=smallest)
    return Course(
        id=latest.id,
        side=latest.side,
        title=latest.title,
        unit=latest.unit,
        readings=tuple((session.when, kept.reading) for session, kept in steps),
        alike=tuple(alike),
        change=step,
        by_scatter=smallest is not None,
    )


def _way(session: Session, kept: Kept) -> tuple[str, ...]:
    """Give how something was measured; only what was measured alike can be compared."""
    direction = session.view.split("-", maxsplit=1)[0]
    return session.variant, direction, session.filter_name, session.model_name, kept.unit


def _judged(reading: Reading) -> bool:
    return reading.verdict != "unsure" and (reading.value is not None or reading.label is not None)


def _check_entry(sessions: Sequence[Session]) -> dict[str, object]:
    return {
        "check": sessions[-1].check,
        "title": sessions[-1].title,
        "sessions": [_session_entry(session) for session in sessions],
        "courses": [_course_entry(course) for course in courses(sessions)],
    }


def _session_entry(session: Session) -> dict[str, object]:
    return {
        "time": session.when.isoformat(),
        "verdict": session.verdict,
        "variant": session.variant,
        "view": session.view,
        "filter": session.filter_name,
        "model": session.model_name,
        "criteria": [
            {"id": kept.id, "side": kept.side, **asdict(kept.reading), "reason": kept.reason}
            for kept in session.criteria
        ],
    }


def _course_entry(course: Course) -> dict[str, object]:
    return {
        "id": course.id,
        "side": course.side,
        "title": course.title,
        "unit": course.unit,
        "readings": [{"time": w.isoformat(), **asdict(one)} for w, one in course.alike],
        "change": course.change.kind,
        "difference": course.change.difference,
        "smallest": course.change.smallest,
        "smallest_from": "scatter" if course.by_scatter else "errors",
        "reason": course.change.reason,
    }
