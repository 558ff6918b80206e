"""A batch from beginning to end: list, look, judge, sum up."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import cast

from posecheck.feedback.atomic import unwritable
from posecheck.run.batch.finished import key_of, program_of
from posecheck.run.batch.limits import memory_each
from posecheck.run.batch.lists import listed
from posecheck.run.batch.locks import same_settings
from posecheck.run.batch.loop import Engine, Run
from posecheck.run.batch.tasks import Order
from posecheck.run.batch.watch import Watch
from posecheck.run.batch.writing import Summary, Written
from posecheck.run.clip import ClipOptions
from posecheck.run.folder import PARTIAL, clean
from posecheck.run.judging import checked
from posecheck.run.standing import with_baseline
from posecheck.run.workers import Workers


def judge_batch(
    paths: Sequence[Path], options: ClipOptions, out: Path, engine: Engine, watch: Watch
) -> Written:
    """Judge all clips that paths point at, each into a folder in `out`, and sum them up.

    What is finished there already is kept. Raises SourceError where a path leads nowhere or a list
    is wrong, CheckError for an unknown check, OutputError where `out` cannot be written, is full,
    or belongs to a run with other settings that is at work.
    """
    checked(options.request)
    found = listed(paths, out)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(out, error) from error
    program = program_of()
    with same_settings(out, key_of((), options, program)) as alone:
        clean(out)
        engine.load(options.bundle.content)
        options = _with_baseline(options, engine)
        bare = replace(options, bundle=replace(options.bundle, content=b""))
        order = Order(out, bare, memory_each(engine.count), program)
        with Summary(out, found, options) as summary:
            try:
                Run(found.items, order, engine, watch, summary.add).all()
            except KeyboardInterrupt:
                engine.close()
                if alone():
                    _let_go(out)
                clean(out)
                if summary.tells_more():
                    summary.write()
                raise
            return summary.write()


def _let_go(out: Path) -> None:
    """Make unfinished folders old: nobody is left who may be about to fill them."""
    for left in out.glob(f"{PARTIAL}*"):
        with suppress(OSError):
            os.utime(left, (0, 0))


def _with_baseline(options: ClipOptions, engine: Engine) -> ClipOptions:
    """Calibrate on the person standing, on this machine, where that was asked for."""
    if options.baseline is None or isinstance(engine, Workers):
        return with_baseline(options, cast("Workers", engine))
    with Workers() as pool:
        return with_baseline(options, pool)
