"""README's tables equal the code, and its two commands are the ones that set everything up."""

import re
import shlex
import sys
from collections import Counter

import pytest

from posecheck.checks import discover
from posecheck.cli.app import DEMO_CLIPS, app
from posecheck.shipped import PACKAGE

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = PACKAGE.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DIRECTIONS = ("side", "front", "back")


def table(heading):
    """The rows of the first table below a heading, without its head."""
    section = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


def set_up_commands():
    """The two commands of the section Start that install something."""
    section = README.split("\n## Start\n")[1].split("\n## ")[0]
    lines = re.findall(r"^    (\S.*)$", section, re.MULTILINE)
    return [line for line in lines if "pip install" in line]


def test_the_table_of_commands_is_the_help_of_each_in_its_order():
    commands = [
        (one.name or one.callback.__name__, " ".join(one.callback.__doc__.split("\n\n")[0].split()))
        for one in app.registered_commands
    ]
    told = [(re.match(r"`posecheck (\w+)", usage)[1], does) for usage, does in table("Commands")]
    assert told == commands


def seen_from(check):
    """How many of the criteria that count are seen from each direction."""
    return Counter(
        direction
        for one in {
            one.id: one
            for one in check.criteria
            if one.required and not one.cannot and one.id != "pelvic-drop"  # hips may be covered
        }.values()
        for direction in {view.split("-")[0] for view in one.views}
    )


def test_the_table_of_checks_names_the_view_that_shows_most_first():
    for check, (*_, film, _unseen) in zip(discover().values(), table("Checks"), strict=True):
        seen = seen_from(check)
        named = re.findall("|".join(DIRECTIONS), re.sub("“.*?”", "", film))
        assert set(named) <= set(seen), check.id
        assert seen[named[0]] == max(seen.values()), check.id


def test_two_commands_set_everything_up_each_on_a_bare_machine():
    demo, tests = set_up_commands()
    for command in (demo, tests):
        make, install, run = (part.split() for part in command.split(" && "))
        assert make == ["python3", "-m", "venv", ".venv"]
        assert install[:5] == [".venv/bin/pip", "install", "-c", "constraints.txt", *install[4:5]]
        assert run[0].startswith(".venv/bin/")
    assert shlex.split(demo)[-2:] == [".venv/bin/posecheck", "demo"]
    assert shlex.split(tests)[-3:] == [".venv/bin/python", "-m", "tests"]
    assert '".[dev]"' in tests


def test_the_command_that_runs_the_tests_is_what_ci_runs():
    ci = (ROOT / ".ci/run").read_text(encoding="utf-8")
    pattern = re.search(r"grep -E '([^']+)' README\.md", ci)[1]
    found = [line for line in README.splitlines() if re.search(pattern, line)]
    assert [line.strip() for line in found] == [set_up_commands()[1]]
    assert 'eval "$command"' in ci


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#:]+)\)", README))
def test_every_file_that_is_linked_is_there(link):
    assert (ROOT / link).exists()


def test_the_oldest_python_named_is_the_oldest_allowed():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = re.search(r"need Python (3\.\d+) or later", README)[1]
    assert project["requires-python"] == f">={oldest}"


def test_every_demo_clip_travels_with_the_wheel():
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]
    carried = build["build"]["targets"]["wheel"]["only-include"]
    assert {f"samples/{name}" for name in DEMO_CLIPS} <= set(carried)
    assert "/samples" in build["build"]["targets"]["sdist"]["include"]
