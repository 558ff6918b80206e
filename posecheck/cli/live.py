"""posecheck live: somebody in front of a camera."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from posecheck.cli import options as opt
from posecheck.cli import show

_CAMERA, _SCREEN, _KEEP = "The camera", "What you see and hear", "What stays"
FIRST = "wall-posture"


def live(
    check: Annotated[
        str, typer.Argument(metavar="ID", help="The check; posecheck checks lists them.")
    ] = FIRST,
    option: opt.Variant = None,
    routine: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Instead of one check, go through an article's exercises one after the other; "
            "an --option is for all that have it.",
        ),
    ] = None,
    camera: Annotated[
        str,
        typer.Option(
            metavar="N|NAME|URL|FILE",
            help="Which camera: as posecheck cameras lists them, a URL, or a clip.",
            rich_help_panel=_CAMERA,
        ),
    ] = "0",
    roll: opt.Roll = None,
    view: opt.View = None,
    side: opt.Side = None,
    height: opt.Height = None,
    seconds: Annotated[
        float | None,
        typer.Option(metavar="S", min=0, help="End after so long.", rich_help_panel=_CAMERA),
    ] = None,
    countdown: Annotated[
        float | None,
        typer.Option(
            metavar="S",
            min=0,
            help="Begin so long after you are first seen, whether you hold still or not.",
            rich_help_panel=_CAMERA,
        ),
    ] = None,
    no_window: Annotated[
        bool,
        typer.Option(
            "--no-window", help="Open no window: print cues and results.", rich_help_panel=_SCREEN
        ),
    ] = False,
    full_screen: Annotated[
        bool,
        typer.Option("--full-screen", help="Fill the screen; F switches.", rich_help_panel=_SCREEN),
    ] = False,
    mute: Annotated[
        bool, typer.Option("--mute", help="Say nothing aloud.", rich_help_panel=_SCREEN)
    ] = False,
    delay: Annotated[
        float,
        typer.Option(
            metavar="S",
            min=0,
            max=60,
            help="Show you to yourself so much later, for when you cannot watch the screen.",
            rich_help_panel=_SCREEN,
        ),
    ] = 0.0,
    record: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Record what the camera sees, as MP4; posecheck video judges it again.",
            rich_help_panel=_KEEP,
        ),
    ] = None,
    no_history: Annotated[
        bool,
        typer.Option(
            "--no-history", help="Leave this session out of the history.", rich_help_panel=_KEEP
        ),
    ] = False,
    out: opt.Out = None,
    model: opt.Model = None,
) -> None:
    """Stand in front of a camera: be guided, judged and coached while you move.

    Example: posecheck live wall-posture
    """
    from posecheck.checks import find_routine
    from posecheck.detect.bundle import load_bundle
    from posecheck.run.judging import Request, checked
    from posecheck.run.live.session import run_live
    from posecheck.run.live.wanted import LiveOptions, Told

    request = Request(
        check=check,
        options=opt.variants(option),
        roll_deg=roll,
        view=view.value if view else None,
        side=side.value if side else None,
        height_cm=height,
    )
    asked = LiveOptions(
        bundle=load_bundle(model),
        request=request if routine else checked(request),
        routine=find_routine(routine) if routine else None,
        camera=camera,
        record=record,
        window=not no_window,
        full_screen=full_screen,
        seconds=seconds,
        muted=mute,
        countdown_s=countdown,
        delay_s=delay,
        history=not no_history,
        out=out,
    )
    pace = run_live(asked, Told(show.note, show.print_result))
    show.note(pace.line())
