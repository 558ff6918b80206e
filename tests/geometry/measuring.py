"""One measure of one figure, by the same way that a check's measures go."""

import numpy as np

from posecheck.geometry.plan import Pose, compile_plan
from tests.figure import HIPS, SHOULDERS, S, seen

SIZE = 0.8
LENGTHS = {"S": SIZE * S, "T": SIZE * 0.288, "L": SIZE * 0.491, "W": SIZE * SHOULDERS}
LENGTHS["P"] = SIZE * HIPS


def standing(view, frames, baseline=None, lengths=LENGTHS):
    """A Pose as the orienter would say it for a view."""
    right = 1 if view == "side-right" else 0
    return Pose(
        forward=np.full(frames, 1.0 if right else -1.0),
        leftward=np.full(frames, -1.0 if view == "back" else 1.0),
        near_right=np.full(frames, right, dtype=np.intp),
        lengths=lengths,
        baseline=baseline or {},
    )


def measured(measure, figure, view, **camera):
    """The value of a measure; the plan may hold more columns, this is its own."""
    plan = compile_plan([measure])
    points = seen(figure.landmarks(), view, **camera)[None]
    return float(plan.evaluate(points, standing(view, 1))[0, plan.columns[measure.name]])
