"""A batch from beginning to end: list, look, judge, sum up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from posecheck.feedback.atomic import unwritable
from posecheck.run.batch.finished import key_of
from posecheck.run.batch.limits import memory_each
from posecheck.run.batch.lists import listed
from posecheck.run.batch.locks import same_settings
from posecheck.run.batch.loop import Run, Watch
from posecheck.run.batch.tasks import Order
from posecheck.run.batch.writing import Written, write_summary
from posecheck.run.clip import ClipOptions, with_baseline
from posecheck.run.crew import Crew
from posecheck.run.folder import clean
from posecheck.run.judging import checked

QUICKLY_SUMMED = 500  # clips whose summary is written even when somebody waits for the end


def judge_batch(
    paths: Sequence[Path], options: ClipOptions, out: Path, crew: Crew, watch: Watch
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
    with same_settings(out, key_of((), options)):
        clean(out)
        crew.load(options.bundle.content)
        options = with_baseline(options, crew)
        bare = replace(options, bundle=replace(options.bundle, content=b""), force=options.force)
        order = Order(out, bare, memory_each(crew.count))
        run = Run(found.items, order, crew, watch)
        try:
            run.all()
        except KeyboardInterrupt:
            crew.close()
            run.clear()
            if len(run.outcomes) <= QUICKLY_SUMMED:
                write_summary(out, found, run.outcomes, options)
            raise
        return write_summary(out, found, run.outcomes, options)
