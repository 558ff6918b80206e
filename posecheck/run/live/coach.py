"""What a frame of a take leads to: what the screen shows, and what is said aloud."""

from __future__ import annotations

import math
from dataclasses import dataclass

from posecheck.assess.lead import Led
from posecheck.assess.reasons import NOT_SHOWN
from posecheck.assess.recent import Lately
from posecheck.assess.results import VERDICTS, CriterionResult, Judgement
from posecheck.assess.rules import Check
from posecheck.feedback.annotate import drawable, pixels_of, topic_of, up_in_picture
from posecheck.feedback.cues import Candidate
from posecheck.feedback.manners import PRAISE, RUNNING_WAIT_S, WAIT_S, Manners
from posecheck.feedback.overlay import Moment
from posecheck.feedback.report.words import number
from posecheck.feedback.screen import Showing
from posecheck.feedback.shapes import TONES, Tone
from posecheck.feedback.tones import ToneKind
from posecheck.run.live.script import saying_s
from posecheck.run.take import Taking

GUIDE_AGAIN_S = 10.0  # guidance that still applies is said once more: somebody looks for it
SAME_S = 0.01
SETTLED_S = 3.0  # of judging, before the screen says what it cannot tell
NO_PHASE = "none"
MOST_LINES = 10  # of a summary that somebody reads from three metres away


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something to be heard; kind: the tone in its place."""

    words: str
    kind: ToneKind


class Coach:
    """Turns the frames of one take into words and pictures; carries what was said.

    Nothing in it knows time but the frames' own.
    """

    def __init__(self, check: Check) -> None:
        self._check = check
        self._topics = tuple(topic_of(criterion) for criterion in check.criteria)
        self._rank = sorted(
            range(len(check.criteria)), key=lambda place: not check.criteria[place].required
        )
        ids = [criterion.id for criterion in check.criteria]
        self._topic = [ids.index(one) for one in ids]
        self._wait_s = RUNNING_WAIT_S if check.phases.steps else WAIT_S
        self._manners = Manners(self._wait_s)
        self._cues: dict[int, tuple[str, Tone]] = {}
        self._guided: tuple[str, float] = ("", -math.inf)
        self._heard_s = -math.inf  # when what is being said will have been said
        self._instruction: str | None = None
        self._began_s = math.inf

    def __call__(self, taking: Taking, roll_deg: float) -> tuple[Showing, Utterance | None]:
        """Take a frame; give what to show, and what to say now, None mostly."""
        if taking.lately is None or taking.led is None:
            return self._guide(taking, roll_deg)
        return self._coach(taking, taking.lately, taking.led, roll_deg)

    def _guide(self, taking: Taking, roll_deg: float) -> tuple[Showing, Utterance | None]:
        guidance = taking.guidance
        if guidance is None:
            return Showing(headline=self._check.title), None
        now_s = float(taking.frame.time_s[0])
        showing = Showing(
            moment=self._moment(taking, None, roll_deg),
            topics=self._topics,
            headline=self._check.title,
            guide=guidance.words,
            outline=True,
            ring=guidance.progress if guidance.progress > 0 else None,
        )
        said, at_s = self._guided
        if not guidance.words or (guidance.words == said and now_s - at_s < GUIDE_AGAIN_S):
            return showing, None
        self._guided = (guidance.words, now_s)
        return showing, Utterance(guidance.words, "count")

    def _coach(
        self, taking: Taking, lately: Lately, led: Led, roll_deg: float
    ) -> tuple[Showing, Utterance | None]:
        self._began_s = min(self._began_s, lately.time_s)
        self._remember(lately)
        said = self._say(lately, led, began=taking.guidance is not None)
        cue, tone = self._shown(led)
        showing = Showing(
            moment=self._moment(taking, lately, roll_deg),
            topics=self._topics,
            headline=" · ".join(filter(None, (self._check.title, _phase(lately)))),
            cue=cue,
            cue_tone=tone,
            count=led.count,
            ring=led.progress,
            notes=self._notes(lately),
        )
        return showing, said

    def _remember(self, lately: Lately) -> None:
        for place, result in enumerate(lately.results):
            if result is not None and result.cue and result.verdict in ("borderline", "fault"):
                self._cues[self._topic[place]] = (result.cue, TONES[VERDICTS.index(result.verdict)])

    def _say(self, lately: Lately, led: Led, *, began: bool) -> Utterance | None:
        """Choose between what is to be mended and what to do next; one gives way to the other."""
        now_s = lately.time_s
        self._instruction = led.say or self._instruction
        candidates = self._candidates(lately)
        if began:  # what the quiet stand showed has lasted by now
            self._manners(now_s - self._wait_s - SAME_S, candidates)
        if now_s >= self._heard_s and not led.done:
            said = self._manners(now_s, candidates)
            if said is not None and said.kind == "praise":
                return self._utter(now_s, PRAISE, "praise")
            if said is not None:
                return self._utter(now_s, self._cues[said.topic][0], "fault")
        if self._instruction and (led.done or now_s >= self._heard_s):
            words, self._instruction = self._instruction, None
            return self._utter(now_s, words, "end" if led.done else "start" if began else "count")
        return Utterance("", "start") if began else None

    def _utter(self, now_s: float, words: str, kind: ToneKind) -> Utterance:
        """Say something that nothing else is to overtake."""
        self._heard_s = now_s + saying_s(words)
        return Utterance(words, kind)

    def _candidates(self, lately: Lately) -> list[Candidate]:
        """Give what is thought of each criterion now, its sides together: their words are one."""
        worst: dict[int, int] = {}
        for place in self._rank:
            result, topic = lately.results[place], self._topic[place]
            if result is not None and result.verdict is not None and lately.current[place]:
                worst[topic] = max(worst.get(topic, 0), VERDICTS.index(result.verdict))
        return [Candidate(status, topic) for topic, status in worst.items()]

    def _shown(self, led: Led) -> tuple[str, Tone]:
        """Give the one thing on the screen: what is to be mended, else what to do."""
        shown = self._manners.shown
        if shown is None:
            return led.words, "quiet"
        if shown.kind == "praise":
            return PRAISE, "good"
        return self._cues[shown.topic]

    def _notes(self, lately: Lately) -> tuple[str, ...]:
        """Say why something that counts now is not judged."""
        if lately.time_s - self._began_s < SETTLED_S:
            return ()
        why: dict[str, None] = {}
        for place in self._rank:
            result = lately.results[place]
            if result is not None and lately.current[place] and _is_in_doubt(result):
                why[f"{result.title}: {result.explanation}"] = None
        return tuple(why)

    def _moment(self, taking: Taking, lately: Lately | None, roll_deg: float) -> Moment | None:
        track = taking.frame
        sure, guess = drawable(track)
        if not guess.any() and not sure.any():
            return None
        view = lately.view if lately else ""
        status = [0] * len(self._topics)
        values = [math.nan] * len(self._topics)
        for place, result in enumerate(lately.results if lately else ()):
            if result is not None and lately is not None and lately.current[place]:
                status[place] = VERDICTS.index(result.verdict) if result.verdict else 0
                values[place] = math.nan if result.value is None else result.value
        return Moment(
            points=pixels_of(track, track.size_px[1])[0],
            sure=sure[0],
            guess=guess[0],
            near_right=view == "side-right",
            side_view=view.startswith("side"),
            status=status,
            values=values,
            title="",
            up=up_in_picture(roll_deg),
        )


def summary_of(judgement: Judgement) -> tuple[tuple[Tone, str], ...]:
    """Put a judgement in a few lines for the screen: the verdict, then the worst first."""
    shown = [one for one in judgement.criteria if one.reason not in NOT_SHOWN and one.verdict]
    shown.sort(key=lambda one: (-_code(one), not one.required))
    tone = TONES[VERDICTS.index(judgement.verdict)]
    whole: tuple[Tone, str] = (tone, f"{judgement.check_title}: {judgement.verdict}")
    return (whole, *(_line(one) for one in shown[: MOST_LINES - 1]))


def said_of(judgement: Judgement) -> str:
    """Say a judgement in one line to somebody who does not see the screen."""
    worst = [one for one in judgement.criteria if one.required and one.verdict == judgement.verdict]
    cue = worst[0].cue if worst else ""
    match judgement.verdict:
        case "good":
            return "That was good."
        case "fault" | "borderline" if cue:
            return f"For next time: {cue[0].lower()}{cue[1:]}"
        case _:
            return "Not all of it could be judged."


def _line(one: CriterionResult) -> tuple[Tone, str]:
    title = f"{one.title} ({one.side})" if one.side else one.title
    tone = TONES[_code(one)]
    if one.verdict == "unsure" or one.value is None:
        return tone, title
    return tone, f"{title} {number(one.value, one.unit)}"


def _code(one: CriterionResult) -> int:
    return VERDICTS.index(one.verdict or "unsure")


def _is_in_doubt(result: CriterionResult) -> bool:
    unsure = result.required and result.verdict == "unsure"
    return unsure and bool(result.explanation) and result.reason not in NOT_SHOWN


def _phase(lately: Lately) -> str:
    return "" if lately.phase == NO_PHASE else lately.phase.replace("-", " ")
