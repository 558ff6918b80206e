"""Which curve stands beside a number: one on which the number lies, or one without limits."""

import dataclasses
import re

import numpy as np
import pytest

from posecheck.assess.reduce import drift
from posecheck.assess.results import Frames, PartResult, ViewResult, Worst
from posecheck.feedback.files import document, write_measures
from posecheck.feedback.report.cards import card
from posecheck.feedback.report.evidence import Evidence
from tests.feedback.fabricated import ABOUT, criterion, running

TIME_S = np.arange(300) / 30
LIMITS = {"good": (-2.0, 2.0), "fault": (-4.0, 4.0)}


def shown(folder, check, column, phases, **changes):
    """Give the card of one criterion of a check, over a table with one column."""
    (name, unit), values = column
    names = tuple(dict.fromkeys(phases))
    write_measures(
        folder,
        Frames(
            time_s=TIME_S,
            measures=((name, unit),),
            values=values[:, None],
            status=np.ones((len(values), 1), dtype=np.int8),
            phase=np.array([names.index(phase) for phase in phases], dtype=np.int8),
            phase_names=names,
            rep=np.full(len(values), -1, dtype=np.int32),
            view=np.zeros(len(values), dtype=np.int8),
            view_names=("side-left",),
        ),
    )
    judged = dataclasses.replace(
        running(),
        check=check,
        view=ViewResult("side-left", 1.0),
        criteria=(criterion(**changes),),
        gait=None,
    )
    about = dataclasses.replace(ABOUT, columns={changes["key"]: name})
    result = document(judged, about)
    return card(result["criteria"][0], Evidence(folder, result))


def heights(plot):
    """Give the pixels down the page through which a plot's curve goes."""
    path = re.search(r'<path class="curve" d="([^"]*)"', plot).group(1)
    return [float(pair.split()[1]) for pair in re.findall(r"[ML]([^ML]+)", path)]


def zone(plot, name):
    """Give the top and the foot of a zone in pixels."""
    tag = re.search(rf'<rect class="zone-{name}" [^>]*>', plot).group(0)
    y, high = (float(re.search(rf'{key}="([^"]*)"', tag).group(1)) for key in ("y", "height"))
    return y, y + high


def plank(folder, value=None, **changes):
    """A plank whose hips are held 3 % above the line, and sink by half a percent at last."""
    height = np.where(TIME_S > 7, 2.5, 3.0)
    return shown(
        folder,
        "plank",
        (("hip above body line", "% line"), height),
        ["hold"] * len(TIME_S),
        key="drift",
        title="Line kept",
        unit="% line",
        value=drift(height, TIME_S) if value is None else value,
        uncertainty=1.0,
        worst=Worst(8.0, -0.5),
        **LIMITS,
        **changes,
    )


def test_a_drift_is_plotted_as_what_has_changed_since_the_start(tmp_path):
    one = plank(tmp_path)
    top, foot = zone(one.plot, "good")
    assert one.value == "−0.5 % of the body line"
    assert all(top < y < foot for y in heights(one.plot))
    assert one.caption.startswith("The change since the start; the ring is the moment")


def test_a_change_that_does_not_lead_to_the_number_is_not_plotted(tmp_path):
    one = plank(tmp_path, value=-1.4)
    assert "zone-good" not in one.plot
    assert 'class="worst"' not in one.plot
    assert "no point of this curve: it says how far this went from where it was" in one.caption


@pytest.mark.parametrize("sign", [1, -1])
def test_a_change_between_phases_is_plotted_for_the_part_that_changed_most(tmp_path, sign):
    ahead = 5.0 + sign * 0.6 * (TIME_S > 6)
    part = PartResult("head", "Head over shoulders", "% S", sign * 0.6, 0.7, (-1.5, 1.5), (-3, 3))
    one = shown(
        tmp_path,
        "wall-posture",
        (("ear ahead of shoulder", "% S"), ahead),
        ["at-wall"] * 120 + ["moving"] * 60 + ["away"] * 120,
        key="hold-after-step",
        title="Change after the step",
        unit="% S",
        value=0.6,
        uncertainty=0.7,
        worst=Worst(8.0, 0.6),
        good=(None, 1.5),
        fault=(None, 3.0),
        parts=(part,),
    )
    top, foot = zone(one.plot, "good")
    assert all(top < y < foot for y in heights(one.plot))
    assert one.caption.startswith("Head over shoulders: the change since the end of “at wall”")
    assert ('class="worst"' in one.plot) == (sign > 0)
    assert ("the dashed line is the moment" in one.caption) == (sign < 0)


def test_how_far_something_moves_is_no_point_of_its_curve(tmp_path):
    one = shown(
        tmp_path,
        "curl-up",
        (("neck", "deg"), 160 + 4 * np.sin(TIME_S)),
        ["up"] * len(TIME_S),
        key="neck-pull",
        title="Neck",
        value=8.0,
        uncertainty=3.0,
        good=(None, 15.0),
        fault=(None, 25.0),
        worst=Worst(1.0, 8.0),
    )
    assert "zone-good" not in one.plot
    assert 'class="worst"' not in one.plot
    assert "between its lowest and its highest" in one.caption


def test_a_difference_of_both_sides_has_no_curve(tmp_path):
    one = shown(
        tmp_path,
        "single-leg-squat",
        (("left knee in", "deg"), np.full(len(TIME_S), 3.0)),
        ["bottom"] * len(TIME_S),
        key="side-difference",
        title="Difference",
        value=2.0,
    )
    assert one.plot is None


def test_what_hardly_moves_is_not_made_to_fill_the_plot(tmp_path):
    one = shown(
        tmp_path,
        "single-leg-squat",
        (("left pelvis line change", "deg"), 0.3 + 0.5 * np.sin(5 * TIME_S)),
        ["bottom"] * len(TIME_S),
        key="pelvic-drop",
        title="Pelvic drop",
        value=0.3,
        uncertainty=4.0,
        good=(None, 7.0),
        fault=(None, 10.0),
        worst=Worst(1.0, 0.5),
    )
    assert np.ptp(heights(one.plot)) < 124 / 5
