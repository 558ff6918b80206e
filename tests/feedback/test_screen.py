import dataclasses
import itertools
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.checks import discover
from posecheck.feedback.lettering import sheet
from posecheck.feedback.screen import Showing, compose
from posecheck.feedback.shapes import Arc, Dot, Line, Words
from posecheck.feedback.window import HELP
from tests.feedback.test_overlay import SIZE, TOPICS, lines_of, moment

GOLDEN = Path(__file__).parents[1] / "golden"
WINDOWS = [(1280, 720), (1920, 1080), (800, 600)]
PICTURES = {"wide": (1280, 720), "camera": (640, 480), "portrait": (720, 1280)}
LONGEST = "Let your head come forward until your ear is above your shoulder."  # 64 letters
SUMMARY = [("fault", "Head over shoulders: slide your head straight back, like closing a drawer.")]
SUMMARY += [(tone, f"Criterion {number}") for number, tone in enumerate(["good", "unsure"] * 5)]
STATES = {
    "guide": Showing(
        moment(status=(0, 0, 0, 0)), TOPICS, "Wall posture", outline=True, keys=HELP,
        guide="Turn so that your left side faces the camera", badges=["muted"],
    ),
    "still": Showing(
        moment(status=(0, 0, 0, 0)), TOPICS, "Wall posture", guide="Hold still", outline=True,
        cue_tone="good", count="2", ring=0.4, keys=HELP,
    ),
    "fault": Showing(
        moment(), TOPICS, "Wall posture · at the wall", cue=LONGEST, cue_tone="fault", keys=HELP,
        notes=["Shoulder level: not seen from this side", "Step away: not yet", "A third"],
    ),
    "hold": Showing(
        moment(status=(1, 1, 1, 1)), TOPICS, "Single-leg stance · left", cue="Good, hold it.",
        cue_tone="good", count="12.5 s", ring=12.5 / 30, badges=["recording", "4 s delayed"],
        notes=["Knee: hidden"], keys="h help",
    ),
    "reps": Showing(moment(), TOPICS, "Wall angel", count="3", cue="Thumbs!", cue_tone="fault"),
    "nobody": Showing(None, (), "Wall angel", guide="Step into the picture", badges=["paused"]),
    "end": Showing(None, (), "Wall posture: one thing to mend", summary=SUMMARY, keys="q quit"),
    "nothing": Showing(),
}  # fmt: skip
EVERY = list(itertools.product(WINDOWS, PICTURES.values(), STATES.values()))


def composed(showing, window=(1280, 720), picture=SIZE, *, mirrored=True):
    return compose(showing, window, picture, mirrored=mirrored)


def cap_px(words):
    rows = np.nonzero((sheet().letters["H"] > 127).any(axis=1))[0]
    return words.line_px * (rows.max() - rows.min() + 1) / sheet().height


def apart(a, b):
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def words_of(found):
    return [shape for block in found.blocks for shape in block.shapes if isinstance(shape, Words)]


def saying(found, text):
    (words,) = [words for words in words_of(found) if " ".join(words.lines) == text]
    return words


@pytest.mark.parametrize(
    ("name", "window", "picture"),
    [
        ("guide", (1280, 720), "wide"),
        ("fault", (1280, 720), "wide"),
        ("hold", (1920, 1080), "portrait"),
        ("reps", (800, 600), "camera"),
        ("end", (1280, 720), "wide"),
    ],
)
def test_the_shapes_are_the_golden_ones(name, window, picture):
    """Run with UPDATE_GOLDEN=1 after a wanted change, and look at the difference."""
    found = composed(STATES[name], window, PICTURES[picture])
    lines = [f"Picture {found.picture}", *lines_of(found.body.shapes)]
    for block in found.blocks:
        lines += [f"Block {block.box}", *(f"  {line}" for line in lines_of(block.shapes))]
    path = GOLDEN / f"screen-{name}.txt"
    text = "\n".join(lines) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("window", "picture", "showing"), EVERY)
def test_no_words_lie_on_others_or_on_the_picture_and_nothing_lies_outside(
    window, picture, showing
):
    found = composed(showing, window, picture)
    words = [shape.box for shape in words_of(found)]
    for a, b in itertools.combinations([found.picture, *words], 2):
        assert apart(a, b)
    for a, b in itertools.combinations([found.picture, *(block.box for block in found.blocks)], 2):
        assert apart(a, b)
    for block in found.blocks:
        for shape in block.shapes:
            left, top, right, bottom = reach(shape)
            assert left >= block.box[0] >= 0
            assert top >= block.box[1] >= 0
            assert right <= block.box[2] <= window[0]
            assert bottom <= block.box[3] <= window[1]


def reach(shape):
    if isinstance(shape, Words):
        return shape.box
    assert isinstance(shape, Arc)
    far = shape.radius + shape.width / 2
    (x, y) = shape.centre
    return x - far, y - far, x + far, y + far


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("picture", PICTURES.values())
def test_what_is_to_be_read_from_three_metres_is_large_enough(window, picture):
    least = window[1] / 18
    for name in ("fault", "hold", "reps", "guide", "still"):
        showing = STATES[name]
        found = composed(showing, window, picture)
        assert cap_px(saying(found, showing.guide or showing.cue)) >= least
        if showing.count:
            assert cap_px(saying(found, showing.count)) >= least
        if showing.keys:
            keys = [words for words in words_of(found) if showing.keys.startswith(words.lines[0])]
            assert cap_px(keys[0]) >= window[1] / 45


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("picture", PICTURES.values())
def test_every_cue_there_is_can_be_read_whole(window, picture):
    for check in discover().values():
        for criterion in check.criteria:
            for cue in {criterion.cue.low, criterion.cue.high} - {""}:
                showing = dataclasses.replace(STATES["hold"], cue=cue)
                words = saying(composed(showing, window, picture), cue)
                assert cap_px(words) >= window[1] / 18 or len(cue) > len(LONGEST)


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("picture", PICTURES.values())
def test_the_picture_stays_large_and_keeps_its_shape(window, picture):
    left, top, right, bottom = composed(STATES["fault"], window, picture).picture
    assert (right - left) / (bottom - top) == pytest.approx(picture[0] / picture[1], rel=0.01)
    assert bottom - top >= 0.5 * window[1]


def test_beside_a_portrait_picture_the_words_stand_in_a_panel():
    found = composed(STATES["fault"], (1280, 720), (720, 1280))
    assert found.picture == (0, 0, 405, 720)


@given(
    st.tuples(st.integers(320, 4000), st.integers(240, 2400)),
    st.tuples(st.integers(16, 4000), st.integers(16, 4000)),
    st.sampled_from(list(STATES.values())),
)
def test_any_window_can_hold_any_picture(window, picture, showing):
    found = composed(showing, window, picture)
    boxes = [found.picture, *(block.box for block in found.blocks)]
    for box in boxes:
        assert 0 <= box[0] <= box[2] <= window[0]
        assert 0 <= box[1] <= box[3] <= window[1]
    for a, b in itertools.combinations(boxes, 2):
        assert apart(a, b)


def test_the_lines_are_mirrored_with_the_picture_and_the_words_are_not():
    judged = dataclasses.replace(STATES["fault"], moment=moment(up=(0.1, -0.995)))
    plain, mirrored = (composed(judged, mirrored=way) for way in (False, True))
    wide = plain.picture[2]
    assert mirrored.blocks == plain.blocks
    one, other = (
        [s for s in found.body.shapes if isinstance(s, Line)] for found in (plain, mirrored)
    )
    lines = len(one) - 1  # the last leads to the sign, which finds a place of its own
    for a, b in zip(one[:lines], other[:lines], strict=True):
        assert b.start == pytest.approx((wide - a.start[0], a.start[1]))
        assert b.end == pytest.approx((wide - a.end[0], a.end[1]))


def test_the_moment_is_left_as_it_was():
    before = moment().points.copy()
    showing = Showing(moment(points=before), TOPICS)
    composed(showing)
    assert (before == moment().points).all()


def test_the_lines_follow_the_picture_into_its_size():
    small, large = (composed(STATES["fault"], size) for size in WINDOWS[:2])
    scale = large.picture[2] / small.picture[2]
    assert scale > 1.3
    a, b = (next(s for s in f.body.shapes if isinstance(s, Dot)).centre for f in (small, large))
    assert b == pytest.approx(np.multiply(a, scale), abs=1.5)


def test_guidance_shows_thin_lines_in_a_frame_and_judging_wide_ones():
    guided, judged = composed(STATES["guide"]).body, composed(STATES["reps"]).body
    thin, wide = (
        max(s.width for s in found.shapes if isinstance(s, Line) and s.tone == "body")
        for found in (guided, judged)
    )
    assert wide > 1.5 * thin
    corners = [s for s in guided.shapes if isinstance(s, Line) and s.tone == "quiet"]
    assert len(corners) == 8


def test_one_sign_stands_beside_the_body_and_off_the_face():
    body = composed(STATES["fault"], mirrored=False).body
    (sign,) = [s for s in body.shapes if isinstance(s, Words)]
    assert sign.lines == ("",)
    scale = composed(STATES["fault"]).picture[2] / SIZE[0]
    face = moment().points[:11] * scale
    left, top, right, bottom = sign.box
    inside = (face > (left, top)).all(axis=1) & (face < (right, bottom)).all(axis=1)
    assert not inside.any()


def test_a_ring_grows_with_what_is_done_and_begins_at_the_top():
    def swept(ring):
        found = composed(dataclasses.replace(STATES["hold"], ring=ring))
        arcs = [s for block in found.blocks for s in block.shapes if isinstance(s, Arc)]
        assert arcs[0].to_deg - arcs[0].from_deg == 360
        assert all(arc.from_deg == -90 for arc in arcs[1:])
        return sum(arc.to_deg - arc.from_deg for arc in arcs[1:])

    assert [swept(ring) for ring in (-1, 0, 0.25, 1, 2)] == [0, 0, 90, 360, 360]


def test_a_guide_takes_the_place_of_the_cue_and_the_list_of_both():
    shown = dataclasses.replace(STATES["fault"], guide="Step back")
    assert saying(composed(shown), "Step back")
    assert not [w for w in words_of(composed(shown)) if LONGEST.startswith(w.lines[0])]
    ended = dataclasses.replace(shown, summary=[("good", "Head")])
    assert [w.tone for w in words_of(composed(ended)) if w.mark] == ["good"]


def test_a_short_cue_is_written_larger_and_an_endless_one_is_cut():
    short, long = (
        next(w for w in words_of(composed(dataclasses.replace(STATES["fault"], cue=cue))) if w.mark)
        for cue in ("Tall!", "Stand as tall as you can, and then a little taller. " * 5)
    )
    assert short.line_px > 1.4 * long.line_px
    assert long.lines[-1].endswith("…")


def test_what_the_list_has_no_room_for_is_counted():
    many = [("good", f"Criterion {number}") for number in range(60)]
    words = words_of(composed(Showing(summary=many)))
    shown = [w for w in words if w.tone == "good"]
    assert words[-1].lines == (f"… and {60 - len(shown)} more in the report",)


def test_what_is_judged_and_its_phase_are_not_broken_apart_elsewhere():
    found = composed(STATES["fault"])
    assert ("Wall posture", "at the wall") in [words.lines for words in words_of(found)]
