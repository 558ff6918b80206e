"""How bright a picture is, read from a grid of its points: cheap enough for every frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_GRID = 64
# ITU-R BT.601's weights of red, green and blue.
_LUMA: Final = np.array([0.299, 0.587, 0.114], np.float32)
_BLACK = 24.0
_SPECKS = 0.01


def light_of(rgb: NDArray[np.uint8]) -> float:
    """Give the mean brightness of a picture (H, W, 3), uint8: 0 black to 1 white."""
    return float(_luma(rgb).mean() / 255)


def is_black(rgb: NDArray[np.uint8]) -> bool:
    """Say whether a picture (H, W, 3), uint8, is black but for noise or a hot pixel or two."""
    luma = _luma(rgb)
    return bool(np.count_nonzero(luma >= _BLACK) <= _SPECKS * luma.size)


def _luma(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    step = max(min(rgb.shape[:2]) // _GRID, 1)
    return np.asarray(rgb[::step, ::step] @ _LUMA, np.float32)
