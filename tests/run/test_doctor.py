"""What the doctor says of a sound machine, and of each way in which one can be broken."""

import re
from importlib import metadata

import pytest

from posecheck.errors import ModelError
from posecheck.run import doctor
from posecheck.run.doctor import examine


def named(findings):
    return {finding.name: finding for finding in findings}


@pytest.fixture
def quick(monkeypatch):
    """Leave out what takes seconds: imports in other processes, and detecting."""
    monkeypatch.setattr(doctor, "_trouble", lambda program: None)
    monkeypatch.setattr(doctor, "_detection", lambda: "a person")


@pytest.mark.model
def test_a_sound_machine_is_called_sound(tmp_path):
    findings = examine(tmp_path)
    assert [finding.name for finding in findings if not finding.ok] == []
    assert "in each of" in named(findings)["detection"].detail


@pytest.mark.usefixtures("quick")
def test_every_finding_is_one_plain_line_and_only_trouble_has_a_remedy(tmp_path):
    for finding in examine(tmp_path):
        assert finding.detail
        assert "\n" not in finding.detail + finding.remedy
        assert bool(finding.remedy) != finding.ok


def test_a_library_that_the_system_lacks_is_named_with_the_command_that_installs_it(monkeypatch):
    line = "ImportError: libGL.so.1: cannot open shared object file: No such file or directory"
    monkeypatch.setattr(doctor, "_trouble", lambda program: line if "cv2" in program else None)
    finding = named(map(doctor._package, doctor.PACKAGES))["opencv-python"]
    assert not finding.ok
    assert "libGL.so.1" in finding.detail
    assert "apt-get install libgl1" in finding.remedy


def test_nothing_is_missed_that_posecheck_does_not_need():
    needed = [line for line in metadata.requires("posecheck") if "extra" not in line]
    assert set(doctor.PACKAGES) <= {re.split(r"[<>=~!;\s]", line)[0] for line in needed}


def test_a_package_that_crashes_on_import_is_survived_and_named():
    assert doctor._trouble("pass") is None
    assert doctor._trouble("import no_such_module") == (
        "ModuleNotFoundError: No module named 'no_such_module'"
    )
    assert "status" in doctor._trouble("import os; os.abort()")


def test_a_package_that_never_answers_is_given_up(monkeypatch):
    monkeypatch.setattr(doctor, "PATIENCE_S", 0.2)
    assert "no answer" in doctor._trouble("import time; time.sleep(60)")


def test_without_a_package_nothing_is_tried_that_needs_it(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "_trouble", lambda program: "ImportError: broken")
    findings = named(examine(tmp_path))
    assert not findings["av"].ok
    assert "detection" not in findings
    assert "H.264 video" not in findings


def test_a_missing_package_is_told_apart_from_a_broken_one(monkeypatch):
    def missing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    finding = doctor._package("mediapipe")
    assert (finding.ok, finding.detail) == (False, "not installed")
    assert doctor._silence().ok  # what is not there reports nothing


def test_two_owners_of_cv2_are_trouble(monkeypatch):
    both = {"cv2": ["opencv-python", "opencv-contrib-python", "opencv-python"]}
    monkeypatch.setattr(metadata, "packages_distributions", lambda: both)
    finding = doctor._one_opencv()
    assert not finding.ok
    assert "pip uninstall opencv-contrib-python" in finding.remedy


@pytest.mark.parametrize(
    ("version", "silent"),
    [("0.10.30", True), ("0.10.31", True), ("0.10.32", False), ("0.10.35", False), ("1.0", False)],
)
def test_a_mediapipe_that_may_report_usage_is_trouble(monkeypatch, version, silent):
    monkeypatch.setattr(metadata, "version", lambda name: version)
    assert doctor._silence().ok is silent


@pytest.mark.usefixtures("quick")
def test_a_damaged_model_is_named_and_nothing_is_detected_with_it(monkeypatch, tmp_path):
    def damaged():
        raise ModelError("full.task: damaged")

    monkeypatch.setattr(doctor, "_model", damaged)
    findings = named(examine(tmp_path))
    assert findings["pose model"].detail == "full.task: damaged"
    assert "detection" not in findings


@pytest.mark.usefixtures("quick")
def test_a_folder_that_cannot_be_written_is_named_with_the_way_round(tmp_path):
    place = tmp_path / "gone"
    finding = named(examine(place))["results folder"]
    assert not finding.ok
    assert str(place) in finding.detail
    assert "--out" in finding.remedy


def test_a_full_disk_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "LITTLE_SPACE_MB", 1e15)
    assert "make room" in doctor._results(tmp_path).remedy


def test_an_unknown_platform_hears_where_mediapipe_runs(monkeypatch):
    monkeypatch.setattr(doctor.platform, "machine", lambda: "riscv64")
    finding = doctor._platform()
    assert not finding.ok
    assert "Linux x86-64" in finding.remedy


@pytest.mark.usefixtures("quick")
def test_how_cues_will_be_heard_is_told_and_silence_is_no_trouble(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    finding = named(examine(tmp_path))["speech"]
    assert finding.ok
    assert "not words" in finding.detail
