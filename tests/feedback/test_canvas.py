import cv2
import numpy as np
import pytest

from posecheck.feedback.canvas import COLOURS, jpeg, paint, painted, pixelate
from posecheck.feedback.layout import lay_out
from posecheck.feedback.overlay import draw
from posecheck.feedback.shapes import TONES, Arc, Dot, Line, Words
from tests.feedback.test_overlay import TOPICS, moment

SIZES = [(1080, 1920), (640, 360), (7680, 4320), (64, 48), (8, 6)]


def grey(width=200, height=100):
    return np.full((height, width, 3), 128, dtype=np.uint8)


def changed(picture):
    rows, columns = np.nonzero((picture != 128).any(axis=2))
    return columns.min(), rows.min(), columns.max(), rows.max()


@pytest.mark.parametrize("size", SIZES)
def test_a_whole_overlay_is_drawn_at_any_size(size):
    layout = lay_out(*size, ["Lean a little from the ankles."])
    scale = np.array(size) / (1280, 720)
    shapes = draw(TOPICS, moment(points=moment().points * scale), layout).shapes
    picture = painted(grey(*size), shapes, layout.strip_px)
    assert picture.shape == (size[1] + layout.strip_px, size[0], 3)
    assert (picture[: size[1]] != 128).any()
    few = picture[size[1] :].reshape(-1, 3)[:: max(1, size[0] * size[1] // 5000)]
    colours = {tuple(colour) for colour in few.tolist()}
    assert len(colours) > 2


@pytest.mark.parametrize("tone", TONES)
def test_every_tone_is_drawn_in_its_colour(tone):
    picture = grey()
    paint(picture, [Line((20.0, 50.0), (180.0, 50.0), tone, 5.0)])
    assert tuple(picture[50, 100]) == COLOURS[tone]
    assert changed(picture)[1] >= 45


def test_the_tones_differ_in_brightness_too_where_they_are_verdicts():
    light = [0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (COLOURS[t] for t in TONES[1:])]
    assert all(abs(a - b) > 20 for i, a in enumerate(light) for b in light[i + 1 :])


def test_a_dashed_line_has_gaps():
    picture = grey()
    paint(picture, [Line((10.0, 50.0), (190.0, 50.0), "fault", 3.0, dashed=True)])
    drawn = (picture[50] != 128).any(axis=1)
    assert np.abs(np.diff(drawn.astype(int))).sum() > 5


@pytest.mark.parametrize(
    "shape",
    [
        Line((-500.0, -500.0), (900.0, 900.0), "good", 3.0),
        Line((1e9, 1e9), (2e9, 2e9), "good", 3.0),
        Arc((1e9, 0.0), 10.0, 0.0, 90.0, "good", 2.0),
        Arc((100.0, 50.0), 1e9, 0.0, 90.0, "good", 2.0),
        Dot((-1e9, 0.0), 5.0, "good"),
        Words((-50.0, -20.0, 30.0, 10.0), ("half outside",), 20.0, "fault"),
        Words((500.0, 500.0, 600.0, 540.0), ("far outside",), 20.0, "fault"),
        Words((190.0, 90.0, 290.0, 130.0), ("half outside",), 20.0, "fault", mark=False),
    ],
)
def test_what_lies_outside_is_cut_off(shape):
    picture = grey()
    paint(picture, [shape])
    assert picture.shape == (100, 200, 3)


def test_words_stay_in_their_box():
    picture = grey(400, 200)
    paint(picture, [Words((50.0, 60.0, 350.0, 100.0), ("Lean °✔",), 30.0, "fault")])
    left, top, right, bottom = changed(picture)
    assert (left, top) == (50, 60)
    assert right < 350
    assert bottom < 100


def test_an_arc_takes_the_shorter_way():
    picture = grey()
    paint(picture, [Arc((100.0, 50.0), 30.0, 10.0, -10.0, "fault", 2.0)])
    left, _, _, _ = changed(picture)
    assert left > 100


def test_a_strip_is_added_and_the_picture_itself_is_left_alone():
    picture = grey()
    whole = painted(picture, [], 30)
    assert whole.shape == (130, 200, 3)
    assert (whole[:100] == 128).all()
    assert (picture == 128).all()


def test_a_blurred_face_cannot_be_made_out_and_the_rest_is_as_it_was():
    rng = np.random.default_rng(1)
    picture = rng.integers(0, 255, (200, 200, 3), dtype=np.uint8)
    before = picture.copy()
    pixelate(picture, (100.0, 80.0), (30.0, 40.0))
    y, x = np.mgrid[:200, :200]
    inside = ((x - 100) / 28) ** 2 + ((y - 80) / 38) ** 2 < 1
    outside = ((x - 100) / 32) ** 2 + ((y - 80) / 42) ** 2 > 1
    assert (picture[outside] == before[outside]).all()
    detail = np.abs(np.diff(picture.astype(int), axis=1))[:, :, 0]
    assert detail[inside[:, 1:]].mean() < 4
    assert np.abs(np.diff(before.astype(int), axis=1))[inside[:, 1:]].mean() > 40


@pytest.mark.parametrize("centre", [(0.0, 0.0), (199.0, 99.0), (-500.0, 50.0), (100.0, 5000.0)])
def test_a_face_at_the_edge_or_beyond_is_no_trouble(centre):
    picture = grey()
    pixelate(picture, centre, (30.0, 40.0))
    assert picture.shape == (100, 200, 3)


@pytest.mark.parametrize("size", [(2, 8000), (5000, 1), (1, 1)])
def test_words_on_a_strip_of_a_picture_are_no_trouble(size):
    width, height = size
    picture = np.full((height, width, 3), 128, np.uint8)
    words = Words((0.0, 0.0, float(width), float(height)), ("nobody was found",), 20.0, "fault")
    paint(picture, [words])
    assert picture.shape == (height, width, 3)


def test_a_jpeg_keeps_its_colours():
    picture = grey()
    picture[:, :100] = (250, 20, 20)
    back = cv2.imdecode(np.frombuffer(jpeg(picture), np.uint8), cv2.IMREAD_COLOR_RGB)
    assert np.abs(back[50, 50].astype(int) - (250, 20, 20)).max() < 12
