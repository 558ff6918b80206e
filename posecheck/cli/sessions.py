"""Commands about results over time: the history of live sessions, and before and after."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from posecheck.cli import show

if TYPE_CHECKING:
    from posecheck.assess.change import Change, Reading
    from posecheck.run.compare import Compared, Comparison
    from posecheck.run.course import Course
    from posecheck.run.history import Session

WIDTH = 80
MARKS = {"good": "+", "borderline": "~", "fault": "X", "unsure": "?", None: "i"}
MOST_MARKS, MOST_NUMBERS, MOST_LETTERS = 24, 12, 200
KINDS = {
    "better": "Better",
    "worse": "Worse",
    "changed": "Changed, neither for better nor for worse",
    "same": "No change beyond the error",
    "unknown": "Cannot be told",
}
LEGEND = (
    "A mark a session, the latest last: + good, ~ borderline, X fault, ? unsure, i for "
    "information. A change is from the first to the last session that was measured as the last "
    "one was. Noise is what the errors of these two make by themselves or, from {least} sessions "
    "on, what their own scatter makes."
)

AsJson = Annotated[bool, typer.Option("--json", help="Print it for programs to read.")]


def history(
    check: Annotated[
        str | None, typer.Argument(metavar="ID", help="One check, such as wall-posture.")
    ] = None,
    clear: Annotated[
        bool, typer.Option("--clear", help="Remove what is kept, of this check or of all.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show how each criterion went over your live sessions; --clear removes what is kept.

    They are kept on this machine alone, without pictures. With an ID, all values are shown.

    Example: posecheck history wall-posture
    """
    from posecheck.checks import find
    from posecheck.run import course
    from posecheck.run import history as kept

    check = find(check).id if check is not None else None
    if clear:
        gone = kept.clear(check)
        show.say(json.dumps({"removed": gone}) if as_json else _removed(gone, kept.history_file()))
        return
    sessions = kept.load(check)
    if as_json:
        show.say(json.dumps(course.document(sessions), indent=1))
        return
    for line in history_lines(sessions, numbers=check is not None):
        show.say(line)


def compare(
    before: Annotated[Path, typer.Argument(metavar="DIR", help="The earlier result.")],
    after: Annotated[Path, typer.Argument(metavar="DIR", help="The later one.")],
    as_json: AsJson = False,
) -> None:
    """Set two results side by side: what changed by more than the error.

    Example: posecheck compare posecheck-results/january.mp4 posecheck-results/march.mp4
    """
    from posecheck.run.compare import compare_folders, document

    compared = compare_folders(before, after)
    if as_json:
        show.say(json.dumps(document(compared), indent=1))
        return
    for line in compare_lines(compared):
        show.say(line)


def history_lines(sessions: Sequence[Session], *, numbers: bool = False) -> list[str]:
    """Put sessions in lines for a terminal, check by check; numbers: with all the values."""
    from posecheck.assess.change import LEAST_SESSIONS
    from posecheck.run.course import courses

    if not sessions:
        return ["Nothing is kept yet; posecheck live keeps what it finds."]
    lines: list[str] = []
    for check in dict.fromkeys(session.check for session in sessions):
        own = [session for session in sessions if session.check == check]
        lines += [*_wrapped(_heading(own), indent=0), ""]
        for one in courses(own):
            lines += _course_lines(one, numbers=numbers)
        lines.append("")
    return [*lines, *textwrap.wrap(LEGEND.format(least=LEAST_SESSIONS), WIDTH)]


def compare_lines(compared: Comparison) -> list[str]:
    """Put a comparison in lines for a terminal, what changed first."""
    lines = [_title_of(compared)]
    for name, origin in (("before", compared.before), ("after", compared.after)):
        told = [origin["created"], origin["file"], str(origin["verdict"]).upper()]
        words = ", ".join(_clean(text) for text in told if text is not None)
        lines += _wrapped(f"{name + ':':8s}{words}")
    for kind, title in KINDS.items():
        own = [one for one in compared.criteria if one.change.kind == kind]
        if own:
            lines += ["", f"{title}:"]
            texts = _untold(own) if kind == "unknown" else [_compared_line(one) for one in own]
            lines += [line for text in texts for line in _wrapped(text)]
    warnings = [line for text in compared.warnings for line in _wrapped(f"Note: {text}", indent=0)]
    return [*lines, "", *warnings] if warnings else lines


def _removed(gone: int | None, path: Path) -> str:
    if gone is None:
        return f"Removed a damaged history: {_clean(str(path))}"
    return f"Removed {_count(gone)} from {_clean(str(path))}" if gone else "Nothing was kept."


def _heading(sessions: Sequence[Session]) -> str:
    first, last = (f"{one.when.astimezone():%Y-%m-%d}" for one in (sessions[0], sessions[-1]))
    when = first if first == last else f"{first} to {last}"
    title, verdict = _clean(sessions[-1].title), sessions[-1].verdict.upper()
    return f"{title}: {_count(len(sessions))}, {when}, the last one {verdict}"


def _course_lines(one: Course, *, numbers: bool) -> Iterator[str]:
    marks = "".join(MARKS[reading.verdict] for _, reading in one.readings)[-MOST_MARKS:]
    title = _titled(one.title, one.side)
    room = WIDTH - 4 - MOST_MARKS
    yield f"  {title:{room}.{room}s}  {marks}"
    if not one.alike:
        return
    if numbers and len(one.alike) > 2:
        shown = [_value(reading, one.unit) for _, reading in one.alike[-MOST_NUMBERS:]]
        yield from _wrapped(", ".join(shown) + _unit(one.unit), indent=6)
    first, last = one.alike[0][1], one.alike[-1][1]
    text = _from_to(first, last, one.unit) if len(one.alike) > 1 else _alone(last, one.unit)
    yield from _wrapped(text + _judged(one.change, one.unit), indent=6)


def _judged(change: Change, unit: str) -> str:
    words = {"same": "no change beyond the error", "unknown": ""}
    said = words.get(change.kind, change.kind)
    return (f": {said}" if said else "") + (_noise(change, unit) if said else "")


def _compared_line(one: Compared) -> str:
    if one.before is None or one.after is None:
        return _titled(one.title, one.side)
    was, now = (reading.verdict or "for information" for reading in (one.before, one.after))
    verdicts = was if was == now else f"{was} -> {now}"
    numbers = _from_to(one.before, one.after, one.unit)
    return f"{_titled(one.title, one.side)}: {numbers}, {verdicts}{_noise(one.change, one.unit)}"


def _untold(criteria: Sequence[Compared]) -> list[str]:
    """Say each reason once, with all that it holds for."""
    from posecheck.run.compare import REASONS

    reasons: dict[str, list[str]] = {}
    for one in criteria:
        why = one.why or REASONS.get(one.change.reason or "", "")
        reasons.setdefault(_clean(why).rstrip("."), []).append(_titled(one.title, one.side).lower())
    return [f"{why}: {'; '.join(titles)}." for why, titles in reasons.items()]


def _title_of(compared: Comparison) -> str:
    titles = [
        _clean(str(one["check_title"] or one["check"])) for one in (compared.before, compared.after)
    ]
    return " against ".join(dict.fromkeys(titles))


def _from_to(first: Reading, last: Reading, unit: str) -> str:
    number = _unit(unit) if last.value is not None else ""
    return f"{_value(first, unit)} -> {_value(last, unit)}{number}"


def _alone(reading: Reading, unit: str) -> str:
    return _value(reading, unit) + (_unit(unit) if reading.value is not None else "")


def _value(reading: Reading, unit: str) -> str:
    if reading.value is not None:
        return show.figure(reading.value, unit)
    return _clean(reading.label or "none")


def _noise(change: Change, unit: str) -> str:
    if change.smallest is None:
        return ""
    return f" (up to {show.figure(change.smallest, unit)} is noise)"


def _unit(unit: str) -> str:
    return _clean(show.unit_of(unit))


def _titled(title: str, side: str | None) -> str:
    return _clean(f"{title} ({side})" if side else title)


def _count(sessions: int) -> str:
    return "1 session" if sessions == 1 else f"{sessions} sessions"


def _clean(text: Any) -> str:  # noqa: ANN401
    """Take from a text that somebody else may have written what a terminal would obey."""
    shown = "".join(char if char.isprintable() else "?" for char in str(text))
    return shown if len(shown) <= MOST_LETTERS else f"{shown[:MOST_LETTERS]}..."


def _wrapped(text: str, indent: int = 2) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + 4)
    )
