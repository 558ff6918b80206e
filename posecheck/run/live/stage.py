"""What the person sees and hears: a window or none, a voice, and what they switched with a key."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from posecheck.feedback.arrangement import Size
from posecheck.feedback.atomic import unwritable
from posecheck.feedback.canvas import jpeg
from posecheck.feedback.delay import Delay
from posecheck.feedback.engines import advice
from posecheck.feedback.mirror import Screen
from posecheck.feedback.screen import Showing
from posecheck.feedback.voice import Voice
from posecheck.feedback.window import HELP, Key, Window
from posecheck.run.live.coach import Utterance
from posecheck.run.live.pace import Pace

Pixels = NDArray[np.uint8]


class Stage:
    """The window and the voice of a session; a context manager.

    window: without one nothing is painted. delay_s: the person sees themselves so much later.
    Raises DisplayError on entering where a window is wanted and none can be opened.
    """

    def __init__(
        self, *, window: bool, full_screen: bool, muted: bool, delay_s: float, pace: Pace
    ) -> None:
        self._help = True
        self._window = Window(full_screen=full_screen) if window else None
        self._voice = Voice(muted=muted)
        self._screen = Screen()
        self._delay = Delay[Showing](delay_s) if window and delay_s > 0 else None
        self._delay_s = delay_s
        self._pace = pace
        self._shown: Pixels | None = None

    def __enter__(self) -> Stage:
        if self._window is not None:
            self._window.__enter__()
        self._voice.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._voice.__exit__(kind, error, trace)
        if self._window is not None:
            self._window.__exit__(kind, error, trace)

    @property
    def closed(self) -> bool:
        """Whether the user closed the window."""
        return self._window is not None and self._window.closed

    @property
    def hush(self) -> str:
        """Why no words are to be heard, in one line with the remedy; empty where they are."""
        if self._voice.muted:
            return "it is muted: leave --mute out"
        why = "; ".join(self._voice.troubles) or advice()
        return "" if self._voice.speaks else f"nothing speaks here: {why}"

    @property
    def keys(self) -> str:
        """The help line, where it is wanted."""
        return HELP if self._help else ""

    def badges(self) -> tuple[str, ...]:
        """Say what was switched."""
        found = ["muted"] if self._voice.muted else []
        if self._delay is not None:
            found.append(f"{self._delay_s:g} s late")
        return tuple(found)

    def show(
        self, rgb: Pixels | None, showing: Showing, time_s: float, picture_px: Size | None = None
    ) -> list[Key]:
        """Paint and show a picture (H, W, 3), None for none; give the keys that were pressed.

        picture_px: of the camera's picture, where `rgb` is a smaller copy of it.
        """
        if self._window is None:
            return []
        with self._pace.part("painting"):
            self._screen.size_px = self._window.size_px
            if self._delay is not None and rgb is not None:
                rgb, showing = self._delayed(self._delay, rgb, showing, time_s)
            self._shown = painted = self._screen.paint(rgb, showing, picture_px=picture_px)
        with self._pace.part("window"):
            return self._window.show(painted)

    def _delayed(
        self, delay: Delay[Showing], rgb: Pixels, showing: Showing, time_s: float
    ) -> tuple[Pixels | None, Showing]:
        """Give the earlier picture with its lines under today's words; guidance has no delay."""
        delay.push(time_s, rgb, showing)
        if showing.guide or showing.summary:
            return rgb, showing
        kept = delay.at(time_s)
        if kept is None:
            return None, replace(showing, moment=None)
        return kept[0], replace(showing, moment=kept[1].moment, topics=kept[1].topics)

    def say(self, said: Utterance) -> None:
        """Let something be heard; what was being said gives way."""
        if said.words:
            self._voice.say(said.words, said.kind)
        else:
            self._voice.tone(said.kind)

    def obey(self, key: Key) -> None:
        """Do what a key asks of window and voice; other keys are not for the stage."""
        if key == "mute":
            self._voice.muted = not self._voice.muted
        elif key == "mirror":
            self._screen.mirrored = not self._screen.mirrored
        elif key == "help":
            self._help = not self._help

    def saved(self, folder: Path) -> str:
        """Save what is shown as a JPEG named by the time; say so, or why it was not.

        Empty where nothing is shown yet.
        """
        if self._shown is None:
            return ""
        place = folder / f"posecheck-{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}.jpg"
        try:
            place.write_bytes(jpeg(self._shown[..., ::-1]))
        except OSError as error:  # no reason to end a session
            return str(unwritable(place, error))
        return f"saved {place.name}"

    def settle(self, patience_s: float) -> None:
        """Let what is being said come to its end, but not for longer than that."""
        self._voice.settle(patience_s)
