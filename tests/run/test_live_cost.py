"""What a live frame costs is timed frame by frame, and told of the dearest check."""

import numpy as np
import pytest

from posecheck.checks import discover
from posecheck.run import live_cost
from posecheck.run.live_cost import dearest_us, live_us
from posecheck.track import Track
from samples.truth import scene_track


@pytest.mark.parametrize("check", sorted(discover()))
def test_each_frame_of_a_track_is_assessed_by_itself_and_timed(check):
    points, time_s, size_px = scene_track("single-leg-stance-good")
    each = live_us(Track(points[:30], time_s[:30], size_px), check)
    assert each.shape == (30,)
    assert np.all(each >= 0)
    assert each.sum() > 0


def test_the_check_that_costs_most_stands_for_all(monkeypatch):
    points, time_s, size_px = scene_track("single-leg-stance-good")
    costs = dict.fromkeys(discover(), 100.0) | {"wall-angel": 150.0}
    monkeypatch.setattr(
        live_cost, "live_us", lambda track, check: np.full(len(track), costs[check])
    )
    check, each = dearest_us(Track(points[:90], time_s[:90], size_px))
    assert (check, each.tolist()) == ("wall-angel", [150.0] * 90)
