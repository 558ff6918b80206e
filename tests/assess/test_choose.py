"""Which check a recording shows."""

import pytest

from posecheck.assess.choose import Evidence, choose, second_guess
from posecheck.checks import discover
from posecheck.run.judging import SURE, UNKNOWN

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
        ("hip-roll", {"postures": {"lying": 1.0, "tabletop": 0.9}}),
        (
            "clam",
            {
                "view": "front",
                "postures": {"lying": 1, "side-lying": 1, "side-plank": 1, "clam": 0.4},
            },
        ),
        ("windmill", {"postures": {"windmill": 0.2, "hinged": 0.3, "bent": 0.5}}),
        ("windmill", {"view": "front", "postures": {"windmill": 0.1}}),
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


@pytest.mark.parametrize(
    ("expected", "postures"),
    [
        ("prone-arm-leg-lift", {"reaching": 0.9, "leg-only": 0.3}),
        ("glute-lift", {"reaching": 0.0, "leg-only": 0.3}),
        ("locust", {"reaching": 0.0, "lifted": 0.7}),
    ],
)
def test_lifts_face_down_are_told_apart_by_the_arms_and_what_is_lifted(expected, postures):
    face_down = {"lying": 1.0, "prone": 1.0, **postures}
    check, _ = choose(
        CHECKS.values(), Evidence(**{"view": "side-left", **NOTHING, "postures": face_down})
    )
    assert check.id == expected


@pytest.mark.parametrize(
    ("first", "second", "seen"),
    [
        ("wall-posture", "neutral-pelvis", {"still": 0.8}),
        (
            "sitting-posture",
            "belly-breathing",
            {"standing": 0.0, "still": 0.8, "postures": {"seated": 1.0}},
        ),
        ("walking-posture", "running", {"view": "back", "nearing": True}),
    ],
)
def test_what_looks_alike_is_named_as_two_guesses_without_being_sure(first, second, seen):
    evidence = Evidence(**{"view": "side-left", **NOTHING, **seen})
    check, sure = choose(CHECKS.values(), evidence)
    assert check.id == first
    assert second_guess(CHECKS.values(), evidence).id == second
    assert UNKNOWN <= sure < SURE


def test_a_step_between_two_stands_is_the_wall_posture_for_sure():
    evidence = Evidence(**{"view": "side-left", **NOTHING, "still": 0.8, "stepped": True})
    check, sure = choose(CHECKS.values(), evidence)
    assert check.id == "wall-posture"
    assert sure >= SURE


@pytest.mark.parametrize(
    "seen", [{}, {"arms_up": 0.2}, {"goalpost": 0.1}, {"view": "oblique", "standing": 0.8}]
)
def test_somebody_who_stands_facing_the_camera_and_does_nothing_known_is_not_known(seen):
    _, sure = choose(CHECKS.values(), Evidence(**{"view": "front", **NOTHING, **seen}))
    assert sure < UNKNOWN


def test_a_photo_that_looks_like_a_stretch_may_be_a_moment_of_anything():
    postures = {"side-bent": 1.0}
    photo = Evidence(**{"view": "front", **NOTHING, "seconds": 0.0, "postures": postures})
    assert choose(CHECKS.values(), photo)[1] < UNKNOWN


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
