"""A routine: exercises one after the other, as an article gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from posecheck.assess.rules import Check, Prompt, Source

REST_S = 20.0  # to get into the next position and breathe; no article gives a time
LONGEST_S = 300.0  # two stretches of half a minute on either side, with time to turn, take half


@dataclass(frozen=True, slots=True)
class Station:
    """One exercise of a routine, and what it asks for that its check leaves open.

    options: its variant. reps: how many repetitions, on either side. hold_s: how long each of
    them is held; None: as the check has it. both_sides: False where the near one is enough.
    before: what to say while one gets ready, such as where the camera goes. rest_s: before the
    next one begins. longest_s: then it is given up, so that nobody needs a key to go on.
    """

    check: str
    options: Mapping[str, str] = field(default_factory=dict)
    rest_s: float = REST_S
    reps: int | None = None
    hold_s: float | None = None
    both_sides: bool = True
    before: str = ""
    longest_s: float = LONGEST_S

    def prompts(self, check: Check) -> tuple[Prompt, ...]:
        """Give the steps of its check, asking for as much as the station does."""
        return tuple(self._asking(one) if one.reps else one for one in check.prompts)

    def amount(self, check: Check) -> str:
        """Put in a few words how much it asks for, such as 2 x 30 s on each side."""
        varied = check.varied(self.options)
        steps = [one for one in self.prompts(varied) if one.reps]
        if not steps:
            return f"{sum(one.lasts_s for one in varied.prompts):g} s"
        step = steps[-1]
        often = f"{step.reps} x " if step.lasts_s and step.reps > 1 else ""
        much = f"{often}{step.lasts_s:g} s" if step.lasts_s else f"{step.reps} times"
        return f"{much} on each side" if step.each_side else much

    def _asking(self, prompt: Prompt) -> Prompt:
        lasts_s = prompt.lasts_s if self.hold_s is None else self.hold_s
        return replace(
            prompt,
            reps=prompt.reps if self.reps is None else self.reps,
            lasts_s=lasts_s,
            after=tuple(one for one in prompt.after if one[0] < lasts_s),
            each_side=prompt.each_side and self.both_sides,
            turn=prompt.turn and self.both_sides,
        )


@dataclass(frozen=True, slots=True)
class Routine:
    """Exercises in their order; source says who put them together."""

    id: str
    title: str
    purpose: str
    stations: tuple[Station, ...]
    source: Source
