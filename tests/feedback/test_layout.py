import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.feedback.layout import REGIONS, Layout, choose_region, place_labels
from posecheck.feedback.shapes import Words

SIZES = [(1280, 720), (720, 1280), (1080, 1920), (640, 360), (360, 640), (7680, 4320), (500, 500)]
CUE = "Lean a little from the ankles, as if into a light breeze."


def overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def inside(box, size):
    return min(box) >= -1e-6 and box[2] <= size[0] + 1e-6 and box[3] <= size[1] + 1e-6


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("size", SIZES)
def test_title_and_cue_are_in_the_picture_apart_and_large_enough_for_a_phone(size, region):
    layout = Layout(*size, region)
    (cue,) = layout.cue(CUE, "fault")
    title, name = layout.title("Single-leg landing · lowering · rep 12 · step 123")
    assert cue.line_px >= 0.04 * max(size)
    boxes = [cue.box, title.box, name.box]
    assert all(inside(box, size) for box in boxes)
    assert not any(overlap(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])


@pytest.mark.parametrize("size", SIZES)
def test_an_ordinary_cue_is_shown_whole_across_the_picture(size):
    (cue,) = Layout(*size).cue(CUE, "fault")
    assert " ".join(cue.lines) == CUE


def test_nothing_to_say_has_no_banner():
    assert Layout(640, 360).cue("", "good") == ()
    assert len(Layout(640, 360).title("")) == 1


def test_the_cue_goes_where_the_body_is_not():
    across = np.stack([np.linspace(0, 1280, 400), np.full(400, 700.0)], axis=1)
    assert choose_region(CUE, 1280, 720, across).at_top
    middle = np.stack([np.full(400, 640.0), np.linspace(0, 720, 400)], axis=1)
    corner = choose_region(CUE, 1280, 720, middle)
    assert not corner.at_top
    assert corner != REGIONS[0]
    assert choose_region(CUE, 1280, 720, np.full((9, 2), np.nan)) == REGIONS[0]


points = st.tuples(st.floats(-50, 700), st.floats(-50, 400))


@given(st.lists(points, min_size=1, max_size=4), st.lists(points, max_size=30))
def test_labels_stay_in_the_picture_and_off_each_other(joints, body):
    layout = Layout(640, 360)
    taken = [words.box for words in layout.title("Running")]
    wanted = [(str(i), joint, f"Trunk lean {i}°", "fault") for i, joint in enumerate(joints)]
    obstacles = np.array(body, dtype=float).reshape(-1, 2)
    shapes, places = place_labels(wanted, layout, taken, obstacles, {})
    boxes = [shape.box for shape in shapes if isinstance(shape, Words)]
    assert len(boxes) == len(places) <= len(joints)
    assert all(inside(box, (640, 360)) for box in boxes)
    everything = [*taken, *boxes]
    assert not any(overlap(a, b) for i, a in enumerate(everything) for b in everything[i + 1 :])


def test_a_label_stands_off_the_body_and_stays_where_it_was():
    layout = Layout(640, 360)
    body = np.stack([np.linspace(330, 420, 60), np.full(60, 180.0)], axis=1)
    wanted = [("a", (320.0, 180.0), "Knee 12°", "fault")]
    _, places = place_labels(wanted, layout, [], body, {})
    side, row = places["a"]
    assert side < 0 or row != 0
    _, stays = place_labels(wanted, layout, [], np.zeros((0, 2)), places)
    assert stays == places
