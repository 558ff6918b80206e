"""Finds the files that posecheck brings along: the pose bundle, its manifest, the demo clips.

In a clone they lie in `models/` and `samples/` beside the package, in an installed wheel inside
it. Nothing else may know the difference. And where the user's own files lie.
"""

import os
from pathlib import Path

import platformdirs

from posecheck.errors import PosecheckError

PACKAGE = Path(__file__).resolve().parent
ROOTS = (PACKAGE / "_shipped", PACKAGE.parent)


def shipped(name: str) -> Path:
    """Path of a shipped file or folder, such as `models/manifest.toml`.

    Raises PosecheckError where this installation lacks it.
    """
    for root in ROOTS:
        path = root / name
        if path.exists():
            return path
    raise PosecheckError(f"{name}: missing from this installation; install posecheck again")


def user_data() -> Path:
    """Folder of what posecheck keeps for the user, on each system where such things belong.

    The environment variable POSECHECK_DATA names another one. It may not exist yet.
    """
    given = os.environ.get("POSECHECK_DATA")
    return Path(given) if given else platformdirs.user_data_path("posecheck", appauthor=False)
