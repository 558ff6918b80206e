import dataclasses

import cv2
import numpy as np
import pytest

from posecheck.feedback.canvas import COLOURS, DARK
from posecheck.feedback.mirror import Screen
from posecheck.feedback.screen import Showing, compose
from posecheck.feedback.shapes import Arc, Line
from tests.feedback.test_overlay import SIZE, moment
from tests.feedback.test_screen import STATES, WINDOWS

RED, BLUE = (200, 30, 20), (20, 30, 200)


def halves():
    """A picture that is red on the left and blue on the right, RGB."""
    rgb = np.empty((*SIZE[::-1], 3), dtype=np.uint8)
    rgb[:, : SIZE[0] // 2], rgb[:, SIZE[0] // 2 :] = RED, BLUE
    return rgb


def rgb_at(bgr, x, y):
    return tuple(int(value) for value in bgr[round(y), round(x), ::-1])


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize(("mirrored", "left"), [(True, BLUE), (False, RED)])
def test_the_picture_is_shown_in_its_colours_and_mirrored_when_asked(window, mirrored, left):
    bgr = Screen(window, mirrored=mirrored).paint(halves(), Showing())
    assert bgr.shape == (window[1], window[0], 3)
    assert rgb_at(bgr, 10, 10) == left
    assert rgb_at(bgr, window[0] - 1, window[1] - 1) == DARK


def test_the_picture_that_is_given_stays_as_it_is():
    rgb = halves()
    Screen().paint(rgb, STATES["fault"])
    assert (rgb == halves()).all()


@pytest.mark.parametrize("window", [(1280, 720), (800, 600)])
@pytest.mark.parametrize("name", STATES)
def test_what_was_painted_before_leaves_no_trace(window, name):
    used = Screen(window)
    for before in (*STATES.values(), STATES[name]):
        used.paint(halves(), before)
    shown = used.paint(halves(), STATES[name])
    assert (shown == Screen(window).paint(halves(), STATES[name])).mean() > 0.999


@pytest.mark.parametrize("change", [{"size_px": (800, 600)}, {"mirrored": False}])
def test_size_and_mirror_may_change_between_frames(change):
    screen = Screen()
    screen.paint(halves(), STATES["hold"])
    for name, value in change.items():
        setattr(screen, name, value)
    shown = screen.paint(halves(), STATES["hold"])
    assert (
        shown == Screen(**{"size_px": (1280, 720), **change}).paint(halves(), STATES["hold"])
    ).all()


def test_pictures_of_another_size_and_no_picture_at_all_are_shown():
    screen = Screen()
    dark = screen.paint(None, STATES["nobody"]).copy()
    assert rgb_at(dark, 10, 10) == DARK
    small = cv2.resize(halves(), (480, 640))
    shown = screen.paint(small, STATES["nobody"]).copy()
    assert rgb_at(shown, 10, 10) == BLUE
    again = screen.paint(None, STATES["nobody"])
    assert rgb_at(again, 10, 10) == DARK
    assert (again[:, 700:] == shown[:, 700:]).all()


def test_verdicts_are_drawn_in_their_colours_on_the_body_and_in_the_ring():
    showing = dataclasses.replace(STATES["hold"], moment=moment(status=(3, 0, 0, 0)))
    shown = Screen(mirrored=False).paint(halves(), showing)
    composed = compose(showing, (1280, 720), SIZE, mirrored=False)
    shapes = [shape for block in composed.blocks for shape in block.shapes]
    arc = next(shape for shape in shapes if isinstance(shape, Arc) and shape.tone == "good")
    assert rgb_at(shown, arc.centre[0] + arc.radius, arc.centre[1]) == COLOURS["good"]
    lean = next(s for s in composed.body.shapes if isinstance(s, Line) and s.tone == "fault")
    x, y = np.mean([lean.start, lean.end], axis=0)
    assert rgb_at(shown, x, y) == COLOURS["fault"]


def test_a_large_picture_is_shrunk_to_the_same_place():
    large = cv2.resize(halves(), (1920, 1080), interpolation=cv2.INTER_NEAREST)
    shown = Screen((1920, 1080)).paint(large, Showing())
    box = compose(Showing(), (1920, 1080), (1920, 1080), mirrored=True).picture
    middle = round(box[2] / 2)
    assert rgb_at(shown, middle - 4, 100) == BLUE
    assert rgb_at(shown, middle + 4, 100) == RED


def test_lines_lie_where_they_did_on_a_picture_that_was_shrunk_since():
    small = cv2.resize(halves(), (640, 360), interpolation=cv2.INTER_NEAREST)
    shown = Screen().paint(small, STATES["fault"], picture_px=SIZE)
    assert (shown == Screen().paint(halves(), STATES["fault"])).mean() > 0.99
