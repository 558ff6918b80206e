"""Cutting a clip into segments that processes detect apart, and joining what they found.

MediaPipe's tracker remembers, so a segment starts with a fresh landmarker some frames before its
first. Where the cuts lie depends on the clip alone: one process and eight give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from posecheck.detect.visibility import unsmooth_visibility

Floats = NDArray[np.float64]

# A tracker that starts anew is off by 2 to 5 px at first (of 640 to 960), by 1 px after 10 frames.
# Faded in over 8 frames, no seam in five clips, still and running, made a larger jolt (second
# difference) than the same second of the uninterrupted track has by itself.
WARM_UP = 12
FADE = 8  # the last frames of the warm-up, over which one segment gives way to the next
SHORTEST = 90  # below, half a clip and a warm-up are hardly faster than the whole
LONGEST = 720  # above, one more cut costs less than an idle core
SAME_PERSON = 0.08  # mean distance, in pictures, beyond which two trackers are not blended


@dataclass(frozen=True, slots=True)
class Segment:
    """Frames `start` to `end` of a clip, detected from `warm` on; indices count the whole clip."""

    warm: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """What a landmarker found in a segment, its warm-up included.

    indices: (N,) frames that could be read, increasing. landmarks: (N, 33, 4) as MediaPipe gives
    them in VIDEO mode, visibility still smoothed; NaN where nobody was found.
    """

    segment: Segment
    indices: NDArray[np.int64]
    landmarks: NDArray[np.float32]


def cut(first: int, stop: int) -> tuple[Segment, ...]:
    """Cut frames `first` to `stop` into 1, 2, 4, 8, ... segments of about equal length.

    A power of two keeps 1, 2, 4 or 8 processes equally busy. No frames, no segments.
    """
    frames = stop - first
    if frames < 1:
        return ()
    count = 1 if frames < 2 * SHORTEST else 2
    while frames > count * LONGEST:
        count *= 2
    edges = [first + frames * number // count for number in range(count + 1)]
    return tuple(Segment(max(first, a - WARM_UP), a, b) for a, b in pairwise(edges))


def blocks(
    segments: Sequence[Segment], workers: int, skip_cost: float = 0.0
) -> tuple[tuple[Segment, ...], ...]:
    """Share segments among at most `workers` processes, neighbours together.

    skip_cost: what it costs to come past a frame that another process detects, as a share of
    detecting it; 0 where a process can jump to its first key frame. The slowest process decides.
    """
    edges = [segment.start for segment in segments] + [segments[-1].end]

    def cost(a: int, b: int) -> float:
        return (edges[b] - segments[a].warm) + skip_cost * (segments[a].warm - edges[0])

    best: list[tuple[float, tuple[int, ...]]] = [
        (cost(0, stop), (0, stop)) for stop in range(1, len(segments) + 1)
    ]
    for _ in range(1, min(workers, len(segments))):
        best = [
            min(
                [best[stop - 1]]
                + [
                    (max(best[split - 1][0], cost(split, stop)), (*best[split - 1][1], stop))
                    for split in range(1, stop)
                ]
            )
            for stop in range(1, len(segments) + 1)
        ]
    return tuple(tuple(segments[a:b]) for a, b in pairwise(best[-1][1]))


def join(pieces: Sequence[Piece]) -> tuple[NDArray[np.int64], Floats]:
    """Join the pieces of a clip, in order, to frame indices (T,) and landmarks (T, 33, 4).

    Visibility is un-smoothed. Towards a cut the earlier tracker fades into the later one, which is
    warmed up by then; where they follow different people, or one lost its own, the cut stays hard.
    """
    found = [_raw(piece) for piece in pieces]
    indices = [piece.indices for piece in pieces]
    for number in range(len(pieces) - 1):
        _fade(pieces[number], found[number], pieces[number + 1], found[number + 1])
    bodies = [piece.indices >= piece.segment.start for piece in pieces]
    if not pieces:
        return np.empty(0, np.int64), np.empty((0, 33, 4))
    return (
        np.concatenate([index[body] for index, body in zip(indices, bodies, strict=True)]),
        np.concatenate([points[body] for points, body in zip(found, bodies, strict=True)]),
    )


def _raw(piece: Piece) -> Floats:
    landmarks = piece.landmarks.astype(np.float64)
    landmarks[..., 3] = np.nan_to_num(unsmooth_visibility(landmarks[..., 3]))
    return landmarks


def _fade(earlier: Piece, before: Floats, later: Piece, after: Floats) -> None:
    """Blend the warm-up of the later segment into the end of the earlier one, in place."""
    start = later.segment.start
    shared, here, there = np.intersect1d(earlier.indices, later.indices, return_indices=True)
    chosen = (shared >= start - FADE) & (shared < start)
    shared, here, there = shared[chosen], here[chosen], there[chosen]
    apart = np.linalg.norm(before[here, :, :2] - after[there, :, :2], axis=-1).mean(axis=-1)
    if not len(apart) or not np.all(apart < SAME_PERSON):  # NaN where one of them lost its person
        return
    weight = ((shared - (start - FADE) + 1) / (FADE + 1))[:, None, None]
    before[here] = (1 - weight) * before[here] + weight * after[there]
