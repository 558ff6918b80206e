"""Conditions: one thing changed at a time, and combinations that can be drawn again."""

from dataclasses import fields
from itertools import islice

import numpy as np

from samples.sweep.conditions import PLAIN, Condition, combinations, one_at_a_time
from samples.sweep.film import compressed, lit, setting_for, under
from samples.sweep.jobs import jobs, sharing
from samples.sweep.movements import SWEEPS

UPRIGHT = next(sweep for sweep in SWEEPS if sweep.name == "trunk-lean")
LYING = next(sweep for sweep in SWEEPS if sweep.name == "plank-line")


def changed(condition):
    return [
        part.name
        for part in fields(Condition)
        if getattr(condition, part.name) != getattr(PLAIN, part.name)
    ]


def test_the_first_condition_is_plain_and_every_other_changes_one_thing():
    plain, *others = one_at_a_time()
    assert plain.name == "plain"
    assert all(len(changed(condition)) == 1 for condition in others)
    assert len({condition.name for condition in others}) == len(others)


def test_everything_that_a_condition_holds_is_changed_once():
    assert {changed(condition)[0] for condition in one_at_a_time()[1:]} == {
        part.name for part in fields(Condition)
    }


def test_combinations_can_be_drawn_again():
    assert list(islice(combinations(3), 5)) == list(islice(combinations(3), 5))
    assert list(islice(combinations(3), 5)) != list(islice(combinations(4), 5))


def test_light_changes_the_picture_as_it_says():
    noise = np.random.default_rng(0)
    grey = np.full((40, 30, 3), 120, np.uint8)
    assert lit(grey, "plain", noise) is grey
    assert lit(grey, "dim", noise).mean() < 50
    assert lit(grey, "glaring", noise).mean() > 190
    assert lit(grey, "noisy", noise).std() > 10
    step = np.repeat(np.array([[[60] * 3], [[200] * 3]], np.uint8), 8, axis=1)
    assert np.ptp(lit(step, "flat", noise)) < 60


def test_a_smaller_body_and_fewer_rows_are_what_the_camera_shows():
    plain = setting_for(UPRIGHT, PLAIN).camera
    small = setting_for(UPRIGHT, Condition(size=0.5)).camera
    assert small.px_per_m == plain.px_per_m / 2
    assert setting_for(UPRIGHT, Condition(height_px=480)).camera.size_px == (360, 480)
    assert setting_for(UPRIGHT, Condition(side="right")).camera.yaw == -90.0


def test_a_body_on_the_floor_is_seen_from_near_the_floor_in_a_wide_picture():
    camera = setting_for(LYING, PLAIN).camera
    assert camera.height_m < 0.5
    assert camera.size_px[0] > camera.size_px[1]
    assert setting_for(LYING, Condition(camera_m=1.6)).camera.height_m > camera.height_m


def test_single_changes_are_filmed_once_each_and_share_what_is_drawn():
    groups = sharing(one_at_a_time())
    told = [condition for group in groups for condition in group]
    assert len(set(told)) == len(told)
    assert {changed(one)[0] for one in told} == {part.name for part in fields(Condition)} - {
        "outfit"
    }
    assert all(len({one.drawn for one in group}) == 1 for group in groups)
    assert any(len(group) > 1 for group in groups)


def test_every_sweep_is_filmed_before_anything_is_changed_and_the_floor_either_way_round():
    todo = list(jobs([], quick=False))
    first = todo[: len(SWEEPS)]
    assert [job.name for job in first] == [sweep.name for sweep in SWEEPS]
    of_plank = [job for job in todo if (job.stage, job.name) == ("base", LYING.name)]
    assert {job.conditions[0].side for job in of_plank} == {"left", "right"}
    quick = list(jobs([LYING.name], quick=True))
    assert [job.stage for job in quick] == ["base"] * 4 + ["single pictures"] * 4


def test_photos_are_taken_of_what_a_photo_can_tell():
    taken = {job.name for job in jobs([], quick=True) if job.stage == "single pictures"}
    assert {"head-forward", "plank-line", "thumbs"} <= taken
    assert not taken & {"stride", "good-morning", "hip-roll"}


def test_a_sweep_that_is_cut_has_filmed_combinations_and_the_first_value_of_every_kind():
    todo = list(jobs([], quick=False))
    stages = [job.stage for job in todo]
    first = stages.index("combinations")
    changes = {job.groups[0].partition(" ")[0] for job in todo[:first] if "changes" in job.stage}
    assert changes == {part.name for part in fields(Condition)} - {"outfit", "crf"}
    assert "single changes" in stages[first:]
    assert stages.count("combinations") % len({job.name for job in todo[first:]}) == 0


def test_compression_keeps_the_number_and_size_of_pictures():
    assert under([], "plain", 0) == []
    clip = [np.full((48, 36, 3), level, np.uint8) for level in (40, 120, 200)]
    found = compressed(clip, 30, 35)
    assert [image.shape for image in found] == [(48, 36, 3)] * 3
    assert [round(float(image.mean()), -1) for image in found] == [40, 120, 200]
