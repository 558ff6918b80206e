"""In which frames a criterion is talked about, with which number: where it is judged, as judged."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.frames import AROUND_S, LEVELS
from posecheck.assess.results import VERDICTS, Frames, Judgement
from posecheck.assess.rules import Check, Criterion, Fact
from posecheck.feedback.files import criterion_key

Codes = NDArray[np.int8]
Floats = NDArray[np.float64]

LINGER_S = 0.8  # longer than a runner's foot is off the ground
VALUE_S = 0.3  # how long a number stands still, to be read
STRIDE = "stride"  # the span of a step that is judged all the way through


def standing_status(judgement: Judgement, frames: Frames) -> Codes:
    """Give the status of each criterion in each frame: (T, C).

    A criterion that no single frame tells, such as cadence, has its verdict in all of them.
    """
    status = frames.status.copy()
    for column, one in enumerate(judgement.criteria):
        if one.verdict and not status[:, column].any():
            status[:, column] = VERDICTS.index(one.verdict)
    return status


def spoken_status(judgement: Judgement, frames: Frames) -> Codes:
    """Give the status of each criterion in the frames in which it may be spoken of: (T, C).

    What is judged for a moment only, as a foot on the ground or the lowest point of a landing, is
    spoken of a while longer, until it is judged again: nobody could read its cue otherwise.
    """
    status, time_s = standing_status(judgement, frames), frames.time_s
    if not len(status):
        return status
    rows = np.arange(len(status))[:, None]
    last = np.maximum.accumulate(np.where(status > 0, rows, 0), axis=0)
    lingers = time_s[:, None] - time_s[last] <= LINGER_S
    return np.where(lingers, np.take_along_axis(status, last, axis=0), status)


def drawn_status(check: Check, judgement: Judgement, frames: Frames) -> Codes:
    """Give the status of each criterion in the frames in which its lines mean something: (T, C).

    Elsewhere it is 0: the arms of a start position are not drawn at the top, nor is the landing
    of a foot while that foot swings. A photo is its own phase.
    """
    if len(frames.time_s) == 1:
        return frames.status.copy()
    declared = {criterion.key: criterion for criterion in check.criteria}
    status = frames.status.copy()
    for column, one in enumerate(judgement.criteria):
        criterion = declared.get(criterion_key(one.id, one.side))
        wanted = _phases(criterion, judgement, frames) if criterion else []
        if wanted:
            status[~np.isin(frames.phase, wanted), column] = 0
    return status


def shown_values(check: Check, judgement: Judgement, frames: Frames) -> Floats:
    """Give the number that stands beside each criterion in each frame: (T, C).

    In a repetition or step, the one that its verdict was made of; elsewhere what was measured,
    standing still for a moment to be read. A movement, such as a drift, has its number everywhere.
    """
    columns = {name: column for column, (name, _) in enumerate(frames.measures)}
    declared = {criterion.key: criterion for criterion in check.criteria}
    values = np.full((len(frames.time_s), len(judgement.criteria)), np.nan)
    held = np.searchsorted(frames.time_s, np.floor(frames.time_s / VALUE_S) * VALUE_S)
    for number, one in enumerate(judgement.criteria):
        key = criterion_key(one.id, one.side)
        criterion = declared.get(key)
        measure = criterion.measure if criterion else None
        name = "" if measure is None or isinstance(measure, Fact) else measure.name
        column = columns.get(key, columns.get(name))
        if criterion and criterion.reduce not in LEVELS and one.value is not None:
            values[:, number] = one.value
        elif column is not None:
            values[:, number] = frames.values[held, column]
        early_s = AROUND_S if criterion and criterion.window == "mark" else 0.0
        for rep in judgement.reps:
            judged = rep.values.get(key)
            if judged is not None:
                since_s = frames.time_s + early_s  # a mark is shown before it is there
                values[(since_s >= rep.start_s) & (since_s <= rep.end_s), number] = judged
    return values


def _phases(criterion: Criterion, judgement: Judgement, frames: Frames) -> list[int]:
    """Give the phases in which a criterion is judged; none where it is judged in all."""
    names = frames.phase_names
    if criterion.window == "phase":
        return [names.index(name) for name in criterion.during if name in names]
    if criterion.window == "rep" or STRIDE in criterion.during:
        return []
    view = judgement.view.name
    side = criterion.side or (view.removeprefix("side-") if view.startswith("side-") else "")
    return [index for index, name in enumerate(names) if name.endswith(f"{side} stance".strip())]
