"""What an assessment says: verdicts with their uncertainty, and the frames that led to them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from posecheck.assess.reasons import HIPS_UNSEEN, NO_BASELINE, NOT_SHOWN
from posecheck.body import Side

if TYPE_CHECKING:
    from numpy.typing import NDArray

SCHEMA = "posecheck/result/1"
Verdict = Literal["good", "borderline", "fault", "unsure"]
VERDICTS: tuple[Verdict, ...] = ("unsure", "good", "borderline", "fault")
"""A status code is the index of its verdict; codes grow with how much there is to mend."""

Limits = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Worst:
    """The moment where a criterion was worst."""

    time_s: float
    value: float


@dataclass(frozen=True, slots=True)
class PartResult:
    """One measure of a composite criterion."""

    id: str
    title: str
    unit: str
    value: float | None
    uncertainty: float | None
    good: Limits
    fault: Limits


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """The verdict on one criterion; `value` None where nothing could be measured.

    verdict None: information only. reason: a short code where the verdict is unsure, and
    `explanation` the same in words. meaning: what was measured. cue: what to do about it.
    """

    id: str
    title: str
    side: Side | None
    required: bool
    unit: str
    value: float | None
    uncertainty: float | None
    verdict: Verdict | None
    label: str | None
    reason: str | None
    explanation: str | None
    coverage: float
    good: Limits
    fault: Limits
    worst: Worst | None
    parts: tuple[PartResult, ...]
    cue: str
    meaning: str
    trust: str
    sources: tuple[str, ...]

    @property
    def counts(self) -> bool:
        """Whether this counts for the verdict of the whole.

        What the recording was not made to show does not: another view, hips under a shirt, or a
        number that would need quiet standing to be judged.
        """
        if not self.required or self.verdict is None:
            return False
        bare_number = self.reason == NO_BASELINE and self.value is not None
        return self.reason not in NOT_SHOWN and self.reason != HIPS_UNSEEN and not bare_number


@dataclass(frozen=True, slots=True)
class RepResult:
    """One repetition, landing or hold."""

    index: int
    side: Side | None
    start_s: float
    end_s: float
    verdict: Verdict
    values: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class EventResult:
    """One contact or toe-off."""

    time_s: float
    side: Side
    kind: Literal["contact", "toe-off"]


@dataclass(frozen=True, slots=True)
class GaitResult:
    """Cadence and the gait events it was counted from."""

    cadence_spm: float | None
    steps: int
    events: tuple[EventResult, ...]


@dataclass(frozen=True, slots=True)
class ViewResult:
    """From where the camera saw the body, and in which share of the frames."""

    name: str
    coverage: float


@dataclass(frozen=True, slots=True)
class RollResult:
    """How far the camera was rolled, and how that is known: edges, given or assumed-level.

    seen: how far all edges lean that were found, where that is more than is corrected by them.
    """

    value: float
    source: str
    uncertainty: float
    seen: float = 0.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that is said of one recording; what is known of file and model is added on writing."""

    check: str
    check_title: str
    check_chosen_by: Literal["user", "auto"]
    view: ViewResult
    roll_deg: RollResult
    verdict: Verdict
    criteria: tuple[CriterionResult, ...]
    reps: tuple[RepResult, ...]
    gait: GaitResult | None
    not_observable: tuple[str, ...]
    warnings: tuple[str, ...]
    calibration: Mapping[str, float | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Frames:
    """What was measured and thought in each frame, for the overlay, the plots and measures.csv.

    time_s: (T,). measures: column names with their units. values: (T, M), NaN where not
    measurable. status: (T, C) codes into VERDICTS, a column for each entry of
    Judgement.criteria. phase: (T,) into phase_names. rep: (T,) -1 outside repetitions.
    view: (T,) into view_names.
    """

    time_s: NDArray[np.float64]
    measures: tuple[tuple[str, str], ...]
    values: NDArray[np.float64]
    status: NDArray[np.int8]
    phase: NDArray[np.int8]
    phase_names: tuple[str, ...]
    rep: NDArray[np.int32]
    view: NDArray[np.int8]
    view_names: tuple[str, ...]


def plain(value: object) -> object:
    """Turn results into what JSON knows: dataclasses to dicts, NaN and infinities to None."""
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, float | np.floating):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, np.integer):
        return int(value)
    return value
