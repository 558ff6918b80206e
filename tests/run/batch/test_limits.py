"""What a clip may cost, and how many processes fit."""

import os
import signal

import numpy as np
import pytest

from posecheck.run.batch import limits


def test_processes_fit_the_cores_and_the_memory(monkeypatch):
    monkeypatch.setattr(limits, "machine_memory", lambda: 4 << 30)
    assert limits.fitting(2) == 2
    assert limits.fitting(64) == 4
    monkeypatch.setattr(limits, "machine_memory", lambda: 100 << 20)
    assert limits.fitting(64) == 1


def test_every_process_may_take_its_share_and_never_too_little():
    assert limits.memory_each(1) > limits.memory_each(10**6) == limits.LEAST_MEMORY


def test_long_and_large_clips_are_given_more_time():
    small, large = limits.patience(1000, 30), limits.patience(10**9, 30)
    assert large.silent_s > small.silent_s >= 60
    assert limits.patience(1000, 10**5).total_s > 10**4


def test_more_memory_than_allowed_is_refused_on_linux_and_the_limit_goes_again():
    with limits.limited_memory(1 << 30), pytest.raises(MemoryError):
        np.empty(2 << 30, np.uint8)
    assert len(np.empty(2 << 30, np.uint8))


def test_a_request_to_end_passes_through_the_code():
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit), limits.ending_gracefully():
        os.kill(os.getpid(), signal.SIGTERM)
    signal.signal(signal.SIGTERM, before)


def test_the_memory_of_the_machine_is_known():
    assert 1 << 28 < limits.machine_memory() < 1 << 50
