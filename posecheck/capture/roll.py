"""How far the camera was rolled, judged by upright edges in the room: doors, walls, frames.

Sign: `value_deg` is positive where true verticals lean to the right in the picture, their top
displaced towards +x. Turning every point counter-clockwise by `value_deg`, as seen on the screen,
makes them upright; with x right and y up that is

    x' = x cos(value) - y sin(value),   y' = x sin(value) + y cos(value)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from posecheck.capture.edges import MAX_LEAN_DEG, Box, Edges, upright_edges

if TYPE_CHECKING:
    from numpy.typing import NDArray

ASSUMED_UNCERTAINTY_DEG = 1.5

# A door frame is hung within about this of the plumb line, and gives several edges side by side.
_EDGE_ERROR_DEG = 0.3
_POST_GAP = 0.03
_POSITION_ERROR_PX = 0.6
_MAX_ROLL_DEG = 8.0
_TILTED_DEG = 20.0  # edges up to here may tell that a camera is tilted, and nothing more
_MAX_CONVERGENCE_DEG = 15.0
_USUAL_CONVERGENCE_DEG = 6.0
_AGREEMENT_ERRORS = 2.5
_AGREEING_SHARE = 0.6
_POSTS_APART = 0.25
_BEST_UNCERTAINTY_DEG = 0.3
# Edges that say hardly more than a level camera is assumed to may be wrong altogether: two short
# ones in a small picture of a level camera agreed on 3.3 degrees, give or take 1.4.
_LEAST_SURE_DEG = 1.0
# A single picture has more noise than what stays in several, so more edges must agree in it.
_MANY_POSTS = 6
_LEAST_PICTURES = 3


@dataclass(frozen=True, slots=True)
class Roll:
    """The camera's roll with its 95 % uncertainty; the module says what the sign means.

    leaning_deg: of a camera taken as level, how far everything leans that may be upright, where
    that is more than is corrected: it is tilted, or those things are.
    """

    value_deg: float
    uncertainty_deg: float
    source: Literal["edges", "given", "assumed-level"]
    leaning_deg: float = 0.0


ASSUMED_LEVEL: Final = Roll(0.0, ASSUMED_UNCERTAINTY_DEG, "assumed-level")


def measure_roll(
    pictures: Sequence[NDArray[np.uint8]], people: Sequence[Sequence[Box]] = ()
) -> Roll:
    """Measure the roll from a few pictures (H, W, 3) of one clip, spread over it, or from a photo.

    `people`: for each picture the boxes (left, top, right, bottom) in px that hold a person; edges
    inside them do not count. Only edges that stay in place count; where none do, as the camera
    moves, each picture must show many by itself, and the roll is how it mostly was. Without upright
    edges, or with edges that contradict each other, the camera is assumed to be level within 1.5
    degrees, or within as much as edges agree on that is more than is corrected.

    A camera that looks up or down makes verticals converge: their lean is fitted as roll plus a
    share that grows with the distance from the picture's middle.
    """
    if not pictures:
        return ASSUMED_LEVEL
    edges = upright_edges(pictures, people, _TILTED_DEG)
    upright = edges.chosen(np.abs(edges.lean_deg) <= MAX_LEAN_DEG)
    best = _consensus(_posts(upright)) or _moving(pictures, people)
    if best is None or best[1] > _LEAST_SURE_DEG:
        return replace(ASSUMED_LEVEL, leaning_deg=_leaning(edges))
    value_deg, uncertainty_deg = best
    if abs(value_deg) > _MAX_ROLL_DEG:
        return Roll(0.0, abs(value_deg) + uncertainty_deg, "assumed-level", value_deg)
    return Roll(value_deg, max(uncertainty_deg, _BEST_UNCERTAINTY_DEG), "edges")


def _leaning(edges: Edges) -> float:
    """How far all edges lean the same way, where each does by more than is corrected; else 0.

    A few such edges are no measurement: the posts of a treadmill lean as well.
    """
    least = edges.lean_deg.min(initial=math.inf), -edges.lean_deg.max(initial=-math.inf)
    return float(np.median(edges.lean_deg)) if _MAX_ROLL_DEG < max(least) < math.inf else 0.0


def _moving(
    pictures: Sequence[NDArray[np.uint8]], people: Sequence[Sequence[Box]]
) -> tuple[float, float] | None:
    """The roll of a camera that moves: the median of its pictures, within what it goes through.

    None unless each of several pictures shows many edges that agree.
    """
    found = []
    for number, picture in enumerate(pictures if len(pictures) >= _LEAST_PICTURES else ()):
        posts = _posts(upright_edges([picture], people[number : number + 1]))
        best = _consensus(posts, least=_MANY_POSTS)
        if best is None:
            return None
        found.append(best)
    if not found:
        return None
    values_deg, errors_deg = np.array(found).T
    value_deg = float(np.median(values_deg))
    moved_deg = float(np.abs(values_deg - value_deg).max())
    return value_deg, math.hypot(moved_deg, float(np.median(errors_deg)))


@dataclass(frozen=True, slots=True)
class _Posts:
    """Edges side by side taken together: place from the middle and length in picture heights."""

    place: NDArray[np.float64]
    lean_deg: NDArray[np.float64]
    error_deg: NDArray[np.float64]
    length: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.place)

    def chosen(self, which: NDArray[np.bool_]) -> _Posts:
        return _Posts(
            self.place[which], self.lean_deg[which], self.error_deg[which], self.length[which]
        )


def _posts(edges: Edges) -> _Posts:
    order = np.argsort(edges.place)
    cuts = np.flatnonzero(np.diff(edges.place[order]) > _POST_GAP) + 1
    groups = [group for group in np.split(order, cuts) if len(group)]
    rows = [_post(edges, group) for group in groups]
    return _Posts(*np.array(rows, np.float64).reshape(-1, 4).T)


def _post(edges: Edges, group: NDArray[np.intp]) -> tuple[float, float, float, float]:
    length = edges.length[group]
    lean_deg = _weighted_median(edges.lean_deg[group], length)
    place = float(np.average(edges.place[group], weights=length))
    longest = float(length.max())
    reading_deg = math.degrees(_POSITION_ERROR_PX / (longest * edges.height_px))
    return place, lean_deg, math.hypot(_EDGE_ERROR_DEG, reading_deg), longest


def _weighted_median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(reached, reached[-1] / 2)])


def _consensus(posts: _Posts, least: int = 2) -> tuple[float, float] | None:
    """The roll that most of the edges agree on, and its uncertainty; None when they do not."""
    agreeing = _largest_agreement(posts)
    if agreeing is None or agreeing.sum() < least:
        return None
    inside = posts.chosen(agreeing)
    spread = float(np.ptp(inside.place))
    # A board or a ladder that leans agrees with itself; two ends of a room do so for a reason.
    if spread < _POSTS_APART:
        return None
    if inside.length.sum() < _AGREEING_SHARE * posts.length.sum():
        return None
    roll_deg, _, error_deg = _fitted(inside)
    return roll_deg, 2 * error_deg


def _largest_agreement(posts: _Posts) -> NDArray[np.bool_] | None:
    best, best_length = None, 0.0
    for pair in combinations(range(len(posts)), 2):
        some = np.zeros(len(posts), bool)
        some[list(pair)] = True
        roll_deg, convergence_deg, _ = _fitted(posts.chosen(some))
        if abs(convergence_deg) > _MAX_CONVERGENCE_DEG:
            continue
        rest = np.abs(posts.lean_deg - roll_deg - convergence_deg * posts.place)
        agreeing = rest <= _AGREEMENT_ERRORS * posts.error_deg
        length = float(posts.length[agreeing].sum())
        if length > best_length:
            best, best_length = agreeing, length
    return best


def _fitted(posts: _Posts) -> tuple[float, float, float]:
    """Fit lean = roll + convergence * place; gives both, and the standard error of the roll.

    Weighted least squares with a mild belief that cameras are held about level, so that edges on
    one side of the picture only leave the roll uncertain instead of far off.
    """
    weight = 1 / posts.error_deg
    design = np.stack(
        [
            weight,
            posts.place * weight,
        ],
        axis=1,
    )
    belief = np.array([[0.0, 1 / _USUAL_CONVERGENCE_DEG]])
    matrix = np.concatenate([design, belief])
    target = np.concatenate([posts.lean_deg * weight, [0.0]])
    inverse = np.linalg.inv(matrix.T @ matrix)
    roll_deg, convergence_deg = inverse @ matrix.T @ target
    rest = matrix @ np.array([roll_deg, convergence_deg]) - target
    excess = max(1.0, float(rest @ rest) / max(len(posts) - 1, 1))
    return float(roll_deg), float(convergence_deg), math.sqrt(float(inverse[0, 0]) * excess)
