"""Every check against bodies of known angles: the cases of tests/cases, one file a check."""

import pytest

from posecheck.checks import find
from tests.checks.staging import all_cases, judged, said, variants

EVERY = [
    pytest.param(check_id, case, id=f"{check_id}: {case['name']}") for check_id, case in all_cases()
]


def results_by_key(judgement, check_id):
    """Results by the name that a case file gives them: the id, with its side where it has one."""
    return {
        f"{result.id}-{result.side}" if result.side else result.id: result
        for result in judgement.criteria
    }


@pytest.mark.parametrize(("check_id", "case"), EVERY)
def test_case(check_id, case):
    judgement = judged(check_id, case)
    results = results_by_key(judgement, check_id)
    check = find(check_id).varied(case.get("options", {}))
    keys = {criterion.key for criterion in check.criteria}
    assert set(case.get("expect", {})) | set(case.get("near", {})) <= keys
    found = {key: said(results[key]) for key in case.get("expect", {})}
    assert found == case.get("expect", {})
    for key, (truth, tolerance) in case.get("near", {}).items():
        assert results[key].value == pytest.approx(truth, abs=tolerance), key
    if "verdict" in case:
        assert judgement.verdict == case["verdict"]
    if "reps" in case:
        assert len(judgement.reps) == case["reps"]


@pytest.mark.parametrize("check_id", sorted({check_id for check_id, _ in all_cases()}))
def test_cases_show_right_and_wrong_and_a_view_that_shows_too_little(check_id):
    cases = [case for file, case in all_cases() if file == check_id]
    verdicts = {case.get("verdict") for case in cases}
    assert {"good", "fault"} <= verdicts
    outcomes = {word for case in cases for word in case.get("expect", {}).values()}
    assert {"good", "fault", "wrong-view"} <= outcomes


@pytest.mark.parametrize("check_id", sorted({check_id for check_id, _ in all_cases()}))
def test_every_criterion_is_judged_somewhere_and_a_required_one_right_and_wrong(check_id):
    outcomes = {}
    for file, case in all_cases():
        for key, word in case.get("expect", {}).items() if file == check_id else ():
            outcomes.setdefault(key.removesuffix("-left").removesuffix("-right"), set()).add(word)
    for criterion in (one for variant in variants(find(check_id)) for one in variant.criteria):
        if not criterion.cannot:
            wanted = {"good", "fault"} if criterion.required else set()
            assert wanted <= outcomes[criterion.id], criterion.id
