"""Small vector vocabulary: rotations about the body axes, unit vectors, easing, splines."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[np.float64]

UP: Array = np.array([0.0, 1.0, 0.0])
FORWARD: Array = np.array([0.0, 0.0, 1.0])


def turn_x(angle: float) -> Array:
    """Rotate about the leftward axis: positive tips an upright segment forward."""
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    return np.array([[1.0, 0, 0], [0, cos, -sin], [0, sin, cos]])


def turn_y(angle: float) -> Array:
    """Rotate about the upward axis: positive turns forward towards the subject's left."""
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    return np.array([[cos, 0, sin], [0, 1.0, 0], [-sin, 0, cos]])


def turn_z(angle: float) -> Array:
    """Rotate about the forward axis: positive tips an upright segment to the subject's right."""
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    return np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1.0]])


def unit(vectors: ArrayLike) -> Array:
    """Scale vectors (..., 3) to length one; a zero vector stays near zero."""
    array = np.asarray(vectors, dtype=np.float64)
    scaled: Array = array / (np.linalg.norm(array, axis=-1, keepdims=True) + 1e-12)
    return scaled


def ease(fraction: float, start: float = 0.0, end: float = 1.0) -> float:
    """Go from start to end with zero speed at both ends; outside 0..1 the ends are held."""
    clipped = min(max(fraction, 0.0), 1.0)
    return start + (end - start) * float(0.5 - 0.5 * np.cos(np.pi * clipped))


def hermite(keys: ArrayLike, values: ArrayLike, at: Array) -> Array:
    """Interpolate rows of values smoothly through keys (finite-difference slopes)."""
    knots, rows = np.asarray(keys, dtype=np.float64), np.asarray(values, dtype=np.float64)
    slopes = np.gradient(rows, knots, axis=0)
    left = np.clip(np.searchsorted(knots, at) - 1, 0, len(knots) - 2)
    column = (-1,) + (1,) * (rows.ndim - 1)
    step = (knots[left + 1] - knots[left]).reshape(column)
    u = (at - knots[left]).reshape(column) / step
    result: Array = (
        (2 * u**3 - 3 * u**2 + 1) * rows[left]
        + (u**3 - 2 * u**2 + u) * step * slopes[left]
        + (3 * u**2 - 2 * u**3) * rows[left + 1]
        + (u**3 - u**2) * step * slopes[left + 1]
    )
    return result


def clamped_slopes(keys: Array, values: Array, first: float, last: float) -> Array:
    """Slopes of the twice differentiable cubic through the keys with both end slopes given."""
    count = len(keys)
    step, rise = np.diff(keys), np.diff(values)
    system, wanted = np.eye(count), np.empty(count)
    wanted[0], wanted[-1] = first, last
    for i in range(1, count - 1):
        system[i, i - 1 : i + 2] = 1 / step[i - 1], 2 / step[i - 1] + 2 / step[i], 1 / step[i]
        wanted[i] = 3 * (rise[i - 1] / step[i - 1] ** 2 + rise[i] / step[i] ** 2)
    return np.asarray(np.linalg.solve(system, wanted), dtype=np.float64)


def cubic(keys: Array, values: Array, slopes: Array, at: float) -> float:
    """Value of the piecewise cubic with these slopes at one place."""
    i = int(np.clip(np.searchsorted(keys, at) - 1, 0, len(keys) - 2))
    step = keys[i + 1] - keys[i]
    u = (at - keys[i]) / step
    return float(
        (2 * u**3 - 3 * u**2 + 1) * values[i]
        + (u**3 - 2 * u**2 + u) * step * slopes[i]
        + (3 * u**2 - 2 * u**3) * values[i + 1]
        + (u**3 - u**2) * step * slopes[i + 1]
    )
