"""Whose turn it is: the exercises of a routine once, or all checks round and round."""

from __future__ import annotations

import math
from dataclasses import replace

from posecheck.assess.routine import Routine, Station
from posecheck.assess.rules import Prompt
from posecheck.checks import discover, find
from posecheck.errors import CheckError
from posecheck.run.judging import AUTO, Request, checked

PAUSE_S = 12.0  # between takes without a routine: a result can be read from afar


class Turns:
    """Goes from check to check; begins with the one that was asked for, or the routine's first.

    Options that were asked for are those of every exercise in a routine that has them. Raises
    CheckError for one that none has, for a choice that there is not, and where no check is named.
    """

    def __init__(self, asked: Request, routine: Routine | None = None) -> None:
        self._asked = asked
        self._routine = routine
        if routine is None and asked.check == AUTO:
            raise CheckError("a live session needs to know the exercise; name the check")
        self._left = list(routine.stations) if routine else _all(asked.check)
        if routine is not None:
            known = {key for one in routine.stations for key in find(one.check).options}
            for key in sorted(set(asked.options) - known):
                raise CheckError(f"no exercise of {routine.id} has an option {key!r}; leave it out")
            for one in routine.stations:
                checked(self._request(one))

    @property
    def request(self) -> Request:
        """What is to be judged now; view and side that were asked for belong to the first check."""
        now = self._left[0]
        if self._routine is None and now.check == self._asked.check:
            return self._asked
        return self._request(now)

    def _request(self, station: Station) -> Request:
        options = dict(station.options)
        if self._routine is not None:
            known = find(station.check).options
            options |= {key: one for key, one in self._asked.options.items() if key in known}
        return replace(self._asked, check=station.check, options=options, view=None, side=None)

    @property
    def prompts(self) -> tuple[Prompt, ...]:
        """The steps that somebody is led through now."""
        return self._left[0].prompts(find(self.request.check).varied(self.request.options))

    @property
    def pause_s(self) -> float:
        """How long a result stands before the next take begins."""
        return PAUSE_S if self._routine is None else self._left[0].rest_s

    @property
    def longest_s(self) -> float:
        """How long a take goes on at most; without a routine until somebody ends it."""
        return math.inf if self._routine is None else self._left[0].longest_s

    def done(self) -> bool:
        """Note that a take came to its end; tell whether anything is left to do.

        Without a routine the same check is taken again.
        """
        if self._routine is not None:
            del self._left[0]
        return bool(self._left)

    def skip(self) -> bool:
        """Go on with the next check; tell whether there is one."""
        first, self._left = self._left[:1], self._left[1:]
        if self._routine is None:
            self._left += first
        return bool(self._left)

    @property
    def unseen(self) -> bool:
        """Whether there is an exercise in which one does not stand before the screen."""
        asked = self._routine.stations if self._routine else self._left[:1]
        return any(not find(one.check).standing for one in asked)

    @property
    def announcement(self) -> tuple[str, ...]:
        """The lines that are said before the next exercise of a routine, or after its last."""
        if self._routine is None:
            return ()
        if not self._left:
            return ("That was the last exercise.",)
        now, count = self._left[0], len(self._routine.stations)
        title = find(now.check).title
        first = len(self._left) == count
        lead = f"{count} exercises. First: {title}." if first else f"Rest. Next comes: {title}."
        return (lead, now.before) if now.before else (lead,)


def _all(first: str) -> list[Station]:
    ids = list(discover())
    place = ids.index(first)
    return [Station(one) for one in (*ids[place:], *ids[:place])]
