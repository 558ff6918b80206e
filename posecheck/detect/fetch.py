"""Fetches Google's official pose bundles; the only code of posecheck that opens a connection.

It runs when the user asks for it and never otherwise. No hash of these files can be vouched for
here, so a fetched bundle is used only after the user has trusted it (see posecheck.detect.bundle).
"""

from __future__ import annotations

from collections.abc import Callable

from posecheck.detect.bundle import (
    MAX_BYTES,
    OFFICIAL,
    SUFFIX,
    Bundle,
    data_folder,
    describe,
    require_bundle,
    write_whole,
)
from posecheck.errors import ModelError

PUBLISHER = "https://storage.googleapis.com/mediapipe-models/pose_landmarker/{name}/float16/latest/{name}.task"
TIMEOUT_S = 20.0
PIECE_BYTES = 1 << 16

Progress = Callable[[int, int], None]


def fetch(name: str, progress: Progress, *, source: str = PUBLISHER) -> Bundle:
    """Download lite, full or heavy into the user's data folder; return it with its SHA-256.

    progress(done, total) is told bytes, total 0 where the server does not say. The file appears
    whole or not at all and is not trusted by this. ModelError: an unknown name, no network, or
    something else than a pose bundle behind the address.
    """
    official = OFFICIAL.get(name)
    if official is None:
        raise ModelError(f"{name}: no such official model; there are {', '.join(OFFICIAL)}")
    address = source.format(name=official)
    content = _download(address, progress)
    path = data_folder() / f"{official}{SUFFIX}"
    require_bundle(content, path)
    write_whole(path, content)
    return describe(path)


def _download(address: str, progress: Progress) -> bytes:
    # Both cost start-up time that only this function is worth.
    from http.client import HTTPException
    from urllib.request import urlopen

    received = bytearray()
    try:
        with urlopen(address, timeout=TIMEOUT_S) as response:
            total = int(response.headers.get("Content-Length") or 0)
            while piece := response.read(PIECE_BYTES):
                received += piece
                progress(len(received), total)
                if len(received) > MAX_BYTES:
                    raise ModelError(f"{address}: too large for a pose bundle")
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise ModelError(
            f"{address}: cannot be fetched, is there a network? ({reason}); "
            "the model that posecheck ships works without"
        ) from error
    if total and len(received) != total:
        raise ModelError(f"{address}: the download broke off; fetch it again")
    return bytes(received)
