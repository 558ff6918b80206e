"""What was measured and shipped: it speaks of measures that exist, and the page is made of it."""

import json

from samples.sweep.__main__ import DATA, PAGE
from samples.sweep.movements import SWEEPS
from samples.sweep.observe import plan_for
from samples.sweep.table import COLUMNS
from samples.sweep.write import page

STORED = json.loads(DATA.read_text(encoding="utf-8"))


def test_the_page_is_what_the_data_says():
    assert PAGE.read_text(encoding="utf-8") == page(STORED, f"{PAGE.stem}.svg")
    assert PAGE.with_suffix(".svg").is_file()


def test_nothing_is_in_it_that_no_sweep_films_any_more():
    assert {row["sweep"] for row in STORED["table"]} <= {sweep.name for sweep in SWEEPS}


def test_every_check_of_the_first_set_is_in_it():
    told = {row["measure"].partition("/")[0] for row in STORED["table"]}
    assert told >= {"running", "wall-posture", "wall-angel", "single-leg-landing"}


def test_every_measure_belongs_to_a_check_of_today():
    for row in STORED["table"]:
        check, _, name = row["measure"].replace("{side}", "left").partition("/")
        plan = plan_for(check)
        assert plan.units[plan.columns[name]] == row["unit"]
        assert all(len(numbers) == len(COLUMNS) for numbers in row["conditions"].values())


def test_gait_was_timed_at_every_frame_rate():
    assert {row["fps"] for row in STORED["gait"]["events"]} == {30, 60, 120, 240}
