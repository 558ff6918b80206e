"""What the doctor hands over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is well, what was found, and what would mend it."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""
