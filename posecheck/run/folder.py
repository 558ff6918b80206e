"""The folder of one clip's results: filled out of sight, then put in its place at once."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import chain, count
from pathlib import Path
from types import TracebackType

from posecheck.errors import OutputError, PosecheckError
from posecheck.feedback.atomic import umask, unwritable
from posecheck.feedback.files import MEASURES, REPS, RESULT
from posecheck.run.held import hold, is_held

ROOT = Path("posecheck-results")
TRACK = "track.npz"
FINISHED, THUMBNAIL = "finished.json", "thumbnail.jpg"  # what a batch adds
OURS = frozenset(
    {RESULT, MEASURES, REPS, TRACK, "stills", "annotated.mp4", "report.html"}
    | {FINISHED, THUMBNAIL, "annotated.jpg"}
)
_CLIP = re.compile(r"clip-\d+")  # a folder of one of several clips that were judged together
NAME_BYTES = 120  # leaves room for a number and for the names of unfinished folders
PARTIAL, _REPLACED = ".posecheck-partial-", ".posecheck-replaced-"
_RESERVED = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
_DISK_TROUBLE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM}


def folder_name(file: str | Path) -> str:
    """Turn a file's name into a folder's name that no system stumbles over.

    Keeps the extension; what is not printable, not UTF-8 or has a meaning to a file system
    becomes `_`; a name that would be too long is shortened and ends in a hash of the whole.
    """
    last = str(file).replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    raw = last.encode("utf-8", "surrogatepass")
    text = last.encode("utf-8", "replace").decode()
    text = re.sub(r'[<>:"|?*]', "_", text)
    text = "".join(char if char.isprintable() else "_" for char in text).strip()
    text = re.sub(r"^[.\-=+@~ ]", "_", text.rstrip(". "))
    if not text or text.split(".")[0].lower() in _RESERVED:
        text = f"_{text}"
    if len(text.encode()) <= NAME_BYTES:
        return text
    digest = hashlib.sha256(raw).hexdigest()[:10]
    kept = text.encode()[: NAME_BYTES - len(digest) - 1].decode("utf-8", "ignore")
    return f"{kept}-{digest}"


class ResultFolder:
    """A folder for the results of one source; a context manager.

    Inside the `with`, write into `work`. When it ends well, `work` takes its place and `path`
    says where; when anything is raised, Ctrl-C too, nothing is left behind.

    out: the folder to make, or None for posecheck-results/<name of the file>. A folder that holds
    another source's result is never touched: name-2, name-3, ... is made instead. OutputError
    where the same source was judged before and force is not given, where `out` holds something
    that posecheck did not make or is the folder one is in, and where nothing can be written there.
    A link to a folder stays, and the results come where it points to.
    replaces: with force, says of a folder that holds another source's result whether it is to be
    replaced all the same. swept: leftovers of killed runs are cleared away already.
    """

    def __init__(
        self,
        file: str | Path,
        sha256: str,
        *,
        out: Path | None = None,
        force: bool = False,
        replaces: Callable[[Path], bool] | None = None,
        swept: bool = False,
    ) -> None:
        self._wanted = _linked(out if out is not None else ROOT / folder_name(file))
        self._given = out is not None
        self._sha256 = sha256
        self._force = force
        self._replaces = replaces
        self._swept = swept
        self._lock: int | None = None
        self._made: list[Path] = []
        self.path = self._wanted
        self.work = self._wanted

    def __enter__(self) -> ResultFolder:
        """Make the unfinished folder and clear away those of runs that were killed."""
        if self._given and _holds_us(self._wanted):
            raise OutputError(
                f"{self._wanted}: you are in this folder, which would be put away for the new one; "
                f"name another, such as --out {self._wanted / 'new'}"
            )
        parent = self._wanted.parent
        self._made = [one for one in (parent, *parent.parents) if not one.exists()]
        try:
            parent.mkdir(parents=True, exist_ok=True)
            if not self._swept:
                clean(parent)
            self.path = self._choose()
            self.work = Path(tempfile.mkdtemp(prefix=PARTIAL, dir=parent))
        except BaseException as error:
            self._tidy()
            if isinstance(error, OSError):
                raise unwritable(self._wanted, error) from error
            raise
        self._lock = hold(self.work)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Put the finished folder in its place, or remove it where something went wrong."""
        try:
            if error is None:
                self._commit()
            elif isinstance(error, OSError) and error.errno in _DISK_TROUBLE:
                raise unwritable(self._wanted, error) from error
            elif isinstance(error, PosecheckError) and str(self.work) in str(error):
                told = str(error).replace(str(self.work), str(self._wanted))
                raise type(error)(told) from error  # nobody knows the unfinished folder
        finally:
            shutil.rmtree(self.work, ignore_errors=True)
            if self._lock is not None:
                os.close(self._lock)
                self._lock = None
            if error is not None or not self.path.exists():
                self._tidy()

    def _tidy(self) -> None:
        """Remove the folders around the result that were made for it, where they stay empty."""
        for folder in self._made:
            with suppress(OSError):
                folder.rmdir()

    def _ours(self, place: Path) -> bool:
        return self._replaces is not None and self._replaces(place)

    def _choose(self) -> Path:
        """Find the place that is free, or that holds this source's older result."""
        for place in numbered(self._wanted):
            holder = _holder(place)
            if holder is None:
                return place
            if holder == self._sha256 or (holder and self._ours(place)):
                if self._force:
                    return place
                raise OutputError(f"{place}: holds a result of this file; --force replaces it")
            if holder == "" and self._given and place == self._wanted:
                raise OutputError(
                    f"{place}: holds something else than a result; name a new folder with --out"
                )
        raise AssertionError("numbers do not end")

    def _commit(self) -> None:
        try:
            self.work.chmod(0o777 & ~umask())
            for _ in range(100):
                self.path = self._choose()
                if _move_in(self.work, self.path):
                    return
        except OSError as error:
            raise unwritable(self._wanted, error) from error
        raise OutputError(f"{self._wanted}: other runs keep taking this place; use --out")


def _linked(wanted: Path) -> Path:
    """Follow a link to a folder: what is renamed must lie on the disk that it points to."""
    return wanted.resolve() if wanted.is_symlink() and wanted.is_dir() else wanted


def _holds_us(wanted: Path) -> bool:
    """Tell whether this process is in a folder or below it: whoever called would be nowhere."""
    here = Path.cwd()
    return wanted.is_dir() and wanted.resolve() in (here.resolve(), *here.resolve().parents)


def numbered(wanted: Path, suffix: str = "") -> Iterator[Path]:
    """Give a place, then the same with -2, -3, ... behind its name; the suffix comes after that."""
    names = chain([wanted.name], (f"{wanted.name}-{number}" for number in count(2)))
    return (wanted.with_name(name + suffix) for name in names)


def _holder(place: Path) -> str | None:
    """Give the SHA-256 of the source whose result lies there; None if free, "" if foreign."""
    if not place.exists() and not place.is_symlink():
        return None
    if not place.is_dir():
        return ""
    try:
        content = json.loads((place / RESULT).read_text(encoding="utf-8"))
        return str(content["source"]["sha256"]) or "?"
    except FileNotFoundError:
        return "" if any(place.iterdir()) else None
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""


def _move_in(work: Path, place: Path) -> bool:
    """Rename the finished folder to its place; False where somebody took it meanwhile."""
    replaced: Path | None = None
    if place.exists():
        replaced = place.with_name(_REPLACED + place.name)
        shutil.rmtree(replaced, ignore_errors=True)
        place.rename(replaced)
    try:
        work.rename(place)
    except OSError as error:
        if replaced is not None and not place.exists():
            replaced.rename(place)
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
            return False
        raise
    if replaced is not None:
        _keep_foreign(replaced, place)
    return True


def _keep_foreign(replaced: Path, place: Path) -> None:
    """Carry over what the user laid beside the old result, and drop the rest."""
    for entry in replaced.iterdir():
        ours = entry.name in OURS or _CLIP.fullmatch(entry.name)
        if not ours and not (place / entry.name).exists():
            entry.rename(place / entry.name)
    shutil.rmtree(replaced, ignore_errors=True)


def clean(parent: Path) -> None:
    """Remove what killed runs left, and put back what one was about to replace."""
    for left in parent.glob(f"{PARTIAL}*"):
        if not is_held(left):
            shutil.rmtree(left, ignore_errors=True)
    for left in parent.glob(f"{_REPLACED}*"):
        place = parent / left.name.removeprefix(_REPLACED)
        with suppress(OSError):
            if place.exists():
                _keep_foreign(left, place)
            else:
                left.rename(place)
