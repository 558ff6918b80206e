"""A drawn room: a plain wall with upright posts, seen by a camera that is rolled and tilted."""

import cv2
import numpy as np

SIZE = (640, 480)
DOORS = (-0.55, -0.3, 0.2, 0.5)
_FRACTION_BITS = 8


def room(roll_deg=0.0, convergence_deg=0.0, places=DOORS, leans_deg=None, seed=0, shift_px=0.0):
    """Draw a picture (H, W, 3): posts at `places` (picture heights from the middle).

    Each one leans by roll + convergence * place, or as `leans_deg` says.
    """
    rgb = np.full((SIZE[1], SIZE[0], 3), 190, np.uint8)
    for number, place in enumerate(places):
        lean = roll_deg + convergence_deg * place if leans_deg is None else leans_deg[number]
        post(rgb, place, lean, shift_px=shift_px)
    grain = np.random.default_rng(seed).normal(0, 4, rgb.shape)
    return np.clip(rgb + grain, 0, 255).astype(np.uint8)


def post(rgb, place, lean_deg, *, top=0.1, bottom=0.85, width=0.05, shade=90, shift_px=0.0):
    """Draw one dark post; its left edge crosses the middle row at `place`."""
    height = SIZE[1]
    slope = np.tan(np.radians(lean_deg))
    corners = [
        (SIZE[0] / 2 + shift_px + height * (place + across + slope * (0.5 - row)), height * row)
        for across, row in ((0, top), (width, top), (width, bottom), (0, bottom))
    ]
    points = np.round(np.array(corners) * 2**_FRACTION_BITS).astype(np.int32)
    cv2.fillPoly(rgb, [points], (shade,) * 3, cv2.LINE_AA, _FRACTION_BITS)


def with_limb(rgb, place, lean_deg):
    """Put a leg, bright and long, into a picture."""
    rgb = rgb.copy()
    post(rgb, place, lean_deg, top=0.4, bottom=0.95, width=0.09, shade=235)
    return rgb
