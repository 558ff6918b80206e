"""docs/traps.md: each trap names the place that deals with it, and the place exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "traps.md").read_text(encoding="utf-8")
ROWS = [
    line.strip("|").split(" | ")
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith(("| what", "| ---"))
    if line.count(" | ") == 2  # the table of looks that were tried has a column more
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip()[:40])
def test_every_trap_has_a_consequence_and_its_places_exist(row):
    what, so, where = (cell.strip() for cell in row)
    assert what
    assert so
    for place in re.findall(r"`([^`]+)`", where):
        assert (ROOT / place).exists() or (ROOT / "posecheck" / place).exists(), place


def test_every_link_on_the_documents_leads_somewhere():
    for page in (ROOT / "docs").glob("*.md"):
        for link in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            if not link.startswith("http"):
                assert (page.parent / link).exists(), f"{page.name}: {link}"
