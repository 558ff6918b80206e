"""Says cues aloud beside the frame loop: in words, else in tones, else by the bell."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType

from posecheck.feedback import tones
from posecheck.feedback.engines import Engine, Speaking, advice, find_engines, find_players
from posecheck.feedback.tones import ToneKind

LONGEST_S = 15.0  # no sentence takes that long: whatever speaks it has got stuck
OVERTAKEN = 4  # so many sentences in a row, and time for each, without one end: stuck too
TIME_FOR_ONE_S = 2.0
POLL_S = 0.03
JOIN_S = 2.0
MOST_LETTERS = 120
_SENTENCE = re.compile(r"(?<=[.!?])\s")


def spoken(text: str) -> str:
    """Give the sentences of a text that are said in one breath, the first at least, in a line."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    said, *more = _SENTENCE.split(line)
    for sentence in more:
        if len(said) + 1 + len(sentence) > MOST_LETTERS:
            break
        said = f"{said} {sentence}"
    if len(said) <= MOST_LETTERS:
        return said
    return said[:MOST_LETTERS].rsplit(" ", 1)[0].rstrip(",;:–- ")


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be heard: a sentence, and the tone that stands for it; "" for the tone alone."""

    text: str
    kind: ToneKind


class Voice:
    """Speaks in a thread of its own; a context manager. No call waits for anything to be heard.

    The newest sentence wins: it cuts short what is being said and replaces what waited. A tone
    gives way to words. What fails is given up for good, and what it was to say is said by the
    next in line: another engine, tones, the terminal bell. That is no error; `engine` names what
    is in use and `troubles` says why nothing better is.

    engines: what may speak, the best first; None looks for it. bell: rings where all else fails.
    """

    def __init__(
        self,
        engines: Sequence[Engine] | None = None,
        *,
        muted: bool = False,
        bell: Callable[[], None] | None = None,
    ) -> None:
        self._engines = list(find_engines() if engines is None else engines)
        self._players = list(find_players(tones.RATE))
        self._library = True
        self._bell = bell or _ring
        self._muted = muted
        self._troubles: list[str] = []
        self._change = threading.Condition()
        self._next: _Order | None = None
        self._now: _Order | None = None
        self._closing = False
        self._unfinished = 0
        self._thread = threading.Thread(target=self._work, name="voice", daemon=True)

    def __enter__(self) -> Voice:
        """Begin to listen for what is to be said."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Fall silent at once; the thread ends."""
        with self._change:
            self._closing = True
            self._next = None
            self._change.notify_all()
        self._thread.join(JOIN_S)

    @property
    def engine(self) -> str:
        """What is in use now: the name of an engine, tones or bell."""
        if self._engines:
            return self._engines[0].name
        return "tones" if self._players or self._library else "bell"

    @property
    def speaks(self) -> bool:
        """Whether it has words, not tones alone."""
        return bool(self._engines)

    @property
    def troubles(self) -> tuple[str, ...]:
        """One line for each thing that failed and was given up."""
        return tuple(self._troubles)

    @property
    def speaking(self) -> bool:
        """Whether something is being said, or waits to be."""
        with self._change:
            return self._now is not None or self._next is not None

    @property
    def muted(self) -> bool:
        """Whether nothing is to be heard; setting it cuts short what is being said."""
        return self._muted

    @muted.setter
    def muted(self, muted: bool) -> None:
        with self._change:
            self._muted = muted
            if muted:
                self._next = None
            self._change.notify_all()

    def say(self, text: str, kind: ToneKind = "fault") -> None:
        """Say what of a text fits into a breath and nothing else; kind: the tone in its place."""
        self._put(_Order(spoken(text), kind))

    def tone(self, kind: ToneKind) -> None:
        """Play a tone, unless words are being said or wait to be."""
        self._put(_Order("", kind))

    def settle(self, patience_s: float) -> bool:
        """Wait until all is said, but not longer than that; tell whether it is."""
        with self._change:
            return self._change.wait_for(
                lambda: self._now is None and self._next is None, patience_s
            )

    def _put(self, order: _Order) -> None:
        with self._change:
            words = [one for one in (self._now, self._next) if one is not None and one.text]
            if self._muted or self._closing or (words and not order.text):
                return
            self._next = order
            self._change.notify_all()

    def _work(self) -> None:
        while (order := self._take()) is not None:
            self._carry_out(order)
            with self._change:
                self._now = None
                self._change.notify_all()

    def _take(self) -> _Order | None:
        with self._change:
            self._change.wait_for(lambda: self._next is not None or self._closing)
            self._now, self._next = self._next, None
            return None if self._closing else self._now

    def _carry_out(self, order: _Order) -> None:
        while order.text and self._engines:
            if self._overtaken():
                return
            engine = self._engines[0]
            trouble = self._let_speak(engine, order.text.encode())
            if trouble is None:
                return
            self._engines.pop(0)
            self._give_up(engine.name, trouble)
        self._sound(order.kind)

    def _sound(self, kind: ToneKind) -> None:
        while self._players:
            player = self._players[0]
            trouble = self._let_speak(player, tones.samples_of(kind).tobytes())
            if trouble is None:
                return
            self._players.pop(0)
            self._give_up(player.name, trouble)
        if self._library:
            trouble = tones.play(kind)
            if trouble is None:
                with self._change:
                    self._change.wait_for(self._overtaken, tones.length_of(kind))
                return
            self._library = False
            self._give_up("tones", trouble)
        if not self._overtaken():
            self._bell()

    def _let_speak(self, engine: Engine, what: bytes) -> str | None:
        """Let an engine speak until it ends or something newer comes; say why it is of no use."""
        speaking = Speaking(engine, what)
        with self._change:
            while not (speaking.over or self._overtaken() or speaking.lasted_s > LONGEST_S):
                self._change.wait(POLL_S)
            overtaken, silenced = self._overtaken(), self._closing or self._muted
        ended = speaking.over
        trouble = speaking.end()
        if ended or not overtaken:
            self._unfinished = 0
            return trouble
        self._unfinished += not silenced and speaking.lasted_s > TIME_FOR_ONE_S
        if self._unfinished < OVERTAKEN:
            return None
        self._unfinished = 0
        return f"came to no end in {OVERTAKEN} sentences"

    def _overtaken(self) -> bool:
        return self._next is not None or self._closing or self._muted

    def _give_up(self, name: str, trouble: str) -> None:
        self._troubles.append(f"{name}: {trouble}")


def audible() -> str:
    """Try what can speak here, unheard, and say in one line how cues will be heard."""
    failed: list[str] = []
    for engine in find_engines():
        trouble = engine.trouble()
        if trouble is None:
            return "; ".join([f"{engine.name} speaks", *failed])
        failed.append(f"{engine.name} does not: {trouble}")
    tonal = find_players(tones.RATE) or tones.library_trouble() is None
    instead = "tones" if tonal else "the terminal's bell"
    return "; ".join([f"cues are {instead}, not words", *(failed or [advice()])])


def _ring() -> None:
    """Ring the terminal's bell, where there is a terminal."""
    with suppress(OSError, ValueError):  # a terminal that was hung up hears nothing
        if sys.stderr is not None and sys.stderr.isatty():
            sys.stderr.write("\a")
            sys.stderr.flush()
