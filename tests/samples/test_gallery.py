"""README's table of checks and docs/exercises.md are what the checks say; each has its picture."""

from dataclasses import replace
from pathlib import Path

import pytest

from posecheck.checks import discover, find
from samples.gallery.pages import film, page, with_table
from samples.gallery.pictures import picture, sample_of

ROOT = Path(__file__).parents[2]
GALLERY = ROOT / "docs" / "gallery"
AGAIN = "run python -m samples.gallery"
MOST_BYTES = 1_000_000
CHECKS = discover()


def test_the_page_is_what_the_checks_and_their_samples_say():
    assert (ROOT / "docs" / "exercises.md").read_text(encoding="utf-8") == page(CHECKS.values()), (
        AGAIN
    )


def test_the_table_in_the_readme_is_what_the_checks_say():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert with_table(readme, CHECKS.values()) == readme, AGAIN


def test_every_check_has_its_picture_and_all_of_them_are_small():
    assert {path.stem for path in GALLERY.iterdir()} == set(CHECKS), AGAIN
    assert sum(path.stat().st_size for path in GALLERY.iterdir()) <= MOST_BYTES


def test_a_new_check_gets_a_row_and_a_section_by_being_declared():
    plank = find("plank")
    new = replace(plank, title="Stiff plank", not_observable=("The mood: it has no landmark.",))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    row = next(line for line in with_table(readme, [new]).splitlines() if "[`plank`]" in line)
    assert row.endswith(f"| {plank.purpose} | {film(plank)} | the mood |")
    text = page([new])
    assert text.count("\n## ") == 1
    assert all(f"`{one.id}`" in text for one in plank.criteria)
    assert "`--option arms=`" in text
    assert "Stiff plank" in text


def test_a_row_that_stands_for_both_sides_names_both():
    clam, stretch = page([find("clam")]), page([find("oblique-stretch")])
    assert "Angle by which the left (right) thigh opens from the other" in clam
    assert (
        "Lean of the trunk to the right (left), which stretches the left (right) side." in stretch
    )


def test_a_readme_without_the_marks_of_the_table_is_refused():
    with pytest.raises(ValueError, match="put them back"):
        with_table("# posecheck\n", [])


def test_the_sample_that_stands_for_a_check_is_its_default_without_a_fault():
    assert sample_of(find("bridge")) == "bridge-good"
    assert sample_of(find("running")) == "running-side-good"
    with pytest.raises(KeyError, match="sample name"):
        sample_of(find("plank"), {})


def test_a_picture_is_a_small_jpeg():
    data = picture(find("plank"))
    assert data[:2] == b"\xff\xd8"
    assert len(data) < 20_000
