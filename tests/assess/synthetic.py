"""A check of one number: the place of the nose is the value, and phases are written down."""

from dataclasses import dataclass, replace

import numpy as np

from posecheck.assess.assessor import Assessor, calibration_of, plan_of
from posecheck.assess.band import Band
from posecheck.assess.case import make_case
from posecheck.assess.phase import NO_REP, Rep
from posecheck.assess.recording import Circumstances, assess
from posecheck.assess.results import RollResult
from posecheck.assess.rules import FRONTAL, OWN, Check, Criterion, Cue
from posecheck.body import LEFT, NOSE, ORIGIN, RIGHT
from posecheck.geometry.measure import Axis, Measure, Vector
from posecheck.track import Track
from tests.figure import pose, seen

FPS = 10.0
NO_ROLL = RollResult(0.0, "given", 0.0)


def place_of(point, name, unit="deg"):
    """How far to the right a landmark is, as if that were an angle."""
    return Measure(name, "along", "picture", Vector(ORIGIN, point), Axis(1.0, 0.0), unit)


VALUE = place_of(NOSE, "value")
LEFT_VALUE, RIGHT_VALUE = place_of(LEFT.wrist, "left value"), place_of(RIGHT.wrist, "right value")
PHASE = place_of(LEFT.thumb, "phase")


@dataclass(frozen=True)
class Written:
    """Phases as the place of the left thumb says, and repetitions as written down."""

    written: tuple[Rep, ...] = ()
    repeats: bool = False
    names: tuple[str, ...] = ("out", "in", "after")
    steps: bool = False

    @property
    def drivers(self):
        return (PHASE,)

    def begin(self):
        return self

    def step(self, time_s, row):
        rep = next((r.index for r in self.written if r.start_s <= time_s <= r.end_s), NO_REP)
        return int(row[0]), rep

    def reps(self):
        return self.written

    def posed(self, row):
        return int(row[0]), None


CRITERION = Criterion(
    id="value",
    code="T1",
    title="A value",
    meaning="Where the nose is.",
    measure=VALUE,
    band=Band.within(-5.0, 5.0, -10.0, 10.0),
    error=2.0,
    views=FRONTAL,
    cue=Cue(low="More.", high="Less."),
    sources=(OWN,),
    trust="Exact.",
)


def criterion(**changes):
    return replace(CRITERION, **changes)


def check_of(*criteria, phases=None):
    return Check(
        id="test",
        title="Test",
        purpose="A test.",
        setup="None.",
        phases=phases or Written(),
        criteria=criteria,
        not_observable=("Anything else.",),
        fit=lambda _: 0.0,
        standing=False,
        absent="It was not done.",
    )


def track_of(values, *, phases=0, doubt=None, **places):
    """A track whose nose, and further landmarks by index, are where the values say."""
    values = np.asarray(values, dtype=float)
    points = np.repeat(seen(pose().landmarks(), "front")[None], len(values), axis=0)
    points[:, 0, 0], points[:, 21, 0] = values, phases
    for name, where in places.items():
        points[:, int(name.removeprefix("at_")), 0] = where
    doubts = np.zeros(points.shape[:2])
    for landmark, codes in (doubt or {}).items():
        doubts[:, landmark] = codes
    time_s = np.arange(len(values)) / FPS
    return Track(points, time_s, (1000, 1000), {"doubt": doubts})


def judged(check, track, **around):
    """Results by key, from the front."""
    settings = {"roll": NO_ROLL, "view": "front", **around}
    judgement, _ = assess(check, track, Circumstances(**settings))
    return {f"{r.id}-{r.side}" if r.side else r.id: r for r in judgement.criteria}


def case_of(check, track, roll=NO_ROLL, **more):
    plan = plan_of(check)
    assessor = Assessor(check, plan, calibration_of(track, plan, "front"), "front")
    rows = assessor(track)
    return make_case(assessor, track, rows, assessor.reps(), roll, {}, **more)
