"""Legs are read in leg lengths, whoever is near, however large and wherever the camera goes."""

from dataclasses import replace

import numpy as np
import pytest

from posecheck.assess.legs import legs_of
from posecheck.detect.prepare import prepare_clip
from tests.assess.runner import Runner, run


@pytest.mark.parametrize("view", ["side-left", "side-right"])
@pytest.mark.parametrize("facing", [0, 1])
def test_forward_is_where_the_toes_point(view, facing):
    track, _ = run(3.0, 60.0, view)
    towards = facing * (1 if view == "side-right" else -1)
    legs = legs_of(prepare_clip(track), view, towards, 0.4)
    assert legs.near == view.removeprefix("side-")
    assert legs.apart.max() > 0.3
    swinging = np.gradient(legs.apart)  # the left foot past the right
    high = legs.heel[:, 0] > np.percentile(legs.heel[:, 0], 80)
    assert swinging[high].mean() > 0


def test_size_does_not_matter():
    small, large = (run(3.0, 60.0, leg=leg)[0] for leg in (0.15, 0.45))
    a, b = (
        legs_of(prepare_clip(t), "side-right", 1, leg) for t, leg in ((small, 0.15), (large, 0.45))
    )
    np.testing.assert_allclose(a.apart, b.apart, atol=0.02)


def test_an_unknown_leg_is_measured():
    track, _ = run(3.0, 60.0, leg=0.4)
    given, measured = (
        legs_of(prepare_clip(track), "side-right", 1, leg) for leg in (0.4, float("nan"))
    )
    np.testing.assert_allclose(given.apart, measured.apart, atol=0.1)


def test_who_comes_nearer_keeps_their_stride():
    track, _ = run(6.0, 60.0, "front", Runner())
    points = track.points.copy()
    grow = np.linspace(0.4, 1.0, len(track))[:, None, None]
    points[..., :2] = 0.5 + (points[..., :2] - 0.5) * grow
    legs = legs_of(prepare_clip(track.with_points(points)), "front", 0, float("nan"))
    early, late = np.ptp(legs.apart[60:180]), np.ptp(legs.apart[-180:-60])
    assert early == pytest.approx(late, rel=0.1)


def test_a_foot_out_of_the_picture_is_not_read():
    track, _ = run(3.0, 60.0)
    points = track.points.copy()
    points[60:120, [27, 29, 31], 1] = -0.1
    legs = legs_of(prepare_clip(track.with_points(points)), "side-right", 1, 0.4)
    assert np.isnan(legs.apart[62:118]).all()
    assert np.isfinite(legs.apart[:58]).all()


@pytest.mark.parametrize("fps", [30.0, 120.0])
def test_a_leg_that_is_doubted_for_a_moment_is_still_read(fps):
    track, _ = run(3.0, fps)
    prepared = prepare_clip(track)
    doubt = prepared.channels["doubt"].copy()
    doubt[round(fps), [26, 28, 30, 32]] = 4.0
    prepared = replace(prepared, channels={**prepared.channels, "doubt": doubt})
    assert np.isfinite(legs_of(prepared, "side-right", 1, 0.4).apart).all()
