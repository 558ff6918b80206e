"""How a recording was filmed, as far as it shows: what of it is known to hurt a number."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.calibrate import EAR_TO_ANKLE
from posecheck.assess.view import (
    BACK,
    FRONT,
    FULL_WIDTH,
    HIPS_TO_SHOULDERS,
    LYING_TILT,
    SIDE_LEFT,
    SIDE_RIGHT,
)

Floats = NDArray[np.float64]
BY_EYE_DEG = 5.0
"""How far a camera that was put up by eye may be off the square view without showing it: on the
mannequin a body turned by less than that looks square, and one that is square looks turned so."""
BY_FEET_DEG = 4.0
"""The same from the front, where the feet tell: 95 % of what they tell is no further off."""

SHOWN_DEG = {"side": 5.0, "front": 2.5, "back": 4.0}
"""A turn that reads no larger than that need be none."""
UNLIKE_DEG = 2.0
"""A turn by so much more, and the filming is no longer what the set-up page asks for."""

ENOUGH_ROWS = 130.0
"""How high a person must be in the picture. The pose model looks at 256 rows with a margin of a
quarter, so more than 205 add nothing; on the mannequin, without noise, 150 cost nothing yet, and 90
made errors up to 1.4 times as large."""

ENOUGH_LIGHT = 0.3
"""Mean brightness of a picture, of 1, from where on light costs nothing. A mannequin in a third of
a room's light reads 0.2; of 18 clips of people filmed by day, in halls and at home, none less than
0.35."""
DARK = 0.1
"""So much less than that, and it is no longer what the set-up page asks for."""
WHITE, SPECKS = 0.04, 0.01
"""Share of the body that is washed out, and what of it is none: on the mannequin in glaring light
0.01 to 0.45 by the colour of the clothes, in 17 clips of people 0.00."""

_NOSE = 0
_SHOULDERS, _HIPS, _ANKLES = (11, 12), (23, 24), (27, 28)
_HEELS, _TOES = [29, 30], [31, 32]
_FOOT = {"front": 0.3, "back": 0.2}
"""Trunk lengths that heel and toe are seen apart in a foot that points to the side: from behind the
model guesses the toes, and puts them too near."""
_LIFTED = 0.15  # trunk lengths by which the one foot is above the other
_STEEP, _MOSTLY = 0.6, 0.8  # rise by length of trunk and legs, and share of the frames
_SEEN, _OFTEN = 0.5, 0.1  # visibility of feet, and share of the frames in which it is reached
_TOED_OUT_DEG = {"front": 5.0, "back": -2.0}  # how a foot that stands alone is turned outwards


@dataclass(frozen=True, slots=True)
class Filmed:
    """What is known of the camera. direction: side, front or back; "" where nobody was seen.

    off_deg: by how much the body seems to be turned out of the square view; None where that does
    not show, as of whoever lies. rows: height of the person in the picture, NaN where unknown.
    by_model: the points are the pose model's, so what was measured of it is true of them. light:
    mean brightness of the picture, 0 to 1, None where unknown. white: share of the body that is
    washed out in it. still: it is a photo, so no second picture steadies the first.
    """

    direction: str = ""
    off_deg: float | None = None
    rows: float = float("nan")
    by_model: bool = True
    light: float | None = None
    white: float = 0.0
    still: bool = False

    @property
    def by_eye_deg(self) -> float:
        """Degrees off the square view that need not show."""
        return BY_FEET_DEG if self.direction == "front" and self.off_deg is not None else BY_EYE_DEG

    @property
    def turned_deg(self) -> float:
        """Degrees off the square view that show for certain."""
        return max(0.0, (self.off_deg or 0.0) - SHOWN_DEG.get(self.direction, 0.0))

    @property
    def coarseness(self) -> float:
        """By what errors grow because the person is small in the picture; 1 or more."""
        return max(1.0, ENOUGH_ROWS / self.rows) if self.rows > 0 else 1.0

    @property
    def dimness(self) -> float:
        """By what errors grow because it is dark; 1 or more."""
        return max(1.0, ENOUGH_LIGHT / max(self.light, DARK)) if self.light is not None else 1.0

    @property
    def unlike(self) -> float:
        """How far the filming is, for all that shows, from what the set-up page asks for; 0 to 1.

        Where one thing is not as asked, others that do not show need not be either.
        """
        dark = 0.0 if self.light is None else (ENOUGH_LIGHT - self.light) / DARK
        glaring = (self.white - SPECKS) / WHITE
        return min(1.0, max(0.0, dark, glaring, self.turned_deg / UNLIKE_DEG))


NOT_SEEN = Filmed()


def filmed(
    points: Floats,
    view: int,
    ear_to_ankle_px: float,
    *,
    by_model: bool = True,
    light: tuple[float | None, float] = (None, 0.0),
    still: bool = False,
) -> Filmed:
    """Say how somebody was filmed: points (T, 33, 4) of the frames seen from a view, its code.

    light: how bright the picture is, and which share of the body is white in it.
    """
    rows = ear_to_ankle_px / EAR_TO_ANKLE
    direction = {SIDE_LEFT: "side", SIDE_RIGHT: "side", FRONT: "front", BACK: "back"}.get(view, "")
    found = {"side": _off_profile, "front": _off_front, "back": _off_back}.get(direction)
    off_deg = None if found is None or _lies(points) else found(points)
    return Filmed(direction, off_deg, rows, by_model, *light, still)


def upside_down(points: Floats) -> bool:
    """Tell whether the picture stands on its head: somebody who stands or runs does, throughout.

    points: (T, 33, 4). Trunk and legs must point up steeply in most of the frames in which somebody
    is seen, and the nose be below the shoulders, which it is of nobody who stands on the shoulders.
    """
    middle = {
        name: points[:, pair, :2].mean(axis=1)
        for name, pair in (("shoulders", _SHOULDERS), ("hips", _HIPS), ("ankles", _ANKLES))
    }
    trunk, legs = middle["hips"] - middle["shoulders"], middle["ankles"] - middle["hips"]
    seen = np.isfinite(trunk).all(axis=1) & np.isfinite(legs).all(axis=1)
    if not seen.any():
        return False
    risen = np.logical_and.reduce(
        [part[:, 1] > _STEEP * np.hypot(part[:, 0], part[:, 1]) for part in (trunk, legs)]
    )
    below = points[risen, _NOSE, 1] < middle["shoulders"][risen, 1]
    return bool(risen.sum() >= _MOSTLY * seen.sum() and below.mean() > 0.5)


def _off_profile(points: Floats) -> float | None:
    """Read the turn from how far apart shoulders and hips are seen, in trunk lengths.

    Which of the two is ahead keeps its sign in each frame, so arms that swing cancel.
    """
    trunk = _trunk(points)
    shoulders, hips = ((points[:, a, 0] - points[:, b, 0]) / trunk for a, b in (_SHOULDERS, _HIPS))
    width = _middle(0.65 * shoulders + 0.35 * HIPS_TO_SHOULDERS * hips)
    if width is None:
        return None
    return math.degrees(math.asin(min(1.0, abs(width) / FULL_WIDTH)))


def _off_front(points: Floats) -> float | None:
    """Read the turn from where the feet point, of one that stands as of two.

    On the mannequin that is within 4 degrees. How much nearer one shoulder is than the other is no
    help: it follows a turn within 5 while the arms hang, and within 18 when they rise.
    """
    return _feet_deg(points, "front")


def _off_back(points: Floats) -> float | None:
    """Read the turn from the foot that stands alone; of two that stand, backs tell nothing.

    On the mannequin that is within 7 degrees, and within 5 where the view is square.
    """
    return _feet_deg(points, "back", alone=True)


def _feet_deg(points: Floats, direction: str, *, alone: bool = False) -> float | None:
    """Read how far the feet that are down point to the side; None where they are seldom seen.

    alone: in the frames in which the other one is lifted. Where either stands alone in turn, as in
    running, what both point outwards cancels.
    """
    heels, toes = points[:, _HEELS], points[:, _TOES]
    trunk = _trunk(points)[:, None]
    across = (heels[..., 0] - toes[..., 0]) / trunk
    across[np.minimum(heels[..., 3], toes[..., 3]) < _SEEN] = np.nan
    aside = np.degrees(np.arcsin(np.clip(across / _FOOT[direction], -1.0, 1.0)))
    height = np.minimum(heels[..., 1], toes[..., 1])
    lifted = height > height.min(axis=1, keepdims=True) + _LIFTED * trunk
    both = np.where(lifted.any(axis=1) | alone, np.nan, aside.mean(axis=1))
    out = _TOED_OUT_DEG[direction]
    left, right = (
        np.where(lifted[:, other], aside[:, foot] + turn, np.nan)
        for foot, other, turn in ((0, 1, out), (1, 0, -out))
    )
    enough = _OFTEN * max(1, len(points))
    if not alone and np.isfinite(both).sum() >= enough:
        found = _middle(both)
    else:
        stood = [_middle(one) for one in (left, right) if np.isfinite(one).sum() >= enough]
        known = [one for one in stood if one is not None]
        found = float(np.mean(known)) if known else None
    return None if found is None else abs(found)


def _lies(points: Floats) -> bool:
    """Say whether the trunk is nearer to level than to upright in most frames.

    A mannequin that lies and is turned by 10 degrees looks no more turned than one that is not.
    """
    rise = points[:, _SHOULDERS, 1].mean(axis=1) - points[:, _HIPS, 1].mean(axis=1)
    level = _middle(np.abs(rise) / _trunk(points))
    return level is not None and level < LYING_TILT


def _trunk(points: Floats) -> Floats:
    ends = points[:, _SHOULDERS, :2].mean(axis=1) - points[:, _HIPS, :2].mean(axis=1)
    length: Floats = np.hypot(ends[:, 0], ends[:, 1])
    return np.where(length > 0, length, np.nan)


def _middle(values: Floats) -> float | None:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else None
