"""What every check promises to those who read reports and write scripts."""

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck import checks
from posecheck.assess.assessor import plan_of
from posecheck.assess.band import Band
from posecheck.assess.choose import Evidence, choose
from posecheck.assess.rules import ANY_VIEW, Fact
from posecheck.assess.view import VIEW_NAMES
from posecheck.checks import discover, find
from posecheck.errors import CheckError
from posecheck.geometry.plan import landmarks_of, rests_on_pelvis
from tests.checks.staging import variants

# Scripts and reports are built on these ids; docs/evidence.md explains the codes.
FIRST_CHECKS = {
    "wall-posture": "head-tilt W1, head-forward W2, shoulder-over-hip W3, hip-over-knee W4, "
    "knee-over-ankle W5, plumb-line W6, hold-after-step W8, shoulder-level W9",
    "wall-angel": "start-shoulder WA1, start-elbow WA2, forearm-upright WA3, top-reach WA4, "
    "thumbs-meet WA5, symmetry WA6, trunk-still WA7, no-shrug WA8, wall-contact WA9, "
    "back-still WA10",
    "single-leg-landing": "pelvic-drop L3, femur-pelvis L4, knee-in L5, knee-over-foot L6, "
    "trunk-side-lean L7, pelvis-shift L8, knee-wobble L9, touchdown L10, knee-bend L11, "
    "trunk-at-landing L12, time-to-stability L13, side-difference L14",
    "single-leg-stance": "pelvic-drop L1, trunk-side-lean L7, pelvis-shift L8, touchdown L10, "
    "hold L1",
    "running": "trunk-lean R1, chest-out R2, head-in-line R3, chin R4, relaxed-shoulders R5, "
    "arm-cross R6, foot-strike R7, foot-inclination R8, tibia R9, knee-at-contact R10, "
    "knee-peak R11, hip-extension R12, overstride R13, bounce R14, cadence R15, contact-time R16, "
    "pelvic-drop R18, hip-adduction R19, step-width R20, knee-window R21, trunk-side-lean R22, "
    "asymmetry R23",
}
CASES = Path(__file__).parents[1] / "cases"
CHECKS = discover()
EVERY = list(
    {
        criterion: pytest.param(variant, criterion, id=f"{check.id}/{criterion.key}")
        for check in CHECKS.values()
        for variant in variants(check)
        for criterion in variant.criteria
    }.values()
)
LONGEST = 160  # characters that are still read
CLAIMS = re.compile(r"\bcaus|\bdiagnos|\binjur|\bheal|\bcure", re.IGNORECASE)
MOMENTS = {"contact", "lowest", "loading", "midstance", "toe-off"}
STRETCHES = {"stance", "load", "stride", "furthest"}

per_check = pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
per_criterion = pytest.mark.parametrize(("check", "criterion"), EVERY)


@pytest.mark.parametrize(("check_id", "wanted"), FIRST_CHECKS.items(), ids=FIRST_CHECKS)
def test_the_ids_that_scripts_are_built_on(check_id, wanted):
    declared = {f"{criterion.id} {criterion.code}" for criterion in find(check_id).criteria}
    assert declared == set(wanted.split(", "))


@per_check
def test_a_check_lies_in_the_file_of_its_name_and_has_its_cases(check):
    name = check.id.replace("-", "_")
    assert (Path(checks.__file__).parent / f"{name}.py").is_file()
    assert (CASES / f"{name}.toml").is_file(), "a check needs its case file"


def test_every_case_file_belongs_to_a_check():
    assert {path.stem.replace("_", "-") for path in CASES.glob("*.toml")} == set(CHECKS)


def test_checks_are_found_by_scanning_and_known_by_unique_ids():
    files = Path(checks.__file__).parent.glob("[!_]*.py")
    assert len(CHECKS) == len(list(files)) >= len(FIRST_CHECKS)


@per_check
def test_a_check_says_how_to_film_it_and_what_it_cannot_see(check):
    assert check.title
    assert check.purpose.endswith(".")
    assert check.setup.endswith(".")
    assert check.absent.endswith(".")
    assert check.not_observable
    assert all(check.not_observable)
    assert not CLAIMS.search(check.purpose + check.setup + check.absent)


@per_check
def test_all_measures_of_a_check_fit_in_one_plan(check):
    plan = plan_of(check)
    assert all(plan.units)


@per_check
def test_a_check_requires_something_that_can_be_judged(check):
    judged = [c for c in check.criteria if c.band is not None and c.required and not c.cannot]
    assert judged


@per_criterion
def test_a_criterion_explains_itself(check, criterion):
    for text in (criterion.title, criterion.meaning, criterion.trust, criterion.code):
        assert text
    assert criterion.meaning.endswith(".")
    assert criterion.trust.endswith(".")
    assert len(criterion.meaning) <= LONGEST
    assert not CLAIMS.search(criterion.meaning + criterion.trust + criterion.title)


@per_criterion
def test_a_criterion_has_a_cue_for_each_side_it_can_fail(check, criterion):
    band = criterion.band
    if band is None:
        assert criterion.cue.low == criterion.cue.high == ""
        return
    low, high = band.good
    assert low is not None or high is not None
    for limit, cue in ((low, criterion.cue.low), (high, criterion.cue.high)):
        if limit is not None:
            assert cue.endswith(".")
            assert len(cue) <= LONGEST
            assert not CLAIMS.search(cue)


@per_criterion
def test_a_criterion_names_where_its_limits_come_from(check, criterion):
    assert criterion.sources
    for source in criterion.sources:
        assert source.cite.endswith(".")
        assert source.finding.endswith(".")
        assert not source.link or source.link.startswith("https://")


@per_criterion
def test_a_criterion_has_a_unit_an_error_and_views(check, criterion):
    assert criterion.measure.unit
    assert criterion.error >= 0
    assert criterion.error > 0 or isinstance(criterion.measure, Fact)
    assert criterion.views
    assert criterion.views <= ANY_VIEW
    assert criterion.views <= set(VIEW_NAMES)


@per_criterion
def test_a_criterion_asks_for_frames_that_its_phases_name(check, criterion):
    for one in (criterion, *criterion.parts):
        window = one.window or criterion.window
        known = {
            "phase": set(check.phases.names),
            "rep": set(),
            "span": STRETCHES,
            "mark": MOMENTS,
        }[window]
        assert set(one.during) <= known
        assert one.during or window in ("phase", "rep") or one is not criterion


@per_criterion
def test_bands_lie_inside_one_another_for_parts_too(check, criterion):
    for band in filter(None, (criterion.band, *(part.band for part in criterion.parts))):
        assert isinstance(band, Band)
        low, good_low = band.fault[0], band.good[0]
        assert low is None or (good_low is not None and low < good_low)
        good_high, high = band.good[1], band.fault[1]
        assert high is None or (good_high is not None and good_high < high)


@per_criterion
def test_parts_are_told_apart_and_measured_alike(check, criterion):
    ids = [part.id for part in criterion.parts]
    assert len(set(ids)) == len(ids)
    if criterion.combine == "largest":
        assert len({part.measure.unit for part in criterion.parts}) == 1


@per_criterion
def test_sides_are_compared_by_a_criterion_that_has_sides(check, criterion):
    if criterion.of_sides:
        sides = {other.side for other in check.criteria if other.id == criterion.of_sides}
        assert sides == {"left", "right"}


@per_check
def test_both_sides_of_a_criterion_are_judged_alike(check):
    by_id = itertools.groupby(sorted(check.criteria, key=lambda c: c.id), key=lambda c: c.id)
    for _, group in by_id:
        sides = list(group)
        assert len({(c.band, c.error, c.views, c.title, c.required, c.cue) for c in sides}) == 1


@per_check
def test_the_pelvis_is_never_judged_by_the_hip_landmarks(check):
    for criterion in check.criteria:
        if criterion.id in ("pelvic-drop", "femur-pelvis"):
            assert rests_on_pelvis(criterion.measure)
        if criterion.id == "pelvic-drop":
            assert not any(len(side) for side in landmarks_of(criterion.measure))


def test_an_unknown_name_suggests_the_right_one():
    with pytest.raises(CheckError, match="did you mean running") as caught:
        find("runing")
    assert "\n" not in str(caught.value)


def test_a_name_like_nothing_says_where_all_are_listed():
    with pytest.raises(CheckError, match="posecheck checks lists them") as caught:
        find("xyzzy")
    assert "did you mean" not in str(caught.value)


shares = st.floats(0, 1)
evidence = st.builds(
    Evidence,
    view=st.sampled_from(VIEW_NAMES),
    running=st.booleans(),
    standing=shares,
    still=shares,
    landings=st.integers(0, 5),
    one_leg_s=st.floats(0, 60),
    arms_up=shares,
    goalpost=shares,
    seconds=st.floats(0, 600),
)


@given(evidence)
def test_any_recording_fits_every_check_by_a_share(seen):
    for check in CHECKS.values():
        assert 0.0 <= check.fit(seen) <= 1.0
    chosen, sure = choose(CHECKS.values(), seen)
    assert chosen in CHECKS.values()
    assert 0.0 <= sure <= 1.0
