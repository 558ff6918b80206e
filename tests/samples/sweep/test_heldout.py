"""What was measured on one half of the clips is tried on the other."""

from dataclasses import asdict

import numpy as np
import pytest

from posecheck.assess.error import curves_of
from posecheck.assess.filmed import Filmed
from samples.sweep.conditions import PLAIN, Condition, combinations
from samples.sweep.curves import errors
from samples.sweep.heldout import combined, held_out, how_filmed, section, trials, tried
from samples.sweep.readings import Reading

EAR = "wall-posture/ear ahead of shoulder"
TRUE = np.linspace(0.0, 5.0, 24)
OUTFITS = [Condition(outfit=outfit) for outfit in ("blue", "red", "green", "violet")]


def reading(off, condition=PLAIN, measure=EAR):
    """A head read wrong by `off`, filmed some way."""
    seen = Filmed("side", 0.0, 500.0)
    return Reading("head", measure, "side", "clip", asdict(condition), seen, TRUE, TRUE + off)


def share_inside(found):
    return np.mean([one.inside for one in found if one.kind == "value"])


def test_what_only_one_half_shows_does_not_hold_in_the_other():
    alike = [reading(3.0, outfit) for outfit in OUTFITS]
    assert share_inside(held_out(alike)[0]) == 1.0
    unlike = [reading(off, outfit) for off, outfit in zip((3, 3, 6, 6), OUTFITS, strict=True)]
    assert share_inside(held_out(unlike)[0]) == 0.5
    assert share_inside(list(trials(unlike, curves_of(errors(unlike))))) > 0.95


def photo(off, condition):
    seen = Filmed("side", 0.0, 500.0, still=True)
    return Reading("head", EAR, "side", "stills", asdict(condition), seen, TRUE, TRUE + off)


def test_photos_are_tried_on_the_photos_of_the_other_half():
    clips = [reading(3.0, outfit) for outfit in OUTFITS]
    alike = [photo(6.0, outfit) for outfit in OUTFITS]
    assert share_inside(held_out([*clips, *alike])[1]) == 1.0
    unlike = [photo(off, outfit) for off, outfit in zip((3, 3, 6, 6), OUTFITS, strict=True)]
    assert share_inside(held_out([*clips, *unlike])[1]) == 0.5
    assert share_inside(list(trials([*clips, *unlike], {}, "stills"))) == 0.0, "of photos alone"


def test_random_combinations_are_tried_on_what_was_learnt_without_them():
    mixed = next(combinations())
    assert share_inside(combined([reading(3.0), reading(9.0, mixed)])) == 0.0
    assert share_inside(combined([reading(3.0), reading(3.0, mixed)])) == 1.0


@pytest.mark.parametrize(
    ("condition", "how"),
    [
        (PLAIN, "as the set-up page asks"),
        (Condition(outfit="red", side="right"), "as the set-up page asks"),
        (Condition(yaw=-10.0), "camera 10 degrees off square"),
        (Condition(light="dim"), "in bad light"),
        (Condition(height_px=480), "one other thing changed"),
        (next(combinations()), "random combinations"),
    ],
)
def test_a_condition_is_told_by_what_it_changes(condition, how):
    assert how_filmed(asdict(condition)) == how


def test_the_page_tells_of_halves_and_nothing_of_nothing():
    found = tried([reading(1.0, outfit) for outfit in OUTFITS])
    assert "100.0%" in section({"held_out": found})
    assert section({"held_out": tried([])}) == ""
