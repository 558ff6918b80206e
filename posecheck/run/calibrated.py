"""What a session in front of a camera fixed when judging began, kept with its track.

Its track is filtered from its past alone, as it was then, and measured by the lengths and the quiet
stand of that moment, so that judging it again gives the verdicts that were shown.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from posecheck.assess.calibrate import Calibration
from posecheck.assess.results import RollResult
from posecheck.detect.prepare import FILTER_NAMES, LivePreparer, prepare_clip
from posecheck.errors import SourceError
from posecheck.track import Track

Numbers = Mapping[str, float]


def filtered(track: Track) -> tuple[Track, str]:
    """Prepare a track by the filter it was made with, a clip's where it names none."""
    ready = LivePreparer()(track) if _is_live(track) else prepare_clip(track)
    return ready, str(ready.meta["filter"])


def live_meta(calibration: Calibration, roll: RollResult) -> dict[str, Any]:
    """Put into a track's meta what judging it again needs; numbers that are not known left out."""
    return {
        "filter": FILTER_NAMES["live"],
        "roll_deg": roll.value,
        "roll_from": roll.source,
        "roll_uncertainty_deg": roll.uncertainty,
        "calibration": {
            "lengths": _known(calibration.lengths),
            "baseline": _known(calibration.baseline),
            "still_s": list(calibration.still_s) if calibration.still_s else None,
            "roll_deg": roll.value,
        },
    }


def calibration_kept(track: Track, roll: RollResult) -> Calibration | None:
    """Give the calibration a live track was judged by; None without one for this roll.

    Raises SourceError where it cannot be read.
    """
    kept = track.meta.get("calibration")
    if kept is None or not _is_live(track):
        return None
    try:
        lengths = {**dict.fromkeys("STLWP", math.nan), **_numbers(kept["lengths"])}
        still = kept["still_s"]
        found = Calibration(
            lengths,
            _numbers(kept["baseline"]),
            (float(still[0]), float(still[1])) if still else None,
        )
        same = float(kept["roll_deg"]) == roll.value
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError) as error:
        raise SourceError(
            "its meta holds a calibration that cannot be read; leave it out"
        ) from error
    return found if same else None


def _numbers(told: Numbers) -> dict[str, float]:
    return {str(name): float(value) for name, value in told.items()}


def _known(values: Numbers) -> dict[str, float]:
    return {name: value for name, value in values.items() if math.isfinite(value)}


def _is_live(track: Track) -> bool:
    return str(track.meta.get("filter", "")).startswith("live")
