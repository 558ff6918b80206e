"""Whose turn it is: the exercises of a routine once, or all checks round and round."""

from __future__ import annotations

from dataclasses import replace

from posecheck.assess.routine import Routine, Station
from posecheck.checks import discover, find
from posecheck.run.judging import Request

PAUSE_S = 12.0  # between takes without a routine: a result can be read from afar


class Turns:
    """Goes from check to check; begins with the one that was asked for, or the routine's first."""

    def __init__(self, asked: Request, routine: Routine | None = None) -> None:
        self._asked = asked
        self._routine = routine
        self._left = list(routine.stations) if routine else _all(asked.check)

    @property
    def request(self) -> Request:
        """What is to be judged now; view and side that were asked for belong to the first check."""
        now = self._left[0]
        if self._routine is None and now.check == self._asked.check:
            return self._asked
        return replace(
            self._asked, check=now.check, options=dict(now.options), view=None, side=None
        )

    @property
    def pause_s(self) -> float:
        """How long a result stands before the next take begins."""
        return PAUSE_S if self._routine is None else self._left[0].rest_s

    def done(self) -> bool:
        """Note that a take came to its result; tell whether anything is left to do.

        Without a routine the same check is taken again.
        """
        if self._routine is not None:
            del self._left[0]
        return bool(self._left)

    def skip(self) -> bool:
        """Go on with the next check; tell whether there is one."""
        first = self._left.pop(0)
        if self._routine is None:
            self._left.append(first)
        return bool(self._left)

    @property
    def announcement(self) -> str:
        """What is said before the next exercise of a routine; empty without one."""
        if self._routine is None or not self._left:
            return ""
        return f"Rest. Next comes: {find(self._left[0].check).title}."


def _all(first: str) -> list[Station]:
    ids = list(discover())
    place = ids.index(first)
    return [Station(one) for one in (*ids[place:], *ids[:place])]
