"""Filmed jobs in a folder: a sweep that is cut goes on, and one is read again without filming."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samples.sweep.jobs import Job, signature
from samples.sweep.observe import Watched


def place_of(job: Job, folder: Path) -> Path:
    """The file of a job: another one where anything that it films is another."""
    told = json.dumps(signature(job), sort_keys=True)
    return folder / f"{job.name.replace(' ', '-')}-{zlib.crc32(told.encode()):08x}.npz"


def keep(job: Job, filmed: Mapping[str, Watched], seconds: float, folder: Path) -> None:
    """Write what a job filmed and how long that took; the file appears when it is complete."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, NDArray[Any]] = {
        f"{name}/{part}": np.asarray(getattr(clip, part), dtype=np.float32)
        for name, clip in filmed.items()
        for part in ("found", "seen")
    }
    arrays |= {f"{name}/time_s": clip.time_s for name, clip in filmed.items()}
    told = {name: [*clip.size_px, clip.model] for name, clip in filmed.items()}
    head = np.array(json.dumps({"job": signature(job), "seconds": seconds, "clips": told}))
    place = place_of(job, folder)
    unfinished = place.with_name(f"part-{place.name}")
    np.savez_compressed(unfinished, head=head, **arrays)  # type: ignore[arg-type]
    unfinished.replace(place)


def load(job: Job, folder: Path) -> tuple[dict[str, Watched], float] | None:
    """Read what a job filmed before and how long it took; None where it was not finished."""
    place = place_of(job, folder)
    if not place.is_file():
        return None
    with np.load(place) as stored:
        head = json.loads(str(stored["head"]))
        clips = {
            name: Watched(
                stored[f"{name}/found"].astype(float),
                stored[f"{name}/seen"].astype(float),
                stored[f"{name}/time_s"],
                (width, height),
                model,
            )
            for name, (width, height, model) in head["clips"].items()
        }
    return clips, head["seconds"]
