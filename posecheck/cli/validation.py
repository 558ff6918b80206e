"""The command that compares posecheck with somebody else's measurements."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from posecheck.cli import options as opt
from posecheck.cli import show

if TYPE_CHECKING:
    from posecheck.run.validation import Validation


def validate(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Clips or tracks, and tables.")],
    model: opt.Model = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print it for a spreadsheet.")] = False,
) -> None:
    """Hold measures against somebody else's: a folder of clips or tracks with their tables.

    The table of run.mp4 or run.npz is run.csv, run.mot (OpenSim) or run.trc (markers); a clip may
    have several, as run.steps.csv.

    A CSV has time_s and columns such as right_knee_flexion, trunk_lean or running/shank ahead, in
    degrees or the measure's unit; or time_s,side,kind with contacts and toe-offs.
    """
    from posecheck.detect.bundle import load_bundle
    from posecheck.run import validation

    found = validation.validate(folder, load_bundle(model))
    show.say(validation.as_csv(found).rstrip() if as_csv else "\n".join(lines(found)))


def lines(found: Validation) -> list[str]:
    """Say it in lines: each quantity of each clip, then of all; then the steps."""
    told: list[str] = []
    for curve in found.curves:
        one = curve.found
        low, high = one.limits
        told.append(f"{curve.quantity}, {curve.clip}" + (f" ({curve.view})" if curve.view else ""))
        told.append(
            f"  bias {_n(one.bias, sign=True)}, 95 % of differences {_n(low, sign=True)} to "
            f"{_n(high, sign=True)}, RMSE {_n(one.rmse)}, less bias {_n(one.rmse_centred)}"
        )
        told.append(
            f"  slope {_n(one.slope)}, ICC {_n(one.icc)}, late by {_n(curve.lag_s * 1000)} ms, "
            f"{curve.coverage:.0%} of {one.n} moments used"
            if math.isfinite(curve.lag_s)
            else f"  slope {_n(one.slope)}, ICC {_n(one.icc)}, {curve.coverage:.0%} used"
        )
    for timing in found.timings:
        told.append(f"{timing.kind}, {timing.clip}")
        told.append(
            f"  {timing.n} found, bias {_n(timing.bias_ms, sign=True)} ms, SD {_n(timing.sd_ms)} "
            f"ms, {_share(timing.within_1)} within one frame, {_share(timing.within_2)} within two,"
            f" {timing.missed} missed, {timing.extra} too many"
        )
    return told


def _n(value: float, *, sign: bool = False) -> str:
    if not math.isfinite(value):
        return "unknown"
    places = 0 if abs(value) >= 100 else 2
    return f"{value:+.{places}f}" if sign else f"{value:.{places}f}"


def _share(value: float) -> str:
    return f"{value:.0%}" if math.isfinite(value) else "none"
