"""Cues and sources, and what a declaration may not say."""

from dataclasses import replace

import pytest

from posecheck.assess.rules import Check, Cue, Source
from posecheck.checks import find
from posecheck.errors import CheckError


def test_a_cue_for_both_ways():
    assert Cue.both("Stand tall.") == Cue(low="Stand tall.", high="Stand tall.")


def test_a_source_in_one_line():
    assert Source("A. J 2020.", "Found x.").line() == "A. J 2020. Found x."
    assert Source("A.", "B.", "https://x").line() == "A. B. https://x"


def test_a_criterion_is_named_with_its_side():
    keys = {criterion.key for criterion in find("single-leg-landing").criteria}
    assert {"knee-in-left", "knee-in-right", "knee-bend"} <= keys


def test_a_criterion_declared_twice_is_refused():
    check = find("wall-posture")
    assert isinstance(check, Check)
    with pytest.raises(CheckError, match="head-tilt"):
        replace(check, criteria=(*check.criteria, check.criteria[0]))
