"""Judgements made up by hand, as an assessor would give them, for what is shown to people."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timezone

import numpy as np

from posecheck.assess.results import (
    CriterionResult,
    EventResult,
    Frames,
    GaitResult,
    Judgement,
    PartResult,
    RepResult,
    RollResult,
    ViewResult,
    Worst,
)
from posecheck.feedback.files import About, SourceFile
from posecheck.track import Track

FPS = 60.0
COUNT = 240
STEP_S = 0.36

ABOUT = About(
    source=SourceFile("run.mp4", "ab" * 32, 1280, 720, COUNT, COUNT / FPS, FPS, "container"),
    model_name="pose_landmarker_full",
    model_sha256="cd" * 32,
    filter_name="clip: Butterworth zero-phase 6 Hz, legs 12 Hz",
    version="0.1.0",
    settings={"check": "auto", "roll": None, "time_scale": 1.0},
    created=datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc),
)


def criterion(key: str, title: str, **changes) -> CriterionResult:
    """A good criterion about a lean, changed as asked for."""
    usual = CriterionResult(
        id=key,
        title=title,
        side=None,
        required=True,
        unit="deg",
        value=7.4,
        uncertainty=2.5,
        verdict="good",
        label=None,
        reason=None,
        explanation=None,
        coverage=0.97,
        good=(4.0, 12.0),
        fault=(2.0, 16.0),
        worst=Worst(1.25, 9.1),
        parts=(),
        cue="Lean a little from the ankles, as if into a light breeze.",
        meaning="How far the line from hip to shoulder leans forward from the vertical.",
        trust="The hip point may be off by 3 to 5 cm; standing still first halves the error.",
        sources=("Author A 2020. Runners leaned 7.3 degrees. https://doi.org/10.1000/xyz",),
    )
    return dataclasses.replace(usual, **changes)


RUNNING_CRITERIA = (
    criterion(
        "trunk-lean",
        "Trunk lean",
        value=-1.2,
        verdict="fault",
        worst=Worst(2.0, -3.4),
    ),
    criterion(
        "overstride",
        "Foot ahead of the hips at contact",
        unit="L",
        value=0.165,
        uncertainty=0.03,
        verdict="borderline",
        good=(None, 0.13),
        fault=(None, 0.20),
        worst=Worst(1.1, 0.19),
        cue="Let the foot land nearer to your hips.",
        meaning="How far the heel is ahead of the hips when it lands, in leg lengths.",
    ),
    criterion(
        "knee-peak",
        "Knee bend in stance",
        side="left",
        value=44.0,
        uncertainty=7.0,
        good=(40.0, None),
        fault=(35.0, None),
        worst=Worst(0.7, 41.0),
        cue="Let the knee give a little more as you land.",
        meaning="The largest bend of the knee while the foot is on the ground.",
    ),
    criterion(
        "chest-out",
        "Chest-out pattern",
        unit="",
        value=None,
        uncertainty=None,
        verdict="borderline",
        good=(None, None),
        fault=(None, None),
        parts=(
            PartResult("lean", "Trunk lean", "deg", -1.2, 2.5, (2.0, None), (None, None)),
            PartResult("range", "Trunk movement", "deg", 3.4, 2.0, (3.0, None), (None, None)),
        ),
        cue="Soften your ribs down and breathe low.",
        worst=None,
    ),
    criterion(
        "pelvic-drop",
        "Pelvic drop",
        value=None,
        uncertainty=None,
        verdict="unsure",
        reason="hip-landmarks",
        explanation="The two hip points follow the trunk and not the pelvis.",
        coverage=0.0,
        worst=None,
        good=(None, 5.0),
        fault=(None, 7.0),
    ),
    criterion(
        "step-width",
        "Step width",
        unit="P",
        value=None,
        uncertainty=None,
        verdict="unsure",
        reason="wrong-view",
        explanation="This needs a view from behind.",
        coverage=0.0,
        required=False,
        worst=None,
        good=(0.10, None),
        fault=(0.0, None),
    ),
    criterion(
        "foot-strike",
        "Foot strike",
        value=12.3,
        uncertainty=4.0,
        verdict=None,
        label="rear",
        required=False,
        good=(None, None),
        fault=(None, None),
        cue="",
        worst=None,
    ),
    criterion(
        "cadence",
        "Cadence",
        unit="steps/min",
        value=166.2,
        uncertainty=1.6,
        good=(160.0, 190.0),
        fault=(150.0, None),
        worst=None,
        cue="Take quicker, shorter steps.",
        meaning="Steps a minute.",
    ),
)


def running() -> Judgement:
    """A run from the left, leaning back."""
    events = tuple(
        EventResult(
            round(i * STEP_S + lag, 3),
            "left" if i % 2 == 0 else "right",
            kind,  # type: ignore[arg-type]
        )
        for i in range(11)
        for kind, lag in (("contact", 0.0), ("toe-off", 0.25))
    )
    return Judgement(
        check="running",
        check_title="Running",
        check_chosen_by="auto",
        view=ViewResult("side-left", 0.98),
        roll_deg=RollResult(0.4, "edges", 0.3),
        verdict="fault",
        criteria=RUNNING_CRITERIA,
        reps=(),
        gait=GaitResult(166.2, 11, events),
        not_observable=("Lumbar curve: no landmark lies between shoulder and hip.",),
        warnings=("The clip is short: 11 steps were seen, 14 are needed for a stable mean.",),
        calibration={"S": 0.71, "T": 0.24, "L": 0.40},
    )


def running_frames() -> Frames:
    """What was measured frame by frame in that run."""
    time_s = np.arange(COUNT) / FPS
    swing = 2 * np.pi * time_s / (2 * STEP_S)
    columns = {
        ("trunk-lean", "deg"): -1.2 + 1.5 * np.sin(2 * swing),
        ("overstride", "L"): 0.16 * np.cos(swing),
        ("knee-peak-left", "deg"): 40 + 35 * np.sin(swing),
    }
    values = np.stack(list(columns.values()), axis=1)
    values[50:60] = np.nan
    status = np.ones((COUNT, len(RUNNING_CRITERIA)), dtype=np.int8)
    status[:, 0], status[:, 1] = 3, 2
    status[:, 4:6] = 0
    return Frames(
        time_s=time_s,
        measures=tuple(columns),
        values=values,
        status=status,
        phase=np.ones(COUNT, dtype=np.int8),
        phase_names=("start", "running"),
        rep=np.full(COUNT, -1, dtype=np.int32),
        view=np.full(COUNT, 1, dtype=np.int8),
        view_names=("unknown", "side-left", "side-right"),
    )


def wall_angel() -> Judgement:
    """Three wall angels from the front, the last with bent arms at the top."""
    reps = tuple(
        RepResult(i + 1, None, 0.5 + i, 1.4 + i, v, {"top-reach": top, "symmetry": 3.0 + i})
        for i, (v, top) in enumerate([("good", 171.0), ("borderline", 161.0), ("fault", 139.0)])
    )
    return dataclasses.replace(
        running(),
        check="wall-angel",
        check_title="Wall angel",
        view=ViewResult("front", 1.0),
        criteria=(
            criterion(
                "top-reach",
                "Arms straight at the top",
                value=161.0,
                uncertainty=6.0,
                verdict="borderline",
                good=(165.0, None),
                fault=(150.0, None),
                worst=Worst(2.9, 139.0),
                cue="Straighten all the way up.",
            ),
            criterion(
                "symmetry", "Both arms alike", value=4.0, good=(None, 8.0), fault=(None, 15.0)
            ),
        ),
        verdict="borderline",
        reps=reps,
        gait=None,
    )


def wall_angel_frames() -> Frames:
    """What was measured frame by frame in those wall angels."""
    time_s = np.arange(COUNT) / FPS
    rep = np.full(COUNT, -1, dtype=np.int32)
    for i in range(3):
        rep[int((0.5 + i) * FPS) : int((1.4 + i) * FPS)] = i
    top = 95 + 70 * np.clip(np.sin(np.pi * (time_s - 0.5)), 0, 1)
    status = np.ones((COUNT, 2), dtype=np.int8)
    status[:, 0] = 2
    return Frames(
        time_s=time_s,
        measures=(("top-reach", "deg"), ("symmetry", "deg")),
        values=np.stack([top, np.full(COUNT, 3.5)], axis=1),
        status=status,
        phase=(rep >= 0).astype(np.int8),
        phase_names=("start", "up"),
        rep=rep,
        view=np.full(COUNT, 1, dtype=np.int8),
        view_names=("unknown", "front"),
    )


# Somebody who stands seen from the left, in image heights, y up: landmark -> place.
STANDING = {
    0: (0.80, 0.84), 1: (0.81, 0.86), 2: (0.815, 0.86), 3: (0.82, 0.86), 4: (0.81, 0.86),
    5: (0.81, 0.86), 6: (0.815, 0.86), 7: (0.86, 0.85), 8: (0.855, 0.85), 9: (0.815, 0.82),
    10: (0.81, 0.82), 11: (0.88, 0.74), 12: (0.87, 0.74), 13: (0.90, 0.61), 14: (0.88, 0.61),
    15: (0.86, 0.50), 16: (0.85, 0.50), 17: (0.85, 0.47), 18: (0.84, 0.47), 19: (0.845, 0.47),
    20: (0.835, 0.47), 21: (0.85, 0.48), 22: (0.84, 0.48), 23: (0.89, 0.50), 24: (0.88, 0.50),
    25: (0.87, 0.31), 26: (0.86, 0.31), 27: (0.89, 0.12), 28: (0.88, 0.12), 29: (0.91, 0.10),
    30: (0.90, 0.10), 31: (0.82, 0.09), 32: (0.81, 0.09),
}  # fmt: skip


def standing_track(count: int = COUNT, size_px: tuple[int, int] = (1280, 720)) -> Track:
    """Somebody who stands for a while, with a channel of no doubt."""
    points = np.zeros((count, 33, 4))
    points[..., 3] = 0.98
    for landmark, place in STANDING.items():
        points[:, landmark, :2] = place
    points[..., 0] *= size_px[0] / size_px[1] / (1280 / 720)
    return Track(points, np.arange(count) / FPS, size_px, {"doubt": np.zeros((count, 33))})
