"""The table that says whose each clip is and how it is judged."""

import pytest

from posecheck.errors import SourceError
from posecheck.run.batch.sheet import Asked, read_sheet


@pytest.fixture
def sheet(tmp_path):
    def read(content):
        path = tmp_path / "clips.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return [(name, asked) for _, name, asked in read_sheet(path)]

    return read


def test_every_column_is_read(sheet):
    told = "clip,check,person,height,date,notes,group\na b.mp4,running,Ann,171.5,2026-03-31,hi,g\n"
    assert sheet(told) == [
        ("a b.mp4", Asked("running", 171.5, "Ann", "2026-03-31", "hi", "g")),
    ]


@pytest.mark.parametrize(
    "content",
    [
        "Clip;Person;Height\r\na.mp4;Jörg;1,5e2\r\n\r\n;;\r\n",
        "\ufeffclip\tperson\theight\na.mp4\tJörg\t150\n",
        "clip;person;height\na.mp4;Jörg;150".encode("cp1252"),
        "clip\tperson\theight\r\na.mp4\tJörg\t150\r\n".encode("utf-16"),
        'height,clip,person\n150,"a.mp4",Jörg\n',
    ],
)
def test_spreadsheets_of_any_country_are_read(sheet, content):
    assert sheet(content) == [("a.mp4", Asked(person="Jörg", height_cm=150.0))]


def test_what_is_left_open_is_left_to_the_options(sheet):
    assert sheet("clip,check,height\na.mp4,,\nb.mp4\nc.mp4,auto,\n") == [
        ("a.mp4", Asked()),
        ("b.mp4", Asked()),
        ("c.mp4", Asked(check="auto")),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("file\na.mp4\n", "no column clip"),
        ("clip,hight\na.mp4,3\n", "column 'hight'; columns can be clip, check, person"),
        ("clip,check\na.mp4,\nb.mp4,runing\n", "line 3.*did you mean running"),
        ("clip,height\na.mp4,1.80\n", "line 2.*write it in cm"),
        ("clip,height\na.mp4,tall\n", "line 2.*write it in cm"),
        ("clip,date\na.mp4,31.3.2026\n", "line 2.*2026-03-31"),
        ("clip,person\n,Ann\n", "line 2.*names no clip"),
        ("clip,notes\na.mp4,sore, but better\n", "line 2: has 3 cells under 2 titles.*quotes"),
        ("", "no column clip"),
        ("clip,check,Check\na.mp4,running,\n", "two columns check"),
        ("clip,clip\na.mp4,\n", "two columns clip"),
        ("clip,check\na.mp4,running\nb\0.mp4,running\n", "line 3: holds a NUL"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused_with_its_line(sheet, content, said):
    with pytest.raises(SourceError, match=said) as refused:
        sheet(content)
    assert "clips.csv" in str(refused.value)


def test_columns_without_a_title_may_be_several(sheet):
    assert sheet("clip,,person,\na.mp4,,Ann,\n") == [("a.mp4", Asked(person="Ann"))]
