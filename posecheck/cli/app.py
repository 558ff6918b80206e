"""The commands. Each imports what it needs when it runs, so that --help answers at once."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from posecheck.cli import options as opt
from posecheck.cli import show
from posecheck.cli.machine import bench, doctor, models

app = typer.Typer(
    help="Checks posture and movement in ordinary video, on your own machine.\n\n"
    "Start with: posecheck demo. Then film yourself and type: posecheck video FILE",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.command()(models)
app.command()(doctor)
app.command()(bench)

DEMO = Path("posecheck-demo")
DEMO_CLIPS = {
    "running-side-upright.mp4": "running",
    "wall-posture-head-forward.mp4": "wall-posture",
    "wall-angel-thumbs-apart.mp4": "wall-angel",
    "single-leg-landing-knee-in.mp4": "single-leg-landing",
}
Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Video files.")]


@app.callback(invoke_without_command=True)
def posecheck(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Check posture and movement in ordinary video, on your own machine."""
    if version:
        from posecheck import __version__

        show.say(__version__)
        raise typer.Exit


@app.command()
def demo() -> None:
    """Judge the shipped clips of a computer-generated person, from end to end."""
    from posecheck.run.workers import Workers

    with Workers() as pool:
        from posecheck.detect.bundle import load_bundle
        from posecheck.run.clip import ClipOptions, judge_clips
        from posecheck.run.judging import Request
        from posecheck.shipped import shipped

        bundle, progress, reports = load_bundle(None), show.Progress(), []
        for name, check in DEMO_CLIPS.items():
            place = DEMO / name
            if (place / "result.json").is_file():
                shutil.rmtree(place)
            asked = ClipOptions(bundle, Request(check=check), out=place, force=True)
            (outcome,) = judge_clips([shipped(f"samples/{name}")], asked, progress, pool)
            progress.end()
            for line in show.result_lines(outcome.judgement):
                show.say(line)
            show.say()
            reports.append(outcome.folder / "report.html")
    show.say("The reports, with annotated videos beside them:")
    for report in reports:
        show.say(f"  {report.resolve()}")


@app.command()
def video(
    files: Files,
    check: opt.Check = "auto",
    option: opt.Variant = None,
    out: opt.Out = None,
    together: Annotated[
        bool,
        typer.Option(help="The files show one person (side and rear, left and right): one result."),
    ] = False,
    no_annotate: opt.NoAnnotate = False,
    roll: opt.Roll = None,
    height: opt.Height = None,
    speed: opt.Speed = None,
    time_scale: opt.TimeScale = 1.0,
    mirrored: opt.Mirrored = False,
    view: opt.View = None,
    side: opt.Side = None,
    subject: opt.Subject = None,
    baseline: opt.Baseline = None,
    start: opt.Start = None,
    end: opt.End = None,
    blur_face: opt.BlurFace = False,
    model: opt.Model = None,
    workers: opt.WorkerCount = None,
    fail_on: opt.FailOnOption = None,
    as_json: opt.AsJson = False,
    force: opt.Force = False,
) -> None:
    """Judge recorded clips: a folder of results for each, with a report and an annotated video."""
    from posecheck.run.workers import Workers

    with Workers(workers) as pool:  # first, so that they import while this process does
        asked = opt.clip_options(
            check=check,
            option=option,
            out=out,
            no_annotate=no_annotate,
            roll=roll,
            height=height,
            speed=speed,
            time_scale=time_scale,
            mirrored=mirrored,
            view=view,
            side=side,
            subject=subject,
            baseline=baseline,
            start=start,
            end=end,
            blur_face=blur_face,
            model=model,
            force=force,
        )
        from posecheck.run.clip import judge_clips

        progress = show.Progress()
        outcomes = judge_clips(files, asked, progress, pool, together=together)
        progress.end()
    for outcome in outcomes:
        show.print_result(outcome.folder, outcome.judgement, as_json=as_json)
    _maybe_fail([outcome.verdict for outcome in outcomes], fail_on)


@app.command()
def image(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Photos.")],
    check: opt.Check = "auto",
    option: opt.Variant = None,
    out: opt.Out = None,
    roll: opt.Roll = None,
    height: opt.Height = None,
    mirrored: opt.Mirrored = False,
    view: opt.View = None,
    side: opt.Side = None,
    subject: opt.Subject = None,
    blur_face: opt.BlurFace = False,
    model: opt.Model = None,
    fail_on: opt.FailOnOption = None,
    as_json: opt.AsJson = False,
    force: opt.Force = False,
) -> None:
    """Judge photos by the criteria that a still picture can answer."""
    asked = opt.clip_options(
        check=check,
        option=option,
        out=out,
        no_annotate=True,
        roll=roll,
        height=height,
        speed=None,
        time_scale=1.0,
        mirrored=mirrored,
        view=view,
        side=side,
        subject=subject,
        baseline=None,
        start=None,
        end=None,
        blur_face=blur_face,
        model=model,
        force=force,
    )
    from posecheck.run.photo import judge_photos

    outcomes = judge_photos(files, asked)
    for outcome in outcomes:
        show.print_result(outcome.folder, outcome.judgement, as_json=as_json)
    _maybe_fail([outcome.verdict for outcome in outcomes], fail_on)


@app.command()
def score(
    track: Annotated[Path, typer.Argument(metavar="TRACK.npz", help="A stored track.")],
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
    """Judge a stored track again, without a model."""
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
    show.print_result(outcome.folder, outcome.judgement, as_json=as_json)
    _maybe_fail([outcome.verdict], fail_on)


@app.command()
def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder of results.")],
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it here.")] = None,
) -> None:
    """Make the report again from result.json and what lies beside it."""
    from posecheck.feedback.report.page import write_report

    show.say(f"Report: {write_report(folder, out)}")


@app.command()
def checks(
    check: Annotated[str | None, typer.Argument(metavar="[ID]", help="One check.")] = None,
    as_json: opt.AsJson = False,
) -> None:
    """List the checks, or show all that one of them judges and what it cannot see."""
    from posecheck.checks import discover, find

    chosen = [find(check)] if check else list(discover().values())
    if as_json:
        show.say(show.check_json(chosen))
    elif check:
        for line in show.check_lines(chosen[0]):
            show.say(line)
    else:
        for one in chosen:
            show.say(f"{one.id:20s} {one.purpose}")


def _maybe_fail(verdicts: list[str], fail_on: opt.FailOn | None) -> None:
    failing = {
        None: (),
        opt.FailOn.fault: ("fault",),
        opt.FailOn.borderline: ("fault", "borderline"),
    }
    if any(verdict in failing[fail_on] for verdict in verdicts):
        raise typer.Exit(1)
