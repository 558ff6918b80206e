"""The page: what a result says at a glance, card by card, and how it was come by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from posecheck.assess.reasons import NOT_SHOWN, WRONG_VIEW
from posecheck.assess.unrecognised import TITLE as UNRECOGNISED
from posecheck.errors import ReportError
from posecheck.feedback.atomic import write_whole
from posecheck.feedback.files import MEASURES, RESULT, criterion_key, read_result
from posecheck.feedback.report import words
from posecheck.feedback.report.cards import Card, card, grouped, names_of, told
from posecheck.feedback.report.evidence import Evidence, evidence_of

if TYPE_CHECKING:
    from jinja2 import Template

REPORT = "report.html"
MOST_TOLD = 2  # with values, in a sentence that is read at a glance
ORDER = ("fault", "borderline", "good", "unsure", "info")


def write_report(folder: Path, out: Path | None = None) -> Path:
    """Write a result's report, into its folder or to `out`; whole or not at all.

    What does not lie beside result.json is left out, and the report says so. Raises ReportError
    where result.json is missing, broken or of another schema, OutputError where the report cannot
    be written.
    """
    from jinja2 import UndefinedError

    result = read_result(folder)
    folder = folder.parent if folder.name == RESULT and folder.is_file() else folder
    broken = (LookupError, TypeError, ValueError, AttributeError, OverflowError, UndefinedError)
    try:
        html = render(folder, result)
    except broken as error:
        raise ReportError(
            f"{folder / 'result.json'}: has fields that cannot be read ({error}); "
            "judge the clip again"
        ) from error
    path = out if out is not None else folder / REPORT
    write_whole(path, html)
    return path


def render(folder: Path, result: Mapping[str, Any]) -> str:
    """Give the page as text; every word from outside is escaped."""
    html = _template().render(page_of(folder, result))
    return html.encode("utf-8", "replace").decode()


@cache  # compiling it takes longer than filling it in
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    source = (files("posecheck.feedback.report") / "template.html").read_text(encoding="utf-8")
    return environment.from_string(source)


def page_of(folder: Path, result: Mapping[str, Any]) -> dict[str, Any]:
    """Lay out what the template shows."""
    evidence = evidence_of(folder, result)
    cards = [card(one, evidence[int(one.get("clip", 1)) - 1]) for one in result["criteria"]]
    cards.sort(key=lambda one: (not one.required, ORDER.index(one.verdict)))
    title = str(result.get("check_title") or result["check"])
    known = title != UNRECOGNISED  # else its criteria are those of some exercise, and say nothing
    counted = [one for one in cards if known and one.required and one.reason not in NOT_SHOWN]
    seen = [one for one in cards if one.verdict != "unsure"]
    aside = [one for one in seen if not one.required or one.verdict == "info"]
    mend = [one for one in seen if one not in aside and one.verdict != "good"]
    first = next((one for one in [*mend, *aside] if one.cue), None)
    return {
        "words": words,
        "result": result,
        "files": _files(result),
        "title": title,
        "verdict": result["verdict"],
        "sentence": _sentence(str(result["verdict"]), counted),
        "first": first,
        "counts": _counts(counted),
        "setup": _setup(result, evidence[0], counted) if known else words.NAME_IT,
        "mend": mend,
        "good": [one for one in seen if one not in aside and one.verdict == "good"],
        "info": aside,
        "unsure": _unsure(cards, known=known),
        "elsewhere": grouped([one for one in cards if known and one.reason == WRONG_VIEW]),
        "not_observable": result["not_observable"] if known else [],
        "reps": _reps(result, cards),
        "notes": [line[:1].upper() + line[1:] for line in map(str, result["warnings"])],
        "missing": _missing(evidence[0], cards),
        "facts": _facts(result),
    }


def _unsure(cards: Sequence[Card], *, known: bool) -> list[tuple[str, str]]:
    """Give what is unsure by its reason: names, reason; no names of an exercise that it is not."""
    found = grouped([c for c in cards if c.verdict == "unsure" and c.reason != WRONG_VIEW])
    return found if known else [("This clip", why) for _, why in found]


def _sentence(verdict: str, counted: Sequence[Card]) -> str:
    """Say what led to the verdict; what is to be worked on with its value and limit."""
    by_verdict = {v: [one for one in counted if one.verdict == v] for v in ORDER}
    said = {v: _told_first(by_verdict[v]) for v in ("fault", "borderline")}
    said["unsure"] = names_of(by_verdict["unsure"])
    return words.sentence(verdict, said, sum(count for _, count in _counts(counted)))


def _told_first(cards: Sequence[Card]) -> list[str]:
    """Name what is to be worked on: with values where it is little, or else only the first."""
    named = told(cards)
    return named if len(named) <= MOST_TOLD else [*named[:1], *names_of(cards)[1:]]


def _counts(counted: Sequence[Card]) -> list[tuple[str, int]]:
    """Count what counts, once where both sides are alike."""
    return [(v, len(names_of([c for c in counted if c.verdict == v]))) for v in ORDER[:4]]


def _setup(
    result: Mapping[str, Any], evidence: Evidence, counted: Sequence[Card]
) -> tuple[str, str]:
    """Say how to film what, where half of what counts could not be judged; else nothing."""
    judged = sum(one.verdict != "unsure" for one in counted)
    if evidence.check is None or 2 * judged > len(counted):
        return "", ""
    title = evidence.check.title
    guessed = result["check_chosen_by"] == "auto"
    what = f"If it is meant to be {title[:1].lower()}{title[1:]}" if guessed else title
    return what, evidence.check.setup


def _reps(result: Mapping[str, Any], cards: Sequence[Card]) -> dict[str, Any]:
    """Give the repetitions as a table: a column a criterion that has a value in any of them.

    None at all where nothing could be measured in them.
    """
    reps = result.get("reps") or []
    units = {criterion_key(one["id"], one["side"]): str(one["unit"]) for one in result["criteria"]}
    keys = list(dict.fromkeys(key for rep in reps for key in rep["values"]))
    titles = {one.key: one.title for one in cards}
    rows = [
        {
            "name": f"{rep['index']}" + (f", {rep['side']}" if rep.get("side") else ""),
            "time": f"{rep['start_s']:.1f}–{rep['end_s']:.1f} s",
            "verdict": rep["verdict"],
            "values": [
                words.number(rep["values"].get(k), units.get(k, ""), short=True) for k in keys
            ],
        }
        for rep in reps
    ]
    columns = [(titles.get(key, key), words.column_unit(units.get(key, ""))) for key in keys]
    return {"columns": columns, "rows": rows if keys else []}


def _missing(evidence: Evidence, cards: Sequence[Card]) -> list[str]:
    """Say what the report had to do without; not where there was nothing to show anyway."""
    absent = []
    if not len(evidence.measures.time_s):
        absent.append(f"{MEASURES} is not there, so nothing is plotted over time.")
    if any(one.seen for one in cards) and not any(one.still for one in cards):
        absent.append("There are no stills, so no pictures are shown.")
    return absent


def _files(result: Mapping[str, Any]) -> str:
    return ", ".join(str(one["file"]) for one in result.get("sources") or [result["source"]])


def _view(view: Mapping[str, Any]) -> str:
    share = 100 * float(view["coverage"])
    return f"{words.VIEWS.get(view['name'], view['name'])}, in {share:.0f} % of the frames"


def _facts(result: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Say how it was measured."""
    source, roll = result["source"], result["roll_deg"]
    model = result["model"]
    gait = result.get("gait") or {}
    settings = result.get("settings") or {}
    given = [words.setting(k, v) for k, v in settings.items() if v not in (None, "", False, [], {})]
    chosen = "chosen by posecheck" if result["check_chosen_by"] == "auto" else "asked for"
    facts = [
        ("File", _files(result)),
        ("Picture", _recording(source)),
        ("Check", f"{result.get('check_title') or result['check']}, {chosen}"),
        ("View", "; ".join(_view(one["view"]) for one in result.get("clips") or [result])),
        (
            "Camera roll",
            f"{words.number(roll['value'], 'deg')} ± {words.number(roll['uncertainty'], 'deg')}, "
            f"{words.ROLLS.get(roll['from'], roll['from'])}",
        ),
        ("Filter", str(result["filter"])),
        ("Pose model", f"{model['name']}, SHA-256 {str(model['sha256'])[:12]}…"),
        ("Settings", ", ".join(given) or "as they come"),
        ("Made", f"{str(result['created'])[:16].replace('T', ' ')} UTC by posecheck "
                 f"{result['posecheck']}"),
    ]  # fmt: skip
    if gait.get("cadence_spm") is not None:
        cadence = f"{float(gait['cadence_spm']):.0f} steps a minute over {gait['steps']} steps"
        facts.insert(4, ("Gait", cadence))
    return facts


def _recording(source: Mapping[str, Any]) -> str:
    size = f"{source['width']} × {source['height']}"
    if source["frames"] == 1:
        return f"{size}, one picture"
    clock = "times from the file" if source["clock"] == "container" else "times from its frame rate"
    return (
        f"{size}, {source['frames']} frames, {float(source['duration_s']):.1f} s, "
        f"{float(source['fps']):.1f} a second, {clock}"
    )
