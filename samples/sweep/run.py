"""One sweep under its conditions: draw, detect, read, compare."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.filmed import Filmed, filmed
from posecheck.assess.view import VIEW_NAMES
from posecheck.capture.light import light_of, washed_out
from posecheck.detect.bundle import LoadedBundle
from posecheck.track import Track, normalised
from samples.encode import Image
from samples.mannequin.paint import paint
from samples.mannequin.skeleton import Side, Skeleton
from samples.sweep.bodies import neutral
from samples.sweep.conditions import Condition
from samples.sweep.film import compressed, setting_for, to_rgb, under
from samples.sweep.movement import Sweep
from samples.sweep.observe import (
    Body,
    Reading,
    Watched,
    calibrated,
    prepared,
    read,
    true_values,
    view_name,
    watched,
    watched_stills,
)
from samples.sweep.stature import of_stature

Floats = NDArray[np.float64]
WAY_S = 1.0  # from the lowest to the highest value
WARM_S, HOLD_S, STAND_S = 0.4, 0.15, 1.6
STILLS_A_WAY = 15

Clip = tuple[Watched, Watched | None]
"""A sweep as it was seen, and the quiet stand before the same camera where there is one."""


@dataclass(frozen=True, slots=True)
class Series:
    """One measure through a sweep: (T,) time, truth, reading, and which of it would be used.

    filmed: what posecheck made of the camera. stand_error: reading minus truth in the quiet stand
    before the same camera; NaN without one.
    """

    measure: str
    time_s: Floats
    true: Floats
    measured: Floats
    usable: NDArray[np.bool_]
    filmed: Filmed = field(default_factory=Filmed)
    stand_error: float = float("nan")

    def since(self, first: int) -> Series:
        """The same without the frames before one of them."""
        return self.only(slice(first, None))

    def only(self, some: slice | NDArray[np.bool_]) -> Series:
        """The same with some of its frames alone."""
        return replace(
            self,
            time_s=self.time_s[some],
            true=self.true[some],
            measured=self.measured[some],
            usable=self.usable[some],
        )


def swept_values(sweep: Sweep, fps: int) -> Floats:
    """The number at each picture on the way out, easing in and out; a cycle runs evenly."""
    if sweep.cycle_s is not None:
        count = round(sweep.cycle_s * fps)
        return sweep.low + (sweep.high - sweep.low) * np.arange(count) / count
    share = np.arange(round(WAY_S * fps) + 1) / round(WAY_S * fps)
    values: Floats = sweep.low + (sweep.high - sweep.low) * (0.5 - 0.5 * np.cos(np.pi * share))
    return values


def played(count: int, fps: int, *, cycle: bool) -> tuple[NDArray[np.intp], int]:
    """Which picture each frame of the clip shows, and from which frame on they count."""
    warm = round(WARM_S * fps)
    out = np.arange(count)
    if cycle:
        return np.concatenate([out, out, out]), count // 2
    hold = np.full(round(HOLD_S * fps), count - 1)
    order = np.concatenate([np.zeros(warm, dtype=int), out, hold, out[::-1]])
    return order.astype(np.intp), warm


def film_sweep(
    sweep: Sweep, conditions: Sequence[Condition], bundle: LoadedBundle
) -> Iterator[Clip]:
    """The sweep as a clip under each condition, seen by the model.

    The conditions differ in light and compression alone, so that all of them share what is drawn.
    """
    fps = conditions[0].fps or sweep.fps
    drawn = _painted(_bodies(sweep, conditions[0], swept_values(sweep, fps)), sweep, conditions[0])
    order, _ = played(len(drawn), fps, cycle=sweep.cycle_s is not None)
    for condition in conditions:
        pictures = under(drawn, condition.light, _seed(sweep.name, condition))
        clip = compressed([pictures[i] for i in order], fps, condition.crf)
        yield watched(clip, np.arange(len(order)) / fps, bundle), _rest(sweep, condition, bundle)


def read_sweep(sweep: Sweep, condition: Condition, clip: Clip) -> list[Series]:
    """What posecheck reads of a filmed sweep through its filter, beside what is true."""
    fps = condition.fps or sweep.fps
    skeletons = _bodies(sweep, condition, swept_values(sweep, fps))
    order, counted = played(len(skeletons), fps, cycle=sweep.cycle_s is not None)
    moved, (seen, rest) = [skeletons[i] for i in order], clip
    found = _compared(sweep, condition, (prepared(seen), _track(rest)), moved)
    return [one.since(counted) for one in found]


def photograph_sweep(
    sweep: Sweep, conditions: Sequence[Condition], bundle: LoadedBundle
) -> Iterator[Clip]:
    """The sweep as photos, which know nothing of one another nor of any quiet stand."""
    values = swept_values(sweep, STILLS_A_WAY)
    drawn = _painted(_bodies(sweep, conditions[0], values), sweep, conditions[0])
    for condition in conditions:
        pictures = under(drawn, condition.light, _seed(sweep.name, condition))
        yield watched_stills(pictures, bundle), None


def read_stills(sweep: Sweep, condition: Condition, clip: Clip) -> list[Series]:
    """What posecheck reads of single pictures, beside what is true."""
    values, (seen, _) = swept_values(sweep, STILLS_A_WAY), clip
    single = [
        _compared(sweep, condition, (prepared(seen.single(i)), None), [skeleton])
        for i, skeleton in enumerate(_bodies(sweep, condition, values))
    ]
    return [
        replace(
            of_one[0],
            time_s=values,
            true=np.concatenate([one.true for one in of_one]),
            measured=np.concatenate([one.measured for one in of_one]),
            usable=np.concatenate([one.usable for one in of_one]),
            stand_error=float("nan"),
        )
        for of_one in zip(*single, strict=True)
    ]


def _bodies(sweep: Sweep, condition: Condition, values: Floats) -> list[Skeleton]:
    bodies = (sweep.make(float(value), condition.side) for value in values)
    return [of_stature(body, condition.stature) for body in bodies]


def _painted(skeletons: Iterable[Skeleton], sweep: Sweep, condition: Condition) -> list[Image]:
    setting = setting_for(sweep, condition)
    return [paint(skeleton, setting) for skeleton in skeletons]


def _compared(
    sweep: Sweep,
    condition: Condition,
    tracks: tuple[Track, Track | None],
    skeletons: Sequence[Skeleton],
) -> list[Series]:
    """The measures of a clip beside what is true of the body in each of its frames."""
    track, stand = tracks
    both = track, track if stand is None else stand
    return [
        _measured(sweep, condition, measure, both, skeletons)
        for measure in named(sweep, side=condition.side)
    ]


def _measured(
    sweep: Sweep,
    condition: Condition,
    measure: str,
    tracks: tuple[Track, Track],
    skeletons: Sequence[Skeleton],
) -> Series:
    """One measure of a clip; on the floor the clip itself tells the lengths."""
    track, stand = tracks
    body = Body(sweep.view, condition.side, sweep.floor, condition.stature)
    rest = of_stature(neutral(), condition.stature)
    true = true_values(skeletons, rest, measure, body)
    view = view_name(sweep.view, condition.side)
    around = calibrated(stand, measure.partition("/")[0], view)
    reading = read(track, measure, around, view)
    height_px = around.lengths["S"] * track.size_px[1]
    light = _light(sweep, condition, track)
    seen = filmed(
        track.points, VIEW_NAMES.index(view), height_px, light=light, still=len(track) == 1
    )
    off = float("nan")
    if not sweep.floor:
        [resting] = true_values([rest], rest, measure, body)
        off = _middle(read(stand, measure, around, view)) - resting
    return Series(measure, track.time_s, true, reading.value, reading.usable, seen, off)


def _light(sweep: Sweep, condition: Condition, track: Track) -> tuple[float | None, float]:
    """How bright the first picture is, and how much of the body is white in it.

    In plain light nothing is drawn for it: there is enough of it, and not too much.
    """
    if condition.light == "plain":
        return None, 0.0
    picture = _first_picture(sweep, condition)
    places = normalised(track.points[0], track.aspect)
    return light_of(picture), float(np.nan_to_num(washed_out(picture, places)))


@lru_cache(maxsize=4)
def _first_picture(sweep: Sweep, condition: Condition) -> Image:
    first = swept_values(sweep, condition.fps or sweep.fps)[:1]
    drawn = _painted(_bodies(sweep, condition, first), sweep, condition)
    [picture] = under(drawn, condition.light, _seed(sweep.name, condition))
    return to_rgb(picture)


def _middle(reading: Reading) -> float:
    """The middle of the readings that would be used; NaN where none would."""
    return float(np.median(reading.value[reading.usable])) if reading.usable.any() else float("nan")


def named(sweep: Sweep, *, side: str) -> list[str]:
    """The measures of a sweep for a near or standing side."""
    return [sweep.named(measure, side) for measure in sweep.measures]


def _still(_: float, __: Side) -> Skeleton:
    return neutral()


def _track(rest: Watched | None) -> Track | None:
    return None if rest is None else prepared(rest)


def _rest(sweep: Sweep, condition: Condition, bundle: LoadedBundle) -> Watched | None:
    """Quiet standing before the same camera; none beside somebody on the floor."""
    return None if sweep.floor else _stand(replace(sweep, **STANDING), condition, bundle)


STANDING: dict[str, Any] = {
    "name": "standing",
    "title": "",
    "low": 0.0,
    "high": 0.0,
    "make": _still,
    "measures": (),
    "is_itself": None,
    "factor": 1.0,
    "cycle_s": None,
    "wide": True,
    "ball": None,
    "words": (),
    "rate": None,
}
"""What sweeps before the same camera do not share: so they do share the stand."""


@lru_cache(maxsize=64)
def _stand(standing: Sweep, condition: Condition, bundle: LoadedBundle) -> Watched:
    painted = _painted(_bodies(standing, condition, np.zeros(1)), standing, condition)
    fps = condition.fps or standing.fps
    [picture] = under(painted, condition.light, 1)
    count = round(STAND_S * fps)
    clip = compressed([picture] * count, fps, condition.crf)
    return watched(clip, np.arange(count) / fps, bundle)


def _seed(name: str, condition: Condition) -> int:
    return zlib.crc32(f"{name} {condition.name}".encode())
