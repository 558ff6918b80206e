"""Stated errors: the larger of declared and measured, wider where the filming hurts."""

import json
import subprocess
import sys
from typing import get_args, get_type_hints

import pytest

from posecheck.assess.error import (
    NOISE_TURNS,
    TABLE,
    Stated,
    counted,
    curves_of,
    read_curves,
    stated,
)
from posecheck.assess.filmed import BY_EYE_DEG, ENOUGH_LIGHT, ENOUGH_ROWS, SHOWN_DEG, Filmed
from posecheck.assess.reasons import CAUSES
from posecheck.body import LEFT, MID_HIP, MID_SHOULDER, NEAR
from posecheck.checks import discover
from posecheck.errors import PosecheckError
from posecheck.geometry.measure import ahead, change, fppa, largest, lean, relative, size

HEAD = ahead(NEAR.shoulder, NEAR.ear, "S", "ear ahead of shoulder")
LEAN = lean(MID_HIP, MID_SHOULDER, "trunk lean")
SQUARE = Filmed("side", 0.0, 600.0)


def table(name, at, error, *, kind="value", view="side", **widens):
    """One row of the table, opened."""
    row = {"measures": [name], "view": view, "kind": kind, "at": at, "error": error, "yaw": 0.0}
    return curves_of([row | widens])


def error_of(declared, measure, value, known, *, filmed=SQUARE, kind="value", check="some"):
    return stated(declared, measure, value, (check, filmed, kind), known).error


def test_the_larger_of_declared_and_measured_counts():
    known = table("some/ear ahead of shoulder", [0.0], [2.5])
    assert error_of(1.5, HEAD, 1.0, known) == 2.5
    assert error_of(4.0, HEAD, 1.0, known) == 4.0


def test_what_was_never_measured_keeps_what_is_declared():
    assert error_of(1.5, HEAD, 1.0, {}) == 1.5
    other = table("other/ear ahead of shoulder", [0.0], [9.0])
    assert error_of(1.5, HEAD, 1.0, other) == 1.5
    from_behind = table("some/ear ahead of shoulder", [0.0], [9.0], view="back")
    assert error_of(1.5, HEAD, 1.0, from_behind) == 1.5


def test_the_error_is_that_of_values_like_this_one():
    known = table("some/ear ahead of shoulder", [0.0, 4.0], [2.0, 6.0])
    found = [error_of(1.0, HEAD, value, known) for value in (-9.0, 1.0, 2.0, 99.0)]
    assert found == pytest.approx([2.0, 3.0, 4.0, 6.0])


def test_a_photo_widens_what_was_measured_and_not_what_is_declared():
    known = table("some/ear ahead of shoulder", [0.0], [1.0], photo=2.0)
    photo = Filmed("side", 0.0, 600.0, still=True)
    assert error_of(1.5, HEAD, 1.0, known) == 1.5
    assert error_of(1.5, HEAD, 1.0, known, filmed=photo) == 2.0
    assert error_of(2.5, HEAD, 1.0, known, filmed=photo) == 2.5
    assert error_of(0.5, HEAD, 1.0, table("some/other", [0.0], [1.0]), filmed=photo) == 0.5


def test_noise_makes_turns_by_itself_where_it_is_dark_or_somebody_is_small():
    assert counted(1.0, SQUARE) == Stated(1.0)
    assert counted(1.0, Filmed("front", 0.0, 600.0, light=0.2)) == Stated(NOISE_TURNS, "dark")
    assert counted(1.0, Filmed("front", 0.0, ENOUGH_ROWS / 2)) == Stated(NOISE_TURNS, "small")
    assert counted(9.0, Filmed("front", 0.0, ENOUGH_ROWS / 2)) == Stated(9.0, "small")


def test_left_and_right_are_one_measure():
    known = table("some/{side} knee in", [0.0], [9.0], view="front")
    front = Filmed("front", 0.0, 600.0)
    for side in ("left", "right"):
        measure = fppa(side, f"{side} knee in")
        assert error_of(6.0, measure, 5.0, known, filmed=front) == 9.0


def test_a_camera_that_is_off_square_widens_by_what_yaw_was_found_to_do():
    known = table("some/ear ahead of shoulder", [0.0], [2.0], yaw=0.1)
    square, off = (
        stated(1.5, HEAD, 0.0, ("some", Filmed("side", deg, 600.0), "value"), known)
        for deg in (0.0, 25.0)
    )
    assert square.error == pytest.approx((2.0**2 + (0.1 * BY_EYE_DEG) ** 2) ** 0.5)
    assert off.error == pytest.approx(square.error + 0.1 * (25.0 - SHOWN_DEG["side"]))
    assert (square.cause, off.cause) == ("", "off-square")


def test_a_camera_whose_turn_cannot_be_seen_counts_as_put_up_by_eye():
    known = table("some/{side} knee in", [0.0], [3.0], yaw=1.0, view="back")
    behind = Filmed("back", None, 600.0)
    found = error_of(1.0, fppa("left", "left knee in"), 5.0, known, filmed=behind)
    assert found == pytest.approx((3.0**2 + BY_EYE_DEG**2) ** 0.5)


def test_a_person_too_small_in_the_picture_is_known_less_well():
    small = Filmed("side", 0.0, ENOUGH_ROWS / 2)
    found = stated(1.5, HEAD, 1.0, ("some", small, "value"), {})
    assert (found.error, found.cause) == (3.0, "small")
    assert error_of(1.5, HEAD, 1.0, {}, filmed=Filmed("side", 0.0, ENOUGH_ROWS * 2)) == 1.5
    assert error_of(1.5, HEAD, 1.0, {}, filmed=Filmed()) == 1.5


def test_in_the_dark_a_number_is_known_less_well():
    dark = Filmed("side", 0.0, 600.0, light=ENOUGH_LIGHT / 1.5)
    found = stated(1.5, HEAD, 1.0, ("some", dark, "value"), {})
    assert (found.error, found.cause) == (pytest.approx(2.25), "dark")
    for light in (None, ENOUGH_LIGHT, 0.9):
        bright = Filmed("side", 0.0, 600.0, light=light)
        assert stated(1.5, HEAD, 1.0, ("some", bright, "value"), {}).error == 1.5


def test_every_cause_has_words_for_people():
    causes = get_args(get_type_hints(Stated)["cause"])
    assert set(causes) <= set(CAUSES)


def test_what_several_changes_do_counts_only_where_something_is_seen_not_to_be_as_asked():
    known = table("some/ear ahead of shoulder", [0.0], [3.0], several=4.0)
    turned, dark = Filmed("side", 20.0, 600.0), Filmed("side", 0.0, 600.0, light=0.2)
    assert error_of(1.0, HEAD, 0.0, known) == 3.0
    assert error_of(1.0, HEAD, 0.0, known, filmed=turned) == pytest.approx(5.0)
    assert error_of(1.0, HEAD, 0.0, known, filmed=dark) == pytest.approx(5.0 * dark.dimness)


def test_a_change_has_the_error_of_changes_whichever_way():
    known = table("some/ear ahead of shoulder", [0.0, 4.0], [1.0, 3.0], kind="change")
    assert error_of(0.7, HEAD, -2.0, known, kind="change") == 2.0
    assert error_of(0.7, HEAD, -2.0, known) == 0.7


def test_a_comparison_with_standing_has_its_own_error_or_that_of_changes():
    own = table("some/trunk lean change", [0.0], [3.0])
    of_changes = table("some/trunk lean", [0.0], [4.0], kind="change")
    for measure in (relative(LEAN, "trunk lean change"), change(LEAN, "trunk lean change")):
        assert error_of(2.5, measure, 5.0, own) == 3.0
        assert error_of(2.5, measure, 5.0, of_changes) == 4.0
        assert error_of(2.5, measure, 5.0, {**of_changes, **own}) == 3.0


def test_a_size_has_the_larger_error_of_both_signs_and_an_extreme_of_its_parts():
    lean_change = relative(LEAN, "trunk lean change")
    known = table("some/trunk lean change", [-5.0, 5.0], [6.0, 2.0])
    assert error_of(1.0, size(lean_change, "size of it"), 5.0, known) == 6.0
    both = {
        **table("some/a", [0.0], [2.0]),
        **table("some/b", [0.0], [3.0]),
    }
    pair = largest(
        "a or b",
        *(ahead(NEAR.hip, point, "S", name) for point, name in ((LEFT.ear, "a"), (LEFT.hip, "b"))),
    )
    assert error_of(1.0, pair, 5.0, both) == 3.0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nothing", "no error table"),
        ("[]", "no error table"),
        ('{"format": 2}', "unknown format"),
        ('{"format": 1, "errors": [{"measures": ["a/b"], "view": "side"}]}', "no error table"),
    ],
)
def test_a_broken_table_is_named_in_a_line(tmp_path, text, words):
    path = tmp_path / "accuracy.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PosecheckError, match=words) as raised:
        read_curves(path)
    assert str(path) in str(raised.value)
    with pytest.raises(PosecheckError, match="missing"):
        read_curves(tmp_path / "none.json")


def test_a_table_without_errors_states_what_is_declared(tmp_path):
    path = tmp_path / "accuracy.json"
    path.write_text(json.dumps({"format": 1}), encoding="utf-8")
    assert read_curves(path) == {}


def test_the_shipped_table_is_about_measures_that_exist():
    known = {key.partition("/")[0] for key, _, _ in read_curves(TABLE)}
    assert known
    assert known <= set(discover())


def test_the_table_is_not_read_before_a_number_needs_it():
    code = (
        "import posecheck.run.judging, posecheck.assess.error as error; "
        "print(error.curves.cache_info().currsize)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "0"


def test_points_that_are_not_the_pose_models_have_the_declared_error():
    known = table("some/ear ahead of shoulder", [0.0], [9.0])
    digitised = Filmed("side", 0.0, 600.0, by_model=False)
    assert error_of(1.5, HEAD, 1.0, known, filmed=digitised) == 1.5
