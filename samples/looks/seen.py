"""What a model and a look read of pictures whose truth is known, and how far both were off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.body import LANDMARK_COUNT
from posecheck.detect.bundle import LoadedBundle
from posecheck.detect.landmarker import Landmarker
from samples.encode import Image
from samples.sweep.film import to_rgb

Floats = NDArray[np.float64]
FRAME_MS = 33
SETTLE, HOLD = 12, 5  # frames a picture is shown for: the first one, each later one


@dataclass(frozen=True, slots=True)
class Seen:
    """One picture: truth and reading of the model, truth and reading of the look (NaN: none)."""

    model_true: float
    model_read: float
    look_true: float
    look_read: float


class Model:
    """The pose model, following pictures as if each stood still for a moment."""

    def __init__(self, bundle: LoadedBundle) -> None:
        self._bundle = bundle

    def followed(self, images: Sequence[Image]) -> list[Floats]:
        """Landmarks (33, 4) of each picture (H, W, 3) in blue, green, red; NaN for nobody."""
        found: list[Floats] = []
        time_ms = 0
        with Landmarker(self._bundle.content) as landmarker:
            for image in images:
                people: list[Floats] = []
                for _ in range(HOLD if found else SETTLE):
                    people = landmarker.detect(to_rgb(image), time_ms)
                    time_ms += FRAME_MS
                found.append(people[0] if people else np.full((LANDMARK_COUNT, 4), np.nan))
        return found

    def single(self, image: Image) -> Floats:
        """Landmarks (33, 4) of one picture by itself, as of a photo; NaN for nobody."""
        with Landmarker(self._bundle.content, mode="image") as landmarker:
            people = landmarker.detect(to_rgb(image))
        return people[0] if people else np.full((LANDMARK_COUNT, 4), np.nan)


def told(what: str, seen: Sequence[Seen], unit: str) -> str:
    """One line: how many the look read, and slope, bias, error (less bias) of both."""
    rows = np.array([[s.model_true, s.model_read, s.look_true, s.look_read] for s in seen])
    known = np.isfinite(rows[:, 3])
    model, look = _line(rows[:, :2]), _line(rows[known, 2:])
    return f"{what:28} model {model} | look {look} {unit}, {known.sum()} of {len(seen)} read"


def _line(rows: Floats) -> str:
    if len(rows) < 3:
        return "cannot tell"
    error = rows[:, 1] - rows[:, 0]
    slope = np.polyfit(rows[:, 0], rows[:, 1], 1)[0]
    rmse = np.sqrt(np.mean(error**2))
    return f"slope {slope:5.2f} bias {error.mean():+5.1f} RMSE {rmse:4.1f} ({error.std():4.1f})"
