"""Freed memory goes back to the system where that can be asked for, and nothing fails elsewhere."""

import platform
import subprocess
import sys
from pathlib import Path

import numpy as np

from posecheck.run.freed import give_back

GLIBC = platform.libc_ver()[0] == "glibc"
LARGE_PIECES = """
import numpy as np
from pathlib import Path
from posecheck.run.freed import keep_large_apart

def resident_kb():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))

keep_large_apart()
np.ones(2 << 20)  # 16 MB: freed, it would let what comes after lie in the heap
before_kb = resident_kb()
pieces, held = [], []
for _ in range(4):
    pieces.append(np.ones(1 << 20))
    held.append(np.ones(12_000))
del pieces
print(resident_kb() - before_kb)
"""


def resident_kb():
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise AssertionError("no VmRSS")


def test_small_pieces_are_given_back_though_others_lie_behind_them():
    pieces = [np.ones(12_000) for _ in range(600)]  # 96 KB each: in the heap
    held = np.ones(12_000)
    if not GLIBC:
        give_back()
        return
    full_kb = resident_kb()
    del pieces
    give_back()
    assert full_kb - resident_kb() > 40_000
    assert held.sum() == len(held)


def test_large_pieces_leave_nothing_behind():
    anywhere = "from posecheck.run.freed import keep_large_apart as go; go(); print(0)"
    program = LARGE_PIECES if GLIBC else anywhere
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 4_000
