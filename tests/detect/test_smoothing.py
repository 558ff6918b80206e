"""MediaPipe's smoothing of the landmarks is taken back as it was put on."""

import numpy as np
import pytest

from posecheck.detect.smoothing import FEET, Unsmoother

ASPECT = 0.75
BODY = np.random.default_rng(1).uniform(0.25, 0.75, (33, 4))
BODY[:, 1] = np.linspace(0.1, 0.9, 33)
MOVED = [i for i in range(33) if not FEET.start <= i < FEET.stop]


def share(cutoff_hz, step_s):
    return 1 / (1 + 1 / (2 * np.pi * cutoff_hz * step_s))


def smoothed_as_mediapipe_does(raw, time_ms, region):
    """A one-euro filter a coordinate, as published: 0.05 Hz, 80, 1 Hz, speeds in regions."""
    shape = np.array([ASPECT, 1.0, ASPECT])
    out = raw.copy()
    state, speed, last = raw[0, :, :3] * shape, np.zeros((33, 3)), raw[0, :, :3] * shape
    for row in range(1, len(raw)):
        step = (time_ms[row] - time_ms[row - 1]) / 1000
        now = raw[row, :, :3] * shape
        a = share(1.0, step)
        speed = a * (now - last) / region / step + (1 - a) * speed
        b = share(0.05 + 80.0 * np.abs(speed), step)
        state, last = b * now + (1 - b) * state, now
        out[row, :, :3] = state / shape
    return out


def region_of(points):
    flat = points[:, :2] * [ASPECT, 1.0]
    return 2.5 * np.linalg.norm(flat - flat[23:25].mean(axis=0), axis=-1).max()


def walked(unsmoother, landmarks, time_ms):
    return np.array(
        [unsmoother(one, at, ASPECT) for one, at in zip(landmarks, time_ms, strict=True)]
    )


def swinging(hz, fps, size=0.03, noise=0.0, frames=120):
    time_ms = np.round(1000 + np.arange(frames) * 1000 / fps).astype(int)
    raw = np.repeat(BODY[None], frames, axis=0)
    raw[:, :, 0] += size * np.sin(2 * np.pi * hz * time_ms / 1000)[:, None]
    raw[:, :, :3] += np.random.default_rng(0).normal(0, noise, (frames, 33, 3)) if noise else 0.0
    return raw, time_ms


def worst(found, raw):
    return np.sqrt(np.mean((found - raw)[10:, MOVED, :3] ** 2))


@pytest.mark.parametrize("fps", [30, 60])
@pytest.mark.parametrize("hz", [0.3, 1.4])
def test_what_went_into_the_filter_comes_out_again(hz, fps):
    raw, time_ms = swinging(hz, fps)
    smoothed = smoothed_as_mediapipe_does(raw, time_ms, region_of(BODY))
    found = walked(Unsmoother(), smoothed, time_ms)
    assert worst(smoothed, raw) > 0.001
    assert worst(found, raw) < 0.25 * worst(smoothed, raw)


def test_noise_does_not_run_away():
    raw, time_ms = swinging(1.4, 60, noise=0.001, frames=600)
    smoothed = smoothed_as_mediapipe_does(raw, time_ms, region_of(BODY))
    found = walked(Unsmoother(), smoothed, time_ms)
    assert worst(found, raw) < 0.5 * worst(smoothed, raw)
    assert np.abs(found - raw)[-100:, MOVED, :3].max() < 0.02


def test_a_body_that_does_not_move_stays_where_it_is():
    time_ms = np.arange(40) * 33 + 5
    still = np.repeat(BODY[None], 40, axis=0)
    assert walked(Unsmoother(), still, time_ms) == pytest.approx(still, abs=1e-9)


def test_heels_toes_and_visibility_stay_as_they_were():
    raw, time_ms = swinging(1.4, 30)
    smoothed = smoothed_as_mediapipe_does(raw, time_ms, region_of(BODY))
    found = walked(Unsmoother(), smoothed, time_ms)
    assert (found[:, FEET] == smoothed[:, FEET]).all()
    assert (found[..., 3] == smoothed[..., 3]).all()


def test_it_begins_anew_after_nobody_was_seen():
    raw, time_ms = swinging(1.4, 30)
    smoothed = smoothed_as_mediapipe_does(raw, time_ms, region_of(BODY))
    unsmoother = Unsmoother()
    walked(unsmoother, smoothed[:50], time_ms[:50])
    assert unsmoother(None, 5000, ASPECT) is None
    again = walked(unsmoother, smoothed, time_ms + 9000)
    assert again == pytest.approx(walked(Unsmoother(), smoothed, time_ms), abs=1e-12)


def test_the_first_answer_is_raw_and_a_frame_at_zero_is_overlooked():
    raw, time_ms = swinging(1.4, 30, frames=30)
    smoothed = smoothed_as_mediapipe_does(raw, time_ms, region_of(BODY))
    later = walked(Unsmoother(), smoothed, time_ms)
    assert later[0] == pytest.approx(smoothed[0], abs=1e-12)
    unsmoother = Unsmoother()
    unsmoother(BODY, 0, ASPECT)
    assert walked(unsmoother, smoothed, time_ms) == pytest.approx(later, abs=1e-12)
