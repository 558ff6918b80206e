"""What is told of a program that was run: its time, its first word, its memory, its failure."""

import math
import sys

import pytest

from posecheck.errors import PosecheckError
from posecheck.run.timed import timed


def program(text):
    return [sys.executable, "-c", text]


def test_what_a_program_says_is_kept_and_its_first_word_is_timed():
    text = "import sys, time; sys.stderr.write('reading\\n'); sys.stderr.flush(); time.sleep(0.5)"
    timing = timed(program(f"{text}; print('done')"))
    assert timing.out == "done\n"
    assert 0 < timing.first_s < timing.seconds - 0.1  # whoever listens may be kept waiting


def test_a_silent_program_has_no_first_word():
    assert math.isnan(timed(program("pass")).first_s)


@pytest.mark.parametrize("depth", [1, 2])
def test_the_peak_counts_memory_of_the_program_and_of_what_it_starts(depth):
    hungry = "x = bytearray(80_000_000); import time; time.sleep(0.6)"
    idle = "import time; time.sleep(0.6)"
    for _ in range(depth - 1):
        hungry = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hungry!r}])"
        idle = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {idle!r}])"
    grown = timed(program(hungry)).peak_kb - timed(program(idle)).peak_kb
    if sys.platform == "linux":
        assert 70_000 < grown < 95_000
    else:
        assert math.isnan(grown)


def test_a_program_that_fails_is_an_error_with_its_last_words():
    text = "import sys; sys.stderr.write('first\\nposecheck: no such clip\\n'); sys.exit(2)"
    with pytest.raises(PosecheckError, match=r"posecheck: no such clip$"):
        timed(program(text))


def test_much_output_does_not_block_a_program():
    timing = timed(program("print('x' * 1_000_000)"))
    assert len(timing.out) == 1_000_001
