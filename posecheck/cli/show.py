"""What the commands print: a result in lines, the list of checks, progress."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from posecheck.assess.results import CriterionResult, Judgement
    from posecheck.assess.rules import Check

MARKS = {"good": "ok", "borderline": "~", "fault": "X", "unsure": "?", None: "i"}
BAR = 24


def say(text: str = "") -> None:
    """Print a line of the result."""
    print(text)


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


def result_lines(judgement: Judgement) -> list[str]:
    """Put a judgement in lines for a terminal: the verdict, then each criterion."""
    chosen = " (chosen automatically)" if judgement.check_chosen_by == "auto" else ""
    view = judgement.view.name.replace("-", " ")
    lines = [
        f"{judgement.check_title}{chosen}, seen from: {view}",
        f"Verdict: {judgement.verdict.upper()}",
        "",
    ]
    hidden = [one for one in judgement.criteria if one.reason == "wrong-view"]
    lines += [_criterion(one) for one in judgement.criteria if one.reason != "wrong-view"]
    worst = [one for one in judgement.criteria if one.verdict == "fault" and one.cue]
    if worst:
        lines += ["", *dict.fromkeys(f"  -> {one.title}: {one.cue}" for one in worst)]
    if hidden:
        titles = ", ".join(dict.fromkeys(one.title.lower() for one in hidden))
        lines += ["", f"This view cannot show: {titles}."]
    lines += [f"Note: {warning}" for warning in judgement.warnings]
    return lines


def print_result(folder: Path, judgement: Judgement, *, as_json: bool) -> None:
    """Print a result, as result.json where that was asked for."""
    if as_json:
        say((folder / "result.json").read_text(encoding="utf-8").rstrip())
        return
    for line in result_lines(judgement):
        say(line)
    say()
    say(f"Report: {folder / 'report.html'}")


def check_lines(check: Check) -> list[str]:
    """Put one check in lines: how to film it, what is judged, what cannot be seen."""
    lines = [f"{check.id}: {check.title}", check.purpose, "", check.setup, "", "Criteria:"]
    for one in check.criteria:
        side = f" ({one.side})" if one.side else ""
        views = ", ".join(sorted(one.views))
        lines.append(f"  {one.id}{side}: {one.title}")
        lines.append(f"    {one.meaning}")
        if one.band is not None:
            good, fault = _limits(one.band.good), _limits(one.band.fault)
            lines.append(f"    good {good}, fault outside {fault} {one.measure.unit}")
        lines.append(f"    seen from: {views}. Trust: {one.cannot or one.trust}")
        cues = dict.fromkeys(cue for cue in (one.cue.low, one.cue.high) if cue)
        lines += [f'    cue: "{cue}"' for cue in cues]
        lines += [f"    source: {source.line()}" for source in one.sources]
    lines += ["", "Cannot be seen:", *(f"  {text}" for text in check.not_observable)]
    return lines


def check_json(checks: Sequence[Check]) -> str:
    """Put checks into JSON."""
    return json.dumps([_check_dict(check) for check in checks], indent=1)


def _check_dict(check: Check) -> dict[str, Any]:
    return {
        "id": check.id,
        "title": check.title,
        "purpose": check.purpose,
        "setup": check.setup,
        "not_observable": list(check.not_observable),
        "criteria": [
            {
                "id": one.id,
                "code": one.code,
                "title": one.title,
                "side": one.side,
                "required": one.required,
                "meaning": one.meaning,
                "unit": one.measure.unit,
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
    title = f"{one.title} ({one.side})" if one.side else one.title
    number = ""
    if one.value is not None:
        digits = 2 if one.unit in ("W", "P", "L", "T", "of standing", "s") else 1
        spread = f" +-{one.uncertainty:.{digits}f}" if one.uncertainty else ""
        number = f"{one.value:.{digits}f}{spread} {one.unit}"
    if one.label:
        number = f"{number} ({one.label})" if number else one.label
    said = one.verdict or "for information"
    why = f": {one.explanation}" if one.explanation else ""
    return f"  {MARKS[one.verdict]:2s} {title:38.38s} {number:24s} {said}{why}".rstrip()


def _limits(limits: tuple[float | None, float | None]) -> str:
    low, high = limits
    if low is None:
        return f"up to {high:g}" if high is not None else "any"
    return f"from {low:g}" if high is None else f"{low:g} to {high:g}"
