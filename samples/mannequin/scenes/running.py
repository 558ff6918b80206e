"""Running on a treadmill, with or without standing still first."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from samples.mannequin.posture import ArmSetting, Posture, blend, standing
from samples.mannequin.scenes.gait import Gait
from samples.mannequin.scenes.motion import Event, Moment, Motion, moment, sway
from samples.mannequin.skeleton import EAR_UP, SIDES
from samples.mannequin.vectors import ease


@dataclass(frozen=True, slots=True)
class Run:
    """A run: the gait of the legs and what the upper body does; angles in degrees.

    `neck` is the inclination from shoulder to ear; `side_lean` is towards the standing leg at
    midstance.
    """

    gait: Gait = field(default_factory=Gait)
    trunk_lean: float = 8.5
    lean_range: float = 4.0
    side_lean: float = 1.0
    neck: float = 2.6
    head_tilt: float = -4.0
    head_turn: float = -6.0  # a little away from a camera on the left
    trunk_turn: float = 6.0
    arm_swing: float = 34.0
    elbow: float = 88.0
    stand_s: float = 0.0
    start_s: float = 0.8  # blending from standing to running
    run_s: float = 8.0


def running(run: Run) -> Motion:
    """Stand if asked to, get going, run; events are listed from the first full stride on."""
    steady = run.stand_s + run.start_s if run.stand_s > 0 else 0.0
    gait = run.gait
    shift = steady / gait.stride_s

    def at(time_s: float) -> Moment:
        phase = time_s / gait.stride_s - shift
        posture = run_posture(run, phase)
        share = 1.0
        if run.stand_s > 0:
            share = ease((time_s - run.stand_s) / run.start_s)
            drift = sway(time_s)
            still = standing(trunk_lean=drift * 30, side_lean=drift * 30, head_tilt=run.head_tilt)
            posture = blend(still, posture, share)
        travelled = gait.belt_speed * (time_s - steady)
        return moment(posture, belt_m=travelled if share > 0 else 0.0, running=share)

    end = steady + run.run_s
    return Motion(end, at, tuple(_events(gait, steady, end)))


def run_posture(run: Run, phase: float) -> Posture:
    """The runner at a phase of the stride: 0 left contact, 0.5 right contact."""
    gait = run.gait
    x, y, z = gait.pelvis(phase)
    turn, drop = gait.pelvis_angles(phase)
    beat = float(np.cos(2 * np.pi * phase))
    middle = gait.duty / 2
    nod = float(np.cos(4 * np.pi * (phase - middle)))
    swing = run.arm_swing * beat
    return Posture(
        left=gait.leg("left", phase),
        right=gait.leg("right", phase),
        pelvis_x=float(x),
        pelvis_y=float(y),
        pelvis_z=float(z),
        pelvis_turn=turn,
        pelvic_drop=drop,
        trunk_turn=run.trunk_turn * beat,
        trunk_lean=run.trunk_lean + run.lean_range / 2 * nod,
        side_lean=run.side_lean * float(np.cos(2 * np.pi * (phase - middle))),
        head_forward_m=EAR_UP * float(np.tan(np.radians(run.neck))),
        head_tilt=run.head_tilt,
        head_turn=run.head_turn,
        left_arm=ArmSetting(flexion=-swing - 4.0, abduction=13.0, elbow=run.elbow - 8 * beat),
        right_arm=ArmSetting(flexion=swing - 4.0, abduction=13.0, elbow=run.elbow + 8 * beat),
    )


def _events(gait: Gait, start: float, end: float) -> list[Event]:
    """Every contact and toe-off between two times, in order."""
    events = []
    for stride in range(int((end - start) / gait.stride_s) + 1):
        for side, _ in SIDES:
            contact = start + (stride + (0.0 if side == "left" else 0.5)) * gait.stride_s
            events.append(Event(contact, side, "contact"))
            events.append(Event(contact + gait.duty * gait.stride_s, side, "toe-off"))
    return sorted((e for e in events if start < e.time_s < end), key=lambda event: event.time_s)
