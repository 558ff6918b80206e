import numpy as np
import pytest

from posecheck.capture.photo import read_photo
from posecheck.detect.bundle import LoadedBundle, load_bundle
from posecheck.errors import DetectorError, SourceError
from posecheck.run import segments
from posecheck.run.detection import DetectionSettings, detect_clip, detect_photo
from posecheck.run.workers import Workers
from posecheck.shipped import shipped
from tests.run.blobs import FPS, SIZE, Blobs, picture, places_of, write_blobs

NO_MODEL = LoadedBundle("blobs", "", b"")
COUNT = 96
LEFT, MIDDLE = 0.2, 0.75


@pytest.fixture(autouse=True)
def short_segments(monkeypatch):
    """Cut clips of a few seconds as if they were long."""
    monkeypatch.setattr(segments, "SHORTEST", 12)
    monkeypatch.setattr(segments, "LONGEST", 24)


@pytest.fixture(scope="module")
def workers():
    with Workers(2) as pool:
        yield pool


def settings(**more):
    return DetectionSettings(**{"bundle": NO_MODEL, "make": Blobs(), **more})


@pytest.fixture
def clip(tmp_path):
    def write(*tracks):
        return write_blobs(tmp_path / "clip.mp4", *tracks)

    return write


def test_a_person_is_tracked_through_every_frame_in_the_clips_own_time(clip, workers):
    walk = np.linspace(0.3, 1.1, COUNT)
    detected = detect_clip(clip(walk), settings(), workers=workers)
    track = detected.track
    assert track.size_px == SIZE
    assert track.time_s == pytest.approx(np.arange(COUNT) / FPS, abs=1e-3)
    assert places_of(track.points) == pytest.approx(walk, abs=0.01)
    assert (track.channels["subject"] == 1).all()
    assert detected.warnings == ()
    assert detected.info.frames == COUNT


def test_the_track_says_where_it_comes_from_and_how_level_the_camera_was(clip, workers):
    meta = detect_clip(clip([0.5] * 20), settings(), workers=workers).track.meta
    assert (meta["source"], meta["model"]) == ("clip.mp4", "blobs")
    assert (meta["roll_deg"], meta["roll_from"]) == (0.0, "assumed-level")
    assert meta["roll_uncertainty_deg"] > 0


def test_progress_begins_with_the_first_frame_and_ends_with_the_last(clip, workers):
    seen = []
    detect_clip(clip([0.5] * COUNT), settings(), lambda *told: seen.append(told), workers)
    assert seen[0][0] <= 2
    assert seen[-1] == (COUNT, COUNT)
    assert seen == sorted(seen)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_any_number_of_processes_gives_the_same_bytes(clip, workers, count):
    path = clip(np.linspace(0.3, 1.1, COUNT), [None] * 50 + [0.2] * (COUNT - 50))
    expected = detect_clip(path, settings(), workers=workers).track
    track = detect_clip(path, settings(workers=count)).track
    assert track.points.tobytes() == expected.points.tobytes()
    assert track.time_s.tobytes() == expected.time_s.tobytes()
    assert track.channels["subject"].tobytes() == expected.channels["subject"].tobytes()
    assert track.meta == expected.meta


def test_a_part_of_a_clip_is_the_part_asked_for(clip, workers):
    track = detect_clip(
        clip([0.5] * COUNT), settings(start_s=1.0, end_s=2.0), workers=workers
    ).track
    assert len(track) == FPS
    assert track.time_s[0] == pytest.approx(1.0, abs=1e-3)


def test_a_part_without_a_frame_is_refused(clip, workers):
    with pytest.raises(SourceError, match=r"clip\.mp4.*--start"):
        detect_clip(clip([0.5] * 20), settings(start_s=5), workers=workers)


def test_nobody_is_an_empty_track_and_a_warning(clip, workers):
    detected = detect_clip(clip([None] * 20), settings(), workers=workers)
    assert np.isnan(detected.track.points[..., :3]).all()
    assert (detected.track.points[..., 3] == 0).all()
    assert detected.warnings == ("nobody was found",)


def test_a_single_frame_is_a_track_of_one(clip, workers):
    assert len(detect_clip(clip([0.5]), settings(), workers=workers).track) == 1


def test_the_central_one_of_two_is_judged_though_the_tracker_took_the_other(clip, workers):
    detected = detect_clip(clip([MIDDLE] * COUNT, [LEFT] * COUNT), settings(), workers=workers)
    assert places_of(detected.track.points) == pytest.approx([MIDDLE] * COUNT, abs=0.01)
    assert (detected.track.channels["subject"] == 1).all()
    assert "2 people seen; judged number 2 from the left" in detected.warnings[0]
    assert "--subject" in detected.warnings[0]


@pytest.mark.parametrize(("number", "place"), [(1, LEFT), (2, MIDDLE)])
def test_the_user_says_who_is_meant(clip, workers, number, place):
    detected = detect_clip(
        clip([MIDDLE] * COUNT, [LEFT] * COUNT), settings(subject=number), workers=workers
    )
    assert places_of(detected.track.points) == pytest.approx([place] * COUNT, abs=0.01)
    assert "as asked" in detected.warnings[0]


def test_the_subject_is_kept_when_somebody_walks_through(clip, workers):
    passing = [None] * 20 + np.linspace(1.5, 0.0, 60).tolist() + [None] * 16
    track = detect_clip(clip([MIDDLE] * COUNT, passing), settings(), workers=workers).track
    there = np.isfinite(track.points[:, 0, 0])
    judged = there & (track.channels["subject"] == 1)
    assert judged.mean() > 0.75
    assert places_of(track.points)[judged] == pytest.approx([MIDDLE] * judged.sum(), abs=0.1)


def test_a_person_who_is_not_there_is_refused(clip, workers):
    for number, seen in ((3, "2 people seen"), (0, "2 people seen")):
        with pytest.raises(SourceError, match=rf"clip\.mp4.*number {number}, {seen}.*1 to 2"):
            detect_clip(clip([MIDDLE] * 40, [LEFT] * 40), settings(subject=number), workers=workers)


def test_what_goes_wrong_is_raised_and_the_next_clip_still_runs(clip, workers, tmp_path):
    path = clip([0.5] * 40)
    with pytest.raises(DetectorError, match=r"clip\.mp4.*failed"):
        detect_clip(path, settings(make=Blobs(fails_s=0.5)), workers=workers)
    with pytest.raises(SourceError, match="missing"):
        detect_clip(tmp_path / "missing.mp4", settings(), workers=workers)
    assert len(detect_clip(path, settings(), workers=workers).track) == 40


def test_a_photo_is_a_track_of_one_frame():
    photo = detect_photo(picture(MIDDLE), settings(), "photo.jpg")
    assert (len(photo.track), photo.track.size_px) == (1, SIZE)
    assert photo.track.meta["source"] == "photo.jpg"
    assert places_of(photo.track.points) == pytest.approx([MIDDLE], abs=0.01)
    assert photo.warnings == ()


def test_a_photos_subject_is_chosen_as_a_clips_is():
    chosen = detect_photo(picture(MIDDLE, LEFT), settings())
    asked = detect_photo(picture(MIDDLE, LEFT), settings(subject=1))
    assert places_of(chosen.track.points) == pytest.approx([MIDDLE], abs=0.01)
    assert places_of(asked.track.points) == pytest.approx([LEFT], abs=0.01)
    assert "2 people seen" in chosen.warnings[0]
    with pytest.raises(SourceError, match="number 3"):
        detect_photo(picture(MIDDLE, LEFT), settings(subject=3))


def test_a_photo_of_nobody_is_an_empty_track():
    photo = detect_photo(picture(), settings())
    assert np.isnan(photo.track.points[0, :, 0]).all()
    assert photo.warnings == ("nobody was found",)


@pytest.mark.model
def test_with_the_model_one_two_and_three_processes_give_the_same_bytes():
    sample = shipped("samples/single-leg-landing-good.mp4")
    bundle = load_bundle()
    tracks = [
        detect_clip(sample, DetectionSettings(bundle, workers=count, end_s=2.2)).track
        for count in (1, 2, 3)
    ]
    assert np.isfinite(tracks[0].points).all()
    assert len({track.points.tobytes() for track in tracks}) == 1


@pytest.mark.model
def test_with_the_model_a_cut_is_no_larger_a_jolt_than_ordinary_noise(monkeypatch):
    sample = shipped("samples/wall-posture-good.mp4")
    chosen = DetectionSettings(load_bundle(), end_s=2.2)
    track = detect_clip(sample, chosen).track
    seams = [segment.start for segment in segments.cut(0, len(track))[1:]]
    monkeypatch.setattr(segments, "SHORTEST", 1000)
    whole = jolts(detect_clip(sample, chosen).track)
    assert len(seams) == 3
    for seam in seams:
        assert jolts(track)[seam - segments.FADE - 2 : seam + 2].max() <= 1.2 * whole.max()


@pytest.mark.model
def test_with_the_model_a_photo_shows_its_person():
    rgb = read_photo(shipped("samples/photo-standing-front.jpg"))
    photo = detect_photo(rgb, DetectionSettings(load_bundle()))
    assert photo.track.points[0, :, 3].mean() > 0.9
    assert photo.warnings == ()


def jolts(track):
    """The second difference of the trunk and legs between frames, on average (T - 2,)."""
    places = track.points[:, [11, 12, 23, 24, 25, 26, 27, 28], :2]
    return np.linalg.norm(np.diff(places, n=2, axis=0), axis=-1).mean(axis=1)
