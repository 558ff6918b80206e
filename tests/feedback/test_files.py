import csv
import dataclasses
import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.errors import ReportError
from posecheck.feedback.files import (
    document,
    read_measures,
    read_result,
    shown_name,
    write_measures,
    write_reps,
    write_result,
)
from tests.feedback.fabricated import (
    ABOUT,
    running,
    running_frames,
    wall_angel,
    wall_angel_frames,
)

NUMBER, TEXT, MAYBE = (int, float), (str,), type(None)
LIMITS = [(*NUMBER, MAYBE), (*NUMBER, MAYBE)]
CRITERION = {
    "id": TEXT, "title": TEXT, "side": (str, MAYBE), "required": (bool,), "unit": TEXT,
    "value": (*NUMBER, MAYBE), "uncertainty": (*NUMBER, MAYBE), "verdict": (str, MAYBE),
    "label": (str, MAYBE), "reason": (str, MAYBE), "coverage": NUMBER, "good": LIMITS,
    "fault": LIMITS, "parts": (list,), "cue": TEXT, "sources": (list,),
}  # fmt: skip
SCHEMA = {
    "schema": TEXT, "posecheck": TEXT, "created": TEXT,
    "source": {
        "file": TEXT, "sha256": TEXT, "width": (int,), "height": (int,), "frames": (int,),
        "duration_s": NUMBER, "fps": NUMBER, "clock": TEXT,
    },
    "model": {"name": TEXT, "sha256": TEXT}, "filter": TEXT, "settings": (dict,), "check": TEXT,
    "check_chosen_by": TEXT, "view": {"name": TEXT, "coverage": NUMBER},
    "roll_deg": {"value": NUMBER, "from": TEXT, "uncertainty": NUMBER}, "verdict": TEXT,
    "criteria": (list,), "reps": (list,),
    "gait": {"cadence_spm": (*NUMBER, MAYBE), "steps": (int,), "events": (list,)},
    "not_observable": (list,), "warnings": (list,),
}  # fmt: skip
REP_COLUMNS = ["rep", "side", "start_s", "end_s", "verdict"]
REP = {
    "index": (int,), "side": (str, MAYBE), "start_s": NUMBER, "end_s": NUMBER, "verdict": TEXT,
    "values": (dict,),
}  # fmt: skip


def table(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def conforms(value, shape) -> bool:
    if isinstance(shape, dict):
        return all(key in value and conforms(value[key], inner) for key, inner in shape.items())
    if isinstance(shape, list):
        return len(value) == len(shape) and all(map(conforms, value, shape))
    return isinstance(value, shape)


@pytest.mark.parametrize("judgement", [running(), wall_angel()], ids=lambda j: j.check)
def test_the_file_has_the_promised_keys(tmp_path, judgement):
    content = json.loads(write_result(tmp_path, judgement, ABOUT).read_text())
    assert conforms(content, SCHEMA)
    assert all(conforms(one, CRITERION) for one in content["criteria"])
    assert all(conforms(one, REP) for one in content["reps"])
    worst = [one["worst"] for one in content["criteria"] if one["worst"]]
    assert worst
    assert all(conforms(one, {"time_s": NUMBER, "value": NUMBER}) for one in worst)
    event = {"time_s": NUMBER, "side": TEXT, "kind": TEXT}
    assert all(conforms(one, event) for one in content["gait"]["events"])
    assert content["schema"] == "posecheck/result/1"
    assert content["created"] == "2026-01-02T03:04:05+00:00"


def test_a_result_is_read_back_as_it_was_written(tmp_path):
    write_result(tmp_path, running(), ABOUT)
    assert read_result(tmp_path) == document(running(), ABOUT)


def test_what_is_not_a_number_is_null():
    judged = running()
    broken = dataclasses.replace(judged.criteria[0], value=math.nan, uncertainty=math.inf)
    content = document(dataclasses.replace(judged, criteria=(broken,)), ABOUT)
    assert content["criteria"][0]["value"] is None
    json.dumps(content, allow_nan=False)


def test_several_recordings_are_listed_and_the_first_is_the_source():
    second = dataclasses.replace(ABOUT.source, file="rear.mp4")
    content = document(running(), dataclasses.replace(ABOUT, sources=(ABOUT.source, second)))
    assert content["source"]["file"] == "run.mp4"
    assert [one["file"] for one in content["sources"]] == ["run.mp4", "rear.mp4"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "JSON"),
        ("{", "JSON"),
        ("[" * 100_000, "JSON"),
        ("[]", "no result"),
        ("{}", "schema"),
        ('{"schema": "posecheck/result/9"}', "posecheck/result/9"),
        ('{"schema": "posecheck/result/1"}', "check"),
        ('{"schema": "posecheck/result/1", "check": "a", "verdict": "good"}', "view"),
        ('{"schema": "posecheck/result/1", "check": "a", "verdict": "good", "view": 5}', "view"),
        (
            '{"schema": "posecheck/result/1", "check": "a", "verdict": "good", '
            '"view": {"name": "back"}, "criteria": [{}]}',
            "criteria",
        ),
    ],
)
def test_a_broken_result_is_one_line_that_names_the_file(tmp_path, text, says):
    (tmp_path / "result.json").write_text(text)
    with pytest.raises(ReportError, match=says) as caught:
        read_result(tmp_path)
    assert str(tmp_path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_bytes_that_are_no_text_are_a_report_error(tmp_path):
    (tmp_path / "result.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ReportError, match="JSON"):
        read_result(tmp_path)


def test_a_folder_without_result_is_a_report_error(tmp_path):
    with pytest.raises(ReportError, match="no result here"):
        read_result(tmp_path)
    with pytest.raises(ReportError, match="no result here"):
        read_result(tmp_path / "missing")


def test_measures_have_a_row_a_frame_and_units_in_the_header(tmp_path):
    frames = running_frames()
    rows = table(write_measures(tmp_path, frames))
    assert rows[0][:5] == ["frame", "time_s", "phase", "rep", "view"]
    assert rows[0][5:] == ["trunk-lean (deg)", "overstride (L)", "knee-peak-left (deg)"]
    assert len(rows) == len(frames.time_s) + 1
    assert rows[1][:5] == ["0", "0.000000", "running", "", "side-left"]
    assert rows[51][5:] == ["", "", ""]
    values = np.array([[float(cell) for cell in row[5:]] for row in rows[1:51]])
    assert np.allclose(values, frames.values[:50], rtol=1e-5)


def test_measures_are_read_back(tmp_path):
    frames = running_frames()
    write_measures(tmp_path, frames)
    back = read_measures(tmp_path)
    assert list(back.columns)[5:] == ["trunk-lean (deg)", "overstride (L)", "knee-peak-left (deg)"]
    assert np.allclose(back.columns["overstride (L)"], frames.values[:, 1], equal_nan=True)
    assert set(back.phases) == {"running"}
    assert read_measures(tmp_path / "missing").columns == {}


def test_a_short_row_costs_its_columns_and_not_the_table(tmp_path):
    (tmp_path / "measures.csv").write_text("frame,time_s,phase,a\n0,0.0,up,1\n1,0.1\n")
    back = read_measures(tmp_path)
    assert back.columns["time_s"].tolist() == [0.0, 0.1]
    assert "a" not in back.columns
    assert back.phases == ("up", "")


def test_a_table_that_is_no_text_is_a_report_error(tmp_path):
    (tmp_path / "measures.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ReportError, match=r"measures\.csv"):
        read_measures(tmp_path)


def test_reps_have_a_row_each(tmp_path):
    rows = table(write_reps(tmp_path, wall_angel()))
    assert rows[0] == [*REP_COLUMNS, "top-reach (deg)", "symmetry (deg)"]
    assert [row[0] for row in rows[1:]] == ["1", "2", "3"]
    assert [row[4] for row in rows[1:]] == ["good", "borderline", "fault"]
    assert rows[3][5:] == ["139", "5"]


def test_without_reps_the_table_has_only_its_header(tmp_path):
    assert write_reps(tmp_path, running()).read_text() == ",".join(REP_COLUMNS) + "\n"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1"])
def test_text_is_never_a_formula_but_negative_numbers_stay(tmp_path, text):
    frames = dataclasses.replace(
        wall_angel_frames(),
        measures=((text, "deg"), ("b", "deg")),
        phase_names=(text, text),
        view_names=(text, text),
    )
    frames.values[:] = -1.5
    rows = table(write_measures(tmp_path, frames))
    for cell in (rows[0][5], rows[1][2], rows[1][4]):
        assert cell.startswith("'")
        assert cell.isprintable()
    assert rows[1][5] == "-1.5"


@given(st.text(st.characters(), min_size=1))
def test_a_shown_name_is_one_printable_line(name):
    shown = shown_name("a" + name)
    assert shown.isprintable()
    shown.encode()


def test_what_is_no_file_and_what_no_file_can_be_named_is_a_report_error():
    with pytest.raises(ReportError, match="is no file"):
        read_result(Path("/dev/zero"))
    with pytest.raises(ReportError, match="cannot be read"):
        read_result(Path("a" * 300))
