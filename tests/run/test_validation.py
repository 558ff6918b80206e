"""A folder of tracks and tables: what agrees, what is off by a known amount, what is refused."""

import csv
from dataclasses import replace

import numpy as np
import pytest

from posecheck.cli.validation import lines
from posecheck.errors import SourceError
from posecheck.run.beside import sources_of
from posecheck.run.validation import ALL, as_csv, validate
from posecheck.track import Track, save
from samples.catalog import SAMPLES
from samples.truth import sample_track, truth

NAME = "running-side-good-nostand"


@pytest.fixture(scope="module")
def runner():
    """The true landmarks of a sample, its knee and its steps."""
    sample = SAMPLES[NAME]
    points, times, size = sample_track(sample)
    return Track(points, times, size), truth(NAME, sample)


@pytest.fixture
def folder(tmp_path, runner):
    track, known = runner
    save(track, tmp_path / "run.npz")
    knee = known["parameters"]["knee_flexion_left_deg"]
    rows = [f"{at},{value + 3.0}" for at, value in zip(known["time_s"], knee, strict=True)]
    (tmp_path / "run.knee.csv").write_text("\n".join(["time_s,left_knee_flexion", *rows]))
    near = [e for e in known["events"] if e["side"] == "left" and e["kind"] == "contact"]
    steps = [f"{e['time_s']},{e['side']},{e['kind']}" for e in near]
    (tmp_path / "run.steps.csv").write_text("\n".join(["time_s,side,kind", *steps]))
    return tmp_path


def test_a_reference_that_is_3_degrees_higher_shows_as_that_bias(folder):
    [curve] = [c for c in validate(folder, None).curves if c.quantity == "left knee flexion"]
    assert curve.view == "side-left"
    assert curve.found.bias == pytest.approx(-3.0, abs=1.0)
    assert curve.found.rmse_centred < 2.5
    assert curve.found.slope == pytest.approx(1.0, abs=0.05)
    assert curve.lag_s == pytest.approx(0.0, abs=0.01)
    assert curve.coverage > 0.9


def knees_without(folder, unmeasured):
    table = folder / "run.knee.csv"
    head, *rows = table.read_text().splitlines()
    times = [row.partition(",")[0] for row in rows]
    kept = [
        f"{at}," if unmeasured(n, float(at)) else row
        for n, (at, row) in enumerate(zip(times, rows, strict=True))
    ]
    table.write_text("\n".join([head, *kept]))
    return next(c for c in validate(folder, None).curves if c.quantity == "left knee flexion").found


def test_nothing_is_compared_where_the_table_has_a_gap(folder):
    whole = knees_without(folder, lambda n, at: False)
    every_other = knees_without(folder, lambda n, at: n % 2 == 1)
    assert every_other.n >= whole.n - 2, "as where two devices share a table"
    gap = knees_without(folder, lambda n, at: n % 2 == 1 or 1.0 < at < 3.0)
    assert whole.n - gap.n == pytest.approx(2.0 * 60 - 1, abs=3)


def test_steps_are_timed_against_those_of_the_table(folder):
    [timing] = validate(folder, None).timings
    assert (timing.kind, timing.missed, timing.extra) == ("contact", 0, 0)
    assert abs(timing.bias_ms) < 20
    assert timing.within_2 == 1.0


def test_the_same_quantity_of_two_clips_is_pooled(folder):
    for suffix in ("npz", "knee.csv"):
        (folder / f"again.{suffix}").write_bytes((folder / f"run.{suffix}").read_bytes())
    found = validate(folder, None)
    [pooled] = [curve for curve in found.curves if curve.clip == ALL]
    assert pooled.found.n == sum(curve.found.n for curve in found.curves if curve.clip != ALL)


def test_lines_and_table_tell_the_same(folder):
    found = validate(folder, None)
    rows = list(csv.DictReader(as_csv(found).splitlines()))
    assert rows[0]["quantity"] == "left knee flexion"
    assert float(rows[0]["bias"]) == pytest.approx(found.curves[0].found.bias, rel=1e-3)
    told = "\n".join(lines(found))
    assert f"bias {found.curves[0].found.bias:+.2f}" in told
    assert "contact" in told


def test_a_measure_of_a_check_may_be_asked_for(folder, runner):
    track, _ = runner
    rows = [f"{at:.4f},{8.0}" for at in track.time_s[::10]]
    (folder / "run.lean.csv").write_text("\n".join(["time_s,running/trunk lean", *rows]))
    [curve] = [c for c in validate(folder, None).curves if c.quantity == "running/trunk lean"]
    assert abs(curve.found.bias) < 3.0
    assert np.isnan(curve.found.slope)


def test_folders_without_a_pair_are_refused_with_what_is_wanted(tmp_path):
    with pytest.raises(SourceError, match="no such folder"):
        sources_of(tmp_path / "gone")
    (tmp_path / "run.mp4").write_bytes(b"")
    (tmp_path / "other.csv").write_text("time_s\n")
    with pytest.raises(SourceError, match="beside run"):
        sources_of(tmp_path)


@pytest.mark.parametrize(
    ("clip", "owner"),
    [
        ("p1.csv", "p1.npz"),
        ("p1.steps.csv", "p1.npz"),
        ("p1.left.csv", "p1.left.npz"),
        ("p1.left.steps.csv", "p1.left.npz"),
        ("p1.left.npz.mot", "p1.left.npz"),
        ("p1.leftover.csv", "p1.npz"),
    ],
)
def test_a_table_belongs_to_the_clip_whose_name_it_continues_the_longest(tmp_path, clip, owner):
    for name in ("p1.npz", "p1.left.npz", clip):
        (tmp_path / name).touch()
    assert sources_of(tmp_path) == [(tmp_path / owner, [tmp_path / clip])]


def test_a_clip_and_its_track_share_their_tables(tmp_path):
    for name in ("run.mp4", "run.npz", "run.csv", "run.npz.csv"):
        (tmp_path / name).touch()
    own = {clip.name: [table.name for table in tables] for clip, tables in sources_of(tmp_path)}
    assert own == {"run.mp4": ["run.csv"], "run.npz": ["run.csv", "run.npz.csv"]}


@pytest.mark.parametrize(
    "text",
    [
        "time_s,left_knee_flexion\n100,10\n101,20\n",
        "time_s,left_knee_flexion\n-2,10\n-1,20\n1,\n2,\n",
        "time_s,left_knee_flexion\n1,10\n",
        "time_s,side,kind\n100,left,contact\n",
    ],
)
def test_a_table_of_another_time_is_refused_by_its_name(folder, text):
    (folder / "run.x.csv").write_text(text)
    with pytest.raises(SourceError, match=r"run\.x\.csv': .* while 'run\.npz' lasts, 0\.00 to"):
        validate(folder, None)


def test_a_column_that_is_empty_is_passed_over_beside_one_that_is_not(folder):
    head, *rows = (folder / "run.knee.csv").read_text().splitlines()
    lines = [f"{head},trunk_lean", *(f"{row}," for row in rows)]
    (folder / "run.knee.csv").write_text("\n".join(lines))
    assert [curve.quantity for curve in validate(folder, None).curves] == ["left knee flexion"]


def test_where_posecheck_reads_nothing_the_table_is_named(folder, runner):
    track, _ = runner
    nobody = np.broadcast_to([np.nan, np.nan, np.nan, 0.0], track.points.shape)
    save(replace(track, points=nobody), folder / "run.npz")
    (folder / "run.steps.csv").unlink()
    with pytest.raises(SourceError, match=r"run\.knee\.csv': nothing in it could be compared"):
        validate(folder, None)


def test_a_track_with_a_wrong_meta_is_named(folder, runner):
    track, _ = runner
    save(replace(track, meta={"roll_deg": "x"}), folder / "run.npz")
    with pytest.raises(SourceError, match=r"run\.npz': its meta gives roll_deg as 'x'"):
        validate(folder, None)


def test_an_unknown_measure_is_named(folder):
    (folder / "run.x.csv").write_text("time_s,running/weather\n0,1\n1,2\n")
    with pytest.raises(SourceError, match=r"run\.x\.csv.*weather"):
        validate(folder, None)
