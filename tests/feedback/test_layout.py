import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.feedback.layout import Layout, largest_within, lay_out, place_labels
from posecheck.feedback.shapes import Words

SIZES = [(1280, 720), (720, 1280), (1080, 1920), (640, 360), (360, 640), (7680, 4320), (500, 500)]
CUE = "Lean a little from the ankles, as if into a light breeze."


def overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def inside(box, size):
    return min(box) >= -1e-6 and box[2] <= size[0] + 1e-6 and box[3] <= size[1] + 1e-6


@pytest.mark.parametrize("size", SIZES)
def test_title_and_cue_stand_below_the_picture_apart_and_large_enough_for_a_phone(size):
    layout = lay_out(*size, [CUE, "Look up."])
    (cue,) = layout.cue(CUE, "fault")
    title, name = layout.title("Single-leg landing · lowering · rep 12 · step 123")
    whole = (size[0], size[1] + layout.strip_px)
    assert cue.line_px >= 0.04 * max(whole)
    boxes = [cue.box, title.box, name.box]
    assert all(inside(box, whole) for box in boxes)
    assert all(box[1] >= size[1] for box in boxes)
    assert not any(overlap(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
    assert " ".join(cue.lines) == CUE


def test_the_repetition_is_read_in_a_portrait_picture_whatever_the_phase_is_called():
    layout = Layout(480, 854)
    title = "Single-leg stance · one leg · rep 12"
    assert layout.title(title)[0].lines[0].endswith(" · rep 12")
    bare = layout.for_titles([title, "Single-leg stance"])
    (words,) = bare.title(title)
    assert words.lines == (title,)
    assert inside(words.box, (480, 854 + bare.strip_px))
    for wide in (60, 120, 200, 300, 400):
        (words,) = dataclasses.replace(bare, width=wide).title(title)
        assert words.box[2] <= wide or words.lines[0].startswith("…")


def test_our_name_stands_in_all_of_a_clip_or_in_nothing_of_it():
    layout = Layout(1280, 720)
    assert layout.for_titles(["Running · left stance · step 12"]) == layout
    assert len(layout.for_titles(["Running", "Running · " * 12]).title("Running")) == 1


def test_nothing_to_say_has_no_banner():
    assert Layout(640, 360).cue("", "good") == ()
    assert len(Layout(640, 360).title("")) == 1
    assert lay_out(640, 360, []).strip_px < lay_out(640, 360, [CUE]).strip_px


@pytest.mark.parametrize("size", SIZES)
def test_a_picture_with_its_strip_fits_and_is_not_made_smaller_than_it_must_be(size):
    layout = largest_within(*size, [CUE], 1280)
    longest = max(layout.width, layout.height + layout.strip_px)
    assert longest <= 1280
    assert layout.width == size[0] or longest > 1250
    assert layout.width / layout.height == pytest.approx(size[0] / size[1], rel=0.01)


points = st.tuples(st.floats(-50, 700), st.floats(-50, 400))


@given(st.lists(points, min_size=1, max_size=4), st.lists(points, max_size=30))
def test_labels_stay_in_the_picture_and_off_each_other(joints, body):
    layout = Layout(640, 360)
    wanted = [(str(i), joint, f"Trunk lean {i}°", "fault") for i, joint in enumerate(joints)]
    obstacles = np.array(body, dtype=float).reshape(-1, 2)
    shapes, places = place_labels(wanted, layout, obstacles, {})
    boxes = [shape.box for shape in shapes if isinstance(shape, Words)]
    assert len(boxes) == len(places) <= len(joints)
    assert all(inside(box, (640, 360)) for box in boxes)
    assert not any(overlap(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])


@pytest.mark.parametrize("x", range(150, 211, 10))
def test_a_label_finds_room_beside_somebody_in_the_middle_of_a_portrait_picture(x):
    wanted = [("head", (float(x), 260.0), "Head in line with the trunk 16°", "fault")]
    shapes, places = place_labels(wanted, Layout(360, 640), np.zeros((0, 2)), {})
    assert "head" in places
    (words,) = (shape for shape in shapes if isinstance(shape, Words))
    assert " ".join(words.lines) == wanted[0][2]


def test_a_label_stands_off_the_body_and_stays_where_it_was():
    layout = Layout(640, 360)
    body = np.stack([np.linspace(330, 420, 60), np.full(60, 180.0)], axis=1)
    wanted = [("a", (320.0, 180.0), "Knee 12°", "fault")]
    _, places = place_labels(wanted, layout, body, {})
    side, row = places["a"]
    assert side < 0 or row != 0
    _, stays = place_labels(wanted, layout, np.zeros((0, 2)), places)
    assert stays == places
