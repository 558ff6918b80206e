"""Recordings for the engine's tests: bodies of known angles, damaged as films are damaged."""

from functools import cache

import numpy as np
from hypothesis import strategies as st

from posecheck.assess.recording import Circumstances, assess
from posecheck.assess.results import RollResult
from posecheck.checks import find
from posecheck.detect.prepare import prepare_clip
from posecheck.track import Track
from tests.checks.staging import staged
from tests.figure import pose, still

LEVEL = RollResult(0.0, "given", 0.3)
STEP = [{"at_s": 0}, {"at_s": 2.5}, {"at_s": 3.5, "ahead": 0.2}, {"at_s": 5.5, "ahead": 0.2}]
GOAL, TOP = {"arm_out": 85, "elbow_in": 95}, {"arm_out": 193.6}
ANGEL = [
    {"at_s": 0},
    {"at_s": 1.5},
    {"at_s": 2.2, **GOAL},
    {"at_s": 2.7, **GOAL},
    {"at_s": 3.7, **TOP},
    {"at_s": 5.0, **TOP},
    {"at_s": 6.0, **GOAL},
    {"at_s": 6.5, **GOAL},
]
LIFT = [{"at_s": 0}, {"at_s": 1.5}, {"at_s": 2, "right_knee": 80}, {"at_s": 5, "right_knee": 80}]
STAGES = {
    "wall-posture": {"keys": STEP, "view": "side-left", "fps": 15},
    "wall-angel": {"keys": ANGEL, "view": "front", "fps": 15, "size": 0.65},
    "single-leg-stance": {"keys": LIFT, "view": "back", "fps": 15},
    "single-leg-landing": {
        "scene": "one_leg.single_leg_landing",
        "with": {"sides": ["left"]},
        "view": "back",
    },
    "running": {"scene": "running.running", "with": {"run_s": 3.0}, "view": "side-left"},
}


@cache
def recorded(name):
    """The track of a stage, as detected; do not change it."""
    return staged({"name": name, **STAGES[name]})


def judge(check_id, track, **around):
    """The judgement of a prepared track."""
    return assess(find(check_id), track, Circumstances(**{"roll": LEVEL, **around}))[0]


def judge_clip(check_id, track, **around):
    """The judgement of a track as detected."""
    return judge(check_id, prepare_clip(track), **around)


def empty(frames=30):
    """A picture with nobody in it."""
    points = np.full((frames, 33, 4), np.nan)
    points[..., 3] = 0.0
    return Track(points, np.arange(frames) / 30, (640, 480))


def sitting(view="side-left", seconds=4):
    return still(pose(thigh=90, knee=90), view, frames=30 * seconds)


@st.composite
def damage(draw, track):
    """The track with noise, frames without anybody, and landmarks that are hard to see."""
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    points = track.points.copy()
    points[..., :2] += chance.normal(0, draw(st.sampled_from([0.0, 0.001, 0.02])), (1, 33, 2))
    points[..., :2] += chance.normal(0, draw(st.sampled_from([0.0, 0.002])), points[..., :2].shape)
    count = len(points)
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, count - 1))
        points[start : start + draw(st.integers(1, count))] = [np.nan, np.nan, np.nan, 0.0]
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, count - 1))
        part = slice(start, start + draw(st.integers(1, count)))
        points[part, draw(st.integers(0, 32)), 3] = 0.1
    missing = np.isnan(points[..., 0])
    points[missing] = [np.nan, np.nan, np.nan, 0.0]
    return track.with_points(points)


def alike(one, other, close=1e-9):
    """Whether two plain results say the same, numbers to within rounding."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(alike(one[k], other[k], close) for k in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= close * max(1.0, abs(one))
    return one == other
