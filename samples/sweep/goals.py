"""What the project set out to reach, and what was found: a short list, made of the data file."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samples.sweep.observe import TRUE_LENGTHS
from samples.sweep.table import JUDGED, OUTFITS

CM_OF_S = TRUE_LENGTHS["S"]  # of a percent
CM_OF_W = 100 * TRUE_LENGTHS["W"]
RATE = 120  # frames a second that the time on the ground is wanted at
ERROR, CENTRED, SINCE_STAND = "rmse", "rmse_centred", "rmse_stand"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Goal:
    """An error that is not to be exceeded.

    kind: which error of a row. of: (sweep, measure) of the rows. factor: from their unit to this.
    group: of which frames, where a row tells those apart. together: all rows as one, not the worst.
    """

    title: str
    limit: float
    unit: str
    kind: str
    of: tuple[tuple[str, str], ...]
    factor: float = 1.0
    group: str = OUTFITS
    together: bool = False


LEANS = (
    ("trunk-lean", "running/trunk lean"),
    ("stride", "running/trunk lean"),
    ("run-lean", "running/trunk lean"),
    ("leaning-run", "running/trunk lean"),
    ("walking-lean", "walking-posture/trunk lean"),
    ("sitting-lean", "sitting-posture/trunk lean"),
)
COMPARED = (
    *LEANS[:4],
    ("trunk-lean", "quad-stretch/trunk lean change"),
    ("angel-lean", "wall-angel/trunk lean change"),
)
"""What a check compares with quiet standing; sitting and walking are judged by themselves."""
BENT = (("good-morning", "good-morning/trunk lean"),)
KNEES = (
    ("knees-soft", "wall-posture/knee angle"),
    ("crouch", "single-leg-landing/knee flexion"),
    ("one-leg-squat", "single-leg-squat/knee flexion"),
    ("stride", "running/knee flexion"),
    ("heel-to-seat", "quad-stretch/knee flexion"),
    ("bridge-knee", "bridge/knee angle"),
    ("kick-knee", "glute-kick/knee angle"),
    ("prone-joints", "locust/knee bend"),
    ("raised-knee", "hamstring-stretch/knee bend"),
)
LINES = (
    ("plank-line", "plank/body line"),
    ("plank-line-on-hands", "plank/body line"),
    ("side-plank-line", "side-plank/middle body line"),
    ("bridge-line", "bridge/trunk and thigh line"),
)
LIFTS = (
    ("glute-kick", "glute-kick/trunk and thigh line"),
    ("locust", "locust/trunk rise"),
    ("locust", "locust/leg rise"),
    ("glute-lift", "glute-lift/leg rise"),
    ("prone-leg", "prone-arm-leg-lift/leg rise"),
    ("prone-arm", "prone-arm-leg-lift/arm rise"),
    ("curl-up", "curl-up/trunk rise"),
)
EAR = (("head-forward", "wall-posture/ear ahead of shoulder"),)
THUMBS = (("thumbs", "wall-angel/thumb gap"),)
GOALS = (
    Goal("Trunk lean, RMSE", 2.5, "deg", ERROR, LEANS),
    Goal("Trunk lean compared with quiet standing, RMSE", 1.5, "deg", SINCE_STAND, COMPARED),
    Goal("Trunk bent forward by up to 85 degrees, RMSE", 2.5, "deg", ERROR, BENT),
    Goal("Knee, near leg, RMSE", 5.0, "deg", ERROR, KNEES),
    Goal("The same, all movements together", 5.0, "deg", ERROR, KNEES, together=True),
    Goal("Ear against shoulder, RMSE", 1.5, "cm", ERROR, EAR, CM_OF_S),
    Goal("Ear against shoulder, less the mean error", 1.5, "cm", CENTRED, EAR, CM_OF_S),
    Goal("Lines of planks and bridges, less the mean error", 2.0, "deg", CENTRED, LINES),
    Goal("The same, where a verdict is given", 2.0, "deg", CENTRED, LINES, group=JUDGED),
    Goal("Lifts on the floor, less the mean error", 2.0, "deg", CENTRED, LIFTS),
    Goal("Thumbs meeting, RMSE", 3.0, "cm", ERROR, THUMBS, CM_OF_W),
    Goal("Thumbs meeting, less the mean error", 3.0, "cm", CENTRED, THUMBS, CM_OF_W),
)
HEAD = """\
## What was to be reached

Over the outfits, with the camera as the set-up page asks for it; what rests on several sweeps is as
good as the worst of them, unless they are put together. A bridge is judged from 32 degrees below
the line on; below that its check sees none, and its error is larger. This list is written from the
data like all the rest.

| error | goal | worst | reached | each, n in brackets |
|---|--:|--:|---|---|
"""


def goals(rows: Sequence[Row], gait: Mapping[str, Any]) -> str:
    """The list, Markdown; what was not measured says so."""
    lines = [_line(goal, rows) for goal in GOALS]
    lines.append(_cadence(gait["clips"]))
    lines.append(_contact(gait["clips"]))
    return HEAD + "\n".join(lines) + "\n"


def _line(goal: Goal, rows: Sequence[Row]) -> str:
    found = list(_found(goal, rows))
    if not found:
        return f"| {goal.title} | {goal.limit:g} {goal.unit} | | not measured | |"
    worst = _together(found) if goal.together else max(value for _, value, _ in found)
    each = ", ".join(f"{name} {value:.2f} ({n})" for name, value, n in found)
    reached = "yes" if worst <= goal.limit else "**no**"
    limit, worst_told = f"{goal.limit:g} {goal.unit}", f"{worst:.2f} {goal.unit}"
    return f"| {goal.title} | {limit} | {worst_told} | {reached} | {each} |"


def _together(found: Sequence[tuple[str, float, int]]) -> float:
    """The RMSE over the frames of all rows, from those of each."""
    return math.sqrt(sum(n * value**2 for _, value, n in found) / sum(n for *_, n in found))


def _found(goal: Goal, rows: Sequence[Row]) -> Iterable[tuple[str, float, int]]:
    several = len({sweep for sweep, _ in goal.of}) < len(goal.of)
    for sweep, measure in goal.of:
        for row in rows:
            cell = row["conditions"].get(goal.group) or row["conditions"].get(OUTFITS)
            if (row["sweep"], row["measure"]) != (sweep, measure) or cell is None:
                continue
            value = cell.get(goal.kind)
            if value is not None:
                name = f"{sweep}: {measure.partition('/')[2]}" if several else sweep
                yield name, value * goal.factor, cell["n"]


def _cadence(clips: Iterable[Mapping[str, Any]]) -> str:
    errors = [abs(one["cadence_error"]) for one in clips if one["cadence_error"] is not None]
    if not errors:
        return "| Cadence | 1 % | | not measured | |"
    reached = "yes" if max(errors) <= 0.01 else "**no**"
    within = f"{sum(error <= 0.01 for error in errors)} of {len(errors)} clips within it"
    return f"| Cadence, worst clip | 1 % | {max(errors):.2%} | {reached} | {within} |"


def _contact(clips: Iterable[Mapping[str, Any]]) -> str:
    errors = [
        one["contact_error_ms"]
        for one in clips
        if one["fps"] == RATE and one["contact_error_ms"] is not None
    ]
    title = f"Time on the ground at {RATE} frames a second, near foot, worst clip"
    if not errors:
        return f"| {title} | 15 ms | | not measured | |"
    worst = max(errors, key=abs)
    each = ", ".join(f"{error:+.0f} ms" for error in errors)
    reached = "yes" if abs(worst) <= 15 else "**no**"
    return f"| {title} | 15 ms | {abs(worst):.0f} ms | {reached} | {each} |"
