import numpy as np
import pytest

from posecheck.capture.clip import probe
from posecheck.detect.subject import Path
from posecheck.errors import DetectorError
from posecheck.run.block import Done, Job, Progress, Sample, Sighting, detect_block
from posecheck.run.segments import Piece, Segment
from tests.run.blobs import SIZE, Blobs, write_blobs

COUNT = 60


@pytest.fixture(scope="module")
def info(tmp_path_factory):
    """A figure that walks right, and one that stands at the right from frame 30 on."""
    path = tmp_path_factory.mktemp("clip") / "two.mp4"
    walker = np.linspace(0.3, 0.6, COUNT)
    return probe(write_blobs(path, walker, [None] * 30 + [1.2] * 30))


def told(kind, job, make=None):
    messages = detect_block(job, make or Blobs(), b"")
    return [message for message in messages if isinstance(message, kind)]


def test_a_segment_is_detected_with_its_warm_up(info):
    (piece,) = told(Piece, Job(info, (Segment(8, 20, 50),)))
    assert piece.indices.tolist() == list(range(8, 50))
    assert np.isfinite(piece.landmarks).all()


def test_neighbouring_segments_each_get_a_tracker_of_their_own(info):
    early, late = told(Piece, Job(info, (Segment(0, 0, 46), Segment(34, 46, 60))))
    assert early.indices.tolist() == list(range(46))
    assert late.indices.tolist() == list(range(34, 60))
    x = early.landmarks[:, 0, 0]
    assert (x < 0.5).all()  # the tracker that started before the second figure came stays
    assert late.landmarks[-1, 0, 0] > 0.7


def test_what_a_segment_gives_does_not_depend_on_its_block(info):
    early, late = Segment(0, 0, 40), Segment(28, 40, 60)
    together = told(Piece, Job(info, (early, late)))
    apart = told(Piece, Job(info, (early,))) + told(Piece, Job(info, (late,)))
    for one, other in zip(together, apart, strict=True):
        assert one.landmarks.tobytes() == other.landmarks.tobytes()


def test_only_the_trackers_of_one_segment_are_open_at_a_time(info):
    opened = Counting()
    told(Piece, Job(info, (Segment(0, 0, 20), Segment(8, 20, 40), Segment(28, 40, 60))), opened)
    assert opened.most == 2  # of the pictures as they are, and mirrored


class Counting:
    """Makes detectors and counts how many are open at once."""

    def __init__(self):
        self.now = self.most = 0

    def __call__(self, bundle, *, mode, num_poses):
        detector = Blobs()(bundle, mode=mode, num_poses=num_poses)
        detector.close = self.close
        self.now += 1
        self.most = max(self.most, self.now)
        return detector

    def close(self):
        self.now -= 1


def test_nobody_is_looked_for_in_the_mirror_where_nobody_is(info):
    coming = Coming(from_look=20)
    (piece,) = told(Piece, Job(info, (Segment(0, 0, 60),)), coming)
    assert np.isnan(piece.landmarks[:20]).all()
    assert np.isfinite(piece.landmarks[20:]).all()
    assert coming.looks == {"video": 60, "mirrored": 20}  # every second one of the last forty


class Coming:
    """Makes detectors that see nobody in the first pictures, and counts how often they look."""

    def __init__(self, from_look):
        self.from_look, self.looks = from_look, {"video": 0, "mirrored": 0}

    def __call__(self, bundle, *, mode, num_poses):
        detector = Blobs()(bundle, mode=mode, num_poses=num_poses)
        find = detector.detect

        def detect(rgb, time_ms=0):
            self.looks[mode] += 1
            return find(rgb, time_ms) if self.looks["video"] > self.from_look else []

        detector.detect = detect
        return detector


def test_progress_adds_up_to_the_frames_without_warm_ups_and_begins_with_the_first(info):
    messages = list(detect_block(Job(info, (Segment(8, 20, 50),)), Blobs(), b""))
    assert isinstance(messages[0], Progress)
    assert sum(m.frames for m in messages if isinstance(m, Progress)) == 30
    assert isinstance(messages[-1], Done)


def test_looks_see_everybody_and_only_once_in_neighbouring_blocks(info):
    looks = frozenset({10, 45})
    sightings = told(Sighting, Job(info, (Segment(0, 0, 40),), looks))
    sightings += told(Sighting, Job(info, (Segment(5, 40, 60),), looks))
    assert [(s.index, len(s.people)) for s in sightings] == [(10, 1), (45, 2)]


def test_samples_are_the_pictures_themselves(info):
    (sample,) = told(Sample, Job(info, (Segment(0, 0, 40),), samples=frozenset({35, 50})))
    assert sample.index == 35
    assert sample.rgb.shape == (SIZE[1], SIZE[0], 3)


def test_a_subject_is_followed_past_the_one_the_tracker_would_take(info):
    def path(x):
        box = np.array([[x - 0.1, 0.2, x + 0.1, 0.8]] * 2)
        return Path(np.array([0.0, 2.0]), np.array([[x, 0.5]] * 2), box)

    segment = Segment(40, 40, 60)
    (free,) = told(Piece, Job(info, (segment,)))
    (led,) = told(Piece, Job(info, (segment,), paths=(path(0.5), path(1.2))))
    assert free.landmarks[:, 0, 0].min() > 0.7
    assert led.landmarks[:, 0, 0].max() < 0.5


def test_a_failing_model_names_the_clip(info):
    with pytest.raises(DetectorError, match=r"two\.mp4.*failed at"):
        told(Piece, Job(info, (Segment(0, 0, 40),)), Blobs(fails_s=0.5))
