"""The options that commands share, each declared once with the words its help shows."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from posecheck.errors import CheckError, SourceError

if TYPE_CHECKING:
    from posecheck.detect.bundle import LoadedBundle
    from posecheck.run.clip import ClipOptions


class SideName(str, Enum):
    """A side of the body."""

    left = "left"
    right = "right"


class ViewName(str, Enum):
    """From where the camera sees the body."""

    side_left = "side-left"
    side_right = "side-right"
    front = "front"
    back = "back"


class FailOn(str, Enum):
    """The verdict from which on the exit status is 1."""

    fault = "fault"
    borderline = "borderline"


_HOW = "How it is judged"
_CLIP = "About the recording"
OUT_PANEL = "What comes out"


def _option(help_text: str, panel: str, *names: str, **more: Any) -> Any:  # noqa: ANN401
    return typer.Option(*names, help=help_text, rich_help_panel=panel, **more)


Check = Annotated[
    str,
    _option(
        "The exercise, as posecheck checks lists them; auto looks for itself.", _HOW, metavar="ID"
    ),
]
Variant = Annotated[
    list[str] | None,
    _option("A variant of the check, such as stage=2.", _HOW, "--option", metavar="KEY=VALUE"),
]
Out = Annotated[
    Path | None,
    _option(
        "Folder for the results, in place of one in posecheck-results.", OUT_PANEL, metavar="DIR"
    ),
]
NoAnnotate = Annotated[bool, _option("Write no annotated video.", OUT_PANEL, "--no-annotate")]
BlurFace = Annotated[
    bool, _option("Blur the face in video, stills and report.", OUT_PANEL, "--blur-face")
]
Force = Annotated[
    bool, _option("Replace an earlier result of the same file.", OUT_PANEL, "--force")
]
AsJson = Annotated[
    bool,
    _option(
        "Print result.json instead of a summary; a list for several files.", OUT_PANEL, "--json"
    ),
]
FailOnOption = Annotated[
    FailOn | None, _option("Exit with status 1 when the verdict is that or worse.", OUT_PANEL)
]
Roll = Annotated[
    float | None,
    _option(
        "How far the camera was tilted to one side, if you know it; + where upright things lean "
        "to the right in the picture.",
        _CLIP,
        metavar="DEG",
        min=-45,
        max=45,
    ),
]
Height = Annotated[
    float | None,
    _option("Your height; lengths are then said in cm too.", _CLIP, metavar="CM", min=50, max=260),
]
Speed = Annotated[
    float | None,
    _option("Speed of the treadmill, kept with the result.", _CLIP, metavar="KMH", min=0, max=60),
]
TimeScale = Annotated[
    float,
    _option(
        "It plays so many times slower than real: 4 where 120 frames a second are shown as 30.",
        _CLIP,
        metavar="X",
        min=0.01,
        max=1000,
    ),
]
Mirrored = Annotated[
    bool, _option("The recording is mirrored, as selfies often are.", _CLIP, "--mirrored")
]
View = Annotated[
    ViewName | None,
    _option(
        "From where the camera sees the body, if posecheck errs; side-left: its left side.", _CLIP
    ),
]
Side = Annotated[SideName | None, _option("Judge this leg only.", _HOW)]
Subject = Annotated[
    int | None,
    _option("Which person, counted from the left from 1.", _CLIP, metavar="N", min=1),
]
Baseline = Annotated[
    Path | None,
    _option(
        "A clip or track.npz of the same person standing still for two seconds, if this one does "
        "not show that.",
        _CLIP,
        metavar="CLIP|TRACK",
    ),
]
Start = Annotated[float | None, _option("Begin at this second.", _CLIP, metavar="S", min=0)]
End = Annotated[float | None, _option("Stop at this second.", _CLIP, metavar="S", min=0)]
Model = Annotated[
    str | None,
    _option(
        "Pose model: full, lite, heavy or a file, as posecheck models lists them.",
        _HOW,
        metavar="NAME|FILE",
    ),
]
WorkerCount = Annotated[
    int | None,
    _option("Processes at work; by default one a core.", _HOW, "--workers", metavar="N", min=1),
]


def variants(texts: Sequence[str] | None) -> dict[str, str]:
    """Read KEY=VALUE texts; CheckError where one has no =."""
    pairs = {}
    for text in texts or ():
        key, found, value = text.partition("=")
        if not found:
            raise CheckError(f"--option {text}: write it as KEY=VALUE, such as stage=2")
        pairs[key] = value
    return pairs


def fail(verdicts: Sequence[str], fail_on: FailOn | None) -> None:
    """Raise typer.Exit(1) where a verdict is as bad as the one named, or worse."""
    worse = {None: (), FailOn.fault: ("fault",), FailOn.borderline: ("fault", "borderline")}
    if any(verdict in worse[fail_on] for verdict in verdicts):
        raise typer.Exit(1)


def clip_options(bundle: LoadedBundle, **told: Any) -> ClipOptions:  # noqa: ANN401
    """Put the options of a clip together."""
    from posecheck.run.clip import ClipOptions
    from posecheck.run.judging import Request

    start_s, end_s = told["start"], told["end"]
    if start_s is not None and end_s is not None and end_s <= start_s:
        raise SourceError("--end must come after --start")
    request = Request(
        check=told["check"],
        options=variants(told["option"]),
        roll_deg=told["roll"],
        view=told["view"].value if told["view"] else None,
        side=told["side"].value if told["side"] else None,
        height_cm=told["height"],
    )
    return ClipOptions(
        bundle=bundle,
        request=request,
        out=told["out"],
        annotate=not told["no_annotate"],
        time_scale=told["time_scale"],
        mirrored=told["mirrored"],
        subject=told["subject"],
        baseline=told["baseline"],
        start_s=start_s,
        end_s=end_s,
        blur_face=told["blur_face"],
        force=told["force"],
        speed_kmh=told["speed"],
    )
