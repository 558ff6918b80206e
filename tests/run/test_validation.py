"""A folder of tracks and tables: what agrees, what is off by a known amount, what is refused."""

import csv

import numpy as np
import pytest

from posecheck.cli.validation import lines
from posecheck.errors import SourceError
from posecheck.run.validation import ALL, as_csv, sources_of, validate
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


def test_an_unknown_measure_is_named(folder):
    (folder / "run.x.csv").write_text("time_s,running/weather\n0,1\n1,2\n")
    with pytest.raises(SourceError, match="weather"):
        validate(folder, None)
