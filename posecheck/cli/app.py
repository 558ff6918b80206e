"""The commands. Each imports what it needs when it runs, so that --help answers at once."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from posecheck.cli import options as opt
from posecheck.cli import show
from posecheck.cli.live import live
from posecheck.cli.machine import bench, cameras, doctor, models
from posecheck.cli.many import batch
from posecheck.cli.plain import Command, Group
from posecheck.cli.sessions import compare, history
from posecheck.cli.stored import checks, report, score
from posecheck.cli.validation import validate

app = typer.Typer(
    cls=Group,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["--help", "-h"]},
)

DEMO = Path("posecheck-demo")
DEMO_CLIPS = {
    "running-side-upright.mp4": "running",
    "wall-posture-head-forward.mp4": "wall-posture",
    "wall-angel-thumbs-apart.mp4": "wall-angel",
    "single-leg-landing-knee-in.mp4": "single-leg-landing",
}


@app.callback(invoke_without_command=True)
def posecheck(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Check posture and movement in ordinary video, on your own machine.

    New here? See it work first: [bold]posecheck demo[/bold]

    Then film yourself from the side, from head to feet, and type: [bold]posecheck video FILE[/bold]

    What can be judged, and how to film it: [bold]posecheck checks[/bold]
    """
    if version:
        from posecheck import __version__

        show.say(__version__)
    elif context.invoked_subcommand is None:
        show.say(context.get_help())


@app.command(cls=Command)
def demo() -> None:
    """See it work: judge four clips that come along, and print where the reports lie.

    The person in them is computer-generated. Results go to ./posecheck-demo, made anew each time.
    """
    from posecheck.run.workers import Workers

    with Workers() as pool:
        from posecheck.detect.bundle import load_bundle

        bundle = load_bundle(None)
        pool.load(bundle.content)  # first, so that it is opened while this process imports the rest
        from posecheck.run.clip import ClipOptions, judge_clips
        from posecheck.run.judging import Request
        from posecheck.shipped import shipped

        progress, folders = show.Progress(), []
        clips = {shipped(f"samples/{name}"): check for name, check in DEMO_CLIPS.items()}
        for clip, check in clips.items():
            place = DEMO / clip.name
            if (place / "result.json").is_file():
                shutil.rmtree(place)
            asked = ClipOptions(bundle, Request(check=check), out=place, force=True)
            (outcome,) = judge_clips([clip], asked, progress, pool)
            progress.end()
            for line in show.result_lines(outcome.judgement):
                show.say(line)
            show.say()
            folders.append(outcome.folder)
    show.say("The reports, with annotated videos beside them:")
    for folder in folders:
        show.say(f"  {folder.resolve() / 'report.html'}")


@app.command(cls=Command)
def video(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="The clips.")],
    check: opt.Check = "auto",
    option: opt.Variant = None,
    out: opt.Out = None,
    together: Annotated[
        bool,
        typer.Option(
            "--together",
            help="The clips show one person (side and rear, left and right): one result.",
        ),
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
    """Judge recorded clips: each gets a folder with a report and an annotated video.

    Example: posecheck video my-run.mp4 --check running
    """
    from posecheck.run.workers import Workers

    with Workers(workers) as pool:
        from posecheck.detect.bundle import load_bundle

        bundle = load_bundle(model)
        pool.load(bundle.content)  # first, so that it is opened while this process imports the rest
        asked = opt.clip_options(
            bundle,
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
            force=force,
        )
        from posecheck.run.clip import judge_clips

        progress = show.Progress()
        outcomes = judge_clips(files, asked, progress, pool, together=together)
        many = len(files) > 1 and not together
        verdicts = show.print_results(outcomes, as_json=as_json, many=many, progress=progress)
    opt.fail(verdicts, fail_on)


@app.command(cls=Command)
def image(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="The photos.")],
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
    """Judge photos, by the criteria that a still picture can answer.

    Example: posecheck image me-at-the-wall.jpg --check wall-posture
    """
    from posecheck.detect.bundle import load_bundle

    asked = opt.clip_options(
        load_bundle(model),
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
        force=force,
    )
    from posecheck.run.photo import judge_photos

    outcomes = judge_photos(files, asked)
    opt.fail(show.print_results(outcomes, as_json=as_json, many=len(files) > 1), fail_on)


_COMMANDS = (
    *(live, batch, score, report, compare, history, checks, validate),
    *(cameras, models, doctor, bench),
)
for command in _COMMANDS:
    app.command(cls=Command)(command)
