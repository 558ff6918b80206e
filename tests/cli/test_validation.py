"""`posecheck validate`: what it prints of a track with its table, and what it refuses."""

import csv

import pytest

from posecheck.track import Track, save
from samples.truth import scene_track
from tests.cli.command import posecheck


@pytest.fixture
def folder(tmp_path):
    points, times, size = scene_track("running-side-good-nostand")
    save(Track(points, times, size), tmp_path / "run.npz")
    rows = [f"{at:.4f},8.5" for at in times[::5]]
    (tmp_path / "run.csv").write_text("\n".join(["time_s,trunk_lean", *rows]))
    return tmp_path


def test_it_says_how_reading_and_reference_agree(folder):
    said = posecheck("validate", folder)
    assert said.status == 0, said.err
    first, second, third = said.out.splitlines()
    assert first == "trunk lean, run.npz (side-left)"
    assert "95 % of differences" in second
    assert "slope unknown" in third


def test_for_a_spreadsheet_it_prints_a_table(folder):
    said = posecheck("validate", folder, "--csv")
    [row] = csv.DictReader(said.out.splitlines())
    assert (row["clip"], row["quantity"]) == ("run.npz", "trunk lean")
    assert abs(float(row["bias"])) < 3


def test_a_folder_without_tables_is_refused(tmp_path):
    assert "beside run" in posecheck("validate", tmp_path).complaint
    assert "no such folder" in posecheck("validate", tmp_path / "gone").complaint


def test_a_table_that_is_none_is_named(folder):
    (folder / "run.csv").write_text("a,b\n1,2\n")
    assert "run.csv" in posecheck("validate", folder).complaint


@pytest.mark.parametrize("rows", ["0,\n1,\n", "100,8\n101,9\n", "nan,8\n1,9\n"])
@pytest.mark.parametrize("words", [(), ("--csv",)])
def test_where_nothing_can_be_compared_it_prints_no_empty_answer(folder, rows, words):
    (folder / "run.csv").write_text(f"time_s,trunk_lean\n{rows}")
    assert "run.csv" in posecheck("validate", folder, *words).complaint


def test_a_speed_in_the_table_does_not_matter(folder):
    before = posecheck("validate", folder).out
    head, *rows = (folder / "run.csv").read_text().splitlines()
    lines = [f"{head},speed (km/h),m/s", *(f"{row},12,3.3" for row in rows)]
    (folder / "run.csv").write_text("\n".join(lines))
    assert posecheck("validate", folder).out == before
