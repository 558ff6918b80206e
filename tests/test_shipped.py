import sys

import pytest

from posecheck import shipped as module
from posecheck.detect.bundle import data_folder
from posecheck.errors import PosecheckError
from posecheck.shipped import PACKAGE, shipped, user_data

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def test_a_clone_has_the_pose_bundle_and_its_manifest():
    assert shipped("models/pose_landmarker_full.task").stat().st_size > 9_000_000
    assert shipped("models/manifest.toml").is_file()


def test_an_installed_wheel_is_searched_before_the_folder_around_the_package(tmp_path, monkeypatch):
    inside, around = tmp_path / "inside", tmp_path / "around"
    for root in (inside, around):
        (root / "models").mkdir(parents=True)
        (root / "models" / "one").write_text("")
    monkeypatch.setattr(module, "ROOTS", (inside, around))
    assert shipped("models/one") == inside / "models" / "one"


def test_a_missing_file_is_named_with_the_remedy():
    with pytest.raises(PosecheckError, match=r"^models/none\.task: .*install posecheck again$"):
        shipped("models/none.task")


def test_a_wheel_carries_every_file_that_commands_need():
    pyproject = PACKAGE.parent / "pyproject.toml"
    wheel = tomllib.loads(pyproject.read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    for name in set(wheel["only-include"]) - {"posecheck"}:
        assert shipped(name).is_file()
        folder = name.partition("/")[0]
        assert wheel["sources"][folder] == f"posecheck/_shipped/{folder}"


def test_the_users_own_files_lie_where_the_environment_says(tmp_path, monkeypatch):
    assert user_data().name == "posecheck"
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path / "mine"))
    assert user_data() == tmp_path / "mine"
    assert data_folder() == tmp_path / "mine" / "models"
