"""What to speak of, and when: a coach who waits, says one thing, and notices when it is mended."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from posecheck.assess.grade import FAULT, GOOD
from posecheck.feedback.cues import SHOWN_S, Candidate

WAIT_S = 1.0  # how long a fault lasts before it is spoken of
RUNNING_WAIT_S = 2.0  # in running: some five steps, so that one of them is no reason to speak
REPEAT_S = 8.0  # how long the same thing is not said again: time to understand, try and settle
PAUSE_S = 4.0  # between any two things said: the longest cue takes 3.5 seconds to say (measured)
MENDED_S = 1.0  # how long what was spoken of must be good to be praised
LAPSE_S = 0.3  # a fault that is away for less has not ended: landmarks tremble at a limit
STALL_S = 3.0  # frames further apart than this say nothing about the time between them
PRAISE = "Good, keep that."


@dataclass(frozen=True, slots=True)
class Said:
    """One thing to say now: of which criterion, and whether it is a fault or one that is mended.

    first: it was not said before since the take began or since it was last praised.
    """

    topic: int
    kind: Literal["fault", "praise"]
    first: bool = True


@dataclass(slots=True)
class _Spell:
    """Since when something holds, where short lapses do not end it."""

    begin_s: float = math.inf
    seen_s: float = -math.inf

    def note(self, time_s: float, holds: bool, *, fresh: bool) -> None:
        """Take one frame; fresh: what was seen before it says nothing of the time between."""
        if fresh or (not holds and time_s - self.seen_s > LAPSE_S):
            self.begin_s = math.inf
        if holds:
            self.begin_s = min(self.begin_s, time_s)
            self.seen_s = time_s

    def lasts(self, time_s: float, at_least_s: float) -> bool:
        """Tell whether it holds in this frame and has done so for long enough."""
        return self.seen_s == time_s and time_s - self.begin_s >= at_least_s

    def over(self) -> bool:
        """Tell whether it has ended, or never began."""
        return self.begin_s == math.inf


@dataclass(slots=True)
class _Topic:
    """What was seen of one criterion, and what was said about it."""

    fault: _Spell = field(default_factory=_Spell)
    good: _Spell = field(default_factory=_Spell)
    said_s: float = -math.inf
    owed: bool = False  # its fault was said, and nothing has been said of its mending


class Manners:
    """Says frame by frame whether something is to be said now; carries what was seen and said.

    A fault is spoken of once it has lasted wait_s, the worst first, one at a time with pause_s
    between any two, and not again within repeat_s; when one that was spoken of has been good for
    MENDED_S it is praised, once. speaks_from: the status code from which on something is a fault
    to speak of. What is said is an event; `shown` is what may stand on the screen meanwhile.
    """

    def __init__(
        self,
        wait_s: float = WAIT_S,
        repeat_s: float = REPEAT_S,
        *,
        pause_s: float = PAUSE_S,
        speaks_from: int = FAULT,
    ) -> None:
        self._wait_s = wait_s
        self._repeat_s = repeat_s
        self._pause_s = pause_s
        self._speaks_from = speaks_from
        self._topics: dict[int, _Topic] = {}
        self._time_s = -math.inf
        self._spoke_s = -math.inf
        self._shown: Said | None = None
        self._shown_s = -math.inf

    @property
    def shown(self) -> Said | None:
        """What the screen may show now: what was said last while it lasts, else the worst."""
        return self._shown

    def __call__(self, time_s: float, candidates: Sequence[Candidate]) -> Said | None:
        """Take what is thought of every criterion in this frame, the most important first.

        time_s grows from call to call. A criterion that is left out or unsure is neither a fault
        nor mended. Gives what is to be said now, None for most frames.
        """
        codes: dict[int, int] = {}
        for one in candidates:
            codes.setdefault(one.topic, one.status)
        self._see(time_s, codes)
        lasting = self._lasting(time_s, codes)
        said = self._say(time_s, lasting)
        if said is not None:
            self._spoke_s = time_s
        self._show(time_s, said, lasting)
        return said

    def _see(self, time_s: float, codes: dict[int, int]) -> None:
        fresh = time_s - self._time_s > STALL_S
        self._time_s = time_s
        for topic in codes:
            self._topics.setdefault(topic, _Topic())
        for topic, about in self._topics.items():
            code = codes.get(topic)
            about.fault.note(time_s, code is not None and code >= self._speaks_from, fresh=fresh)
            about.good.note(time_s, code == GOOD, fresh=fresh)

    def _lasting(self, time_s: float, codes: dict[int, int]) -> list[int]:
        """Give the topics whose fault has lasted, the worst first."""
        long = [t for t in codes if self._topics[t].fault.lasts(time_s, self._wait_s)]
        return sorted(long, key=lambda topic: -codes[topic])

    def _say(self, time_s: float, lasting: Sequence[int]) -> Said | None:
        if time_s - self._spoke_s < self._pause_s:
            return None
        for topic in lasting:
            about = self._topics[topic]
            if time_s - about.said_s >= self._repeat_s:
                first = not about.owed
                about.said_s, about.owed = time_s, True
                return Said(topic, "fault", first)
        for topic, about in self._topics.items():
            if about.owed and about.good.lasts(time_s, MENDED_S):
                about.owed = False
                return Said(topic, "praise")
        return None

    def _show(self, time_s: float, said: Said | None, lasting: Sequence[int]) -> None:
        if said is not None:
            self._shown, self._shown_s = said, time_s
        elif not self._stays(time_s):
            self._shown = Said(lasting[0], "fault", first=False) if lasting else None
            self._shown_s = time_s

    def _stays(self, time_s: float) -> bool:
        """Tell whether what is shown is still so, or has not been there long enough to be read."""
        shown = self._shown
        if shown is None:
            return False
        lasts = shown.kind == "fault" and not self._topics[shown.topic].fault.over()
        return lasts or time_s - self._shown_s < SHOWN_S
