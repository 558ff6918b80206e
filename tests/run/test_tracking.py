import numpy as np
import pytest

from posecheck.detect.scene import survey
from posecheck.errors import SourceError
from posecheck.run.tracking import people_warnings, require_person, track_of
from tests.capture.room import room
from tests.detect.people import ASPECT, person, walk

TIME_S = np.arange(40) / 10
SIZE = (150, 100)
GREY = np.full((100, 150, 3), 90, np.uint8)


def scene(track_xs, *people_xs, wanted=None):
    sightings = {row: [person(x) for x in people_xs] for row in (2, 12, 22, 32)}
    return survey(TIME_S, walk(track_xs), ASPECT, sightings, wanted)


def track(seen, pictures=()):
    return track_of(seen, size_px=SIZE, meta={"source": "clip.mp4"}, pictures=pictures)


def test_a_track_has_its_unit_in_image_heights_with_y_up():
    points = track(scene([0.75] * 40, 0.75)).points
    assert points[0, 0, :2] == pytest.approx([0.75, 1 - 0.23])
    assert points[0, 0, 3] == 1


def test_frames_in_which_the_tracker_was_on_somebody_else_are_empty_and_not_sure():
    mixed = track(scene([0.75] * 20 + [0.1] * 20, 0.1, 0.75))
    assert np.isfinite(mixed.points[:20]).all()
    assert np.isnan(mixed.points[20:, :, :3]).all()
    assert (mixed.points[20:, :, 3] == 0).all()
    assert mixed.channels["subject"].tolist() == [1] * 20 + [0] * 20


def test_a_frame_in_which_nobody_was_found_is_no_doubt_about_the_subject():
    empty = track(scene([0.75] * 20 + [None] * 20, 0.75))
    assert (empty.points[20:, :, 3] == 0).all()
    assert (empty.channels["subject"] == 1).all()


def test_the_roll_stands_in_the_meta_and_says_where_it_comes_from():
    meta = track(scene([0.75] * 40, 0.75), [(2, GREY), (12, GREY)]).meta
    assert meta["source"] == "clip.mp4"
    assert (meta["roll_deg"], meta["roll_from"]) == (0.0, "assumed-level")


def test_what_leans_too_far_to_level_by_stands_in_the_meta_as_well():
    leaning = [(row, room(roll_deg=16.5, places=(-0.4,), seed=row)) for row in (2, 12)]
    meta = track(scene([0.75] * 40, 0.75), leaning).meta
    assert (meta["roll_deg"], meta["roll_from"]) == (0.0, "assumed-level")
    assert meta["roll_seen_deg"] == pytest.approx(16.5, abs=0.5)
    assert "roll_seen_deg" not in track(scene([0.75] * 40, 0.75), [(2, GREY), (12, GREY)]).meta


def test_how_bright_the_pictures_are_stands_in_the_meta_where_there_are_any():
    meta = track(scene([0.75] * 40, 0.75), [(2, GREY), (12, GREY)]).meta
    assert meta["light"] == pytest.approx(GREY.mean() / 255, abs=0.002)
    assert meta["washed_out"] == 0.0
    assert "light" not in track(scene([0.75] * 40, 0.75)).meta


def test_a_person_seen_throughout_is_not_worth_a_word():
    assert people_warnings(scene([0.75] * 40, 0.75), None) == []


def test_who_was_judged_among_several_is_said_with_the_way_to_another():
    (sentence,) = people_warnings(scene([0.75] * 40, 0.1, 0.75), None)
    told = "2 people seen; judged number 2 from the left as they stand at 0.2 s, who is there long"
    assert sentence.startswith(told)
    assert "--subject N" in sentence


def test_the_moment_by_which_people_are_counted_is_the_first_that_shows_all_of_them():
    sightings = {row: [person(0.75), *([person(0.1)] if row > 5 else [])] for row in (2, 12, 22)}
    (sentence,) = people_warnings(survey(TIME_S, walk([0.75] * 40), ASPECT, sightings), None)
    assert "number 2 from the left as they stand at 1.2 s" in sentence


def test_in_a_photo_there_is_one_moment_only():
    both = survey(TIME_S[:1], walk([0.75]), ASPECT, {0: [person(0.1), person(0.75)]})
    (sentence,) = people_warnings(both, None)
    assert "number 2 from the left, who" in sentence


def test_how_much_of_the_subject_was_lost_is_said():
    sentences = people_warnings(scene([0.75] * 20 + [None] * 20, 0.1, 0.75), None)
    assert "of the frames the subject was lost" in sentences[1]


def test_nobody_is_said():
    assert people_warnings(scene([None] * 40), None) == ["nobody was found"]


@pytest.mark.parametrize(
    ("people", "message"),
    [
        ((), r"'clip.mp4': no person number 3, no people seen; leave --subject out"),
        ((0.75,), r"'clip.mp4': no person number 3, 1 person seen; leave --subject out"),
        ((0.1, 0.75), r"'clip.mp4': no person number 3, 2 people seen; give --subject 1 to 2"),
    ],
)
def test_a_person_who_was_not_seen_is_refused_with_who_was(people, message):
    with pytest.raises(SourceError, match=message):
        require_person(scene([None] * 40, *people, wanted=2), "clip.mp4")


def test_who_was_seen_may_be_asked_for():
    require_person(scene([0.75] * 40, 0.1, 0.75, wanted=1), "clip.mp4")
    require_person(scene([None] * 40), "clip.mp4")
