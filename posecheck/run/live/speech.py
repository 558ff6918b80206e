"""What a session says: aloud to whoever is in front of the camera, and in words to its user."""

from __future__ import annotations

from posecheck.run.live.coach import Utterance
from posecheck.run.live.script import Script
from posecheck.run.live.stage import Stage
from posecheck.run.live.timing import Timing
from posecheck.run.live.turns import Turns
from posecheck.run.live.wanted import Told

FAREWELL_S = 4.0  # for the last words to be heard


class Speech:
    """Says things at once, or those of its script one after the other.

    Tells once that nothing is to be heard where an exercise depends on it.
    """

    def __init__(self, stage: Stage, told: Told, time: Timing, turns: Turns) -> None:
        self.script = Script()
        self._stage = stage
        self._told = told
        self._time = time
        self._turns = turns
        self._warned = False

    def say(self, said: Utterance) -> None:
        """Let something be heard now; what was being said gives way."""
        self._stage.say(said)
        if said.words:
            self.script.heard(self._time.active_s(), said.words)
        self.tell(said.words)
        if self._stage.hush and self._turns.unseen and not self._warned:
            self._warned = True
            self.tell(f"On the floor this has to be heard, but {self._stage.hush}")

    def tell(self, words: str) -> None:
        """Tell the user something that is not said aloud; nothing where it is empty."""
        if words:
            self._told.words(words)

    def next(self) -> bool:
        """Say the next line of the script where its time has come; tell whether it had."""
        words = self.script.next(self._time.active_s())
        if words is not None:
            self.say(Utterance(words, "end"))
        return words is not None

    def end(self) -> None:
        """Let what is being said come to its end, then what was not said yet."""
        self._stage.settle(FAREWELL_S)
        for words in () if self._stage.closed else self.script.left():
            self.say(Utterance(words, "end"))
            self._stage.settle(FAREWELL_S)
