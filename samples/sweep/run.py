"""One sweep under one condition: draw, detect, read, compare."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.calibrate import Calibration
from posecheck.detect.bundle import LoadedBundle
from posecheck.track import Track
from samples.mannequin.skeleton import Side
from samples.sweep.bodies import neutral
from samples.sweep.conditions import Condition
from samples.sweep.film import compressed, draw, setting_for
from samples.sweep.movement import Sweep, View
from samples.sweep.observe import (
    Reading,
    calibrated,
    detected,
    detected_stills,
    read,
    true_values,
    view_name,
)

Floats = NDArray[np.float64]
WAY_S = 1.0  # from the lowest to the highest value
WARM_S, HOLD_S, STAND_S = 0.4, 0.15, 1.6
STAND_FPS = 30


@dataclass(frozen=True, slots=True)
class Series:
    """One measure through a sweep: (T,) time, truth, reading, and which of it would be used.

    stand_error: reading minus truth in the quiet stand before the same camera; NaN without one.
    """

    measure: str
    time_s: Floats
    true: Floats
    measured: Floats
    usable: NDArray[np.bool_]
    stand_error: float = float("nan")


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


def film_sweep(sweep: Sweep, condition: Condition, bundle: LoadedBundle) -> list[Series]:
    """The sweep as a clip, through the model and posecheck's filter."""
    fps, side = condition.fps or sweep.fps, condition.side
    skeletons = [sweep.make(float(value), side) for value in swept_values(sweep, fps)]
    setting = setting_for(sweep.view, condition, tall=sweep.tall)
    pictures = draw(skeletons, setting, condition.light, _seed(sweep.name, condition))
    order, first = played(len(pictures), fps, cycle=sweep.cycle_s is not None)
    clip = compressed([pictures[i] for i in order], fps, condition.crf)
    time_s = np.arange(len(order)) / fps
    track = detected(clip, time_s, bundle)
    stand = _stand(sweep.view, condition, sweep.tall, bundle)
    found = []
    for measure in named(sweep, side=side):
        true = true_values(skeletons, neutral(), measure, sweep.view, side)[order]
        view = view_name(sweep.view, side)
        around = _calibration(stand, measure, view)
        reading = read(track, measure, around, view)
        off = _stand_error(read(stand, measure, around, view), measure, sweep.view, side)
        part = slice(first, None)
        value, usable = reading.value[part], reading.usable[part]
        found.append(Series(measure, time_s[part], true[part], value, usable, off))
    return found


def _stand_error(reading: Reading, measure: str, view: View, side: Side) -> float:
    """How far the middle reading of a quiet stand is off; NaN where none of it would be used."""
    if not reading.usable.any():
        return float("nan")
    [true] = true_values([neutral()], neutral(), measure, view, side)
    return float(np.median(reading.value[reading.usable]) - true)


def photograph_sweep(sweep: Sweep, condition: Condition, bundle: LoadedBundle) -> list[Series]:
    """The sweep as single pictures that know nothing of one another."""
    side = condition.side
    values = swept_values(sweep, 15)
    skeletons = [sweep.make(float(value), side) for value in values]
    setting = setting_for(sweep.view, condition, tall=sweep.tall)
    pictures = draw(skeletons, setting, condition.light, _seed(sweep.name, condition))
    tracks = detected_stills(pictures, bundle)
    stand = _stand(sweep.view, condition, sweep.tall, bundle)
    view = view_name(sweep.view, side)
    found = []
    for measure in named(sweep, side=side):
        true = true_values(skeletons, neutral(), measure, sweep.view, side)
        around = _calibration(stand, measure, view)
        readings = [read(track, measure, around, view) for track in tracks]
        value = np.array([reading.value[0] for reading in readings])
        usable = np.array([reading.usable[0] for reading in readings])
        found.append(Series(measure, values, true, value, usable))
    return found


def named(sweep: Sweep, *, side: str) -> list[str]:
    """The measures of a sweep for a near or standing side."""
    return [measure.replace("{side}", side) for measure in sweep.measures]


def _calibration(stand: Track, measure: str, view: str) -> Calibration:
    return calibrated(stand, measure.partition("/")[0], view)


@lru_cache(maxsize=4)
def _stand(view: View, condition: Condition, tall: bool, bundle: LoadedBundle) -> Track:
    """Quiet standing before the same camera, prepared."""
    setting = setting_for(view, condition, tall=tall)
    [picture] = draw([neutral()], setting, condition.light, 1)
    fps = condition.fps or STAND_FPS
    count = round(STAND_S * fps)
    clip = compressed([picture] * count, fps, condition.crf)
    return detected(clip, np.arange(count) / fps, bundle)


def _seed(name: str, condition: Condition) -> int:
    return zlib.crc32(f"{name} {condition.name}".encode())
