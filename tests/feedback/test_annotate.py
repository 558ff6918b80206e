import dataclasses

import cv2
import numpy as np
import pytest

from posecheck.assess.band import Band
from posecheck.assess.rules import ANY_VIEW, OWN, Criterion, Cue
from posecheck.body import MID_HIP, MID_SHOULDER, ORIGIN, PELVIS_LINE
from posecheck.checks.running import CHECK as RUNNING
from posecheck.feedback.annotate import (
    ClipPainter,
    drawable,
    layout_of,
    pixels_of,
    topics_of,
    up_in_picture,
)
from posecheck.feedback.blur import face_of
from posecheck.geometry.measure import lean
from posecheck.geometry.upright import rotate
from posecheck.track import PELVIS, PELVIS_ENDS
from tests.feedback.fabricated import COUNT, running, running_frames, standing_track
from tests.pelvis import with_pelvis

SIZE = (1280, 720)
LEAN = Criterion(
    id="trunk-lean",
    code="R1",
    title="Trunk lean",
    meaning="",
    measure=lean(MID_HIP, MID_SHOULDER, "trunk-lean"),
    band=Band.within(4.0, 12.0, 2.0, 16.0),
    error=2.5,
    views=ANY_VIEW,
    cue=Cue.both("Lean."),
    sources=(OWN,),
)
CHECK = dataclasses.replace(RUNNING, criteria=(LEAN,))


def painter(**options):
    judged = running()
    return ClipPainter(
        CHECK,
        judged,
        running_frames(),
        standing_track(),
        layout_of(judged, SIZE, 1280),
        **options,
    )


def picture():
    size = layout_of(running(), SIZE, 1280)
    rng = np.random.default_rng(2)
    return rng.integers(90, 160, (size.height, size.width, 3), dtype=np.uint8)


def test_a_painted_frame_has_its_strip_and_fits_into_what_was_asked_for():
    whole = painter().paint(picture(), 100)
    assert whole.shape[1] == picture().shape[1]
    assert whole.shape[0] > picture().shape[0]
    assert max(whole.shape) <= 1280


def test_the_fault_is_drawn_in_its_colour_and_its_cue_below():
    whole = painter().paint(picture(), 100).astype(int)
    height = picture().shape[0]
    fault = np.abs(whole - (255, 96, 24)).max(axis=2) < 25
    assert fault[:height].sum() > 100
    assert fault[height:].sum() > 50


def test_steps_are_counted_from_the_first_one_on():
    late = dataclasses.replace(running_frames(), time_s=running_frames().time_s - 100.0)
    alone = dataclasses.replace(running(), gait=None)
    before = [
        ClipPainter(CHECK, judged, late, standing_track(), layout_of(running(), SIZE, 1280))
        for judged in (running(), alone)
    ]
    with_steps, without = (one.paint(picture(), 0) for one in before)
    assert (with_steps == without).all()


def test_every_frame_of_a_clip_can_be_painted():
    paint = painter().paint
    for index in range(0, COUNT, 7):
        paint(picture(), index)


def test_nobody_in_the_clip_is_painted_as_nobody():
    track = standing_track()
    empty = track.with_points(np.where(np.arange(4) == 3, 0.0, np.nan) + 0 * track.points)
    layout = layout_of(running(), SIZE, 1280)
    nobody = ClipPainter(CHECK, running(), running_frames(), empty, layout, blur_face=True)
    whole = nobody.paint(picture(), 0)
    assert (whole[: layout.height] == picture()).all()


def test_stills_are_the_frames_where_criteria_were_worst():
    stills = painter().stills()
    assert stills[120] == [0]
    named = {painter().still_name(c) for found in stills.values() for c in found}
    assert {"trunk-lean.jpg", "knee-peak-left.jpg"} <= named


def test_a_still_is_a_jpeg_and_leaves_the_picture_alone():
    before = picture()
    shown = before.copy()
    data = painter().still(shown, 120, 0)
    still = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert still.shape[0] > before.shape[0]
    assert (shown == before).all()


@pytest.mark.parametrize(("value", "colour"), [(15.6, (255, 96, 24)), (4.8, (86, 180, 233))])
def test_a_still_marks_the_worst_moment_by_its_own_value(value, colour):
    """A shin of 4.4 degrees is good, and the one landing of 15.6 is not."""
    judged = running()
    usual = judged.criteria[0]
    shin = dataclasses.replace(
        usual,
        value=4.4,
        verdict="good",
        cue="",
        good=(None, 5.0),
        fault=(None, 10.0),
        worst=dataclasses.replace(usual.worst, value=value),
    )
    one = dataclasses.replace(judged, criteria=(shin, *judged.criteria[1:]))
    layout = layout_of(one, SIZE, 1280)
    data = ClipPainter(CHECK, one, running_frames(), standing_track(), layout).still(
        picture(), 120, 0
    )
    still = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)[..., ::-1].astype(int)
    others = {(255, 96, 24), (86, 180, 233)} - {colour}
    assert (np.abs(still - colour).max(axis=2) < 30).sum() > 100
    assert all((np.abs(still - other).max(axis=2) < 30).sum() < 20 for other in others)


@pytest.mark.parametrize("gone", [False, True])
def test_a_face_is_blurred_in_video_and_stills_even_while_nobody_is_found(gone):
    track = standing_track()
    points = track.points.copy()
    if gone:
        points[100:140, :, :3] = np.nan
        points[100:140, :, 3] = 0
    seen = track.with_points(points)
    layout = layout_of(running(), SIZE, 1280)
    blurring = ClipPainter(
        CHECK, running(), running_frames(), seen, layout, detected=seen, blur_face=True
    )
    face = face_of(pixels_of(standing_track(1), layout.height)[0])
    x, y, half = int(face.centre[0]), int(face.centre[1]), int(face.radii[0] * 0.5)
    part = slice(y - half, y + half), slice(x - half, x + half)

    def detail(image):
        return np.abs(np.diff(image[part].astype(int)[..., 0], axis=0)).mean()

    plain = picture()
    assert detail(plain) > 15
    blurring.hide_face(plain, 120)
    assert detail(plain) < 4
    clear = ClipPainter(CHECK, running(), running_frames(), seen, layout)
    stills = [
        cv2.imdecode(np.frombuffer(one.still(picture(), 120, 0), np.uint8), cv2.IMREAD_COLOR)
        for one in (blurring, clear)
    ]
    changed = np.abs(stills[0].astype(int) - stills[1]).max(axis=2) > 20
    head = np.pi * face.radii[0] * face.radii[1] / picture()[..., 0].size
    assert changed.mean() > 0.2 * head


def test_points_are_turned_into_pixels_with_y_down():
    xy = pixels_of(standing_track(1), 720)[0]
    nose = standing_track(1).points[0, 0]
    assert xy[0].tolist() == pytest.approx([nose[0] * 720, 720 - nose[1] * 720])


def test_the_ends_of_the_pelvis_line_are_drawn_where_they_were_measured():
    track = with_pelvis(standing_track(2))
    ends = track.channels[PELVIS][0, PELVIS_ENDS].reshape(2, 2) * 720
    xy, (sure, _) = pixels_of(track, 720)[0], drawable(track)
    for side, (x, y) in zip(("left", "right"), ends.tolist(), strict=True):
        index = PELVIS_LINE[side].a
        assert xy[index].tolist() == pytest.approx([x, 720 - y])
        assert sure[0, index]
    assert not drawable(standing_track(1))[0][0, [PELVIS_LINE["left"].a, ORIGIN.a]].any()


def test_a_roll_moves_the_vertical_as_the_track_was_turned():
    points = np.zeros((1, 33, 4))
    points[0, 0, :2], points[0, 1, :2] = (0.8, 0.2), (0.8, 0.8)
    tilted = rotate(points, -10.0, 1.6)[0, :, :2]
    rise = tilted[1] - tilted[0]
    x, y = up_in_picture(10.0)
    assert [x, -y] == pytest.approx((rise / np.hypot(*rise)).tolist())


def test_each_criterion_of_the_judgement_is_a_topic_even_when_the_check_lacks_it():
    topics = topics_of(CHECK, running())
    assert [topic.key for topic in topics][:3] == ["trunk-lean", "overstride", "knee-peak-left"]
    assert topics[0].guides
    assert not topics[1].guides


def test_a_good_clip_is_told_so():
    judged = running()
    fine = dataclasses.replace(
        judged,
        verdict="good",
        criteria=tuple(dataclasses.replace(c, verdict="good") for c in judged.criteria),
    )
    frames = running_frames()
    frames.status[:] = 1
    layout = layout_of(fine, SIZE, 1280)
    whole = ClipPainter(CHECK, fine, frames, standing_track(), layout).paint(picture(), 10)
    good = np.abs(whole[layout.height :].astype(int) - (86, 180, 233)).max(axis=2) < 25
    assert good.sum() > 50


def test_a_number_has_the_unit_that_it_was_judged_in():
    wobble = dataclasses.replace(LEAN, reduce="reversals")
    (topic, *_) = topics_of(dataclasses.replace(CHECK, criteria=(wobble,)), running())
    assert topic.unit == "turns"
