"""Judge pieces of the samples after each transform: `python -m samples.transforms --help`.

The table tells where a verdict, a count or a number did not survive.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import cv2

from posecheck.assess.results import Judgement
from posecheck.detect.bundle import LoadedBundle, load_bundle
from posecheck.track import Track, load, save
from samples.transforms.film import PIECES, TRANSFORMS, Footage, Piece, Transform
from samples.transforms.judge import (
    DECIDED,
    VERDICT_WORDS,
    Change,
    body_box,
    changes,
    detected,
    judged,
    write,
)


def main() -> None:
    """Judge the pieces after each transform and print what changed."""
    parser = argparse.ArgumentParser(prog="python -m samples.transforms", description=__doc__)
    parser.add_argument("--pieces", nargs="+", default=[""], metavar="WORD", help="in a sample")
    parser.add_argument("--only", nargs="+", choices=TRANSFORMS, default=list(TRANSFORMS))
    parser.add_argument("--tracks", type=Path, help="folder in which detected tracks are kept")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    bundle = load_bundle(None)
    pieces = [piece for piece in PIECES if any(word in piece.sample for word in arguments.pieces)]
    with tempfile.TemporaryDirectory() as folder:
        shelf = arguments.tracks or Path(folder)
        shelf.mkdir(parents=True, exist_ok=True)
        for piece in pieces:
            for line in _report(piece, arguments.only, shelf, bundle):
                print(line, flush=True)


def _report(piece: Piece, names: Sequence[str], shelf: Path, bundle: LoadedBundle) -> Iterator[str]:
    """Lines on one piece: a row of counts for each transform, and what broke."""
    plain = Transform()
    footage: Footage | None = None

    def track(name: str, transform: Transform) -> Track:
        nonlocal footage
        path = shelf / f"{piece.sample} {name}.npz"
        if not path.exists():
            footage = footage or piece.footage()
            if name != "plain":
                footage = replace(footage, body=body_box(load(shelf / f"{piece.sample} plain.npz")))
            with tempfile.TemporaryDirectory() as folder:
                clip = Path(folder) / "piece.mp4"
                write(footage, transform, clip)
                save(detected(clip, transform, bundle), path)
        return load(path)

    before = judged(track("plain", plain), plain, piece.check)
    told = [one for one in before.criteria if one.verdict in DECIDED]
    yield f"\n{piece.sample}: {before.view.name}, {before.verdict}, {len(told)} decided"
    for name in names:
        transform = TRANSFORMS[name]
        after = judged(track(name, transform), transform, piece.check)
        found = changes(before, after, swapped=transform.swaps_sides)
        yield _row(name, after, found)
        yield from (_line(change) for change in found if not (change.holds and change.decided))


def _row(name: str, after: Judgement, found: Sequence[Change]) -> str:
    counts = [sum(one.verdict == word for one in found) for word in VERDICT_WORDS]
    moved = [change.moved for change in found if change.decided]
    told = " ".join(f"{word} {count:2}" for word, count in zip(VERDICT_WORDS, counts, strict=True))
    most = max(moved, default=0.0)
    return f"  {name:16}{after.view.name:11}{after.verdict:11}{told}  moved {most:.1f}"


def _line(change: Change) -> str:
    values = [
        "none"
        if one is None or one.value is None
        else f"{one.value:.4g} ±{one.uncertainty or 0:.2g}"
        for one in (change.before, change.after)
    ]
    after = "untold" if change.after is None else change.after.reason or change.after.verdict
    return (
        f"      {change.name:24} {change.before.verdict} -> {after}: "
        f"{values[0]} -> {values[1]} {change.before.unit}"
    )


if __name__ == "__main__":
    main()
