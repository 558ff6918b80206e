"""Stated errors: worked out from readings, they hold for those, and widen by yaw alone."""

import json
from dataclasses import asdict

import numpy as np
import pytest

from posecheck.assess.error import curves_of, read_curves
from posecheck.assess.filmed import Filmed
from samples.sweep.conditions import Condition
from samples.sweep.curves import errors
from samples.sweep.readings import Reading
from samples.sweep.stated import as_text, held, held_section, sections, shown, summary
from samples.sweep.uses import same_measures

EAR = "wall-posture/ear ahead of shoulder"
TRUE = np.linspace(0.0, 5.0, 24)


def reading(off, yaw=0.0, measure=EAR):
    """A head read wrong by `off`."""
    condition = asdict(Condition(yaw=yaw))
    seen = Filmed("side", abs(yaw), 500.0)
    return Reading("head-forward", measure, "side", "clip", condition, seen, TRUE, TRUE + off)


def row(readings, kind="value"):
    [found] = [one for one in errors(readings) if one["kind"] == kind]
    return found


def test_the_error_is_what_nineteen_of_twenty_readings_stay_below():
    off = np.random.default_rng(1).normal(0.0, 1.0, (40, 24))
    found = row([reading(one) for one in off])
    assert np.mean(found["error"]) == pytest.approx(1.96, rel=0.15)
    assert found["at"] == sorted(found["at"])


def test_a_constant_offset_is_an_error_of_values_and_none_of_changes():
    readings = [reading(np.full(24, 1.5)) for _ in range(4)]
    assert row(readings)["error"] == pytest.approx([1.5] * 8, rel=0.01)
    assert max(row(readings, "change")["error"]) < 0.01


def test_the_error_follows_what_is_read():
    found = row([reading(0.4 * TRUE) for _ in range(10)])
    assert found["error"][0] < found["error"][-1] == pytest.approx(2.0, rel=0.2)


def test_yaw_is_what_a_degree_shifts():
    readings = [reading(np.zeros(24)), reading(np.full(24, 1.3), 10.0)]
    readings.append(reading(np.full(24, -1.3), -10.0))
    assert row(readings)["yaw"] == pytest.approx(0.13, rel=0.02)
    assert max(row(readings)["error"]) < 0.01


def test_what_else_is_changed_is_not_put_down_to_a_turn():
    dark = Condition(yaw=2.0, light="dim")
    seen = Filmed("side", 2.0, 500.0)
    lost = Reading("head", EAR, "side", "clip", asdict(dark), seen, TRUE, TRUE + 9.0)
    assert (
        row([reading(1.0), reading(3.0, 10.0), lost])["yaw"]
        == row([reading(1.0), reading(3.0, 10.0)])["yaw"]
    )


def changed(off, **condition):
    """The head read wrong by `off` with something of the filming changed."""
    seen = Filmed("side", 0.0, 500.0)
    told = asdict(Condition(**condition))
    return Reading("head-forward", EAR, "side", "clip", told, seen, TRUE, TRUE + off)


def test_what_several_changes_do_is_the_sum_of_the_squares_of_what_each_does():
    noise = np.random.default_rng(3).normal(0.0, 1.0, (40, 24))
    base = [reading(one) for one in noise]
    assert row(base)["several"] == 0.0
    one = row([*base, changed(0.6, girth=1.2)])["several"]
    assert one == pytest.approx(0, abs=0.1)  # less than the usual scatter tells nothing
    both = row([*base, changed(1.3, girth=1.2), changed(1.2, distance_m=6.0)])["several"]
    assert both == pytest.approx(1.96 * (1.3**2 - 1 + 1.2**2 - 1) ** 0.5, rel=0.1)


def test_a_turn_and_a_clip_that_was_misread_are_not_in_what_several_changes_do():
    base = [reading(off) for off in np.random.default_rng(3).normal(0.0, 1.0, (40, 24))]
    assert row([*base, reading(9.0, 10.0)])["several"] == 0.0
    lost = row([*base, changed(99.0, girth=1.2)])
    assert lost["several"] == pytest.approx(2 * np.median(lost["error"]), rel=0.01)


def photo(off):
    """The head read wrong by `off` in single pictures."""
    seen = Filmed("side", 0.0, 500.0, still=True)
    told = asdict(Condition())
    return Reading("head-forward", EAR, "side", "stills", told, seen, TRUE, TRUE + off)


def test_a_photo_widens_by_as_much_as_photos_are_read_worse_than_clips():
    clips = [reading(np.full(24, 1.5)) for _ in range(4)]
    assert row(clips)["photo"] == 1.0
    assert row([*clips, photo(0.5)])["photo"] == 1.0, "a photo is never trusted more than a clip"
    assert row([*clips, photo(3.0)])["photo"] == pytest.approx(2.0, rel=0.01)
    assert "photo" not in row([*clips, photo(3.0)], "change")
    known = curves_of(errors([*clips, photo(3.0)]))
    assert [one.stated for one in held([*clips, photo(3.0)], known) if one.kind == "value"] == [1.5]


def test_a_measure_of_several_checks_is_known_in_each():
    names = same_measures("single-leg-landing/{side} knee in")
    assert "single-leg-landing/{side} knee in" not in names
    assert "single-leg-squat/{side} knee in" in names


def test_what_was_worked_out_holds_and_comes_back_from_the_file(tmp_path):
    off = np.random.default_rng(2).normal(2.0, 0.8, (20, 24))
    readings = [reading(one) for one in off]
    told = sections(readings)
    path = tmp_path / "accuracy.json"
    path.write_text(as_text({"format": 1, "table": [], **told}), encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8"))["held"] == told["held"]
    rows = held(readings, read_curves(path))
    assert rows == held(readings, curves_of(told["errors"]))
    assert summary(rows)["inside"] >= 0.95 > summary(rows)["inside_declared"]
    assert EAR in shown(rows)
    assert "ear ahead of shoulder" in held_section(told)


def test_a_page_without_readings_says_nothing_of_them():
    assert held_section({}) == ""
    assert held_section(sections([])) == ""
