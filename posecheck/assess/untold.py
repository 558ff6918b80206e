"""Why a criterion cannot be told: what rules it out, and what too few of its frames show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from posecheck.assess import reasons
from posecheck.assess.case import Case
from posecheck.assess.numbers import Number, length_px, pelvis_unseen
from posecheck.assess.rules import Criterion, Fact
from posecheck.assess.view import UNKNOWN, VIEW_NAMES
from posecheck.assess.windows import Span
from posecheck.assess.wording import MIN_STEPS
from posecheck.geometry.measure import Relative
from posecheck.geometry.plan import flatten

TRUNK = (11, 12, 23, 24)  # landmarks that tell from where somebody is seen
MIN_COVERAGE = 0.6  # below this share of usable frames there is no verdict


def ruled_out(case: Case, criterion: Criterion) -> str | None:
    """Say what rules a criterion out before anything is measured."""
    rules = (
        (case.upside_down, reasons.UPSIDE_DOWN),
        (case.view == UNKNOWN, _unseen(case)),
        (VIEW_NAMES[case.view] not in criterion.views, reasons.WRONG_VIEW),
        (criterion.cannot is not None, reasons.NOT_MEASURABLE),
        (case.still_picture and not criterion.still, reasons.NEEDS_VIDEO),
        (case.check.standing and not case.standing.any(), reasons.NOT_STANDING),
        (case.slow_spm is not None and _timed(criterion), reasons.SLOW_MOTION),
        (
            criterion.min_fps > 0 and not case.track.fps >= 0.95 * criterion.min_fps,
            reasons.TOO_SLOW,
        ),
    )
    return next((reason for applies, reason in rules if applies), None)


def _timed(criterion: Criterion) -> bool:
    """Tell whether a criterion rests on how fast time passes, beyond the steps it looks at."""
    return isinstance(criterion.measure, Fact) or criterion.min_fps > 0


def _unseen(case: Case) -> str:
    """Say why no frame shows from where the body is seen: mostly its trunk is not, or it is."""
    doubts = Counter(case.doubt[:, TRUNK].max(axis=1).astype(int).tolist())
    code = doubts.most_common(1)[0][0] if doubts else reasons.DOUBT_REASONS.index(reasons.NO_PERSON)
    return reasons.DOUBT_REASONS[code] or reasons.UNKNOWN_VIEW


def too_little(case: Case, criterion: Criterion, spans: Sequence[Span]) -> str | None:
    """Say why the frames of a criterion are too few or show too little; None where they do."""
    if isinstance(criterion.measure, Fact) and criterion.measure.name in case.facts:
        return None
    few = case.check.phases.steps and len(spans) < MIN_STEPS
    if few and case.slow_spm is not None:  # a step that lasts too long is none
        return reasons.SLOW_MOTION
    if not spans:
        if case.reps and not case.reps_for(criterion) and criterion.side is None:
            return reasons.HIDDEN  # behind the other leg
        if case.check.phases.steps and case.facts:
            return reasons.SIDES_UNKNOWN if case.sideless else reasons.TOO_SHORT
        return _no_phase(case)
    if few:
        return reasons.TOO_SHORT
    if length_px(case, criterion, spans) < (criterion.min_px or (None, 0.0))[1]:
        return reasons.TOO_SMALL
    return None


def _no_phase(case: Case) -> str:
    """Say why a phase never came: bad sight of what drives it, sitting, or it was not done."""
    doubts = case.doubted(measure.name for measure in case.check.phases.drivers)
    if len(doubts) and (doubts > 0).mean() > 1 - MIN_COVERAGE:
        return _most_common(doubts)
    if case.check.standing and case.standing.mean() < MIN_COVERAGE:
        return reasons.NOT_STANDING
    return reasons.WRONG_PHASE


def uncovered(
    case: Case, criterion: Criterion, number: Number, spans: Sequence[Span]
) -> str | None:
    """Say why too few frames of a criterion could be used; None where enough could."""
    if number.coverage >= MIN_COVERAGE and np.isfinite(number.value):
        return None
    if pelvis_unseen(case, criterion, spans, MIN_COVERAGE):
        return reasons.HIPS_UNSEEN
    if lacks_baseline(case, criterion):
        return reasons.NO_BASELINE
    frames = np.concatenate([span.frames for span in spans])
    doubts = case.doubted(_rests_on(criterion))[frames]
    if isinstance(criterion.measure, Fact):
        return _most_common(doubts) if (doubts > 0).any() else reasons.WRONG_PHASE
    sitting = int((~case.standing[frames]).sum()) if case.check.standing else 0
    if sitting > int((doubts > 0).sum()):
        return reasons.NOT_STANDING
    if (doubts > 0).any():
        return _most_common(doubts)
    seen_from = [VIEW_NAMES.index(name) for name in criterion.views]
    often = np.isin(case.rows.view[frames], seen_from).mean() >= MIN_COVERAGE
    return reasons.HIDDEN if often else reasons.WRONG_VIEW


def _rests_on(criterion: Criterion) -> list[str]:
    """Name the measures that a criterion is made of."""
    if criterion.parts:
        return [part.measure.name for part in criterion.parts]
    if isinstance(criterion.measure, Fact):
        return [measure.name for measure in criterion.measure.rests_on]
    return [criterion.measure.name]


def lacks_baseline(case: Case, criterion: Criterion, *, every: bool = False) -> bool:
    """Tell whether quiet standing is missing that a criterion needs, or, `every`, could use."""
    measures = [part.measure for part in criterion.parts]
    if not isinstance(criterion.measure, Fact):
        measures.append(criterion.measure)
    compared = [one for one in flatten(measures) if isinstance(one, Relative)]
    known = case.calibration.baseline
    return any(
        (every or one.how != "difference") and not np.isfinite(known.get(one.of.name, np.nan))
        for one in compared
    )


def _most_common(doubts: np.ndarray[tuple[int, ...], np.dtype[np.int8]]) -> str:
    return reasons.DOUBT_REASONS[Counter(doubts[doubts > 0].tolist()).most_common(1)[0][0]]
