import numpy as np
import pytest

from posecheck.detect.scene import survey
from tests.detect.people import ASPECT, person, walk

ROWS = (2, 12, 22, 32)
TIME_S = np.arange(40) / 10


def scene(track_xs, *people_xs, wanted=None, **more):
    sightings = {row: [person(x) for x in people_xs] for row in ROWS}
    return survey(TIME_S, walk(track_xs, **more), ASPECT, sightings, wanted)


def test_a_single_person_is_the_subject_in_every_frame():
    alone = scene([0.5] * 40, 0.5)
    assert (len(alone.people), alone.subject) == (1, 0)
    assert alone.sure.all()
    assert not alone.astray().any()


def test_nobody_is_no_subject_and_nothing_unsure():
    empty = scene([None] * 40)
    assert empty.subject is None
    assert not empty.found.any()
    assert empty.sure.all()
    assert not empty.astray().any()


def test_a_track_that_no_look_confirms_is_believed_where_nobody_else_is_seen():
    short = survey(TIME_S, walk([None] * 5 + [0.5] * 5 + [None] * 30), ASPECT, {2: [], 12: []})
    assert short.sure.all()


def test_of_two_people_the_central_one_is_the_subject_unless_another_is_wanted():
    assert scene([0.75] * 40, 0.1, 0.75).subject == 1
    assert scene([0.75] * 40, 0.1, 0.75, wanted=0).subject == 0


def test_a_track_on_the_other_is_astray_and_not_sure():
    wrong = scene([0.1] * 40, 0.1, 0.75)
    assert wrong.astray()[ROWS[0] : ROWS[-1]].all()
    assert not wrong.sure.any()


def test_a_second_attempt_that_finds_the_subject_is_sure():
    wrong = scene([0.1] * 40, 0.1, 0.75)
    right = wrong.retracked(walk([0.75] * 40))
    assert right.sure.all()
    assert right.subject == wrong.subject


def test_the_subjects_path_comes_first():
    first, second = scene([0.75] * 40, 0.1, 0.75).paths()
    assert first.at(1.0).centre[0] == pytest.approx(0.75)
    assert second.at(1.0).centre[0] == pytest.approx(0.1)
