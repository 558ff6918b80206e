"""Which check a recording shows."""

import pytest

from posecheck.assess.choose import Evidence, choose, second_guess
from posecheck.checks import discover

CHECKS = discover()
NOTHING = {
    "running": False,
    "standing": 1.0,
    "still": 0.0,
    "landings": 0,
    "one_leg_s": 0.0,
    "arms_up": 0.0,
    "goalpost": 0.0,
    "seconds": 10.0,
}


@pytest.mark.parametrize(
    ("expected", "seen"),
    [
        ("running", {"view": "side-left", "running": True}),
        ("running", {"view": "back", "running": True, "one_leg_s": 0.3}),
        ("single-leg-landing", {"view": "back", "landings": 3, "one_leg_s": 2.0}),
        ("single-leg-stance", {"view": "front", "one_leg_s": 20.0, "still": 0.1}),
        ("wall-angel", {"view": "front", "arms_up": 0.4, "goalpost": 0.5}),
        ("wall-posture", {"view": "side-right", "still": 0.8}),
        ("wall-posture", {"view": "side-left", "still": 0.0, "seconds": 0.0}),
    ],
)
def test_what_is_plainly_seen_is_chosen(expected, seen):
    check, sure = choose(CHECKS.values(), Evidence(**{**NOTHING, **seen}))
    assert check.id == expected
    assert sure > 0.5


def test_somebody_who_sits_fits_nothing():
    _, sure = choose(CHECKS.values(), Evidence(view="side-left", **{**NOTHING, "standing": 0.0}))
    assert sure < 0.1


@pytest.mark.parametrize(
    ("expected", "seen"),
    [
        ("plank", {"postures": {"lying": 1.0, "plank": 1.0}}),
        ("bridge", {"postures": {"lying": 1.0, "supine": 1.0, "bridge": 0.4}, "one_leg_s": 5.0}),
        ("side-plank", {"view": "front", "postures": {"lying": 1.0, "side-plank": 0.9}}),
        ("single-leg-squat", {"view": "back", "one_leg_s": 12.0, "squats": 3}),
        ("hamstring-stretch", {"postures": {"lying": 1.0, "leg-up": 0.6, "supine": 0.4}}),
        ("hamstring-stretch", {"one_leg_s": 6.0, "postures": {"heel-on-step": 0.6}}),
        ("quad-stretch", {"one_leg_s": 6.0, "postures": {"heel-to-seat": 0.6}}),
        ("hip-flexor-stretch", {"postures": {"half-kneel": 0.6}}),
        ("oblique-stretch", {"view": "front", "postures": {"side-bent": 0.6}}),
        ("seated-glute-stretch", {"standing": 0.3, "postures": {"figure-four": 0.6}}),
        ("ball-back-extension", {"postures": {"lying": 1.0, "on-ball": 0.9, "plank": 0.1}}),
        (
            "ball-reverse-leg-raise",
            {"postures": {"lying": 1.0, "on-ball": 0.7, "hands-down-on-ball": 0.6, "plank": 0.3}},
        ),
    ],
)
def test_what_is_done_on_the_floor_or_on_one_leg_is_told_apart(expected, seen):
    check, sure = choose(CHECKS.values(), Evidence(**{"view": "side-left", **NOTHING, **seen}))
    assert check.id == expected
    assert sure > 0.5


def test_the_second_guess_is_the_next_that_fits_and_none_where_nothing_else_does():
    both = Evidence(**{**NOTHING, "view": "side-left", "still": 0.8, "arms_up": 0.05})
    first, _ = choose(CHECKS.values(), both)
    second = second_guess(CHECKS.values(), both)
    assert second is not None
    assert {first.id, second.id} == {"wall-posture", "wall-angel"}
    alone = Evidence(
        **{
            **NOTHING,
            "view": "side-left",
            "standing": 0.0,
            "postures": {"lying": 1.0, "plank": 1.0},
        }
    )
    assert second_guess(CHECKS.values(), alone) is None
