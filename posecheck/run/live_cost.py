"""What preparing and assessing a live frame costs, check by check."""

from __future__ import annotations

import time

import numpy as np

from posecheck.checks import discover
from posecheck.track import Track

LIVE_FRAMES = 2000
LIVE_LOOK = 60  # frames that tell which check costs most


def dearest_us(track: Track) -> tuple[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """Give the check whose live frames cost most, whatever the track shows, and its `live_us`."""
    look = track[:LIVE_LOOK]
    medians = {check: float(np.median(live_us(look, check))) for check in discover()}
    dearest = max(medians, key=lambda check: medians[check])
    return dearest, live_us(track, dearest)


def live_us(track: Track, check_id: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Microseconds that preparing and assessing each frame by itself take, (T,).

    Counted in the processor time of this thread where the clock is fine enough.
    """
    from posecheck.assess.assessor import Assessor, calibration_of, plan_of
    from posecheck.checks import find
    from posecheck.detect.prepare import LivePreparer, prepare_clip

    check = find(check_id)
    plan = plan_of(check)
    prepare = LivePreparer()
    assess = Assessor(check, plan, calibration_of(prepare_clip(track), plan))
    fine = time.get_clock_info("thread_time").resolution < 1e-6
    clock = time.thread_time if fine else time.perf_counter
    each = []
    for row in range(min(len(track), LIVE_FRAMES)):
        frame = track[row : row + 1]
        start_s = clock()
        assess(prepare(frame))
        each.append(1e6 * (clock() - start_s))
    return np.array(each)
