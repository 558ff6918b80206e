"""Sweep the mannequin through every measure and write the error table: `--help` says how."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from posecheck import __version__
from posecheck.detect.bundle import load_bundle
from samples.sweep import gait, plots, stated, table, write
from samples.sweep.filming import Budget, worked
from samples.sweep.jobs import Found, Job, jobs
from samples.sweep.movements import SWEEPS
from samples.sweep.readings import CLIP, READINGS, STILLS, Readings

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "posecheck" / "assess" / "accuracy.json"
PAGE = ROOT / "docs" / "accuracy.md"
WRITE_EVERY_S = 240.0


def main() -> None:
    """Run what the time allows and write data, page and plots."""
    arguments = _arguments()
    planned = list(jobs(arguments.only, quick=arguments.quick))
    started = written = time.monotonic()
    results = _Results(planned)
    budget = Budget(arguments.workers, arguments.minutes)
    for job, found in worked(planned, budget, arguments.keep):
        results.note(job, found)
        if arguments.verbose:
            print(f"{time.monotonic() - started:6.0f} s  {job.stage}: {job.name}", flush=True)
        if time.monotonic() - written > WRITE_EVERY_S:
            results.write(arguments)
            written = time.monotonic()
    results.write(arguments)
    spent = (time.monotonic() - started) / 60
    print(f"{arguments.page} and {arguments.data} in {spent:.0f} minutes")


class _Results:
    """What was found so far, and the files made of it."""

    def __init__(self, planned: Sequence[Job]) -> None:
        self._rows = table.rows_for(SWEEPS)
        self._readings = Readings()
        self._timings: list[gait.Timing] = []
        self._clips: list[gait.Clip] = []
        self._left = Counter(job.stage for job in planned)
        self._planned = Counter(self._left)
        self._seconds = 0.0

    def note(self, job: Job, found: Found) -> None:
        """Take what a job found."""
        self._left[job.stage] -= 1
        self._seconds += found.seconds
        self._timings += found.timings
        self._clips += found.clips
        kind = STILLS if job.stage == "single pictures" else CLIP
        for condition, group, of_one in zip(job.conditions, job.groups, found.series, strict=False):
            for measure, series in zip(job.sweep.measures, of_one, strict=True):
                self._rows[job.name, measure].add(group, series)
                self._readings.add(job.sweep, measure, kind, condition, series)

    def write(self, to: argparse.Namespace) -> None:
        """Write readings, data, page and plots."""
        self._readings.write(to.readings)
        bundle = load_bundle()
        data: dict[str, Any] = {
            "format": 1,
            "posecheck": __version__,
            "model": {"name": bundle.name, "sha256": bundle.sha256},
            "minutes": round(self._seconds / 60 / to.workers),
            "filmed": {
                stage: {"planned": count, "reached": count - self._left[stage]}
                for stage, count in self._planned.items()
            },
            "not_reached": [row.sweep.name for row in self._rows.values() if not row.series],
            "columns": table.COLUMNS,
            "table": table.stored(self._rows.values()),
            "gait": {
                "events": gait.summary(self._timings),
                "styles": [row for fps in (60, 120) for row in gait.by_style(self._timings, fps)],
                "clips": gait.stored(self._clips),
            },
        }
        data |= stated.sections(self._readings.kept)
        to.data.parent.mkdir(parents=True, exist_ok=True)
        to.page.parent.mkdir(parents=True, exist_ok=True)
        to.data.write_text(stated.as_text(data), encoding="utf-8")
        picture = to.page.with_name(f"{to.page.stem}.svg")
        picture.write_text(plots.sheet(self._rows.values()), encoding="utf-8")
        to.page.write_text(write.page(data, picture.name), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m samples.sweep", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0, help="how long it may take")
    parser.add_argument("--quick", action="store_true", help="outfits only, no changed conditions")
    parser.add_argument("--only", nargs="*", default=[], help="sweeps by name; gait is one")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--data", type=Path, default=DATA, help="the data file to write")
    parser.add_argument("--page", type=Path, default=PAGE, help="the page to write")
    parser.add_argument("--readings", type=Path, default=READINGS, help="the readings to keep")
    parser.add_argument("--keep", type=Path, help="folder of what was filmed, to go on from")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--list", action="store_true", help="list the sweeps and stop")
    arguments = parser.parse_args()
    known = [*(sweep.name for sweep in SWEEPS), "gait"]
    unknown = [name for name in arguments.only if name not in known]
    if unknown:
        parser.error(f"no sweep named {unknown[0]}; --list shows the names")
    if arguments.list:
        print("\n".join(f"{sweep.name:20} {sweep.title}" for sweep in SWEEPS))
        parser.exit()
    return arguments


if __name__ == "__main__":
    main()
