"""The loop of a live session: newest picture, model, judging, painting, window, one after another.

Everything with a memory lives on this one thread; camera, voice and recorder have their own, and
whatever goes wrong in them is raised here.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from posecheck.capture.camera import Camera, LiveFrame
from posecheck.capture.live_recorder import LiveRecorder
from posecheck.capture.picture import shrunk
from posecheck.detect.landmarker import Landmarker
from posecheck.detect.live import LiveDetector
from posecheck.detect.replay import MakeDetector
from posecheck.feedback.screen import Showing
from posecheck.feedback.window import Key
from posecheck.run.block import LONG_SIDE_PX
from posecheck.run.lighting import Lighting
from posecheck.run.live.coach import Coach, said_of, summary_of
from posecheck.run.live.journal import Diary, recover
from posecheck.run.live.keeping import Keeper, name_of
from posecheck.run.live.level import Level
from posecheck.run.live.pace import Pace
from posecheck.run.live.speech import Speech
from posecheck.run.live.stage import Stage
from posecheck.run.live.timing import Timing
from posecheck.run.live.turns import Turns
from posecheck.run.live.wanted import LiveOptions, Told
from posecheck.run.outcome import Outcome
from posecheck.run.take import Take

Pixels = NDArray[np.uint8]

WAIT_S = 0.05  # for a picture, before keys are looked at again
LAST_SUMMARY_S = 5.0  # a result stands so long when nothing follows
SLOW_FPS = 12.0  # below, quick movements are not seen well enough
ENOUGH = "Let us leave it at that."
ANEW = "The camera's picture has another size now; this exercise begins anew."


def run_live(options: LiveOptions, told: Told) -> Pace:
    """Hold a live session until it is ended, and give how fast it went.

    Raises SourceError for a camera that cannot be opened, DisplayError without a display, and
    whatever goes wrong in a stage; what was judged until then is kept first, as it is on Ctrl-C.
    """
    with ExitStack() as stack:
        session = Session(options, told, stack)
        try:
            session.run()
        finally:
            session.keep()
        return session.pace


class Session:
    """Somebody in front of a camera, take after take; lives on the thread that made it."""

    def __init__(self, options: LiveOptions, told: Told, stack: ExitStack) -> None:
        self.pace = Pace()
        self._turns = Turns(options.request, options.routine)
        self._keeper = Keeper(options, told)
        self._options = options
        self._told = told
        self._stage = stack.enter_context(
            Stage(
                window=options.window,
                full_screen=options.full_screen,
                muted=options.muted,
                delay_s=options.delay_s,
                pace=self.pace,
            )
        )
        record = options.record
        self._recorder = stack.enter_context(LiveRecorder(record)) if record else None
        make = options.make or cast("MakeDetector", Landmarker)
        self._detect = stack.enter_context(LiveDetector(make, options.bundle.content))
        # last: a clip plays at once
        self._camera = stack.enter_context(Camera(options.camera, clock=options.clock))
        self._time = Timing(options.clock)
        self._level, self._lighting = Level(options.request.roll_deg), Lighting()
        self._picture: Pixels | None = None
        self._size_px = (0, 0)
        self._over = self._ending = False
        self._trouble = ""
        self._take: Take | None = None
        self._speech = Speech(self._stage, told, self._time, self._turns)
        self._script = self._speech.script
        self._diary = Diary(self._keeper.folder)
        for line in recover(self._keeper.folder).lines():
            told.words(line)
        self._open()

    def run(self) -> None:
        """Go on until the user, the clock or the clip ends it."""
        while not self._over:
            frame = self._camera.newest(WAIT_S)
            if frame is not None:
                self._take_in(frame)
            else:
                self._wait()
            self._look_at_clock()
        self._speech.end()

    def keep(self) -> Outcome | None:
        """Judge and write what the current take holds; None where hardly anything was judged."""
        take, self._take = self._take, None
        if take is None:
            return None
        kept = self._keeper.keep(take, self._take_began)
        self._diary.close()  # not where that failed: it holds what could not be written
        return kept

    def _open(self) -> None:
        """Say what comes first, where a routine says it, and begin after that."""
        if not (lines := self._turns.announcement):
            self._begin()
            return
        self._script.add(*lines)
        self._showing = Showing(headline=lines[0])
        self._until_s = -math.inf

    def _begin(self) -> None:
        """Begin a take of the check whose turn it is."""
        self._script.left()
        meta = {"source": self._options.camera_name, "model": self._options.bundle.name}
        self._take = take = Take(
            self._turns.request,
            countdown_s=self._options.countdown_s,
            meta=meta,
            prompts=self._turns.prompts,
        )
        self._coach = Coach(take.check)
        self._take_began = datetime.now().astimezone()
        self._diary.begin(name_of(take, self._take_began))
        self._showing = Showing(headline=take.check.title)
        self._until_s = math.inf
        self._give_up_s = self._time.active_s() + self._turns.longest_s

    def _finish(self, *, ending: bool = False, gave_up: bool = False) -> None:
        """End the take; its result is shown for a while before the next begins, or the end."""
        self._ending = self._ending or ending
        kept, pause_s = self.keep(), self._turns.pause_s
        if kept is not None or gave_up:
            last = not self._turns.done()
            cut, self._ending = self._ending and not last, self._ending or last
            if gave_up:
                self._script.add(ENOUGH)
            self._show_result(kept, () if cut else self._turns.announcement)
        if self._ending:
            self._time.go_on()  # an end that is paused would never come
            pause_s = LAST_SUMMARY_S if self._options.window else 0.0
        shown = kept is not None or self._until_s < math.inf
        self._until_s = min(self._until_s, self._time.active_s() + (pause_s if shown else 0.0))

    def _show_result(self, kept: Outcome | None, lines: tuple[str, ...]) -> None:
        """Show what came of a take; in a routine it is said too, and then what comes next."""
        summary = summary_of(kept.judgement) if kept else ()
        self._showing = Showing(headline=lines[0] if lines else "Result", summary=summary)
        if kept is not None and self._options.routine is not None:
            self._script.add(said_of(kept.judgement))
        self._script.add(*lines)

    def _take_in(self, frame: LiveFrame) -> None:
        time_s = self._time.since_began(frame.time_s)
        self._picture = shrunk(frame.rgb, LONG_SIDE_PX)  # for the model, and quicker to paint
        if self._recorder is not None:
            self._recorder.write(frame.rgb, time_s)
        size_px = (frame.rgb.shape[1], frame.rgb.shape[0])
        if size_px != self._size_px and self._take is not None and self._take.begun:
            self._begin_again()
        self._size_px = size_px
        if self._take is not None and not self._time.paused:
            self._judge(self._take, self._picture, time_s)
        self._present(time_s)
        self.pace.lag(self._options.clock() - frame.time_s)

    def _begin_again(self) -> None:
        """Leave what was judged so far: lengths measured in one picture do not fit another."""
        if self._options.routine is None:
            self._finish()
            return
        self.keep()  # the exercise is not done
        self._speech.tell(ANEW)
        self._begin()

    def _judge(self, take: Take, rgb: Pixels, time_s: float) -> None:
        with self.pace.part("model"):
            detected = self._detect(rgb, time_s, self._size_px)
        if not take.begun:
            self._level.look(rgb, detected)
            self._detect.look_afresh(time_s)
        with self.pace.part("assessing"):
            taking = take(self._lighting(rgb, detected), self._level.roll)
            self._showing, said = self._coach(taking, self._level.roll.value)
        if said is not None:
            self._speech.say(said)
        self._speech.tell(self._diary(take, time_s))
        if taking.led is not None and taking.led.done:
            self._finish()

    def _wait(self) -> None:
        """No picture came: keep the window alive, and notice the end of a clip."""
        if self._camera.state().ended and not self._ending:
            self._finish(ending=True)
        self._present(self._time.now_s())

    def _present(self, time_s: float) -> None:
        showing, state = self._showing, self._camera.state()
        if state.words and not state.ended:
            showing = replace(showing, guide=state.words, summary=(), ring=None)
            if state.words != self._trouble:
                self._told.words(state.words)
        self._trouble = state.words
        badges = (*self._stage.badges(), *self._badges())
        showing = replace(showing, badges=badges, keys=self._stage.keys)
        for key in self._stage.show(self._picture, showing, time_s, self._size_px):
            self._obey(key)
        self._over = self._over or self._stage.closed

    def _badges(self) -> Iterator[str]:
        if self._time.paused:
            yield "paused"
        if self._take is not None and not self._take.begun:
            yield self._level.words
        rate = self.pace.rate()
        if rate < SLOW_FPS:
            yield f"slow: {rate:.0f} pictures a second"
        if self._recorder is not None:
            yield self._recorder.state().words or "recording"

    def _obey(self, key: Key) -> None:
        self._stage.obey(key)
        match key:
            case "quit":
                self._over = True
                self._script.left()
            case "pause" if self._time.paused:
                self._time.go_on()
            case "pause" if not self._ending:
                self._time.pause()
            case "restart" if not self._ending:
                if self._take is not None:
                    self._diary.close()
                self._begin()
            case "next":
                self._skip()
            case "snapshot":
                self._speech.tell(self._stage.saved(Path.cwd()))

    def _skip(self) -> None:
        """Go on with the next check, or to the end; what was judged of this one is kept."""
        self.keep()
        if not self._ending and self._turns.skip():
            self._begin()
        else:
            self._over = True

    def _look_at_clock(self) -> None:
        limit_s = self._options.seconds
        if limit_s is not None and self._time.now_s() >= limit_s and not self._ending:
            self._finish(ending=True)
        if self._time.paused:
            return
        now_s = self._time.active_s()
        if self._take is not None:
            if now_s >= self._give_up_s:
                self._finish(gave_up=True)
            return
        if self._speech.next() or now_s < self._until_s:
            return
        if self._ending:
            self._over = True
        elif self._script.over(now_s):
            self._begin()
