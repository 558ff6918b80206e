"""What posture somebody is in, frame by frame: the ground on which floor exercises are told apart.

Rough on purpose: every posture is meant to hold for right and for wrong ways of doing it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.calibrate import Calibration
from posecheck.assess.view import BACK, FRONT, SIDE_LEFT, SIDE_RIGHT, Orientation
from posecheck.body import FAR, LEFT, MID_HIP, MID_SHOULDER, NEAR, RIGHT
from posecheck.geometry.measure import above, ahead, bow, flexion, lean, rise, side_lean, span
from posecheck.geometry.plan import Pose, compile_plan
from posecheck.track import Track

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Values = Mapping[str, Floats]

_MEASURES = (
    rise(MID_HIP, MID_SHOULDER, "trunk rise"),
    rise(NEAR.hip, NEAR.knee, "leg rise"),
    rise(NEAR.hip, NEAR.ankle, "whole leg rise"),
    lean(MID_HIP, MID_SHOULDER, "trunk lean"),
    above(LEFT.heel, MID_HIP, "T", "hips above left heel", unit="T"),
    above(RIGHT.heel, MID_HIP, "T", "hips above right heel", unit="T"),
    above(NEAR.wrist, NEAR.shoulder, "T", "shoulder above wrist", unit="T"),
    ahead(NEAR.shoulder, NEAR.wrist, "T", "wrist ahead of shoulder", unit="T"),
    above(NEAR.wrist, NEAR.ankle, "T", "ankle above wrist", unit="T"),
    above(NEAR.knee, NEAR.wrist, "T", "wrist above knee", unit="T"),
    above(NEAR.knee, NEAR.hip, "T", "hip above knee", unit="T"),
    above(NEAR.ankle, NEAR.knee, "T", "knee above ankle", unit="T"),
    above(FAR.ankle, FAR.knee, "T", "far knee above ankle", unit="T"),
    flexion(FAR.hip, FAR.knee, FAR.ankle, "far knee bend"),
    above(NEAR.hip, NEAR.ankle, "T", "ankle above hip", unit="T"),
    bow(NEAR.shoulder, NEAR.hip, NEAR.knee, "thigh line"),
    bow(NEAR.shoulder, NEAR.hip, NEAR.ankle, "side line"),
    flexion(NEAR.hip, NEAR.knee, NEAR.ankle, "knee bend"),
    flexion(NEAR.shoulder, NEAR.hip, NEAR.knee, "hip flexion"),
    lean(NEAR.knee, NEAR.hip, "thigh behind"),
    lean(FAR.knee, FAR.hip, "far thigh behind"),
    above(LEFT.knee, MID_HIP, "T", "hips above left knee", unit="T"),
    above(RIGHT.knee, MID_HIP, "T", "hips above right knee", unit="T"),
    above(LEFT.ankle, RIGHT.ankle, "T", "right ankle above left", unit="T"),
    above(FAR.ankle, NEAR.ankle, "T", "ankle above far ankle", unit="T"),
    above(FAR.ankle, FAR.hip, "T", "far hip above ankle", unit="T"),
    flexion(NEAR.shoulder, NEAR.elbow, NEAR.wrist, "elbow bend"),
    above(RIGHT.knee, LEFT.knee, "T", "left knee above right", unit="T"),
    span(LEFT.wrist, RIGHT.ankle, "T", "left hand to right foot", unit="T"),
    span(RIGHT.wrist, LEFT.ankle, "T", "right hand to left foot", unit="T"),
    above(MID_HIP, MID_SHOULDER, "T", "shoulders above hips", unit="T"),
    above(LEFT.shoulder, LEFT.wrist, "T", "left wrist above shoulder", unit="T"),
    above(RIGHT.shoulder, RIGHT.wrist, "T", "right wrist above shoulder", unit="T"),
    side_lean(MID_HIP, MID_SHOULDER, "side lean"),
)
_PLAN = compile_plan(_MEASURES)
ONE_LEG = 0.3  # T between the ankles of somebody who lies and lifts one leg
LEVEL = 45.0  # deg from level: a trunk that lies
HIPS_LOW = 1.1  # T above the lower heel: nobody stands with hips that low
PROPPED = 0.3  # T: the shoulder above the hand that holds it up; a forearm plank reads 0.65


def postures_of(
    track: Track, seen: Orientation, calibration: Calibration, there: Bools
) -> dict[str, float]:
    """Give the share of the frames that show each posture, 0 where none counts.

    track: prepared and upright. there: (T,) the frames that count.
    """
    pose = Pose(seen.forward, seen.leftward, seen.near_right, calibration.lengths, {})
    columns = _PLAN.evaluate(track.points, pose).T
    values = dict(zip(_PLAN.names, columns, strict=True))
    lying = _lying(values)
    side_on = np.isin(seen.view, (SIDE_LEFT, SIDE_RIGHT))
    on_ball = _face_down_on_ball(values) | _kneeling_at_ball(values)
    frontal = np.isin(seen.view, (FRONT, BACK))
    prone = lying & side_on & ((seen.forward > 0) == (seen.near_right > 0))
    supine = lying & side_on & ~prone
    ground = {
        "face-down": prone,
        "sideways": side_on,
        "prone": prone & ~on_ball,
        "supine": supine,
        "side-lying": lying & frontal,
        "up": ~lying & side_on & ~_kneeling_at_ball(values),
        "facing": ~lying & frontal,
        "upright": ~lying,
    }
    shown = {name: ground[where] & rule(values) for name, (where, rule) in _POSTURES.items()}
    shown |= {"lying": lying}
    return {
        name: float(frames[there].mean()) if there.any() else 0.0 for name, frames in shown.items()
    }


def _lying(values: Values) -> Bools:
    hips = np.fmax(values["hips above left heel"], values["hips above right heel"])
    low: Bools = (np.abs(values["trunk rise"]) < LEVEL) & (hips < HIPS_LOW)
    return low


def _propped(values: Values) -> Bools:
    up: Bools = values["shoulder above wrist"] > PROPPED
    return up & (values["wrist ahead of shoulder"] > -0.5)


def _plank(values: Values) -> Bools:
    return _propped(values) & (values["knee bend"] < 45) & (np.abs(values["thigh line"]) < 50)


def _fours(values: Values) -> Bools:
    return _propped(values) & (values["knee bend"] > 45) & (values["hip above knee"] > 0.4)


def _flat(values: Values) -> Bools:
    return ~_propped(values) & (values["knee bend"] < 60)


def _lifted(values: Values) -> Bools:
    return _flat(values) & ((values["trunk rise"] > 4) | (values["leg rise"] > 4))


def _knees_up(values: Values) -> Bools:
    near: Bools = (values["knee bend"] > 40) & (values["knee above ankle"] > 0.3)
    far: Bools = (values["far knee bend"] > 40) & (values["far knee above ankle"] > 0.3)
    return near | far


def _bridge(values: Values) -> Bools:
    return _knees_up(values) & (values["thigh line"] > -35)


def _side_plank(values: Values) -> Bools:
    return (values["trunk rise"] > 6) & (np.abs(values["side line"]) < 30)


def _curled(values: Values) -> Bools:
    return _knees_up(values) & (values["trunk rise"] > 7)


def _leg_only(values: Values) -> Bools:
    """Tell one lifted leg: the chest stays down, or the other leg does."""
    apart = np.abs(values["ankle above far ankle"]) > ONE_LEG
    alone: Bools = (values["trunk rise"] < 4) | apart
    return _flat(values) & alone & (values["whole leg rise"] > 5)


def _tabletop(values: Values) -> Bools:
    """Tell bent legs with level shins, wherever the knees are rolled."""
    bent: Bools = (values["knee bend"] > 50) & (values["hip flexion"] > 50)
    return bent & (np.abs(values["knee above ankle"]) < 0.4)


def _clam(values: Values) -> Bools:
    apart: Bools = np.abs(values["left knee above right"]) > 0.38
    return apart & (np.abs(values["trunk rise"]) < 15)


def _windmill(values: Values) -> Bools:
    """Tell one hand far down towards the other foot while the other arm is up, both feet down."""
    bent: Bools = values["shoulders above hips"] < 0.8
    feet_down = np.abs(values["right ankle above left"]) < 0.3
    right = (values["right hand to left foot"] < 1.3) & (values["left wrist above shoulder"] > 0.4)
    left = (values["left hand to right foot"] < 1.3) & (values["right wrist above shoulder"] > 0.4)
    return bent & feet_down & (right | left)


def _face_down_on_ball(values: Values) -> Bools:
    """Tell long legs that hang from hips higher than a plank's, or are off the floor."""
    hips_up = -values["ankle above hip"]
    draped = (values["whole leg rise"] < -33) & (values["trunk rise"] < 20)
    ramp = (hips_up > 0.6) & (~_propped(values) | ((hips_up > 0.75) & (values["trunk rise"] > 25)))
    lifted = (values["ankle above wrist"] > 0.5) & _level_on_hands(values)
    long = (values["knee bend"] < 60) & ~(values["far knee bend"] > 60)
    return long & (draped | ramp | lifted)


def _level_on_hands(values: Values) -> Bools:
    return _propped(values) & (np.abs(values["trunk rise"]) < 20)


def _hands_down_on_ball(values: Values) -> Bools:
    return _face_down_on_ball(values) & _level_on_hands(values)


def _kneeling_at_ball(values: Values) -> Bools:
    knees = np.fmax(values["knee above ankle"], values["far knee above ankle"])
    reaching = (values["wrist above knee"] > 0.6) & (values["wrist ahead of shoulder"] > 0.15)
    return (knees < 0.3) & (values["hip above knee"] > 0.35) & reaching


def _seated(values: Values) -> Bools:
    level: Bools = (values["hip above knee"] < 0.45) & (values["knee above ankle"] > 0.45)
    other = _stands_on_far(values) | _half_kneel(values) | _figure_four(values)
    return level & (np.abs(values["trunk lean"]) < 45) & ~other


def _seated_facing(values: Values) -> Bools:
    thighs = np.fmax(values["hips above left knee"], values["hips above right knee"])
    feet_down: Bools = np.fmin(values["knee above ankle"], values["far knee above ankle"]) > 0.45
    return feet_down & (np.abs(thighs) < 0.4) & ~_figure_four(values)


def _seated_back(values: Values) -> Bools:
    return _seated(values) & (values["trunk lean"] < -15)


def _seated_ahead(values: Values) -> Bools:
    return _seated(values) & (values["trunk lean"] > 15)


def _reaching(values: Values) -> Bools:
    straight: Bools = values["elbow bend"] < 55
    return straight & (values["wrist ahead of shoulder"] > 0.7) & _flat(values)


def _bent(values: Values) -> Bools:
    return (values["trunk lean"] > 25) & ~_seated(values)


def _hinged(values: Values) -> Bools:
    return (values["trunk lean"] > 40) & (values["knee bend"] < 50)


def _leg_up(values: Values) -> Bools:
    up: Bools = (values["ankle above hip"] > 0.6) & (values["hip flexion"] > 25)
    return up & (values["knee bend"] < 70)


def _heel_on_step(values: Values) -> Bools:
    up: Bools = (values["ankle above far ankle"] > 0.25) & (values["thigh behind"] < -20)
    return up & (values["knee bend"] < 70) & _stands_on_far(values)


def _heel_to_seat(values: Values) -> Bools:
    return (values["knee bend"] > 85) & (values["thigh behind"] > -50) & _stands_on_far(values)


def _stands_on_far(values: Values) -> Bools:
    tall: Bools = (values["far knee bend"] < 35) & (values["far hip above ankle"] > 1.2)
    return tall


def _half_kneel(values: Values) -> Bools:
    hips = np.fmax(values["hips above left heel"], values["hips above right heel"])
    apart: Bools = np.abs(values["thigh behind"] - values["far thigh behind"]) > 35
    both_bent = np.fmin(values["knee bend"], values["far knee bend"]) > 35
    return apart & both_bent & (hips > 0.45) & (hips < 1.3)


def _figure_four(values: Values) -> Bools:
    thighs = np.fmax(values["hips above left knee"], values["hips above right knee"])
    crossed: Bools = np.abs(values["right ankle above left"]) > 0.22
    return crossed & (np.abs(thighs) < 0.4) & (np.abs(values["trunk rise"]) > 30)


def _side_bent(values: Values) -> Bools:
    hips = np.fmax(values["hips above left heel"], values["hips above right heel"])
    both_feet: Bools = np.abs(values["right ankle above left"]) < 0.12
    return both_feet & (np.abs(values["side lean"]) > 9) & (hips > 1.35)


_POSTURES: dict[str, tuple[str, Callable[[Values], Bools]]] = {
    "plank": ("prone", _plank),
    "fours": ("prone", _fours),
    "prone": ("prone", _flat),
    "lifted": ("prone", _lifted),
    "supine": ("supine", _knees_up),
    "bridge": ("supine", _bridge),
    "curled": ("supine", _curled),
    "bent": ("up", _bent),
    "side-plank": ("side-lying", _side_plank),
    "side-lying": ("side-lying", lambda values: np.isfinite(values["trunk rise"])),
    "seated": ("up", _seated),
    "seated-facing": ("facing", _seated_facing),
    "seated-ahead": ("up", _seated_ahead),
    "seated-back": ("up", _seated_back),
    "reaching": ("prone", _reaching),
    "hinged": ("up", _hinged),
    "leg-only": ("prone", _leg_only),
    "tabletop": ("supine", _tabletop),
    "clam": ("side-lying", _clam),
    "windmill": ("upright", _windmill),
    "leg-up": ("supine", _leg_up),
    "heel-on-step": ("up", _heel_on_step),
    "heel-to-seat": ("up", _heel_to_seat),
    "half-kneel": ("up", _half_kneel),
    "figure-four": ("upright", _figure_four),
    "side-bent": ("facing", _side_bent),
    "on-ball": ("face-down", _face_down_on_ball),
    "hands-down-on-ball": ("face-down", _hands_down_on_ball),
    "kneeling-at-ball": ("sideways", _kneeling_at_ball),
}
