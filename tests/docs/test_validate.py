"""docs/validate.md: what it says a table may be called and hold is read, and compared."""

import re
from pathlib import Path

import pytest

from posecheck.body import LEFT
from posecheck.run.beside import sources_of
from posecheck.run.reference import QUANTITIES, read_reference

PAGE = (Path(__file__).resolve().parents[2] / "docs/validate.md").read_text(encoding="utf-8")
COLUMNS = re.findall(r"^\| `([a-z_/ ]+)` \| [^|]+ \|$", PAGE, re.MULTILINE)
MARKERS = re.search(r"named for side and joint as (.*);", PAGE)[1].replace(" or ", ", ")
TRC = "a\tb\nc\td\ne\tf\nFrame#\tTime\t{names}\n\t\t{axes}\n{rows}\n"


def test_it_names_every_quantity_and_each_is_read(tmp_path):
    table = tmp_path / "run.csv"
    table.write_text("time_s," + ",".join(COLUMNS) + "\n0," + ",".join("1" * len(COLUMNS)))
    read = set(read_reference(table).angles)
    assert read >= {name for name in QUANTITIES if not name.startswith(LEFT.side)}
    assert len(read) == len(COLUMNS)


def test_a_table_belongs_to_the_clip_that_it_says(tmp_path):
    table, longer, shorter = re.search(
        r"^A table belongs .*: `(.*)` to `(.*)` where\n.* else to `(.*)`\.", PAGE, re.MULTILINE
    ).groups()
    for name in (table, shorter):
        (tmp_path / name).touch()
    assert sources_of(tmp_path) == [(tmp_path / shorter, [tmp_path / table])]
    (tmp_path / longer).touch()
    assert sources_of(tmp_path) == [(tmp_path / longer, [tmp_path / table])]


def test_a_column_that_it_calls_none_of_ours_is_passed_over(tmp_path):
    column = re.search(r"called\notherwise, as `(.*)`, are passed over", PAGE)[1]
    table = tmp_path / "run.csv"
    table.write_text(f"time_s,{column},trunk_lean\n0,1,2\n")
    assert set(read_reference(table).angles) == {"trunk lean"}


HEIGHTS = {"shoulder": 1.5, "elbow": 1.2, "hip": 1.0, "wrist": 0.9, "knee": 0.5, "ankle": 0.0}
JOINT = {"R_HJC": "hip", "RHip": "hip", "r_knee": "knee", "R_KJC": "knee", "RAnkle": "ankle"} | {
    "RAcromion": "shoulder",
    "RSHO": "shoulder",
    "RElb": "elbow",
    "RWRA": "wrist",
}


@pytest.mark.parametrize("name", re.findall(r"`(\w+)`", MARKERS))
def test_each_marker_that_it_names_is_one(tmp_path, name):
    names = [name if joint == JOINT[name] else f"r_{joint}" for joint in HEIGHTS]
    row = "1\t0.0\t" + "\t".join(f"0\t{height}\t0" for height in HEIGHTS.values())
    table = tmp_path / "run.trc"
    table.write_text(TRC.format(names="\t\t\t".join(names), axes="X1\tY1\tZ1", rows=row))
    assert len(read_reference(table).angles) == 3, "knee, hip and elbow of that side"
