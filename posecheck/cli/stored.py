"""Commands that need neither pixels nor a model: stored tracks and results, and what is judged."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from posecheck.cli import options as opt
from posecheck.cli import show


def score(
    track: Annotated[
        Path, typer.Argument(metavar="TRACK.npz", help="The track, or a folder of results.")
    ],
    check: opt.Check = "auto",
    option: opt.Variant = None,
    out: opt.Out = None,
    roll: opt.Roll = None,
    height: opt.Height = None,
    view: opt.View = None,
    side: opt.Side = None,
    fail_on: opt.FailOnOption = None,
    as_json: opt.AsJson = False,
    force: opt.Force = False,
) -> None:
    """Judge a stored track again, without a model.

    A track is the file track.npz in a folder of results, or what a laboratory wrote in its format.

    Example: posecheck score posecheck-results/my-run.mp4/track.npz --check running
    """
    from posecheck.run.judging import Request
    from posecheck.run.score import score_track

    request = Request(
        check=check,
        options=opt.variants(option),
        roll_deg=roll,
        view=view.value if view else None,
        side=side.value if side else None,
        height_cm=height,
    )
    outcome = score_track(track, request, out=out, force=force)
    opt.fail(show.print_results([outcome], as_json=as_json), fail_on)


def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of results.")],
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it here instead.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace that file.")] = False,
) -> None:
    """Make the report of a folder of results again.

    Example: posecheck report posecheck-results/my-run.mp4
    """
    from posecheck.errors import OutputError
    from posecheck.feedback.report.page import write_report

    if out is not None and out.exists() and not force:
        raise OutputError(f"{out}: is there already; --force replaces it")
    show.say(f"Report: {write_report(folder, out)}")


def checks(
    check: Annotated[
        str | None, typer.Argument(metavar="ID", help="One of them, such as running.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it for programs to read.")] = False,
) -> None:
    """List what can be judged; with an ID, all its criteria, limits and sources.

    Example: posecheck checks running
    """
    from posecheck.checks import discover, find, routines

    chosen = [find(check)] if check else list(discover().values())
    if as_json:
        show.say(show.check_json(chosen))
    elif check:
        for line in show.check_lines(chosen[0]):
            show.say(line)
    else:
        for one in chosen:
            show.say(f"{one.id:20s} {one.purpose}")
        show.say("\nRoutines, for posecheck live --routine NAME:")
        for routine in routines().values():
            for line in show.routine_lines(routine):
                show.say(line)
