"""The verdicts of the latest seconds, by the very code that judges a whole recording.

What is held is judged by its last seconds, an exercise by its latest repetition, a run by its last
strides. The work is spread over frames so that no frame waits long; when it is done follows from
the frames and their times alone.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from operator import attrgetter

from posecheck.assess import reasons
from posecheck.assess.assessor import Assessor, Rows, join
from posecheck.assess.case import Case
from posecheck.assess.error import curves
from posecheck.assess.judge import Judged, judge_criterion
from posecheck.assess.phase import Rep
from posecheck.assess.recording import Circumstances, case_of
from posecheck.assess.results import CriterionResult
from posecheck.assess.rules import Criterion, Fact
from posecheck.assess.sides import compare_sides, without_idle_sides
from posecheck.assess.view import VIEW_NAMES
from posecheck.body import Side
from posecheck.track import Track
from posecheck.track import join as join_tracks

HELD_S = 3.0  # how much of what is held counts
GAIT_S = 6.0  # about eight strides, one more than makes stable means
KEPT_S = 20.0  # the longest repetition that counts
EVERY_S, GAIT_EVERY_S = 0.3, 3.5  # to find a gait costs as much as thirty frames
SOON_S = 1.2  # after no gait, or too few steps, one looks again
FIRST_S = 0.5  # below this nothing is said
LANDING_S = 6.0  # of what is still held: its marks lie at its beginning
AROUND_S = 0.1  # before and after a repetition, for marks between frames
FRESH_S = 8.0  # how long a finished repetition is what somebody has just done
STRIDE_S = 1.5  # a run whose last step is longer ago is over
OF_ALL = ("drift",)  # reductions that need a repetition from its beginning to its end
AT_ONCE = 4  # criteria judged in one frame
RUNNING = "running"


@dataclass(frozen=True, slots=True)
class Lately:
    """What is known at one moment of a live judgement.

    results: one for each of the check's criteria, in their order; None until judged; then the
    latest stays. current: which of them are about what the person is doing or has just done.
    judged_s: when the last judgement ended, NaN before. reps: so far; running: whether the last of
    them still goes on. phase: its name, and for how long it has lasted. view: a view name.
    cadence_spm: of a run, None without one.
    """

    time_s: float
    results: tuple[CriterionResult | None, ...]
    current: tuple[bool, ...]
    judged_s: float
    reps: tuple[Rep, ...]
    running: bool
    phase: str
    phase_s: float
    view: str
    cadence_spm: float | None

    @property
    def count(self) -> int:
        """Finished repetitions."""
        return len(self.reps) - self.running

    @property
    def hold_s(self) -> float | None:
        """Seconds for which the running repetition has been held, None without one."""
        return self.reps[-1].facts.get("hold") if self.running else None

    @property
    def side(self) -> Side | None:
        """The side of the latest repetition."""
        return self.reps[-1].side if self.reps else None


@dataclass(frozen=True, slots=True)
class _Frame:
    """One frame, as it was prepared and assessed."""

    time_s: float
    phase: int
    track: Track
    rows: Rows


@dataclass(frozen=True, slots=True)
class _Part:
    """What is judged at once: frames, the repetitions in them, criteria by their place.

    running: the repetition still goes on.
    """

    frames: list[_Frame]
    reps: tuple[Rep, ...]
    criteria: tuple[int, ...]
    running: bool = False


class Recent:
    """Assesses what goes by frame by frame and judges the latest part of it.

    assessor: its calibration knows the rolled baseline, see posecheck.assess.case.with_rolled.
    around: what a recording would be judged by.
    """

    def __init__(self, assessor: Assessor, around: Circumstances) -> None:
        curves()  # read now, so that no frame waits for it
        self._assessor = assessor
        self._around = around
        self._criteria = assessor.check.criteria
        self._kept: deque[_Frame] = deque()
        self._by_phase: dict[int, deque[_Frame]] = {}
        self._work: Iterator[None] | None = None
        self._next_s = math.nan
        self._finished = -1
        self._results: tuple[CriterionResult | None, ...] = (None,) * len(self._criteria)
        self._judged_s = math.nan
        self._phase: tuple[str, float] = ("", 0.0)
        self._last_step_s = -math.inf
        self._cadence: float | None = None
        self._current: dict[tuple[int, Side | None, bool], tuple[bool, ...]] = {}

    def __call__(self, track: Track) -> Lately:
        """Take the next frame (T = 1), prepared and upright."""
        rows = self._assessor(track)
        frame = _Frame(float(rows.time_s[0]), int(rows.phase[0]), track, rows)
        self._keep(frame)
        reps = self._assessor.reps()
        running = 0 <= int(rows.rep[0]) < len(reps)
        self._go_on(frame, reps, running=running)
        return self._lately(frame, reps, running=running)

    def _keep(self, frame: _Frame) -> None:
        engine = self._assessor.check.phases
        if not (engine.steps or engine.repeats):
            _push(self._by_phase.setdefault(frame.phase, deque()), frame, HELD_S)
        _push(self._kept, frame, GAIT_S if engine.steps else KEPT_S if engine.repeats else HELD_S)

    def _go_on(self, frame: _Frame, reps: tuple[Rep, ...], *, running: bool) -> None:
        """Do the next piece of the judgement that is under way, or begin one when it is time."""
        if self._work is None:
            if not self._next_s <= frame.time_s:
                if math.isnan(self._next_s):
                    self._next_s = frame.time_s + FIRST_S
                return
            part = self._part(frame, reps, running=running)
            steps = self._assessor.check.phases.steps
            self._next_s = frame.time_s + (GAIT_EVERY_S if steps and part else EVERY_S)
            self._work = self._judge(frame.time_s, part) if part else None
        if self._work is not None and next(self._work, self) is self:
            self._work = None

    def _part(self, now: _Frame, reps: tuple[Rep, ...], *, running: bool) -> _Part | None:
        engine = self._assessor.check.phases
        if engine.steps:
            part = _Part(list(self._kept), (), tuple(range(len(self._criteria))))
            return part if _lasts(part.frames, GAIT_S / 2) else None
        if engine.repeats:
            return self._repetition(now, reps, running=running)
        chosen = [i for i, on in enumerate(self._on(now.phase, None, fresh=True)) if on]
        frames = self._held(chosen) if chosen else []
        return _Part(frames, (), tuple(chosen)) if _lasts(frames, FIRST_S) else None

    def _held(self, chosen: Iterable[int]) -> list[_Frame]:
        """Give the last seconds of every phase that the criteria are judged in."""
        during = {name for i in chosen for name in self._criteria[i].during}
        if any(not self._criteria[i].during for i in chosen):
            return list(self._kept)
        names = self._assessor.check.phases.names
        phases = [frames for code, frames in self._by_phase.items() if names[code] in during]
        return list(merge(*phases, key=attrgetter("time_s")))

    def _repetition(self, now: _Frame, reps: tuple[Rep, ...], *, running: bool) -> _Part | None:
        if not reps or (not running and reps[-1].index == self._finished):
            return None
        last = reps[-1]
        start_s, stop_s = last.start_s - AROUND_S, last.end_s + AROUND_S
        if running and last.marks:
            stop_s = last.start_s + LANDING_S
        elif running:
            start_s = max(start_s, now.time_s - HELD_S)
        frames = [frame for frame in self._kept if start_s <= frame.time_s <= stop_s]
        if not _lasts(frames, FIRST_S):
            return None
        if not running:
            self._finished = last.index
        whole = frames[0].time_s <= last.start_s + AROUND_S and not running
        own = tuple(
            i
            for i, one in enumerate(self._criteria)
            if (last.side is None or one.side in (None, last.side))
            and (whole or one.reduce not in OF_ALL)
        )
        return _Part(frames, (last,), own, running)

    def _judge(self, time_s: float, part: _Part) -> Iterator[None]:
        track = join_tracks([frame.track for frame in part.frames])
        track = track.derived(track.points, track.channels, part.frames[-1].track.meta)
        rows = join([frame.rows for frame in part.frames])
        case, gait = case_of(self._assessor, track, rows, part.reps, self._around)
        yield
        judged: list[Judged] = []
        worked = 0
        for place in part.criteria:
            judged.append(judge_criterion(case, self._criteria[place]))
            worked += judged[-1].result.reason != reasons.WRONG_VIEW
            if worked == AT_ONCE:
                worked = 0
                yield
        judged = compare_sides(without_idle_sides(case, judged), case)
        self._publish(one for one in judged if not (part.running and _comes_later(one)))
        self._judged_s = time_s
        if self._assessor.check.phases.steps:
            self._follow_steps(case, gait.cadence_spm if gait else None)

    def _publish(self, judged: Iterable[Judged]) -> None:
        found = {one.criterion.key: one.result for one in judged}
        self._results = tuple(
            found.get(criterion.key, before)
            for criterion, before in zip(self._criteria, self._results, strict=True)
        )

    def _follow_steps(self, case: Case, cadence_spm: float | None) -> None:
        times = case.rows.time_s[case.rows.phase > 0]
        if len(times):
            self._last_step_s, self._cadence = float(times[-1]), cadence_spm
        if not len(times) or any(one and one.reason == reasons.TOO_SHORT for one in self._results):
            self._next_s = min(self._next_s, float(case.rows.time_s[-1]) + SOON_S)

    def _lately(self, frame: _Frame, reps: tuple[Rep, ...], *, running: bool) -> Lately:
        engine = self._assessor.check.phases
        if engine.steps:
            going = frame.time_s - self._last_step_s <= STRIDE_S + GAIT_EVERY_S
            phase, code = (RUNNING if going else engine.names[0]), int(going)
        else:
            going, phase, code = True, engine.names[frame.phase], frame.phase
        if phase != self._phase[0]:
            self._phase = (phase, frame.time_s)
        last = reps[-1] if reps else None
        fresh = last is not None and frame.time_s - last.end_s <= FRESH_S
        return Lately(
            frame.time_s,
            self._results,
            self._on(code, last.side if last else None, fresh=fresh),
            self._judged_s,
            reps,
            running,
            phase,
            frame.time_s - self._phase[1],
            VIEW_NAMES[int(frame.rows.view[0])],
            self._cadence if going else None,
        )

    def _on(self, phase: int, side: Side | None, *, fresh: bool) -> tuple[bool, ...]:
        """Tell which criteria are about a moment."""
        key = (phase, side, fresh)
        if key not in self._current:
            self._current[key] = tuple(self._is_on(one, *key) for one in self._criteria)
        return self._current[key]

    def _is_on(self, criterion: Criterion, phase: int, side: Side | None, fresh: bool) -> bool:
        engine = self._assessor.check.phases
        if engine.steps:
            return phase > 0
        if engine.repeats:
            return fresh and (side is None or criterion.side in (None, side))
        during = criterion.during[1:] if criterion.reduce == "change" else criterion.during
        return not during or engine.names[phase] in during


def _comes_later(one: Judged) -> bool:
    """Tell whether only the end of a repetition will tell: a phase to come, a hold's time."""
    if one.result.reason == reasons.WRONG_PHASE:
        return True
    low = one.criterion.band is not None and one.criterion.band.good[0] is not None
    return low and isinstance(one.criterion.measure, Fact) and one.result.verdict != "good"


def _push(kept: deque[_Frame], frame: _Frame, most_s: float) -> None:
    kept.append(frame)
    while frame.time_s - kept[0].time_s > most_s:
        kept.popleft()


def _lasts(frames: list[_Frame], least_s: float) -> bool:
    return len(frames) > 2 and frames[-1].time_s - frames[0].time_s >= least_s
