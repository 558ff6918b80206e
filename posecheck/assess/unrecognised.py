"""What is said of a recording that does not show which exercise it is: nothing of any exercise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from posecheck.assess.phase import NO_REP
from posecheck.assess.reasons import NOT_RECOGNISED, SENTENCES
from posecheck.assess.results import CriterionResult, Frames, Judgement

TITLE = "Exercise not recognised"


def unrecognised(judgement: Judgement, frames: Frames, *, shown: bool) -> tuple[Judgement, Frames]:
    """Take back what a check said that a recording was measured by for want of a better one.

    The id of the check stays, as do the numbers of each frame; its title, verdicts, repetitions
    and phases go. shown: whether somebody is seen who does something; else the reasons stay, which
    say why nobody is.
    """
    judgement = replace(judgement, check_title=TITLE, verdict="unsure")
    if not shown:
        return judgement, frames
    criteria = tuple(map(_untold, judgement.criteria))
    plain = replace(
        frames,
        status=np.zeros_like(frames.status),
        phase=np.zeros_like(frames.phase),
        rep=np.full_like(frames.rep, NO_REP),
    )
    return replace(judgement, criteria=criteria, reps=()), plain


def _untold(one: CriterionResult) -> CriterionResult:
    return replace(
        one,
        value=None,
        uncertainty=None,
        verdict="unsure",
        label=None,
        reason=NOT_RECOGNISED,
        explanation=SENTENCES[NOT_RECOGNISED],
        worst=None,
        parts=(),
        cue="",
    )
