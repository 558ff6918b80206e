"""Why something cannot be told, in words."""

import string

import numpy as np

from posecheck.assess import reasons
from posecheck.detect.doubt import Doubt

FIELDS = {"part", "behind", "views", "view", "absent", "needed", "fps", "count", "error", "why"}


def test_every_doubt_of_a_track_has_its_reason():
    assert len(reasons.DOUBT_REASONS) == len(Doubt)
    assert reasons.DOUBT_REASONS[Doubt.NO_PERSON] == reasons.NO_PERSON
    assert reasons.DOUBT_REASONS[Doubt.OUT_OF_PICTURE] == reasons.OUT_OF_FRAME
    assert reasons.DOUBT_REASONS[Doubt.HIDDEN] == reasons.HIDDEN
    assert reasons.DOUBT_REASONS[Doubt.INVENTED] == reasons.INVENTED
    assert reasons.DOUBT_REASONS[Doubt.SUBJECT_LOST] == reasons.SUBJECT_LOST


def test_every_reason_has_a_sentence_or_is_the_checks_own():
    codes = {
        value for name, value in vars(reasons).items() if name.isupper() and isinstance(value, str)
    }
    assert codes - set(reasons.SENTENCES) == {reasons.NOT_MEASURABLE}


def test_sentences_ask_only_for_what_is_known():
    for sentence in reasons.SENTENCES.values():
        asked = {field for _, field, _, _ in string.Formatter().parse(sentence) if field}
        assert asked <= FIELDS


def test_the_landmark_that_is_doubted_most_often_is_named():
    doubt = np.zeros((4, 33))
    doubt[:2, 27], doubt[:, 28] = 3, 3
    assert reasons.worst_landmark(doubt, np.array([25, 27, 28])) == "right ankle"
    assert reasons.worst_landmark(doubt, np.array([25])) == ""
    assert reasons.worst_landmark(doubt, np.array([], dtype=int)) == ""
    assert reasons.worst_landmark(doubt[:0], np.array([27])) == ""
