import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.feedback.lettering import fit, line_of, sheet, shorten, width, wrap, writable


def test_every_sign_of_a_verdict_and_a_degree_can_be_written():
    text = "✔▲✖? 12°–±é"
    assert writable(text) == text


def test_an_accent_goes_before_a_letter_does_and_what_is_unknown_shows():
    assert writable("Ńō 走") == "No ?"


def test_a_minus_and_hyphens_of_all_kinds_are_written_as_such():
    assert writable("−1.6 side‐on single‑leg") == "–1.6 side-on single-leg"


def test_a_line_is_as_wide_as_it_is_said_to_be():
    margin = sheet().margin
    assert width("Lean a little", sheet().height) == line_of("Lean a little").shape[1] - 2 * margin


def test_twice_the_height_is_twice_the_width():
    assert width("Knee", 40) == pytest.approx(2 * width("Knee", 20))


@given(st.text(max_size=120), st.floats(60, 600), st.integers(1, 4))
def test_lines_fit_into_their_room(text, room, most):
    lines = fit(text, room, 20, most)
    assert len(lines) <= most
    assert all(width(line, 20) <= room for line in lines)


def test_words_that_fit_are_all_kept():
    text = "Lean a little from the ankles, as if into a light breeze."
    assert " ".join(wrap(text, 300, 20)) == text


def test_what_is_cut_ends_in_an_ellipsis():
    assert fit("one two three four five six", 80, 20, 2)[-1].endswith("…")
    assert shorten("Supercalifragilistic", 80, 20).endswith("…")
    assert shorten("short", 300, 20) == "short"


def test_a_number_is_not_parted_from_its_percent():
    text = "Line of the five points 2.1 %"
    lines = wrap(text, width("Line of the five points 2.1", 20) + 1, 20)
    assert lines == ("Line of the five points", "2.1 %")
