"""README's table of checks and the page docs/exercises.md, as text: nothing is drawn here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from posecheck.assess.rules import Check, Criterion, Source
from posecheck.feedback.report.words import limits, number
from samples.catalog import Sample
from samples.gallery.pictures import every_sample, sample_of

FOLDER = "gallery"
BEGIN = "<!-- checks: written by python -m samples.gallery -->"
END = "<!-- end of checks -->"
DIRECTIONS = {"side": "side", "front": "front", "back": "behind"}
"""The views, and the word by which a check's `setup` asks for one."""
FEW = 2  # criteria that are named when only a second view shows them
HEAD = (
    "| | check | what it does | film it | what it cannot see |",
    "| --- | --- | --- | --- | --- |",
)
_WORD = re.compile(r"(\W+)")
INTRODUCTION = """\
# Exercises and postures

What each check sees, what it does not, and how to place the camera. Written by
`python -m samples.gallery` from the declarations in `posecheck/checks/` and the samples of
`tests/cases/`; a test holds it to them. The pictures show the mannequin in the middle of it, with
the lines that are judged; [evidence.md](evidence.md) tells what the limits rest on and how a number
becomes a verdict.

- **good**, **fault**: inside the one, outside the other; between them is borderline.
- **within**: the 95 % error of the number, in its unit.
- **S**, **T**, **L**, **W**, **P**: height from ankle to ear, lengths of trunk and leg, widths of
  shoulders and hips, all of the person.
- *in italics*: shown, without a say in the verdict of the whole.
"""


def table(checks: Iterable[Check]) -> str:
    """Give the compact table of all checks, as it stands in README.md between its marks."""
    return "\n".join([BEGIN, *HEAD, *(_row(check) for check in checks), END])


def with_table(readme: str, checks: Iterable[Check]) -> str:
    """Give README.md with its table of checks written anew; ValueError where the marks are gone."""
    before, mark, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (mark and end):
        raise ValueError(f"README.md has lost its marks {BEGIN} and {END}; put them back")
    return before + table(checks) + after


def page(checks: Iterable[Check]) -> str:
    """Give docs/exercises.md."""
    known = every_sample()
    return "\n".join([INTRODUCTION, *("\n".join(_section(check, known)) for check in checks)])


def film(check: Check) -> str:
    """Say in a few words where the camera goes: the view that shows most comes first."""
    views = [view for view, word in DIRECTIONS.items() if word in check.setup] or [*DIRECTIONS]
    shown = {view: _shown(check, view) for view in views}
    alike: dict[tuple[str, ...], list[str]] = {}
    for view in sorted(views, key=lambda view: -len(shown[view])):
        alike.setdefault(tuple(shown[view]), []).append(view)
    told: list[str] = []
    seen: set[str] = set()
    for ids, group in alike.items():
        new = [shown[group[0]][key] for key in ids if key not in seen]
        if not new:
            continue
        place = "from the " + " or ".join(group)
        few = " and ".join(f"“{title}”" for title in new) if len(new) <= FEW else "also"
        told.append(f"{few} {place}" if seen else place)
        seen |= set(ids)
    if "near the floor" in check.setup:
        told.append("camera near the floor")
    return "; ".join(told)


def _shown(check: Check, direction: str) -> dict[str, str]:
    """Give the criteria that count and that a direction shows, by id; hips may be covered."""
    return {
        one.id: one.title
        for one in check.criteria
        if one.required and not one.cannot and one.id != "pelvic-drop"
        if any(view.startswith(direction) for view in one.views)
    }


def _row(check: Check) -> str:
    unseen = "; ".join(_start(text) for text in check.not_observable)
    picture = f'<img src="docs/{FOLDER}/{check.id}.jpg" width="150" alt="{check.title}">'
    name = f"[`{check.id}`](docs/exercises.md#{check.id})"
    return f"| {picture} | {name} | {check.purpose} | {film(check)} | {unseen} |"


def _start(text: str) -> str:
    """Give the thing that a sentence names before it explains it."""
    thing = text.split(":", maxsplit=1)[0].rstrip(".")
    return thing[:1].lower() + thing[1:]


def _section(check: Check, known: Mapping[str, Sample]) -> Iterator[str]:
    yield f"## {check.id}\n"
    yield f"![{check.title}]({FOLDER}/{check.id}.jpg)\n"
    yield f"**{check.title}.** {check.purpose}\n"
    yield f"**Camera:** {film(check)}. {check.setup}\n"
    yield from _options(check)
    yield "| it sees | as | good | fault | within | from |"
    yield "| --- | --- | --- | --- | --- | --- |"
    yield from _criteria(check)
    yield f"\n**It cannot see:** {' '.join(check.not_observable)}\n"
    sources = {source: None for one in _every_criterion(check) for source in one.sources}
    yield f"**Sources:** {' '.join(_cited(source) for source in sources)}\n"
    own = [name for name, sample in known.items() if sample.check == check.id]
    first = sample_of(check, known)
    rest = "".join(f", `{name}`" for name in own if name != first)
    yield f"**Samples** (`python -m samples.make NAME`): `{first}`{rest}.\n"


def _cited(source: Source) -> str:
    return f"{source.cite} <{source.link}>" if source.link else source.cite


def _options(check: Check) -> Iterator[str]:
    for key, choices in check.options.items():
        named = ", ".join(f"`{choice}`" for choice in choices)
        yield f"**`--option {key}=`** {named}; the first where none is given.\n"
        for choice in choices[1:]:
            setup = check.varied({key: choice}).setup
            if setup != check.setup:
                yield f"- `{key}={choice}`: {_other(check.setup, setup)}\n"


def _other(usual: str, setup: str) -> str:
    """Give the sentences of a setup that the usual one has not."""
    known = usual.split(". ")
    return ". ".join(sentence for sentence in setup.split(". ") if sentence not in known)


def _every_criterion(check: Check) -> list[Criterion]:
    return [one for variant, _ in _variants(check) for one in variant.criteria]


def _variants(check: Check) -> list[tuple[Check, str]]:
    """Give the check's variants with what chooses each; the default first."""
    found = []
    for chosen in product(*check.options.values()):
        picked = dict(zip(check.options, chosen, strict=True))
        other = {key: value for key, value in picked.items() if value != check.options[key][0]}
        told = " ".join(f"`{key}={value}`" for key, value in other.items())
        found.append((check.varied(other), told))
    return found


def _criteria(check: Check) -> Iterator[str]:
    """Give a row for each criterion, once for both sides and for all variants that have it."""
    told: set[str] = set()
    for variant, chosen in _variants(check):
        for one in variant.criteria:
            if one.id not in told:
                told.add(one.id)
                alike = [other for other in variant.criteria if other.id == one.id]
                yield _criterion(replace(one, meaning=_of_both(alike)), chosen)


def _of_both(sides: Sequence[Criterion]) -> str:
    """Say what one criterion means, or what the same of either side does: left (right)."""
    first, last = (_WORD.split(one.meaning) for one in (sides[0], sides[-1]))
    return "".join(
        word if word == other else f"{word} ({other})"
        for word, other in zip(first, last, strict=True)
    )


def _criterion(one: Criterion, chosen: str) -> str:
    title = one.title if one.required else f"*{one.title}*"
    name = f"{title} `{one.id}`" + (f", with {chosen}" if chosen else "")
    name += ", on each side" if one.side else ""
    if one.cannot:
        return f"| {name} | {one.meaning} Never judged: {one.cannot} | – | – | – | – |"
    unit = one.unit
    good, fault = ("–", "–")
    if one.band is not None:
        good, fault = limits(one.band.good, unit), _beyond(one.band.fault, unit)
    error = number(one.error, unit) if one.error else "–"
    views = ", ".join(view for view in DIRECTIONS if any(v.startswith(view) for v in one.views))
    return f"| {name} | {one.meaning} | {good} | {fault} | {error} | {views} |"


def _beyond(fault: tuple[float | None, float | None], unit: str) -> str:
    low, high = fault
    below = [] if low is None else [f"below {number(low, unit, short=high is not None)}"]
    above = [] if high is None else [f"above {number(high, unit)}"]
    return " or ".join(below + above)
