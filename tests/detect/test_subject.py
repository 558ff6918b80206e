import numpy as np
import pytest

from posecheck.detect.outline import outline, tracklets
from posecheck.detect.subject import Follower, Path, allegiance, path_of, spotlight
from posecheck.detect.survey import Look, Person, find_people
from tests.detect.people import ASPECT, person, walk

FPS = 10
LOOK_ROWS = (2, 12, 22, 32)
WHITE = np.full((100, 150, 3), 255, np.uint8)


def path(xs, times_s):
    seen = outline(walk(xs), ASPECT)
    return Path(np.array(times_s, float), seen.centre, seen.box)


def whose(track_xs, subject_xs, other_xs):
    """Whose the track is, where looks see the subject and the other at these places."""
    time_s = np.arange(len(track_xs)) / FPS
    people = [Person(), Person()]
    looks = []
    for number, row in enumerate(LOOK_ROWS):
        seen = []
        for one, xs in zip(people, (subject_xs, other_xs), strict=True):
            if xs[number] is not None:
                seen.append(outline(person(xs[number]), ASPECT))
                one.add(number, seen[-1], -1)
        looks.append(Look(row, time_s[row], tuple(seen)))
    track = outline(walk(track_xs), ASPECT)
    span = tracklets(track, time_s)
    return allegiance(track, span, time_s, people[0], people[1:], looks)


def lit(picture):
    rows, columns = np.nonzero(picture[..., 0])
    return rows.min(), rows.max(), columns.min(), columns.max()


def test_a_path_is_interpolated_between_sightings_and_ends_some_time_after_the_last():
    seen = path([0.2, 0.6], [0, 2])
    assert seen.at(1.0).centre[0] == pytest.approx(0.4)
    assert seen.at(2.5).centre[0] == pytest.approx(0.6)
    assert seen.at(30.0) is None
    assert seen.gap_s(1.5) == 0.5


def test_a_spotlight_keeps_place_and_size_of_the_picture():
    shown = spotlight(WHITE, outline(person(0.75, top=0.3, height=0.4), ASPECT), 0.0)
    assert shown.shape == WHITE.shape
    top, bottom, left, right = lit(shown)
    assert (top, bottom) == (32, 69)
    assert left >= 69
    assert right <= 81


def test_a_spotlight_on_somebody_at_the_edge_stays_inside_the_picture():
    shown = spotlight(WHITE, outline(person(0.0, top=-0.3, height=0.9), ASPECT), 0.3)
    assert shown.shape == WHITE.shape
    assert lit(shown)[0] == 0


def test_a_follower_shows_the_surroundings_of_the_person_it_last_saw():
    follower = Follower(path([0.4, 0.4], [0, 4]), [], ASPECT)
    follower.saw(person(0.5), 1.0)
    *_, left, right = lit(follower.show(WHITE, 1.1))
    assert left < 50 < right
    assert (left + right) / 2 == pytest.approx(50, abs=2)


def test_a_follower_goes_back_to_the_path_when_it_saw_nobody_or_somebody_far_off():
    for found in (None, person(1.3)):
        follower = Follower(path([0.4, 0.4], [0, 4]), [], ASPECT)
        follower.saw(found, 3.9)
        *_, left, right = lit(follower.show(WHITE, 4.0))
        assert (left + right) / 2 == pytest.approx(40, abs=2)


def test_a_follower_that_searches_hides_the_others():
    follower = Follower(path([0.5, 0.5], [0, 4]), [path([0.8, 0.8], [0, 4])], ASPECT)
    shown = follower.show(WHITE, 1.0)
    assert shown[50, 50].all()
    assert not shown[50, 80].any()


def test_a_follower_does_not_take_the_other_for_the_subject():
    follower = Follower(path([0.5, 0.5], [0, 4]), [path([0.65, 0.65], [0, 4])], ASPECT)
    follower.saw(person(0.65), 1.0)
    *_, left, right = lit(follower.show(WHITE, 1.1))
    assert left + right < 120


def test_a_follower_shows_nothing_before_the_subject_comes():
    assert Follower(path([0.5, 0.5], [60, 64]), [], ASPECT).show(WHITE, 1.0) is None


def test_a_track_that_stays_with_the_subject_is_theirs():
    assert (whose([0.4] * 40, [0.4] * 4, [1.2] * 4) == 1).all()


def test_a_track_that_stays_with_the_other_is_not():
    assert (whose([1.2] * 40, [0.4] * 4, [1.2] * 4) == -1).all()


def test_a_leap_to_the_other_is_told_to_the_frame():
    sides = whose([0.4] * 20 + [1.2] * 20, [0.4] * 4, [1.2] * 4)
    assert sides.tolist() == [1] * 20 + [-1] * 20


def test_a_track_that_slides_over_to_the_other_is_unclear_in_between():
    slide = [0.4] * 13 + np.linspace(0.4, 1.2, 9).tolist() + [1.2] * 18
    sides = whose(slide, [0.4] * 4, [1.2] * 4)
    assert (sides[:12] == 1).all()
    assert (sides[14:21] == 0).all()
    assert (sides[23:] == -1).all()


def test_frames_with_nobody_are_nobodys():
    sides = whose([0.4] * 15 + [None] * 5 + [0.4] * 20, [0.4] * 4, [1.2] * 4)
    assert (sides[15:20] == 0).all()
    assert (np.delete(sides, range(15, 20)) == 1).all()


def test_a_span_between_looks_belongs_to_the_subject_only_where_they_must_have_been():
    near = whose([0.4] * 14 + [None] + [0.42] * 5 + [None] + [0.4] * 19, [0.4] * 4, [1.2] * 4)
    far = whose([0.4] * 14 + [None] + [1.4] * 5 + [None] + [0.4] * 19, [0.4] * 4, [1.2] * 4)
    assert (near[15:20] == 1).all()
    assert (far[15:20] == 0).all()


@pytest.mark.parametrize(("gap", "sure"), [([None], True), ([0.4], False)])
def test_a_lone_person_may_come_back_anywhere_but_not_by_a_leap(gap, sure):
    track = outline(walk([0.4] * 14 + gap + [1.4] * 5 + gap + [0.4] * 19), ASPECT)
    time_s = np.arange(40) / FPS
    looks = [Look(row, time_s[row], (outline(person(0.4), ASPECT),)) for row in LOOK_ROWS]
    (alone,) = find_people(looks, track, tracklets(track, time_s))
    sides = allegiance(track, tracklets(track, time_s), time_s, alone, [], looks)
    assert (sides[15:20] == sure).all()
    assert (sides[:14] == 1).all()


def test_a_path_gathers_the_looks_and_the_frames_in_which_the_tracker_was_right():
    time_s = np.arange(40) / FPS
    line = outline(walk([0.4] * 40), ASPECT)
    looks = [Look(row, time_s[row], (outline(person(0.9), ASPECT),)) for row in LOOK_ROWS]
    (tracked, seen) = find_people(looks, line, tracklets(line, time_s))
    sure = np.zeros(40, bool)
    assert path_of(seen, looks, line, sure, time_s).time_s.tolist() == [0.2, 1.2, 2.2, 3.2]
    sure[5] = True
    assert 0.5 in path_of(tracked, looks, line, sure, time_s).time_s
