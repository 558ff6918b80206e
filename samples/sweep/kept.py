"""Finished jobs in a folder, so that a sweep that is cut goes on where it stopped."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from posecheck.assess.filmed import Filmed
from samples.sweep.gait import Clip, Timing
from samples.sweep.jobs import Found, Job, signature
from samples.sweep.run import Series, named


def place_of(job: Job, folder: Path) -> Path:
    """The file of a job: another one where anything that its readings rest on is another."""
    told = json.dumps(signature(job), sort_keys=True)
    return folder / f"{job.name.replace(' ', '-')}-{zlib.crc32(told.encode()):08x}.json"


def keep(job: Job, found: Found, folder: Path) -> None:
    """Write what a job found; the file appears when it is complete."""
    folder.mkdir(parents=True, exist_ok=True)
    place = place_of(job, folder)
    told = {
        "job": signature(job),
        "seconds": found.seconds,
        "series": [[_series(one) for one in under] for under in found.series],
        "timings": [asdict(timing) for timing in found.timings],
        "clips": [asdict(clip) for clip in found.clips],
    }
    unfinished = place.with_suffix(".part")
    unfinished.write_text(json.dumps(told), encoding="utf-8")
    unfinished.replace(place)


def load(job: Job, folder: Path) -> Found | None:
    """Read what a job found before; None where it was not finished, or misses a measure."""
    place = place_of(job, folder)
    if not place.is_file():
        return None
    told = json.loads(place.read_text(encoding="utf-8"))
    timings = ({**timing, "errors_ms": tuple(timing["errors_ms"])} for timing in told["timings"])
    series = [{one["measure"]: _opened(one) for one in under} for under in told["series"]]
    try:
        chosen = [
            tuple(under[name] for name in named(job.sweep, side=condition.side))
            for condition, under in zip(job.conditions, series, strict=False)
        ]
    except KeyError:
        return None
    return Found(
        tuple(chosen),
        tuple(Timing(**timing) for timing in timings),
        tuple(Clip(**clip) for clip in told["clips"]),
        told["seconds"],
    )


def _series(one: Series) -> dict[str, Any]:
    return {
        name: value.tolist() if isinstance(value, np.ndarray) else value
        for name, value in asdict(one).items()
    }


def _opened(told: dict[str, Any]) -> Series:
    arrays = {name: np.array(value) for name, value in told.items() if isinstance(value, list)}
    return Series(**{**told, **arrays, "filmed": Filmed(**told["filmed"])})
