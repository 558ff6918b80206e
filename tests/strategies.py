"""What hypothesis may draw: bodies, tracks and ways to cut them."""

from itertools import pairwise

import numpy as np
from hypothesis import strategies as st

from posecheck.body import LEFT_INDICES, RIGHT_INDICES
from tests.figure import pose, seen

VIEWS = st.sampled_from(["side-left", "side-right", "front", "back"])


def degrees(most):
    return st.floats(-most, most, allow_nan=False).map(lambda value: round(value, 3))


@st.composite
def figures(draw):
    """A body in any upright-ish posture."""
    names = {
        "trunk": 30,
        "trunk_side": 15,
        "neck": 30,
        "chin": 20,
        "thigh": 40,
        "left_thigh_out": 10,
        "right_thigh_out": 10,
        "left_knee": 60,
        "right_knee": 60,
        "left_knee_in": 15,
        "right_knee_in": 15,
        "left_arm": 90,
        "right_arm_out": 90,
        "elbow": 90,
        "hip_drop": 10,
    }
    return pose(**{name: draw(degrees(most)) for name, most in names.items()})


@st.composite
def scattered(draw, frames=6):
    """Points (T, 33, 4) near a body that stands in a picture, moved at random."""
    view = draw(VIEWS)
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    points = np.repeat(seen(draw(figures()).landmarks(), view)[None], frames, axis=0)
    points[..., :2] += chance.normal(0, 0.01, (frames, 33, 2))
    return view, points


@st.composite
def cuts(draw, frames):
    """Slices that cut so many frames into pieces of any length."""
    inner = draw(st.sets(st.integers(1, max(frames - 1, 1)), max_size=12))
    edges = [0, *sorted(edge for edge in inner if edge < frames), frames]
    return [slice(a, b) for a, b in pairwise(edges)]


def mirrored(points, aspect):
    """The picture in a mirror, its landmarks named as the mirror image's own."""
    result = points.copy()
    result[..., 0] = aspect - points[..., 0]
    left, right = list(LEFT_INDICES), list(RIGHT_INDICES)
    result[..., left, :], result[..., right, :] = (
        result[..., right, :].copy(),
        result[..., left, :].copy(),
    )
    return result
