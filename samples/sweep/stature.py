"""Taller and shorter bodies in the same posture."""

from __future__ import annotations

import numpy as np

from samples.mannequin.skeleton import FACE, HAND, SIDES, Skeleton

LIMBS = (("elbow", "shoulder"), ("wrist", "elbow"), ("knee", "hip"), ("ankle", "knee"))
BONES: tuple[tuple[str, str], ...] = (
    ("midshoulder", "midhip"),
    ("head", "midshoulder"),
    *((f"{side}_shoulder", "midshoulder") for side, _ in SIDES),
    *((f"{side}_hip", "midhip") for side, _ in SIDES),
    *((f"{side}_{end}", f"{side}_{start}") for side, _ in SIDES for end, start in LIMBS),
)
"""Joints, each after the one it hangs on, which are further apart in a taller body."""
CARRIED: tuple[tuple[str, str], ...] = (
    ("nose", "head"),
    *((f"{side}_{part}", "head") for side, _ in SIDES for part in FACE),
    *((f"{side}_{part}", f"{side}_wrist") for side, _ in SIDES for part in HAND),
    *((f"{side}_{part}", f"{side}_ankle") for side, _ in SIDES for part in ("heel", "toe")),
)
"""What keeps its distance: faces, hands and feet grow little."""


def of_stature(skeleton: Skeleton, share: float) -> Skeleton:
    """The same posture of a body of another height, 1 for the usual; it rests where it rested."""
    if share == 1.0:
        return skeleton
    old = skeleton.joints
    new = {"midhip": old["midhip"] * share}
    for grown, bones in ((share, BONES), (1.0, CARRIED)):
        for end, start in bones:
            new[end] = new[start] + grown * (old[end] - old[start])
    lift = min(joint[1] for joint in old.values()) - min(joint[1] for joint in new.values())
    shift = np.array([0.0, lift, 0.0])
    return Skeleton({name: new[name] + shift for name in old}, skeleton.frames)
