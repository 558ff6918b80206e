"""What shows of how somebody was filmed: direction, turn and size."""

import numpy as np
import pytest

from posecheck.assess.calibrate import EAR_TO_ANKLE
from posecheck.assess.filmed import BY_EYE_DEG, Filmed, filmed
from posecheck.assess.view import BACK, FRONT, OBLIQUE, SIDE_LEFT, UNKNOWN

TRUNK, HALF = 0.5, 0.18


def turned(degrees, frames=20, swing=0.0):
    """A trunk (T, 33, 4) whose left side is nearest at 0 degrees, turned about the vertical."""
    points = np.zeros((frames, 33, 4))
    points[..., 3] = 1.0
    shift = swing * np.sin(np.linspace(0, 4 * np.pi, frames))
    for left, right, height, half in ((11, 12, TRUNK, HALF), (23, 24, 0.0, HALF / 1.9)):
        for index, sign in ((left, 1.0), (right, -1.0)):
            angle = np.radians(degrees) + sign * 0.0
            points[:, index, 0] = sign * half * np.sin(angle) + sign * shift * (index < 20)
            points[:, index, 1] = height
            points[:, index, 2] = sign * half * np.cos(angle)
    return points


@pytest.mark.parametrize("degrees", [0.0, 10.0, -20.0])
def test_a_turn_out_of_the_profile_shows_in_the_width(degrees):
    found = filmed(turned(degrees), SIDE_LEFT, 400.0)
    assert found.off_deg == pytest.approx(abs(degrees), abs=1.0)


def test_shoulders_that_swing_are_no_turn():
    found = filmed(turned(0.0, frames=81, swing=0.1), SIDE_LEFT, 400.0)
    assert found.off_deg == pytest.approx(0.0, abs=1.5)


@pytest.mark.parametrize("degrees", [0.0, 12.0, -25.0])
def test_a_turn_out_of_the_front_view_shows_in_the_depth(degrees):
    assert filmed(turned(90.0 + degrees), FRONT, 400.0).off_deg == pytest.approx(
        abs(degrees), abs=0.5
    )


@pytest.mark.parametrize("view", [BACK, OBLIQUE, UNKNOWN])
def test_from_elsewhere_no_turn_shows(view):
    found = filmed(turned(80.0), view, 400.0)
    assert found.off_deg is None
    assert found.turned_deg == BY_EYE_DEG
    assert found.direction == ("back" if view == BACK else "")


def test_nobody_seen_is_no_turn_and_no_size():
    for points in (np.zeros((0, 33, 4)), np.full((5, 33, 4), np.nan)):
        found = filmed(points, SIDE_LEFT, float("nan"))
        assert found.off_deg is None
        assert found.coarseness == 1.0


def test_size_is_the_persons_height_in_rows():
    found = filmed(turned(0.0), SIDE_LEFT, 400.0)
    assert found.rows == pytest.approx(400.0 / EAR_TO_ANKLE)
    assert found.coarseness == 1.0
    assert Filmed("side", 0.0, 65.0).coarseness == 2.0
