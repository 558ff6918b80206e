"""Whether every check says of its generated clips what is right and wrong in them.

For each clip: the faults that are missed and those that are too many, the share of criteria decided
of those that the view can show, repetitions and times beside those of the true landmarks. Clips are
rendered and detected once and kept.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2

from posecheck.assess.reasons import NEEDS_BOTH_SIDES, NO_BASELINE, NOT_MEASURABLE, NOT_SHOWN
from posecheck.assess.results import CriterionResult, Judgement
from posecheck.run.judging import Request, judge_track
from posecheck.track import Track
from samples.catalog import SAMPLES, Sample
from samples.detected import SMALL, detected, true
from samples.recipes import recipes

WITHIN_S = 0.3
DECIDED = 0.85
UNSHOWN = NOT_SHOWN | {NOT_MEASURABLE, NEEDS_BOTH_SIDES, NO_BASELINE}
"""What lies in the clip: its view, one side only, or nobody who stands still in it first."""


@dataclass(frozen=True, slots=True)
class Found:
    """One clip's judgement beside what is true of it.

    missed, extra: ids of faults. unsure: ids and reasons, of `shown` criteria. reps: read and true.
    off_s: by how much the worst time is off, with the id of its criterion; None where none is told.
    """

    name: str
    check: str
    verdict: str
    view_right: bool
    missed: tuple[str, ...]
    extra: tuple[str, ...]
    shown: int
    unsure: tuple[tuple[str, str], ...]
    reps: tuple[int, int]
    off_s: tuple[float, str] | None

    @property
    def right(self) -> bool:
        """Whether view, faults, repetitions and times are as they are."""
        timed = self.off_s is None or self.off_s[0] <= WITHIN_S
        counted = self.reps[0] == self.reps[1]
        return self.view_right and not self.missed and not self.extra and timed and counted


def found(name: str, sample: Sample, track: Track) -> Found:
    """Judge a sample's track as it was detected, and the sample's own landmarks."""
    asked = Request(sample.check, options=dict(sample.options))
    said = judge_track(track, asked).judgement
    truth = judge_track(true(sample), asked).judgement
    shown = [one for one in said.criteria if one.reason not in UNSHOWN]
    faults = {one.id for one in said.criteria if one.verdict == "fault"}
    return Found(
        name,
        sample.check,
        said.verdict,
        said.view.name == sample.view,
        tuple(sorted(set(sample.faults) - faults)),
        tuple(sorted(faults - set(sample.faults))),
        len(shown),
        tuple((_key(one), str(one.reason)) for one in shown if one.verdict == "unsure"),
        (len(said.reps), len(truth.reps)),
        _off_s(said, truth),
    )


def _key(one: CriterionResult) -> str:
    return f"{one.id}-{one.side}" if one.side else one.id


def _off_s(said: Judgement, truth: Judgement) -> tuple[float, str] | None:
    """Give the largest difference of a time, as a whole or of one repetition."""
    timed = {_key(one) for one in said.criteria if one.unit == "s"}
    read, true_s = _times(said, timed), _times(truth, timed)
    both = [(abs(read[key] - true_s[key]), key[0]) for key in read.keys() & true_s.keys()]
    return max(both, default=None)


def _times(judgement: Judgement, timed: set[str]) -> Mapping[tuple[str, int], float]:
    """Give times by key and repetition, 0 for the whole."""
    whole = {(_key(one), 0): one.value for one in judgement.criteria if _key(one) in timed}
    each = {
        (key, rep.index): value
        for rep in judgement.reps
        for key, value in rep.values.items()
        if key in timed
    }
    return {key: value for key, value in {**whole, **each}.items() if value is not None}


def lines(all_found: Iterable[Found]) -> Iterator[str]:
    """Put findings in lines, and what they come to in the last ones."""
    told: list[Found] = []
    for one in all_found:
        told.append(one)
        yield (
            f"{one.name:33} {one.verdict:10} {one.shown - len(one.unsure):2} of {one.shown:2} "
            f"{_words(one)}"
        )
    shown = sum(one.shown for one in told)
    decided = shown - sum(len(one.unsure) for one in told)
    right = sum(one.right for one in told)
    yield f"right in view, faults, counts and times: {right} of {len(told)}"
    yield f"decided: {decided} of {shown}, {decided / max(shown, 1):.0%}"
    for check, share in _decided(told).items():
        if share < DECIDED:
            yield f"{check}: only {share:.0%} decided"


def _words(one: Found) -> str:
    parts = [f"{one.reps[0]} of {one.reps[1]} reps" if any(one.reps) else ""]
    parts += [f"{one.off_s[1]} {one.off_s[0]:.2f} s off" if one.off_s else ""]
    parts += ["" if one.view_right else "WRONG VIEW"]
    parts += [f"MISSED {', '.join(one.missed)}" if one.missed else ""]
    parts += [f"TOO MUCH {', '.join(one.extra)}" if one.extra else ""]
    parts += [f"{name} {reason}" for name, reason in one.unsure]
    return "; ".join(part for part in parts if part)


def _decided(told: Iterable[Found]) -> Mapping[str, float]:
    shown: dict[str, int] = {}
    unsure: dict[str, int] = {}
    for one in told:
        shown[one.check] = shown.get(one.check, 0) + one.shown
        unsure[one.check] = unsure.get(one.check, 0) + len(one.unsure)
    return {check: 1 - unsure[check] / count for check, count in shown.items() if count}


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(prog="python -m samples.exercises", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="samples or checks (default: all)")
    parser.add_argument("--cache", type=Path, default=Path(".auto"), help="where tracks are kept")
    parser.add_argument("--small", action="store_true", help="render smaller pictures, sooner")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    arguments.cache.mkdir(parents=True, exist_ok=True)
    known = {**SAMPLES, **recipes()}
    wanted = arguments.names or known
    picked = {name: one for name, one in known.items() if {name, one.check} & {*wanted}}
    scale = SMALL if arguments.small else 1.0
    every = (
        found(name, one, detected(name, one, arguments.cache, scale))
        for name, one in picked.items()
    )
    for line in lines(every):
        print(line, flush=True)


if __name__ == "__main__":
    main()
