"""Where results lie and what they say; and the fingerprint that tells sources apart."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from posecheck.assess.results import Judgement, Verdict
from posecheck.capture.container import check_clip, first_bytes, shown
from posecheck.errors import SourceError


@dataclass(frozen=True, slots=True)
class Outcome:
    """A folder of results and what they say."""

    folder: Path
    judgement: Judgement

    @property
    def verdict(self) -> Verdict:
        """The verdict of the whole."""
        return self.judgement.verdict


def hashes_of(paths: Sequence[Path], kind: str) -> dict[Path, str]:
    """Give the SHA-256 of files that are to be judged, by path.

    kind: clip or photo, for messages. SourceError where one cannot be read, or where two hold the
    same, for their results would replace one another.
    """
    for path in paths:  # what is wrong with the last is said before the first is judged
        if kind == "clip":
            check_clip(path)
        else:
            first_bytes(path, kind)
    hashes: dict[Path, str] = {}
    seen: dict[str, Path] = {}
    for path in paths:
        sha256 = hash_of(path)
        if sha256 in seen:
            raise SourceError(
                f"{shown(path)}: holds the same {kind} as {shown(seen[sha256])}; give it once"
            )
        hashes[path], seen[sha256] = sha256, path
    return hashes


def hash_of(path: Path) -> str:
    """Give the SHA-256 of a file; SourceError where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except FileNotFoundError as error:
        raise SourceError(f"{shown(path)}: there is no such file; check the name") from error
    except IsADirectoryError as error:
        raise SourceError(f"{shown(path)}: is a folder; give a file in it") from error
    except OSError as error:
        raise SourceError(f"{shown(path)}: cannot be read ({error.strerror})") from error
    return digest.hexdigest()


def hash_together(hashes: Collection[str]) -> str:
    """Give the SHA-256 that stands for clips as one source: of a single one its own."""
    if len(hashes) == 1:
        return next(iter(hashes))
    return hashlib.sha256("".join(hashes).encode()).hexdigest()
