"""Found gait events are paired with true ones, and the runner does what is said of it."""

import numpy as np
import pytest

from samples.mannequin.scenes.running import Run, run_posture
from samples.mannequin.skeleton import interior_angle, solve
from samples.sweep.gait import (
    STRIDE_FRAMES,
    STRIDE_S,
    STYLES,
    Timing,
    by_style,
    summary,
    true_events,
)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: f"{style.speed}-{style.strike}")
def test_the_foot_that_touches_goes_with_the_belt(style):
    run = Run(gait=style.gait)
    step_s = STRIDE_S / STRIDE_FRAMES
    last = int(style.duty * STRIDE_FRAMES)
    skeletons = [solve(run_posture(run, frame / STRIDE_FRAMES).pose()) for frame in range(last)]
    low = np.array(
        [
            min((s.joints["left_heel"], s.joints["left_toe"]), key=lambda joint: joint[1])
            for s in skeletons
        ]
    )
    assert np.ptp(low[:, 1]) < 0.01
    knees = [
        180 - interior_angle(*(s.joints[f"left_{name}"] for name in ("hip", "knee", "ankle")))
        for s in skeletons
    ]
    assert min(knees) > 4, "a leg that is stretched out lifts its foot too soon"
    speed = -np.diff(low[:, 2]) / step_s
    assert np.median(speed) == pytest.approx(style.gait.belt_speed, rel=0.02)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: f"{style.speed}-{style.strike}")
def test_true_events_alternate_and_last_as_long_as_the_duty_says(style):
    events = true_events(style, 4.0)
    left = [event for event in events if event.side == "left"]
    assert [event.kind for event in left[:4]] == ["contact", "toe-off"] * 2
    assert left[1].time_s - left[0].time_s == pytest.approx(style.duty * STRIDE_S)


def test_timings_are_summed_up_by_frame_rate_event_and_foot():
    timings = [
        Timing("slow", "rear", 60, "contact", "near", (4.0, 6.0), 1, 0),
        Timing("fast", "fore", 60, "contact", "near", (8.0, 10.0), 0, 2),
    ]
    [row] = [r for r in summary(timings) if (r["kind"], r["foot"]) == ("contact", "near")]
    assert (row["n"], row["bias_ms"], row["missed"], row["extra"]) == (4, 7.0, 1, 2)
    [slow] = [
        r
        for r in by_style(timings, 60)
        if (r["speed"], r["strike"], r["kind"]) == ("slow", "rear", "contact")
    ]
    assert slow["bias_ms"] == 5.0
