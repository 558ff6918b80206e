"""The page of the error table, written from the data file alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from samples.sweep.changes import change_tables
from samples.sweep.goals import goals
from samples.sweep.reasons import REASONS
from samples.sweep.stated import held_section
from samples.sweep.table import COMBINED, OUTFITS, STILLS

INTRODUCTION = """\
# How far to trust the numbers

**A mannequin is not people.** Everything on this page was measured on a computer-generated body
whose joints are set, so the truth is known. It has no soft tissue, no loose clothes and one face;
its light is soft and its camera has no lens errors. Where posecheck is wrong even here it will not
be better on people. Where it is right here, nothing is proven about people: for that, film people
with markers, or with stickers and a protractor, and run `posecheck validate` on them. No offset
found here is used to correct anybody.

Written by `python -m samples.sweep` (about {minutes} minutes of two cores, posecheck {posecheck},
{model}); run it again to make it anew. `--help` lists what it can leave out, and
how to go on where it was stopped.{reached}

## How it was measured

One number of the body is moved from low to high and back while everything else stays. Each picture
is drawn, lit and, where it says so, compressed; the pose model follows the clip, and posecheck's
own filter and formulas read it. The truth is what was set: the measure taken on the joints
themselves, in the plane of the body, without a camera. So perspective, a camera that is not square
and the delay of the tracker count as error.

Slow movements are filmed with 15 frames a second, as they need no more, a deep bend with 30,
running with 60; what other rates change stands among the conditions. Whoever lies is filmed from
near the floor, once with the head to the left and once to the right, and only the limbs that are
near count.

- *slope*: how much the reading changes where the truth changes by 1.
- *bias*: mean of reading minus truth. *scatter*: standard deviation about the fitted line.
- *RMSE*, and *less bias*: what is left of it once the mean error is taken away; *less stand*: once
  the error in quiet standing before the same camera is.
- *lag*: by how much the reading comes late, where a lag explains it best.
- *n*: frames that were read. Frames next to one another say nearly the same, so that there is
  much less to go by than their number.
- *used*: share of the frames that posecheck would have used.
- *declared*: the 95 % error that the check declares, filmed as its set-up page asks; *inside*: the
  share of readings within that. What posecheck states with a number is larger wherever more was
  found here; how far that holds stands further down.

![What was read against what was true]({picture})
"""

GAIT_TEXT = """\
## Contacts and toe-offs

A runner on a belt, seen from the left: three speeds (2.2, 2.9 and 3.6 m/s), landing on the heel or
on the forefoot. The foot that touches moves with the belt, so both moments are known exactly. Found
minus true, in milliseconds; an event further than 120 ms from any true one is extra. A clip lasts 4
s, at 240 frames a second 2 s, which are five or six steps.
"""


def page(data: Mapping[str, Any], picture: str) -> str:
    """The whole page, Markdown."""
    head = INTRODUCTION.format(
        minutes=data["minutes"],
        posecheck=data["posecheck"],
        model=data["model"]["name"],
        reached=_reached(data),
        picture=picture,
    )
    rows = [_opened(row, data["columns"]) for row in data["table"]]
    parts = [head, goals(rows, data["gait"]), base_table(rows), REASONS, combined_table(rows)]
    parts += [stills_table(rows), held_section(data), change_tables(rows, _measure, _show)]
    if data["gait"]["events"]:
        parts.append(gait_tables(data["gait"]))
    return "\n".join(part.rstrip() + "\n" for part in parts if part)


def _reached(data: Mapping[str, Any]) -> str:
    """What was filmed, and what was not."""
    told = [
        f"{one['reached']} of {one['planned']} ({stage})"
        for stage, one in data.get("filmed", {}).items()
    ]
    words = f"\n\nClips that were reached: {', '.join(told)}." if told else ""
    missing = list(dict.fromkeys(data.get("not_reached", ())))
    if missing:
        words += f" Not reached at all: {', '.join(missing)}."
    return words


def _opened(row: Mapping[str, Any], columns: Sequence[str]) -> Mapping[str, Any]:
    """A row whose conditions have names for their numbers."""
    found = row["conditions"].items()
    named = {name: dict(zip(columns, numbers, strict=True)) for name, numbers in found}
    return {**row, "conditions": named}


def base_table(rows: Sequence[Mapping[str, Any]]) -> str:
    """The base: square camera, outfits pooled, as a clip."""
    table = _error_table("## As the set-up page asks for it, outfits pooled", rows, OUTFITS)
    return f"{table}\n{_inside_words(rows, OUTFITS)}\n"


def combined_table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Random combinations, with the share of readings inside the declared error."""
    if not any(COMBINED in row["conditions"] for row in rows):
        return ""
    words = (
        "\nOutfit, girth, height, side, distance 2.5 to 5 m, camera up to 8 degrees off and 0.7 to "
        "1.4 m high, light, 480 to 1080 rows, 30 or 60 frames a second and compression, all drawn "
        "at random at once.\n"
    )
    table = _error_table("## Random combinations of conditions", rows, COMBINED, words)
    return f"{table}\n{_inside_words(rows, COMBINED)}\n"


def stills_table(rows: Sequence[Mapping[str, Any]]) -> str:
    """The same from photos."""
    if not any(STILLS in row["conditions"] for row in rows):
        return ""
    words = (
        "\nWhat a photo can tell, from single pictures that know nothing of one another nor of a "
        "quiet stand.\nIn a clip the pictures before and after one put right what is mistaken "
        "for a moment; here nothing does.\n"
    )
    return _error_table("## In photos, outfits pooled", rows, STILLS, words)


def _error_table(title: str, rows: Sequence[Mapping[str, Any]], group: str, words: str = "") -> str:
    head = (
        "| measure | sweep | n | slope | bias | scatter | RMSE | less bias | less stand | lag "
        "| used | declared | inside |\n|---|---|" + "--:|" * 11 + "\n"
    )
    lines = []
    for row in rows:
        one = row["conditions"].get(group)
        if one is None:
            continue
        cells = [
            f"{_measure(row)} ({row['unit']})",
            row["sweep"],
            str(one["n"]),
            _show(one["slope"]),
            _show(one["bias"], sign=True),
            _show(one["scatter"]),
            _show(one["rmse"]),
            _show(one["rmse_centred"]),
            _show(one["rmse_stand"]),
            "" if one["lag_ms"] is None else f"{one['lag_ms']:.0f} ms",
            f"{one['coverage']:.0%}",
            "" if row["stated"] is None else f"±{row['stated']:g}",
            "" if one["inside"] is None else f"{one['inside']:.0%}",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return f"{title}\n{words}\n{head}" + "\n".join(lines) + "\n"


def gait_tables(gait: Mapping[str, Any]) -> str:
    """Events by frame rate and foot, the near foot by style, cadence and contact time."""
    head = "| frames a second | event | foot | found | bias | SD | missed | extra |\n"
    head += "|--:|---|---|--:|--:|--:|--:|--:|\n"
    lines = [
        f"| {r['fps']} | {r['kind']} | {r['foot']} | {r['n']} | {_ms(r['bias_ms'], sign=True)} "
        f"| {_ms(r['sd_ms'])} | {r['missed']} | {r['extra']} |"
        for r in gait["events"]
    ]
    style_head = "\n| frames a second | speed | landing | event | bias | SD | missed |\n"
    style_head += "|--:|---|---|---|--:|--:|--:|\n"
    styles = [
        f"| {r['fps']} | {r['speed']} | {r['strike']}foot | {r['kind']} "
        f"| {_ms(r['bias_ms'], sign=True)} | {_ms(r['sd_ms'])} | {r['missed']} |"
        for r in gait["styles"]
    ]
    return "\n".join(
        [
            GAIT_TEXT,
            head + "\n".join(lines),
            "\nThe near foot, by speed and landing:",
            style_head + "\n".join(styles),
            "\nCadence and the near foot's time on the ground (median of a clip):\n",
            _clips(gait["clips"]),
        ]
    )


def _clips(clips: Iterable[Mapping[str, Any]]) -> str:
    clips = list(clips)
    lines = ["| frames a second | worst cadence error | contact time error, each clip |"]
    lines.append("|--:|--:|---|")
    for fps in sorted({clip["fps"] for clip in clips}):
        chosen = [clip for clip in clips if clip["fps"] == fps]
        cadence = [abs(c["cadence_error"]) for c in chosen if c["cadence_error"] is not None]
        worst = f"{max(cadence):.2%}" if cadence else "none found"
        contact = ", ".join(
            f"{clip['contact_error_ms']:+.0f} ms"
            for clip in chosen
            if clip["contact_error_ms"] is not None
        )
        lines.append(f"| {fps} | {worst} | {contact} |")
    return "\n".join(lines)


def _inside_words(rows: Sequence[Mapping[str, Any]], group: str) -> str:
    """Over all measures, and how many of them keep what they state."""
    told = [row["conditions"][group] for row in rows if group in row["conditions"]]
    told = [one for one in told if one["inside"] is not None]
    total = sum(one["n"] for one in told)
    share = sum(one["inside"] * one["n"] for one in told) / total if total else 0.0
    kept = sum(one["inside"] >= 0.95 for one in told)
    return (
        f"Over all of them {share:.0%} of {total} readings lie within the declared error; "
        f"{kept} of {len(told)} measures keep theirs in 95 % of the readings or more."
    )


def _measure(row: Mapping[str, Any]) -> str:
    check, _, name = row["measure"].partition("/")
    return f"{check}: {name.replace('{side} ', '').replace(' {side}', ' standing side')}"


def _show(value: float | None, *, sign: bool = False) -> str:
    if value is None:
        return ""
    places = 2 if abs(value) < 10 else 1
    return f"{value:+.{places}f}" if sign else f"{value:.{places}f}"


def _ms(value: float | None, *, sign: bool = False) -> str:
    if value is None:
        return ""
    return f"{value:+.0f} ms" if sign else f"{value:.0f} ms"
