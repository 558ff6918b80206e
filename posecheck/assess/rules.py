"""What a check declares: criteria with bands, cues, sources and what is needed to judge them.

Values only. Whoever reads a check file has read the rule; the engine does the walking.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from posecheck.assess.band import Band
from posecheck.assess.results import Verdict
from posecheck.body import Side
from posecheck.errors import CheckError
from posecheck.geometry.measure import AnyMeasure, Vector

if TYPE_CHECKING:
    from posecheck.assess.choose import Evidence
    from posecheck.assess.phase import Phases
    from posecheck.assess.tolerance import Gate

SIDE = frozenset({"side-left", "side-right"})
FRONTAL = frozenset({"front", "back"})
BACK = frozenset({"back"})
ANY_VIEW = SIDE | FRONTAL

Reduce = Literal[
    "median",
    "mean",
    "last",
    "p95",
    "p05",
    "largest",
    "smallest",
    "range",
    "reversals",
    "drift",
    "swing",
    "change",
]
"""How a window becomes a number. last: median of the final 2 s. change: median during the second
phase minus median during the first. p95, p05: percentiles, robust extremes. reversals: turns
larger than 1 in the measure's unit. drift: the furthest that two seconds of a hold go away from
its first 15 s, or its first third where it is shorter. swing: how far something slow goes up and
down in six seconds, as a breath does."""

Window = Literal["phase", "rep", "span", "mark"]
"""Which frames count: those of the phases named in `during` (within each repetition, if there
are any), the whole repetition, a span of it (stance) or the moment of a mark (contact)."""


Combine = Callable[[Mapping[str, float], Mapping[str, float]], "Verdict"]
"""Makes a verdict of the parts' values and their uncertainties."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A number that the phases or the gait know by themselves, such as a hold time.

    rests_on: measures whose landmarks must be seen for it to be believed.
    """

    name: str
    unit: str
    rests_on: tuple[AnyMeasure, ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """What to say to somebody: where the value is too low, and where it is too high."""

    low: str = ""
    high: str = ""

    @classmethod
    def both(cls, text: str) -> Cue:
        """Say the same either way."""
        return cls(text, text)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a criterion, a limit or an error comes from, and what is to be found there."""

    cite: str
    finding: str
    link: str = ""

    def line(self) -> str:
        """Put the source in one line."""
        return f"{self.cite} {self.finding}" + (f" {self.link}" if self.link else "")


OWN = Source(
    "posecheck, engineering value.", "Set by us; to be replaced by measured repeatability."
)


@dataclass(frozen=True, slots=True)
class Part:
    """One measure of a composite criterion; where it says nothing, the criterion's frames count."""

    id: str
    title: str
    measure: AnyMeasure
    band: Band
    error: float
    reduce: Reduce | None = None
    window: Window | None = None
    during: tuple[str, ...] = ()
    error_without_baseline: float | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing to judge.

    error: 95 % error of the value; error_without_baseline where no quiet stand was seen,
    error_unseen where the thumbs were not seen in the picture itself but told by landmarks alone.
    window and during: the frames that count; reduce makes one number of them for each repetition
    or step, and the median over those is the value.
    parts: measures that are judged together; combine says how (worst: the worst part decides;
    largest: the part furthest from 0 is the value; a function of the parts' values decides).
    of_sides: the id of a criterion whose left and right values are compared.
    crossed: judged in the repetitions of the other side, as an arm is that goes with the other leg.
    cannot: why this can never be judged for now. classes: labels by lower limit, no verdicts.
    absent: what to say where its own phases were not seen, though others of the check were.
    min_px: a segment that must be that many pixels long. min_fps: frames a second that are needed.
    still: whether a photo can tell it.
    """

    id: str
    code: str
    title: str
    meaning: str
    measure: AnyMeasure | Fact
    band: Band | None
    error: float
    views: frozenset[str]
    cue: Cue
    sources: tuple[Source, ...]
    reduce: Reduce = "median"
    window: Window = "phase"
    during: tuple[str, ...] = ()
    side: Side | None = None
    required: bool = True
    error_without_baseline: float | None = None
    error_unseen: float | None = None
    parts: tuple[Part, ...] = ()
    combine: Literal["worst", "largest"] | Combine = "worst"
    of_sides: str | None = None
    crossed: bool = False
    cannot: str | None = None
    absent: str = ""
    classes: tuple[tuple[float, str], ...] = ()
    min_px: tuple[Vector, float] | None = None
    min_fps: float = 0.0
    still: bool = True
    trust: str = ""

    @property
    def unit(self) -> str:
        """The unit of its number: that of what is measured, or turns where those are counted."""
        return "turns" if self.reduce == "reversals" else self.measure.unit

    @property
    def key(self) -> str:
        """Name the criterion with its side, as column and file names do."""
        return f"{self.id}-{self.side}" if self.side else self.id


@dataclass(frozen=True, slots=True)
class Prompt:
    """One step that somebody in front of a camera is led through: what to say, and until when.

    phases: in which its clock runs; none: in any but the first, in which nothing counts. lasts_s:
    how long they, or a repetition, must last. reps: how many repetitions of that length; each_side:
    on either leg that the view shows; turn: on the one that is hidden too, by turning round.
    good: a criterion that must be good before it is enough, and at_most_s how long that is waited
    for. tries: how often a repetition that stays too short is asked for.
    entering: what to say on first entering a phase. after: what to say so many seconds in.
    again, other, short: what to say after a repetition, before the other leg, and after one that
    was too short; {side} names the leg, {count} how often it is done.
    """

    say: str
    phases: tuple[str, ...] = ()
    lasts_s: float = 0.0
    reps: int = 0
    each_side: bool = False
    turn: bool = False
    good: str | None = None
    at_most_s: float = float("inf")
    tries: int = 3
    entering: tuple[tuple[str, str], ...] = ()
    after: tuple[tuple[float, str], ...] = ()
    again: str = ""
    other: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One exercise or posture: how to film it, its phases, what is judged, what cannot be seen.

    stand: what to do before judging begins, in front of a camera. room_above: how far above the
    ears the exercise reaches, in S. prompts: the steps that somebody is led through then, and
    farewell what is said after the last; without prompts it goes on until it is stopped.
    options: what each variant can be, the default first; vary gives the check of a choice.
    absent: what to say where the exercise was not seen. standing: leave out frames of somebody who
    sits or crouches. fit: how well evidence fits the check, 0 to 1, for `--check auto`.
    behind: a thing that what is hidden is likely to be behind, such as a ball. proportions: what a
    body has that is seen as it is; in a frame that shows others, some of it is taken as hidden.
    """

    id: str
    title: str
    purpose: str
    setup: str
    phases: Phases
    criteria: tuple[Criterion, ...]
    not_observable: tuple[str, ...]
    fit: Callable[[Evidence], float]
    standing: bool = True
    absent: str = ""
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    vary: Callable[[Mapping[str, str]], Check] | None = None
    stand: str = "Hold still"
    room_above: float = 0.08
    prompts: tuple[Prompt, ...] = ()
    farewell: str = "Done."
    behind: str = ""
    proportions: tuple[Gate, ...] = ()

    def __post_init__(self) -> None:
        keys = [criterion.key for criterion in self.criteria]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            raise CheckError(f"{self.id}: criteria declared twice: {', '.join(sorted(twice))}")
        for step in self.prompts:
            spoken = {*step.phases, *(name for name, _ in step.entering)}
            if not (spoken <= {*self.phases.names} and step.good in {None, *keys}):
                raise CheckError(f"{self.id}: {step.say!r} names no phase or criterion of its own")

    def varied(self, chosen: Mapping[str, str]) -> Check:
        """Give the variant that was chosen; what is left open is the default.

        CheckError where there is no such option or choice.
        """
        for key, value in chosen.items():
            allowed = self.options.get(key)
            if allowed is None:
                raise CheckError(f"{self.id} has no option {key!r}; leave --option out")
            if value not in allowed:
                raise CheckError(f"{self.id}: {key} can be {', '.join(allowed)}, not {value!r}")
        if self.vary is None or not chosen:
            return self
        defaults = {key: allowed[0] for key, allowed in self.options.items()}
        return replace(self.vary({**defaults, **chosen}), options=self.options, vary=self.vary)
