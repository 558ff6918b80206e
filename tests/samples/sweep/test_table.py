"""The error table: what a known error looks like in it, and that the page shows it."""

import numpy as np
import pytest

from posecheck.checks import find
from samples.sweep.goals import goals
from samples.sweep.movements import SWEEPS
from samples.sweep.plots import sheet
from samples.sweep.run import Series
from samples.sweep.table import COLUMNS, JUDGED, OUTFITS, cell, rows_for, stated_error, stored
from samples.sweep.write import page

TIME = np.arange(60) / 30
TRUE = 10 * np.sin(2 * np.pi * 0.5 * TIME)


def series(measured, usable=None):
    usable = np.ones(len(TIME), bool) if usable is None else usable
    return Series("running/trunk lean", TIME, TRUE, measured, usable)


def opened(rows):
    """Rows as the page reads them from the data file."""
    return [
        {
            **row,
            "conditions": {
                name: dict(zip(COLUMNS, cells, strict=True))
                for name, cells in row["conditions"].items()
            },
        }
        for row in stored(rows.values())
    ]


def test_slope_bias_and_lag_come_out_as_they_were_put_in():
    late = 10 * np.sin(2 * np.pi * 0.5 * (TIME - 0.05))
    found = cell([series(0.8 * late + 2.0)], stated=4.0)
    assert found.slope == pytest.approx(0.8, abs=0.03)
    assert found.bias == pytest.approx(2.0, abs=0.2)
    assert found.lag_ms == pytest.approx(50, abs=9)


def test_frames_that_are_not_used_count_as_coverage_only():
    usable = TIME < 1.0
    found = cell([series(np.where(usable, TRUE, 99.0), usable)], stated=1.0)
    assert found.coverage == pytest.approx(0.5)
    assert (found.bias, found.inside) == (0.0, 1.0)


def test_inside_is_the_share_of_readings_within_the_stated_error():
    found = cell([series(TRUE + np.where(TIME < 0.5, 5.0, 1.0))], stated=2.0)
    assert found.inside == pytest.approx(0.75)


def test_errors_are_told_before_and_after_the_mean_and_the_stand_are_taken_off():
    one = Series("running/trunk lean", TIME, TRUE, TRUE + 3.0, np.ones(60, bool), stand_error=2.0)
    found = cell([one], stated=None)
    assert found.p95 == pytest.approx(3.0)
    assert found.p95_centred == pytest.approx(0.0)
    assert (found.rmse_stand, found.p95_stand) == (pytest.approx(1.0), pytest.approx(1.0))
    assert cell([series(TRUE)], stated=None).p95_stand is None


def test_a_measure_that_hardly_moves_has_no_slope():
    still = Series("running/trunk lean", TIME, np.full(60, 3.0), TRUE, np.ones(60, bool))
    assert cell([still], stated=None).slope is None


def test_stated_errors_are_those_of_the_checks():
    assert stated_error("wall-posture/head tilt") == 5.0
    assert stated_error("single-leg-landing/{side} knee in") == 6.0
    assert stated_error("running/trunk lean") == 4.0
    assert stated_error("running/left ankle height") is None


def test_the_page_lists_what_was_to_be_reached_and_whether_it_was():
    rows = rows_for([sweep for sweep in SWEEPS if sweep.name in ("run-lean", "plank-line")])
    for row in rows.values():
        row.add("plain", series(TRUE + np.where(TIME < 1.0, -1.0, 1.0)))
        row.add("outfit red, side right", series(TRUE + np.where(TIME < 1.0, 5.0, 7.0)))
    clip = {"fps": 120, "cadence_error": -0.002, "contact_error_ms": -16.0}
    lines = goals(opened(rows), {"clips": [clip]}).splitlines()
    told = {line.split(" | ")[0]: line for line in lines}
    assert "4.36 deg | **no** | run-lean 4.36 (120)" in told["| Trunk lean, RMSE"]
    assert "3.16 deg | **no**" in told["| Lines of planks and bridges, less the mean error"]
    assert "not measured" in told["| Thumbs meeting, RMSE"]
    assert "not measured" in told["| The same, all movements together"]
    assert "0.20% | yes" in told["| Cadence, worst clip"]
    assert "16 ms | **no** | -16 ms" in lines[-1]


def test_knees_are_told_of_the_worst_movement_and_of_all_together():
    names = ("crouch", "raised-knee")
    rows = rows_for([sweep for sweep in SWEEPS if sweep.name in names])
    for (name, measure), row in rows.items():
        off = 3.0 if name == "crouch" else 4.0
        every = np.ones(len(TIME), bool)
        row.add("plain", Series(measure, TIME, TRUE, TRUE + off, every))
    told = {line.split(" | ")[0]: line for line in goals(opened(rows), {"clips": []}).splitlines()}
    assert "4.00 deg | yes" in told["| Knee, near leg, RMSE"]
    assert "3.54 deg | yes" in told["| The same, all movements together"]


def test_what_is_read_of_a_bridge_before_it_is_one_counts_apart():
    rows = rows_for([sweep for sweep in SWEEPS if sweep.name == "bridge-line"])
    low, high = SWEEPS[[sweep.name for sweep in SWEEPS].index("bridge-line")].judged
    true = np.linspace(-45.0, 20.0, len(TIME))
    off = np.where(true < low, 8.0, 0.0)
    for row in rows.values():
        row.add("plain", Series(row.measure, TIME, true, true + off, np.ones(len(TIME), bool)))
    found = rows["bridge-line", "bridge/trunk and thigh line"].cells()
    assert found[OUTFITS].rmse > 3.0
    assert found[JUDGED].rmse == pytest.approx(0.0, abs=1e-9)
    assert found[JUDGED].n == np.count_nonzero((true >= low) & (true <= high))
    assert JUDGED not in rows["bridge-line", "bridge/knee angle"].cells()
    assert low == find("bridge").phases.end_enter


def test_page_and_plots_show_every_measure_that_was_swept():
    rows = rows_for(SWEEPS[:3])
    for row in rows.values():
        row.add("plain", series(0.9 * TRUE))
        row.add("yaw 5.0", series(0.9 * TRUE + 4.0))
    table = stored(rows.values())
    assert all(OUTFITS in row["conditions"] for row in table)
    data = {
        "minutes": 1,
        "posecheck": "0",
        "model": {"name": "model"},
        "columns": COLUMNS,
        "filmed": {"base": {"planned": 8, "reached": 6}},
        "not_reached": ["thumbs"],
        "table": table,
        "gait": {"events": [], "styles": [], "clips": []},
    }
    text = page(data, "accuracy.svg")
    assert "mannequin is not people" in text
    for row in rows.values():
        assert f"| {row.sweep.name} |" in text
    assert "0.90" in text
    assert "6 of 8 (base)" in text
    assert "Not reached at all: thumbs" in text
    assert sheet(rows.values()).count("<g ") == len(rows)
