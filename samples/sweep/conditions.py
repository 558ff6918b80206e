"""Under what a sweep is filmed: one thing changed at a time, and random combinations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from operator import itemgetter
from typing import Any, Literal

import numpy as np

from samples.mannequin.skeleton import Side

Light = Literal["plain", "dim", "glaring", "flat", "noisy"]
CHANGES: dict[str, tuple[Any, ...]] = {
    "outfit": ("red", "green", "violet"),
    "girth": (0.85, 1.2),
    "stature": (0.9, 1.1),
    "side": ("right",),
    "distance_m": (2.5, 6.0),
    "yaw": (10.0, -10.0, 5.0, -5.0),
    "camera_m": (0.5, 1.6),
    "size": (0.6, 0.75),
    "light": ("dim", "glaring", "flat", "noisy"),
    "height_px": (480, 1080),
    "fps": (30, 60),
    "crf": (30, 40),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """How a sweep is filmed; as it stands, the way the set-up page asks for.

    girth, stature: of the body, 1 is usual. side: the near or standing side of the body, for one
    that lies the way round. distance_m, camera_m: of the lens from the body and above the floor;
    before a body on the floor the lens is lower by as much as suits that. yaw: degrees by which the
    camera is off the square view. size: of the body in the picture, 1 fills it. height_px: rows of
    an upright picture; a wide one has three quarters of them. fps: None for what suits the sweep,
    60 for running, else 15. crf: of H.264, None without compression.
    """

    outfit: str = "blue"
    girth: float = 1.0
    stature: float = 1.0
    side: Side = "left"
    distance_m: float = 4.0
    yaw: float = 0.0
    camera_m: float = 1.0
    size: float = 1.0
    light: Light = "plain"
    height_px: int = 640
    fps: int | None = None
    crf: int | None = None

    @property
    def name(self) -> str:
        """Say what is changed: `plain`, `yaw 10`, or several changes with commas."""
        base = Condition()
        changed = [
            f"{part.name} {getattr(self, part.name)}"
            for part in fields(self)
            if getattr(self, part.name) != getattr(base, part.name)
        ]
        return ", ".join(changed) or "plain"

    @property
    def drawn(self) -> Condition:
        """What of it decides how the body is drawn: light and compression come after."""
        return replace(self, light="plain", crf=None)


PLAIN = Condition()


def one_at_a_time() -> list[Condition]:
    """The plain condition, the outfits, then each other change by itself, the kinds by turns."""
    outfits = worn(floor=False)
    others = [
        (turn, replace(PLAIN, **{key: value}))
        for key, values in CHANGES.items()
        for turn, value in enumerate(values)
        if key != "outfit"
    ]
    return [*outfits, *(condition for _, condition in sorted(others, key=itemgetter(0)))]


def worn(*, floor: bool) -> list[Condition]:
    """The outfits of the base row; on the floor the body lies one way round, then the other."""
    outfits = [PLAIN, *(replace(PLAIN, outfit=outfit) for outfit in CHANGES["outfit"])]
    turned = (replace(one, side="right") if i % 2 else one for i, one in enumerate(outfits))
    return list(turned) if floor else outfits


def combinations(seed: int = 0) -> Iterator[Condition]:
    """Draw random combinations without end; the same ones for the same seed."""
    draw = np.random.default_rng(seed)
    while True:
        yield Condition(
            outfit=str(draw.choice(["blue", "red", "green", "violet"])),
            girth=round(float(draw.uniform(0.85, 1.2)), 2),
            stature=round(float(draw.uniform(0.9, 1.1)), 2),
            side="left" if draw.random() < 0.5 else "right",
            distance_m=round(float(draw.uniform(2.5, 5.0)), 1),
            yaw=round(float(draw.uniform(-8.0, 8.0)), 0) + 0.0,
            camera_m=round(float(draw.uniform(0.7, 1.4)), 1),
            size=round(float(draw.uniform(0.7, 1.0)), 2),
            light=_light(str(draw.choice(["plain", "plain", "dim", "glaring", "flat", "noisy"]))),
            height_px=int(draw.choice([480, 640, 720, 1080])),
            fps=int(draw.choice([30, 60])),
            crf=int(draw.choice([23, 30, 36])),
        )


def _light(name: str) -> Light:
    known: dict[str, Light] = {
        "plain": "plain",
        "dim": "dim",
        "glaring": "glaring",
        "flat": "flat",
        "noisy": "noisy",
    }
    return known[name]
