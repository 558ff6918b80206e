from dataclasses import replace

import pytest

from posecheck.assess.lead import SIDES, Lead
from posecheck.assess.phase import Rep
from posecheck.assess.recent import Lately
from posecheck.assess.rules import Prompt
from posecheck.checks import discover, find
from posecheck.errors import CheckError
from tests.assess.live import led
from tests.checks.staging import all_cases, staged, variants
from tests.run.true_tracks import true_track

WALL, ANGEL = find("wall-posture"), find("wall-angel")
LANDING, STANCE, RUNNING = find("single-leg-landing"), find("single-leg-stance"), find("running")


def now(time_s, *, check=STANCE, phase=None, phase_s=0.0, reps=(), running=False, view="back"):
    nothing = (None,) * len(check.criteria)
    current = (False,) * len(check.criteria)
    idle = check.phases.names[0]
    return Lately(
        time_s, nothing, current, float("nan"), reps, running, phase or idle, phase_s, view, None
    )


def holding(index, side, hold_s, end_s=0.0):
    return Rep(index, side, end_s - hold_s, end_s, {}, {}, {"hold": hold_s})


def said(found):
    return [one.say for one in found if one.say]


def test_a_wall_session_leads_away_from_the_wall_and_ends_with_standing_there():
    found = led(WALL, true_track("wall-posture-good"))
    assert said(found) == [*(one.say for one in WALL.prompts), WALL.farewell]
    assert found[-1].done
    away = [one.progress for one in found if one.words == WALL.prompts[1].say]
    assert max(away) > 0.9


def test_a_head_that_is_not_level_is_asked_for_but_not_for_ever():
    first = replace(WALL.prompts[0], good="head-tilt", at_most_s=10.0)
    strict = tuple(_strict(one) for one in WALL.criteria)
    raised = replace(WALL, criteria=strict, prompts=(first, *WALL.prompts[1:]))
    found = led(raised, true_track("wall-posture-good"))
    assert said(found)[0] == WALL.prompts[0].say
    assert said(found)[-1] == WALL.farewell, "whoever steps away is not called back"


def _strict(criterion):
    if criterion.id != "head-tilt":
        return criterion
    return replace(criterion, band=type(criterion.band).within(20.0, 30.0, 15.0, 35.0))


def test_repetitions_are_led_from_the_start_position_and_counted():
    found = led(ANGEL, true_track("wall-angel-good"))
    assert said(found) == [ANGEL.prompts[0].say, ANGEL.prompts[1].say, "And slowly back down."]
    assert [one.count for one in found][-1] == "3"
    assert found[-1].progress == pytest.approx(3 / 5)
    assert not found[-1].done


def test_a_landing_tells_which_leg_is_next():
    found = led(LANDING, true_track("single-leg-landing-good"))
    words = said(found)
    assert words[0] == LANDING.prompts[0].say
    assert words[1] == "Again on the left leg."


def test_three_landings_on_each_leg_and_it_is_done():
    lead, reps, words = Lead(LANDING), (), []
    lead(now(0.0, check=LANDING))
    for index, side in enumerate(("left", "left", "right", "left", "right", "right")):
        reps = (*reps, holding(index, side, 2.5, index + 1.0))
        words.append(lead(now(index + 1.0, check=LANDING, reps=reps)))
    assert [one.say for one in words] == [
        "Again on the left leg.",
        "Again on the left leg.",
        "Again on the right leg.",
        "Now the right leg.",
        "Again on the right leg.",
        LANDING.farewell,
    ]
    assert words[-1].done


def test_seen_from_the_side_the_near_leg_is_enough():
    lead, reps = Lead(LANDING), ()
    lead(now(0.0, check=LANDING, view="side-left"))
    for index in range(3):
        reps = (*reps, holding(index, "left", 2.5))
        last = lead(now(index + 1.0, check=LANDING, reps=reps, view="side-left"))
    assert last.done


def test_whoever_is_seen_from_the_side_turns_round_where_both_sides_are_wanted():
    check = find("glute-kick")
    lead, reps, words = Lead(check), (), []
    lead(now(0.0, check=check, view="side-right"))
    for index in range(20):
        view = "side-right" if index < 10 else "side-left"
        reps = (*reps, holding(index, None, 0.5, index + 1.0))
        words.append(lead(now(index + 1.0, check=check, reps=reps, view=view)))
    assert [one.say for one in words[:2]] == ["1.", "2."]
    assert words[9].say == "Turn round, on hands and knees: now the left leg."
    assert [one.say for one in words[10:12]] == ["1.", "2."]
    assert [one.done for one in words] == [False] * 19 + [True]


def test_whoever_does_not_turn_round_is_asked_again():
    check = find("quad-stretch").varied({"hold": "5"})
    lead, reps, words = Lead(check), (), []
    lead(now(0.0, check=check, view="side-left"))
    for index in range(4):
        reps = (*reps, holding(index, "left", 5.0, 8.0 * index))
        words.append(lead(now(8.0 * index, check=check, reps=reps, view="side-left")).say)
    turn = "Turn round: now the right side."
    assert words[1:] == [turn, None, turn], "with time to do it"


def test_a_landing_that_is_not_held_is_asked_for_again():
    lead = Lead(LANDING)
    lead(now(0.0, check=LANDING))
    short = lead(now(1.0, check=LANDING, reps=(holding(0, "left", 0.7),)))
    assert short.say == "Hold it for two seconds. Again on the left leg."
    assert short.progress == 0.0


def test_half_a_minute_on_each_leg_with_the_time_called_on_the_way():
    lead, found = Lead(STANCE), []
    for tenth in range(320):
        hold = holding(0, "right", tenth / 10)
        found.append(lead(now(tenth / 10, phase="one-leg", reps=(hold,), running=True)))
    assert said(found) == [
        STANCE.prompts[0].say,
        "Half of it.",
        "Five more seconds.",
        "Foot down. Now stand on the left leg.",
    ]
    assert found[150].count == "15 s"
    assert found[150].progress == pytest.approx(0.5, abs=0.01)
    done = (holding(0, "right", 31.0), holding(1, "left", 30.1))
    assert lead(now(80.0, phase="one-leg", reps=done, running=True)).done


def test_a_foot_that_comes_down_early_gets_one_more_try():
    lead = Lead(STANCE)
    lead(now(0.0))
    first = lead(now(8.0, reps=(holding(0, "left", 8.0),)))
    assert first.say == "Once more on the left leg."
    second = lead(now(20.0, reps=(holding(0, "left", 8.0), holding(1, "left", 9.0))))
    assert second.say == "Foot down. Now stand on the right leg."


def test_a_run_is_timed_and_short_pauses_do_not_count():
    lead, found = Lead(RUNNING), []
    for second in range(40):
        phase = "none" if second < 3 else "running"
        found.append(
            lead(now(float(second), check=RUNNING, phase=phase, phase_s=max(0.0, second - 3.0)))
        )
    assert said(found) == [RUNNING.prompts[0].say, "Half of it.", RUNNING.farewell]
    assert found[13].count == "10 s"
    assert next(i for i, one in enumerate(found) if one.done) == 33


def test_a_check_without_prompts_counts_and_never_ends():
    lead = Lead(replace(STANCE, prompts=()))
    one = lead(now(5.0, reps=(holding(0, "left", 15.0),), running=True))
    assert (one.say, one.count, one.progress, one.done) == (None, "15 s", 0.5, False)
    assert lead(now(60.0, reps=(holding(0, "left", 30.0),))).count == "1"


def steps_of(prompt):
    """The sides on which a prompt wants its repetitions, one after the other."""
    return [side for side in (SIDES if prompt.each_side else (None,)) for _ in range(prompt.reps)]


@pytest.mark.parametrize("check_id", sorted(key for key, one in discover().items() if one.prompts))
def test_whoever_does_all_that_is_asked_for_comes_to_the_farewell(check_id):
    for check in variants(find(check_id)):
        lead, reps, time_s, spoken = Lead(check), (), 0.0, []
        for prompt in check.prompts:
            phase = (*prompt.phases, check.phases.names[1])[0]
            asked = steps_of(prompt) or [None] * 50
            lead(now(time_s, check=check, reps=reps))
            for tick, side in enumerate(asked):
                time_s += 1.0
                if prompt.reps:
                    reps = (*reps, holding(len(reps), side, prompt.lasts_s, time_s))
                at = now(time_s, check=check, phase=phase, phase_s=float(tick), reps=reps)
                spoken.append(lead(at))
                if not prompt.reps and spoken[-1].words != spoken[0].words:
                    break
        for _ in range(60):
            time_s += 1.0
            spoken.append(lead(now(time_s, check=check, phase=phase, phase_s=60.0, reps=reps)))
        assert spoken[-1].done, check.id
        assert said(spoken)[-1] == check.farewell


@pytest.mark.parametrize(
    ("check_id", "options", "done"),
    [
        ("plank", {"hold": "5"}, True),
        ("side-plank", {"hold": "5"}, True),
        ("bridge", {}, False),
        ("locust", {"hold": "5"}, True),
        ("good-morning", {}, False),
        ("curl-up", {}, False),
        ("prone-arm-leg-lift", {}, False),
        ("glute-kick", {}, False),
        ("glute-lift", {}, False),
        ("single-leg-squat", {}, False),
        ("quad-stretch", {"hold": "5"}, False),
        ("hip-flexor-stretch", {"hold": "5"}, False),
        ("seated-glute-stretch", {"hold": "5"}, False),
        ("oblique-stretch", {"hold": "5"}, False),
        ("hamstring-stretch", {"hold": "5"}, False),
    ],
)
def test_what_is_done_well_counts_for_what_is_asked(check_id, options, done):
    case = next(one for key, one in all_cases() if key == check_id and one.get("verdict") == "good")
    check = find(check_id).varied({**case.get("options", {}), **options})
    found = led(check, staged(case))
    assert said(found)[0] == check.prompts[0].say
    assert len(said(found)) > 1, "something was done, and is answered"
    assert found[-1].done == done
    if done:
        assert said(found)[-1] == check.farewell


def test_sitting_for_ten_seconds_is_enough():
    case = next(one for key, one in all_cases() if key == "sitting-posture")
    found = led(find("sitting-posture"), staged({**case, "seconds": 13.0}))
    assert said(found) == ["Stay as you are, and look ahead.", "Done. You can get up."]


def test_whoever_walks_past_comes_back_until_enough_was_seen():
    check = find("walking-posture")
    lead, reps, words = Lead(check), (), []
    lead(now(0.0, check=check))
    for index in range(4):
        reps = (*reps, holding(index, None, 4.0))
        words.append(lead(now(5.0 * index, check=check, reps=reps)).say)
    assert words == ["And back, past the camera."] * 3 + [check.farewell]


def test_prompts_name_phases_and_criteria_that_there_are():
    for wrong in (Prompt("Go.", phases=("nowhere",)), Prompt("Go.", good="nothing")):
        with pytest.raises(CheckError, match="Go"):
            replace(WALL, prompts=(wrong,))


def test_what_is_said_fits_on_a_screen_and_into_a_breath():
    for check in discover().values():
        lines = [check.stand, check.farewell]
        for prompt in check.prompts:
            lines += [prompt.say, prompt.again, prompt.other, prompt.short]
            lines += [words for _, words in (*prompt.entering, *prompt.after)]
        assert max(map(len, lines)) <= 64, check.id
