"""Everything that must hold before a change is kept: `python -m tests [pytest options]`.

Runs from any folder, stops at nothing and fails if one step failed.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STEPS = {
    "ruff check": ["ruff", "check"],
    "ruff format": ["ruff", "format", "--check"],
    "mypy": ["mypy"],
    "pytest": ["pytest", "--numprocesses=auto", "--dist=worksteal", "--quiet"],
}


def main() -> int:
    """Run every step; return 1 if one failed."""
    failed = []
    for name, command in STEPS.items():
        options = sys.argv[1:] if name == "pytest" else []
        print(f"== {name}", flush=True)
        done = subprocess.run([sys.executable, "-m", *command, *options], cwd=ROOT, check=False)
        if done.returncode:
            failed.append(name)
    print(f"== failed: {', '.join(failed)}" if failed else "== all good")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
