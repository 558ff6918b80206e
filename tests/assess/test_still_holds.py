"""Still holds, frame by frame."""

import math

from posecheck.assess.phase import NO_REP
from posecheck.assess.still_holds import StillHolds
from posecheck.body import MID_HIP, NEAR
from posecheck.geometry.measure import AHEAD, UP, Axis, place

PLACE = place(NEAR.heel, "picture", Axis(AHEAD.x, AHEAD.y, "S"), "heel place")
HEIGHT = place(MID_HIP, "picture", Axis(UP.x, UP.y, "S"), "hip height")
HOLDS = StillHolds(places=(PLACE, HEIGHT))
FPS = 30


def walked(engine, rows, fps=FPS):
    """Phases and repetitions of rows (T, drivers), and the repetitions in the end."""
    walker = engine.begin()
    steps = [walker.step(i / fps, list(row)) for i, row in enumerate(rows)]
    return [phase for phase, _ in steps], [rep for _, rep in steps], walker.reps()


def test_still_here_and_still_a_step_away():
    rows = [(50.0, 55.0)] * 60 + [(50.0 + i, 55.0) for i in range(20)] + [(70.0, 55.0)] * 60
    phases, reps, _ = walked(HOLDS, rows)
    assert phases[29] == 0  # less than a second
    assert phases[45] == 1
    assert set(phases[66:105]) == {0}
    assert set(phases[-20:]) == {2}
    assert set(reps) == {NO_REP}


def test_a_small_shuffle_is_the_same_place():
    rows = [(50.0, 55.0)] * 60 + [(53.0, 55.0)] * 60
    assert walked(HOLDS, rows)[0][-1] == 1


def test_back_home_is_home_again():
    rows = [(50.0, 55.0)] * 60 + [(70.0, 55.0)] * 60 + [(50.5, 55.0)] * 60
    assert walked(HOLDS, rows)[0][-1] == 1


def test_breathing_and_swaying_is_still_but_walking_is_not():
    swaying = [(50 + 0.4 * math.sin(i / 9), 55.0) for i in range(90)]
    walking = [(50 + i * 0.1, 55.0) for i in range(90)]
    assert walked(HOLDS, swaying)[0][-1] == 1
    assert set(walked(HOLDS, walking)[0]) == {0}


def test_any_place_that_wanders_is_no_hold():
    rows = [(50.0, 55.0 + i * 0.1) for i in range(90)]
    assert set(walked(HOLDS, rows)[0]) == {0}


def test_a_gap_begins_afresh():
    rows = [(50.0, 55.0)] * 60 + [(math.nan, 55.0)] + [(50.0, 55.0)] * 40
    phases = walked(HOLDS, rows)[0]
    assert set(phases[60:89]) == {0}
    assert phases[-1] == 1


def test_slow_cameras_are_no_different():
    assert walked(HOLDS, [(50.0, 55.0)] * 12, fps=5)[0][-1] == 1


def test_a_still_picture_shows_the_first_place():
    assert HOLDS.posed([50.0, 55.0]) == (1, None)
