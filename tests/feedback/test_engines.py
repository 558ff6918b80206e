"""What is found that can speak, how it is given its text, and how its trouble is noticed."""

import sys
import time

import pytest

from posecheck.feedback import engines
from posecheck.feedback.engines import Engine, Speaking, find_engines, find_players
from tests.feedback.speech import heard, install, only

TRICKY = "--help; $(touch made) `touch made` 'quoted' \"twice\" & | > made é"


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A PATH on which only what a test installs can speak."""
    folder = tmp_path / "bin"
    folder.mkdir()
    only(folder, monkeypatch)
    return folder


def said(engine, text):
    speaking = Speaking(engine, text.encode())
    speaking.wait(10.0)
    return speaking.end()


def test_nothing_is_found_where_nothing_can_speak(path):
    assert find_engines() == ()
    assert find_players(22050) == ()


def test_the_engine_of_the_desktop_comes_before_plainer_ones(path):
    for name in ("espeak", "espeak-ng", "spd-say", "aplay", "paplay"):
        install(path, name)
    assert [engine.name for engine in find_engines()] == ["spd-say", "espeak-ng", "espeak"]
    assert [player.name for player in find_players(22050)] == ["paplay", "aplay"]


@pytest.mark.parametrize("name", ["spd-say", "espeak-ng", "espeak"])
def test_a_text_reaches_the_engine_letter_by_letter_and_no_shell(path, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    install(path, name)
    assert said(find_engines()[0], TRICKY) is None
    assert heard(path, name) == [TRICKY]
    assert not (tmp_path / "made").exists()


def test_a_text_that_is_an_argument_stands_behind_all_options(path):
    install(path, "spd-say")
    said(find_engines()[0], "--stop")
    assert (path / "spd-say.told").read_text().endswith(" -- --stop\n")


@pytest.mark.parametrize(
    ("habit", "told"),
    [
        ("speaks", None),
        ("fails", "no voice found"),
        ("finds no sound card", "it finds no sound device (error: No such file)"),
    ],
)
def test_the_trouble_of_an_engine_is_told_in_its_own_last_words(path, habit, told):
    install(path, "espeak-ng", habit)
    assert find_engines()[0].trouble() == told
    assert said(find_engines()[0], "Level your head.") == told


def test_an_engine_that_hangs_is_ended_with_all_it_started(path, monkeypatch):
    monkeypatch.setattr(engines, "PATIENCE_S", 0.3)
    install(path, "espeak-ng", "hangs")
    begin_s = time.monotonic()
    assert find_engines()[0].trouble().startswith("no end within")
    assert time.monotonic() - begin_s < 60


def test_an_engine_that_is_cut_short_is_told_to_hush(path):
    install(path, "spd-say", "hangs")
    speaking = Speaking(find_engines()[0], b"Level your head.")
    while not heard(path, "spd-say"):
        time.sleep(0.01)
    install(path, "spd-say", "speaks")
    speaking.end()
    assert (path / "spd-say.told").read_text().splitlines()[-1] == "--stop"


def test_a_program_that_is_gone_or_cannot_run_is_a_state_not_an_error(tmp_path):
    assert "cannot be started" in Engine("gone", (str(tmp_path / "gone"),)).trouble()
    (tmp_path / "text").write_text("no program")
    assert "cannot be started" in Engine("text", (str(tmp_path / "text"),)).trouble()


def test_each_system_is_asked_for_its_own_voice(path, tmp_path, monkeypatch):
    install(path, "say")
    install(path, "powershell.exe")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert [engine.name for engine in find_engines()] == ["say"]
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("platform.release", lambda: "5.15.90.1-microsoft-standard-WSL2")
    assert [engine.name for engine in find_engines()] == ["Windows speech"]


def test_windows_own_shell_is_taken_from_its_place_and_never_from_the_current_folder(
    path, tmp_path, monkeypatch
):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("SYSTEMROOT", str(tmp_path))
    install(path, "powershell.exe")
    assert find_engines() == ()
    place = tmp_path / "System32/WindowsPowerShell/v1.0"
    place.mkdir(parents=True)
    (place / "powershell.exe").touch()
    (engine,) = find_engines()
    assert engine.command[0] == str(place / "powershell.exe")
    assert "posecheck" not in " ".join(engine.command[1:])
