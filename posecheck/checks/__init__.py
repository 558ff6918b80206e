"""The exercises: one file each, holding a value CHECK that is found by scanning this folder."""

from __future__ import annotations

import difflib
import pkgutil
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from operator import attrgetter

from posecheck.assess.routine import Routine
from posecheck.assess.rules import Check
from posecheck.errors import CheckError


@cache
def discover() -> dict[str, Check]:
    """Give every check by its id; CheckError where a file and its id differ."""
    found = []
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("_"):
            continue
        check: Check = import_module(f"{__name__}.{module.name}").CHECK
        if check.id != module.name.replace("_", "-"):
            raise CheckError(f"checks/{module.name}.py declares {check.id}; name both alike")
        found.append(check)
    return {check.id: check for check in sorted(found, key=attrgetter("id"))}


def find(check_id: str) -> Check:
    """Give one check; CheckError names the most similar one where there is none."""
    checks = discover()
    if check_id in checks:
        return checks[check_id]
    hint = _similar(check_id, checks)
    raise CheckError(f"no check is called {check_id!r}; {hint}posecheck checks lists them")


def routines() -> dict[str, Routine]:
    """Give every routine by its id."""
    from posecheck.checks._routines import ROUTINES

    return {routine.id: routine for routine in ROUTINES}


def find_routine(routine_id: str) -> Routine:
    """Give one routine; CheckError names the most similar one where there is none."""
    known = routines()
    if routine_id in known:
        return known[routine_id]
    hint = _similar(routine_id, known)
    raise CheckError(f"no routine is called {routine_id!r}; {hint}posecheck checks lists them")


def _similar(name: str, known: Iterable[str]) -> str:
    similar = difflib.get_close_matches(name.lower(), list(known), n=1, cutoff=0.4)
    return f"did you mean {similar[0]}? " if similar else ""
