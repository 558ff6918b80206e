"""From a track to a judgement: the same path for a clip, a photo and a stored track."""

from __future__ import annotations

import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.assessor import calibration_of, plan_of
from posecheck.assess.calibrate import Calibration
from posecheck.assess.choose import choose, second_guess
from posecheck.assess.evidence import evidence_of
from posecheck.assess.filmed import upside_down
from posecheck.assess.recording import Circumstances, assess
from posecheck.assess.results import Frames, Judgement, RollResult
from posecheck.assess.rules import Check
from posecheck.assess.unrecognised import unrecognised
from posecheck.assess.view import VIEW_NAMES, Orienter
from posecheck.blocks import blocks
from posecheck.body import Side
from posecheck.checks import discover, find
from posecheck.detect.prepare import prepare_clip
from posecheck.errors import CheckError, SourceError
from posecheck.geometry.upright import turned
from posecheck.run.calibrated import calibration_kept, filtered
from posecheck.track import Track

AUTO = "auto"
GIVEN_ROLL_ERROR = 0.3  # deg: what a phone's level or a plumb string is good for
UPRIGHT_DEG = 90.0  # a roll that is known no better than that is not known at all
SURE, UNKNOWN = 0.7, 0.2  # of a chosen check: below the one it is said, below the other no verdict
ASSUMED_ROLL_ERROR = 1.5  # deg: a camera set up by eye


@dataclass(frozen=True, slots=True)
class Request:
    """What the user wants of a judgement, beside the file.

    check: an id, or auto. roll_deg: of the camera, positive where verticals lean to the right.
    baseline: what the person looks like standing, taken from elsewhere.
    """

    check: str = AUTO
    options: Mapping[str, str] = field(default_factory=dict)
    roll_deg: float | None = None
    view: str | None = None
    side: Side | None = None
    height_cm: float | None = None
    baseline: Calibration | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A track ready to be judged as it lies in the picture, and what is asked of it.

    calibration: taken before, when judging began in front of a camera.
    """

    track: Track
    filter_name: str
    request: Request
    roll: RollResult
    calibration: Calibration | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A judged track: by which check, what was found, and the track as it lies in the picture."""

    check: Check
    judgement: Judgement
    frames: Frames
    prepared: Track
    filter_name: str


def checked(request: Request) -> Request:
    """Refuse what cannot be asked for: CheckError for check and options, SourceError for a view."""
    if request.check != AUTO:
        find(request.check).varied(request.options)
    elif request.options:
        raise CheckError("--option belongs to a check; name it with --check")
    if request.view is not None and request.view not in VIEW_NAMES[1:5]:
        raise SourceError(
            f"there is no view {request.view!r}; --view can be {', '.join(VIEW_NAMES[1:5])}"
        )
    return request


def judge_track(track: Track, request: Request, warnings: tuple[str, ...] = ()) -> Judged:
    """Prepare a track as it was detected, pick the check where that was asked for, and judge it.

    Errors as `made_ready`.
    """
    return judge_prepared(made_ready(track, request), warnings)


def made_ready(track: Track, request: Request) -> Prepared:
    """Prepare a track as it was detected, which is not needed any more then.

    What the request leaves open is as it was when the track was made. Raises SourceError where
    what the track says of that cannot be read.
    """
    request = checked(_remembered(track, request))
    roll = roll_of(track, request)
    kept = calibration_kept(track, roll) if _same(track, request) else None
    return Prepared(*filtered(track), request, roll, kept)


def judge_prepared(prepared: Prepared, warnings: tuple[str, ...] = ()) -> Judged:
    """Pick the check where that was asked for, and judge a prepared track by it."""
    request, roll = prepared.request, prepared.roll
    standing = upright(prepared.track, roll)
    seen = Orienter(request.view)(standing.points, standing.time_s)
    sureness, shown = 1.0, _shows_somebody(standing)
    if request.check == AUTO:
        evidence = evidence_of(standing, request.view, seen)
        check, sureness = choose(discover().values(), evidence)
        if shown:
            other = second_guess(discover().values(), evidence)
            warnings = (*warnings, *_choice(check, sureness, other, photo=len(standing) == 1))
    else:
        check = find(request.check).varied(request.options)
    around = Circumstances(
        roll=roll,
        view=request.view,
        side=request.side,
        baseline=request.baseline,
        height_cm=request.height_cm,
        chosen_by=AUTO if request.check == AUTO else "user",
        warnings=warnings,
        calibration=prepared.calibration,
        seen=seen,
    )
    judgement, frames = assess(check, standing, around)
    if sureness < UNKNOWN:
        judgement, frames = unrecognised(judgement, frames, shown=shown)
    return Judged(check, judgement, frames, prepared.track, prepared.filter_name)


def upright(track: Track, roll: RollResult) -> Track:
    """Turn a track so that the room's verticals are vertical."""
    return turned(track, roll.value)


def _shows_somebody(standing: Track) -> bool:
    """Tell whether somebody is seen, and not upside down."""
    return bool(np.isfinite(standing.points[..., 0]).any()) and not upside_down(standing.points)


def roll_of(track: Track, request: Request) -> RollResult:
    """Give the camera's roll: the user's word first, then what was measured, else level."""
    if request.roll_deg is not None:
        return RollResult(request.roll_deg, "given", GIVEN_ROLL_ERROR)
    value = number_in(track.meta, "roll_deg")
    if value is None:
        return RollResult(0.0, "assumed-level", ASSUMED_ROLL_ERROR)
    source = str(track.meta.get("roll_from", "given"))
    error = number_in(track.meta, "roll_uncertainty_deg")
    if error is None:
        error = ASSUMED_ROLL_ERROR if source == "assumed-level" else GIVEN_ROLL_ERROR
    error = min(abs(error), UPRIGHT_DEG)
    return RollResult(value, source, error, number_in(track.meta, "roll_seen_deg") or 0.0)


def baseline_of(track: Track, request: Request) -> Calibration:
    """Calibrate on a track of the person standing still; SourceError where nobody does."""
    prepared = upright(prepare_clip(track), roll_of(track, replace(request, roll_deg=None)))
    plans = [plan_of(check) for check in discover().values()]
    found = [calibration_of(prepared, plan, request.view) for plan in plans]
    if found[0].still_s is None:
        raise SourceError(
            f"{track.meta.get('source', 'the baseline')}: nobody stands still in it; a baseline "
            "needs two seconds of quiet standing, arms down"
        )
    values = {name: value for one in found for name, value in one.baseline.items()}
    return Calibration(found[0].lengths, values)


def as_stored(track: Track, request: Request, warnings: tuple[str, ...] = ()) -> Track:
    """Give the track as it is written: 32 bits, with what its judgement rests on beside it."""
    baseline = request.baseline.baseline if request.baseline is not None else {}
    told = {
        "check": request.check if request.check != AUTO else None,
        "options": dict(request.options),
        "roll_deg": request.roll_deg,
        "view": request.view,
        "side": request.side,
        "height_cm": request.height_cm,
        "baseline": {key: value for key, value in baseline.items() if np.isfinite(value)},
    }
    meta: dict[str, Any] = {**track.meta}
    meta["judged"] = {key: value for key, value in told.items() if value not in (None, {})}
    if warnings:
        meta["notes"] = list(warnings)
    return rounded(replace(track, meta=meta))


def rounded(track: Track) -> Track:
    """Give the numbers as 32 bits hold them, so that a stored track is judged as it was."""
    return replace(
        track,
        points=_rounded(track.points),
        channels={name: _rounded(array) for name, array in track.channels.items()},
    )


def _rounded(array: NDArray[np.float64]) -> NDArray[np.float64]:
    result = np.empty(array.shape)  # not as the array: a session holds its frames in 32 bits
    for part in blocks(len(array)):
        result[part] = array[part].astype(np.float32)
    return result


def _same(track: Track, request: Request) -> bool:
    """Tell whether a track is judged by what it was made for: check, variant and view."""
    told = track.meta.get("judged")
    if not isinstance(told, dict):
        return False
    asked = (request.check, {**request.options}, request.view)
    return asked == (told.get("check"), told.get("options", {}), told.get("view"))


def notes_of(track: Track) -> tuple[str, ...]:
    """Give what was noted when the track was made, such as where its clip breaks off."""
    notes = track.meta.get("notes")
    return tuple(map(str, notes)) if isinstance(notes, list) else ()


def _remembered(track: Track, request: Request) -> Request:
    """Fill in what the user said when the track was made and does not say otherwise now."""
    told = track.meta.get("judged")
    if not isinstance(told, dict):
        return request
    baseline, options = request.baseline, request.options
    if baseline is None and isinstance(told.get("baseline"), dict):
        known = told["baseline"]
        baseline = Calibration({}, {str(key): number_in(known, key) or 0.0 for key in known})
    same = request.check in (AUTO, told.get("check"))
    if same and not options and isinstance(told.get("options"), dict):
        options = {str(key): str(value) for key, value in told["options"].items()}
    roll_deg, height_cm = number_in(told, "roll_deg"), number_in(told, "height_cm")
    side = request.side or told.get("side")
    if side not in ("left", "right", None):
        raise SourceError(f"its meta names the side {side!r}; name left or right with --side")
    return replace(
        request,
        check=str(told.get("check", AUTO)) if request.check == AUTO else request.check,
        options=options,
        roll_deg=roll_deg if request.roll_deg is None else request.roll_deg,
        view=request.view or told.get("view"),
        side=side,
        height_cm=height_cm if request.height_cm is None else request.height_cm,
        baseline=baseline,
    )


def number_in(told: Mapping[str, Any], key: str) -> float | None:
    """Give a number that a track's meta may hold; SourceError where it is none."""
    value = told.get(key)
    if value is None:
        return None
    with suppress(OverflowError):  # JSON knows whole numbers of any length
        if not isinstance(value, bool) and isinstance(value, (int, float)) and math.isfinite(value):
            return float(value)
    raise SourceError(f"its meta gives {key} as {value!r:.40}, which is no number; write it again")


def _choice(check: Check, sureness: float, other: Check | None, *, photo: bool) -> tuple[str, ...]:
    """Say how far a choice is to be trusted, and why not further; nothing where it is sure."""
    if sureness >= SURE:
        return ()
    if sureness < UNKNOWN:
        return (
            "It does not show which exercise this is, so that nothing is concluded; name it with "
            "--check (posecheck checks lists them).",
        )
    guess = f"; it may be {other.title.lower()} as well" if other else ""
    why = (
        ": a photo shows no movement, and a moment of another exercise may look the same"
        if photo
        else f", without being sure ({sureness:.0%})"
    )
    return (
        f"Taken for {check.title.lower()}{why}{guess}; name the exercise with --check if it is "
        "another.",
    )
