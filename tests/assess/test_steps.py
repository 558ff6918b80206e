"""The steps of a run as repetitions."""

from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest

from posecheck.assess.gait import GaitEvent
from posecheck.assess.steps import GaitPhases, steps_of

TIMES = np.arange(0, 3, 0.01)
STRIDE, CONTACT = 0.7, 0.25


def events(feet=("left", "right"), strides=3):
    found = []
    for foot in feet:
        for i in range(strides):
            begin = 0.1 + i * STRIDE + (0.35 if foot == "right" else 0.0)
            found.append(GaitEvent(begin, foot, "contact"))
            found.append(GaitEvent(begin + CONTACT, foot, "toe-off"))
    return SimpleNamespace(events=tuple(sorted(found, key=lambda event: event.time_s)))


def hip_height(lowest_after=0.1):
    return np.abs((TIMES - 0.1 - lowest_after) % 0.35)


def test_steps_follow_one_another_whatever_the_foot():
    steps = steps_of(events(), hip_height(), TIMES, None)
    assert [step.side for step in steps] == ["left", "right"] * 3
    assert [step.index for step in steps] == list(range(6))
    assert all(a.start_s < b.start_s for a, b in pairwise(steps))


def test_side_on_only_the_near_foot_counts():
    assert {step.side for step in steps_of(events(), hip_height(), TIMES, "right")} == {"right"}


def test_a_step_has_its_moments_and_stretches():
    first = steps_of(events(), hip_height(), TIMES, None)[0]
    assert first.marks["contact"] == pytest.approx(0.1)
    assert first.marks["toe-off"] == pytest.approx(0.35)
    assert first.marks["loading"] == pytest.approx(0.1 + 0.065 * CONTACT)
    assert first.marks["midstance"] == pytest.approx(0.2, abs=0.011)
    assert first.spans["stance"] == pytest.approx((0.1, 0.35))
    assert first.spans["stride"] == pytest.approx((0.1, 0.8))
    assert first.spans["load"] == pytest.approx((0.1, 0.25))
    assert first.facts["contact-time"] == pytest.approx(250)
    assert (first.start_s, first.end_s) == pytest.approx((0.1, 0.8))


def test_the_last_step_has_no_stride():
    last = steps_of(events(("left",)), hip_height(), TIMES, None)[-1]
    assert "stride" not in last.spans
    assert last.end_s == last.marks["toe-off"]


def test_a_contact_without_its_toe_off_is_no_step():
    lonely = SimpleNamespace(events=(GaitEvent(0.1, "left", "contact"),))
    assert steps_of(lonely, hip_height(), TIMES, None) == ()
    late = SimpleNamespace(
        events=(GaitEvent(0.1, "left", "contact"), GaitEvent(0.9, "left", "toe-off"))
    )
    assert steps_of(late, hip_height(), TIMES, None) == ()


def test_hips_that_were_not_seen_have_no_midstance():
    step = steps_of(events(), np.full(len(TIMES), np.nan), TIMES, None)[0]
    assert "midstance" not in step.marks


def test_nothing_is_told_frame_by_frame():
    engine = GaitPhases()
    walker = engine.begin()
    assert walker.step(0.0, []) == (0, -1)
    assert walker.reps() == ()
    assert engine.posed([]) == (0, None)
