"""Readings of a sweep kept beside their truth, so that errors can be worked out without filming."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.filmed import Filmed
from samples.sweep.conditions import Condition
from samples.sweep.movement import Sweep, View
from samples.sweep.run import Series

Floats = NDArray[np.float64]
READINGS = Path(__file__).with_name("readings.npz")
CLIP, STILLS = "clip", "stills"
MOST = 24  # of one series: frames next to one another say nearly the same
GROUND = {"stride": 0.4}  # of a cycle that begins at contact: how long the near foot is judged


@dataclass(frozen=True, slots=True)
class Reading:
    """One measure through one sweep under one condition: truth and reading (N,), NaN: not used.

    measure: `check/measure`, where {side} stands for the near or standing side. filmed: what
    posecheck made of the camera.
    """

    sweep: str
    measure: str
    view: View
    kind: str
    condition: Mapping[str, Any]
    filmed: Filmed
    true: Floats
    measured: Floats


@dataclass(slots=True)
class Readings:
    """Takes what a sweep found, job by job."""

    kept: list[Reading] = field(default_factory=list)

    def add(self, sweep: Sweep, measure: str, kind: str, condition: Condition, one: Series) -> None:
        """Keep some frames of a series, evenly spread. kind: CLIP or STILLS.

        Of a stride those while the near foot is on the ground: nothing is judged while it swings.
        Nothing of a measure whose limits are in what is read of it.
        """
        if measure in sweep.as_read:
            return
        judged = np.arange(len(one.true))
        if sweep.name in GROUND and sweep.cycle_s is not None:
            judged = judged[one.time_s / sweep.cycle_s % 1.0 < GROUND[sweep.name]]
        some = np.unique(np.linspace(0, len(judged) - 1, MOST).round().astype(int))
        chosen = judged[some] if len(judged) else judged
        read = np.where(one.usable, one.measured, np.nan)
        self.kept.append(
            Reading(
                sweep.name,
                measure,
                sweep.view,
                kind,
                asdict(condition),
                one.filmed,
                one.true[chosen],
                read[chosen],
            )
        )

    def write(self, path: Path) -> None:
        """Write all of it: what each series is as JSON, the numbers one after another."""
        heads = [
            [
                *(one.sweep, one.measure, one.view, one.kind, one.condition),
                *(one.filmed.direction, one.filmed.off_deg, one.filmed.rows),
                *(one.filmed.light, one.filmed.white, len(one.true)),
            ]
            for one in self.kept
        ]
        numbers = {
            name: np.concatenate([np.zeros(0), *(getattr(one, name) for one in self.kept)])
            for name in ("true", "measured")
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            path,
            series=np.array(json.dumps(heads)),
            true=numbers["true"].astype(np.float32),
            measured=numbers["measured"].astype(np.float32),
        )


def load_readings(path: Path = READINGS) -> list[Reading]:
    """Read what a sweep has kept."""
    with np.load(path) as stored:
        heads = json.loads(str(stored["series"]))
        true, measured = stored["true"].astype(float), stored["measured"].astype(float)
    ends = np.cumsum([head[-1] for head in heads], dtype=int)
    parts = zip(heads, np.split(true, ends), np.split(measured, ends), strict=False)
    return [_opened(head, *numbers) for head, *numbers in parts]


def grouped(readings: Iterable[Reading], kind: str = CLIP) -> dict[tuple[str, str], list[Reading]]:
    """Readings of clips, or of photos, by measure and direction."""
    found: dict[tuple[str, str], list[Reading]] = {}
    for one in readings:
        if one.kind == kind:
            found.setdefault((one.measure, one.view), []).append(one)
    return found


def _opened(head: Sequence[Any], true: Floats, measured: Floats) -> Reading:
    sweep, measure, view, kind, condition, direction, off_deg, rows, light, white, _ = head
    seen = Filmed(direction, off_deg, rows, light=light, white=white, still=kind == STILLS)
    return Reading(sweep, measure, view, kind, condition, seen, true, measured)
