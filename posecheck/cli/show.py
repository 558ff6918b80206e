"""What the commands print: a result in lines, the list of checks, progress."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from posecheck.errors import OutputError

if TYPE_CHECKING:
    from posecheck.assess.results import CriterionResult, Judgement
    from posecheck.assess.routine import Routine
    from posecheck.assess.rules import Check
    from posecheck.run.outcome import Outcome

MARKS = {"good": "ok", "borderline": "~", "fault": "X", "unsure": "?", None: "i"}
BAR = 24


def say(text: str = "") -> None:
    """Print a line of the result; OutputError where whoever reads it cannot take it."""
    try:
        print(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(
            f"the output cannot be written ({error.strerror}); send it somewhere else"
        ) from error


def note(text: str) -> None:
    """Print a line of progress."""
    print(text, file=sys.stderr)


class Progress:
    """Shows what is being done: a bar on a terminal, a line for each stage elsewhere."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._stage = ""
        self._shown_s = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take note of how far a stage is."""
        if stage != self._stage:
            self.end()
            self._stage = stage
            if not self._live:
                note(f"{stage} ...")
        now = time.monotonic()
        if self._live and (now - self._shown_s > 0.1 or done >= total):
            self._shown_s = now
            share = min(1.0, done / total) if total else 1.0
            bar = "=" * int(BAR * share)
            sys.stderr.write(f"\r{stage:40.40s} [{bar:<{BAR}}] {share:4.0%}")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave the line of the bar."""
        if self._live and self._stage:
            sys.stderr.write("\n")
        self._stage = ""


def result_lines(judgement: Judgement, views: Sequence[str] = ()) -> list[str]:
    """Put a judgement in lines for a terminal: the verdict, then each criterion.

    views: names of those of several clips, where they became one result.
    """
    from posecheck.assess.unrecognised import TITLE
    from posecheck.feedback.cues import advised
    from posecheck.feedback.report.words import VIEWS

    seen = " and ".join(VIEWS[view] for view in dict.fromkeys(views or [judgement.view.name]))
    auto = judgement.check_chosen_by == "auto" and judgement.check_title != TITLE
    chosen = " (chosen automatically)" if auto else ""
    lines = [
        f"{judgement.check_title}{chosen}, seen {seen}",
        f"Verdict: {judgement.verdict.upper()}",
    ]
    judged = [_criterion(one) for one in judgement.criteria if one.verdict != "unsure"]
    lines += ["", *judged] if judged else []
    advice = advised(judgement.criteria)
    worst = [one for one in advice if one.verdict == advice[0].verdict]
    if worst:
        lines += ["", *dict.fromkeys(f"  -> {one.title}: {one.cue}" for one in worst)]
    lines += _unsure([one for one in judgement.criteria if one.verdict == "unsure"])
    if judgement.criteria and all(one.reason == "wrong-view" for one in judgement.criteria):
        lines.append(f"  How to film it: posecheck checks {judgement.check}")
    return lines + [f"Note: {warning}" for warning in judgement.warnings]


def print_results(
    outcomes: Iterable[Outcome],
    *,
    as_json: bool,
    many: bool = False,
    progress: Progress | None = None,
) -> list[str]:
    """Print results as they come, or their result.json at the end; give the verdicts.

    many: several files were given, and their JSON is a list.
    """
    done: list[Outcome] = []
    try:
        for outcome in outcomes:
            if progress is not None:
                progress.end()
            done.append(outcome)
            if not as_json:
                print_result(outcome)
    finally:  # what was finished before something went wrong is a result too
        if progress is not None:
            progress.end()
        if as_json:
            _print_json(done, many=many)
    return [outcome.verdict for outcome in done]


def print_result(outcome: Outcome) -> None:
    """Print one result, and where its report lies."""
    result = json.loads((outcome.folder / "result.json").read_text(encoding="utf-8"))
    views = [clip["view"]["name"] for clip in result.get("clips", ())]
    for line in result_lines(outcome.judgement, views):
        say(line)
    say()
    say(f"Report: {outcome.folder / 'report.html'}")


def _print_json(outcomes: Sequence[Outcome], *, many: bool) -> None:
    places = [outcome.folder / "result.json" for outcome in outcomes]
    texts = [place.read_text(encoding="utf-8").rstrip() for place in places]
    if many:
        say("[" + ",\n".join(texts) + "]")
    elif texts:
        say(texts[0])


def check_lines(check: Check) -> list[str]:
    """Put one check in lines: how to film it, its variants, what is judged, what is not seen."""
    lines = [f"{check.id}: {check.title}", check.purpose, "", check.setup, ""]
    for key, choices in check.options.items():
        usual, *others = (f"{key}={choice}" for choice in choices)
        lines.append(f"Variants, for --option: {usual} where none is given, {', '.join(others)}")
    lines += ["", "Criteria:"] if check.options else ["Criteria:"]
    for one in check.criteria:
        side = f" ({one.side})" if one.side else ""
        views = ", ".join(sorted(one.views))
        lines.append(f"  {one.id}{side}: {one.title}")
        lines.append(f"    {one.meaning}")
        if one.band is not None:
            unit = unit_of(one.unit)
            lines.append(f"    good {_inside(one.band.good)}{unit}{_beyond(one.band.fault, unit)}")
        lines.append(f"    seen from: {views}")
        lines.append(f"    how far to trust it: {one.cannot or one.trust}")
        cues = dict.fromkeys(cue for cue in (one.cue.low, one.cue.high) if cue)
        lines += [f'    cue: "{cue}"' for cue in cues]
        lines += [f"    source: {source.line()}" for source in one.sources]
    lines += ["", "Cannot be seen:", *(f"  {text}" for text in check.not_observable)]
    return lines


def routine_lines(routine: Routine) -> list[str]:
    """Put a routine's exercises with what each asks for, and its source, in lines."""
    from posecheck.checks import find

    lines = [f"{routine.id:20s} {routine.purpose}"]
    for station in routine.stations:
        variant = "".join(f" {key}={value}" for key, value in station.options.items())
        amount = station.amount(find(station.check))
        lines.append(f"{'':20s} - {station.check}{variant} ({amount})")
    return [*lines, f"{'':20s} Source: {routine.source.line()}"]


def check_json(checks: Sequence[Check]) -> str:
    """Put checks into JSON."""
    return json.dumps([_check_dict(check) for check in checks], indent=1)


def _check_dict(check: Check) -> dict[str, Any]:
    return {
        "id": check.id,
        "title": check.title,
        "purpose": check.purpose,
        "setup": check.setup,
        "options": {key: list(choices) for key, choices in check.options.items()},
        "not_observable": list(check.not_observable),
        "criteria": [
            {
                "id": one.id,
                "code": one.code,
                "title": one.title,
                "side": one.side,
                "required": one.required,
                "meaning": one.meaning,
                "unit": one.unit,
                "good": list(one.band.good) if one.band else [None, None],
                "fault": list(one.band.fault) if one.band else [None, None],
                "uncertainty": one.error,
                "views": sorted(one.views),
                "cue": {"low": one.cue.low, "high": one.cue.high},
                "trust": one.cannot or one.trust,
                "sources": [source.line() for source in one.sources],
            }
            for one in check.criteria
        ],
    }


def _criterion(one: CriterionResult) -> str:
    said = one.verdict or "for information"
    return f"  {MARKS[one.verdict]:2s} {_title(one):38.38s} {_number(one):28s} {said}".rstrip()


def _number(one: CriterionResult) -> str:
    number = ""
    if one.value is not None:
        spread = f" +-{figure(one.uncertainty, one.unit)}" if one.uncertainty else ""
        number = f"{figure(one.value, one.unit)}{spread}{unit_of(one.unit)}"
    if one.label:
        number = f"{number} ({one.label})" if number else one.label
    return number


def figure(value: float, unit: str) -> str:
    """Give a number with as many digits as its unit deserves, without the unit."""
    digits = 2 if unit in ("S", "T", "L", "W", "P", "of standing", "s") else 1
    return f"{value:.{digits}f}"


def _unsure(criteria: Sequence[CriterionResult]) -> list[str]:
    """Say once for each reason what could not be judged; what no camera there shows comes last."""
    reasons: dict[str, list[str]] = {}
    for one in sorted(criteria, key=lambda one: one.reason == "wrong-view"):
        view = one.reason == "wrong-view"
        why = "This view cannot show" if view else one.explanation or str(one.reason)
        title = (one.title if view else _title(one)).lower()
        number = _number(one)
        reasons.setdefault(why, []).append(f"{title}: {number}" if number else title)
    lines = [
        f"  {MARKS['unsure']:2s} {why.rstrip('.')}: {'; '.join(dict.fromkeys(titles))}."
        for why, titles in reasons.items()
    ]
    return ["", "Unsure:", *lines] if lines else []


def _title(one: CriterionResult) -> str:
    return f"{one.title} ({one.side})" if one.side else one.title


def unit_of(unit: str) -> str:
    """Give a unit in letters that every terminal has."""
    from posecheck.feedback.report.words import UNITS

    return " deg" if unit == "deg" else UNITS.get(unit, f" {unit}" if unit else "")


def _inside(limits: tuple[float | None, float | None]) -> str:
    low, high = limits
    if low is None:
        return f"up to {high:g}" if high is not None else "any"
    return f"from {low:g}" if high is None else f"{low:g} to {high:g}"


def _beyond(limits: tuple[float | None, float | None], unit: str) -> str:
    sides = zip(("below", "above"), limits, strict=True)
    told = [f"{side} {limit:g}" for side, limit in sides if limit is not None]
    return f", fault {' or '.join(told)}{unit}, borderline between" if told else ""
