"""docs/evidence.md says what the checks say: every criterion, limit, error and source."""

import re
from pathlib import Path

import pytest

from posecheck.assess.change import LEAST_SESSIONS, WIDEN_95, Reading, smallest_change
from posecheck.assess.rules import OWN
from posecheck.checks import _sources, discover
from tests.checks.staging import variants

PAGE = (Path(__file__).parents[2] / "docs" / "evidence.md").read_text(encoding="utf-8")
HEADINGS = re.findall(r"^##+ .*: `([a-z-]+)`$", PAGE, re.MULTILINE)
# A check need not be told of at length; what is told must be true. docs/exercises.md, which is
# generated, has every check with its limits, errors and sources.
CHECKS = {check_id: check for check_id, check in discover().items() if check_id in HEADINGS}
KEYS = {
    id(source): name.replace("_", " ").lower()
    for name, source in vars(_sources).items()
    if name.isupper() and not isinstance(source, str)
} | {id(OWN): "own"}


def section(check_id):
    """What stands under the heading that names a check, its subsections among it."""
    found = re.search(rf"^(##+) .*: `{check_id}`$", PAGE, re.MULTILINE)
    rest = PAGE[found.end() :]
    end = re.search(rf"^#{{2,{len(found.group(1))}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def rows_of(check_id):
    """The table rows of a check by criterion and part: what, good, fault, error, from."""
    rows = {}
    for line in re.findall(r"^\| `.*$", section(check_id), re.MULTILINE):
        first, *cells = (cell.strip() for cell in line.strip("|").split("|"))
        rows[tuple(re.findall(r"`([^`]+)`", first))] = (first, *cells)
    return rows


def number(value):
    return f"{value:g}".replace("-", "−")


def good(band):
    low, high = band.good if band else (None, None)
    if low is not None and high is not None:
        return f"{number(low)} … {number(high)}"
    if high is not None:
        return f"≤ {number(high)}"
    return "—" if low is None else f"≥ {number(low)}"


def fault(band):
    low, high = band.fault if band else (None, None)
    below = [] if low is None else [f"< {number(low)}"]
    above = [] if high is None else [f"> {number(high)}"]
    return " or ".join(below + above) or "—"


def error(one):
    without = one.error_without_baseline or getattr(one, "error_unseen", None)
    unit = getattr(one, "unit", one.measure.unit)  # a part has that of its measure
    return f"{number(one.error)}{f' ({number(without)})' if without else ''} {unit}"


def criteria(check_id):
    """The criteria of every variant by their first, which is the default's where it has them."""
    found = {}
    for one in variants(CHECKS[check_id]):
        for criterion in one.criteria:
            found.setdefault(criterion.key, criterion)
    return list(found.values())


def declared(check_id):
    for criterion in criteria(check_id):
        yield (criterion.id,), criterion
        for part in criterion.parts:
            yield (criterion.id, part.id), part


def test_every_section_is_about_a_check():
    assert set(HEADINGS) <= set(discover())
    assert len(set(HEADINGS)) == len(HEADINGS) >= 24


@pytest.mark.parametrize("check_id", sorted(CHECKS))
def test_every_criterion_and_part_stands_there_with_its_limits_and_error(check_id):
    rows = rows_of(check_id)
    for key, one in declared(check_id):
        assert key in rows, f"{check_id} {' '.join(key)} is missing"
        assert rows[key][2:5] == (good(one.band), fault(one.band), error(one)), key


@pytest.mark.parametrize("check_id", sorted(CHECKS))
def test_nothing_stands_there_that_is_not_judged(check_id):
    assert set(rows_of(check_id)) == {key for key, _ in declared(check_id)}


@pytest.mark.parametrize("check_id", sorted(CHECKS))
def test_every_criterion_stands_there_with_its_code_and_the_sources_it_names(check_id):
    rows = rows_of(check_id)
    for criterion in criteria(check_id):
        first, *_, origin = rows[criterion.id,]
        assert first.endswith(f" {criterion.code}")
        for source in criterion.sources:
            assert KEYS[id(source)] in origin.lower(), criterion.id


@pytest.mark.parametrize("check_id", sorted(CHECKS))
def test_every_row_says_how_far_to_trust_its_limits(check_id):
    for key, row in rows_of(check_id).items():
        marked = re.search(r"\b[LME]\b|as above|as R1|information", row[-1])
        assert marked, f"{' '.join(key)} has no mark"


@pytest.mark.parametrize("check_id", sorted(CHECKS))
def test_it_says_which_criteria_count(check_id):
    text = " ".join(section(check_id).split())
    counting = {c.id for c in criteria(check_id) if c.required}
    others = {c.id for c in criteria(check_id)} - counting
    if "All of them count." in text:
        assert others == set()
    elif few := re.search(r"Of all these count: ([^.]*)\.", text):
        assert set(re.findall(r"`([^`]+)`", few.group(1))) == counting
    else:
        told = re.search(r"Of these ([^.]*) do(?:es)? not count\.", text)
        assert told, "say which criteria count"
        assert set(re.findall(r"`([^`]+)`", told.group(1))) == others


def test_every_source_that_a_check_cites_is_listed_with_its_link():
    listed = " ".join(PAGE[PAGE.index("## 6. Sources") :].split())
    for check in CHECKS.values():
        for criterion in criteria(check.id):
            for source in criterion.sources:
                assert source.cite in listed
                assert source.link in listed


def test_every_name_that_a_table_cites_is_among_the_sources():
    sources = " ".join(PAGE[PAGE.index("## 6. Sources") :].split())
    body = PAGE[: PAGE.index("## 6. Sources")]
    cited = set(re.findall(r"\b([A-Z][a-z]+ (?:19|20)\d\d)\b", body))
    assert {name for name in cited if name not in sources} == set()


def test_the_smallest_change_is_worked_out_as_the_page_says():
    part = PAGE.split("### 5.2 ")[1].split("\n## ")[0]
    assert f"| {LEAST_SESSIONS} sessions or more" in part
    assert f"{WIDEN_95:g} · √2 · SD" in part
    readings = [Reading(0.0, error, "good") for error in (3.0, 4.0)]
    assert "√(u₁² + u₂²)" in part
    assert smallest_change(*readings) == 5.0
