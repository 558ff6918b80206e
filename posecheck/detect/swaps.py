"""Left and right exchanged by the detector, found by how a limb would have to jump, and undone.

Two legs that pass each other, seen from the side, are where detectors lose count. A label that
stays with its leg moves smoothly; one that changes legs jumps, or turns back in the middle of a
stride. The labelling of a whole span with the least total jolt is found by dynamic programming;
an exchange has a price, so that an unclear case is left as it was (evidence.md 0.5).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecheck.blocks import plain_rows
from posecheck.detect.facing import repair_facing
from posecheck.detect.gaps import spans

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LEG = np.array([25, 27, 29, 31])  # left; the right one is the next index
ARM = np.array([13, 15, 17, 19, 21])
PRICE = 0.1  # leg lengths of jolt that an exchange must save at least
GAIN = 0.5  # share of the jolt at its ends that an exchange must save
SHORTEST = 5  # frames
WILD = 2  # frames that a detector may get wrong before it goes on as it was
AROUND = 3  # frames to either side of an exchange that are looked at


def repair_swaps(points: Floats, time_s: Floats) -> None:
    """Undo exchanges of left and right legs and arms of (T, 33, 4) in place, visibility included.

    Frames without a person cut the track; in each span the labelling of its majority stays. Whole
    bodies that seem to turn about again and again come first.
    """
    repair_facing(points, time_s)
    usable: Bools = np.asarray(np.isfinite(points[..., :2]).all(axis=(1, 2)))
    for span in spans(usable, time_s):
        scale = _leg_length(points[span])
        if span.stop - span.start >= SHORTEST and scale > 0:
            for limb in (LEG, ARM):
                left, right = points[span, limb, :2] / scale, points[span, limb + 1, :2] / scale
                wrong = span.start + np.flatnonzero(exchanged(left, right))[:, None]
                points[wrong, limb], points[wrong, limb + 1] = (
                    points[wrong, limb + 1],
                    points[wrong, limb],
                )


def exchanged(left: Floats, right: Floats) -> Bools:
    """Tell in which frames two limbs carry each other's names.

    left, right: (T, n, 2) in leg lengths; returns (T,).
    """
    other: Bools = np.asarray(np.cumsum(_cheapest(_jolts(left, right))) % 2 == 1)
    if other.mean() > 0.5:
        other = ~other
    pair = np.stack([left, right])
    pair[:, other] = pair[::-1, other]
    edges = np.flatnonzero(np.diff(np.r_[False, other, False]))
    for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        kept = pair.copy()
        kept[:, start:stop] = pair[::-1, start:stop]
        ends = [edge for edge in (start, stop) if 0 < edge < len(left)]
        worth = _worth_it(pair, kept, ends)
        if not worth or (stop - start > WILD and _wild(pair, kept, ends)):
            other[start:stop] = False
            pair = kept
    return other


def _jolts(left: Floats, right: Floats) -> Floats:
    """Mean jolt (second difference) of both limbs about each frame, (T, 2, 2).

    Axes: exchanged since the frame before, exchanged in the frame after. The first and the last
    frame have none.
    """
    jolts = np.zeros((len(left), 2, 2))
    pair = np.stack([left, right])
    for before in (0, 1):
        for after in (0, 1):
            bend = (
                (pair[::-1] if before else pair)[:, :-2]
                - 2 * pair[:, 1:-1]
                + (pair[::-1] if after else pair)[:, 2:]
            )
            jolts[1:-1, before, after] = np.linalg.norm(bend, axis=-1).mean(axis=(0, 2))
    return jolts


def _cheapest(jolts: Floats) -> NDArray[np.int64]:
    """Give 1 for each frame that carries other names than the one before; (T,)."""
    count = len(jolts)
    as_is, other = 0.0, PRICE  # the least it costs to come here with these names
    came: list[tuple[bool, bool]] = []
    for (stays, leaves), (returns, goes_on) in plain_rows(jolts[1:-1]):
        came.append((other + returns < as_is + stays, other + goes_on < as_is + leaves))
        as_is, other = (
            min(as_is + stays, other + returns),
            min(as_is + leaves, other + goes_on) + PRICE,
        )
    changes = np.zeros(count, dtype=np.int64)
    state = other < as_is
    for frame in range(count - 1, 0, -1):
        changes[frame] = state
        if frame > 1:
            state = came[frame - 2][state]
    return changes


def _worth_it(pair: Floats, kept: Floats, ends: list[int]) -> bool:
    """Compare the jolts about the ends of an exchange as repaired and as detected."""
    spans = [slice(max(0, end - 2), end + 2) for end in ends]
    as_is = sum(_roughness(kept[:, span]) for span in spans)
    return sum(_roughness(pair[:, span]) for span in spans) <= (1 - GAIN) * as_is


def _wild(pair: Floats, kept: Floats, ends: list[int]) -> bool:
    """Tell whether a wild frame or two explain the ends of an exchange far better than it does.

    Where the detector puts the legs half way between their places for a frame, names that change
    there and never change back look smoother than names that stay.
    """
    stays = changes = 0.0
    for edge in ends:
        low, high = max(0, edge - AROUND), min(pair.shape[1], edge + AROUND)
        if edge - WILD - 1 >= low and edge + WILD < high:
            near, at = kept[:, low:high], edge - low
            stays += min(
                _roughness(_bridged(near, first, first + count))
                for count in range(1, WILD + 1)
                for first in range(at - WILD, at + WILD - count + 1)
            )
            changes += _roughness(pair[:, low:high])
    return 2 * stays < changes


def _bridged(pair: Floats, start: int, stop: int) -> Floats:
    """Put frames on the straight line between those around them; (2, T, n, 2)."""
    share = (np.arange(start, stop) - start + 1.0) / (stop - start + 1)
    before, after = pair[:, start - 1, None], pair[:, stop, None]
    line = before + share[:, None, None] * (after - before)
    return np.concatenate([pair[:, :start], line, pair[:, stop:]], axis=1)


def _roughness(pair: Floats) -> float:
    """Sum of the jolts of both limbs (2, T, n, 2)."""
    bends = np.diff(pair, 2, axis=1)
    return float(np.linalg.norm(bends, axis=-1).mean(axis=(0, 2)).sum())


def _leg_length(points: Floats) -> float:
    bones = points[:, [23, 24, 25, 26], :2] - points[:, [25, 26, 27, 28], :2]
    return float(2 * np.median(np.linalg.norm(bones, axis=-1)))
