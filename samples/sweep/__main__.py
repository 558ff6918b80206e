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
from samples.sweep.movement import Sweep
from samples.sweep.movements import SWEEPS
from samples.sweep.run import Series, film_sweep, named, photograph_sweep

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "posecheck" / "assess" / "accuracy.json"
PAGE = ROOT / "docs" / "accuracy.md"
OUTFITS = ("plain", "outfit red", "outfit green", "outfit violet")
GAIT_S, QUICK_GAIT_S = 6.0, 4.0
COMBINED_FOR_GAIT = 3  # rounds of random combinations before the gait has its turn

Job = tuple[str, str, str, Condition]  # kind, name of sweep or style, group, condition
_loaded: list[LoadedBundle] = []


def main() -> None:
    """Run what the time allows and write data, page and plots."""
    arguments = _arguments()
    started = time.monotonic()
    rows = table.rows_for(SWEEPS)
    timings: list[gait.Timing] = []
    clips: list[gait.Clip] = []
    for job, found in _worked(arguments, started):
        if job[0] == "gait":
            timings += found[0]
            clips += found[1]
        else:
            _note(rows, job, found)
        if arguments.verbose:
            print(f"{time.monotonic() - started:6.0f} s  {' '.join(map(str, job[:3]))}", flush=True)
    spent = time.monotonic() - started
    bundle = load_bundle()
    data: dict[str, Any] = {
        "format": 1,
        "posecheck": __version__,
        "model": {"name": bundle.name, "sha256": bundle.sha256},
        "minutes": round(spent / 60),
        "table": table.stored(rows.values()),
        "gait": {
            "events": gait.summary(timings),
            "styles": [row for fps in (60, 120) for row in gait.by_style(timings, fps)],
            "clips": gait.stored(clips),
        },
    }
    arguments.data.parent.mkdir(parents=True, exist_ok=True)
    arguments.page.parent.mkdir(parents=True, exist_ok=True)
    arguments.data.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    picture = arguments.page.with_name(f"{arguments.page.stem}.svg")
    picture.write_text(plots.sheet(rows.values()), encoding="utf-8")
    arguments.page.write_text(write.page(data, picture.name), encoding="utf-8")
    print(f"{arguments.page} and {arguments.data} in {spent / 60:.0f} minutes")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m samples.sweep", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0, help="how long it may take")
    parser.add_argument("--quick", action="store_true", help="outfits only, no changed conditions")
    parser.add_argument("--only", nargs="*", default=[], help="sweeps by name; gait is one")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--data", type=Path, default=DATA, help="the data file to write")
    parser.add_argument("--page", type=Path, default=PAGE, help="the page to write")
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


def jobs(only: list[str], *, quick: bool) -> Iterator[Job]:
    """What to do, the most telling first; without end unless quick."""
    sweeps = [sweep for sweep in SWEEPS if not only or sweep.name in only]
    changed = {condition.name: condition for condition in one_at_a_time()}
    for group in OUTFITS:
        yield from (("clip", sweep.name, group, changed[group]) for sweep in sweeps)
    yield from (
        ("stills", sweep.name, table.STILLS, changed[group])
        for group in OUTFITS
        for sweep in sweeps
    )
    if not only or "gait" in only:
        yield from (("gait", f"{s.speed} {s.strike}", "gait", PLAIN) for s in gait.STYLES)
    if quick or not sweeps:
        return
    for name, condition in changed.items():
        if name not in OUTFITS:
            yield from (
                ("clip", sweep.name, name, condition)
                for sweep in sweeps
                if condition.fps != sweep.fps
            )
    for condition in combinations():
        yield from (("clip", sweep.name, table.COMBINED, condition) for sweep in sweeps)


def _worked(arguments: argparse.Namespace, started: float) -> Iterator[tuple[Job, Any]]:
    """Jobs with what they found, as they are done; none is begun after the time is up."""
    waiting = jobs(arguments.only, quick=arguments.quick)
    running: dict[Future[Any], Job] = {}
    with ProcessPoolExecutor(arguments.workers, initializer=_prepare) as pool:
        while True:
            in_time = time.monotonic() - started < arguments.minutes * 60
            while in_time and len(running) < arguments.workers + 1:
                job = next(waiting, None)
                if job is None:
                    break
                running[pool.submit(_work, job, arguments.quick)] = job
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield running.pop(future), future.result()


def _prepare() -> None:
    cv2.setNumThreads(1)
    _loaded.append(load_bundle())


def _work(job: Job, quick: bool) -> Any:  # noqa: ANN401  what is found depends on the kind
    kind, name, _, condition = job
    bundle = _loaded[0]
    if kind == "gait":
        [style] = [s for s in gait.STYLES if f"{s.speed} {s.strike}" == name]
        seconds = QUICK_GAIT_S if quick else GAIT_S
        return gait.film_gait(style, gait.FRAME_RATES, seconds, bundle)
    [sweep] = [s for s in SWEEPS if s.name == name]
    filmed = film_sweep if kind == "clip" else photograph_sweep
    return filmed(sweep, condition, bundle)


def _note(rows: dict[tuple[str, str], table.Row], job: Job, found: list[Series]) -> None:
    _, name, group, condition = job
    [sweep] = [s for s in SWEEPS if s.name == name]
    for measure, series in zip(_templates(sweep), found, strict=True):
        assert series.measure in named(sweep, side=condition.side)
        rows[name, measure].add(group, series)


def _templates(sweep: Sweep) -> tuple[str, ...]:
    return sweep.measures


if __name__ == "__main__":
    main()
