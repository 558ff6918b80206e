"""Scenes reach the true parameters they promise, when they promise them."""

import numpy as np
import pytest

from samples.mannequin.scenes.one_leg import (
    Landing,
    Stance,
    single_leg_landing,
    single_leg_stance,
)
from samples.mannequin.scenes.wall import WallAngel, WallStand, wall_angel, wall_posture
from samples.mannequin.skeleton import ANKLE_HEIGHT


def series(motion, name, start, end, step=1 / 60):
    return np.array([motion.at(t).parameters[name] for t in np.arange(start, end, step)])


def joint(motion, name, time_s):
    return motion.at(time_s).skeleton.joints[name]


def test_somebody_at_the_wall_steps_away_and_stands_still_again():
    stand = WallStand(step_m=0.3)
    motion = wall_posture(stand)
    end = motion.duration_s - 0.01
    moved = joint(motion, "left_heel", end)[2] - joint(motion, "left_heel", 1.0)[2]
    assert moved == pytest.approx(0.3, abs=1e-6)
    still = [joint(motion, "left_heel", t)[2] for t in np.arange(end - 3.5, end, 0.1)]
    assert np.ptp(still) == pytest.approx(0.0, abs=1e-9)


def test_head_stays_forward_and_its_change_after_the_step_is_what_was_set():
    motion = wall_posture(WallStand(head_forward_m=0.05, head_forward_change_m=0.04))
    assert series(motion, "head_forward_m", 0.5, 3.5).mean() == pytest.approx(0.05, abs=0.003)
    assert series(motion, "head_forward_m", 6.5, 9.5).mean() == pytest.approx(0.09, abs=0.003)


def test_wall_angel_starts_at_right_angles_and_ends_with_the_thumbs_together():
    angel = WallAngel()
    motion = wall_angel(angel)
    start = motion.at(angel.stand_s + angel.raise_s + 0.3).parameters
    assert start["elbow_left_deg"] == pytest.approx(angel.start_elbow, abs=4)
    assert 84 <= start["shoulder_left_deg"] <= 98
    at_top = angel.stand_s + angel.raise_s + angel.start_s + angel.move_s + angel.top_s / 2
    top = motion.at(at_top).parameters
    assert top["thumb_gap_m"] < 0.03
    assert top["elbow_left_deg"] > 170
    assert top["elbow_right_deg"] == pytest.approx(top["elbow_left_deg"], abs=1)


@pytest.mark.parametrize(("gap", "elbow"), [(0.10, 150.0), (0.29, 134.0)])
def test_wall_angel_with_faults_has_the_faults_that_were_set(gap, elbow):
    angel = WallAngel(thumb_gap_m=gap, elbow_at_top=elbow, hands_apart=0.0)
    at_top = angel.stand_s + angel.raise_s + angel.start_s + angel.move_s + angel.top_s / 2
    top = wall_angel(angel).at(at_top).parameters
    assert top["thumb_gap_m"] == pytest.approx(gap, abs=0.02)
    assert top["elbow_left_deg"] == pytest.approx(elbow, abs=2)


def test_wall_angel_counts_its_repetitions():
    angel = WallAngel(reps=3)
    motion = wall_angel(angel)
    wrist = [joint(motion, "left_wrist", t)[1] for t in np.arange(0, motion.duration_s, 0.05)]
    high = np.array(wrist) > 1.85
    assert np.count_nonzero(np.diff(high.astype(int)) == 1) == 3


@pytest.mark.parametrize("side", ["left", "right"])
def test_landing_bends_the_knee_from_contact_to_its_peak(side):
    landing = Landing(sides=(side,), knee_at_contact=28, knee_peak=62, fppa=20, hip_out=0)
    motion = single_leg_landing(landing)
    contact = next(event for event in motion.events if event.kind == "contact")
    knee = series(motion, f"knee_flexion_{side}_deg", contact.time_s, contact.time_s + 0.6)
    assert contact.side == side
    assert knee[0] == pytest.approx(28, abs=1)
    assert knee.max() == pytest.approx(62, abs=1)
    fppa = series(motion, f"fppa_{side}_deg", contact.time_s, contact.time_s + 0.6)
    assert fppa.max() == pytest.approx(20, abs=1.5)


def test_landing_foot_is_in_the_air_before_contact_and_still_after_it():
    landing = Landing()
    motion = single_leg_landing(landing)
    for event in motion.events:
        if event.kind == "contact":
            name = f"{event.side}_ankle"
            assert joint(motion, name, event.time_s - 0.05)[1] > ANKLE_HEIGHT + 0.01
            after = [joint(motion, name, event.time_s + t) for t in (0.0, 0.3, 1.0, 1.9)]
            np.testing.assert_allclose(after, np.tile(after[0], (4, 1)), atol=1e-3)


def test_landing_is_stable_sideways_for_a_second_and_a_half():
    motion = single_leg_landing(Landing())
    contact = next(event for event in motion.events if event.kind == "contact")
    times = np.arange(contact.time_s + 0.5, contact.time_s + 2.0, 0.02)
    hips = np.array([joint(motion, "midhip", t)[0] for t in times])
    assert np.abs(np.gradient(hips, 0.02)).max() < 0.03 * 1.5


def test_one_legged_stance_holds_the_lean_that_was_set_and_the_foot_up():
    stance = Stance(side="right", side_lean=15.0)
    motion = single_leg_stance(stance)
    lean = series(motion, "trunk_side_lean_left_deg", 4.0, 12.0, 0.1)
    assert lean.mean() == pytest.approx(-15.0, abs=0.3)
    assert joint(motion, "left_ankle", 6.0)[1] > ANKLE_HEIGHT + 0.3
    assert joint(motion, "left_ankle", 1.0)[1] == pytest.approx(ANKLE_HEIGHT)


def test_a_touchdown_puts_the_free_foot_on_the_floor_early():
    motion = single_leg_stance(Stance(touchdown_after_s=5.0))
    touched = 2.2 + 0.6 + 5.0
    assert joint(motion, "right_ankle", touched)[1] == pytest.approx(ANKLE_HEIGHT, abs=0.01)
    assert joint(motion, "right_ankle", touched + 1.0)[1] > ANKLE_HEIGHT + 0.3


def test_nobody_stands_frozen():
    for motion in (wall_posture(WallStand()), single_leg_stance(Stance()), wall_angel(WallAngel())):
        first, second = motion.at(0.5).skeleton.landmarks(), motion.at(1.5).skeleton.landmarks()
        assert 1e-4 < np.abs(first - second).max() < 0.02
