"""How often `--check auto` is right: on the samples, or on stored tracks with a table of labels.

Right and sure, named as one of its two guesses, unknown, wrong but unsure, or wrong and sure: the
last must not happen. Samples that are not shipped are rendered and detected once and kept.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2

from posecheck.assess.choose import choose, second_guess
from posecheck.assess.evidence import evidence_of
from posecheck.checks import discover
from posecheck.run.calibrated import filtered
from posecheck.run.judging import SURE, UNKNOWN, Request, roll_of, upright
from posecheck.track import Track, load
from samples.catalog import SAMPLES
from samples.detected import SMALL, detected
from samples.recipes import recipes

WORDS = {
    "right": "right and sure",
    "guessed": "right, but unsure",
    "second": "unsure, named as the second guess",
    "unknown": "does not know",
    "unsure": "wrong, but unsure",
    "wrong": "WRONG AND SURE",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for one recording; truth: the check that it shows, empty where none."""

    name: str
    truth: str
    chosen: str
    sureness: float
    second: str

    @property
    def outcome(self) -> str:
        """Give the outcome, a key of WORDS; to know of nothing that there is nothing is right."""
        if self.sureness < UNKNOWN:
            return "unknown" if self.truth else "right"
        if self.chosen == self.truth:
            return "right" if self.sureness >= SURE else "guessed"
        if self.sureness >= SURE:
            return "wrong"
        return "second" if self.truth and self.second == self.truth else "unsure"


def chosen(name: str, truth: str, track: Track) -> Choice:
    """Choose a check for a track as it was detected."""
    prepared, _ = filtered(track)
    evidence = evidence_of(upright(prepared, roll_of(track, Request())))
    checks = discover().values()
    best, sureness = choose(checks, evidence)
    other = second_guess(checks, evidence)
    return Choice(name, truth, best.id, sureness, other.id if other else "")


def lines(choices: Iterable[Choice]) -> Iterator[str]:
    """Put choices in lines, and what they come to in the last ones."""
    counts: Counter[str] = Counter()
    for one in choices:
        counts[one.outcome] += 1
        told = f"{one.chosen} {one.sureness:.2f}" + (f", or {one.second}" if one.second else "")
        yield f"{one.name:34} {one.truth or '(none)':22} {told:46} {WORDS[one.outcome]}"
    total = sum(counts.values())
    for key, words in WORDS.items():
        yield f"{words:34} {counts[key]:4} of {total}"
    taken = counts["right"] + counts["guessed"]
    yield f"{'taken for what it is':34} {taken / max(total, 1):4.0%}"


def stored(labels: Path) -> Iterator[Choice]:
    """Choose for stored tracks: a table with the columns track (relative to it) and check."""
    with labels.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            path = labels.parent / row["track"]
            yield chosen(row.get("name") or path.stem, row["check"] or "", load(path))


def generated(names: Iterable[str], cache: Path, scale: float) -> Iterator[Choice]:
    """Choose for samples, rendered and detected where `cache` does not hold them yet."""
    known = {**SAMPLES, **recipes()}
    for name in names or known:
        yield chosen(name, known[name].check, detected(name, known[name], cache, scale))


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(prog="python -m samples.auto", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="samples (default: all)")
    parser.add_argument("--cache", type=Path, default=Path(".auto"), help="where tracks are kept")
    parser.add_argument("--small", action="store_true", help="render smaller pictures, sooner")
    parser.add_argument("--labels", type=Path, help="score stored tracks by this table instead")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    arguments.cache.mkdir(parents=True, exist_ok=True)
    scale = SMALL if arguments.small else 1.0
    every = (
        stored(arguments.labels)
        if arguments.labels
        else generated(arguments.names, arguments.cache, scale)
    )
    for line in lines(every):
        print(line, flush=True)


if __name__ == "__main__":
    main()
