import re
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.feedback.report.plots import MOST_POINTS, WIDE, Band, gauge, over_cycle, over_time
from posecheck.feedback.report.series import Cycle, Series, Span

BAND = Band((4.0, 12.0), (2.0, 16.0), "deg")
limit = st.none() | st.floats(-100, 100)


def drawn(svg):
    return ElementTree.fromstring(str(svg).replace("&nbsp;", " "))


def of(svg, kind):
    return [e for e in drawn(svg) if kind in (e.get("class") or "").split()]


def test_zones_cover_the_range_in_order():
    zones = list(BAND.zones(0, 20))
    assert [zone for _, _, zone in zones] == ["fault", "borderline", "good", "borderline", "fault"]
    assert zones[0][0] == 0
    assert zones[-1][1] == 20


def test_open_limits_go_on_for_ever():
    assert [z for *_, z in Band((160.0, None), (150.0, None), "").zones(100, 300)] == [
        "fault",
        "borderline",
        "good",
    ]


@given(
    st.floats(-1e4, 1e4),
    st.none() | st.floats(0, 1e3),
    st.tuples(limit, limit, limit, limit),
)
def test_a_gauge_is_well_formed_and_has_its_needle_inside(value, uncertainty, limits):
    fault_low, good_low, good_high, fault_high = sorted(
        limits, key=lambda x: (x is not None, x or 0)
    )
    band = Band((good_low, good_high), (fault_low, fault_high), "deg")
    svg = gauge(value, uncertainty, band, "good")
    (needle,) = of(svg, "needle")
    assert 0 <= float(needle.get("x1")) <= WIDE


def test_the_needle_stands_in_the_zone_of_its_value():
    svg = gauge(9.0, 1.0, BAND, "good")
    (needle,) = of(svg, "needle")
    (zone,) = of(svg, "zone-good")
    left = float(zone.get("x"))
    assert left < float(needle.get("x1")) < left + float(zone.get("width"))
    assert len(of(svg, "whisker")) == 3
    assert not of(gauge(9.0, None, BAND, "good"), "whisker")


def test_a_curve_stops_where_nothing_was_measured():
    values = np.array([1.0, 2.0, np.nan, 3.0, 4.0])
    svg = over_time(Series(np.arange(5.0), values), BAND, [], None)
    (curve,) = of(svg, "curve")
    assert re.findall("[ML]", curve.get("d")) == ["M", "L", "M", "L"]


def test_what_hardly_moves_does_not_seem_to_swing():
    """Its limits stand beside it, and the height of the plot is measured by them."""
    values = 0.9 + 0.1 * np.sin(np.arange(100.0))
    band = Band((-5.0, 5.0), (-9.0, 9.0), "%")
    svg = str(over_time(Series(np.arange(100.0) / 30, values), band, [], None))
    (path,) = re.findall(r'class="curve" d="([^"]*)"', svg)
    heights = [float(at.split(" ")[1]) for at in re.split("[ML]", path)[1:]]
    assert max(heights) - min(heights) < 5


def test_no_plot_shows_less_of_the_scale_than_it_is_asked_to():
    series = Series(np.arange(100.0) / 30, 0.3 + 0.5 * np.sin(np.arange(100.0)))
    unlimited = Band((None, None), (None, None), "deg")
    alone, wide = (over_time(series, unlimited, [], None, least) for least in (0.0, 8.0))
    assert tall(wide) < tall(alone) / 5
    cycle = Cycle(0.3 + 0.5 * np.sin(np.arange(101.0)), np.full(101, 0.1), 7, None)
    assert tall(over_cycle(cycle, unlimited, 8.0)) < tall(over_cycle(cycle, unlimited)) / 5


def tall(svg):
    """Give the height of a curve in pixels."""
    (curve,) = of(svg, "curve")
    heights = [float(at.split(" ")[1]) for at in re.split("[ML]", curve.get("d"))[1:]]
    return max(heights) - min(heights)


def test_a_moment_without_a_place_on_the_curve_is_a_line():
    series = Series(np.arange(100.0) / 30, np.zeros(100))
    svg = over_time(series, BAND, [], (1.0, None))
    assert (len(of(svg, "event")), len(of(svg, "worst"))) == (1, 0)
    svg = over_time(series, BAND, [], (1.0, 0.0))
    assert (len(of(svg, "event")), len(of(svg, "worst"))) == (0, 1)


@given(st.lists(st.floats(-200, 200), min_size=4, max_size=4), st.floats(-300, 300))
def test_labels_of_a_gauge_do_not_run_into_one_another_on_a_phone(limits, value):
    fault_low, good_low, good_high, fault_high = sorted(limits)
    svg = gauge(value, 5.0, Band((good_low, good_high), (fault_low, fault_high), "deg"), "good")
    wide = 9.0  # of a letter at 16 pixels, which the page takes on a phone
    ends = [
        (float(e.get("x")) - wide * len(e.text) / 2, float(e.get("x")) + wide * len(e.text) / 2)
        for e in of(svg, "tick")
    ]
    assert all(end <= start for (_, end), (start, _) in pairwise(sorted(ends)))


def test_a_long_curve_is_thinned_and_keeps_its_peak():
    values = np.zeros(20_000)
    values[12_345] = 50.0
    svg = over_time(Series(np.arange(20_000) / 60, values), BAND, [], (12_345 / 60, 50.0))
    (curve,) = of(svg, "curve")
    points = re.findall(r"[ML]([\d.]+) ([\d.]+)", curve.get("d"))
    assert len(points) <= 1.1 * MOST_POINTS
    (worst,) = of(svg, "worst")
    assert min(float(y) for _, y in points) == pytest.approx(float(worst.get("cy")), abs=0.2)


def test_stretches_are_shaded_and_named_where_there_is_room():
    series = Series(np.linspace(0, 10, 50), np.ones(50))
    spans = [Span(i * 0.2, i * 0.2 + 0.1, "a rather long name") for i in range(50)]
    svg = over_time(series, BAND, spans, None)
    assert len(of(svg, "span")) == 50
    assert 0 < len(of(svg, "note")) < 10


def test_a_stride_shows_mean_spread_and_where_the_foot_leaves():
    share = np.linspace(0, 2 * np.pi, 101)
    svg = over_cycle(Cycle(np.sin(share), np.full(101, 0.2), 7, 36.0), BAND)
    assert len(of(svg, "spread")) == len(of(svg, "curve")) == len(of(svg, "event")) == 1
    assert not of(over_cycle(Cycle(np.sin(share), np.full(101, 0.2), 7, None), BAND), "event")


def test_hostile_names_are_escaped():
    series = Series(np.linspace(0, 10, 50), np.ones(50))
    svg = over_time(series, BAND, [Span(1.0, 9.0, "<script>")], None)
    assert "<script>" not in str(svg)
