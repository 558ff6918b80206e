"""summary.html: every clip in one table that is sorted and filtered in the browser, offline.

The page holds its data as JSON and draws only the rows in sight, so that thousands answer at once.
Its one script is named by its hash in the page's policy: nothing else can run or be fetched, and
whatever file names hold is set as text, never as markup.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from posecheck.assess.reasons import NOT_SHOWN
from posecheck.assess.unrecognised import TITLE as UNRECOGNISED
from posecheck.feedback.files import criterion_key
from posecheck.feedback.report import words
from posecheck.feedback.summary.entries import Entry
from posecheck.feedback.summary.tables import Ending

THUMBNAIL, REPORT = "thumbnail.jpg", "report.html"
_CLIPS = "@@clips@@"
_FEW_DIGITS = ("S", "T", "L", "W", "P", "ratio", "s")
_ELSEWHERE = "wrong-view"
_VIEWS = {
    "side-left": "left side",
    "side-right": "right side",
    "front": "front",
    "back": "back",
    "oblique": "at an angle",
}


class PageForm:
    """summary.html."""

    between = ",\n"

    def __init__(self, about: Mapping[str, Any]) -> None:
        self._known: dict[tuple[str, str], int] = {}
        self._criteria: list[dict[str, Any]] = []
        self._titles: dict[str, str] = {}
        before, self._after = _rendered(about).split(_CLIPS)
        self.head = before + '{"clips":[\n'

    def told(self, entry: Entry) -> str:
        """Give the data of an entry."""
        return _json(self._clip(entry))

    def foot(self, ending: Ending) -> str:
        """Give what the data of all have in common, and the end of the page."""
        rest = {
            "criteria": self._criteria,
            "checks": self._titles,
            "counts": ending.counts.plain(),
            "leftOut": len(ending.left_out),
        }
        return "\n]," + _json(rest).removeprefix("{") + self._after

    def _clip(self, entry: Entry) -> list[Any]:
        """Give what the page knows of a clip, in the order that its script expects."""
        link = quote(entry.folder, safe="") + "/" if entry.folder else ""
        result = entry.result
        head = [entry.name, link, entry.verdict or "failed", int(entry.thumbnail)]
        tail = [entry.person, entry.date, " · ".join(filter(None, (entry.group, entry.notes)))]
        if result is None:
            return [*head, "", "", _reason(entry), *tail, []]
        check = str(result["check"])
        view = _VIEWS.get(result["view"]["name"], "")
        values = [self._value(check, one) for one in result["criteria"]]
        return [*head, self._group(result), view, _sentence(result), *tail, values]

    def _group(self, result: Mapping[str, Any]) -> str:
        """Give what clips stand together by: their check, or that theirs was not recognised."""
        check = str(result["check"])
        title = str(result.get("check_title") or check)
        group = title if title == UNRECOGNISED else check
        self._titles.setdefault(group, title)
        return group

    def _value(self, check: str, one: Mapping[str, Any]) -> list[Any]:
        key = (check, criterion_key(one["id"], one.get("side")))
        if key not in self._known:
            self._known[key] = len(self._criteria)
            self._criteria.append(_criterion(one))
        verdict = one.get("verdict") or "info"
        return [self._known[key], verdict[0], _short(one["value"]), _short(one["uncertainty"])]


def _reason(entry: Entry) -> str:
    """Give why a clip failed, without its name, which stands beside it."""
    reason = entry.reason or ""
    for file in entry.files:
        told = file.replace("\N{REPLACEMENT CHARACTER}", "?")  # as messages write it
        bare = reason.removeprefix(f"'{told}'").lstrip(": ")
        if bare != reason:
            return bare[:1].upper() + bare[1:]
    return reason


def _criterion(one: Mapping[str, Any]) -> dict[str, Any]:
    unit = str(one.get("unit") or "")
    return {
        "title": _title(one),
        "unit": words.UNITS.get(unit, f" {unit}" if unit else ""),
        "digits": 2 if unit in _FEW_DIGITS else 1,
        "good": list(one["good"]),
    }


def _sentence(result: Mapping[str, Any]) -> str:
    counted = [
        one
        for one in result["criteria"]
        if one.get("required") and one.get("verdict") and one.get("reason") not in NOT_SHOWN
    ]
    by_verdict: dict[str, list[str]] = {}
    for one in counted:
        by_verdict.setdefault(one["verdict"], []).append(_title(one))
    return words.sentence(result["verdict"], by_verdict, len(counted))


def _title(one: Mapping[str, Any]) -> str:
    title = str(one.get("title") or one["id"])
    return f"{title} ({one['side']})" if one.get("side") else title


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")


def _json(content: object) -> str:
    """Write JSON that can stand inside a script element."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", " ").replace("\u2029", " ")


def _rendered(about: Mapping[str, Any]) -> str:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    place = files("posecheck.feedback.summary")
    script = (place / "summary.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    template = environment.from_string((place / "template.html").read_text(encoding="utf-8"))
    return template.render(
        about=about,
        words=words,
        signs=words.SIGNS,
        script=Markup(script),
        digest=digest,
        clips=Markup(_CLIPS),
        thumbnail=THUMBNAIL,
        report=REPORT,
    )
