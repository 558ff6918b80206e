"""The table of speeds: that every number is measured and stands beside its aim."""

import json

import pytest

from posecheck.capture.clip import probe
from posecheck.detect.bundle import find_bundle
from posecheck.errors import PosecheckError
from posecheck.run import bench
from posecheck.run.bench import SAMPLE, Row, loop, run_bench
from posecheck.run.timed import python, timed
from posecheck.shipped import shipped


@pytest.fixture(scope="module")
def short_clip(tmp_path_factory):
    return loop(shipped(SAMPLE), tmp_path_factory.mktemp("clip") / "short.mp4", 0.5)


def test_a_sample_is_looped_to_the_length_asked_for_at_its_own_pace(tmp_path):
    sample = probe(shipped(SAMPLE))
    looped = probe(loop(shipped(SAMPLE), tmp_path / "long.mp4", sample.duration_s + 1.0))
    assert looped.duration_s == pytest.approx(sample.duration_s + 1.0, abs=0.05)
    assert looped.fps == pytest.approx(sample.fps, rel=0.01)
    assert (looped.width, looped.height) == (sample.width, sample.height)


def test_a_row_says_whether_its_aim_is_met_in_one_line():
    met = Row("help", "0.2 s", "at most 0.4 s", True).line()
    missed = Row("help", "0.9 s", "at most 0.4 s", False).line()
    known = Row("floor", "60 s").line()
    assert met.startswith("ok help")
    assert missed.startswith("NO help")
    assert known.startswith("   floor")
    assert met.index("at most") == missed.index("at most")


@pytest.mark.model
def test_the_floor_is_measured_on_the_clip(short_clip):
    floor = bench._floor(short_clip, find_bundle())
    assert floor.frames == probe(short_clip).frames
    assert floor.decode_ms > 0
    assert floor.landmarker_ms > floor.decode_ms
    assert floor.seconds(2) == pytest.approx(floor.seconds(1) / 2)


def test_the_floor_is_the_mean_of_before_and_after():
    before, after = bench.Floor(90, 1.0, 15.0, 14.0, 12.0), bench.Floor(90, 2.0, 17.0, 15.0, 13.0)
    assert before.mean(after) == bench.Floor(90, 1.5, 16.0, 14.5, 12.5)


@pytest.mark.model
def test_the_loop_people_write_detects_and_writes_every_frame(short_clip, tmp_path):
    out = tmp_path / "naive.mp4"
    words = ["naive", str(short_clip), str(find_bundle()), str(out)]
    found = json.loads(timed(python("posecheck.run.yardsticks", *words)).out)
    assert found["frames"] == probe(short_clip).frames == probe(out).frames


@pytest.mark.model
def test_the_table_holds_every_ratio_with_its_aim():
    lines = list(run_bench(seconds=1.0))
    table = "\n".join(lines)
    for aim in ("at least 0.85", "at least 1.5", "at most 2.5 s", "at most 0.4 s"):
        assert aim in table
    for share in ("at most 1% of the model's", "at most 10% of the model's"):
        assert share in table
    assert "further frame" in table
    assert "nan" not in table
    assert lines[-1].endswith("aims met")


def test_a_file_that_is_no_clip_is_refused_with_one_line(tmp_path):
    path = tmp_path / "notes.mp4"
    path.write_text("no clip")
    with pytest.raises(PosecheckError) as caught:
        list(run_bench(path))
    assert "\n" not in str(caught.value)
    assert "notes.mp4" in str(caught.value)


def test_an_unknown_model_is_refused_before_anything_is_measured(tmp_path):
    with pytest.raises(PosecheckError, match="no such model"):
        list(bench.measure(model=str(tmp_path / "none.task")))


@pytest.mark.parametrize(("load", "warned"), [(0.1, False), (5.0, True)])
def test_a_busy_machine_is_told_that_its_ratios_mean_little(monkeypatch, load, warned):
    monkeypatch.setattr(bench.os, "getloadavg", lambda: (load, load, load), raising=False)
    assert ("BUSY" in next(run_bench())) is warned
