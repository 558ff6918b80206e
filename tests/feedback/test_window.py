import subprocess
import sys
import threading

import cv2
import numpy as np
import pytest

from posecheck.errors import DisplayError
from posecheck.feedback import window as module
from posecheck.feedback.window import HELP, KEYS, Window, find_display, try_display

PICTURE = np.zeros((720, 1280, 3), dtype=np.uint8)


class Toolkit:
    """Stands for OpenCV's windows: what was asked of it, and what the user does."""

    def __init__(self):
        self.calls = []
        self.pressed = []
        self.visible = 1.0
        self.size = (1280, 720)

    def replace(self, monkeypatch):
        for name in ("namedWindow", "resizeWindow", "imshow", "destroyWindow", "setWindowProperty"):
            monkeypatch.setattr(cv2, name, lambda *_, name=name: self.calls.append(name))
        monkeypatch.setattr(cv2, "waitKey", lambda _: self.pressed.pop(0) if self.pressed else -1)
        monkeypatch.setattr(cv2, "getWindowImageRect", lambda _: (0, 0, *self.size))
        monkeypatch.setattr(cv2, "getWindowProperty", lambda *_: self.property())
        monkeypatch.setattr(cv2, "currentUIFramework", lambda: "QT")

    def property(self):
        if self.visible is None:
            raise cv2.error("NULL guiReceiver")
        return self.visible


@pytest.fixture
def toolkit(monkeypatch):
    found = Toolkit()
    found.replace(monkeypatch)
    monkeypatch.setattr(module, "_TRIAL", "")
    monkeypatch.setattr(module, "_av_came_first", lambda: False)
    monkeypatch.setenv("DISPLAY", ":0")
    return found


@pytest.mark.parametrize(
    ("environment", "remedy"),
    [
        ({}, "desktop"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "Xwayland"),
        ({"SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}, "ssh -X"),
    ],
)
def test_without_a_display_one_line_says_what_helps(environment, remedy, monkeypatch):
    monkeypatch.setattr(module, "_in_windows", lambda: False)
    with pytest.raises(DisplayError) as raised:
        find_display(environment, "linux")
    assert remedy in str(raised.value)
    assert "--no-window" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_linux_inside_windows_is_told_apart(monkeypatch):
    monkeypatch.setattr(module, "_in_windows", lambda: True)
    with pytest.raises(DisplayError, match="wsl --update"):
        find_display({}, "linux")
    assert find_display({"DISPLAY": ":0"}, "linux") == ":0"


def test_elsewhere_a_window_is_opened_from_the_main_thread_only():
    assert find_display({}, "darwin") == "darwin"
    raised = []

    def elsewhere():
        try:
            find_display({}, "darwin")
        except DisplayError as error:
            raised.append(str(error))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert "main thread" in raised[0]


@pytest.mark.parametrize("program", ["import os; os.abort()", "raise SystemExit(1)"])
def test_a_toolkit_that_ends_its_process_does_not_end_ours(toolkit, monkeypatch, program):
    monkeypatch.setattr(module, "_TRIAL", program)
    with pytest.raises(DisplayError, match="does not answer"):
        try_display()
    with pytest.raises(DisplayError), Window():
        pass
    assert toolkit.calls == []


def test_a_toolkit_that_hangs_is_not_waited_for_long(toolkit, monkeypatch):
    monkeypatch.setattr(module, "_TRIAL", "import time; time.sleep(60)")
    monkeypatch.setattr(module, "PATIENCE_S", 0.2)
    with pytest.raises(DisplayError, match="does not answer"):
        try_display()


def test_an_opencv_without_windows_is_named(toolkit, monkeypatch):
    monkeypatch.setattr(cv2, "currentUIFramework", lambda: "")
    with pytest.raises(DisplayError, match="opencv-python-headless"):
        try_display()


def test_pictures_are_shown_and_the_window_is_taken_away_at_the_end(toolkit):
    with Window() as shown:
        assert shown.show(PICTURE) == []
        assert not shown.closed
    assert toolkit.calls[-2:] == ["imshow", "destroyWindow"]
    assert shown.show(PICTURE) == []
    assert toolkit.calls[-1] == "destroyWindow"


def test_every_key_of_the_help_line_does_what_it_says(toolkit):
    names = {"esc": "\x1b", "space": " "}
    with Window() as shown:
        for entry in HELP.split(" · "):
            key = entry.split()[0]
            toolkit.pressed = [ord(names.get(key, key))]
            pressed = shown.show(PICTURE)
            assert pressed == ([] if key == "f" else [KEYS[names.get(key, key)]])
    assert "setWindowProperty" in toolkit.calls


@pytest.mark.parametrize(
    ("code", "pressed"),
    [
        (ord("Q"), ["quit"]),
        (27, ["quit"]),
        (-1, []),
        (ord("x"), []),
        (0x100000 + ord("q"), ["quit"]),
    ],
)
def test_capitals_and_modifiers_do_no_harm(toolkit, code, pressed):
    toolkit.pressed = [code]
    with Window() as shown:
        assert shown.show(PICTURE) == pressed


@pytest.mark.parametrize("visible", [0.0, -1.0, None])
def test_a_window_closed_by_hand_is_noticed_and_does_not_come_back(toolkit, visible):
    with Window() as shown:
        shown.show(PICTURE)
        toolkit.visible = visible
        assert shown.show(PICTURE) == []
        assert shown.closed
        count = toolkit.calls.count("imshow")
        shown.show(PICTURE)
        assert toolkit.calls.count("imshow") == count
    assert "destroyWindow" not in toolkit.calls


def test_the_size_follows_the_user_and_never_vanishes(toolkit):
    with Window(size_px=(1280, 720)) as shown:
        for size, expected in [
            ((900, 600), (900, 600)),
            ((0, 0), (900, 600)),
            ((90, 9), (320, 240)),
        ]:
            toolkit.size = size
            shown.show(PICTURE)
            assert shown.size_px == expected


def test_full_screen_comes_and_goes(toolkit):
    with Window(full_screen=True) as shown:
        assert toolkit.calls.count("setWindowProperty") == 1
        toolkit.pressed = [ord("f")]
        shown.show(PICTURE)
    assert toolkit.calls.count("setWindowProperty") == 2


def test_the_order_of_imports_that_hangs_the_toolkit_is_found_out():
    program = (
        "import {0}, cv2; from posecheck.feedback import window; print(window._av_came_first())"
    )
    for first, expected in (("av", "True"), ("posecheck.capture.recorder", "False")):
        done = subprocess.run(
            [sys.executable, "-c", program.format(first)],
            check=True,
            capture_output=True,
            text=True,
        )
        assert done.stdout.strip() == expected
