"""Takes back the smoothing that MediaPipe's VIDEO mode applies to visibility.

VIDEO mode mixes a tenth of each frame's visibility into what it said before, whatever the frame
rate, so a leg that has just left the picture still reads 0.88. The mix is exact arithmetic and is
undone exactly; judging waits for no filter.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

NEW_SHARE = 0.1  # measured on mediapipe 0.10.21 to 0.10.31: v[t] = 0.9 v[t-1] + 0.1 raw[t]


def unsmooth_visibility(smoothed: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the visibility of each frame by itself, 0..1.

    smoothed: (T, ...) as VIDEO mode gives it, NaN where nobody was tracked. The smoothing begins
    anew after a NaN, so the first frame of a span is already raw. NaN stays NaN; an empty array
    comes back empty.
    """
    raw = np.array(smoothed, dtype=np.float64)
    before, now = raw[:-1].copy(), raw[1:]
    tracked = np.isfinite(before) & np.isfinite(now)
    now[tracked] = (now[tracked] - (1 - NEW_SHARE) * before[tracked]) / NEW_SHARE
    return np.clip(raw, 0.0, 1.0)
