"""Which cue to show when: the worst current one, for long enough to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from posecheck.assess.results import VERDICTS, CriterionResult

SHOWN_S = 1.8  # a cue stays at least this long: about eight words
WAIT_S = 0.25  # and is not shown for less than this of trouble


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that could be said: how bad it is (a status code), and which criterion it is of."""

    status: int
    topic: int


def advised(criteria: Sequence[CriterionResult]) -> list[CriterionResult]:
    """Give the criteria whose cues are worth saying, the first advice of the report first.

    Faults come before what is borderline. What does not count for the verdict is advised only
    where nothing that counts is to be mended: it is for information, and says so elsewhere.
    """
    wrong = [one for one in criteria if one.verdict in ("fault", "borderline") and one.cue]
    counted = [one for one in wrong if one.counts]
    return sorted(counted or wrong, key=lambda one: -VERDICTS.index(one.verdict or "unsure"))


class CueHold:
    """Says frame by frame which candidate is shown, so that words do not flicker.

    A worse one takes over as soon as it has lasted wait_s; an equal or lesser one only once the
    one that is shown is over and was shown for SHOWN_S.
    """

    def __init__(self, wait_s: float = WAIT_S) -> None:
        self._wait_s = wait_s
        self._shown: Candidate | None = None
        self._since_s = 0.0
        self._waiting: Candidate | None = None
        self._waiting_since_s = 0.0

    def __call__(self, time_s: float, candidates: Sequence[Candidate]) -> Candidate | None:
        """Take what could be said now, the most important first, and give what is shown."""
        best = candidates[0] if candidates else None
        if best != self._waiting:
            self._waiting, self._waiting_since_s = best, time_s
        if best is not None and best == self._shown:
            return best
        if self._may_change(time_s, best, candidates):
            self._shown, self._since_s = best, time_s
        return self._shown

    def _may_change(
        self, time_s: float, best: Candidate | None, candidates: Sequence[Candidate]
    ) -> bool:
        lasted = time_s - self._waiting_since_s >= self._wait_s
        if self._shown is None:
            return best is not None and lasted
        if best is not None and best.status > self._shown.status and lasted:
            return True
        return self._shown not in candidates and time_s - self._since_s >= SHOWN_S
