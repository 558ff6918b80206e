"""docs/evidence.md says what the checks say: every criterion, limit, error and source."""

import re
from pathlib import Path

import pytest

from posecheck.assess.rules import OWN
from posecheck.checks import _sources, discover

PAGE = (Path(__file__).parents[2] / "docs" / "evidence.md").read_text(encoding="utf-8")
SECTIONS = {
    "wall-posture": ("## 1. ", "## 2. "),
    "wall-angel": ("## 2. ", "## 3. "),
    "single-leg-landing": ("### 3.1 ", "### 3.2 "),
    "single-leg-stance": ("### 3.2 ", "## 4. "),
    "running": ("## 4. ", "### 4.4 "),
}
KEYS = {
    id(source): name.replace("_", " ").lower()
    for name, source in vars(_sources).items()
    if name.isupper() and not isinstance(source, str)
} | {id(OWN): "own"}


def rows_of(check_id):
    """The table rows of a check by criterion and part: what, good, fault, error, from."""
    start, stop = SECTIONS[check_id]
    text = PAGE[PAGE.index(start) : PAGE.index(stop, PAGE.index(start) + 1)]
    rows = {}
    for line in re.findall(r"^\| `.*$", text, re.MULTILINE):
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
    without = one.error_without_baseline
    return f"{number(one.error)}{f' ({number(without)})' if without else ''} {one.measure.unit}"


def declared(check_id):
    for criterion in discover()[check_id].criteria:
        yield (criterion.id,), criterion
        for part in criterion.parts:
            yield (criterion.id, part.id), part


@pytest.mark.parametrize("check_id", sorted(SECTIONS))
def test_every_criterion_and_part_stands_there_with_its_limits_and_error(check_id):
    rows = rows_of(check_id)
    for key, one in declared(check_id):
        assert key in rows, f"{check_id} {' '.join(key)} is missing"
        assert rows[key][2:5] == (good(one.band), fault(one.band), error(one)), key


@pytest.mark.parametrize("check_id", sorted(SECTIONS))
def test_nothing_stands_there_that_is_not_judged(check_id):
    assert set(rows_of(check_id)) == {key for key, _ in declared(check_id)}


@pytest.mark.parametrize("check_id", sorted(SECTIONS))
def test_every_criterion_stands_there_with_its_code_and_the_sources_it_names(check_id):
    rows = rows_of(check_id)
    for criterion in discover()[check_id].criteria:
        first, *_, origin = rows[criterion.id,]
        assert first.endswith(f" {criterion.code}")
        for source in criterion.sources:
            assert KEYS[id(source)] in origin.lower(), criterion.id


@pytest.mark.parametrize("check_id", sorted(SECTIONS))
def test_every_row_says_how_far_to_trust_its_limits(check_id):
    for key, row in rows_of(check_id).items():
        marked = re.search(r"\b[LME]\b|as above|as R1|information", row[-1])
        assert marked, f"{' '.join(key)} has no mark"


def test_every_check_has_its_section():
    assert set(SECTIONS) == set(discover())


@pytest.mark.parametrize("check_id", sorted(SECTIONS))
def test_what_does_not_count_is_named(check_id):
    optional = {c.id for c in discover()[check_id].criteria if not c.required}
    start, stop = SECTIONS[check_id]
    text = " ".join(PAGE[PAGE.index(start) : PAGE.index(stop, PAGE.index(start) + 1)].split())
    if check_id == "running":
        told = re.search(r"these count: (.*?)\.", text).group(1)
        counted = {c.id for c in discover()[check_id].criteria} - optional
        assert set(re.findall(r"`([^`]+)`", told)) == counted
    elif optional:
        told = re.search(r"((?:Of these )?`[^.|]*) do not count", text).group(1)
        assert set(re.findall(r"`([^`]+)`", told)) == optional
    else:
        assert "All of them count." in text


def test_every_source_that_a_check_cites_is_listed_with_its_link():
    listed = " ".join(PAGE[PAGE.index("## 6. Sources") :].split())
    for check in discover().values():
        for criterion in check.criteria:
            for source in criterion.sources:
                assert source.cite in listed
                assert source.link in listed


def test_every_name_that_a_table_cites_is_among_the_sources():
    sources = " ".join(PAGE[PAGE.index("## 6. Sources") :].split())
    body = PAGE[: PAGE.index("## 6. Sources")]
    cited = set(re.findall(r"\b([A-Z][a-z]+ (?:19|20)\d\d)\b", body))
    assert {name for name in cited if name not in sources} == set()
