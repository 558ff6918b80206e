"""Which of the measures that were swept a criterion judges, and what error it declares of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import get_args

from posecheck.assess.error import CHANGES, COUNTS, Kind, key_of
from posecheck.assess.rules import Criterion, Fact, Part
from posecheck.checks import discover, find
from posecheck.geometry.measure import AnyMeasure, Derived, Relative
from posecheck.geometry.plan import flatten
from samples.sweep.readings import CLIP, STILLS, Reading, grouped

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Use:
    """A measure in a criterion or a part of one: its declared error, and how it is reduced.

    bare: that error where no quiet stand was seen. still: whether a photo can tell it.
    """

    measure: AnyMeasure
    error: float
    reduce: str
    bare: float | None
    still: bool

    def errors(self, measure: AnyMeasure | None = None) -> dict[str, float]:
        """By name: what is declared for this measure and for what it is made of in its unit."""
        measure = measure or self.measure
        found = {measure.name: self.error}
        if isinstance(measure, Derived) and measure.operation in ("size", "largest", "mean"):
            for part in measure.of:
                found |= self.errors(part)
        elif isinstance(measure, Relative) and measure.how == "difference":
            found[measure.of.name] = self.bare or self.error
        return found


@cache
def measures_of(check: str) -> tuple[AnyMeasure, ...]:
    """Every measure that the criteria of a check are made of."""
    return tuple(flatten(use.measure for use in uses_of(check)))


def told_by_photos(check: str) -> tuple[AnyMeasure, ...]:
    """Every measure that those criteria of a check are made of which a photo can answer."""
    return tuple(flatten(use.measure for use in uses_of(check) if use.still))


@cache
def uses_of(check: str) -> tuple[Use, ...]:
    """The measures that are judged by themselves."""
    found = []
    for criterion in find(check).criteria:
        both: tuple[Criterion | Part, ...] = (criterion, *criterion.parts)
        found += [
            Use(
                one.measure,
                one.error,
                one.reduce or criterion.reduce,
                one.error_without_baseline,
                criterion.still,
            )
            for one in both
            if not isinstance(one.measure, Fact) and not criterion.of_sides
        ]
    return tuple(found)


def declared_error(check: str, name: str, kind: Kind) -> float | None:
    """The smallest error that a criterion declares for a number of that kind, or None."""
    found = [
        use.errors()[name]
        for use in uses_of(check)
        if name in use.errors()
        and use.reduce not in COUNTS
        and (use.reduce in CHANGES) == (kind == "change")
    ]
    return min(found, default=None)


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a criterion judges, the error it declares, and all readings of it."""

    check: str
    name: str
    view: str
    kind: Kind
    measure: AnyMeasure
    declared: float
    readings: Sequence[Reading]


def judged_numbers(readings: Iterable[Reading], of: str = CLIP) -> Iterator[Number]:
    """Find every number that a criterion judges among the readings; name is the table's.

    of: CLIP or STILLS; of photos what they can tell.
    """
    for (name, view), group in grouped(readings, of).items():
        check, _, own_name = name.replace("{side}", "left").partition("/")
        if of == STILLS and own_name not in {one.name for one in told_by_photos(check)}:
            continue
        for kind in KINDS if of == CLIP else KINDS[:1]:
            declared = declared_error(check, own_name, kind)
            if declared is not None:
                own = next(one for one in measures_of(check) if one.name == own_name)
                yield Number(check, name, view, kind, own, declared, group)


def same_measures(measure: str) -> list[str]:
    """Name the measures, of all other checks, that are the very same formula."""
    check, _, name = measure.replace("{side}", "left").partition("/")
    own = next((one for one in measures_of(check) if one.name == name), None)
    others = [
        key_of(other, one.name) for other in discover() for one in measures_of(other) if one == own
    ]
    return [other for other in dict.fromkeys(others) if other != measure]
