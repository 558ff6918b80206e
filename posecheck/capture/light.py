"""How bright a picture is, read from a grid of its points: cheap enough for every frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_GRID = 64
# ITU-R BT.601's weights of red, green and blue.
_LUMA: Final = np.array([0.299, 0.587, 0.114], np.float32)
_BLACK, _WHITE = 24.0, 250.0
_SPECKS = 0.01
# Shoulder to hip, hip to knee, knee to ankle, shoulder to elbow, elbow to wrist, left and right.
_LIMBS: Final = np.array(
    [
        *((11, 23), (12, 24), (23, 25), (24, 26), (25, 27), (26, 28)),
        *((11, 13), (12, 14), (13, 15), (14, 16), (11, 12), (23, 24)),
    ]
)
_ALONG: Final = np.linspace(0.1, 0.9, 7)[:, None, None]


def light_of(rgb: NDArray[np.uint8]) -> float:
    """Give the mean brightness of a picture (H, W, 3), uint8: 0 black to 1 white."""
    return float(_luma(rgb).mean() / 255)


def is_black(rgb: NDArray[np.uint8]) -> bool:
    """Say whether a picture (H, W, 3), uint8, is black but for noise or a hot pixel or two."""
    luma = _luma(rgb)
    return bool(np.count_nonzero(luma >= _BLACK) <= _SPECKS * luma.size)


def washed_out(rgb: NDArray[np.uint8], landmarks: NDArray[np.float64]) -> float:
    """Give the share of points along the limbs (33, 4, normalised) that are white; NaN without any.

    A bright wall behind somebody does not count.
    """
    start, end = landmarks[_LIMBS[:, 0], :2], landmarks[_LIMBS[:, 1], :2]
    places = ((start + _ALONG * (end - start)) * rgb.shape[1::-1]).reshape(-1, 2)
    places = places[np.isfinite(places).all(axis=1)].astype(int)
    places = places[((places >= 0) & (places < rgb.shape[1::-1])).all(axis=1)]
    if not len(places):
        return float("nan")
    return float((rgb[places[:, 1], places[:, 0]] @ _LUMA >= _WHITE).mean())


def _luma(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    step = max(min(rgb.shape[:2]) // _GRID, 1)
    return np.asarray(rgb[::step, ::step] @ _LUMA, np.float32)
