import numpy as np
import pytest

from posecheck.feedback.files import write_measures
from posecheck.feedback.report.series import Measures, Series, cycle_of
from tests.feedback.fabricated import running, running_frames, wall_angel_frames

EVENTS = [vars_ for e in running().gait.events if (vars_ := {
    "time_s": e.time_s, "side": e.side, "kind": e.kind})]  # fmt: skip


def test_a_column_is_found_by_its_name_before_the_unit(tmp_path):
    write_measures(tmp_path, running_frames())
    series = Measures(tmp_path).series("trunk-lean")
    assert np.isnan(series.values[55])
    assert series.values[0] == pytest.approx(-1.2)
    assert Measures(tmp_path).series("trunk") is None
    assert Measures(tmp_path).series(None) is None
    assert Measures(tmp_path / "missing").series("trunk-lean") is None


def test_phases_are_stretches_of_time(tmp_path):
    write_measures(tmp_path, wall_angel_frames())
    measures = Measures(tmp_path)
    spans = measures.phases(["up"])
    assert measures.phase_names() == ["start", "up"]
    assert [span.name for span in spans] == ["up"]
    assert spans[0].start_s == pytest.approx(0.5)


def test_cells_that_are_no_numbers_are_gaps(tmp_path):
    (tmp_path / "measures.csv").write_text("frame,time_s,a (deg)\n0,0.0,x\n1,0.1,2\n2,0.2,3\n")
    assert np.isnan(Measures(tmp_path).series("a").values[0])


def test_strides_are_averaged_from_contact_to_contact():
    time_s = np.arange(0, 4, 0.01)
    values = np.sin(2 * np.pi * time_s / 0.72)
    cycle = cycle_of(Series(time_s, values), EVENTS, "left")
    assert cycle.strides == 5
    assert cycle.toe_off == pytest.approx(100 * 0.25 / 0.72, abs=0.2)
    expected = np.sin(np.linspace(0, 2 * np.pi, 101))
    assert np.abs(cycle.mean - expected).max() < 0.01
    assert cycle.spread.max() < 0.01


def test_too_few_strides_or_too_many_gaps_have_no_cycle():
    time_s = np.arange(0, 4, 0.01)
    values = np.ones_like(time_s)
    assert cycle_of(Series(time_s, values), EVENTS[:6], "left") is None
    values[::2] = np.nan
    assert cycle_of(Series(time_s, values), EVENTS, "left") is None
    assert cycle_of(Series(time_s, values), [], "left") is None


def test_a_column_brings_its_unit_and_frames_know_their_phase(tmp_path):
    write_measures(tmp_path, running_frames())
    measures = Measures(tmp_path)
    assert measures.series("overstride").unit == "L"
    assert measures.in_phases(["running"]).all()
    assert not measures.in_phases(["start"]).any()
