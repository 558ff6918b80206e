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

from posecheck.body import LANDMARK_COUNT
from posecheck.detect.outline import SAME, outline
from posecheck.detect.visibility import unsmooth_visibility

Floats = NDArray[np.float64]

# A tracker that starts anew is off by 3 to 6 px in its first frame (of 360 to 640), and from its
# second to fourth on by no more than two trackers differ all the time, 1 to 4 px. It takes longer
# where MediaPipe's smoothing is left in: 10 frames.
WARM_UP = 6
FADE = 5  # the last frames of the warm-up, over which one segment gives way to the next
SHORTEST = 90  # below, half a clip and a warm-up are hardly faster than the whole
LONGEST = 720  # above, one more cut costs less than an idle core


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
    them in VIDEO mode, visibility still smoothed, places not; NaN where nobody was found. seen:
    (N, 12) what the picture itself showed, see posecheck.detect.looks; None where nobody looked.
    """

    segment: Segment
    indices: NDArray[np.int64]
    landmarks: NDArray[np.float32]
    seen: NDArray[np.float32] | None = None


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


@dataclass(frozen=True, slots=True)
class Joined:
    """A clip's frame indices (T,) and landmarks (T, 33, 4), visibility un-smoothed.

    takeovers: rows from which on another tracker went on, perhaps with somebody else.
    """

    indices: NDArray[np.int64]
    landmarks: Floats
    takeovers: tuple[int, ...]


def join(pieces: Sequence[Piece]) -> Joined:
    """Join the pieces of a clip, given in order.

    Towards a cut the earlier tracker fades into the later one, which is warmed up by then. Where
    they follow different people, or one has lost its own, the cut stays hard, and a takeover.
    """
    bodies = [piece.indices >= piece.segment.start for piece in pieces]
    edges = np.concatenate([[0], np.cumsum([body.sum() for body in bodies], dtype=np.int64)])
    indices = np.empty(edges[-1], np.int64)
    landmarks = np.empty((edges[-1], LANDMARK_COUNT, 4))
    takeovers = []
    for piece, body, start, stop in zip(pieces, bodies, edges, edges[1:], strict=False):
        found = _raw(piece)
        indices[start:stop], landmarks[start:stop] = piece.indices[body], found[body]
        if 0 < start < stop and not _faded(indices[:start], landmarks[:start], piece, found):
            takeovers.append(int(start))
    return Joined(indices, landmarks, tuple(takeovers))


def seen_rows(pieces: Sequence[Piece]) -> Floats | None:
    """Give what the pictures of a clip showed (T, 12), of its pieces in order; None without any."""
    rows = [
        piece.seen[piece.indices >= piece.segment.start]
        for piece in pieces
        if piece.seen is not None
    ]
    if not rows or len(rows) < len(pieces):
        return None
    joined: Floats = np.concatenate(rows).astype(np.float64)
    return joined


def _raw(piece: Piece) -> Floats:
    landmarks = piece.landmarks.astype(np.float64)
    landmarks[..., 3] = np.nan_to_num(unsmooth_visibility(landmarks[..., 3]))
    return landmarks


def _faded(indices: NDArray[np.int64], before: Floats, later: Piece, after: Floats) -> bool:
    """Blend the warm-up of a segment into what was found before it, in place.

    False, and nothing blended, where the two trackers do not follow the same person.
    """
    start = later.segment.start
    shared, here, there = np.intersect1d(indices, later.indices, return_indices=True)
    chosen = shared >= start - FADE
    shared, here, there = shared[chosen], here[chosen], there[chosen]
    one, other = outline(before[here], 1.0), outline(after[there], 1.0)
    apart = np.linalg.norm(one.centre - other.centre, axis=-1) / np.maximum(one.size, other.size)
    if not len(apart) or not np.all(apart <= SAME):  # NaN where one of them lost its person
        return False
    weight = ((shared - (start - FADE) + 1) / (FADE + 1))[:, None, None]
    before[here] = (1 - weight) * before[here] + weight * after[there]
    return True
