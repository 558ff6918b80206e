"""Stated errors by kind: each reading in one kind, beside what that kind may state."""

import re
from dataclasses import replace

from samples.sweep.heldout import AS_ASKED, Trial
from samples.sweep.kinds import LIMITS, by_limit, section, told

EAR = Trial("wall-posture/ear ahead of shoulder", "side", "value", "% S", AS_ASKED, 1.5, 1.5, True)
DARK = replace(EAR, how="in bad light", stated=4.0, inside=False)


def test_each_reading_counts_in_one_kind_and_beside_its_limit():
    found = [EAR, DARK]
    [(limit, of)] = [(limit, of) for limit, of in by_limit(found) if of]
    assert (limit.title, limit.error, limit.unit) == ("Offsets, from the side", 1.5, "% S")
    assert of == found
    assert all(re.compile(limit.of) for limit in LIMITS)


def test_a_kind_tells_its_median_as_asked_apart_and_marks_what_is_too_large():
    [kind] = told([EAR, EAR, DARK, DARK, DARK])
    assert (kind["as_asked"], kind["stated"], kind["inside"]) == (1.5, 4.0, 0.4)
    page = section({"kinds": [kind]})
    assert "| ±1.5 | **±4** | 40% |" in page
    assert section({"kinds": told([])}) == ""
