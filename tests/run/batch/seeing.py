"""A batch whose detector sees figures in place of people; by itself a program, to be killed."""

import csv
import json
import os
import signal
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from posecheck.detect.bundle import LoadedBundle
from posecheck.errors import PosecheckError
from posecheck.run.batch.batch import judge_batch
from posecheck.run.batch.watch import Watch
from posecheck.run.clip import ClipOptions
from posecheck.run.crew import Crew
from posecheck.run.judging import Request
from tests.run.blobs import Blobs

OPTIONS = ClipOptions(
    LoadedBundle("blobs", "0" * 64, b""), Request(check="running"), annotate=False
)


FILES = {"result.json", "measures.csv", "reps.csv", "track.npz", "report.html", "finished.json"}


@dataclass(frozen=True)
class Trouble(Blobs):
    """Sees figures, and late in a clip gets into trouble of a kind."""

    kind: str = ""

    def __call__(self, bundle, *, mode, num_poses):
        return _Troubled(super().__call__(bundle, mode=mode, num_poses=num_poses), self.kind)


class _Troubled:
    def __init__(self, detector, kind):
        self._detector, self._kind = detector, kind
        self._hoard = []

    def detect(self, rgb, time_ms=0):
        if time_ms > 800:
            if self._kind == "hoard":
                self._hoard += [np.empty(1 << 30, np.uint8) for _ in range(4)]
            elif self._kind == "hang":
                time.sleep(60)
            elif self._kind == "crash":
                os.kill(os.getpid(), signal.SIGSEGV)
            else:
                raise ZeroDivisionError("of all things")
        return self._detector.detect(rgb, time_ms)

    def close(self):
        self._detector.close()


class SeeingCrew(Crew):
    """Processes that see figures, whatever model they are given."""

    def __init__(self, count, blobs=None):
        super().__init__(count)
        self._blobs = blobs or Blobs()

    def load(self, bundle, make=None):
        super().load(bundle, self._blobs)


@dataclass
class Said:
    """What a batch left: its summary, and what it told of each item as it ended."""

    written: object
    told: list

    @property
    def counts(self):
        return self.written.counts.plain()

    @property
    def folder(self):
        return self.written.page.parent

    @property
    def clips(self):
        """The clips of batch.json by name."""
        return {one["clip"]: one for one in document(self.folder)["clips"]}


def score(crew, paths, out, **changes):
    told = []
    watch = Watch(ended=lambda item, outcome, state: told.append((item.name, outcome)))
    return Said(judge_batch(paths, replace(OPTIONS, **changes), out, crew, watch), told)


def document(out):
    return json.loads((out / "batch.json").read_text(encoding="utf-8"))


def rows(out):
    with (out / "summary.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lasting(out):
    """Everything a batch wrote that must not depend on when it was run, by file."""
    found = {}
    for path in sorted(out.rglob("*")):
        if path.suffix in (".json", ".csv") and path.is_file():
            lines = path.read_text(encoding="utf-8").splitlines()
            found[str(path.relative_to(out))] = [x for x in lines if '"created"' not in x]
    return found


def times_of(out):
    """When each result was written, by the name of its folder."""
    return {path.parent.name: path.stat().st_mtime_ns for path in out.glob("[!.]*/result.json")}


def main(folder, out, pause_s):
    """Judge a folder slowly, saying what is done; ends as the command line does."""
    try:
        with SeeingCrew(2, Blobs(pause_s=float(pause_s))) as crew:
            ended = lambda item, outcome, state: print(item.name, flush=True)  # noqa: E731, T201
            judge_batch([Path(folder)], OPTIONS, Path(out), crew, Watch(ended=ended))
    except KeyboardInterrupt:
        return 130
    except PosecheckError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
