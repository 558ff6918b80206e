import cv2
import numpy as np
import pytest

from posecheck.capture.clip import probe
from posecheck.capture.reader import frames as read
from posecheck.capture.recorder import Recorder
from posecheck.errors import OutputError
from posecheck.run.annotate import JudgedClip, annotate_clip
from posecheck.track import Track
from tests.feedback.fabricated import COUNT, FPS, running, running_frames, standing_track
from tests.feedback.test_annotate import CHECK

SIZE = (320, 180)


@pytest.fixture(scope="module")
def info(tmp_path_factory):
    path = tmp_path_factory.mktemp("clip") / "run.mp4"
    with Recorder(path, SIZE) as recorder:
        for index in range(COUNT):
            picture = np.full((SIZE[1], SIZE[0], 3), 60 + index % 64, dtype=np.uint8)
            recorder.write(picture, index / FPS)
    return probe(path)


def judged(info, track=None, **more):
    if track is None:
        track = standing_track(COUNT, SIZE)
        track = Track(track.points.copy(), info.times_s.copy(), SIZE, dict(track.channels))
    return JudgedClip(info, CHECK, running(), running_frames(), track, track, **more)


def test_every_frame_is_there_at_its_time_with_the_strip_below(info, tmp_path):
    seen = []
    warnings = annotate_clip(
        judged(info), tmp_path, progress=lambda done, count: seen.append((done, count))
    )
    with read(tmp_path / "annotated.mp4") as clip:
        pictures = list(clip)
    assert warnings == []
    assert [picture.time_s for picture in pictures] == pytest.approx(info.times_s, abs=1e-3)
    assert pictures[0].rgb.shape[1] == SIZE[0]
    assert pictures[0].rgb.shape[0] > SIZE[1]
    assert seen == [(i + 1, COUNT) for i in range(COUNT)]


def test_the_frame_below_the_drawing_is_the_one_it_was_drawn_for(info, tmp_path):
    annotate_clip(judged(info), tmp_path)
    with read(tmp_path / "annotated.mp4") as clip:
        corners = [int(frame.rgb[4:12, 4:12].mean()) for frame in clip]
    expected = [60 + index % 64 for index in range(COUNT)]
    assert np.abs(np.subtract(corners, expected)).max() <= 4


def test_a_still_is_left_for_each_criterion_that_has_a_worst_moment(info, tmp_path):
    annotate_clip(judged(info), tmp_path)
    names = {path.name for path in (tmp_path / "stills").iterdir()}
    wanted = {
        one.id + (f"-{one.side}" if one.side else "") for one in running().criteria if one.worst
    }
    assert names == {f"{name}.jpg" for name in wanted}
    still = cv2.imread(str(tmp_path / "stills/trunk-lean.jpg"))
    assert min(still.shape[:2]) >= 480


def test_without_a_video_the_stills_are_the_same(info, tmp_path):
    for name, video in (("with", True), ("without", False)):
        (tmp_path / name).mkdir()
        annotate_clip(judged(info), tmp_path / name, video=video)
    assert not (tmp_path / "without/annotated.mp4").exists()
    for path in (tmp_path / "with/stills").iterdir():
        assert path.read_bytes() == (tmp_path / "without/stills" / path.name).read_bytes()


def test_the_same_clip_gives_the_same_bytes(info, tmp_path):
    for name in "ab":
        (tmp_path / name).mkdir()
        annotate_clip(judged(info), tmp_path / name)
    video = [(tmp_path / name / "annotated.mp4").read_bytes() for name in "ab"]
    assert video[0] == video[1]


def test_a_track_of_a_part_of_the_clip_gives_that_part(info, tmp_path):
    whole = judged(info).track
    annotate_clip(judged(info, track=whole[60:120]), tmp_path)
    assert probe(tmp_path / "annotated.mp4").frames == 60


def test_a_track_on_another_clock_is_matched_by_the_clip_s_own(info, tmp_path):
    whole = judged(info).track
    slow = Track(whole.points.copy(), whole.time_s * 0.25, SIZE, dict(whole.channels))
    annotate_clip(judged(info, track=slow, times_s=info.times_s), tmp_path)
    clip = probe(tmp_path / "annotated.mp4")
    assert (clip.frames, round(clip.fps)) == (COUNT, FPS)


def test_a_folder_that_is_not_there_is_one_line(info, tmp_path):
    with pytest.raises(OutputError):
        annotate_clip(judged(info), tmp_path / "missing")
    with pytest.raises(OutputError, match="stills"):
        annotate_clip(judged(info), tmp_path / "missing", video=False)


def test_an_interruption_leaves_no_half_video(info, tmp_path):
    def stop(done, _count):
        if done == 30:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        annotate_clip(judged(info), tmp_path, progress=stop)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("annotated")]


def test_a_mirrored_clip_is_turned_back(tmp_path):
    path = tmp_path / "mirrored.mp4"
    half = np.full((SIZE[1], SIZE[0], 3), 40, dtype=np.uint8)
    half[:, : SIZE[0] // 2] = 200
    with Recorder(path, SIZE) as recorder:
        for index in range(10):
            recorder.write(half, index / FPS)
    track = standing_track(10, SIZE)
    annotate_clip(judged(probe(path), track=track), tmp_path, mirrored=True)
    with read(tmp_path / "annotated.mp4") as clip:
        rgb = next(clip).rgb
    assert rgb[10, 10].mean() < 60
    assert rgb[10, -10].mean() > 180
