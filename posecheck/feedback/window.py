"""A window that shows pictures and takes keys, opened only where a display answers.

OpenCV's toolkit ends the whole process, without an exception, where it finds no display. So the
display is looked for first, and the toolkit is tried in a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from posecheck.errors import DisplayError
from posecheck.feedback.arrangement import Size

Pixels = NDArray[np.uint8]
Key = Literal["quit", "pause", "next", "mute", "mirror", "restart", "snapshot", "help"]

KEYS: dict[str, Key] = {
    "q": "quit",
    "\x1b": "quit",
    " ": "pause",
    "n": "next",
    "m": "mute",
    "v": "mirror",
    "r": "restart",
    "s": "snapshot",
    "h": "help",
    "?": "help",
}
FULL_SCREEN = "f"
HELP = (
    "q quit · space pause · n next · r restart · m mute · v mirror · s snapshot · "
    "f full screen · h hide"
)
USUAL: Size = (1152, 648)  # has room, with bars above and below, on a screen of 1280 x 720
SMALLEST: Size = (320, 240)
PATIENCE_S = 20.0
INSTEAD = "or give --no-window"
_TRIAL = "import cv2, os; cv2.namedWindow('posecheck'); os._exit(0)"


def find_display(environment: Mapping[str, str] = os.environ, system: str = sys.platform) -> str:
    """Give the name of the display that a window would be opened on; it is not tried.

    Raises DisplayError where there can be none.
    """
    if system != "linux":
        if threading.current_thread() is not threading.main_thread():
            raise DisplayError(
                f"a window opens from the main thread only; open it there, {INSTEAD}"
            )
        return system
    display = environment.get("DISPLAY", "")
    if display:
        return display
    if environment.get("WAYLAND_DISPLAY"):
        raise DisplayError(f"no window: Wayland alone will not do, switch Xwayland on, {INSTEAD}")
    if _in_windows():
        raise DisplayError(
            f"no window: WSL has no display here; run `wsl --update` in Windows, {INSTEAD}"
        )
    if environment.get("SSH_CONNECTION"):
        raise DisplayError(
            f"no window: there is no display over SSH; log in with ssh -X, {INSTEAD}"
        )
    raise DisplayError(f"no window: DISPLAY is not set; start it on a desktop, {INSTEAD}")


def try_display() -> str:
    """Open a window in a process of its own, and give the display's name.

    Takes some tenths of a second. Raises DisplayError where no window opens.
    """
    display = find_display()
    if not cv2.currentUIFramework():
        raise DisplayError(
            "no window: this OpenCV has none; pip uninstall opencv-python-headless, then "
            f"pip install --force-reinstall opencv-python, {INSTEAD}"
        )
    if sys.platform == "linux" and _av_came_first():
        raise DisplayError(
            "no window: PyAV was imported before OpenCV, which then hangs; "
            f"import cv2 first, {INSTEAD}"
        )
    if not _opens():
        raise DisplayError(
            f"no window: display {display} does not answer or lets nobody in; "
            f"open it on the desktop of whoever is logged in, {INSTEAD}"
        )
    return display


def _av_came_first() -> bool:
    """Tell whether the toolkit would hang: see posecheck/capture/__init__.py."""
    modules = list(sys.modules)  # in the order in which they began to be imported
    return "av" in modules and modules.index("av") < modules.index("cv2")


def _opens() -> bool:
    try:
        done = subprocess.run(
            [sys.executable, "-c", _TRIAL],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=_quiet(dict(os.environ)),
            timeout=PATIENCE_S,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError):
        return False
    return done.returncode == 0


def _in_windows() -> bool:
    release = Path("/proc/sys/kernel/osrelease")
    return release.exists() and "microsoft" in release.read_text(encoding="ascii").lower()


def _quiet(environment: dict[str, str]) -> dict[str, str]:
    """Keep the toolkit from talking about fonts and Wayland, and from trying what it lacks."""
    environment.setdefault("QT_LOGGING_RULES", "*.debug=false;*.info=false;*.warning=false")
    if sys.platform == "linux":
        environment.setdefault("QT_QPA_PLATFORM", "xcb")
    return environment


class Window:
    """A window; a context manager, to be used from the main thread.

    size_px: of its content, as the user has it now. closed: the user closed it.
    """

    def __init__(
        self, title: str = "posecheck", size_px: Size = USUAL, *, full_screen: bool = False
    ) -> None:
        self.size_px = size_px
        self.closed = False
        self._title = title
        self._full_screen = full_screen
        self._open = False

    def __enter__(self) -> Window:
        """Open it; DisplayError where that cannot be done."""
        try_display()
        os.environ.update(_quiet(dict(os.environ)))
        cv2.namedWindow(
            self._title, cv2.WINDOW_NORMAL | cv2.WINDOW_FREERATIO | cv2.WINDOW_GUI_NORMAL
        )
        cv2.resizeWindow(self._title, *self.size_px)
        self._open = True
        if self._full_screen:
            self._set_full_screen()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open = False
        if self._visible():
            cv2.destroyWindow(self._title)
            cv2.waitKey(1)  # the toolkit needs a turn to take it off the screen

    def show(self, bgr: Pixels) -> list[Key]:
        """Show a picture and give the keys that were pressed; nothing is shown once it is closed.

        bgr: best of the window's size, it is stretched otherwise. F, full screen, is done here.
        """
        if self.closed or not self._open:
            return []
        cv2.imshow(self._title, bgr)
        pressed = chr(cv2.waitKey(1) & 0xFF).lower()
        if not self._visible():
            self.closed = True
            return []
        if pressed == FULL_SCREEN:
            self._full_screen = not self._full_screen
            self._set_full_screen()
        self._measure()
        return [KEYS[pressed]] if pressed in KEYS else []

    def _visible(self) -> bool:
        try:
            return cv2.getWindowProperty(self._title, cv2.WND_PROP_VISIBLE) >= 1
        except cv2.error:  # Qt: there was no other window, and the toolkit is gone with this one
            return False

    def _set_full_screen(self) -> None:
        way = cv2.WINDOW_FULLSCREEN if self._full_screen else cv2.WINDOW_NORMAL
        cv2.setWindowProperty(self._title, cv2.WND_PROP_FULLSCREEN, way)

    def _measure(self) -> None:
        _, _, wide, high = cv2.getWindowImageRect(self._title)
        if wide > 0 and high > 0:  # a window that is put away has no size
            self.size_px = (max(wide, SMALLEST[0]), max(high, SMALLEST[1]))
