"""Sweep the mannequin through every measure and write the error table: `--help` says how."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from pathlib import Path
from typing import Any

import cv2

from posecheck import __version__
from posecheck.detect.bundle import LoadedBundle, load_bundle
from samples.sweep import gait, plots, table, write
from samples.sweep.conditions import PLAIN, Condition, combinations, one_at_a_time
from samples.sweep.movements import SWEEPS
from samples.sweep.readings import READINGS, Readings
from samples.sweep.run import film_sweep, photograph_sweep

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "posecheck" / "assess" / "accuracy.json"
PAGE = ROOT / "docs" / "accuracy.md"
GAIT_S = 4.0
WRITE_EVERY_S = 240.0

Job = tuple[str, str, str, Condition]  # kind, name of sweep or style, group, condition
_loaded: list[LoadedBundle] = []


def main() -> None:
    """Run what the time allows and write data, page and plots."""
    arguments = _arguments()
    started = written = time.monotonic()
    results = _Results()
    for job, found in _worked(arguments, started):
        results.note(job, found)
        if arguments.verbose:
            print(f"{time.monotonic() - started:6.0f} s  {' '.join(map(str, job[:3]))}", flush=True)
        if time.monotonic() - written > WRITE_EVERY_S:
            results.write(arguments, written - started)
            written = time.monotonic()
    spent = time.monotonic() - started
    results.write(arguments, spent)
    print(f"{arguments.page} and {arguments.data} in {spent / 60:.0f} minutes")


class _Results:
    """What was found so far, and the files made of it."""

    def __init__(self) -> None:
        self._rows = table.rows_for(SWEEPS)
        self._readings = Readings()
        self._timings: list[gait.Timing] = []
        self._clips: list[gait.Clip] = []

    def note(self, job: Job, found: Any) -> None:  # noqa: ANN401  as _work gives it
        """Take what a job found."""
        kind, name, group, condition = job
        if kind == "gait":
            self._timings += found[0]
            self._clips += found[1]
            return
        [sweep] = [sweep for sweep in SWEEPS if sweep.name == name]
        for measure, series in zip(sweep.measures, found, strict=True):
            self._rows[name, measure].add(group, series)
            self._readings.add(sweep, measure, kind, condition, series)

    def write(self, to: argparse.Namespace, spent_s: float) -> None:
        """Write readings, data, page and plots."""
        data_file, page_file = to.data, to.page
        self._readings.write(to.readings)
        bundle = load_bundle()
        data: dict[str, Any] = {
            "format": 1,
            "posecheck": __version__,
            "model": {"name": bundle.name, "sha256": bundle.sha256},
            "minutes": round(spent_s / 60),
            "columns": table.COLUMNS,
            "table": table.stored(self._rows.values()),
            "gait": {
                "events": gait.summary(self._timings),
                "styles": [row for fps in (60, 120) for row in gait.by_style(self._timings, fps)],
                "clips": gait.stored(self._clips),
            },
        }
        data_file.parent.mkdir(parents=True, exist_ok=True)
        page_file.parent.mkdir(parents=True, exist_ok=True)
        data_file.write_text(_one_row_a_line(data), encoding="utf-8")
        picture = page_file.with_name(f"{page_file.stem}.svg")
        picture.write_text(plots.sheet(self._rows.values()), encoding="utf-8")
        page_file.write_text(write.page(data, picture.name), encoding="utf-8")


def _one_row_a_line(data: dict[str, Any]) -> str:
    """JSON that a person can look through and a change of which can be read."""
    rows = ",\n".join(json.dumps(row) for row in data["table"])
    rest = json.dumps({key: value for key, value in data.items() if key != "table"}, indent=1)
    return rest.removesuffix("\n}") + f',\n "table": [\n{rows}\n ]\n}}\n'


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m samples.sweep", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0, help="how long it may take")
    parser.add_argument("--quick", action="store_true", help="outfits only, no changed conditions")
    parser.add_argument("--stills", action="store_true", help="single pictures, too")
    parser.add_argument("--only", nargs="*", default=[], help="sweeps by name; gait is one")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--data", type=Path, default=DATA, help="the data file to write")
    parser.add_argument("--page", type=Path, default=PAGE, help="the page to write")
    parser.add_argument("--readings", type=Path, default=READINGS, help="the readings to keep")
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


def jobs(only: list[str], *, quick: bool, stills: bool) -> Iterator[Job]:
    """What to do, the most telling first; without end unless quick."""
    sweeps = [sweep for sweep in SWEEPS if not only or sweep.name in only]
    plain, *changed = one_at_a_time()
    worn = [plain, *(condition for condition in changed if condition.outfit != plain.outfit)]
    yield from (("clip", sweep.name, plain.name, plain) for sweep in sweeps)
    if not only or "gait" in only:
        yield from (("gait", f"{s.speed} {s.strike}", "gait", PLAIN) for s in gait.STYLES)
    for condition in worn[1:]:
        yield from (("clip", sweep.name, condition.name, condition) for sweep in sweeps)
    if stills:
        for condition in worn:
            yield from (("stills", sweep.name, table.STILLS, condition) for sweep in sweeps)
    wide = [sweep for sweep in sweeps if sweep.wide]
    if quick or not wide:
        return
    left = [condition for condition in changed if condition not in worn]
    for combination in combinations():
        if left:
            one = left.pop(0)
            yield from (("clip", s.name, one.name, one) for s in wide if one.fps != s.fps)
        yield from (("clip", s.name, table.COMBINED, combination) for s in wide)


def _worked(arguments: argparse.Namespace, started: float) -> Iterator[tuple[Job, Any]]:
    """Jobs with what they found, as they are done; none is begun after the time is up."""
    waiting = jobs(arguments.only, quick=arguments.quick, stills=arguments.stills)
    running: dict[Future[Any], Job] = {}
    with ProcessPoolExecutor(arguments.workers, initializer=_prepare) as pool:
        while True:
            in_time = time.monotonic() - started < arguments.minutes * 60
            while in_time and len(running) < arguments.workers + 1:
                job = next(waiting, None)
                if job is None:
                    break
                running[pool.submit(_work, job)] = job
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield running.pop(future), future.result()


def _prepare() -> None:
    cv2.setNumThreads(1)
    _loaded.append(load_bundle())


def _work(job: Job) -> Any:  # noqa: ANN401  what is found depends on the kind
    kind, name, _, condition = job
    bundle = _loaded[0]
    if kind == "gait":
        [style] = [s for s in gait.STYLES if f"{s.speed} {s.strike}" == name]
        return gait.film_gait(style, gait.FRAME_RATES, GAIT_S, bundle)
    [sweep] = [s for s in SWEEPS if s.name == name]
    filmed = film_sweep if kind == "clip" else photograph_sweep
    return filmed(sweep, condition, bundle)


if __name__ == "__main__":
    main()
