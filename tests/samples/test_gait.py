"""Contacts and toe-offs of the runner are exact, because the foot is locked to the belt."""

from itertools import pairwise

import numpy as np
import pytest

from samples.mannequin.scenes.gait import Gait, left_leg
from samples.mannequin.scenes.running import Run, run_posture, running
from samples.mannequin.skeleton import solve

GAIT = Gait()


RUN = Run()


def joints_at(phase, run=RUN):
    return solve(run_posture(run, phase).pose()).joints


@pytest.mark.parametrize("speed", [2.2, 2.5])
@pytest.mark.parametrize("side", ["left", "right"])
def test_foot_in_stance_moves_backward_at_the_speed_of_the_belt(side, speed):
    run = Run(gait=Gait(belt_speed=speed))
    start = 0.0 if side == "left" else 0.5
    phases = np.linspace(0.001, run.gait.duty - 0.001, 40)
    flat_until = 0.42 * run.gait.duty
    for first, second in pairwise(phases):
        point = "heel" if second < flat_until else "toe"
        name = f"{side}_{point}"
        before, after = joints_at(start + first, run)[name], joints_at(start + second, run)[name]
        moved = (after - before) / ((second - first) * run.gait.stride_s)
        assert moved[2] == pytest.approx(-speed, abs=0.02)
        assert moved[1] == pytest.approx(0.0, abs=0.02)


def test_a_foot_is_on_the_belt_in_stance_and_off_it_in_swing():
    heel, toe = 0.029, 0.023
    for phase in np.linspace(0.0, 0.999, 150):
        joints = joints_at(phase)
        lift = min(joints["left_heel"][1] - heel, joints["left_toe"][1] - toe)
        if phase <= GAIT.duty:
            assert lift == pytest.approx(0.0, abs=0.002)
        elif GAIT.duty + 0.02 < phase < 0.98:
            assert lift > 0.002


def test_both_feet_are_in_the_air_between_the_stances():
    phase = (GAIT.duty + 0.5) / 2
    joints = joints_at(phase)
    for side in ("left", "right"):
        assert min(joints[f"{side}_heel"][1], joints[f"{side}_toe"][1]) > 0.05


def test_knee_bends_as_a_runner_bends_it():
    knees = []
    for phase in np.linspace(0, 0.99, 100):
        joints = joints_at(phase)
        thigh, shank = (
            joints["left_hip"] - joints["left_knee"],
            joints["left_ankle"] - joints["left_knee"],
        )
        cos = thigh @ shank / np.linalg.norm(thigh) / np.linalg.norm(shank)
        knees.append(180 - np.degrees(np.arccos(cos)))
    stance = knees[: int(GAIT.duty * 100)]
    assert knees[0] == pytest.approx(GAIT.knee_at_contact, abs=2)
    assert 41 <= max(stance) <= 47
    assert 95 <= max(knees) <= 110


def test_hips_bounce_by_what_was_set_and_the_leg_never_jumps():
    phases = np.linspace(0, 1, 400)
    heights = [GAIT.pelvis(phase)[1] for phase in phases]
    assert np.ptp(heights) == pytest.approx(GAIT.bounce_m, abs=1e-3)
    ankles = np.array([left_leg(GAIT, phase)[0] for phase in phases])
    steps = np.linalg.norm(np.diff(ankles, axis=0), axis=1)
    assert steps.max() < 8.5 * GAIT.stride_s / 400  # m/s: no runner's foot is faster


def test_right_leg_does_half_a_stride_later_what_the_left_leg_does():
    for phase in (0.1, 0.4, 0.7):
        left, right = GAIT.leg("left", phase), GAIT.leg("right", phase + 0.5)
        assert right.x == pytest.approx(-left.x)
        assert right.y == pytest.approx(left.y)
        assert right.z == pytest.approx(left.z)


def test_events_follow_cadence_and_duty_and_lie_inside_the_run():
    motion = running(Run(stand_s=2.0, run_s=6.0))
    contacts = [event for event in motion.events if event.kind == "contact"]
    gaps = np.diff([event.time_s for event in contacts])
    np.testing.assert_allclose(gaps, 60 / GAIT.cadence_spm)
    assert [event.side for event in contacts[:2]] != ["left", "left"]
    assert all(2.0 < event.time_s < motion.duration_s for event in motion.events)
    lefts = [event for event in motion.events if event.side == "left"]
    for one, other in pairwise(lefts):
        if one.kind == "contact":
            assert other.kind == "toe-off"
            span = other.time_s - one.time_s
            assert span == pytest.approx(GAIT.duty * GAIT.stride_s)


def test_events_are_where_the_moving_foot_meets_the_belt():
    motion = running(Run(run_s=3.0))
    for event in motion.events:
        if event.kind == "contact":
            at = motion.at(event.time_s).skeleton.joints[f"{event.side}_heel"]
            before = motion.at(event.time_s - 0.01).skeleton.joints[f"{event.side}_heel"]
            assert at[1] == pytest.approx(0.029, abs=1e-3)
            assert before[1] > at[1] + 0.002


def test_lean_of_a_runner_is_what_was_set_and_the_stander_before_is_upright():
    motion = running(Run(stand_s=2.0, run_s=4.0, trunk_lean=8.5, lean_range=0.0))
    assert motion.at(5.0).parameters["trunk_lean_deg"] == pytest.approx(8.5, abs=0.1)
    assert motion.at(1.0).parameters["trunk_lean_deg"] == pytest.approx(0.0, abs=0.3)
