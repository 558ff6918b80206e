import pytest

from posecheck.checks import discover
from posecheck.feedback.report import words


@pytest.mark.parametrize(
    ("value", "unit", "long", "short"),
    [
        (7.44, "deg", "7.4°", "7.4°"),
        (-0.04, "deg", "0.0°", "0.0°"),
        (-7.44, "deg", "−7.4°", "−7.4°"),
        (161.3, "deg", "161°", "161°"),
        (0.165, "L", "0.17 leg lengths", "0.17"),
        (0.95, "of standing", "0.95 of standing", "0.95"),
        (1.8, "% S", "1.8 %", "1.8 %"),
        (166.2, "steps/min", "166 steps/min", "166"),
        (0.3, "% line", "0.3 % of the body line", "0.3 %"),
        (73.8, "deg/s", "73.8 degrees a second", "73.8"),
        (1.5, "s", "1.5 s", "1.5 s"),
        (2.0, "", "2.0", "2.0"),
        (None, "deg", "–", "–"),
    ],
)
def test_numbers_read_as_people_write_them(value, unit, long, short):
    assert words.number(value, unit) == long
    assert words.number(value, unit, short=True) == short


@pytest.mark.parametrize(
    ("unit", "head"), [("deg", ""), ("% S", ""), ("L", "leg lengths"), ("turns", "turns"), ("", "")]
)
def test_a_column_says_the_unit_that_its_numbers_do_not_carry(unit, head):
    assert words.column_unit(unit) == head


def test_every_unit_of_the_checks_is_a_readers_word():
    measured = [one for check in discover().values() for one in check.criteria if not one.cannot]
    plain = {"s", "ms", "turns", "%", "of standing", "steps/min"}
    assert {one.unit for one in measured} - plain <= set(words.UNITS)


def test_limits_are_said_in_words():
    assert words.limits((4.0, 12.0), "deg") == "4.0° to 12.0°"
    assert words.limits((None, 0.13), "L") == "at most 0.13 leg lengths"
    assert words.limits((160.0, None), "steps/min") == "at least 160 steps/min"
    assert words.limits((None, None), "deg") == ""


@pytest.mark.parametrize(
    ("verdict", "by_verdict", "counted", "says"),
    [
        (
            "fault",
            {"fault": ["Trunk lean", "Cadence"]},
            5,
            "Clearly outside the limits: trunk lean; cadence.",
        ),
        ("borderline", {"borderline": ["Knee"]}, 5, "Near the limits: knee."),
        ("good", {"good": ["A", "B"]}, 2, "All 2 things that count"),
        ("good", {"good": ["A"]}, 1, "The one thing that counts"),
        ("unsure", {"unsure": ["Head"]}, 3, "Could not be judged: head. What could be judged"),
        ("unsure", {"unsure": ["Head"]}, 1, "Could not be judged: head."),
        ("unsure", {}, 0, "Nothing could be judged"),
    ],
)
def test_one_sentence_says_what_led_to_the_verdict(verdict, by_verdict, counted, says):
    assert words.sentence(verdict, by_verdict, counted).startswith(says)


def test_a_long_list_is_cut():
    assert words.listing(list("ABCDE")) == "a; b; c; 2 more"


def test_nothing_speaks_of_causes():
    for text in (words.ABOUT, words.SEE_SOMEBODY, words.SEE_SOMEBODY_NOW):
        assert "because of" not in text
    assert "does not look for causes" in words.ABOUT


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("height_cm", 178.0, "height 178 cm"),
        ("mirrored", True, "mirrored recording"),
        ("option", {"stage": "2"}, "stage 2"),
        ("view", "front", "view front"),
        ("of_another_version", [1], "of another version [1]"),
    ],
)
def test_what_was_asked_for_is_said_in_words(name, value, says):
    assert words.setting(name, value) == says
