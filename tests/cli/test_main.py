"""How the command line starts, helps and ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from posecheck import __version__
from tests.cli.command import apart, posecheck, program

COMMANDS = ("demo", "video", "image", "score", "report", "checks", "models", "doctor", "bench")
ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("cv2", "av", "mediapipe", "scipy", "numpy", "jinja2", "urllib.request")


def test_help_lists_the_commands_in_the_order_they_are_needed():
    said = posecheck("--help")
    lines = [line.strip("│ ").split() for line in said.out.splitlines()]
    listed = [line[0] for line in lines if line and line[0] in COMMANDS]
    assert tuple(listed) == COMMANDS
    assert (said.status, said.err) == (0, "")


@pytest.mark.parametrize("words", [(), ("-h",)], ids=["no word", "-h"])
def test_no_word_at_all_is_a_question_for_help(words):
    assert posecheck(*words) == posecheck("--help")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command):
    said = posecheck(command, "--help")
    assert said.status == 0
    assert f"posecheck {command}" in said.out


def test_help_imports_nothing_heavy():
    words = "import sys; sys.argv = ['posecheck', '--help']; from posecheck.cli import main\n"
    look = f"try: main()\nfinally: print('loaded', [n for n in {HEAVY} if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", words + look], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "loaded []"


def test_version_is_the_packages():
    assert posecheck("--version").out == f"{__version__}\n"
    assert apart("--version").out == f"{__version__}\n"


def test_a_reader_that_hangs_up_gets_no_complaint():
    with subprocess.Popen(
        program("checks", "running"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 1


@pytest.mark.parametrize("words", [("checks",), ("checks", "--json")], ids=" ".join)
def test_output_that_nobody_can_take_is_one_line(words):
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            program(*words), stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr.startswith("posecheck: the output cannot be written")
    assert done.stderr.count("\n") == 1


def test_a_folder_that_is_gone_is_one_line(tmp_path):
    start = f'cd {tmp_path} && mkdir gone && cd gone && rmdir ../gone && exec "$@"'
    words = ["sh", "-c", start, "sh", *program("doctor")]
    where = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(words, env=where, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "posecheck: the folder you are in is gone; change to one that exists\n"


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)], ids=str)
def test_where_a_stream_was_closed_nothing_else_takes_its_place(closed, tmp_path):
    words = f"""
import os, sys
if len(sys.argv) > 1:
    for number in {closed}: os.close(number)
    os.execv(sys.executable, [sys.executable, __file__])
sys.argv = ["posecheck", "checks", "running"]
from posecheck.cli import main
try: main()
finally: open("kept", "w").write(str([os.get_inheritable(number) for number in (0, 1, 2)]))
"""
    (tmp_path / "start.py").write_text(words)
    command = [sys.executable, "start.py", "close"]
    where = {"cwd": tmp_path, "env": os.environ | {"PYTHONPATH": str(ROOT)}}
    done = subprocess.run(command, capture_output=True, check=False, **where)
    assert done.returncode == 0
    assert (tmp_path / "kept").read_text() == str([True] * 3)


@pytest.mark.parametrize("command", ["video", "live", "checks"])
def test_help_speaks_no_programmers_language(command):
    said = posecheck(command, "--help").out
    assert not any(word in said for word in ("<bool>", "<path>", "<str>", "list[", "[[", "..]"))


SWALLOWED = """
import os, signal, sys, time
signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell has it for what it runs behind
from posecheck import cli

class Native:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.5)

def run():
    try:
        Native()
        time.sleep(20)
    except KeyboardInterrupt:
        return 130
    return 0

cli._run = run
cli.main()
"""


def test_an_interruption_that_a_destructor_swallows_comes_again():
    command = [sys.executable, "-c", SWALLOWED]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=15)
    assert (done.returncode, done.stderr) == (130, "")
