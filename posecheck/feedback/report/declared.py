"""What the check behind a result declares: how to film it, and what its numbers are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from posecheck.assess.rules import Check, Criterion
from posecheck.checks import find
from posecheck.errors import CheckError
from posecheck.feedback.files import criterion_key


def check_of(result: Mapping[str, Any]) -> Check | None:
    """Give the check of a result as it is declared now; None where there is none of that name."""
    options = (result.get("settings") or {}).get("option") or {}
    try:
        return find(str(result["check"])).varied(options)
    except CheckError:
        return None  # a result of another version: the page does without


def rule_of(check: Check | None, one: Mapping[str, Any]) -> Criterion | None:
    """Give what is declared of one criterion of a result; None where it is not known."""
    key = criterion_key(one["id"], one["side"])
    rules = check.criteria if check is not None else ()
    return next((rule for rule in rules if rule.key == key), None)
