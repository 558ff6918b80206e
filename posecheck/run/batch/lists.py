"""Which clips are meant: folders with all that lies in them, globs, lists of files, tables.

Every file is accounted for: what can be judged becomes an Item, what cannot an Item with its
problem, and what is no clip at all, lying about in a folder, an Aside with the reason.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from posecheck.capture.container import shown
from posecheck.errors import SourceError
from posecheck.feedback.files import RESULT, shown_name
from posecheck.run.batch.sheet import NOTHING, Asked, letters_of, read_sheet
from posecheck.run.folder import NAME_BYTES, folder_name

SUMMARY_FILES = ("summary.csv", "summary.html", "summary.parquet", "batch.json")
_SUFFIXES = frozenset(
    {".3g2", ".3gp", ".asf", ".avi", ".dv", ".flv", ".gif", ".h264", ".h265", ".hevc", ".ivf"}
    | {".m2ts", ".m2v", ".m4v", ".mjpeg", ".mjpg", ".mkv", ".mov", ".mp4", ".mpe", ".mpeg"}
    | {".mpg", ".mts", ".mxf", ".nut", ".obu", ".ogg", ".ogv", ".rm", ".rmvb", ".ts", ".vob"}
    | {".webm", ".wmv", ".wtv", ".y4m"}
)
_OPENINGS = (b"\x1aE\xdf\xa3", b"OggS", b"FLV\x01", b"\x00\x00\x01\xba", b"\x30\x26\xb2\x75")
_LISTS = (".txt", ".lst", ".m3u")


@dataclass(frozen=True, slots=True)
class Item:
    """What becomes one folder of results: a clip, or several of one group.

    name: as the summary shows it. place: the folder's name among the results. problem: why it
    cannot be judged at all, else None.
    """

    files: tuple[Path, ...]
    name: str
    place: str = ""
    asked: Asked = NOTHING
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """A file in a folder that is not taken for a clip, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Everything that was pointed at, in the order of names."""

    items: tuple[Item, ...]
    asides: tuple[Aside, ...]


def listed(paths: Sequence[Path], out: Path) -> Listed:
    """Find the clips that paths point at; `out` and other results among them are left alone.

    A path is a clip, a folder, a glob, a list of files (.txt, one a line) or a table (.csv). A
    clip that is named twice is judged once, as the table says where one does. Raises SourceError
    where a path leads nowhere, a list cannot be read, tables say of one clip what does not agree,
    or there is no clip at all.
    """
    found: dict[str, Item] = {}
    asides: dict[str, Aside] = {}
    for path in paths:
        for one in _pointed_at(path, out):
            if isinstance(one, Aside):
                asides.setdefault(one.name, one)
                continue
            key = os.path.abspath(one.files[0])  # noqa: PTH100  (resolve() would follow links)
            found[key] = _of_both(found[key], one) if key in found else one
    items = placed(_grouped(list(found.values())))
    if not items:
        if any(path.resolve() == out.resolve() for path in paths):
            raise SourceError(f"{shown(out)}: clips there, results elsewhere: name another --out")
        raise SourceError(f"{', '.join(map(shown, paths))}: no clip there; name a folder with some")
    return Listed(items, tuple(sorted(asides.values(), key=lambda one: one.name)))


def _of_both(first: Item, second: Item) -> Item:
    """Give the one of two items of a clip that says how it is judged, the first where neither."""
    if first.asked == NOTHING and second.asked != NOTHING:
        return second
    if second.asked not in (NOTHING, first.asked):
        raise SourceError(
            f"{second.asked.where}: says of {shown(second.name)} something else than "
            f"{first.asked.where}; leave one of them, and judge it by another check in another run"
        )
    return first


def placed(items: Sequence[Item]) -> tuple[Item, ...]:
    """Give every item a folder of its own name; where two would share one, the later gets a hash.

    Names that differ in upper and lower case only count as the same, for some systems take them
    for it.
    """
    taken = {name.casefold() for name in SUMMARY_FILES}
    done = []
    for item in sorted(items, key=lambda one: (os.fsencode(one.name), os.fsencode(one.files[0]))):
        place = folder_name("_".join(Path(item.name).parts).replace("/", "_"))
        if place.casefold() in taken:
            short = place.encode()[: NAME_BYTES - 9].decode("utf-8", "ignore")
            place = f"{short}-{_digest(item)}"
        taken.add(place.casefold())
        done.append(replace(item, place=place))
    return tuple(done)


def _digest(item: Item) -> str:
    import hashlib

    whole = os.path.abspath(item.files[0])  # noqa: PTH100
    return hashlib.sha256(os.fsencode(whole)).hexdigest()[:8]


def _pointed_at(path: Path, out: Path) -> Iterator[Item | Aside]:
    if path.is_dir():
        yield from _in_folder(path, out)
    elif path.is_file() and path.suffix.lower() in _LISTS:
        yield from _in_list(path)
    elif path.is_file() and path.suffix.lower() == ".csv":
        for file, name, asked in read_sheet(path):
            yield _item(file, name, asked)
    elif os.path.lexists(path):
        yield _item(path, path.name)
    elif glob.has_magic(os.fspath(path)):
        yield from _matching(path, out)
    else:
        raise SourceError(f"{shown(path)}: there is no such file or folder; check the name")


def _in_folder(folder: Path, out: Path) -> Iterator[Item | Aside]:
    away = out.resolve()
    troubles: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=troubles.append):
        if RESULT in files or Path(here).resolve() == away:  # a result's own videos are no clips
            folders.clear()
            continue
        folders.sort()
        for file in sorted(files):
            path = Path(here, file)
            name = str(path.relative_to(folder))
            why = _no_clip(path)
            yield Aside(_plain(name), why) if why else _item(path, name)
    for trouble in troubles:
        where = Path(str(trouble.filename))
        why = f"{shown(where)}: this folder cannot be read ({trouble.strerror})"
        yield Item((where,), str(where), problem=why)


def _no_clip(path: Path) -> str | None:
    """Say why a file that lies in a folder is not taken for a clip; None where it is."""
    if path.name.startswith("."):
        return "a hidden file"
    if path.suffix.lower() in _SUFFIXES:
        return None
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return "no ordinary file"
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    video = head[4:8] == b"ftyp" or (head[:4] == b"RIFF" and head[8:12] == b"AVI ")
    return None if video or head.startswith(_OPENINGS) else "no video by its name or content"


def _matching(pattern: Path, out: Path) -> Iterator[Item | Aside]:
    fixed = Path(*_before_magic(pattern))
    matches = sorted(map(Path, glob.iglob(os.fspath(pattern), recursive=True)))  # noqa: PTH207
    if not matches:
        raise SourceError(f"{shown(pattern)}: matches no file; check the pattern")
    for path in matches:
        if path.is_dir():
            if "**" not in pattern.parts:
                yield from _in_folder(path, out)
        elif not (path.parent / RESULT).exists() and out.resolve() not in path.resolve().parents:
            why = _no_clip(path) if "**" in pattern.parts else None
            name = str(path.relative_to(fixed))
            yield Aside(_plain(name), why) if why else _item(path, name)


def _before_magic(pattern: Path) -> Iterator[str]:
    for part in pattern.parts:
        if glob.has_magic(part):
            return
        yield part


def _in_list(path: Path) -> Iterator[Item]:
    for line in letters_of(path).splitlines():
        name = os.fsdecode(line.strip())
        if name and not (name.startswith("#") and not os.path.lexists(path.parent / name)):
            yield _item(path.parent / name, name)  # what begins with # is a remark otherwise


def _item(path: Path, name: str, asked: Asked = NOTHING) -> Item:
    return Item((path,), name, asked=asked, problem=_trouble(path))


def _trouble(path: Path) -> str | None:
    """Say why a file cannot be judged at all, without opening it: opening may hang."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        why = "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror
        return f"{shown(path)}: {why}; check the name"
    if stat.S_ISDIR(mode):
        return f"{shown(path)} is a folder; name the clip itself"
    if not stat.S_ISREG(mode):
        return f"{shown(path)}: is no ordinary file; copy the clip to one"
    return None


def _grouped(items: Sequence[Item]) -> list[Item]:
    """Join the clips of each group into one item; the first says what the others leave open."""
    groups: dict[str, list[Item]] = {}
    for number, item in enumerate(items):
        groups.setdefault(item.asked.group or f"\0{number}", []).append(item)
    return [_joined(group, each) for group, each in groups.items()]


def _joined(group: str, items: Sequence[Item]) -> Item:
    first = items[0]
    if not first.asked.group:
        return first
    asked = first.asked
    for other in items[1:]:
        asked = asked.joined(other.asked)
    problem = next((item.problem for item in items if item.problem), None)
    return Item(tuple(item.files[0] for item in items), group, asked=asked, problem=problem)


def _plain(name: str) -> str:
    return "/".join(map(shown_name, Path(name).parts))
