"""A piece is filmed otherwise as it is said to be, and what did not survive is called so."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from samples.transforms.film import TRANSFORMS, Footage
from samples.transforms.judge import changes
from tests.assess.recordings import judge_clip, recorded

RNG = np.random.default_rng(0)
CLIP = Footage(
    [RNG.integers(0, 255, (64, 48, 3), np.uint8) for _ in range(20)], Fraction(60), (8, 4, 40, 60)
)
RUN = judge_clip("running", recorded("running"))


def judgement(verdict="good", value=10.0, side="left"):
    one = replace(RUN.criteria[0], verdict=verdict, value=value, uncertainty=3.0, side=side)
    return replace(RUN, criteria=(one,))


@pytest.mark.parametrize("way", TRANSFORMS)
def test_every_way_gives_pictures_of_one_even_size_and_leaves_the_clip_alone(way):
    before = [image.copy() for image in CLIP.images]
    found = TRANSFORMS[way].change(CLIP)
    [(height, width)] = {image.shape[:2] for image in found.images}
    assert (height % 2, width % 2) == (0, 0)
    assert {image.dtype for image in found.images} == {np.dtype(np.uint8)}
    for image, kept in zip(CLIP.images, before, strict=True):
        np.testing.assert_array_equal(image, kept)


@pytest.mark.parametrize(
    ("way", "frames", "fps"),
    [("half the rate", 10, 30), ("slow motion", 20, 15), ("begun late", 12, 60)],
)
def test_time_is_changed_where_that_is_meant(way, frames, fps):
    found = TRANSFORMS[way].change(CLIP)
    assert (len(found.images), found.fps) == (frames, fps)


def test_a_mirror_image_of_a_mirror_image_is_the_clip():
    mirrored = TRANSFORMS["mirrored"].change
    for image, original in zip(mirrored(mirrored(CLIP)).images, CLIP.images, strict=True):
        np.testing.assert_array_equal(image, original)


@pytest.mark.parametrize(
    ("after", "verdict", "holds"),
    [
        (judgement(), "same", True),
        (judgement("unsure", None), "unsure", True),
        (judgement("borderline", 13.0), "next", True),
        (judgement("borderline", 17.0), "next", False),
        (judgement("fault", 12.0), "opposite", False),
        (judgement("good", 15.0), "same", True),
        (judgement("good", 17.0), "same", False),
    ],
)
def test_what_turned_or_moved_too_far_does_not_hold(after, verdict, holds):
    [change] = changes(judgement(), after)
    assert (change.verdict, change.holds) == (verdict, holds)


def test_left_is_compared_with_right_where_sides_changed():
    [change] = changes(judgement(), judgement(side="right"), swapped=True)
    assert change.verdict == "same"
    [change] = changes(judgement(), judgement(side="right"))
    assert change.verdict == "unsure"
