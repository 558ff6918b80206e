from posecheck.assess.band import Band
from posecheck.assess.rules import ANY_VIEW, OWN, Criterion, Cue, Fact, Part
from posecheck.body import LEFT, MID_HIP, MID_SHOULDER, NEAR, PELVIS_LINE, RIGHT
from posecheck.feedback.guides import Guide, guides_of
from posecheck.geometry.measure import (
    Channel,
    Vector,
    above,
    ahead,
    bow,
    difference,
    flexion,
    fppa,
    joint,
    knee_angle,
    lean,
    proportion,
    relative,
    rise,
    span,
)

LEAN = lean(MID_HIP, MID_SHOULDER, "lean")


def guides(measure, **more):
    return guides_of(
        Criterion(
            id="a",
            code="A1",
            title="A",
            meaning="",
            measure=measure,
            band=Band.at_most(1.0, 2.0),
            error=1.0,
            views=ANY_VIEW,
            cue=Cue.both("Try."),
            sources=(OWN,),
            **more,
        )
    )


def test_a_lean_is_a_line_against_the_vertical():
    assert guides(LEAN) == (Guide("lean", MID_HIP, MID_SHOULDER, direction=(0.0, 1.0)),)


def test_a_rise_is_a_line_against_the_horizontal():
    assert guides(rise(NEAR.ear, NEAR.eye, "r"))[0].direction == (1.0, 0.0)


def test_a_joint_is_two_lines_that_meet():
    expected = Guide("joint", LEFT.shoulder, LEFT.wrist, middle=LEFT.elbow)
    assert guides(joint(LEFT.shoulder, LEFT.elbow, LEFT.wrist, "elbow")) == (expected,)


def test_two_segments_in_a_row_are_a_joint_too():
    assert guides(knee_angle(NEAR, "knee")) == (
        Guide("joint", NEAR.hip, NEAR.ankle, middle=NEAR.knee, told="full"),
    )


def test_a_bend_from_straight_is_told_from_the_angle_of_a_joint():
    told = [
        guides(make(LEFT.hip, LEFT.knee, LEFT.ankle, "k"))[0].told for make in (joint, flexion, bow)
    ]
    assert told == ["corner", "bend", "bend"]
    assert guides(fppa("left", "k"))[0].told == "bend"


def test_an_offset_ahead_is_measured_from_the_plumb_line():
    (guide,) = guides(ahead(NEAR.ankle, NEAR.knee, "S", "o"))
    assert (guide.drawing, guide.direction) == ("offset", (0.0, 1.0))


def test_an_offset_above_is_measured_from_the_level():
    (guide,) = guides(above(NEAR.ankle, NEAR.knee, "S", "o"))
    assert (guide.drawing, guide.direction) == ("offset", (1.0, 0.0))


def test_a_distance_is_the_line_itself():
    assert guides(span(LEFT.thumb, RIGHT.thumb, "W", "t")) == (
        Guide("span", LEFT.thumb, RIGHT.thumb),
    )


def test_a_proportion_is_both_segments():
    measure = proportion(Vector(LEFT.hip, LEFT.knee), Vector(RIGHT.hip, RIGHT.knee), "p")
    assert [guide.drawing for guide in guides(measure)] == ["span", "span"]


def test_a_number_made_of_others_shows_them_all_once():
    neck = lean(NEAR.shoulder, NEAR.ear, "neck")
    assert guides(difference(neck, LEAN, "d")) == (*guides(neck), *guides(LEAN))
    assert guides(relative(LEAN, "r")) == guides(LEAN)
    part = Part("p", "P", neck, Band.at_most(1.0, 2.0), 1.0)
    assert guides(LEAN, parts=(part, part)) == (*guides(LEAN), *guides(neck))


def test_a_time_or_a_channel_has_nothing_to_draw():
    assert guides(Fact("cadence", "steps/min")) == ()
    assert guides(Channel("pelvis", "deg")) == ()


def test_a_drop_of_the_pelvis_shows_the_line_that_was_measured():
    ends = PELVIS_LINE["right"], PELVIS_LINE["left"]
    assert guides(rise(*ends, "drop", plane="picture")) == (
        Guide("lean", *ends, direction=(1.0, 0.0)),
    )
