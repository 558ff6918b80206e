"""Leading somebody through a check: what to say next, how far they are, and when it is done."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from posecheck.assess.phase import Rep
from posecheck.assess.recent import Lately
from posecheck.assess.rules import Check, Fact, Prompt
from posecheck.body import Side, other

DROP_S = 0.5  # a phase that is left for less goes on
GOOD_S = 1.0  # how long a criterion must have been good
TURNING_S = 12.0  # to change sides: what looks like a repetition meanwhile is none to speak of
PATIENCE_S = 3.0  # a criterion that is not judged by then is asked for all the same
SIDES: tuple[Side, ...] = ("left", "right")


@dataclass(frozen=True, slots=True)
class Led:
    """Where somebody is led at one moment.

    words: what to do now, to be shown. say: what to say aloud in this very frame, None mostly.
    progress: 0 to 1 of what is asked for now, None where that has no measure. count: what to show
    inside it, such as "3" or "12 s", empty where nothing counts. done: nothing is left to do.
    """

    words: str
    say: str | None
    progress: float | None
    count: str
    done: bool


class Lead:
    """Walks a check's prompts; without any it only counts."""

    def __init__(self, check: Check) -> None:
        self._check = check
        self._left = list(check.prompts)
        self._step: _Step | None = None
        self._words = ""
        self._done = False

    def __call__(self, now: Lately) -> Led:
        """Take the next moment."""
        say: str | None = None
        while self._left:
            if self._step is None:
                self._step = _Step(self._check, self._left[0], now)
            done, spoken = self._step.follow(now)
            if not (done or self._is_past(now)):
                say = spoken or say
                break
            self._step = None
            del self._left[0]
        if self._check.prompts and not self._left and not self._done:
            self._done, self._words, say = True, self._check.farewell, self._check.farewell
        if self._step is not None:
            self._words = self._step.words or self._words
            return Led(self._words, say, self._step.progress(now), self._step.count(now), False)
        return Led(self._words, say, _share(now.hold_s, self._target()), _count(now), self._done)

    def _is_past(self, now: Lately) -> bool:
        """Tell whether somebody is at a later step already."""
        return any(now.phase in prompt.phases for prompt in self._left[1:])

    def _target(self) -> float:
        """Give how long a hold is meant to last, by the criterion that judges it; 0 without one."""
        for one in self._check.criteria:
            if isinstance(one.measure, Fact) and one.measure.name == "hold" and one.band:
                return one.band.good[0] or 0.0
        return 0.0


class _Step:
    """One prompt that is being followed."""

    def __init__(self, check: Check, prompt: Prompt, now: Lately) -> None:
        self.words = ""
        self._prompt = prompt
        self._idle = check.phases.names[0]
        keys = [criterion.key for criterion in check.criteria]
        self._good = keys.index(prompt.good) if prompt.good else None
        self._begun_s = now.time_s
        self._first = now.count
        self._handled: set[int] = set()
        self._done: Counter[Side | None] = Counter()
        self._short: Counter[Side | None] = Counter()
        self._in_s: tuple[float, float] | None = None  # since when, and when last
        self._good_since_s: float | None = None
        self._told: set[str] = set()
        self._near: Side | None = None
        self._turned_s = -math.inf  # when the other side was asked for last

    def follow(self, now: Lately) -> tuple[bool, str | None]:
        """Take the next moment; tell whether the step is done, and what to say."""
        self._clock(now)
        self._near = _near(now) or self._near
        done, after_rep = self._repetitions(now) if self._prompt.reps else (self._lasted(now), None)
        if done:
            return True, None
        return False, self._begin(now) or after_rep or next(self._on_the_way(now), None)

    def progress(self, now: Lately) -> float | None:
        """Give how much of it is done, 0 to 1."""
        prompt = self._prompt
        if prompt.reps and (prompt.lasts_s == 0 or not now.running):
            return _share(sum(self._done.values()), prompt.reps * len(self._sides(now)))
        return _share(self._held_s(now), prompt.lasts_s)

    def count(self, now: Lately) -> str:
        """Give the seconds of a hold, or the repetitions."""
        prompt = self._prompt
        if prompt.reps and (prompt.lasts_s == 0 or not now.running):
            return str(sum(self._done.values()))
        return f"{self._held_s(now):.0f} s" if prompt.lasts_s else ""

    def _clock(self, now: Lately) -> None:
        phases = self._prompt.phases
        inside = now.phase in phases if phases else now.phase != self._idle
        if inside:
            since = self._in_s[0] if self._in_s else max(self._begun_s, now.time_s - now.phase_s)
            self._in_s = (since, now.time_s)
        elif self._in_s and now.time_s - self._in_s[1] > DROP_S:
            self._in_s = None

    def _held_s(self, now: Lately) -> float:
        if self._prompt.reps:
            return now.hold_s or 0.0
        return self._in_s[1] - self._in_s[0] if self._in_s else 0.0

    def _lasted(self, now: Lately) -> bool:
        good = self._good is None or self._is_good(now, self._good)
        return good and self._in_s is not None and self._held_s(now) >= self._prompt.lasts_s

    def _is_good(self, now: Lately, place: int) -> bool:
        """Tell whether the criterion has been good for a while, or is not to be waited for."""
        result = now.results[place]
        waited_s = now.time_s - self._begun_s
        if result is None or result.verdict != "good":
            self._good_since_s = None
            unknown = result is not None and result.verdict == "unsure"
            return waited_s >= (PATIENCE_S if unknown else self._prompt.at_most_s)
        if self._good_since_s is None:
            self._good_since_s = now.judged_s
        return now.time_s - self._good_since_s >= GOOD_S

    def _begin(self, now: Lately) -> str | None:
        """Say what to do, once; not where it is right already."""
        if self.words or not self._prompt.say:
            return None
        result = None if self._good is None else now.results[self._good]
        if result is not None and result.verdict in ("good", "unsure"):
            return None
        if self._good is not None and now.time_s - self._begun_s < PATIENCE_S and result is None:
            return None
        self.words = self._prompt.say
        return self.words

    def _on_the_way(self, now: Lately) -> Iterator[str]:
        for name, words in self._prompt.entering:
            if now.phase == name and words not in self._told:
                self._told.add(words)
                yield words
        for at_s, words in self._prompt.after:
            key = f"{words}{len(now.reps)}"
            if self._held_s(now) >= at_s and key not in self._told:
                self._told.add(key)
                yield words

    def _sides(self, now: Lately) -> tuple[Side | None, ...]:
        """Give the sides that must be done: seen from the side, only the near leg shows."""
        if not self._prompt.each_side:
            return (None,)
        near = _near(now)
        return SIDES if near is None or self._prompt.turn else (near,)

    def _side(self, rep: Rep) -> Side | None:
        """Give the side that a repetition counts for: its own, else the near one."""
        if not self._prompt.each_side:
            return None
        return rep.side or self._near or next((one for one in SIDES if self._left(one) > 0), None)

    def _repetitions(self, now: Lately) -> tuple[bool, str | None]:
        say = None
        for rep in now.reps[self._first :]:
            going = now.running and rep is now.reps[-1]
            if rep.index not in self._handled:
                say = self._repetition(rep, now, going=going) or say
        return all(self._left(side) <= 0 for side in self._sides(now)), say

    def _repetition(self, rep: Rep, now: Lately, *, going: bool) -> str | None:
        """Count one repetition once it lasted long enough, or was given up."""
        prompt = self._prompt
        side = self._side(rep)
        enough = rep.facts.get("hold", prompt.lasts_s) >= prompt.lasts_s
        if going and not (enough and prompt.lasts_s):
            return None
        self._handled.add(rep.index)
        if enough:
            self._done[side] += 1
            words = prompt.again
        else:
            self._short[side] += 1
            words = prompt.short
        if self._left(side) <= 0:
            side = other(side) if side else side
            words = prompt.other
            if side not in self._sides(now) or self._left(side) <= 0:
                return None
            if now.time_s - self._turned_s < TURNING_S:
                return None
            self._turned_s = now.time_s
        words = words.format(side=side, count=self._done[side])
        self.words = words or self.words
        return words or None

    def _left(self, side: Side | None) -> int:
        if self._short[side] >= self._prompt.tries:
            return 0
        return self._prompt.reps - self._done[side]


def _near(now: Lately) -> Side | None:
    return next((side for side in SIDES if now.view == f"side-{side}"), None)


def _share(value: float | None, of: float) -> float | None:
    return None if value is None or not of > 0 else min(1.0, value / of)


def _count(now: Lately) -> str:
    if now.hold_s is not None:
        return f"{now.hold_s:.0f} s"
    return str(now.count) if now.reps else ""
