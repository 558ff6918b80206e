import dataclasses
import math
import os
from pathlib import Path

import numpy as np
import pytest

from posecheck.assess.results import VERDICTS
from posecheck.body import MID_HIP, MID_SHOULDER, NEAR
from posecheck.feedback.guides import Guide
from posecheck.feedback.layout import Layout
from posecheck.feedback.overlay import Moment, Topic, draw
from posecheck.feedback.shapes import MARKS, TONES, Arc, Dot, Line, Words
from tests.feedback.fabricated import standing_track

GOLDEN = Path(__file__).parents[1] / "golden"
SIZE = (1280, 720)
TOPICS = (
    Topic("lean", "Trunk lean", "deg", (Guide("lean", MID_HIP, MID_SHOULDER),)),
    Topic("knee", "Knee", "deg", (Guide("joint", NEAR.hip, NEAR.ankle, middle=NEAR.knee),)),
    Topic("head", "Head", "% S", (Guide("offset", NEAR.shoulder, NEAR.ear),)),
    Topic("hands", "Hands", "W", (Guide("span", NEAR.wrist, NEAR.hip),)),
)


def moment(**changes):
    xy = standing_track(1).points[0, :, :2] * SIZE[1]
    xy[:, 1] = SIZE[1] - xy[:, 1]
    usual = Moment(
        points=xy,
        sure=np.ones(33, dtype=bool),
        guess=np.ones(33, dtype=bool),
        near_right=False,
        side_view=True,
        status=(3, 2, 1, 0),
        values=(-1.24, 44.0, 2.1, 0.5),
        title="Running · stance",
        cue="Lean a little from the ankles.",
        cue_tone="fault",
    )
    return dataclasses.replace(usual, **changes)


def shapes(**changes):
    return draw(TOPICS, moment(**changes), Layout(*SIZE)).shapes


def of(kind, found, *tones):
    return [s for s in found if isinstance(s, kind) and (not tones or s.tone in tones)]


def rounded(value):
    if isinstance(value, float):
        return round(value, 1) + 0.0
    if isinstance(value, tuple):
        return tuple(map(rounded, value))
    return value


def lines_of(found):
    for shape in found:
        fields = [rounded(getattr(shape, f.name)) for f in dataclasses.fields(shape)]
        yield f"{type(shape).__name__} {' '.join(map(str, fields))}"


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("side", {}),
        ("front", {"side_view": False}),
        ("still", {"only": 2, "status": (3, 2, 2, 0)}),
        ("rolled", {"up": (math.sin(0.1), -math.cos(0.1))}),
    ],
)
def test_the_shapes_are_the_golden_ones(name, changes):
    """Run with UPDATE_GOLDEN=1 after a wanted change, and look at the difference."""
    path = GOLDEN / f"overlay-{name}.txt"
    text = "\n".join(lines_of(shapes(**changes))) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_tones_go_with_the_codes_of_verdicts_and_each_has_a_sign_of_its_own():
    assert TONES == VERDICTS
    assert len({MARKS[tone] for tone in TONES}) == len(TONES)


def test_from_the_side_only_the_near_limbs_are_drawn():
    assert len(of(Line, shapes(), "body")) < len(of(Line, shapes(side_view=False), "body"))
    left, right = of(Line, shapes(), "body"), of(Line, shapes(near_right=True), "body")
    assert len(left) == len(right)
    assert not {line.start for line in left} & {line.start for line in right}


def test_what_is_doubtful_is_dashed_or_left_out():
    sure = np.ones(33, dtype=bool)
    sure[[25, 27, 29, 31]] = False
    dashed = of(Line, shapes(sure=sure), "doubt")
    assert dashed
    assert all(line.dashed for line in dashed)
    assert not of(Line, shapes(sure=sure, guess=sure), "doubt")
    assert not of(Line, shapes(sure=sure), "borderline")


def test_nobody_in_the_picture_leaves_the_words():
    nobody = shapes(
        points=np.full((33, 2), np.nan),
        sure=np.zeros(33, dtype=bool),
        guess=np.zeros(33, dtype=bool),
    )
    assert {type(shape) for shape in nobody} == {Words}


def test_what_is_unsure_is_not_drawn_as_judged():
    found = shapes(status=(0, 0, 0, 0))
    assert not of(Line, found, "good", "borderline", "fault")
    assert not of(Arc, found)


def test_faults_and_borderlines_have_labels_with_their_numbers_and_good_ones_have_not():
    labels = [words.lines[0] for words in of(Words, shapes()) if words.mark]
    assert labels[:-1] == ["Trunk lean -1°", "Knee 44°"]
    assert len([w for w in of(Words, shapes(status=(3, 3, 3, 3))) if w.mark]) == 4


def test_no_words_lie_on_others():
    boxes = [words.box for words in of(Words, shapes(status=(3, 3, 3, 3)))]
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_the_reference_of_a_lean_follows_the_roll_of_the_camera():
    up = (math.sin(0.2), -math.cos(0.2))
    (line,) = [line for line in of(Line, shapes(up=up), "fault") if line.dashed]
    dx, dy = line.end[0] - line.start[0], line.end[1] - line.start[1]
    assert math.atan2(dx, -dy) == pytest.approx(0.2)


def test_an_offset_stands_at_right_angles_to_its_reference():
    up = (math.sin(0.2), -math.cos(0.2))
    plumb, across = (line for line in of(Line, shapes(up=up, only=2, status=(0, 0, 2, 0))) if
                     line.tone == "borderline" and line.width > 2.4)  # fmt: skip
    a = np.subtract(plumb.end, plumb.start)
    b = np.subtract(across.end, across.start)
    assert a @ b == pytest.approx(0, abs=1e-6)


def test_a_plumb_line_that_several_offsets_share_is_drawn_once():
    points = (NEAR.ear, NEAR.shoulder, NEAR.hip, NEAR.knee)
    line = Topic("line", "Line", "% S", tuple(Guide("offset", NEAR.ankle, p) for p in points))
    found = draw((line,), moment(status=(3,), values=(3.0,)), Layout(*SIZE)).shapes
    (plumb,) = [s for s in of(Line, found, "fault") if s.dashed]
    heights = [moment().points[p.a, 1] for p in points]
    assert plumb.end[1] == pytest.approx(min(heights))


def test_a_still_shows_its_criterion_alone():
    found = shapes(only=1)
    assert not of(Line, found, "fault")
    assert next(w.lines[0] for w in of(Words, found) if w.mark) == "Knee 44°"


def test_the_worst_is_drawn_last_so_that_nothing_covers_it():
    tones = [s.tone for s in shapes() if isinstance(s, Line | Arc) and s.tone in TONES]
    first_fault = tones.index("fault")
    assert "good" not in tones[first_fault:]


def test_a_number_that_is_not_known_is_not_written():
    labels = [w.lines[0] for w in of(Words, shapes(values=(math.nan,) * 4)) if w.mark]
    assert labels[0] == "Trunk lean"


def test_a_percentage_is_told_to_a_tenth_where_limits_are_that_close():
    def number(value):
        found = shapes(values=(1.0, 1.0, value, 1.0), only=2, status=(0, 0, 2, 0))
        return next(w.lines[0] for w in of(Words, found) if w.mark)

    assert [number(value) for value in (0.3, -0.64, -0.04, 12.3)] == [
        "Head 0.3 %",
        "Head -0.6 %",
        "Head 0.0 %",
        "Head 12 %",
    ]


def test_what_stayed_as_it_was_is_not_painted_as_good():
    """A head that was too far forward at the wall, and still is a step away from it."""
    stays = dataclasses.replace(TOPICS[2], compares=True)

    def tones(topic, status):
        found = draw((topic,), moment(status=(status,), values=(0.3,)), Layout(*SIZE)).shapes
        return {s.tone for s in of(Line, found)} & set(TONES)

    assert tones(TOPICS[2], 1) == {"good"}
    assert tones(stays, 1) == set()
    assert tones(stays, 3) == {"fault"}


def arc_of(told, value):
    guide = Guide("joint", NEAR.hip, NEAR.ankle, middle=NEAR.knee, told=told)
    topic = Topic("knee", "Knee", "deg", (guide,))
    found = draw((topic,), moment(status=(3,), values=(value,)), Layout(*SIZE)).shapes
    (arc,) = of(Arc, found)
    return abs(arc.to_deg - arc.from_deg)


def test_an_arc_spans_the_angle_that_is_written_beside_it():
    hip, knee, ankle = moment().points[[23, 25, 27]]
    a, b = hip - knee, ankle - knee
    corner = math.degrees(math.acos(a @ b / np.linalg.norm(a) / np.linalg.norm(b)))
    assert arc_of("corner", corner) == pytest.approx(corner)
    assert arc_of("bend", 180 - corner) == pytest.approx(180 - corner)
    assert arc_of("full", corner) == pytest.approx(corner)
    assert arc_of("full", 360 - corner) == pytest.approx(360 - corner)


def test_a_label_stands_beside_the_body_not_on_its_flesh():
    """Somebody who lies: a label just above the bones would lie on the trunk."""
    standing = moment().points
    lying = (standing - standing[23])[:, ::-1] * (1, -1) + (640, 360)
    hips, shoulders = lying[23], lying[11]
    trunk = math.dist(shoulders, hips)
    found = shapes(points=lying, status=(3, 0, 0, 0))
    (label,) = (w for w in of(Words, found, "fault") if w.lines[0].startswith("Trunk"))
    left, top, right, bottom = label.box
    for share in np.linspace(0, 1, 9):
        x, y = hips + share * (shoulders - hips)
        for side in (-0.15, 0, 0.15):
            assert not (left < x < right and top < y + side * trunk < bottom)


def test_dots_mark_the_joints_of_the_body_but_none_the_face():
    dots = {dot.centre for dot in of(Dot, shapes(), "body")}
    face = {tuple(xy) for xy in moment().points[:11].tolist()}
    assert dots
    assert not dots & face
