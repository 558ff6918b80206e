"""What is swept before a camera in front or behind."""

from __future__ import annotations

from samples.sweep.bodies import (
    angel_with,
    hand_across,
    hip_outward,
    knee_inward,
    leaning_on_one_leg,
    leaning_sideways,
    shrugging_at_start,
)
from samples.sweep.movement import Sweep

FRONTAL: tuple[Sweep, ...] = (
    *(
        Sweep(
            f"side-lean-{view}",
            f"Trunk leaning sideways, from the {view}",
            view,
            -10.0,
            10.0,
            leaning_sideways,
            (
                "single-leg-landing/lean to the {side} change",
                "wall-angel/side lean change",
                "wall-posture/shoulder line",
                "walking-posture/side lean",
            ),
            "single-leg-landing/lean to the {side} change",
        )
        for view in ("front", "back")
    ),
    *(
        Sweep(
            f"one-leg-lean-{view}",
            f"Trunk leaning sideways on one leg, from the {view}",
            view,
            -10.0,
            10.0,
            leaning_on_one_leg,
            (
                "single-leg-landing/lean to the {side} change",
                "single-leg-stance/lean to the {side} change",
                "single-leg-squat/lean to the {side} change",
            ),
            "single-leg-landing/lean to the {side} change",
            wide=False,
        )
        for view in ("front", "back")
    ),
    *(
        Sweep(
            f"knee-in-{view}",
            f"Knee falling inward on one leg, from the {view}",
            view,
            -10.0,
            35.0,
            knee_inward,
            (
                "single-leg-landing/{side} knee in",
                "single-leg-landing/{side} knee inside toes",
                "single-leg-landing/{side} knee beside ankle",
                "single-leg-squat/{side} knee in",
                "single-leg-squat/{side} knee inside toes",
            ),
        )
        for view in ("front", "back")
    ),
    *(
        Sweep(
            f"hip-out-{view}",
            f"Hips moving over and past the foot, from the {view}",
            view,
            -8.0,
            14.0,
            hip_outward,
            (
                "single-leg-landing/hips past {side} ankle",
                "single-leg-stance/hips past {side} ankle",
                "running/{side} heel from middle",
                "running/{side} thigh inwards",
            ),
        )
        for view in ("front", "back")
    ),
    Sweep(
        "start-elbow",
        "Elbow at the start of a wall angel",
        "front",
        60.0,
        120.0,
        angel_with(0.0)("start_elbow"),
        (
            "wall-angel/{side} elbow angle",
            "wall-angel/{side} forearm from vertical",
            "wall-angel/{side} wrist above shoulders",
        ),
        tall=True,
    ),
    Sweep(
        "start-shoulder",
        "Shoulder at the start of a wall angel",
        "front",
        60.0,
        120.0,
        angel_with(0.0)("start_shoulder"),
        ("wall-angel/{side} shoulder angle",),
        tall=True,
    ),
    Sweep(
        "top-elbow",
        "Elbow at the top of a wall angel",
        "front",
        125.0,
        184.0,
        angel_with(1.0, thumb_gap_m=0.10, hands_apart=0.0)("elbow_at_top"),
        ("wall-angel/{side} elbow angle",),
        tall=True,
        wide=False,
    ),
    Sweep(
        "thumbs",
        "Thumbs parting overhead",
        "front",
        0.01,
        0.31,
        angel_with(1.0, elbow_at_top=160.0, hands_apart=0.0)("thumb_gap_m"),
        ("wall-angel/thumb gap",),
        tall=True,
    ),
    Sweep(
        "shrug-front",
        "Shoulders rising at the start of a wall angel",
        "front",
        0.0,
        0.05,
        shrugging_at_start,
        ("wall-angel/neck length",),
        tall=True,
    ),
    Sweep(
        "arm-across",
        "Hand crossing the chest",
        "front",
        -0.20,
        0.10,
        hand_across,
        ("running/{side} wrist across",),
    ),
)
