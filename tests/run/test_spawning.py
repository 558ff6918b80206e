import os
import subprocess
import sys

# A process to fork from lives as long as its parent, so each case has a parent of its own.
TOLD = """
import os, sys, time
from multiprocessing import forkserver
from pathlib import Path
from posecheck.run.spawning import TUNABLES, open_stock
before = os.environ.get(TUNABLES)
if not open_stock():
    sys.exit("nothing to fork from")
theirs = Path(f"/proc/{forkserver._forkserver._forkserver_pid}")
while b"forkserver" not in (theirs / "cmdline").read_bytes():  # not begun yet
    time.sleep(0.01)
pairs = (pair.split("=", 1) for pair in (theirs / "environ").read_text().split("\\0") if pair)
print(before == os.environ.get(TUNABLES), dict(pairs).get(TUNABLES))
"""


def told(**environment):
    around = {key: value for key, value in os.environ.items() if key != "GLIBC_TUNABLES"}
    asked = [sys.executable, "-c", TOLD]
    done = subprocess.run(
        asked, env={**around, **environment}, capture_output=True, text=True, check=False
    )
    return done.stdout.split() if sys.platform == "linux" else done.stderr.strip()


def test_workers_ask_for_large_pages_and_the_program_itself_does_not():
    expected = ["True", "glibc.malloc.hugetlb=1"]
    assert told() == (expected if sys.platform == "linux" else "nothing to fork from")


def test_what_the_user_tells_the_c_library_holds_for_workers_too():
    mine = "glibc.malloc.check=0"
    expected = ["True", mine]
    assert told(GLIBC_TUNABLES=mine) == (
        expected if sys.platform == "linux" else "nothing to fork from"
    )
