"""Standing on one leg, and hopping to land on one leg."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from samples.mannequin.posture import (
    STANCE_HALF_M,
    STRAIGHT_KNEE,
    ArmSetting,
    LegSetting,
    Posture,
    blend,
    hip_above_ankle,
    pelvis_over,
    standing,
)
from samples.mannequin.scenes.motion import Event, Moment, Motion, moment, sway
from samples.mannequin.skeleton import Side
from samples.mannequin.vectors import ease, turn_z

GRAVITY = 9.81
FREE_LEG = LegSetting(0.15, y=0.44, z=-0.28, pitch=-60.0)
ARMS_OUT = ArmSetting(flexion=5.0, abduction=13.0, elbow=16.0)


@dataclass(frozen=True, slots=True)
class Support:
    """How the weight is carried on one leg; angles in degrees.

    `pelvic_drop` lowers the free side, `side_lean` is towards the standing leg, `knee_in` turns the
    standing knee inward, and `free` is the lifted leg, x counted outward.
    """

    side: Side
    knee_flexion: float
    hip_out: float
    pelvic_drop: float = 0.0
    trunk_lean: float = 0.0
    side_lean: float = 0.0
    knee_in: float = 0.0
    free: LegSetting = FREE_LEG


def on_one_leg(support: Support) -> Posture:
    """Weight on one leg, the other foot lifted behind."""
    side, free = support.side, support.free
    sign = 1.0 if side == "left" else -1.0
    stance = LegSetting(sign * STANCE_HALF_M, knee_in=support.knee_in)
    free = replace(free, x=-sign * free.x)
    frame = turn_z(sign * support.pelvic_drop)
    pelvis = pelvis_over(side, stance, support.knee_flexion, support.hip_out, frame)
    return Posture(
        left=stance if side == "left" else free,
        right=free if side == "left" else stance,
        pelvis_x=pelvis[0],
        pelvis_y=pelvis[1],
        pelvis_z=pelvis[2],
        pelvic_drop=sign * support.pelvic_drop,
        trunk_lean=support.trunk_lean,
        side_lean=sign * support.side_lean,
        left_arm=ARMS_OUT,
        right_arm=ARMS_OUT,
    )


@dataclass(frozen=True, slots=True)
class Stance:
    """How somebody stands on one leg; a touchdown puts the free foot down for a moment."""

    side: Side = "left"
    side_lean: float = 0.0
    pelvic_drop: float = 1.5
    hip_out: float = 3.0
    two_legs_s: float = 2.2
    hold_s: float = 10.8
    touchdown_after_s: float | None = None
    move_s: float = 0.6
    end_s: float = 0.4


def single_leg_stance(stance: Stance) -> Motion:
    """Two legs, lift one, hold, put it down."""
    lifted = stance.two_legs_s + stance.move_s
    down = lifted + stance.hold_s

    def share(time_s: float) -> float:
        up = ease((time_s - stance.two_legs_s) / stance.move_s)
        up -= ease((time_s - down) / stance.move_s)
        if stance.touchdown_after_s is not None:
            past = abs(time_s - lifted - stance.touchdown_after_s) / 0.5
            up *= 1 - ease(2 - 2 * past) if past < 1 else 1.0
        return up

    def at(time_s: float) -> Moment:
        drift = sway(time_s)
        goal = on_one_leg(
            Support(
                stance.side,
                4.0,
                stance.hip_out + drift * 30,
                stance.pelvic_drop,
                side_lean=stance.side_lean + drift * 60,
            )
        )
        posture = blend(standing(trunk_lean=drift * 30), goal, share(time_s))
        return moment(posture)

    return Motion(down + stance.move_s + stance.end_s, at)


@dataclass(frozen=True, slots=True)
class Landing:
    """How somebody hops from two legs and lands on one; all angles in degrees.

    `fppa` is the frontal knee angle when the knee is bent most.
    """

    sides: tuple[Side, ...] = ("left", "right")
    knee_at_contact: float = 28.0
    knee_peak: float = 62.0
    knee_hold: float = 18.0
    fppa: float = 2.0
    hip_out: float = 3.0
    pelvic_drop: float = 2.0
    side_lean: float = 1.0
    free: LegSetting = FREE_LEG
    trunk_at_contact: float = 11.0
    trunk_lowest: float = 20.0
    two_legs_s: float = 2.3
    crouch_s: float = 0.45
    push_s: float = 0.20
    flight_s: float = 0.26
    absorb_s: float = 0.20
    recover_s: float = 0.55
    hold_s: float = 2.4  # from contact until the free foot comes down
    down_s: float = 0.5
    between_s: float = 0.9

    @property
    def contact_s(self) -> float:
        """From the start of a trial to the contact."""
        return self.crouch_s + self.push_s + self.flight_s

    @property
    def trial_s(self) -> float:
        """From the start of a trial to the start of the next."""
        return self.contact_s + self.hold_s + self.down_s + self.between_s


def single_leg_landing(landing: Landing) -> Motion:
    """Stand, then one trial for each side named: crouch, hop, land, hold, step down."""
    starts = [landing.two_legs_s + i * landing.trial_s for i in range(len(landing.sides))]
    events: list[Event] = []
    for start, side in zip(starts, landing.sides, strict=True):
        off = start + landing.crouch_s + landing.push_s
        events += [Event(off, "left", "toe-off"), Event(off, "right", "toe-off")]
        events.append(Event(start + landing.contact_s, side, "contact"))

    def at(time_s: float) -> Moment:
        drift = sway(time_s, 0.7)
        index = int((time_s - landing.two_legs_s) // landing.trial_s)
        posture = standing(trunk_lean=drift * 30)
        if time_s >= landing.two_legs_s and index < len(starts):
            posture = _trial(landing, landing.sides[index], time_s - starts[index])
        return moment(replace(posture, side_lean=posture.side_lean + drift * 40))

    return Motion(landing.two_legs_s + len(starts) * landing.trial_s - 0.3, at, tuple(events))


def _trial(landing: Landing, side: Side, past: float) -> Posture:
    two_legs = standing()
    crouched = standing(38.0, trunk_lean=18.0)
    ready = standing(8.0, trunk_lean=landing.trunk_at_contact * 0.8)
    if past < landing.crouch_s:
        posture = standing(ease(past / landing.crouch_s, STRAIGHT_KNEE, 38.0))
        crouch: Posture = blend(two_legs, crouched, ease(past / landing.crouch_s))
        return replace(crouch, pelvis_y=posture.pelvis_y, pelvis_z=posture.pelvis_z)
    past -= landing.crouch_s
    if past < landing.push_s:
        pushed: Posture = blend(crouched, ready, (past / landing.push_s) ** 1.6)
        return pushed
    past -= landing.push_s
    if past < landing.flight_s:
        return _in_flight(landing, side, ready, past)
    past -= landing.flight_s
    if past < landing.hold_s:
        return _landed(landing, side, past)
    share = ease((past - landing.hold_s) / landing.down_s)
    stepping: Posture = blend(_landed(landing, side, landing.hold_s), two_legs, share)
    return stepping


def _in_flight(landing: Landing, side: Side, ready: Posture, past: float) -> Posture:
    """A ballistic hop; the landing leg hangs, the other is drawn up."""
    landed, share = _landed(landing, side, 0.0), past / landing.flight_s
    flying: Posture = blend(ready, landed, ease(share))
    drop = landed.pelvis_y - ready.pelvis_y
    speed = drop / landing.flight_s + GRAVITY * landing.flight_s / 2
    height = ready.pelvis_y + speed * past - GRAVITY * past**2 / 2
    lift = 0.085 * 4 * share * (1 - share)
    hanging = {
        name: replace(leg, y=leg.y + lift, pitch=leg.pitch - 14 * np.sin(np.pi * share))
        for name, leg in (("left", flying.left), ("right", flying.right))
    }
    return replace(flying, pelvis_y=height, left=hanging["left"], right=hanging["right"])


def _landed(landing: Landing, side: Side, past: float) -> Posture:
    """The knee gives quickly, then comes back; the free leg goes on rising a little."""
    sinking = min(past / landing.absorb_s, 1.0)
    given = 1 - (1 - sinking) ** 2
    back = ease((past - landing.absorb_s) / landing.recover_s)
    knee = landing.knee_at_contact + (landing.knee_peak - landing.knee_at_contact) * given
    knee += (landing.knee_hold - knee) * back
    lean = landing.trunk_at_contact + (landing.trunk_lowest - landing.trunk_at_contact) * given
    lean += (4.0 - lean) * back
    settled = on_one_leg(
        Support(
            side,
            knee,
            landing.hip_out,
            landing.pelvic_drop,
            lean,
            landing.side_lean,
            knee_in_for(landing.fppa, landing.knee_peak),
            landing.free,
        )
    )
    rising = 0.10 * (1 - ease(past / 0.35))
    if side == "left":
        return replace(settled, right=replace(settled.right, y=settled.right.y - rising))
    return replace(settled, left=replace(settled.left, y=settled.left.y - rising))


def knee_in_for(fppa: float, knee_flexion: float) -> float:
    """How far the knee must point inward for this frontal angle at this knee flexion.

    The knee lies off the line from hip to ankle by the height of the triangle of thigh and shank;
    turning that height inward shows as the frontal angle.
    """
    hip = hip_above_ankle(knee_flexion)
    half = float(np.linalg.norm(hip)) / 2
    off_line = half * np.tan(np.radians(knee_flexion / 2))
    inward = half * np.tan(np.radians(fppa) / 2)
    return float(np.degrees(np.arcsin(np.clip(inward / off_line, -0.95, 0.95))))
