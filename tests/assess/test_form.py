"""A run is told from a walk, and from a run that was slowed down, whatever the view."""

import pytest

from posecheck.assess.form import form_of, step_by_distance
from posecheck.assess.legs import legs_of
from posecheck.detect.prepare import prepare_clip
from tests.assess.runner import WALKER, Runner, run

VIEWS = ("side-left", "side-right", "front", "back")


def form(runner, view, duration_s=6.0):
    track, _ = run(duration_s, 60.0, view, runner)
    legs = legs_of(prepare_clip(track), view, 0, 0.4)
    reach = float(legs.apart.max() - legs.apart.min())
    return form_of(legs, runner.stride_s / 2, 0.0, duration_s, reach), legs


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("cadence", [150, 168, 220])
def test_a_run_lifts_off_and_keeps_its_beat(view, cadence):
    found, _ = form(Runner(cadence), view)
    assert found.agrees
    assert found.running
    assert not found.slow_motion
    assert found.pull > 0.8


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("cadence", [90, 112, 130])
def test_a_walk_does_not(view, cadence):
    found, _ = form(Runner(cadence, duty=0.62, speed=1.4, lift=0.3, bounce=0.04), view)
    assert not found.running
    assert not found.slow_motion
    assert found.pull < 0.5


@pytest.mark.parametrize("view", VIEWS)
def test_a_run_in_slow_motion_is_a_run_all_the_same(view):
    found, _ = form(Runner(slow=5.0), view, 30.0)
    assert found.slow_motion
    assert found.running


def test_high_hips_go_with_feet_apart_in_a_run_and_together_in_a_walk():
    assert form(Runner(), "side-left")[0].spread > 0.5
    assert form(WALKER, "side-left")[0].spread < -0.3


def test_a_wrong_step_does_not_agree_with_the_hips():
    _, legs = form(Runner(), "side-left")
    step = Runner().stride_s / 2
    assert form_of(legs, step, 0, 6, 1).agrees
    assert not form_of(legs, step / 2, 0, 6, 1).agrees
    assert not form_of(legs, 2 * step, 0, 6, 1).agrees


@pytest.mark.parametrize("runner", [Runner(), WALKER, Runner(200, asymmetry=0.1)])
def test_the_distance_of_the_feet_alone_gives_the_step(runner):
    _, legs = form(runner, "side-right")
    assert step_by_distance(legs) == pytest.approx(runner.stride_s / 2, rel=0.03)
