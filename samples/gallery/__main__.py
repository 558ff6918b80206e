"""Draw the picture of each check and write the table and the page of all: see --help."""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2

from posecheck.checks import discover
from samples.gallery.pages import FOLDER, page, with_table
from samples.gallery.pictures import picture

ROOT = Path(__file__).parents[2]
README, DOCS = ROOT / "README.md", ROOT / "docs"


def main() -> None:
    """Draw what is named, or what has no picture yet; write README's table and the page."""
    parser = argparse.ArgumentParser(prog="python -m samples.gallery", description=__doc__)
    parser.add_argument(
        "checks", nargs="*", metavar="ID", help="checks to draw (default: those without a picture)"
    )
    parser.add_argument("--all", action="store_true", help="draw all pictures again")
    arguments = parser.parse_args()
    checks, folder = discover(), DOCS / FOLDER
    unknown = [name for name in arguments.checks if name not in checks]
    if unknown:
        parser.error(f"no check is called {unknown[0]}; posecheck checks lists them")
    folder.mkdir(exist_ok=True)
    cv2.setNumThreads(1)
    for name, check in checks.items():
        path = folder / f"{name}.jpg"
        wanted = name in arguments.checks if arguments.checks else not path.exists()
        if arguments.all or wanted:
            path.write_bytes(picture(check))
            print(path.relative_to(ROOT), flush=True)
    for path in folder.glob("*.jpg"):
        if path.stem not in checks:
            path.unlink()
    (DOCS / "exercises.md").write_text(page(checks.values()), encoding="utf-8")
    text = with_table(README.read_text(encoding="utf-8"), checks.values())
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
