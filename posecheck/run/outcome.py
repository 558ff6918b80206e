"""Where results lie and what they say; and the fingerprint that tells sources apart."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from posecheck.assess.results import Judgement, Verdict
from posecheck.errors import SourceError
from posecheck.feedback.files import shown_name


@dataclass(frozen=True, slots=True)
class Outcome:
    """A folder of results and what they say."""

    folder: Path
    judgement: Judgement

    @property
    def verdict(self) -> Verdict:
        """The verdict of the whole."""
        return self.judgement.verdict


def hash_of(path: Path) -> str:
    """Give the SHA-256 of a file; SourceError where it cannot be read."""
    try:
        with path.open("rb") as file:
            digest = hashlib.sha256()
            while block := file.read(1 << 20):
                digest.update(block)
            return digest.hexdigest()
    except FileNotFoundError as error:
        raise SourceError(f"{shown_name(path)}: no such file; check the name") from error
    except IsADirectoryError as error:
        raise SourceError(f"{shown_name(path)}: is a folder; give a file in it") from error
    except OSError as error:
        raise SourceError(f"{shown_name(path)}: cannot be read ({error.strerror})") from error
