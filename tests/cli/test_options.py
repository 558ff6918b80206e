"""What is typed becomes what is asked for."""

import pytest
import typer

from posecheck.cli.options import FailOn, fail, variants
from posecheck.errors import CheckError


def test_variants_are_pairs_and_a_value_may_hold_what_it_likes():
    assert variants(None) == {}
    assert variants(["stage=2", "note=a=b", "empty="]) == {"stage": "2", "note": "a=b", "empty": ""}


def test_a_variant_without_a_value_is_refused():
    with pytest.raises(CheckError, match="KEY=VALUE"):
        variants(["stage"])


@pytest.mark.parametrize(
    ("limit", "failing"),
    [
        (None, set()),
        (FailOn.fault, {"fault"}),
        (FailOn.borderline, {"fault", "borderline"}),
    ],
)
def test_only_verdicts_as_bad_as_the_limit_fail(limit, failing):
    for verdict in ("good", "borderline", "fault", "unsure"):
        failed = False
        try:
            fail(["good", verdict], limit)
        except typer.Exit as end:
            failed = end.exit_code == 1
        assert failed == (verdict in failing)
