"""docs/checks.md: its example is a check that works, and what it names exists."""

import importlib.util
import inspect
import re
import sys
from pathlib import Path

import pytest

from posecheck.assess import (
    band,
    cycle,
    diagonal,
    hold,
    reduce,
    rules,
    single_leg,
    squat,
    steps,
    still_holds,
    swing,
)
from posecheck.assess.recording import Circumstances, assess
from posecheck.assess.results import RollResult
from posecheck.detect.prepare import prepare_clip
from posecheck.geometry import measure
from tests.checks.staging import KEYS, said, staged

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PAGE = (Path(__file__).parents[2] / "docs" / "checks.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
(CASES,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def check(tmp_path_factory):
    path = tmp_path_factory.mktemp("checks") / "squat.py"
    path.write_text(EXAMPLE, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("squat", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.CHECK


@pytest.mark.parametrize("case", tomllib.loads(CASES)["case"], ids=lambda case: case["name"])
def test_the_example_says_of_its_cases_what_it_should(check, case):
    assert set(case) <= KEYS
    around = Circumstances(RollResult(0.0, "given", 0.3))
    judgement, _ = assess(check, prepare_clip(staged(case)), around)
    found = {f"{one.id}-{one.side}" if one.side else one.id: one for one in judgement.criteria}
    assert {key: said(found[key]) for key in case["expect"]} == case["expect"]
    for key, (truth, tolerance) in case.get("near", {}).items():
        assert found[key].value == pytest.approx(truth, abs=tolerance)
    assert judgement.verdict == case["verdict"]
    assert len(judgement.reps) == case.get("reps", 1)


def test_the_example_judges_knees_from_the_front(check):
    squat = {"thigh_out": 10, "knee_in": 25, "thigh": 65, "knee": 100}
    keys = [{"at_s": 0}, {"at_s": 2.2}, {"at_s": 3.7, **squat}, {"at_s": 4.7, **squat}]
    case = {"view": "front", "keys": [*keys, {"at_s": 6.2}, {"at_s": 7.0}]}
    around = Circumstances(RollResult(0.0, "given", 0.3))
    judgement, _ = assess(check, prepare_clip(staged(case)), around)
    knees = [one for one in judgement.criteria if one.id == "knee-in"]
    assert [one.side for one in knees] == ["left", "right"]
    assert all(one.value is not None for one in knees)


def test_the_vocabulary_on_the_page_is_the_whole_vocabulary():
    table = PAGE[PAGE.index("| function | gives |") : PAGE.index("A scale is a length")]
    told = set(re.findall(r"`([a-z_]+)[`(]", table))
    functions = {name for name, one in vars(measure).items() if inspect.isfunction(one)}
    functions = {name for name in functions if not name.startswith("_")} - {"dataclass"}
    assert told == functions


def test_the_engines_on_the_page_have_the_phases_it_tells():
    engines = {
        "StillHolds": still_holds.StillHolds(()),
        "Cycle": cycle.Cycle(None, (0, 1), 2, 1.5),
        "Swing": swing.Swing(None, 1.0),
        "SingleLeg": single_leg.SingleLeg("stance"),
        "OneLegSquats": squat.OneLegSquats(),
        "Diagonals": diagonal.Diagonals(),
        "Hold": hold.Hold(()),
        "GaitPhases": steps.GaitPhases(),
    }
    for name, engine in engines.items():
        row = re.search(rf"^\| `{name}\(.*$", PAGE, re.MULTILINE).group()
        assert f"| {', '.join(engine.names)} |" in row


def test_the_reducers_on_the_page_are_all_there_are():
    told = re.search(r"makes one number of them\s\(([^)]*)\)", PAGE).group(1)
    assert set(told.replace("\n", " ").split(", ")) == {*reduce.REDUCERS, "change"}


def test_what_the_page_says_of_a_criterion_exists():
    for name in ("parts", "of_sides", "required", "cannot", "cue", "trust", "error", "views"):
        assert name in rules.Criterion.__dataclass_fields__
        assert name in PAGE
    for name in ("within", "at_most", "at_least"):
        assert f"Band.{name}(" in PAGE
        assert hasattr(band.Band, name)
