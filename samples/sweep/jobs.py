"""What is filmed, in which order: each job shares what is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal, TypeVar

from posecheck.assess.error import key_of
from posecheck.detect.bundle import LoadedBundle
from samples.sweep import gait
from samples.sweep.conditions import PLAIN, Condition, combinations, one_at_a_time, worn
from samples.sweep.movement import Sweep
from samples.sweep.movements import SWEEPS
from samples.sweep.observe import Watched
from samples.sweep.run import Series, film_sweep, photograph_sweep, read_stills, read_sweep
from samples.sweep.table import COMBINED, STILLS
from samples.sweep.uses import told_by_photos

COMBINATIONS = 6  # of each sweep: with all the rest an hour of two cores
GAIT_S = 4.0
_Of = TypeVar("_Of")
Stage = Literal["base", "gait", "single pictures", "single changes", "combinations"]


@dataclass(frozen=True, slots=True)
class Job:
    """A sweep under conditions that differ in light and compression alone, or a way to run.

    groups: under which name each condition counts in the table.
    """

    stage: Stage
    name: str
    conditions: tuple[Condition, ...]
    groups: tuple[str, ...]

    @property
    def sweep(self) -> Sweep:
        """The sweep of a job that is none of gait."""
        [found] = [sweep for sweep in SWEEPS if sweep.name == self.name]
        return found

    @property
    def style(self) -> gait.Style:
        """The way to run of a job of gait."""
        [found] = [style for style in gait.STYLES if style.name == self.name]
        return found


def jobs(only: Sequence[str], *, quick: bool) -> Iterator[Job]:
    """What to do, the most telling first: base, gait, photos, single changes, combinations.

    Two outfits come before gait; the others, of the wide sweeps alone, after it.
    """
    sweeps = [sweep for sweep in SWEEPS if not only or sweep.name in only]
    yield from _base(sweeps, range(2))
    if not only or "gait" in only:
        yield from (Job("gait", style.name, (PLAIN,), ("gait",)) for style in gait.STYLES)
    wide = [sweep for sweep in sweeps if sweep.wide]
    yield from _base(wide, range(2, len(worn(floor=False))))
    yield from _photographed([sweep for sweep in sweeps if in_photos(sweep)])
    if quick:
        return
    changes, combined = sharing(one_at_a_time()), list(islice(combinations(), COMBINATIONS))
    for part in range(2):
        yield from _changed(wide, _half(changes, part))
        yield from _combined(wide, _half(combined, part))


def in_photos(sweep: Sweep) -> bool:
    """Whether a photo tells any of its measures, so that it is to be known how well."""
    told = {
        key_of(check, measure.name)
        for check in {measure.partition("/")[0] for measure in sweep.measures}
        for measure in told_by_photos(check)
    }
    return any(key_of(*name.split("/", 1)) in told for name in sweep.measures)


def _photographed(sweeps: Sequence[Sweep]) -> Iterator[Job]:
    for one in worn(floor=True):
        yield from (Job("single pictures", sweep.name, (one,), (STILLS,)) for sweep in sweeps)


def _changed(sweeps: Sequence[Sweep], changes: Iterable[tuple[Condition, ...]]) -> Iterator[Job]:
    for alike in changes:
        names = tuple(condition.name for condition in alike)
        filmed = (sweep for sweep in sweeps if alike[0].fps != sweep.fps)
        yield from (Job("single changes", sweep.name, alike, names) for sweep in filmed)


def _combined(sweeps: Sequence[Sweep], drawn: Iterable[Condition]) -> Iterator[Job]:
    for one in drawn:
        yield from (Job("combinations", sweep.name, (one,), (COMBINED,)) for sweep in sweeps)


def _half(of: Sequence[_Of], part: int) -> Sequence[_Of]:
    middle = (len(of) + 1) // 2
    return of[middle:] if part else of[:middle]


def _base(sweeps: Sequence[Sweep], turns: Iterable[int]) -> Iterator[Job]:
    for turn in turns:
        for sweep in sweeps:
            one = worn(floor=sweep.floor)[turn]
            yield Job("base", sweep.name, (one,), (one.name,))


def sharing(conditions: Sequence[Condition]) -> list[tuple[Condition, ...]]:
    """Group single changes that can share what is drawn; outfits belong to the base."""
    groups: dict[Condition, list[Condition]] = {}
    for condition in conditions:
        if condition != PLAIN and condition.outfit == PLAIN.outfit:
            groups.setdefault(condition.drawn, []).append(condition)
    return [tuple(group) for group in groups.values()]


@dataclass(frozen=True, slots=True)
class Found:
    """What a job found: under each of its conditions a series of each measure, or gait."""

    series: tuple[tuple[Series, ...], ...] = ()
    timings: tuple[gait.Timing, ...] = ()
    clips: tuple[gait.Clip, ...] = ()
    seconds: float = 0.0


def film(job: Job, bundle: LoadedBundle) -> dict[str, Watched]:
    """Draw, and let the model look: clip and stand of each condition, or of each frame rate."""
    if job.stage == "gait":
        return gait.film_gait(job.style, GAIT_S, bundle)
    filming = photograph_sweep if job.stage == "single pictures" else film_sweep
    kept: dict[str, Watched] = {}
    for number, (clip, stand) in enumerate(filming(job.sweep, job.conditions, bundle)):
        kept[f"{number} clip"] = clip
        if stand is not None:
            kept[f"{number} stand"] = stand
    return kept


def read(job: Job, filmed: Mapping[str, Watched]) -> Found:
    """What posecheck reads of what was filmed, today or before."""
    if job.stage == "gait":
        timings, clips = gait.read_gait(job.style, filmed)
        return Found(timings=tuple(timings), clips=tuple(clips))
    reading = read_stills if job.stage == "single pictures" else read_sweep
    return Found(
        tuple(
            tuple(reading(job.sweep, one, (filmed[f"{i} clip"], filmed.get(f"{i} stand"))))
            for i, one in enumerate(job.conditions)
        )
    )


def signature(job: Job) -> dict[str, Any]:
    """What a job films, so that clips of another movement are not taken for it."""
    told: dict[str, Any] = {"stage": job.stage, "name": job.name, "groups": list(job.groups)}
    told["conditions"] = [repr(condition) for condition in job.conditions]
    if job.stage != "gait":
        sweep = job.sweep
        told |= {"from": sweep.low, "to": sweep.high, "fps": sweep.fps, "pose": list(sweep.words)}
    return told
