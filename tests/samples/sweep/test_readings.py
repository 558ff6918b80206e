"""Kept readings: what goes in comes out, with the condition it was found under."""

import numpy as np
import pytest

from posecheck.assess.filmed import Filmed
from samples.sweep.conditions import PLAIN, Condition
from samples.sweep.movements import SWEEPS
from samples.sweep.readings import MOST, Readings, load_readings
from samples.sweep.run import Series

LEAN = next(sweep for sweep in SWEEPS if sweep.name == "trunk-lean")


def test_readings_come_back_with_their_condition(tmp_path):
    time_s = np.arange(100) / 30
    true, usable = np.linspace(-10, 15, 100), np.arange(100) < 50
    found = Series(
        "running/trunk lean",
        time_s,
        true,
        true + 1.0,
        usable,
        Filmed("side", 7.0, 400.0, light=0.2, white=0.1),
    )
    kept = Readings()
    kept.add(LEAN, "running/trunk lean", "clip", Condition(yaw=5.0), found)
    kept.add(LEAN, "wall-posture/shoulder ahead of hip", "clip", PLAIN, found)
    kept.add(LEAN, "wall-posture/shoulder ahead of hip", "stills", PLAIN, found)
    kept.write(tmp_path / "readings.npz")
    first, second, photos = load_readings(tmp_path / "readings.npz")
    assert (first.sweep, first.view, first.condition["yaw"]) == ("trunk-lean", "side", 5.0)
    assert first.filmed == Filmed("side", 7.0, 400.0, light=0.2, white=0.1)
    assert (second.filmed.still, photos.filmed.still) == (False, True)
    assert second.measure == "wall-posture/shoulder ahead of hip"
    assert len(first.true) == MOST
    assert first.true[[0, -1]] == pytest.approx([-10, 15])
    seen = np.isfinite(first.measured)
    assert seen[: MOST // 2].all()
    assert not seen[MOST // 2 :].any()
    assert first.measured[seen] == pytest.approx(first.true[seen] + 1.0, abs=1e-5)


def test_no_readings_can_be_kept_too(tmp_path):
    Readings().write(tmp_path / "readings.npz")
    assert load_readings(tmp_path / "readings.npz") == []


def test_of_a_stride_only_the_time_on_the_ground_is_kept():
    stride = next(sweep for sweep in SWEEPS if sweep.name == "stride")
    time_s = np.arange(120) / 60
    phase = time_s / stride.cycle_s % 1.0
    found = Series("running/knee flexion", time_s, phase, phase, np.ones(120, bool))
    kept = Readings()
    kept.add(stride, "running/knee flexion", "clip", PLAIN, found)
    assert len(kept.kept[0].true) == MOST
    assert kept.kept[0].true.max() < 0.41
