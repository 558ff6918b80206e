"""Tables of other people's measurements: CSV, MOT and TRC, read or refused with a reason."""

import numpy as np
import pytest

from posecheck.errors import SourceError
from posecheck.run.reference import Step, read_reference

MOT = """Coordinates
version=1
nRows=2
nColumns=3
inDegrees={degrees}
endheader
time\tknee_angle_r\tpelvis_list
0\t{first}\t0.1
0.5\t{second}\t0.1
"""


def trc(names=("R_HJC", "r.knee", "r.ankle", "C7"), time="0.01"):
    """Two rows of markers of a knee at a right angle, the second at a time."""
    places = [(0, 1, 0), (0, 0.5, 0), (0, 0.5, -0.5), (9, 9, 9)]
    head = ["PathFileType\t4", "DataRate", "100", "Frame#\tTime\t" + "\t\t\t".join(names), "\t\tX1"]
    row = "\t".join(["1", "0.0", *(str(v) for place in places for v in place)])
    return "\n".join([*head, "", row, row.replace("0.0", time, 1)])


def table(folder, text, name="run.csv"):
    path = folder / name
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    "column", ["right_knee_flexion_deg", "right knee flexion (deg)", "knee_flexion_r_deg"]
)
def test_a_column_is_known_by_its_words(tmp_path, column):
    found = read_reference(table(tmp_path, f"time_s,{column},else\n0,10,1\n0.1,,2\n0.2,30,3\n"))
    assert list(found.angles) == ["right knee flexion"]
    assert found.angles["right knee flexion"] == pytest.approx([10, np.nan, 30], nan_ok=True)


def test_a_column_may_name_a_measure_of_a_check(tmp_path):
    found = read_reference(table(tmp_path, "time_s,running/shank ahead (deg)\n0,1\n1,2\n"))
    assert list(found.angles) == ["running/shank ahead"]


@pytest.mark.parametrize("column", ["m/s", "speed (km/h)", "n/a", "(m/s)", "walk/x", "a/b/c", "/"])
def test_a_slash_in_somebody_elses_column_asks_for_nothing(tmp_path, column):
    found = read_reference(table(tmp_path, f"time_s,trunk lean,{column}\n0,1,5\n1,2,6\n"))
    assert list(found.angles) == ["trunk lean"]


def test_a_measure_that_its_check_does_not_have_is_refused_with_the_nearest(tmp_path):
    with pytest.raises(SourceError, match=r"run\.csv.*'shank_ahead'; did you mean shank ahead\?"):
        read_reference(table(tmp_path, "time_s,running/shank_ahead\n0,1\n1,2\n"))


@pytest.mark.parametrize(
    ("columns", "quantity"),
    [
        ("right_knee_flexion,knee_flexion_r", "right knee flexion"),
        ("trunk lean,trunk_lean_deg", "trunk lean"),
        ("trunk lean,trunk lean", "trunk lean"),
        ("running/trunk lean,running/trunk lean (deg)", "running/trunk lean"),
        ("trunk lean,time_s", "time_s"),
    ],
)
def test_two_columns_of_one_quantity_are_refused(tmp_path, columns, quantity):
    with pytest.raises(SourceError, match=rf"run\.csv.* both hold {quantity}; leave one"):
        read_reference(table(tmp_path, f"time_s,{columns}\n0,1,2\n1,2,3\n"))


def test_two_columns_of_one_name_are_refused_in_every_format(tmp_path):
    mot = MOT.format(degrees="yes", first=0, second=1).replace("pelvis_list", "knee_angle_r")
    with pytest.raises(SourceError, match=r"run\.mot.* both hold right knee flexion"):
        read_reference(table(tmp_path, mot, "run.mot"))
    with pytest.raises(SourceError, match=r"run\.trc.* both hold r\.knee"):
        read_reference(table(tmp_path, trc(["R_HJC", "r.knee", "r.ankle", "r.knee"]), "run.trc"))


def test_somebody_elses_columns_may_have_one_name(tmp_path):
    found = read_reference(table(tmp_path, "time_s,emg,trunk lean,emg\n0,1,2,3\n1,4,5,6\n"))
    assert found.angles == {"trunk lean": pytest.approx([2, 5])}


@pytest.mark.parametrize("time", ["nan", "inf", ""])
def test_a_row_without_a_time_is_refused_in_every_format(tmp_path, time):
    mot = MOT.format(degrees="yes", first=0, second=1)
    tables = {"run.trc": trc(time=time), "run.csv": f"time_s,trunk lean\n0,1\n{time},2\n"}
    if time:
        tables["run.mot"] = mot.replace("0.5", time)
        tables["run.sto"] = tables["run.mot"]
    for name, text in tables.items():
        with pytest.raises(SourceError, match=rf"{name}.*a row has no time"):
            read_reference(table(tmp_path, text, name))


def test_steps_are_read(tmp_path):
    found = read_reference(
        table(tmp_path, "time_s,side,kind\n0.5,left,contact\n0.7,left,toe-off\n")
    )
    assert found.steps == (Step(0.5, "left", "contact"), Step(0.7, "left", "toe-off"))


@pytest.mark.parametrize(("degrees", "first", "second"), [("yes", 0, 90), ("no", 0, np.pi / 2)])
def test_opensim_angles_come_in_degrees_whatever_the_file_has(tmp_path, degrees, first, second):
    text = MOT.format(degrees=degrees, first=first, second=second)
    found = read_reference(table(tmp_path, text, "run.mot"))
    assert found.angles == {"right knee flexion": pytest.approx([0, 90])}
    assert found.time_s.tolist() == [0, 0.5]


def test_markers_become_angles_between_them(tmp_path):
    path = table(tmp_path, trc(), "run.trc")
    assert read_reference(path).angles == {"right knee flexion": pytest.approx([90, 90])}


def test_a_marker_that_is_infinitely_far_away_was_not_seen(tmp_path):
    path = table(tmp_path, trc().replace("-0.5", "inf", 1), "run.trc")
    expected = pytest.approx([np.nan, 90], nan_ok=True)
    assert read_reference(path).angles == {"right knee flexion": expected}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no column time_s"),
        ("time,knee\n0,1\n", "no column time_s"),
        ("time_s,weather\n0,1\n", "no column in it can be compared"),
        ("time_s,trunk lean\n", "no row with numbers"),
        ("time_s,trunk lean,weather\n0,,1\n1,nan,2\n", "no number stands under trunk lean"),
        ("time_s,trunk lean\n0,many\n", "could not convert"),
        ("time_s,trunk lean\n1,2\n0,3\n", "do not increase"),
        ("time_s,side,kind\n1,both,contact\n", "left or right"),
        ("trunk lean,time_s\n1,0\n2\n", "no time_s"),
        ("side,kind,time_s\nleft,contact,1\nleft,toe-off\n", "no time_s"),
        (f"time_s,trunk lean\n0,{'1' * 200_000}\n", "field larger"),
        (f"time_s,trunk lean\n0,{'x' * 9_000}\n", "could not convert"),
    ],
)
def test_other_tables_are_refused_in_one_line_that_names_them(tmp_path, text, said):
    with pytest.raises(SourceError, match=said) as refused:
        read_reference(table(tmp_path, text))
    assert "run.csv" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 400 + len(str(tmp_path))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\x81" * 9, "time_s,x\n".encode("utf-16")])
def test_what_is_in_other_letters_is_refused_with_those_that_are_read(tmp_path, content):
    path = tmp_path / "run.csv"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=r"run\.csv.*in UTF-8"):
        read_reference(path)
