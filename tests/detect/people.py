"""People made of landmarks at known places, for tests that need no picture."""

import numpy as np

ASPECT = 1.5
# Nose, ears, shoulders, hips, knees, feet of somebody one unit high: across, down.
_SPOTS = {
    range(11): (0.0, 0.05),
    (11,): (0.12, 0.2),
    (12,): (-0.12, 0.2),
    range(13, 23): (0.15, 0.4),
    (23,): (0.08, 0.5),
    (24,): (-0.08, 0.5),
    (25,): (0.08, 0.75),
    (26,): (-0.08, 0.75),
    range(27, 33): (0.0, 1.0),
}


def person(x, *, top=0.2, height=0.6, aspect=ASPECT, visibility=1.0):
    """Landmarks (33, 4) of somebody upright, normalised; x, top and height in image heights."""
    landmarks = np.zeros((33, 4))
    for indices, (across, down) in _SPOTS.items():
        for index in indices:
            landmarks[index] = (
                (x + across * height) / aspect,
                top + down * height,
                0.0,
                visibility,
            )
    return landmarks


def walk(xs, **more):
    """A track (T, 33, 4) of somebody at these places; None where nobody is found."""
    nobody = np.full((33, 4), np.nan)
    return np.array([nobody if x is None else person(x, **more) for x in xs])
