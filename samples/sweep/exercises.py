"""Sweeps of the exercises, read from `exercises.toml`: that file is where one is added."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from samples.mannequin.angles import body
from samples.mannequin.ball import Ball
from samples.mannequin.skeleton import Side, Skeleton
from samples.sweep.bodies import Make
from samples.sweep.movement import Sweep

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILE = Path(__file__).with_name("exercises.toml")
SIDEWAYS = ("over", "trunk_side", "neck_side", "turn", "hip_turn", "hip_drop", "aside")
"""Settings that point to the left of the body: the other way round on the other side."""

FILMED = ("view", "floor", "tall", "turned", "ball", "pose", "moves")
"""What of a declaration decides how the clip looks."""

Settings = Mapping[str, float]


def read_sweeps(text: str) -> tuple[Sweep, ...]:
    """Give the sweeps that a TOML text declares; its head says in which words."""
    return tuple(_sweep(one) for one in tomllib.loads(text)["sweep"])


def settings_at(start: Settings, end: Settings, share: float, side: Side) -> dict[str, float]:
    """Blend two settings and tell near and far, left and right for a body of that near side."""
    mixed = {name: start[name] + (end[name] - start[name]) * share for name in start}
    return dict(_sided(name, value, side) for name, value in mixed.items())


def _sided(name: str, value: float, side: Side) -> tuple[str, float]:
    other = "right" if side == "left" else "left"
    if name in SIDEWAYS:
        return name, value if side == "left" else -value
    for role, real in (("near_", side), ("far_", other)):
        if name.startswith(role):
            return f"{real}_{name.removeprefix(role)}", value
    return name, value


def _sweep(one: Mapping[str, Any]) -> Sweep:
    low, high = (float(value) for value in one["values"])
    return Sweep(
        one["name"],
        one["title"],
        one.get("view", "side"),
        low,
        high,
        _maker(one, low, high),
        tuple(one["measures"]),
        one.get("itself"),
        tall=one.get("tall", False),
        floor=one.get("floor", False),
        turned=float(one.get("turned", 0.0)),
        ball=Ball(**one["ball"]) if "ball" in one else None,
        words=tuple(f"{key} {one[key]}" for key in FILMED if key in one),
        wide=one.get("wide", True),
        as_read=tuple(one.get("as_read", ())),
        rate=one.get("rate"),
        judged=tuple(one["judged"]) if "judged" in one else None,
    )


def _maker(one: Mapping[str, Any], low: float, high: float) -> Make:
    pose: dict[str, float] = {**one.get("pose", {})}
    moved = {name: tuple(ends) for name, ends in one["moves"].items()}
    start = {**pose, **{name: float(ends[0]) for name, ends in moved.items()}}
    end = {**pose, **{name: float(ends[1]) for name, ends in moved.items()}}

    def make(value: float, side: Side) -> Skeleton:
        return body(settings_at(start, end, (value - low) / (high - low), side))

    return make


EXERCISES = read_sweeps(FILE.read_text(encoding="utf-8"))
