"""Which posture somebody is in, whether it is done well or badly."""

import numpy as np
import pytest

from posecheck.assess.calibrate import calibrate
from posecheck.assess.posture import postures_of
from posecheck.assess.view import Orienter
from posecheck.geometry.plan import compile_plan
from tests.figure import pose, still

SHOWN = {
    "plank": [
        {"tip": 83, "arm": 83, "elbow": 90},
        {"tip": 79, "trunk": -14, "thigh": -14, "arm": 79},
    ],
    "fours": [{"tip": 90, "thigh": 90, "knee": 90, "arm": 90, "foot": -80}],
    "prone": [{"tip": 90, "foot": -80}],
    "lifted": [{"tip": 90, "trunk": -15, "thigh": -10, "arm": -12}],
    "supine": [{"tip": -90, "thigh": 50, "knee": 100, "foot": -90}],
    "bridge": [{"tip": -119, "knee": 90, "foot": -119, "arm": -29}],
    "seated": [{"thigh": 88, "knee": 88}, {"thigh": 85, "knee": 80, "trunk": 25}],
    "hinged": [{"trunk": 75, "thigh": -8}],
}


def postures(settings, view):
    track = still(pose(**settings), view, frames=10)
    seen = Orienter()(track.points, track.time_s)
    lengths = calibrate(track.points, track.time_s, seen, compile_plan([]))
    found = postures_of(track, seen, lengths, np.ones(10, dtype=bool))
    return {name for name, share in found.items() if share == 1.0}


@pytest.mark.parametrize("view", ["side-left", "side-right"])
@pytest.mark.parametrize(
    ("name", "settings"), [(name, one) for name, every in SHOWN.items() for one in every]
)
def test_a_posture_is_told_from_either_side(name, settings, view):
    lying = {"lying"} if name not in ("seated", "hinged") else set()
    wider = {"bridge": {"supine"}, "lifted": {"prone"}, "hinged": {"bent"}}.get(name, set())
    assert postures(settings, view) == {name} | lying | wider


@pytest.mark.parametrize(("over", "propped"), [(70, True), (-70, True), (90, False), (-90, False)])
def test_lying_on_one_side_is_seen_from_the_front(over, propped):
    plank = {"side-plank"} if propped else set()
    assert postures({"over": over}, "front") == {"side-lying", "lying"} | plank


@pytest.mark.parametrize("view", ["side-left", "front", "back"])
def test_standing_is_none_of_them(view):
    assert postures({}, view) == set()
