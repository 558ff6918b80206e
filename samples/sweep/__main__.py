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
WRITE_EVERY_S = 600.0  # ten seconds of work in the end, and no job is given out meanwhile


def main() -> None:
    """Run what the time allows and write data, page and plots."""
    arguments = _arguments()
    planned = list(jobs(arguments.only, quick=arguments.quick))
    started = written = time.monotonic()
    results = Results(planned)
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


class Results:
    """What was found so far, and the files made of it."""

    def __init__(self, planned: Sequence[Job]) -> None:
        self._planned = planned
        self._found: dict[Job, Found] = {}

    def note(self, job: Job, found: Found) -> None:
        """Take what a job found."""
        self._found[job] = found

    def write(self, to: argparse.Namespace) -> None:
        """Write readings, data, page and plots: the same bytes, whichever job ended first."""
        found = [(job, self._found[job]) for job in self._planned if job in self._found]
        rows, readings = _told(found)
        readings.write(to.readings)
        data = self._facts(found, to.workers) | {
            "not_reached": [row.sweep.name for row in rows if not row.series],
            "columns": table.COLUMNS,
            "table": table.stored(rows),
            "gait": _gait([one for _, one in found]),
        }
        data |= stated.sections(readings.kept)
        to.data.parent.mkdir(parents=True, exist_ok=True)
        to.page.parent.mkdir(parents=True, exist_ok=True)
        to.data.write_text(stated.as_text(data), encoding="utf-8")
        picture = to.page.with_name(f"{to.page.stem}.svg")
        picture.write_text(plots.sheet(rows), encoding="utf-8")
        to.page.write_text(write.page(data, picture.name), encoding="utf-8")

    def _facts(self, found: Sequence[tuple[Job, Found]], workers: int) -> dict[str, Any]:
        """What was filmed, with which model, and how long it took."""
        bundle, reached = load_bundle(), Counter(job.stage for job, _ in found)
        return {
            "format": 1,
            "posecheck": __version__,
            "model": {"name": bundle.name, "sha256": bundle.sha256},
            "minutes": round(sum(one.seconds for _, one in found) / 60 / workers),
            "filmed": {
                stage: {"planned": count, "reached": reached[stage]}
                for stage, count in Counter(job.stage for job in self._planned).items()
            },
        }


def _told(found: Sequence[tuple[Job, Found]]) -> tuple[list[table.Row], Readings]:
    """Sort what jobs found by measure, and keep its readings."""
    rows, readings = table.rows_for(SWEEPS), Readings()
    for job, one in found:
        kind = STILLS if job.stage == "single pictures" else CLIP
        for condition, group, of_one in zip(job.conditions, job.groups, one.series, strict=False):
            for measure, series in zip(job.sweep.measures, of_one, strict=True):
                rows[job.name, measure].add(group, series)
                readings.add(job.sweep, measure, kind, condition, series)
    return list(rows.values()), readings


def _gait(found: Sequence[Found]) -> dict[str, Any]:
    timings = [timing for one in found for timing in one.timings]
    return {
        "events": gait.summary(timings),
        "styles": [row for fps in (60, 120) for row in gait.by_style(timings, fps)],
        "clips": gait.stored([clip for one in found for clip in one.clips]),
    }


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
