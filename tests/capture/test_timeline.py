from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.capture.timeline import timeline

TICK = Fraction(1, 1000)


def made(stamps, **given):
    settings = {"time_base": TICK, "start": 0, "end": 0, "header_fps": 25.0} | given
    return timeline(stamps, **settings)


def test_the_order_of_decoding_does_not_matter():
    found, warnings = made([0, 120, 40, 80])
    assert list(found.times_s) == [0.0, 0.04, 0.08, 0.12]
    assert warnings == []


def test_a_start_later_than_zero_is_zero():
    found, _ = made([1400, 1440], start=1400)
    assert list(found.times_s) == [0.0, 0.04]


def test_no_time_is_negative():
    found, _ = made([-40, 0, 40], start=0)
    assert found.times_s[0] == 0


def test_a_late_first_frame_keeps_its_lateness():
    found, _ = made([500, 540], start=0)
    assert found.times_s[0] == 0.5


def test_a_rate_that_no_camera_has_is_kept_and_doubted():
    found, warnings = timeline(
        range(5), time_base=Fraction(1, 10000), start=0, end=0, header_fps=10000.0
    )
    assert found.fps == pytest.approx(10000)
    assert "10000 frames a second" in warnings[0]


def test_an_implausible_rate_is_replaced_and_said():
    found, warnings = made([None] * 60, header_fps=0.0)
    assert (found.fps, found.duration_s) == (30, 2)
    assert "30 frames a second are assumed" in warnings[0]


def test_stamps_that_all_say_the_same_are_no_clock():
    found, warnings = made([0] * 6)
    assert (found.clock, found.frames, found.duration_s) == ("frame-rate", 6, 6 / 25)
    assert "no time stamps of its own" in warnings[0]


def test_one_frame_has_the_headers_rate():
    found, _ = made([0])
    assert (found.fps, found.duration_s) == (25, pytest.approx(0.04))


@given(st.lists(st.one_of(st.none(), st.integers(-10_000, 10_000)), max_size=30), st.integers(0, 9))
def test_times_always_increase(stamps, start):
    found, _ = made(stamps, start=start)
    times = found.times_s
    assert len(times) == found.frames >= 1
    assert all(a < b for a, b in pairwise(times))
    assert times[0] >= 0
    assert found.duration_s >= times[-1]
